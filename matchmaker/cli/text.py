"""Results as text: functions of a result and a catalogue, nothing else."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Infeasible, InputError, Message, Problem, SeveralErrors, TableErrors
from matchmaker.services.labels import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.legitimacy.finding import Finding
    from matchmaker.services.checking import CheckResult
    from matchmaker.services.gaps import GapsResult
    from matchmaker.services.importing import ImportResult
    from matchmaker.services.team import TeamResult
    from matchmaker.services.written import WriteResult


def decided_by(result: TeamResult, words: Catalogue) -> str:
    """The heading of every suggestion: «Forslag – avgjøres av …»."""
    role = result.decided_by or words.term("team.decider_unknown")
    return words.say(Message("team.heading", {"role": role}))


def team(result: TeamResult, paper: Paper, words: Catalogue) -> None:
    """A suggested team: seats with reasons, open chairs, needs, score."""
    paper.heading(f"{result.challenge_title}: {decided_by(result, words)}")
    paper.line(words.say(Message(f"status.{result.status}", {"gap": result.gap})))
    for seat in result.seats:
        name = shown(seat.name, synthetic=seat.synthetic, words=words)
        paper.heading(f"{name} ({seat.id}, {seat.filled_by})")
        paper.line(f"{words.show(seat.kind_label)} · {words.say(seat.fill_how)}", indent=2)
        for reason in seat.reasons:
            paper.line(f"- {words.say(reason)}", indent=2)
        if seat.others:
            others = ", ".join(words.say(other.message) for other in seat.others)
            paper.line(f"{words.term('team.others')} {others}", indent=2)
    if result.open_chairs:
        paper.heading(words.term("team.open_chairs"))
    for chair in result.open_chairs:
        paper.line(f"- {words.say(chair.message)}", indent=2)
    paper.heading(words.term("team.needs"))
    paper.table(
        [words.term(f"team.{name}") for name in ("need", "importance", "wanted", "seats", "best_fit")],
        [
            [
                words.show(need.label), str(need.importance), str(need.wanted), str(len(need.seats)),
                words.show(need.best_fit),
            ]
            for need in result.needs
        ],
    )  # fmt: skip
    paper.heading(words.say(Message("team.score", {"points": result.objective})))
    paper.table(
        [words.term("team.term"), words.term("team.points")],
        [[words.say(term.message), words.number(term.points, 2)] for term in result.terms],
    )
    paper.line()
    for note in result.notes:
        paper.line(words.say(note))


def gaps(result: GapsResult, paper: Paper, words: Catalogue) -> None:
    """Who is missing, most urgent first."""
    paper.heading(words.say(Message("gaps.heading", {"title": result.title})))
    for note in result.notes:
        paper.line(words.say(note))
    show_findings(result.findings, paper, words)


def show_findings(findings: Sequence[Finding], paper: Paper, words: Catalogue) -> None:
    """Write findings in the order they stand in, with a heading for each urgency; none, and that is said."""
    if not findings:
        paper.line(words.term("gaps.none"))
    for urgency, found in groupby(findings, key=lambda finding: finding.severity):
        paper.heading(words.term(f"urgency.{urgency.value}"))
        for finding in found:
            _finding(finding, paper, words)


def _finding(finding: Finding, paper: Paper, words: Catalogue) -> None:
    paper.line(f"- {words.say(finding.message)}{numbers(finding, words)}", indent=1)
    for remedy in finding.remedy:
        paper.line(f"→ {words.say(remedy)}", indent=3)


def numbers(finding: Finding, words: Catalogue) -> str:
    """The numbers behind a comparison with the population, in brackets; empty for other findings."""
    if not finding.persons:
        return ""
    if finding.hidden:
        return f" [{words.term('fewer_than_five')}, {words.term('word.hidden')}]"
    if finding.n is None:
        return ""
    parts = [f"n = {words.show(finding.n)}"] if finding.of != 0 else []
    if finding.of:
        parts[0] += f"/{finding.of}"
    if finding.unknown:
        parts.append(words.say(Message("gaps.unknown", {"unknown": finding.unknown})))
    if finding.expected is not None:
        parts.append(words.say(Message("gaps.expected", {"expected": words.number(finding.expected, 1)})))
    if finding.share is not None and finding.interval is not None:
        low, high = (words.percent(end) for end in finding.interval)
        share = words.percent(finding.share)
        parts.append(words.say(Message("gaps.share", {"share": share, "low": low, "high": high})))
    return f" [{'; '.join(parts)}]" if parts else ""


def check(result: CheckResult, paper: Paper, words: Catalogue) -> None:
    """Every problem in a dataset."""
    paper.table(
        [words.term("check.sheet"), words.term("check.rows")],
        [[title, str(rows)] for title, rows in result.rows],
    )
    problems(result.problems, paper, words)
    code = "check.errors" if result.errors else "check.fine"
    paper.heading(words.say(Message(code, {"count": result.errors})))


def problems(found: tuple[Problem, ...], paper: Paper, words: Catalogue) -> None:
    """Problems by file, each with row, column, what is wrong, what was expected and how to mend it."""
    for file, group in groupby(found, key=lambda problem: problem.file or problem.table):
        paper.heading(file)
        for problem in group:
            place = words.say(Message("check.place", {"row": problem.row, "column": problem.column}))
            paper.line(f"{words.term(f'severity.{problem.severity.value}')} · {place}", indent=1)
            paper.line(words.say(problem.message), indent=3)
            for more in (problem.expected, problem.hint):
                if more is not None:
                    paper.line(words.say(more), indent=3)


def error(wrong: InputError | Infeasible, paper: Paper, words: Catalogue) -> None:
    """What went wrong and how to mend it."""
    paper.line(words.say(wrong.message))
    if wrong.hint is not None:
        paper.line(words.say(wrong.hint))
    if isinstance(wrong, SeveralErrors):
        several(wrong, paper, words)
    if isinstance(wrong, TableErrors):
        problems(wrong.problems, paper, words)
    if isinstance(wrong, Infeasible):
        infeasible(wrong, paper, words)


def several(wrong: SeveralErrors, paper: Paper, words: Catalogue) -> None:
    """Each fault on a line of its own, and below it how to mend it."""
    for one in wrong.errors:
        paper.line(f"- {words.say(one.message)}", indent=1)
        if one.hint is not None:
            paper.line(words.say(one.hint), indent=3)


def infeasible(wrong: Infeasible, paper: Paper, words: Catalogue) -> None:
    """The wishes that cannot be had together, and the smallest changes that would do."""
    if wrong.conflict:
        paper.heading(words.say(Message("infeasible.conflict", {"count": len(wrong.conflict)})))
    for wish in wrong.conflict:
        paper.line(f"- {words.say(wish)}", indent=1)
    if wrong.relaxations:
        paper.heading(words.term("infeasible.heading"))
    for number, relaxation in enumerate(wrong.relaxations, start=1):
        changes = words.join(words.say(change.message) for change in relaxation.changes)
        paper.line(f"{number}. {changes}", indent=1)


def written(result: WriteResult, paper: Paper, words: Catalogue) -> None:
    """What was written, and where."""
    paper.line(words.say(Message("written.files", {"folder": result.folder, "files": result.files})))
    for note in result.notes:
        paper.line(words.say(note))


def imported(result: ImportResult, paper: Paper, words: Catalogue) -> None:
    """What an ordinary list was taken for, what was proposed, and what is not known."""
    report = result.report
    paper.heading(words.say(Message("import.heading", {"source": report.source})))
    paper.table(
        [words.term(f"import.{name}") for name in ("column", "read_as", "certainty")],
        [
            [
                guess.header or "–",
                words.term(f"field.{guess.field}"),
                words.term(f"certainty.{guess.certainty}"),
            ]
            for guess in report.headers
        ],
    )
    made = words.join(
        f"{words.term(f'import.count.{what}')}: {count}" for what, count in report.counts.items()
    )
    paper.line(words.say(Message("import.made", {"made": made})))
    paper.heading(words.term("import.proposals"))
    for proposal in report.proposals:
        kind = words.term(f"kind.{proposal.kind}") if proposal.kind else words.term("import.unanswered")
        paper.line(f"- {proposal.name}: {kind}. {words.say(proposal.reason)}", indent=1)
    _messages("import.not_known", report.not_known, paper, words)
    _messages("import.to_check", report.to_check, paper, words)
    _messages(
        "import.skipped",
        tuple(
            Message("import.skipped_row", {"row": skipped.row, "reason": skipped.reason})
            for skipped in report.skipped
        ),
        paper,
        words,
    )
    if report.problems:
        problems(report.problems, paper, words)
    paper.line()
    written(result.written, paper, words)


def _messages(heading: str, found: tuple[Message, ...], paper: Paper, words: Catalogue) -> None:
    if found:
        paper.heading(words.term(heading))
    for message in found:
        paper.line(f"- {words.say(message)}", indent=1)
