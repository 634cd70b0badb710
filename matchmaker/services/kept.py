"""The workspace that keeps: datasets in versions from the store, and files beside it that are only read."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import orjson

from matchmaker.kernel.errors import InputError
from matchmaker.services.workspace import Dataset, DatasetInfo
from matchmaker.sources.datapackage import Origin, Package
from matchmaker.store import versions
from matchmaker.store.gate import Action, reading_as, reading_now

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from matchmaker.model.population import Population
    from matchmaker.model.tables import Tables
    from matchmaker.services.workspace import FolderWorkspace
    from matchmaker.store.layout import Row
    from matchmaker.store.storage import Reading
    from matchmaker.store.store import Store

AT = "@"
"""Between a dataset's name and the number of a version: ``innherred@3``."""


class KeptWorkspace:
    """Datasets that are kept, and those that lie as files; of two with one name the kept one is meant.

    Parameters
    ----------
    store
        What keeps. It is the same for every storage.
    files
        Datasets that are read from where they lie. To change one is to keep it first.
    """

    def __init__(self, store: Store, files: FolderWorkspace) -> None:
        self.store = store
        self.files = files

    def told_in_public(self) -> AbstractContextManager[None]:
        """Within it, what is read serves an answer that may be told in public.

        The caller answers for that: only the public edition of an answer, or what names and counts no
        person, may come out.
        """
        return reading_as(Action.READ_PUBLIC)

    def datasets(self) -> tuple[DatasetInfo, ...]:
        """Every dataset, by name."""
        found = {info.name: info for info in self.files.datasets()}
        with self.store.reading(Action.LIST) as reading:
            for row in reading.rows("dataset"):
                if row["head"]:
                    found[str(row["name"])] = _info(row, int(str(row["head"])))
        return tuple(found[name] for name in sorted(found))

    def dataset(self, name: str) -> Dataset:
        """Open one, ``name`` or ``name@version``.

        Raises ``InputError`` (not_allowed, unknown_dataset, unknown_version) or ``TableErrors`` (faulty
        files).
        """
        self.store.gate.permit(reading_now())
        plain, number = self.split(name)
        with self.store.reading(Action.LIST) as reading:
            row = _kept(reading, plain)
            if row is None:
                if number is None:
                    return self.files.dataset(plain)
                versions.version(reading, plain, number)
        register, opened = self.store.register(plain, number)
        return Dataset(_info(row or {"name": plain, "about": None}, opened), register, ())

    def split(self, name: str) -> tuple[str, int | None]:
        """Take ``name@version`` apart; a name that is a dataset's own is never taken apart."""
        plain, at, number = name.rpartition(AT)
        if not at or not number.isascii() or not number.isdigit() or self._is_file(name):
            return name, None
        return plain, int(number)

    def _is_file(self, name: str) -> bool:
        return any(info.name == name for info in self.files.datasets())

    def version(self, name: str) -> int | None:
        """Number of the version that a name means; ``None`` for files."""
        plain, number = self.split(name)
        if number is not None:
            return number
        with self.store.reading(Action.LIST) as reading:
            return versions.head(reading, plain) or None

    def about(self, name: str) -> Package:
        """What a dataset says about itself; nothing for files that say nothing."""
        plain, _ = self.split(name)
        with self.store.reading() as reading:
            row = _kept(reading, plain)
        if row is not None:
            return package_of(row["about"])
        info = self.files.dataset(plain).info
        sources = tuple(Origin(source) for source in info.sources)
        return Package(name=plain, title=info.title, sources=sources, synthetic=info.synthetic)

    def population(self, name: str) -> Population:
        """Official figures for the bundled municipalities, and the dataset's own sheet *befolkning*."""
        return self.official_population().with_groups(self.dataset(name).register.frame("population"))

    def official_population(self) -> Population:
        """The bundled official figures alone."""
        return self.files.official_population()

    def path(self, name: str) -> Path:
        """Where a dataset's files lie. Raises ``InputError`` (dataset_is_kept, unknown_dataset, …)."""
        self.store.gate.permit(reading_now())
        with self.store.reading(Action.LIST) as reading:
            if _kept(reading, self.split(name)[0]) is not None:
                raise InputError("dataset_is_kept", {"name": name})
        return self.files.path(name)

    def save(self, name: str, tables: Tables, package: Package) -> Path:
        """Write a new dataset as files; see :class:`~matchmaker.services.workspace.Workspace`."""
        self.store.gate.permit(Action.CHANGE)
        return self.files.save(name, tables, package)


def _kept(reading: Reading, name: str) -> Row | None:
    row = reading.get("dataset", name)
    return row if row is not None and row["head"] else None


def _info(row: Row, version: int) -> DatasetInfo:
    package = package_of(row["about"])
    name = str(row["name"])
    sources = tuple(source.title for source in package.sources)
    return DatasetInfo(name, package.title or name, package.synthetic, sources, version)


def package_of(text: object) -> Package:
    """Read what a dataset says about itself as it is kept."""
    if not text:
        return Package()
    held = orjson.loads(str(text))
    sources, licences = (tuple(Origin(**item) for item in held.pop(name)) for name in ("sources", "licences"))
    return Package(**held, sources=sources, licences=licences)


def text_of_package(package: Package) -> str:
    """Write what a dataset says about itself."""
    return orjson.dumps(asdict(package)).decode()
