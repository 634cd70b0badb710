"""Participants compared with the population, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.representation import (
        IndexValue,
        RepresentationResult,
        RepresentationRow,
        RepresentationTable,
    )


def show(result: RepresentationResult, paper: Paper, words: Catalogue) -> None:
    """Write a table for each attribute, the composition as a whole, and those not compared."""
    paper.heading(words.say(Message("representation.heading", {"title": result.title})))
    for note in result.notes:
        paper.line(words.say(note))
    for table in result.tables:
        _table(table, paper, words)
    if result.not_compared:
        paper.heading(words.term("representation.not_compared"))
        paper.table(
            [words.term(f"representation.{name}") for name in ("side", "persons", "others")],
            [[words.say(row.label), str(row.persons), str(row.others)] for row in result.not_compared],
        )


def _table(table: RepresentationTable, paper: Paper, words: Catalogue) -> None:
    paper.heading(words.show(table.label))
    counts = {"n": table.n, "unknown": table.unknown, "outside": table.outside}
    paper.line(words.say(Message("representation.counts", {**counts, "population": table.population})))
    for note in table.notes:
        paper.line(words.say(note))
    if not table.rows:
        return
    columns = ("group", "count", "share", "ratio", "p", "verdict", "gap")
    paper.table(
        [words.term(f"representation.{name}") for name in columns],
        [_cells(row, words) for row in table.rows],
    )
    if table.unknown + table.outside:
        paper.heading(words.term("representation.unknown_heading"))
        paper.table(
            [words.term(f"representation.{name}") for name in ("group", "bounds", "if_none", "if_all")],
            [_bounds(row, words) for row in table.rows if row.compared.population is not None],
        )
    _whole(table, paper, words)


def _cells(row: RepresentationRow, words: Catalogue) -> list[str]:
    one = row.compared
    expected = "–" if one.expected is None else words.number(one.expected, 1)
    p = "–"
    if one.p is not None and one.p_corrected is not None:
        p = f"{words.p_value(one.p)} ({words.p_value(one.p_corrected)})"
    return [
        words.show(row.label),
        f"{one.n} / {expected}",
        _spread(one.share, one.interval, words, percent=True),
        _spread(one.ratio, one.ratio_interval, words, percent=False),
        p,
        words.term(f"verdict.{one.verdict.value}"),
        _gap(row, words),
    ]  # fmt: skip


def _gap(row: RepresentationRow, words: Catalogue) -> str:
    """The smallest gap that shows; a group without a population figure has none."""
    if row.compared.population is None:
        return "–"
    if row.smallest_gap is None:
        return words.term("representation.none_shows")
    return words.number(100 * row.smallest_gap, 1)


def _bounds(row: RepresentationRow, words: Catalogue) -> list[str]:
    one = row.compared
    ends = "–" if one.share_bounds is None else "–".join(words.percent(end) for end in one.share_bounds)
    verdicts = (one.if_none, one.if_all)
    return [words.show(row.label), ends, *(words.term(f"verdict.{verdict.value}") for verdict in verdicts)]


def _spread(
    value: float | None, interval: tuple[float, float] | None, words: Catalogue, *, percent: bool
) -> str:
    """Write a number with its interval in brackets."""
    if value is None:
        return "–"
    numbers = (value, *(interval or ()))
    texts = [words.percent(number) if percent else words.number(number, 2) for number in numbers]
    return texts[0] if interval is None else f"{texts[0]} ({texts[1]}–{texts[2]})"


def _whole(table: RepresentationTable, paper: Paper, words: Catalogue) -> None:
    paper.heading(words.term("representation.whole"))
    if table.exact is not None:
        drawn = table.exact.draws is not None
        params = {"p": words.p_value(table.exact.p), "draws": table.exact.draws}
        code = "representation.exact_drawn" if drawn else "representation.exact"
        paper.line(words.say(Message(code, params)))
    columns = ("index", "value", "caution")
    paper.table(
        [words.term(f"representation.{name}") for name in columns],
        [[words.say(one.label), _value(one, words), words.say(one.caution)] for one in table.indices],
    )


def _value(one: IndexValue, words: Catalogue) -> str:
    if one.value is None:
        return "–"
    text = words.number(one.value, 3)
    if one.by_chance is not None:
        text += " " + words.say(
            Message("representation.by_chance", {"value": words.number(one.by_chance, 3)})
        )
    return text
