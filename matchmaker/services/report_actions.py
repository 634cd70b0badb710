"""What can be done, in a report: remedies for what was found, and ways to the groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.services.outreach import OutreachRequest, plan_outreach
from matchmaker.services.report_content import (
    Heading,
    Items,
    Section,
    Table,
    Text,
    lines,
    text,
    without_repeats,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.services.outreach import GapPlan
    from matchmaker.services.report_basis import Basis
    from matchmaker.services.report_content import Block, Cell


def actions_section(basis: Basis) -> Section:
    """A suggestion: what can be done about each finding, and through whom the groups can be invited."""
    decider = basis.challenge.decided_by if basis.challenge else None
    whose = Message("team.heading", {"role": decider or Message("team.decider_unknown")})
    blocks = [Text(whose, lead=True), *_remedies(basis), *_outreach(basis)]
    return Section("actions", Message("report.part_actions"), tuple(blocks))


def _remedies(basis: Basis) -> Iterator[Block]:
    rows = tuple((text(one.message), lines(one.remedy)) for one in basis.findings if one.remedy)
    if not rows:
        yield Text(Message("report.no_remedies"))
        return
    headers = (Message("report.found"), Message("report.remedy"))
    yield Table(Message("report.remedies"), headers, rows)


def _outreach(basis: Basis) -> Iterator[Block]:
    asked = basis.request
    wish = OutreachRequest(
        asked.dataset, asked.challenge, basis.team, ages=asked.ages, on=basis.on, edition=asked.edition
    )
    plan = basis.ask(plan_outreach, wish)
    yield Heading(Message("report.outreach"))
    if not plan.gaps:
        yield Text(Message("outreach.none"))
        return
    headers = ("public.group", "report.ways", "report.advice", "report.means")
    rows = tuple(map(_gap, plan.gaps))
    yield Table(Message("report.outreach_plan"), tuple(map(Message, headers)), rows)
    if plan.brokers:
        yield Heading(Message("outreach.whom_to_ask"))
        yield Items(tuple(message for one in plan.brokers for message in one.messages[:1]))
    yield Items(without_repeats(plan.notes))


def _gap(gap: GapPlan) -> tuple[Cell, ...]:
    ways = tuple(path.message for path in gap.paths)
    return (text(gap.name), lines(ways), lines((gap.why, *gap.advice)), lines(gap.means))
