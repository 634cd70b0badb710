"""The tables of the public edition: residents, the funnel, the other sides, each as the guard allows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.legitimacy.population import residents
from matchmaker.legitimacy.sides import sides_of
from matchmaker.legitimacy.steps import EVERYBODY, attribute_label, group_label, stated_by, step_label
from matchmaker.model import vocabulary as v
from matchmaker.representation.protection import Shown, protect
from matchmaker.services import labels
from matchmaker.services.protected import COMPARED, NOT_COMPARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from matchmaker.legitimacy.composition import Composition
    from matchmaker.legitimacy.finding import Finding
    from matchmaker.model.records import Turnout
    from matchmaker.services.protected import Beside, Protected

RESIDENTS, FUNNEL, PERSONS, OTHERS = "innbyggere", "trakt", "personer", "organisasjoner"
"""The tables' names."""


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One group. Numbers that are hidden or do not apply are ``None``, never zero."""

    group: str
    """The category."""
    label: Param
    """What it is called."""
    state: Shown
    """Whether its counts stand here; the same in every column."""
    counts: tuple[int | None, ...]
    """Persons (or organisations), one number for each column."""
    share: float | None = None
    """Of those in the table, 0-1."""
    interval: tuple[float, float] | None = None
    """95 % interval of the share."""
    population_share: float | None = None
    """Share of the population, 0-1."""
    verdict: Message | None = None
    """The verdict that holds whatever the hidden counts are."""


@dataclass(frozen=True, slots=True)
class PublicTable:
    """One table of the fixed list."""

    name: str
    """``innbyggere``, ``trakt``, ``personer`` or ``organisasjoner``."""
    attribute: str
    """What the rows are groups of; ``alle`` for everybody together."""
    title: Message
    columns: tuple[str, ...]
    """Codes of the columns: steps, or ``antall``."""
    labels: tuple[Param, ...]
    """What the columns are called."""
    rows: tuple[PublicRow, ...]
    """Empty when the table cannot be shown."""
    totals: tuple[int | None, ...]
    """The sum of each column, hidden rows included; ``None`` when it is not told."""
    notes: tuple[Message, ...] = ()
    """What the reader must know about this table."""


def resident_tables(
    findings: Sequence[Finding],
    published: Sequence[Finding],
    decided: Mapping[str, Protected],
    told: Beside,
) -> Iterator[PublicTable]:
    """Those who attend as residents, by each attribute that has population figures.

    How many they are is told for each attribute, as those who have stated it. How many have not is not told,
    nor how many there are in all, since a small number would follow from the two.
    """
    verdicts = {f.group: f.verdict for f in published if f.code == COMPARED}
    looked_at = {f.group.split(":")[0] for f in findings if f.code == COMPARED or f.code in NOT_COMPARED}
    for attribute, decision in decided.items():
        if attribute not in looked_at:
            continue
        title = Message("public.residents", {"attribute": attribute_label(attribute)})
        if decision.residents is None:
            yield _withheld(RESIDENTS, attribute, title)
            continue
        whole = not (told.seats and decision.touched)
        mine = [f for f in findings if f.code == COMPARED and f.group.split(":")[0] == attribute]
        rows = [_resident(f, decision.residents, verdicts, told, whole=whole) for f in mine]
        kept = [row for row in rows if row is not None]
        if told.seats:
            state = decision.residents[v.UNKNOWN]
            count = decision.counts[v.UNKNOWN] if state is Shown.SHOWN else None
            kept.append(PublicRow(v.UNKNOWN, Message("public.unknown"), state, (count,)))
        total = sum(decision.counts.values()) if whole else None
        notes = _row_notes(kept, told.smallest)
        yield PublicTable(
            RESIDENTS, attribute, title, ("antall",), (Message("public.count"),), tuple(kept), (total,), notes
        )


def _resident(
    finding: Finding,
    states: Mapping[str, Shown],
    verdicts: Mapping[str, str | None],
    told: Beside,
    *,
    whole: bool,
) -> PublicRow | None:
    attribute, group = finding.group.split(":", 1)
    label = group_label(attribute, group)
    if finding.population_share is None:
        if told.seats or (finding.n or 0) < told.smallest:
            return None
        return PublicRow(group, label, Shown.SHOWN, (finding.n,))
    said = verdicts.get(finding.group)
    verdict = None if said is None else Message(f"verdict.{said}")
    if states[group] is not Shown.SHOWN:
        return PublicRow(
            group, label, states[group], (None,), population_share=finding.population_share, verdict=verdict
        )
    return PublicRow(
        group, label, Shown.SHOWN, (finding.n,),
        finding.share if whole else None, finding.interval if whole else None,
        finding.population_share, verdict,
    )  # fmt: skip


def funnel_tables(
    turnout: tuple[Turnout, ...], decided: Mapping[str, Protected], smallest: int
) -> Iterator[PublicTable]:
    """How many of each group reached each step, and the totals of the later steps.

    A total tells how many have not said which group they belong to. So it is told only for steps that come
    after every step that is shown by a group, and not where a table of the residents of the same process is
    shown: they may be those who were present.
    """
    shown: set[str] = set()
    for attribute, decision in decided.items():
        stated = decision.stated
        if stated is None:
            continue
        title = Message("public.funnel", {"attribute": attribute_label(attribute)})
        if decision.funnel is None:
            yield _withheld(FUNNEL, attribute, title)
            continue
        shown |= set(decision.steps)
        rows = tuple(
            PublicRow(
                group, group_label(attribute, group), state,
                tuple(
                    stated.counts[group].get(step) if state is Shown.SHOWN else None
                    for step in decision.steps
                ),
            )
            for group in stated.counts
            for state in (decision.funnel[group],)
        )  # fmt: skip
        totals = tuple(
            sum(counts.get(step, 0) for counts in stated.counts.values()) for step in decision.steps
        )
        names: tuple[Param, ...] = tuple(step_label(step) for step in decision.steps)
        notes = _row_notes(rows, smallest)
        yield PublicTable(FUNNEL, attribute, title, decision.steps, names, rows, totals, notes)
    if all(decision.residents is None for decision in decided.values()):
        yield from _totals(turnout, shown, smallest)


def _totals(turnout: tuple[Turnout, ...], shown: set[str], smallest: int) -> Iterator[PublicTable]:
    counted = stated_by(turnout, EVERYBODY, None).counts.get(EVERYBODY, {})
    order = [step.value for step in v.Step]
    last = max((order.index(step) for step in shown), default=-1)
    steps = tuple(step for step in order if step in counted)
    told = tuple(
        counted[step] if order.index(step) > last and counted[step] >= smallest else None for step in steps
    )
    if any(count is not None for count in told):
        row = PublicRow(EVERYBODY, Message("funnel.everybody"), Shown.SHOWN, told)
        names: tuple[Param, ...] = tuple(map(step_label, steps))
        title = Message("public.totals")
        notes = (Message("public.totals_hidden"),) if None in told else ()
        yield PublicTable(FUNNEL, EVERYBODY, title, steps, names, (row,), told, notes)


def other_tables(composition: Composition, told: Beside) -> Iterator[PublicTable]:
    """Who is there in another way than as a resident: by side, persons apart from organisations.

    Where there are persons at all, the table of persons stands there also when all of them are residents:
    that it is missing would tell that nobody is on another side.
    """
    register = composition.register
    people = set(residents(composition).tolist())
    sides = _sides(composition)
    forms = register.actors["form"].astype(str).to_numpy()
    counts: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for code in composition.members.tolist():
        if code not in people:
            counts[forms[code] == v.Form.PERSON][sides[code]] += 1
    order = [side.value for side in v.Sector]
    bodies = {side: counts[False][side] for side in order}
    yield _by_side(OTHERS, bodies, dict.fromkeys(order, Shown.SHOWN))
    if told.persons:
        others = {side: counts[True][side] for side in order if side != v.Sector.INNBYGGER}
        states = protect([others], list(others), told.smallest)
        if states is None:
            yield _withheld(PERSONS, "sektor", Message(f"public.{PERSONS}"))
        else:
            yield _by_side(PERSONS, others, states, told.smallest)


def _sides(composition: Composition) -> dict[int, str]:
    """Side of every member: the role's, else the actor's own."""
    register = composition.register
    own = register.actors["sector"].astype(str)
    found = {int(code): str(own.iloc[code]) for code in composition.members}
    if composition.challenge is not None:
        frame = register.frame("involvements")
        mine = frame[(frame["challenge"] == composition.challenge.id) & frame["role"].notna()]
        sides = sides_of(register, mine)["sector"]
        for code, side in zip(mine["actor"].cat.codes[::-1], sides[::-1], strict=True):
            found[int(code)] = str(side)  # backwards, so that the first of several stands
    return found


def _by_side(
    name: str, counts: Mapping[str, int], states: Mapping[str, Shown], smallest: int = 0
) -> PublicTable:
    rows = tuple(
        PublicRow(side, labels.sector(side), states[side], (n if states[side] is Shown.SHOWN else None,))
        for side, n in counts.items()
    )
    return PublicTable(
        name, "sektor", Message(f"public.{name}"), ("antall",), (Message("public.count"),), rows,
        (sum(counts.values()),), _row_notes(rows, smallest),
    )  # fmt: skip


def _withheld(name: str, attribute: str, title: Message) -> PublicTable:
    return PublicTable(name, attribute, title, (), (), (), (), (Message("public.withheld"),))


def _row_notes(rows: Sequence[PublicRow], smallest: int) -> tuple[Message, ...]:
    """What the marks of hidden rows mean in this table."""
    states = {row.state for row in rows}
    notes = []
    if Shown.FEW in states:
        notes.append(Message("public.few", {"smallest": smallest}))
    if Shown.FEW_SOMEWHERE in states:
        notes.append(Message("public.few_somewhere", {"smallest": smallest}))
    if Shown.HIDDEN in states:
        notes.append(Message("public.hidden"))
    return tuple(notes)
