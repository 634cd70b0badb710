"""From population to decision, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.text import show_findings
from matchmaker.kernel.errors import Message
from matchmaker.services.funnel import STEPS, step_label

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.funnel import AttributeFunnel, FunnelResult, StepRow


def show(result: FunnelResult, paper: Paper, words: Catalogue) -> None:
    """Write each attribute's groups step by step, what is odd about the figures, and the findings."""
    paper.heading(words.say(Message("funnel.heading", {"title": result.title})))
    for note in result.notes:
        paper.line(words.say(note))
    for attribute in result.attributes:
        _attribute(attribute, paper, words)
    if result.problems:
        paper.heading(words.term("funnel.problems"))
    for problem in result.problems:
        paper.line(f"- {words.say(problem)}", indent=1)
    if result.attributes:
        show_findings(result.findings, paper, words)


def _attribute(found: AttributeFunnel, paper: Paper, words: Catalogue) -> None:
    paper.heading(words.show(found.label))
    rows = []
    for group in found.groups:
        for row in group.steps:
            name = words.show(group.label) if row.step == STEPS[0] else ""
            rows.append([name, words.say(step_label(row.step)), *_cells(row, words)])
    for step in STEPS:
        if step in found.unknown:
            unknown = words.term("funnel.unknown")
            rows.append(
                [unknown, words.say(step_label(step)), words.show(found.unknown[step]), "", "", "", ""]
            )
    columns = ("group", "step", "count", "share", "bounds", "others", "verdict")
    paper.table([words.term(f"funnel.{name}") for name in columns], rows)


def _cells(row: StepRow, words: Catalogue) -> list[str]:
    if row.count is None:
        return [words.term("funnel.not_stated"), "", "", "", ""]
    share, bounds, others = "", "", ""
    if row.share is not None and row.interval is not None and row.share_bounds is not None:
        share = f"{words.percent(row.share, 1)} ({_range(row.interval, words)})"
        if row.share_bounds != (row.share, row.share):
            bounds = _range(row.share_bounds, words)
    if row.others is not None:
        others = f"{words.show(row.others)}/{words.show(row.others_of)}"
    verdict = "" if row.verdict is None else words.term(f"verdict.{row.verdict.value}")
    return [words.show(row.count), share, bounds, others, verdict]


def _range(ends: tuple[float, float], words: Catalogue) -> str:
    """Two shares: «7,5 %–10,7 %»."""
    return "–".join(words.percent(end, 1) for end in ends)
