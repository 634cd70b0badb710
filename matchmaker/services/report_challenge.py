"""The challenge in a report: what it is about, who set the frame, who decides, what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.services import labels
from matchmaker.services.report_content import Items, Section, Table, Text, number, text

if TYPE_CHECKING:
    from matchmaker.model.records import Challenge
    from matchmaker.services.report_basis import Basis
    from matchmaker.services.report_content import Block


def challenge_section(basis: Basis) -> Section:
    """What the report is about."""
    title = Message("report.part_challenge")
    if basis.challenge is None:
        whole = Text(Message("report.whole_register", {"dataset": basis.info.title}))
        return Section("challenge", title, (whole,))
    found = basis.challenge
    blocks: list[Block] = []
    if found.description:
        blocks.append(Text(Message("report.text", {"text": found.description})))
    blocks.append(_facts(found))
    if found.needs:
        blocks.append(_needs(basis, found))
    elif found.themes:
        blocks.append(Text(Message("report.no_needs")))
    return Section("challenge", title, tuple(blocks))


def _facts(found: Challenge) -> Table:
    unknown = Message("report.not_stated")
    places = tuple(labels.place(one) for one in found.municipalities)
    pairs: tuple[tuple[str, Param], ...] = (
        ("framed_by", found.framed_by or unknown),
        ("decided_by", found.decided_by or unknown),
        ("municipalities", places or Message("report.whole_area")),
        ("levels", tuple(Message(f"level.{one}") for one in found.levels) or unknown),
        ("phase", Message(f"phase.{found.phase}") if found.phase else unknown),
        ("themes", found.themes or unknown),
        ("goals", tuple(str(goal) for goal in found.goals) or unknown),
        ("source", found.source or unknown),
    )
    headers = (Message("report.question"), Message("report.answer"))
    rows = tuple((text(Message(f"report.fact_{name}")), text(value)) for name, value in pairs)
    return Table(Message("report.facts"), headers, rows)


def _needs(basis: Basis, found: Challenge) -> Table:
    headers = ("team.need", "team.importance", "team.wanted", "report.why", "report.source")
    rows = tuple(
        (
            text(labels.contribution(basis.register, need.contribution)), number(need.importance),
            number(need.count), text(need.reason), text(need.source),
        )
        for need in found.needs
    )  # fmt: skip
    return Table(Message("report.needs"), tuple(map(Message, headers)), rows)


def sources(basis: Basis) -> Items | None:
    """The dataset's sources and the challenge's, each once; ``None`` where none is stated."""
    found = [*basis.info.sources]
    if basis.challenge is not None:
        stated = (basis.challenge.source, *(need.source for need in basis.challenge.needs))
        found += [one for one in stated if one]
    return Items(tuple(dict.fromkeys(found))) if found else None
