"""A folder of population figures that were fetched: asking again costs no call.

Only figures are kept: what else an answer holds, such as a contact person, is not.
``hentet.csv`` has a row per municipality and year: when it was fetched, and its source line with the
licence. ``folkemengde_07459_YEAR.csv`` has the cells, in the form of the bundled figures. Rows of cells
that the list does not name are not read, so that a write that was cut short leaves the old state. Years
for which nothing was published are not kept: they are asked for anew.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.kernel.errors import InputError, Message
from matchmaker.sources.population_07459 import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from matchmaker.model.population import Population
    from matchmaker.sources.population_07459 import Published

LIST = "hentet.csv"
_LIST_COLUMNS = ("kommunenummer", "aar", "hentet", "kilde")
_WAIT = 30
"""Seconds to wait for somebody else who writes."""


@dataclass(frozen=True, slots=True)
class Held:
    """One municipality's figures of one year."""

    fetched: date
    source: str
    """«Statistisk sentralbyrå, tabell 07459, hentet DATE, CC BY 4.0»."""


def source_line(fetched: date) -> str:
    """How figures fetched on a day are to be credited."""
    return f"Statistisk sentralbyrå, tabell 07459, hentet {fetched.isoformat()}, CC BY 4.0"


class FetchedFigures:
    """Figures kept in a folder.

    Parameters
    ----------
    folder
        Made when something is kept; while it is not there, nothing is held.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def stamp(self) -> int:
        """Changes whenever something is kept; 0 while nothing is."""
        with suppress(OSError):
            return (self.folder / LIST).stat().st_mtime_ns
        return 0

    def held(self) -> Mapping[tuple[str, int], Held]:
        """What is kept, by municipality number and year. Raises ``InputError`` (figures_not_valid)."""
        frame = self._read(self.folder / LIST, _LIST_COLUMNS)
        try:
            return {
                (area, int(year)): Held(date.fromisoformat(day), source)
                for area, year, day, source in frame.itertuples(index=False)
            }
        except (ValueError, TypeError) as wrong:
            raise self._damaged(LIST) from wrong

    def onto(self, official: Population) -> Population:
        """Put what is kept in place of the official figures of the same municipalities and years.

        Raises ``InputError``: ``figures_not_valid`` for a file that cannot be read, or what
        :meth:`~matchmaker.model.population.Population.with_cells` raises for cells.
        """
        held = self.held()
        if not held:
            return official
        years = sorted({year for _, year in held})
        frame = pd.concat([self._cells(year) for year in years], ignore_index=True)
        return official.with_cells(frame, {key: one.source for key, one in held.items()})

    def keep(self, found: Published, fetched: date) -> None:
        """Keep what was published, in place of older figures of the same municipality and year."""
        if found.cells.empty:
            return
        from filelock import FileLock  # every command reads figures, few fetch them

        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self.folder / ".lock", timeout=_WAIT):
            held = dict(self.held())
            for _, rows in found.cells.groupby("aar", sort=True):
                number = int(rows["aar"].iloc[0])
                old = self._cells(number)
                others = old[~old["kommunenummer"].isin(rows["kommunenummer"])]
                cells = pd.concat([others, rows]).sort_values(list(COLUMNS[:4]))
                self._write(self._name(number), cells[list(COLUMNS)])
                for area in sorted(set(rows["kommunenummer"])):
                    held[str(area), number] = Held(fetched, source_line(fetched))
            listed = [(a, y, one.fetched.isoformat(), one.source) for (a, y), one in sorted(held.items())]
            self._write(LIST, pd.DataFrame(listed, columns=list(_LIST_COLUMNS)))

    def _cells(self, year: int) -> pd.DataFrame:
        return self._read(self.folder / self._name(year), COLUMNS)

    @staticmethod
    def _name(year: int) -> str:
        return f"folkemengde_07459_{year}.csv"

    def _read(self, path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
        if not path.exists():
            return pd.DataFrame(columns=list(columns))
        try:
            frame = pd.read_csv(path, dtype={"kommunenummer": str}, encoding="utf-8")
        except (OSError, ValueError) as wrong:  # pandas' own errors are ValueErrors
            raise self._damaged(path.name) from wrong
        if tuple(frame.columns) != columns:
            raise self._damaged(path.name)
        return frame

    def _damaged(self, name: str) -> InputError:
        file = str(self.folder / name)
        return InputError("figures_not_valid", {"file": file}, Message("hint.figures_not_valid"))

    def _write(self, name: str, frame: pd.DataFrame) -> None:
        """Write a file whole, and only then put it in place."""
        part = self.folder / f"{name}.part"
        frame.to_csv(part, index=False, encoding="utf-8", lineterminator="\n")
        part.replace(self.folder / name)
