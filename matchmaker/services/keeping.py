"""Notes, decisions and backups: what is kept besides datasets and answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.store import backup
from matchmaker.store.gate import Action
from matchmaker.store.records import Decision, Note

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.store.backup import BackupResult
    from matchmaker.store.records import Body


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record that was kept."""

    id: str
    kind: str


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """What somebody has decided."""

    about: str
    """Id of what it decides on: a run, a team, another record, or a challenge."""
    decided: str
    reason: str
    decided_by: str
    """Role or body."""
    on: date
    archived: str = ""
    """Reference in the municipality's archive."""


def note(workspace: KeptWorkspace, about: str, text: str, author: str) -> KeptRecord:
    """Keep a remark about something. Raises ``InputError`` (empty_text)."""
    if not text.strip():
        raise InputError("empty_text")
    return _keep(workspace, Note(about=about, text=text.strip()), author)


def decide(workspace: KeptWorkspace, request: DecisionRequest, author: str) -> KeptRecord:
    """Keep a decision; it must have a reason and a decider. Raises ``InputError`` (empty_text)."""
    parts = (request.decided, request.reason, request.decided_by)
    if not all(part.strip() for part in parts):
        raise InputError("empty_text")
    body = Decision(
        about=request.about, decided=request.decided.strip(), reason=request.reason.strip(),
        decided_by=request.decided_by.strip(), on=request.on.isoformat(), archived=request.archived.strip(),
    )  # fmt: skip
    return _keep(workspace, body, author)


def _keep(workspace: KeptWorkspace, body: Body, author: str) -> KeptRecord:
    with workspace.store.step(Message(f"step.kept_{body.kind}"), author) as work:
        return KeptRecord(work.add(body), body.kind)


def back_up_to(workspace: KeptWorkspace, file: Path) -> BackupResult:
    """Write everything that is kept to one file; see :func:`matchmaker.store.backup.back_up`."""
    workspace.store.gate.permit(Action.BACKUP)
    return backup.back_up(workspace.store.storage, file)


def restore_from(workspace: KeptWorkspace, file: Path) -> BackupResult:
    """Fill an empty workspace from a backup; see :func:`matchmaker.store.backup.restore`."""
    workspace.store.gate.permit(Action.RESTORE)
    return backup.restore(workspace.store.storage, file)
