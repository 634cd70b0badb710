"""A table of the public edition as a table of a report: nothing is counted here, and nothing hidden anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.representation.protection import Shown
from matchmaker.services.report_content import Table, number, share, text

if TYPE_CHECKING:
    from matchmaker.services.public_tables import PublicRow, PublicTable
    from matchmaker.services.report_basis import Basis
    from matchmaker.services.report_content import Cell


def public_table(basis: Basis, found: PublicTable) -> Table:
    """Write a table of the fixed list."""
    compared = any(row.population_share is not None for row in found.rows)
    more = ("share", "population", "verdict") if compared else ()
    headers: tuple[Param, ...] = (
        Message("public.group"), *found.labels, *(Message(f"public.{name}") for name in more)
    )  # fmt: skip
    smallest = basis.published.request.smallest_shown
    rows = [_row(row, smallest, several=len(found.columns) > 1, compared=compared) for row in found.rows]
    if len(rows) > 1:  # a total of one row is the row again
        hidden = any(row.state is not Shown.SHOWN for row in found.rows)
        whole = Message("public.total_with_hidden" if hidden else "public.total")
        rows.append((text(whole), *map(number, found.totals), *(text(None) for _ in more)))
    return Table(found.title, headers, tuple(rows), found.notes)


def _row(row: PublicRow, smallest: int, *, several: bool, compared: bool) -> tuple[Cell, ...]:
    few = row.state is Shown.FEW and not several
    mark = Message("public.fewer", {"smallest": smallest}) if few else Message("word.hidden")
    cells = [text(row.label), *(text(mark) if n is None else number(n) for n in row.counts)]
    if compared:
        cells += [share(row.share, row.interval), share(row.population_share), text(row.verdict)]
    return tuple(cells)
