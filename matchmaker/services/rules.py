"""The rules: which apply to a composition, what came of each, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.model import vocabulary as v
from matchmaker.rules.acts import law
from matchmaker.rules.case import Asked
from matchmaker.rules.checking import FAMILIES, WHY_NOT_POSED, check, not_meant
from matchmaker.rules.reading import COUNCILS, areas_of, case_of, residents_of
from matchmaker.rules.rule import (
    Act,
    Body,
    Check,
    Mark,
    Outcome,
    Rule,
    RuleSeverity,
    chosen,
    rules,
)
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services.disclosure import Edition, version_told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register
    from matchmaker.rules.case import Case
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

__all__ = [
    "Act", "Body", "Mark", "Outcome", "RuleOutcome", "RuleRow", "RuleSeverity", "RulesList", "RulesRequest",
    "RulesResult", "check_rules", "list_rules",
]  # fmt: skip

ABOUT_MEMBERS = frozenset({"rule.no_members", "rule.balance.one", "rule.local_area.no_politician"})
"""Reasons for not applying that lie in the members, and not in the matter or in what was asked."""


@dataclass(frozen=True, slots=True)
class RulesRequest:
    """A question about the rules. What nobody says is not assumed."""

    dataset: str
    challenge: str | None = None
    """``None`` asks about the register: only rules that need no composition apply."""
    team: tuple[str, ...] = ()
    """Actor ids; empty looks at who took part in the challenge."""
    body: Body = Body.VOLUNTARY
    """What the composition is; rules for elected bodies are not used on a voluntary group."""
    party: str | None = None
    """Actor id of a party, where a case with one is expected: raises the question of habilitet."""
    on: date | None = None
    """Date of the process; today when not given."""
    rules: tuple[str, ...] = ()
    """Ids of the rules to check; empty is all. A house rule that is named applies anywhere."""
    act: Act = Act.OF_1967
    """Act used for habilitet; the date in force of the later one is not confirmed."""
    as_if_elected: bool = False
    """Look at the gender balance of a voluntary group as well, as good practice."""
    confirmed: tuple[str, ...] = ()
    """Ids of rules whose question a human has settled."""
    place: str | None = None
    """Place id that an oppgaveutvalg is for."""
    council: str | None = None
    """Kind of the council, where the body is one."""
    months: int | None = None
    """Length of a council's term."""
    signatures: int | None = None
    """Residents behind a proposal."""
    proposal_to: str = "kommune"
    """``kommune`` or ``fylke``."""
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """One answer of one rule, with all that is needed to question it."""

    rule: str
    title: Message
    outcome: Outcome | None
    """``None``: not told in the public edition, because it says something about single persons."""
    message: Message
    about: str
    """A municipality, a tie, a pair of seats; empty where the rule gives one answer."""
    numbers: Mapping[str, int]
    remedy: tuple[Message, ...]
    paragraph: Param
    source: str
    in_force: date | None
    """``None``: to be confirmed."""
    severity: RuleSeverity
    mark: Mark
    caveats: tuple[Message, ...]
    """«Sjekk mot kilden», and that good practice is not law."""
    hidden: bool = False
    """Whether something was left out for the sake of privacy."""


