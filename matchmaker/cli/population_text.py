"""Population figures as text: a function of a result and a catalogue, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.population import PopulationResult


def show(result: PopulationResult, paper: Paper, words: Catalogue) -> None:
    """Figures by municipality and date, what is missing, and the sources."""
    paper.heading(words.term("population.heading"))
    headers = ("municipality", "year", "total", "women", "men", "origin")
    paper.table(
        [*(words.term(f"population.{name}") for name in headers), *result.bands],
        [
            [
                f"{row.name} ({row.municipality})",
                str(row.on.year),
                *(words.number(count, 0) for count in (row.total, row.women, row.men)),
                words.term(f"population.origin.{row.origin}"),
                *(words.number(dict(row.ages)[band], 0) for band in result.bands),
            ]
            for row in result.rows
        ],
    )
    for message in result.missing:
        paper.line(f"- {words.say(message)}")
    paper.line()
    for source in sorted({row.source for row in result.rows}):
        paper.line(source)
    for note in result.notes:
        paper.line(words.say(note))
