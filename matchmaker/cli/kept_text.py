"""What is kept, as text: functions of a result and a catalogue, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.committing import CommitResult, VersionInfo
    from matchmaker.services.comparing import DifferenceResult, SheetCounts
    from matchmaker.services.duplicates import DuplicatesResult, MergeResult
    from matchmaker.services.history import History
    from matchmaker.services.keeping import KeptRecord
    from matchmaker.services.runs import Repetition, RunInfo
    from matchmaker.store.audit import AuditResult
    from matchmaker.store.backup import BackupResult


def said(message: Message, paper: Paper, words: Catalogue) -> None:
    """One sentence."""
    paper.line(words.say(message))


def kept(record: KeptRecord, paper: Paper, words: Catalogue) -> None:
    """A record that was kept."""
    paper.line(words.say(Message("kept.record", {"record": record.id})))


def committed(result: CommitResult, paper: Paper, words: Catalogue) -> None:
    """A new version, and what it changed."""
    made = Message("kept.version", {"dataset": result.dataset, "version": result.version})
    paper.line(words.say(made))
    _counts(result.counts, paper, words)


def _counts(counts: tuple[SheetCounts, ...], paper: Paper, words: Catalogue) -> None:
    headers = [words.term(f"difference.{name}") for name in ("sheet", "added", "changed", "removed")]
    rows = [[one.sheet, str(one.added), str(one.changed), str(one.removed)] for one in counts]
    paper.table(headers, rows)


def difference(result: DifferenceResult, paper: Paper, words: Catalogue) -> None:
    """What differs."""
    if not result.total:
        paper.line(words.term("difference.none"))
    _counts(result.counts, paper, words)
    for row in result.rows:
        paper.heading(f"{row.sheet}: {row.key} – {words.term(f'difference.row_{row.action}')}")
        for field in row.fields:
            before, after = words.show(field.before), words.show(field.after)
            paper.line(f"{field.header}: {before} → {after}", indent=2)
    if result.total > len(result.rows):
        paper.line(words.say(Message("difference.more", {"count": result.total - len(result.rows)})))


def versions(found: tuple[VersionInfo, ...], paper: Paper, words: Catalogue) -> None:
    """A dataset's versions."""
    paper.table(
        [words.term(f"versions.{name}") for name in ("number", "at", "author", "step")],
        [[str(one.number), one.at, one.author, _done(one, words)] for one in found],
    )


def _done(version: VersionInfo, words: Catalogue) -> str:
    done = words.say(version.step) if version.step else "–"
    if version.same_as is None:
        return done
    return f"{done} ({words.say(Message('versions.same_as', {'version': version.same_as}))})"


def history(found: History, paper: Paper, words: Catalogue) -> None:
    """What was done, and what could be undone."""
    if not found.steps:
        paper.line(words.term("history.empty"))
    paper.table(
        [words.term(f"versions.{name}") for name in ("number", "at", "author", "step", "state")],
        [
            [str(one.number), one.at, one.author, words.say(one.name), words.term(f"step_state.{one.state}")]
            for one in found.steps
        ],
    )
    for way, step in (("undo", found.undo), ("redo", found.redo)):
        if step is not None:
            paper.line(words.say(Message(f"history.{way}", {"step": step.name, "number": step.number})))


def runs(found: tuple[RunInfo, ...], paper: Paper, words: Catalogue) -> None:
    """Runs that are kept."""
    if not found:
        paper.line(words.term("runs.empty"))
    paper.table(
        [words.term(f"runs.{name}") for name in ("id", "service", "dataset", "at", "author")],
        [[one.id, one.service, one.dataset, one.at, one.author] for one in found],
    )


def repetition(found: Repetition, paper: Paper, words: Catalogue) -> None:
    """Equal, or what differs."""
    code = "repeat.equal" if found.equal else "repeat.differs"
    paper.line(words.say(Message(code, {"run": found.run, "count": len(found.differences)})))
    for change in found.differences:
        paper.line(f"{change.path}: {change.before} → {change.after}", indent=2)
    for note in found.notes:
        paper.line(words.say(note))


def audit(found: AuditResult, paper: Paper, words: Catalogue) -> None:
    """Whether the log is whole."""
    code = "audit.broken" if found.findings else "audit.whole"
    paper.line(words.say(Message(code, {"entries": found.entries, "count": len(found.findings)})))
    for finding in found.findings:
        paper.line(f"- {words.say(finding)}", indent=2)
    if found.erased:
        paper.line(words.say(Message("audit.erased", {"count": found.erased})))
    paper.line(words.say(Message("audit.anchor", {"anchor": found.anchor})))


def backup(result: BackupResult, paper: Paper, words: Catalogue) -> None:
    """What was written."""
    rows = sum(count for _, count in result.rows)
    paper.line(words.say(Message("backup.done", {"file": result.file, "rows": rows})))


def restored(result: BackupResult, paper: Paper, words: Catalogue) -> None:
    """What was restored."""
    rows = sum(count for _, count in result.rows)
    paper.line(words.say(Message("backup.restored", {"file": result.file, "rows": rows})))


def duplicates(found: DuplicatesResult, paper: Paper, words: Catalogue) -> None:
    """Suggestions, the most likely first."""
    if not found.suggestions:
        paper.line(words.term("duplicates.none"))
    for one in found.suggestions:
        paper.heading(f"{one.names[0]} – {one.names[1]}")
        paper.line(f"{one.actors[0]} · {one.actors[1]} · {words.percent(one.score)}", indent=2)
        for reason in one.reasons:
            paper.line(f"- {words.say(reason)}", indent=2)
        goes = next(actor for actor in one.actors if actor != one.keep)
        paper.line(words.say(Message("duplicates.proposal", {"stays": one.keep, "goes": goes})), indent=2)
    if found.refused:
        paper.line(words.say(Message("duplicates.refused", {"count": found.refused})))


def merged(result: MergeResult, paper: Paper, words: Catalogue) -> None:
    """A merge, and what could not be kept."""
    committed(result.committed, paper, words)
    for message in result.dropped:
        paper.line(f"- {words.say(message)}", indent=2)
