"""A dataset on disk, folder or workbook, becomes tables and *one* list of everything that is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, Problem, Severity, TableErrors
from matchmaker.sources.assembly import Assembly
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.datapackage import FILE as PACKAGE_FILE
from matchmaker.sources.datapackage import read_package
from matchmaker.sources.files.csv_files import ENDINGS as CSV_ENDINGS
from matchmaker.sources.files.csv_files import read_csv
from matchmaker.sources.files.layout import IGNORED, table_for
from matchmaker.sources.files.workbook import ENDINGS, read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaker.model.tables import Tables
    from matchmaker.sources.files.grid import Grid


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
    file of a folder that cannot be read is a problem among the others. For sheets in memory there is
    :func:`matchmaker.sources.sheets.read_sheets`, which goes the same way.

    Raises
    ------
    InputError
        ``not_found`` when there is no such path, ``not_a_dataset`` when it is no folder or workbook
        or the folder holds neither CSV files nor one workbook, and whatever
        :func:`matchmaker.sources.files.workbook.read_workbook` raises.
    """
    path = Path(path)
    assembly = Assembly(path.name)
    for grid in _grids(path, assembly):
        assembly.take(grid)
    return assembly.tables()


def _grids(path: Path, assembly: Assembly) -> Iterable[Grid]:
    try:
        is_folder, is_file = path.is_dir(), path.is_file()
        inside = sorted(path.iterdir()) if is_folder else []
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise InputError("not_found", {"path": str(path)}) from error
    if is_folder:
        shown = [item for item in inside if not item.name.startswith((".", "~$"))]
        yield from _folder(path, shown, assembly)
    elif is_file and path.suffix.casefold() in ENDINGS:
        yield from read_workbook(path)
    elif is_file:
        raise _no_dataset(path)
    else:
        raise InputError("not_found", {"path": str(path)}, Message("hint.not_found"))


def _no_dataset(path: Path) -> InputError:
    return InputError("not_a_dataset", {"path": path.name}, Message("hint.not_a_dataset"))


def _folder(folder: Path, inside: list[Path], assembly: Assembly) -> Iterable[Grid]:
    files = [item for item in inside if item.suffix.casefold() in CSV_ENDINGS]
    files = [item for item in files if match_key(item.stem) not in IGNORED]
    books = [item for item in inside if item.suffix.casefold() in ENDINGS]
    if not files and len(books) == 1:
        yield from read_workbook(books[0])
        return
    if not files:
        raise _no_dataset(folder)
    for file in files:
        try:
            yield read_csv(file)
        except InputError as error:
            _unreadable(file, error, assembly)
    if (folder / PACKAGE_FILE).exists():
        assembly.problems += read_package(folder)[1]


def _unreadable(file: Path, error: InputError, assembly: Assembly) -> None:
    table = table_for(file.stem)
    if table is not None:
        assembly.unreadable.add(table.name)
    row = error.params.get("row")
    assembly.problems.append(
        Problem(
            error.code, table.name if table else file.stem, file.name,
            row if isinstance(row, int) else None, hint=error.hint,
            params={"file": file.name, **error.params},
        )
    )  # fmt: skip
