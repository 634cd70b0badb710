"""The public edition as text: a function of the result and a catalogue, nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.representation.protection import Shown
from matchmaker.services.labels import shown

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.public_edition import PublicEdition, PublicRow, PublicSeat, PublicTable


def show(result: PublicEdition, paper: Paper, words: Catalogue) -> None:
    """Notes, seats, tables, findings."""
    paper.heading(words.say(Message("public.heading", {"title": result.title})))
    for note in result.notes:
        paper.line(words.say(note))
    if result.seats:
        paper.heading(words.term("public.seats"))
        for seat in result.seats:
            paper.line(f"- {_seat(seat, words)}", indent=1)
    for table in result.tables:
        _table(table, result.request.smallest_shown, paper, words)
    if result.findings:
        paper.heading(words.term("public.findings"))
    for finding in result.findings:
        paper.line(f"- {words.say(finding.message)}", indent=1)
        for remedy in finding.remedy:
            paper.line(f"→ {words.say(remedy)}", indent=3)


def _seat(seat: PublicSeat, words: Catalogue) -> str:
    name = shown(words.show(seat.name), synthetic=seat.synthetic, words=words)
    return f"{name} · {words.say(seat.sector)} · {words.say(seat.fill_how)}"


def _table(table: PublicTable, smallest: int, paper: Paper, words: Catalogue) -> None:
    paper.heading(words.say(table.title))
    if table.rows:
        more = [f"public.{name}" for name in ("share", "population", "verdict")] if _compared(table) else []
        headers = [words.term("public.group"), *map(words.show, table.labels), *map(words.term, more)]
        rows = [_row(row, smallest, words, compared=bool(more)) for row in table.rows]
        hidden = any(row.state is not Shown.SHOWN for row in table.rows)
        whole = words.term("public.total_with_hidden" if hidden else "public.total")
        total = [whole, *(words.show(n) for n in table.totals), *("" for _ in more)]
        # a total of one row is the row again
        paper.table(headers, [*rows, total] if len(rows) > 1 else rows)
    for note in table.notes:
        paper.line(words.say(note), indent=1)


def _compared(table: PublicTable) -> bool:
    return any(row.population_share is not None for row in table.rows)


def _row(row: PublicRow, smallest: int, words: Catalogue, *, compared: bool) -> list[str]:
    few = words.say(Message("public.fewer", {"smallest": smallest}))
    mark = few if row.state is Shown.FEW else words.term("word.hidden")
    cells = [mark if count is None else words.show(count) for count in row.counts]
    if not compared:
        return [words.show(row.label), *cells]
    share = "–"
    if row.share is not None and row.interval is not None:
        low, high = (words.percent(end) for end in row.interval)
        share = f"{words.percent(row.share)} ({low}–{high})"
    population = "–" if row.population_share is None else words.percent(row.population_share)
    verdict = "–" if row.verdict is None else words.say(row.verdict)
    return [words.show(row.label), *cells, share, population, verdict]
