"""Decisions and notes that the workspace keeps, in a report. Free text stays in the working edition."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.report_content import Section, Table, Text, text
from matchmaker.services.report_kept import KeptBesides, kept_besides

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.services.report_basis import Basis
    from matchmaker.services.report_content import Block

NOTHING = KeptBesides((), 0, (), (), ())


def records_section(basis: Basis) -> Section:
    """What is kept about the challenge."""
    kept = besides(basis)
    blocks = [*_decisions(basis, kept), *_notes(basis, kept), *_runs(kept)]
    if not blocks:
        blocks = [Text(Message("report.nothing_kept"))]
    return Section("records", Message("report.part_records"), tuple(blocks))


def besides(basis: Basis) -> KeptBesides:
    """What is kept; nothing where the workspace does not keep."""
    if not isinstance(basis.workspace, KeptWorkspace):
        return NOTHING
    plain, _ = basis.workspace.split(basis.request.dataset)
    return kept_besides(basis.workspace, plain, basis.request.challenge)


def decision_on(basis: Basis, record: str) -> tuple[str, date] | None:
    """(who, when) of the last decision on a record; ``None`` where nobody has decided."""
    found = [body for _, body in besides(basis).decisions if body.about == record]
    return (found[-1].decided_by, date.fromisoformat(found[-1].on)) if found else None


def _decisions(basis: Basis, kept: KeptBesides) -> Iterator[Block]:
    names = ("when", "decided_by", "about", "archived")
    more = () if basis.public else ("what", "reason")
    if kept.decisions:
        rows = tuple(
            (
                text(one.on), text(one.decided_by), text(one.about), text(one.archived or None),
                *(() if basis.public else (text(one.decided), text(one.reason))),
            )
            for _, one in kept.decisions
        )  # fmt: skip
        headers = tuple(Message(f"report.decision_{name}") for name in (*names, *more))
        notes = (Message("report.words_left_out"),) if basis.public else ()
        yield Table(Message("report.decisions"), headers, rows, notes)
    if kept.restricted:
        yield Text(Message("report.restricted", {"count": kept.restricted}))


def _notes(basis: Basis, kept: KeptBesides) -> Iterator[Block]:
    if not kept.notes:
        return
    if basis.public:
        yield Text(Message("report.notes_left_out"))
        return
    rows = tuple((text(one.at[:10]), text(body.about), text(body.text)) for one, body in kept.notes)
    headers = tuple(Message(f"report.note_{name}") for name in ("when", "about", "text"))
    yield Table(Message("report.notes"), headers, rows)


def _runs(kept: KeptBesides) -> Iterator[Block]:
    """Teams and answers that were kept, so that anybody can ask again."""
    rows = [
        *((text(one.id), text(Message("report.record_team")), text(one.at[:10])) for one, _ in kept.teams),
        *(
            (text(one.id), text(Message(f"report.record_{body.service}_run")), text(one.at[:10]))
            for one, body in kept.runs
        ),
    ]
    if rows:
        headers = tuple(Message(f"report.record_{name}") for name in ("id", "what", "when"))
        yield Table(Message("report.records"), headers, tuple(rows), (Message("report.repeat_run"),))
