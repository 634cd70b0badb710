"""Tiny registers written by hand, and a workspace that holds them in memory."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from matchmaker.kernel.errors import InputError
from matchmaker.model.population import Population
from matchmaker.model.register import Register
from matchmaker.model.tables import FEATURE_COLUMNS, Tables, frame_from
from matchmaker.services.workspace import Dataset, DatasetInfo, FolderWorkspace
from matchmaker.sources.datapackage import Package

Row = dict[str, Any]
VERDAL, LEVANGER = "5038", "5037"


def actor(name: str, kind: str = "frivillig", **more: Any) -> Row:
    """An invented actor."""
    return {"id": name, "name": name.capitalize(), "kind": kind, "synthetic": True, **more}


def challenge(name: str = "sak", levels: str = "tjeneste", **more: Any) -> Row:
    """A challenge in Verdal unless it says otherwise."""
    return {"id": name, "title": "Saken", "levels": levels, "municipalities": VERDAL, **more}


def tables(features: list[tuple[str, str, str]] | None = None, **rows: list[Row]) -> Tables:
    """Tables of rows by table name; *features* are (actor, feature, value)."""
    frames = {name: frame_from(name, some) for name, some in rows.items()}
    if not features:
        return Tables(frames)
    import pandas as pd

    columns = zip(*features, strict=True)
    made = {n: pd.Categorical(list(c)) for n, c in zip(FEATURE_COLUMNS, columns, strict=True)}
    return Tables(frames, pd.DataFrame(made, index=pd.RangeIndex(2, len(features) + 2)))


def register(features: list[tuple[str, str, str]] | None = None, **rows: list[Row]) -> Register:
    """A Register of rows by table name."""
    return Register.from_tables(tables(features, **rows))


@lru_cache(maxsize=1)
def official() -> Population:
    """The bundled figures (SSB table 07459)."""
    return FolderWorkspace().official_population()


@dataclass(frozen=True)
class Shelf:
    """A workspace in memory with one dataset, called ``lite``."""

    register: Register
    figures: Population | None = None
    """``None`` stands for the bundled figures."""

    def datasets(self) -> tuple[DatasetInfo, ...]:
        """The one dataset."""
        return (DatasetInfo("lite", "Lite", "oppdiktet", ()),)

    def dataset(self, name: str) -> Dataset:
        """Open it; another name is unknown."""
        if name != "lite":
            raise InputError("unknown_dataset", {"name": name, "known": ("lite",)})
        return Dataset(self.datasets()[0], self.register, ())

    def population(self, name: str) -> Population:
        """Figures for it."""
        return self.official_population().with_groups(self.dataset(name).register.frame("population"))

    def official_population(self) -> Population:
        """The figures given, else the bundled ones."""
        return official() if self.figures is None else self.figures

    def path(self, name: str) -> Path:
        """It lies nowhere."""
        raise InputError("unknown_dataset", {"name": name, "known": ()})

    def save(self, name: str, tables: Tables, package: Package) -> Path:
        """Nothing can be kept here."""
        raise InputError("dataset_exists", {"name": name})
