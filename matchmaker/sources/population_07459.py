"""Population figures as table 07459 publishes them: whole years of whole municipalities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import pandas as pd

from matchmaker.kernel.errors import InputError
from matchmaker.model.ages import TOP_AGE
from matchmaker.sources.jsonstat import STATUS, VALUE, read_jsonstat

if TYPE_CHECKING:
    from collections.abc import Sequence

COLUMNS = ("kommunenummer", "aar", "kjonn", "alder", "antall")
CELLS_OF_A_YEAR = 2 * (TOP_AGE + 1)
"""Sexes times single years of age."""
SEXES = {"1": "mann", "2": "kvinne"}
"""The table's codes."""
_KINDS = {"aar": "int64", "alder": "int64", "antall": "int64"}


@dataclass(frozen=True, eq=False)
class Published:
    """Figures as they were published."""

    cells: pd.DataFrame
    """Columns kommunenummer, aar, kjonn, alder, antall; whole years only."""
    missing: tuple[tuple[str, int, str], ...]
    """(municipality, year, status) of years without figures; the status is ``0`` where every cell was 0."""
    updated: str
    """When the table was last changed, ISO 8601."""


class Statistics(Protocol):
    """Where population figures come from."""

    def population(self, municipalities: Sequence[str], years: Sequence[int]) -> Published:
        """Figures for municipality numbers and years; no year asks for the newest."""


def published(answer: object) -> Published:
    """Take an answer of table 07459 apart: whole years of whole municipalities, and what is missing.

    A year in which some cell is missing, or every cell is 0, has no figures: it is told and left out.

    Raises
    ------
    InputError
        ``statistics_answer_not_valid``.
    """
    cube = read_jsonstat(answer)
    geo, time = cube.dimension("geo"), cube.dimension("time")
    if not {"Kjonn", "Alder"} <= set(cube.frame.columns):
        raise InputError("statistics_answer_not_valid", {"what": "id"})
    ages = cube.frame["Alder"].str.removesuffix("+")
    frame = pd.DataFrame(
        {
            "kommunenummer": cube.frame[geo].str[-4:],  # 5038, K-5038 or K.5038, by code list
            "aar": pd.to_numeric(cube.frame[time], errors="coerce"),
            "kjonn": cube.frame["Kjonn"].map(SEXES),
            "alder": pd.to_numeric(ages, errors="coerce"),
            "antall": cube.frame[VALUE],
            "status": cube.frame[STATUS],
        }
    )
    if frame[["aar", "kjonn", "alder"]].isna().to_numpy().any():
        raise InputError("statistics_answer_not_valid", {"what": "dimension"})
    missing, whole = [], []
    for _, rows in frame.groupby(["kommunenummer", "aar"], sort=True):
        if len(rows) != CELLS_OF_A_YEAR:
            raise InputError("statistics_answer_not_valid", {"what": "size"})
        area, year = str(rows["kommunenummer"].iloc[0]), int(rows["aar"].iloc[0])
        if rows["antall"].isna().any():
            told = sorted({str(s) for s in rows["status"].dropna()})
            missing.append((area, year, told[0] if told else ".."))
        elif not rows["antall"].any():
            missing.append((area, year, "0"))
        else:
            whole.append(rows)
    kept = pd.concat(whole) if whole else frame.iloc[:0]
    cells = kept[list(COLUMNS)].astype(_KINDS).sort_values(list(COLUMNS[:4]), ignore_index=True)
    return Published(cells, tuple(missing), cube.updated)


def together(found: Sequence[Published]) -> Published:
    """Several answers as one."""
    cells = pd.concat([one.cells for one in found], ignore_index=True)
    return Published(
        cells.sort_values(list(COLUMNS[:4]), ignore_index=True),
        tuple(sorted({missing for one in found for missing in one.missing})),
        max(one.updated for one in found),
    )
