"""A wish for a team, and what it asks of the matching."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, NamedTuple

from matchmaker.kernel.errors import InputError, Message
from matchmaker.legitimacy.composition import of_team
from matchmaker.legitimacy.population import observed, residents, values_of
from matchmaker.matching.team.facts import COVERS, ELECTED
from matchmaker.matching.team.posing import Profile, Wish, candidates
from matchmaker.matching.team.weights import Weights
from matchmaker.model import municipalities
from matchmaker.model.records import Need
from matchmaker.model.vocabulary import Sector
from matchmaker.needs.drafting import draft_needs
from matchmaker.needs.practical import Practicalities
from matchmaker.rules.case import Asked
from matchmaker.rules.checking import constraints
from matchmaker.rules.constraints import (
    Apart,
    AtLeast,
    AtLeastWith,
    AtMostEach,
    AtMostWith,
    Company,
    Demand,
    Exclude,
    Include,
    NoMajority,
    Size,
    Together,
)
from matchmaker.rules.reading import case_of
from matchmaker.rules.rule import Body, chosen
from matchmaker.services.ages import INVITED_FROM, OLDEST
from matchmaker.services.team_faults import check_wish

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from matchmaker.kernel.errors import Param
    from matchmaker.model.population import Population
    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register
    from matchmaker.rules.case import Case

USUAL_RULES = ("leder_og_ansatt",)
"""Rules that hold unless they are taken out."""


@dataclass(frozen=True, slots=True)
class TeamRequest:
    """A wish for a team."""

    dataset: str
    challenge: str
    min_size: int = 8
    max_size: int = 8
    include: tuple[str, ...] = ()
    """Actors who must have a seat."""
    exclude: tuple[str, ...] = ()
    """Actors who must not."""
    at_least: tuple[tuple[str, int], ...] = ()
    """(sector, how many) that the team must hold. The councils of kommuneloven § 5-12 are not elected."""
    at_least_with: tuple[tuple[str, str, int], ...] = ()
    """(trait, value, how many): at least so many seats known to have it, e.g. ``kjonn``, ``kvinne``, 3."""
    at_most_with: tuple[tuple[str, str, int], ...] = ()
    """(trait, value, how many): at most so many."""
    most_each: tuple[tuple[str, int], ...] = ()
    """(trait, how many): at most so many seats of each value: ``enhet``, ``husholdning``, ``kommune`` …"""
    company: tuple[tuple[str, str, int], ...] = ()
    """(trait, value, how many): nobody known to have it sits there alone: none, or at least so many."""
    no_majority: tuple[str, ...] = ()
    """Traits of which no value may be held by more than half of the seats, e.g. ``sektor``."""
    together: tuple[tuple[str, str], ...] = ()
    """Pairs of actors who have seats both or neither."""
    apart: tuple[tuple[str, str], ...] = ()
    """Pairs of whom at most one has a seat."""
    cover: tuple[tuple[str, int], ...] = ()
    """(contribution, how many): at least so many seats with something that fits it."""
    rules: tuple[str, ...] = USUAL_RULES
    """Ids of rules that the team must meet."""
    body: Body = Body.VOLUNTARY
    """What the team is in the eyes of the law, for the rules."""
    place: str | None = None
    """Place id of an oppgaveutvalg, for its rule."""
    needs: tuple[tuple[str, int, int], ...] = ()
    """(contribution, how many, importance 1–3) in place of the challenge's own needs. With none, and none
    stated, they are drafted from what the challenge is."""
    hold: tuple[str, ...] = ()
    """For whom a chair is held besides affected groups that nobody speaks for, in words."""
    meeting: str | None = None
    """Number of the municipality where the team meets."""
    hours: float | None = None
    """Hours that a seat asks for."""
    times: tuple[str, ...] = ()
    """When the team can meet."""
    languages: tuple[str, ...] = ()
    """Languages spoken."""
    compare: tuple[str, ...] = ("kjonn", "aldersgruppe")
    """Attributes by which resident seats should resemble the population."""
    resident_seats: int = 4
    """How many resident seats count towards that."""
    on: date | None = None
    """The day of the wish; today when not given."""
    seed: int = 0
    """Chooses among equally good teams."""
    budget: int = 200_000
    """Nodes of the search tree before the best so far is returned with its gap."""
    weights: Weights = field(default_factory=Weights)


def weighted(changes: Iterable[tuple[str, float]]) -> Weights:
    """The usual weights with some of them changed.

    Raises
    ------
    InputError
        unknown_weight, or bad_weight for points that are no number from 0 to 1000.
    """
    known = tuple(item.name for item in fields(Weights))
    made = dict(changes)
    for name in made:
        if name not in known:
            told: dict[str, Param] = {"field": "weights", "name": name, "known": known}
            raise InputError("unknown_weight", told, Message("hint.choose_known"))
    return replace(Weights(), **made)


class Asking(NamedTuple):
    """A challenge and a wish, ready to be posed."""

    challenge: Challenge
    """With the needs that are used."""
    wish: Wish
    origins: tuple[str, ...]
    """For each demand the id of the rule it comes from; empty for the asker's own."""
    drafted: bool
    """Whether the needs were drafted."""
    candidates: tuple[str, ...]
    """Who may be suggested, as actor ids."""


