"""What was done in the workspace, and the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.store import steps
from matchmaker.store.audit import AuditResult, verify
from matchmaker.store.gate import Action

if TYPE_CHECKING:
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.store.steps import Step


@dataclass(frozen=True, slots=True)
class History:
    """Everything that was done, and what *undo* and *redo* would do."""

    steps: tuple[Step, ...]
    """Oldest first."""
    undo: Step | None
    """The step that would be undone."""
    redo: Step | None
    """The step that would be done again."""


def history(workspace: KeptWorkspace) -> History:
    """Look at what was done."""
    with workspace.store.reading() as reading:
        return History(steps.steps(reading), steps.to_undo(reading), steps.to_redo(reading))


def undo(workspace: KeptWorkspace, author: str, expected: int | None = None) -> Step:
    """Undo the last step.

    Parameters
    ----------
    workspace
        Where.
    author
        Who is told in the log.
    expected
        Number of the step that the asker means; ``None`` for whatever is the last.

    Raises
    ------
    InputError
        ``nothing_to_undo``; ``step_changed`` when another step has come since.
    """
    return workspace.store.undo(author, expected)


def redo(workspace: KeptWorkspace, author: str, expected: int | None = None) -> Step:
    """Do again what was undone last; raises as :func:`undo`, with ``nothing_to_redo``."""
    return workspace.store.redo(author, expected)


def verify_log(workspace: KeptWorkspace, anchor: str | None = None) -> AuditResult:
    """Go through the log and everything it tells of; see :func:`matchmaker.store.audit.verify`."""
    with workspace.store.reading(Action.AUDIT) as reading:
        return verify(reading, anchor)
