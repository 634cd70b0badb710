"""A dataset, folder or workbook, becomes tables and *one* list of everything that is wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, Param, Problem, Severity, TableErrors
from matchmaker.model import schema
from matchmaker.model.schema import CellType, Table
from matchmaker.model.tables import Tables, no_features
from matchmaker.model.validation import cross_checks
from matchmaker.sources.cells.cell_problem import did_you_mean
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.datapackage import FILE as PACKAGE_FILE
from matchmaker.sources.datapackage import read_package
from matchmaker.sources.files.csv_files import read_csv
from matchmaker.sources.files.frames import TableRead, ids_in, read_table
from matchmaker.sources.files.layout import IGNORED, Layout, lay_out, near_table, table_for
from matchmaker.sources.files.workbook import ENDINGS, read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaker.sources.files.grid import Grid

CSV_ENDINGS = (".csv", ".tsv", ".txt")
_VOCABULARIES = ("kinds", "contribution_types")


def load_tables(path: Path) -> tuple[Tables, tuple[Problem, ...]]:
    """Read a dataset that must be valid.

    Returns
    -------
    tuple
        The tables, and the problems that are no errors (warnings), in order of place.

    Raises
    ------
    TableErrors
        When any problem is an error; carries all of them, warnings too.
    InputError
        When there is nothing that can be read; see :func:`read_dataset`.
    """
    tables, problems = read_dataset(path)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise TableErrors(problems)
    return tables, problems


def read_dataset(path: Path) -> tuple[Tables, tuple[Problem, ...]]:
    """Read a folder of CSV files, one workbook, or a folder that holds one workbook.

    Every problem is in the list: those of cells, headers and files, and those between cells
    (:func:`matchmaker.model.validation.cross_checks`). Faulty cells are missing in the tables. A
    file of a folder that cannot be read is a problem among the others.

    Raises
    ------
    InputError
        ``not_found`` when there is no such path, ``not_a_dataset`` when it is no folder or workbook
        or the folder holds neither CSV files nor one workbook, and whatever
        :func:`matchmaker.sources.files.workbook.read_workbook` raises.
    """
    source = _Source(Path(path))
    source.read()
    return source.tables()


class _Source:
    """One dataset being read: grids first, then meaning, then what lies between tables."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.found: dict[str, tuple[Table, Grid, Layout]] = {}
        self.unreadable: set[str] = set()

    def read(self) -> None:
        """Collect the grids."""
        for grid in self._grids():
            self._take(grid)

    def _grids(self) -> Iterable[Grid]:
        try:
            is_folder, is_file = self.path.is_dir(), self.path.is_file()
            inside = sorted(self.path.iterdir()) if is_folder else []
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name
            raise InputError("not_found", {"path": str(self.path)}) from error
        if is_folder:
            shown = [item for item in inside if not item.name.startswith((".", "~$"))]
            yield from self._folder(shown)
        elif is_file and self.path.suffix.casefold() in ENDINGS:
            yield from read_workbook(self.path)
        elif is_file:
            raise self._no_dataset()
        else:
            raise InputError("not_found", {"path": str(self.path)}, Message("hint.not_found"))

    def _no_dataset(self) -> InputError:
        hint = Message("hint.not_a_dataset")
        return InputError("not_a_dataset", {"path": self.path.name}, hint)

    def _folder(self, inside: list[Path]) -> Iterable[Grid]:
        files = [item for item in inside if item.suffix.casefold() in CSV_ENDINGS]
        files = [item for item in files if match_key(item.stem) not in IGNORED]
        books = [item for item in inside if item.suffix.casefold() in ENDINGS]
        if not files and len(books) == 1:
            yield from read_workbook(books[0])
            return
        if not files:
            raise self._no_dataset()
        for file in files:
            try:
                yield read_csv(file)
            except InputError as error:
                self._unreadable(file, error)
        if (self.path / PACKAGE_FILE).exists():
            self.problems += read_package(self.path)[1]

    def _unreadable(self, file: Path, error: InputError) -> None:
        table = table_for(file.stem)
        if table is not None:
            self.unreadable.add(table.name)
        row = error.params.get("row")
        self.problems.append(
            Problem(
                error.code, table.name if table else file.stem, file.name,
                row if isinstance(row, int) else None, hint=error.hint,
                params={"file": file.name, **error.params},
            )
        )  # fmt: skip

    def _take(self, grid: Grid) -> None:
        """Find out which table a grid is."""
        if match_key(grid.name) in IGNORED:
            return
        table = table_for(grid.name)
        if table is None:
            if grid.headers:
                hint = did_you_mean(near_table(grid.name)) or Message("hint.unknown_table")
                self._file_problem("unknown_table", grid, hint, Severity.WARNING)
            return
        if table.name in self.found:
            params: dict[str, Param] = {"first": self.found[table.name][1].label}
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
        self.found[table.name] = (table, grid, lay_out(table, grid))

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
        """Read the cells, then look between them."""
        if "actors" not in self.found and "actors" not in self.unreadable:
            hint = Message("hint.missing_table")
            self.problems.append(Problem("missing_table", "actors", self.path.name, hint=hint))
        added = {
            name: ids_in(self.found[name][1], self.found[name][2])
            for name in _VOCABULARIES
            if name in self.found
        }
        read = {name: read_table(*self.found[name], added) for name in schema.TABLES if name in self.found}
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
            {name: self.found[name][1].label for name in read},
        )

    def _without_ids(self) -> set[str]:
        """Name the tables whose ids are not known, though something said they should be there."""
        lost = set(self.unreadable)
        lost |= {name for name, (_, _, layout) in self.found.items() if "id" not in layout.columns}
        if "actors" not in self.found:
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
