"""Grids, wherever they come from, become tables and *one* list of everything that is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param, Problem, Severity
from matchmaker.model import schema
from matchmaker.model.schema import CellType, Table
from matchmaker.model.tables import Tables, no_features
from matchmaker.model.validation import cross_checks
from matchmaker.sources.cells.cell_problem import did_you_mean
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.files.frames import TableRead, ids_in, read_table
from matchmaker.sources.files.layout import IGNORED, Layout, lay_out, near_table, table_for

if TYPE_CHECKING:
    from matchmaker.sources.files.grid import Grid

_VOCABULARIES = ("kinds", "contribution_types")


class Assembly:
    """One dataset being read: grids first, then meaning, then what lies between tables.

    Parameters
    ----------
    source
        What the planner knows the whole dataset as; problems of the whole stand there.
    """

    def __init__(self, source: str) -> None:
        self._source = source
        self.problems: list[Problem] = []
        """What was found so far; :meth:`tables` adds the rest."""
        self.unreadable: set[str] = set()
        """Names of tables that are there and could not be read."""
        self._found: dict[str, tuple[Table, Grid, Layout]] = {}

    def take(self, grid: Grid) -> None:
        """Find out which table a grid is; a sheet that explains is passed over."""
        if match_key(grid.name) in IGNORED:
            return
        table = table_for(grid.name)
        if table is None:
            if grid.headers:
                hint = did_you_mean(near_table(grid.name)) or Message("hint.unknown_table")
                self._file_problem("unknown_table", grid, hint, Severity.WARNING)
            return
        if table.name in self._found:
            params: dict[str, Param] = {"first": self._found[table.name][1].label}
            hint = Message("hint.duplicate_table", params)
            self._file_problem("duplicate_table", grid, hint, table=table.name)
            return
        if not grid.headers:
            severity = Severity.ERROR if table.name == "actors" else Severity.WARNING
            hint = Message("hint.empty_table")
            self._file_problem("empty_table", grid, hint, severity, table.name)
            self.unreadable.add(table.name)
            return
        if table.name == "actors" and not len(grid.rows):
            self._file_problem("empty_table", grid, Message("hint.empty_table"), table="actors")
            self.unreadable.add("actors")
        self._found[table.name] = (table, grid, lay_out(table, grid))

    def _file_problem(
        self,
        code: str,
        grid: Grid,
        hint: Message,
        severity: Severity = Severity.ERROR,
        table: str | None = None,
    ) -> None:
        self.problems.append(Problem(code, table or grid.name, grid.label, hint=hint, severity=severity))

    def tables(self) -> tuple[Tables, tuple[Problem, ...]]:
        """Read the cells, then look between them; every problem is in the list, in order of place."""
        if "actors" not in self._found and "actors" not in self.unreadable:
            hint = Message("hint.missing_table")
            self.problems.append(Problem("missing_table", "actors", self._source, hint=hint))
        added = {
            name: ids_in(self._found[name][1], self._found[name][2])
            for name in _VOCABULARIES
            if name in self._found
        }
        read = {name: read_table(*self._found[name], added) for name in schema.TABLES if name in self._found}
        for item in read.values():
            self.problems += item.problems
        tables = self._whole(read)
        self.problems += cross_checks(_without_lost(tables, self._without_ids()))
        return tables, tuple(sorted(self.problems, key=Problem.sort_key))

    def _whole(self, read: dict[str, TableRead]) -> Tables:
        headers: dict[tuple[str, str], str] = {}
        for item in read.values():
            headers.update(item.headers)
        return Tables(
            {name: item.frame for name, item in read.items()},
            read["actors"].features if "actors" in read else no_features(),
            headers,
            {name: self._found[name][1].label for name in read},
        )

    def _without_ids(self) -> set[str]:
        """Name the tables whose ids are not known, though something said they should be there."""
        lost = set(self.unreadable)
        lost |= {name for name, (_, _, layout) in self._found.items() if "id" not in layout.columns}
        if "actors" not in self._found:
            lost.add("actors")
        return lost


def _without_lost(tables: Tables, lost: set[str]) -> Tables:
    """Empty the references to tables that could not be read: one problem, not one per reference."""
    frames = dict(tables.frames)
    for name, frame in tables.frames.items():
        columns = [
            column.name
            for column in schema.TABLES[name].columns
            if column.type is CellType.REFERENCE and column.target in lost
        ]
        if columns:
            frames[name] = frame.assign(**{c: frame[c].cat.set_categories([]) for c in columns})
    return replace(tables, frames=frames)
