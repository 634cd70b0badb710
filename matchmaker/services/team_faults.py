"""What is wrong with a wish for a team: all of it at once, before anything is computed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, SeveralErrors
from matchmaker.matching.team.facts import TRAITS
from matchmaker.model import municipalities
from matchmaker.model.vocabulary import Sector
from matchmaker.rules.checking import WHY_NOT_POSED
from matchmaker.rules.rule import rules
from matchmaker.sources.cells.words import nearest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register
    from matchmaker.services.team_wish import TeamRequest

MOST_IMPORTANCE = 3
COMPARED = ("kjonn", "aldersgruppe", "kommune", "sted")
"""What can be compared with the population in any register."""


def check_wish(register: Register, request: TeamRequest) -> None:
    """Raise what is wrong with a wish; each fault says in which field it is and how to mend it.

    Raises
    ------
    InputError
        The one fault: bad_size, unknown_actor, unknown_sector, unknown_trait, unknown_contribution,
        need_twice, bad_importance, bad_number, unknown_rule, rule_not_posed, unknown_place,
        unknown_municipality, bad_hours_asked. Its parameter *field* is the field of the request.
    SeveralErrors
        All of them, when there are several.
    """
    faults = [
        *_sizes(request), *_actors(register, request), *_sides(request), *_traits(register, request),
        *_needs(register, request), *_rules(request), *_places(register, request),
    ]  # fmt: skip
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise SeveralErrors(faults)


def _fault(field: str, code: str, params: dict[str, Param], hint: Message | None = None) -> InputError:
    """A fault of a field, with the hint of its code unless another is given."""
    told = {**params, "field": field, "name": Message(f"wish_field.{field}")}
    return InputError(code, told, hint or Message(f"hint.{code}", told))


def _unknown(field: str, code: str, what: str, value: str, known: Collection[str]) -> InputError:
    """A word that nobody knows, with the one it most resembles."""
    near = nearest(value, known)
    hint = Message("hint.choose_known") if near is None else Message("hint.did_you_mean", {"value": near})
    return _fault(field, code, {what: value, "known": tuple(known)}, hint)


def _number(field: str, value: int, least: int) -> Iterator[InputError]:
    """A count below what makes sense."""
    if value < least:
        yield _fault(field, "bad_number", {"value": value, "least": least})


def _sizes(request: TeamRequest) -> Iterator[InputError]:
    if request.min_size < 1 or request.max_size < request.min_size:
        yield _fault("size", "bad_size", {"low": request.min_size, "high": request.max_size})
    yield from _number("resident_seats", request.resident_seats, 0)
    hours = request.hours
    if hours is not None and not (math.isfinite(hours) and hours > 0):
        yield _fault("hours", "bad_hours_asked", {"value": hours})


def _actors(register: Register, request: TeamRequest) -> Iterator[InputError]:
    named = {
        "include": request.include,
        "exclude": request.exclude,
        "together": [actor for pair in request.together for actor in pair],
        "apart": [actor for pair in request.apart for actor in pair],
    }
    for field, actors in named.items():
        for actor in sorted(set(actors)):
            if actor not in register:
                near = nearest(actor, register.ids.astype(str).tolist())
                hint = None if near is None else Message("hint.did_you_mean", {"value": near})
                yield _fault(field, "unknown_actor", {"actor": actor}, hint)


def _sides(request: TeamRequest) -> Iterator[InputError]:
    known = tuple(sector.value for sector in Sector)
    for sector, count in sorted(set(request.at_least)):
        if sector not in known:
            yield _unknown("at_least", "unknown_sector", "sector", sector, known)
        yield from _number("at_least", count, 0)


def _traits(register: Register, request: TeamRequest) -> Iterator[InputError]:
    features = set(register.features["feature"].astype(str))
    known = tuple(sorted({*TRAITS, *features}))
    asked = [
        *(("at_least_with", trait, count, 0) for trait, _, count in request.at_least_with),
        *(("at_most_with", trait, count, 0) for trait, _, count in request.at_most_with),
        *(("company", trait, count, 0) for trait, _, count in request.company),
        *(("most_each", trait, count, 1) for trait, count in request.most_each),
        *(("no_majority", trait, 1, 1) for trait in request.no_majority),
    ]
    for field, trait, count, least in asked:
        if trait not in known:
            yield _unknown(field, "unknown_trait", "trait", trait, known)
        yield from _number(field, count, least)
    figures = set(register.frame("population")["attribute"].astype(str))
    compared = tuple(sorted({*COMPARED, *features, *figures}))
    for attribute in dict.fromkeys(request.compare):
        if attribute not in compared:
            yield _unknown("compare", "unknown_trait", "trait", attribute, compared)


def _needs(register: Register, request: TeamRequest) -> Iterator[InputError]:
    known = tuple(sorted(register.contribution_parents))
    covered = [("cover", what, count, 1) for what, count in request.cover]
    for field, what, count, importance in (*covered, *(("needs", *need) for need in request.needs)):
        if what not in known:
            yield _unknown(field, "unknown_contribution", "contribution", what, known)
        yield from _number(field, count, 1)
        if not 1 <= importance <= MOST_IMPORTANCE:
            yield _fault(field, "bad_importance", {"contribution": what, "value": importance})
    needed = [what for what, _, _ in request.needs]
    for what in sorted({what for what in needed if needed.count(what) > 1}):
        yield _fault("needs", "need_twice", {"contribution": what})


def _rules(request: TeamRequest) -> Iterator[InputError]:
    known = {rule.id: rule for rule in rules()}
    for one in sorted(set(request.rules)):
        if one not in known:
            yield _unknown("rules", "unknown_rule", "rule", one, known)
        elif (why := WHY_NOT_POSED.get(known[one].family)) is not None:
            yield _fault("rules", "rule_not_posed", {"rule": one, "why": why})


def _places(register: Register, request: TeamRequest) -> Iterator[InputError]:
    places = tuple(register.frame("places")["id"].astype(str))
    if request.place is not None and request.place not in places:
        yield _unknown("place", "unknown_place", "place", request.place, places)
    if request.meeting is not None and municipalities.lookup(request.meeting) is None:
        yield _fault("meeting", "unknown_municipality", {"value": request.meeting})
