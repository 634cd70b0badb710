"""Combinations of groups as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.errors import Param
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.intersections import Intersection, IntersectionsResult


def show(result: IntersectionsResult, paper: Paper, words: Catalogue) -> None:
    """Write the combinations that stand out with what to do, then the empty cells."""
    paper.heading(words.say(Message("intersections.heading", {"title": result.title})))
    for note in result.notes:
        paper.line(words.say(note))
    for found in result.found:
        _finding(found, paper, words)
    if result.nothing is not None:
        paper.line(words.say(result.nothing))
    if result.empty:
        paper.heading(words.term("intersections.empty_heading"))
        paper.table(
            [words.term(f"intersections.{name}") for name in ("group", "expected", "chance", "possible")],
            [
                [
                    words.show(cell.label), words.number(cell.expected, 1), words.percent(cell.chance, 1),
                    str(cell.possible),
                ]
                for cell in result.empty
            ],
        )  # fmt: skip


def _finding(found: Intersection, paper: Paper, words: Catalogue) -> None:
    paper.heading(words.say(found.message))
    params: dict[str, Param] = {
        "n": found.n,
        "of": found.of,
        "share": words.percent(found.population_share, 1),
        "p": words.p_value(found.p),
    }
    paper.line(words.say(Message("intersections.numbers", params)), indent=2)
    if found.possible:
        bounds: dict[str, Param] = {"possible": found.possible, "p": words.p_value(found.p_if_all)}
        paper.line(words.say(Message("intersections.bounds", bounds)), indent=2)
    for remedy in found.remedy:
        paper.line(f"→ {words.say(remedy)}", indent=2)
