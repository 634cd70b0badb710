"""Where datasets are kept: a protocol, and the first workspace that follows it, folders of tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from matchmaker.kernel.errors import InputError, Problem
from matchmaker.kernel.once import Once
from matchmaker.model.population import Population
from matchmaker.model.register import Register
from matchmaker.sources.datapackage import Package, read_package
from matchmaker.sources.fetched_figures import FetchedFigures
from matchmaker.sources.reading import load_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchmaker.model.tables import Tables


_HELD = 32
"""Opened datasets that are kept."""


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """What a workspace says about a dataset without opening its tables."""

    name: str
    """What it is called in requests."""
    title: str
    """Title from its ``datapackage.json``, or its name."""
    synthetic: str
    """What is real and what is invented, in words; empty when not stated."""
    sources: tuple[str, ...]
    """Its sources, in words."""
    version: int | None = None
    """Number of the version that is meant; ``None`` for files, which the tool reads and does not keep."""


@dataclass(frozen=True)
class Dataset:
    """An opened dataset."""

    info: DatasetInfo
    register: Register
    warnings: tuple[Problem, ...]
    """What was read but looks odd."""


class Workspace(Protocol):
    """Finds datasets and opens them; :class:`matchmaker.services.kept.KeptWorkspace` keeps them as well."""

    def datasets(self) -> tuple[DatasetInfo, ...]:
        """Every dataset, by name."""

    def dataset(self, name: str) -> Dataset:
        """Open one. Raises ``InputError`` (unknown_dataset) or ``TableErrors``."""

    def population(self, name: str) -> Population:
        """Population figures for one: the bundled official ones and those of its own sheet."""

    def official_population(self) -> Population:
        """The official figures alone: those that are bundled, and those that were fetched."""

    def path(self, name: str) -> Path:
        """Where a dataset lies."""

    def save(self, name: str, tables: Tables, package: Package) -> Path:
        """Keep a dataset under a new name; never writes over one that is there."""


def bundled_data() -> Path:
    """The folder of datasets that comes with the tool: in the wheel, or beside the code in a clone."""
    inside = Path(str(files("matchmaker"))) / "data"
    return inside if inside.is_dir() else Path(str(files("matchmaker"))).parent / "data"


class FolderWorkspace:
    """Datasets as folders of CSV files or as workbooks.

    A dataset is asked for by name alone, so that nobody who may ask (a web page, say) can read other
    files. An opened dataset is kept until its files change.

    Parameters
    ----------
    places
        Datasets, or folders that hold some; where two have the same name, the first is meant.
    opened
        Datasets that were pointed at by path, under the words that were used.
    home
        Where new datasets are written unless their name is a whole path.
    fetched
        Folder of figures fetched from Statistics Norway; they go before the bundled ones.
    held
        Datasets that lie in memory alone, under the words that were used; they go before the others.
    """

    def __init__(
        self,
        places: Sequence[Path] = (),
        opened: Mapping[str, Path] | None = None,
        home: Path = Path(),
        fetched: Path | None = None,
        held: Mapping[str, Dataset] | None = None,
    ) -> None:
        self._places = tuple(places) or (bundled_data(),)
        self._opened = dict(opened or {})
        self._home = home
        self._held = {} if held is None else held
        self._fetched = None if fetched is None else FetchedFigures(fetched)
        self._figures: tuple[int, Population] | None = None
        self._read = Once(_HELD)

    def datasets(self) -> tuple[DatasetInfo, ...]:
        """Every folder or workbook with an actors table."""
        return tuple(_info(path) for _, path in sorted(self._found().items()))

    def _found(self) -> dict[str, Path]:
        found: dict[str, Path] = {}
        for place in self._places:
            inside = [place] if _is_dataset(place) else _files_and_folders(place)
            for path in inside:
                if _is_dataset(path):
                    found.setdefault(path.stem, path)
        return found

    def dataset(self, name: str) -> Dataset:
        """Open a dataset by name; see :class:`Workspace`."""
        if name in self._held:
            return self._held[name]
        path = self.path(name)
        stamp = max((p.stat().st_mtime for p in [path, *_files_and_folders(path)]), default=0.0)
        return self._read.get((path, stamp), lambda: _opened(path))

    def population(self, name: str) -> Population:
        """Official figures for the bundled municipalities, and the dataset's own sheet *befolkning*."""
        own = self.dataset(name).register.frame("population")
        return self.official_population().with_groups(own)

    def official_population(self) -> Population:
        """SSB table 07459: the bundled municipalities, and what was fetched; read when it changes."""
        if self._fetched is None:
            return _official_population()
        stamp = self._fetched.stamp()
        if self._figures is None or self._figures[0] != stamp:
            self._figures = (stamp, self._fetched.onto(_official_population()))
        return self._figures[1]

    def save(self, name: str, tables: Tables, package: Package) -> Path:
        """Write a new dataset folder. Raises ``InputError`` (dataset_exists) rather than overwrite."""
        target = self._home / name
        if target.exists() and any(target.iterdir()):
            raise InputError("dataset_exists", {"name": str(target)})
        from matchmaker.sources.writing import write_folder  # openpyxl is slow to import

        write_folder(tables, target, package)
        return target

    def path(self, name: str) -> Path:
        """Where a dataset lies. Raises ``InputError`` (unknown_dataset)."""
        found = self._found()
        path = self._opened.get(name) or found.get(name)
        if path is None:
            raise InputError("unknown_dataset", {"name": name, "known": tuple(sorted(found))})
        return path


@cache
def _official_population() -> Population:
    folder = bundled_data() / "population"
    figures = pd.read_csv(folder / "folkemengde_07459.csv", dtype={"kommunenummer": str, "kjonn": str})
    return Population.from_ssb(figures, read_package(folder)[0].sources[0].title.removeprefix("Kilde: "))


def _opened(path: Path) -> Dataset:
    tables, warnings = load_tables(path)
    return Dataset(_info(path), Register.of_valid(tables), warnings)


def _files_and_folders(path: Path) -> list[Path]:
    return sorted(path.iterdir()) if path.is_dir() else []


def _is_dataset(path: Path) -> bool:
    if path.is_dir():
        return any(p.suffix == ".csv" and p.stem.startswith(("akt", "actor")) for p in path.iterdir())
    return path.suffix == ".xlsx" and not path.name.startswith(("~", "."))


def _info(path: Path) -> DatasetInfo:
    package = read_package(path)[0] if path.is_dir() else Package()
    sources = tuple(source.title for source in package.sources)
    return DatasetInfo(path.stem, package.title or path.stem, package.synthetic, sources)
