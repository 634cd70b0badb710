"""The commands that keep something, or look at what is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.cli import kept_text as text
from matchmaker.cli.exit_codes import Exit
from matchmaker.kernel.errors import InputError, Message
from matchmaker.services import committing, duplicates, history, runs
from matchmaker.services.comparing import compare_versions
from matchmaker.services.keeping import DecisionRequest, back_up_to, decide, note, restore_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.cli.commands import Session
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.gaps import GapsRequest
    from matchmaker.services.team import TeamRequest


def kept_answer(session: Session, request: TeamRequest | GapsRequest, as_text: Callable[..., None]) -> int:
    """Ask, keep question and answer, and tell how to ask again."""
    kept = runs.keep_run(session.workspace, request, session.environment, session.author)

    def written(_result: object, paper: Paper, words: Catalogue) -> None:
        as_text(kept.answer, paper, words)
        paper.line(words.say(Message("kept.run", {"run": kept.run})))

    session.show(kept, written)
    return Exit.OK


def run_commit(session: Session) -> int:
    """Keep a folder or workbook as a dataset's next version."""
    options = session.options
    if options.path is None:
        return _keep(session)
    path = Path(options.path)
    if options.preview:
        session.show(committing.preview_path(session.workspace, options.dataset, path), text.difference)
        return Exit.OK
    base = options.base if options.base is not None else session.workspace.version(options.dataset) or 0
    request = committing.CommitRequest(options.dataset, session.author, base)
    session.show(committing.commit_path(session.workspace, request, path), text.committed)
    return Exit.OK


def _keep(session: Session) -> int:
    """A dataset that the tool has found as files is kept as it is."""
    number = committing.keep(session.workspace, session.options.dataset, session.author)
    name = session.workspace.dataset(session.options.dataset).info.name
    session.show(committing.CommitResult(name, number, (), 0), text.committed)
    return Exit.OK


def run_versions(session: Session) -> int:
    """List a dataset's versions."""
    session.show(committing.list_versions(session.workspace, session.options.dataset), text.versions)
    return Exit.OK


def run_diff(session: Session) -> int:
    """Compare two versions."""
    options = session.options
    found = compare_versions(session.workspace, options.dataset, options.older, options.newer)
    session.show(found, text.difference)
    return Exit.OK


def run_history(session: Session) -> int:
    """List what was done."""
    found = history.history(session.workspace)
    last = max(0, session.options.last)
    shown = found.steps[-last:] if last else ()
    session.show(history.History(shown, found.undo, found.redo), text.history)
    return Exit.OK


def run_undo(session: Session) -> int:
    """Undo the last step."""
    step = history.undo(session.workspace, session.author, session.options.step)
    session.show(step.name, text.said)
    return Exit.OK


def run_redo(session: Session) -> int:
    """Do again what was undone last."""
    step = history.redo(session.workspace, session.author, session.options.step)
    session.show(step.name, text.said)
    return Exit.OK


def run_runs(session: Session) -> int:
    """List the runs that are kept."""
    session.show(runs.list_runs(session.workspace), text.runs)
    return Exit.OK


def run_repeat(session: Session) -> int:
    """Ask a kept question again; ends with 1 when the answer is another."""
    found = runs.repeat(session.workspace, session.options.run, session.environment)
    session.show(found, text.repetition)
    return Exit.OK if found.equal else Exit.FINDINGS


def run_note(session: Session) -> int:
    """Keep a remark."""
    options = session.options
    session.show(note(session.workspace, options.about, options.text, session.author), text.kept)
    return Exit.OK


def run_decide(session: Session) -> int:
    """Keep a decision."""
    options = session.options
    try:
        on = date.fromisoformat(options.on) if options.on else session.environment.today
    except ValueError as wrong:
        raise InputError("bad_date", {"value": options.on}) from wrong
    request = DecisionRequest(
        options.about, options.decided, options.reason, options.by, on, options.archived
    )
    session.show(decide(session.workspace, request, session.author), text.kept)
    return Exit.OK


def run_audit(session: Session) -> int:
    """Go through the log; ends with 1 when something is wrong with it."""
    found = history.verify_log(session.workspace, session.options.anchor)
    session.show(found, text.audit)
    return Exit.FINDINGS if found.findings else Exit.OK


def run_backup(session: Session) -> int:
    """Write everything that is kept to one file."""
    session.show(back_up_to(session.workspace, Path(session.options.file)), text.backup)
    return Exit.OK


def run_restore(session: Session) -> int:
    """Fill an empty workspace from a backup."""
    session.show(restore_from(session.workspace, Path(session.options.file)), text.restored)
    return Exit.OK


def run_duplicates(session: Session) -> int:
    """Suggest what is written twice, merge two, or say that two are different."""
    options = session.options
    if options.merge:
        stays, goes = options.merge
        base = session.workspace.version(options.dataset) or 0
        merged = duplicates.merge(session.workspace, options.dataset, stays, goes, session.author, base)
        session.show(merged, text.merged)
        return Exit.OK
    if options.different:
        one, other = options.different
        duplicates.say_different(session.workspace, options.dataset, one, other, session.author)
    session.show(duplicates.find_duplicates(session.workspace, options.dataset), text.duplicates)
    return Exit.OK


COMMANDS: dict[str, Callable[[Session], int]] = {
    "commit": run_commit, "versions": run_versions, "diff": run_diff,
    "history": run_history, "undo": run_undo, "redo": run_redo, "runs": run_runs, "repeat": run_repeat,
    "note": run_note, "decide": run_decide, "audit": run_audit, "backup": run_backup,
    "restore": run_restore, "duplicates": run_duplicates,
}  # fmt: skip
