"""Who is missing, and who is affected and how they were asked, in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.legitimacy.finding import Urgency
from matchmaker.services.funnel import STEPS, FunnelRequest, follow_funnel, step_label
from matchmaker.services.protected import COMPARED
from matchmaker.services.public_tables import FUNNEL, RESIDENTS
from matchmaker.services.report_content import (
    Heading,
    Items,
    Section,
    Table,
    Text,
    number,
    share,
    text,
    without_repeats,
)
from matchmaker.services.report_public import public_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.legitimacy.finding import Finding
    from matchmaker.services.funnel import AttributeFunnel, FunnelResult
    from matchmaker.services.report_basis import Basis
    from matchmaker.services.report_content import Block, Cell


def gaps_section(basis: Basis) -> Section:
    """Findings by urgency, and the participants compared with the population."""
    notes = basis.published.notes if basis.public else basis.gaps.notes
    blocks: list[Block] = [Text(Message("report.gaps_lead")), Text(notes[0])]
    found = [one for one in basis.findings if one.code != COMPARED]
    for urgency in Urgency:
        mine = tuple(one.message for one in found if one.severity is urgency)
        if mine:
            blocks += [Heading(Message(f"urgency.{urgency.value}")), Items(mine)]
    if not found:
        blocks.append(Text(Message("gaps.none")))
    blocks += list(_compared(basis))
    return Section("gaps", Message("gaps.page"), tuple(blocks))


def _compared(basis: Basis) -> Iterator[Block]:
    if basis.public:
        tables = tuple(public_table(basis, one) for one in basis.published.tables if one.name == RESIDENTS)
    else:
        found = [one for one in basis.findings if one.code == COMPARED]
        attributes = dict.fromkeys(one.group.split(":")[0] for one in found)
        tables = tuple(
            _comparison([one for one in found if one.group.split(":")[0] == attribute])
            for attribute in sorted(attributes)
        )
    if tables:
        yield Heading(Message("report.compared"))
        yield Text(Message("note.not_representative"))
        yield from tables


def _comparison(found: list[Finding]) -> Table:
    """One attribute. How many have not said is the same for all its groups."""
    title = Message("public.residents", {"attribute": found[0].message.params["attribute"]})
    headers = ("public.group", "report.n", "report.of", "report.expected", "public.share",
               "public.population", "public.verdict")  # fmt: skip
    rows = tuple(_group(one) for one in sorted(found, key=lambda one: one.group))
    unknown = max((one.unknown or 0 for one in found), default=0)
    notes = (Message("gaps.unknown", {"unknown": unknown}),) if unknown else ()
    return Table(title, tuple(map(Message, headers)), rows, notes)


def _group(one: Finding) -> tuple[Cell, ...]:
    verdict = None if one.verdict is None else Message(f"verdict.{one.verdict}")
    expected = None if one.expected is None else float(one.expected)
    return (
        text(one.message.params["group"]), number(one.n), number(one.of), number(expected),
        share(one.share, one.interval), share(one.population_share), text(verdict),
    )  # fmt: skip


# -- who is affected, and how they were asked --------------------------------------------------------------


def affected_section(basis: Basis) -> Section:
    """The groups that the challenge concerns, and how many of each came how far."""
    title = Message("report.part_affected")
    if basis.challenge is None:
        return Section("affected", title, (Text(Message("report.needs_challenge")),))
    blocks: list[Block] = []
    if basis.challenge.affected:
        blocks.append(_groups(basis))
    else:
        blocks.append(Text(Message("note.no_affected")))
    blocks.append(Heading(Message("report.asked")))
    blocks += list(_public_asked(basis) if basis.public else _asked(basis))
    return Section("affected", title, tuple(blocks))


def _groups(basis: Basis) -> Table:
    affected = basis.challenge.affected if basis.challenge else ()
    rows = tuple(
        (text(one.name), text(_ages(one.age_from, one.age_to)), text(one.source)) for one in affected
    )
    headers = tuple(map(Message, ("public.group", "report.ages", "report.source")))
    return Table(Message("report.affected"), headers, rows)


def _ages(low: int | None, high: int | None) -> Param:
    if low is None and high is None:
        return Message("report.not_stated")
    if high is None:
        return Message("report.age_from", {"low": low})
    return Message("report.age_to", {"high": high}) if low is None else Message(
        "report.age_span", {"low": low, "high": high}
    )  # fmt: skip


def _public_asked(basis: Basis) -> Iterator[Block]:
    tables = tuple(public_table(basis, one) for one in basis.published.tables if one.name == FUNNEL)
    if not tables:
        yield Text(Message("report.nothing_counted"))
    yield from tables


def _asked(basis: Basis) -> Iterator[Block]:
    answer = _funnel(basis)
    if answer is None or not answer.attributes:
        yield Text(Message("report.nothing_counted"))
        return
    yield from (_steps(one) for one in answer.attributes)
    if answer.findings:
        yield Items(tuple(one.message for one in answer.findings))
    if answer.problems:
        yield Heading(Message("funnel.problems"))
        yield Items(answer.problems)
    yield Items(without_repeats(answer.notes))


def _funnel(basis: Basis) -> FunnelResult | None:
    if basis.challenge is None:
        return None
    asked = basis.request
    wish = FunnelRequest(asked.dataset, basis.challenge.id, on=None, edition=asked.edition)
    return basis.ask(follow_funnel, wish)


def _steps(found: AttributeFunnel) -> Table:
    headers = (Message("public.group"), *(step_label(step) for step in STEPS))
    rows = [
        (text(group.label), *(number(row.count) for row in group.steps)) for group in found.groups
    ]  # fmt: skip
    if found.unknown:
        rows.append((text(Message("funnel.unknown")), *(number(found.unknown.get(step)) for step in STEPS)))
    return Table(Message("public.funnel", {"attribute": found.label}), headers, tuple(rows))
