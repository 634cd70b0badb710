"""Findings as text, by urgency, each with what can be done."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from matchmaker.cli.text import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.legitimacy.finding import Finding


def show_findings(findings: Sequence[Finding], paper: Paper, words: Catalogue) -> None:
    """Write findings in the order they stand in, with a heading for each urgency; none, and that is said."""
    if not findings:
        paper.line(words.term("gaps.none"))
    for urgency, found in groupby(findings, key=lambda finding: finding.severity):
        paper.heading(words.term(f"urgency.{urgency.value}"))
        for finding in found:
            paper.line(f"- {words.say(finding.message)}{numbers(finding, words)}", indent=1)
            for remedy in finding.remedy:
                paper.line(f"→ {words.say(remedy)}", indent=3)