def asking(register: Register, population: Population, request: TeamRequest, on: date) -> Asking:
    """Turn a request into what the matching is asked.

    Raises
    ------
    InputError
        unknown_challenge, bad_hours_asked, and what :func:`check_wish` finds.
    SeveralErrors
        When it finds several.
    """
    challenge = register.challenge(request.challenge)
    check_wish(register, request)
    challenge, drafted = _with_needs(register, challenge, request)
    able = candidates(register, challenge, request.include)
    case = case_of(register, challenge, able, on)
    own = tuple(_own(request))
    ruled = tuple(_ruled(request, case, on))
    wish = Wish(
        constraints=(*own, *(demand for _, demand in ruled)),
        weights=request.weights,
        seed=request.seed,
        profiles=_profiles(register, population, challenge, able, request, on),
        resident_seats=request.resident_seats,
        meeting=None if request.meeting is None else municipalities.lookup(request.meeting),
        on=on,
        practical=Practicalities(request.hours, request.times, request.languages, challenge.id),
        facts=case.facts(),
    )
    return Asking(challenge, wish, (*("" for _ in own), *(rule for rule, _ in ruled)), drafted, able)


def _own(request: TeamRequest) -> Iterator[Demand]:
    """What the asker demands, each once and in a fixed order."""
    yield Size(request.min_size, request.max_size)
    yield from (Include(actor) for actor in sorted(set(request.include)))
    yield from (Exclude(actor) for actor in sorted(set(request.exclude)))
    # sorted by count too, so that of two wishes for one side the greater is kept
    yield from (_of_side(sector, n) for sector, n in sorted(dict(sorted(request.at_least)).items()))
    yield from (AtLeastWith(trait, (value,), n) for trait, value, n in sorted(set(request.at_least_with)))
    yield from (AtMostWith(trait, (value,), n) for trait, value, n in sorted(set(request.at_most_with)))
    yield from (AtMostEach(trait, n) for trait, n in sorted(set(request.most_each)))
    yield from (Company(trait, n, value) for trait, value, n in sorted(set(request.company)))
    yield from (NoMajority(trait) for trait in sorted(set(request.no_majority)))
    yield from (Together(*pair) for pair in sorted({(min(p), max(p)) for p in request.together}))
    yield from (Apart(*pair) for pair in sorted({(min(p), max(p)) for p in request.apart}))
    yield from (AtLeastWith(COVERS + what, ("ja",), n) for what, n in sorted(set(request.cover)))


def _of_side(sector: str, count: int) -> Demand:
    """So many seats for a side; a council of kommuneloven § 5-12 is no elected member."""
    if sector == Sector.POLITIKER.value:
        return AtLeastWith(ELECTED, ("ja",), count)
    return AtLeast(sector, count)


def _ruled(request: TeamRequest, case: Case, on: date) -> Iterator[tuple[str, Demand]]:
    """What the rules demand, each with its rule. A rule that cannot be posed demands nothing."""
    asked = Asked(body=request.body, rules=request.rules, place=request.place)
    for rule in chosen(request.rules) if request.rules else ():
        for demand in constraints(rule, case, asked, on).demands:
            yield rule.id, demand


def _with_needs(register: Register, challenge: Challenge, request: TeamRequest) -> tuple[Challenge, bool]:
    """The challenge with the needs that are used: the asker's, else the stated, else drafted ones."""
    if request.needs:
        own = (Need(what, count, importance, None, None) for what, count, importance in request.needs)
        ordered = tuple(sorted(own, key=lambda need: (-need.importance, need.contribution)))
        return replace(challenge, needs=ordered), False
    if challenge.needs:
        return challenge, False
    drafted = draft_needs(challenge, register.contribution_parents)
    needs = tuple(Need(n.contribution, n.count, n.importance, None, "; ".join(n.sources)) for n in drafted)
    return replace(challenge, needs=needs), bool(needs)


def _profiles(
    register: Register, population: Population, challenge: Challenge, able: tuple[str, ...],
    request: TeamRequest, on: date,
) -> tuple[Profile, ...]:  # fmt: skip
    """What residents are compared with; an attribute without figures, or that nobody states, is left out."""
    if not able:
        return ()
    everybody = of_team(register, challenge, able)
    people = residents(everybody)
    ids = [str(actor) for actor in register.ids[people]]
    spans = [g for g in challenge.affected if g.age_from is not None or g.age_to is not None]
    ages = (INVITED_FROM, OLDEST)
    if spans:
        ages = (min(g.age_from or 0 for g in spans), max(g.age_to or OLDEST for g in spans))
    found = []
    for attribute in dict.fromkeys(request.compare):
        figures = population.counts(everybody.areas(), on, attribute, ages)
        values = values_of(everybody, people, attribute)
        if figures is None or not figures.total or not observed(values)[0]:
            continue
        shares = {category: n / figures.total for category, n in dict(figures).items()}
        # an answer that the figures do not have, or none, is compared with nothing
        held = {actor: str(value) for actor, value in zip(ids, values, strict=True) if value in shares}
        found.append(Profile(attribute, shares, held))
    return tuple(found)