@dataclass(frozen=True, slots=True)
class RulesResult:
    """What came of the rules, in the order of the table."""

    request: RulesRequest
    title: str
    outcomes: tuple[RuleOutcome, ...]
    counts: Mapping[str, int]
    """Answers per outcome that is told."""
    notes: tuple[Message, ...]
    data_version: str | None
    """Told in the working edition only."""
    rules_version: str
    code_version: str
    synthetic: bool
    """Whether any of those looked at is invented."""


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule as it stands in the table."""

    rule: str
    title: Message
    paragraph: Param
    source: str
    in_force: date | None
    bodies: tuple[Body, ...]
    """What it is for; empty is everything."""
    severity: RuleSeverity
    mark: Mark
    posable: bool
    """Whether it can be posed as a demand when a team is suggested."""
    why_not_posed: Message | None
    caveats: tuple[Message, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class RulesList:
    """Every rule."""

    rules: tuple[RuleRow, ...]
    rules_version: str
    code_version: str


def list_rules() -> RulesList:
    """Every rule, in the order of the table; in no language."""
    rows = tuple(
        RuleRow(
            rule=rule.id,
            title=Message(f"rule.title.{rule.id}"),
            paragraph=law(rule.paragraph),
            source=rule.source,
            in_force=rule.in_force,
            bodies=rule.bodies,
            severity=rule.severity,
            mark=rule.mark,
            posable=FAMILIES[rule.family].pose is not None,
            why_not_posed=WHY_NOT_POSED.get(rule.family),
            caveats=_caveats(rule),
        )
        for rule in rules()
    )
    return RulesList(rows, RULES_VERSION, matchmaker.__version__)


def check_rules(workspace: Workspace, request: RulesRequest, environment: Environment) -> RulesResult:
    """Check the rules on a team, on those who took part in a challenge, or on a register.

    Raises
    ------
    InputError
        Unknown dataset, challenge, actor, rule, place or council; a number below what makes sense.
    """
    _sensible(request)
    wanted = chosen(request.rules)
    chosen(request.confirmed)
    register = workspace.dataset(request.dataset).register
    challenge = None if request.challenge is None else register.challenge(request.challenge)
    _place(register, request.place)
    seats = request.team or _took_part(register, challenge)
    on = request.on or environment.today
    areas = areas_of(register, challenge)
    counted = areas if any(rule.family == "proposal" for rule in wanted) else ()
    residents = residents_of(workspace.population(request.dataset), counted, on)
    case = case_of(register, challenge, seats, on, party=request.party, residents=residents)
    persons = _persons(register, case, request)
    secret = request.edition is Edition.PUBLIC and bool(persons)
    outcomes = tuple(
        row for rule in wanted for row in _answers(rule, case, _asked(request), on, secret=secret)
    )
    actors = register.actors.iloc[[register.code(member.id) for member in case.members]]
    synthetic = bool(actors["synthetic"].any()) if len(actors) else bool(register.actors["synthetic"].any())
    return RulesResult(
        request=_without(request, persons) if secret else request,
        title=challenge.title if challenge is not None else request.dataset,
        outcomes=outcomes,
        counts={outcome.value: sum(row.outcome is outcome for row in outcomes) for outcome in Outcome},
        notes=(
            _scope(request, len(case.members), secret=secret),
            Message("note.rules_body", {"body": Message(f"body.{request.body.value}")}),
            *((Message("note.synthetic"),) if synthetic else ()),
            Message("note.rules_not_advice"),
            Message(f"note.edition_{request.edition.value}"),
        ),
        data_version=version_told(register, request.edition),
        rules_version=RULES_VERSION,
        code_version=matchmaker.__version__,
        synthetic=synthetic,
    )


def _sensible(request: RulesRequest) -> None:
    for name, value, least in (("signatures", request.signatures, 0), ("months", request.months, 1)):
        if value is not None and value < least:
            raise InputError("rules_number", {"name": name, "value": value, "least": least})
    if request.council is not None and request.council not in COUNCILS:
        known = tuple(sorted(COUNCILS))
        raise InputError("unknown_council", {"council": request.council, "known": known})
    if request.proposal_to not in ("kommune", "fylke"):
        raise InputError("unknown_proposal_to", {"value": request.proposal_to})


def _place(register: Register, place: str | None) -> None:
    known = tuple(register.frame("places")["id"].astype(str))
    if place is not None and place not in known:
        raise InputError("unknown_place", {"place": place, "known": known})


def _took_part(register: Register, challenge: Challenge | None) -> tuple[str, ...]:
    if challenge is None:
        return ()
    return tuple(sorted({involved.actor for involved in register.involvements_in(challenge.id)}))


def _persons(register: Register, case: Case, request: RulesRequest) -> frozenset[str]:
    """Ids of the persons among those looked at, the party included."""
    found = {member.id for member in case.members if member.person}
    if request.party is not None and register.actor(request.party).form == v.Form.PERSON:
        found.add(request.party)
    return frozenset(found)


def _without(request: RulesRequest, persons: frozenset[str]) -> RulesRequest:
    """Private persons are not listed in a public answer, not even by id."""
    team = tuple(actor for actor in request.team if actor not in persons)
    return replace(request, team=team, party=None if request.party in persons else request.party)


def _asked(request: RulesRequest) -> Asked:
    return Asked(
        body=request.body,
        rules=request.rules,
        party=request.party,
        act=request.act,
        as_if_elected=request.as_if_elected,
        confirmed=request.confirmed,
        place=request.place,
        council=request.council,
        months=request.months,
        signatures=request.signatures,
        to=request.proposal_to,
    )


def _answers(rule: Rule, case: Case, asked: Asked, on: date, *, secret: bool) -> Iterator[RuleOutcome]:
    if secret and rule.persons:
        yield _withheld(rule, case, asked, on)
        return
    for found in check(rule, case, asked, on):
        yield _row(rule, found)


def _withheld(rule: Rule, case: Case, asked: Asked, on: date) -> RuleOutcome:
    """What may be told without looking at the members: that a rule does not apply, or nothing.

    Asked of a case without members, so that the answer is the same whoever they are.
    """
    blank = replace(case, members=(), links=())
    reason = not_meant(rule, asked, on) or check(rule, blank, asked, on)[0]
    if reason.outcome is Outcome.NOT_APPLICABLE and reason.message.code not in ABOUT_MEMBERS:
        return _row(rule, reason)
    empty = Check(Outcome.NEEDS_HUMAN, Message("rule.withheld"))
    return replace(_row(rule, empty), outcome=None, hidden=True)


def _row(rule: Rule, found: Check) -> RuleOutcome:
    return RuleOutcome(
        rule=rule.id,
        title=Message(f"rule.title.{rule.id}"),
        outcome=found.outcome,
        message=found.message,
        about=found.about,
        numbers=found.numbers,
        remedy=found.remedy,
        paragraph=law(rule.paragraph),
        source=rule.source,
        in_force=rule.in_force,
        severity=rule.severity,
        mark=rule.mark,
        caveats=_caveats(rule),
    )


def _caveats(rule: Rule) -> tuple[Message, ...]:
    found = []
    if rule.mark is Mark.CHECK:
        found.append(Message("rule.check_at_source"))
    if rule.severity is RuleSeverity.PRACTICE:
        found.append(Message("rule.not_law"))
    return tuple(found)


def _scope(request: RulesRequest, members: int, *, secret: bool) -> Message:
    if not members:
        return Message("note.rules_no_composition")
    scope = "team" if request.team else "deltok"
    return (
        Message(f"note.scope_{scope}_public")
        if secret
        else Message(f"note.scope_{scope}", {"count": members})
    )
