"""Population figures of any municipality: the bundled ones, the kept ones, and else fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import InputError, Message
from matchmaker.model import municipalities
from matchmaker.model.ages import DEFAULT_BANDS, TOP_AGE, band_of
from matchmaker.model.figures import SEXES
from matchmaker.sources.fetched_figures import FetchedFigures
from matchmaker.sources.population_07459 import Published, Statistics
from matchmaker.sources.statistics_norway import MOST_REGIONS, StatisticsNorway

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from matchmaker.model.population import Population
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

__all__ = [
    "EVERY", "FetchedFigures", "PopulationRequest", "PopulationResult", "PopulationRow", "Published",
    "Statistics", "StatisticsNorway", "fetch_population",
]  # fmt: skip

EVERY = "alle"
"""Instead of municipalities: all of them."""
FIRST_YEAR = 1986
"""The table begins here."""
PUBLISHED_BY = (3, 1)
"""Month and day from which a newer year is looked for: figures of 1 January come in February."""
_WHY = {".": "not_possible", "..": "not_published", ":": "confidential", "0": "all_zero"}


@dataclass(frozen=True, slots=True)
class PopulationRequest:
    """Which figures are wanted."""

    municipalities: tuple[str, ...]
    """Names or numbers, or :data:`EVERY`."""
    years: tuple[int, ...] = ()
    """Figures of 1 January of these years; none is the newest that is published."""
    refresh: bool = False
    """Fetch also what is here already."""


@dataclass(frozen=True, slots=True)
class PopulationRow:
    """One municipality on one date."""

    municipality: str
    """Number."""
    name: str
    on: date
    """Date of the figures."""
    total: int
    women: int
    men: int
    ages: tuple[tuple[str, int], ...]
    """Age band and persons, youngest first."""
    source: str
    fetched: date | None
    """When it was fetched; ``None`` for what comes with the tool."""
    origin: str
    """``medfulgte`` (comes with the tool), ``lagret`` (fetched before) or ``hentet`` (just now)."""


@dataclass(frozen=True, slots=True)
class PopulationResult:
    """Figures by municipality and date."""

    request: PopulationRequest
    rows: tuple[PopulationRow, ...]
    """In order of municipality number and date."""
    bands: tuple[str, ...]
    missing: tuple[Message, ...]
    """Municipalities and years without figures, with the reason that the source gives. Never zero."""
    notes: tuple[Message, ...]
    code_version: str


def fetch_population(
    workspace: Workspace,
    request: PopulationRequest,
    environment: Environment,
    source: Statistics,
    kept: FetchedFigures,
) -> PopulationResult:
    """Give figures, fetching only what is not here.

    Parameters
    ----------
    workspace
        Has the bundled figures.
    source
        Where figures are fetched from; not asked when everything is here.
    kept
        Where fetched figures are kept; the workspace should be opened with the same folder, so that
        every other answer uses them.

    Raises
    ------
    InputError
        ``unknown_municipality``, ``bad_year``, ``no_municipality``, or what *source* and *kept* raise.
    """
    numbers = _numbers(request.municipalities)
    _check_years(request.years, environment.today)
    held = kept.onto(workspace.official_population())
    wanted = _wanted(numbers, request, held, kept, environment.today)
    fetched: set[tuple[str, int]] = set()
    missing: set[tuple[str, int, str]] = set()
    notes = [Message("population.borders")]
    for some, years in _batches(wanted):
        try:
            found = source.population(some, years)
        except InputError as wrong:
            if years or request.refresh or not set(some) <= set(_years_of(held)):
                raise
            # a newer year was looked for, and an older one is here
            notes.append(Message("population.not_reached", {"reason": wrong.message}))
            break
        kept.keep(found, environment.today)  # batch by batch: what has come is not fetched twice
        missing |= set(found.missing)
        keys = found.cells[["kommunenummer", "aar"]].drop_duplicates()
        fetched |= {(str(area), int(year)) for area, year in keys.itertuples(index=False)}
    notes.append(Message("population.calls" if wanted else "population.no_call", {"count": len(fetched)}))
    figures = kept.onto(workspace.official_population()) if fetched else held
    rows = _rows(numbers, request.years, figures, kept, fetched)
    there = {(row.municipality, row.on.year) for row in rows}
    asked = {(number, year) for number in numbers for year in request.years}
    lacking = {key: (*key, "..") for key in asked - there}
    told = {one[:2]: one for one in missing}
    return PopulationResult(
        request=request,
        rows=rows,
        bands=tuple(dict.fromkeys(band for row in rows for band, _ in row.ages)),
        missing=tuple(_missing(*one) for one in sorted({**lacking, **told}.values())),
        notes=tuple(notes),
        code_version=matchmaker.__version__,
    )


def _numbers(asked: Sequence[str]) -> tuple[str, ...]:
    if not asked:
        raise InputError("no_municipality")
    if EVERY in asked:
        return tuple(municipalities.municipalities())
    found = {text: municipalities.lookup(text) for text in asked}
    for text, number in found.items():
        if number is None:
            raise InputError("unknown_municipality", {"value": text})
    return tuple(sorted({number for number in found.values() if number is not None}))


def _check_years(years: Sequence[int], today: date) -> None:
    for year in years:
        if not FIRST_YEAR <= year <= today.year:
            raise InputError("bad_year", {"value": year, "low": FIRST_YEAR, "high": today.year})


def _wanted(
    numbers: Sequence[str],
    request: PopulationRequest,
    held: Population,
    kept: FetchedFigures,
    today: date,
) -> list[tuple[str, tuple[int, ...]]]:
    """What must be fetched: municipality and years; no year stands for the newest."""
    years = _years_of(held)
    asked_today = {key for key, one in kept.held().items() if one.fetched == today}
    found: list[tuple[str, tuple[int, ...]]] = []
    for number in numbers:
        mine = years.get(number, ())
        if request.years:
            lacking = tuple(y for y in sorted(set(request.years)) if request.refresh or y not in mine)
            if lacking:
                found.append((number, lacking))
        elif request.refresh or not mine:
            found.append((number, ()))
        elif today >= date(mine[-1] + 1, *PUBLISHED_BY) and (number, mine[-1]) not in asked_today:
            found.append((number, ()))  # a newer year should be out by now
    return found


def _batches(
    wanted: Sequence[tuple[str, tuple[int, ...]]],
) -> Iterator[tuple[list[str], tuple[int, ...]]]:
    """Municipalities of which the same years are wanted, not too many at a time."""
    in_order = sorted(wanted, key=lambda one: (one[1], one[0]))
    for years, group in groupby(in_order, key=lambda one: one[1]):
        numbers = [number for number, _ in group]
        for start in range(0, len(numbers), MOST_REGIONS):
            yield numbers[start : start + MOST_REGIONS], years


def _years_of(figures: Population) -> Mapping[str, tuple[int, ...]]:
    """Municipality number → years with figures, ascending."""
    pairs = figures.cells[["area", "date"]].drop_duplicates().sort_values(["area", "date"])
    found: dict[str, tuple[int, ...]] = {}
    for area, stamp in pairs.itertuples(index=False):
        found[area] = (*found.get(area, ()), stamp.year)
    return found


def _rows(
    numbers: Sequence[str],
    years: Sequence[int],
    figures: Population,
    kept: FetchedFigures,
    fetched: set[tuple[str, int]],
) -> tuple[PopulationRow, ...]:
    held, known = kept.held(), _years_of(figures)
    wanted = [
        (number, year)
        for number in numbers
        for year in sorted(set(years)) or known.get(number, ())[-1:]
        if year in known.get(number, ())
    ]
    cells = figures.cells[figures.cells["area"].isin({number for number, _ in wanted})]
    cells = cells.assign(year=cells["date"].dt.year)
    sexes = _added(cells, cells["sex"])
    label = {age: str(band) for age in range(TOP_AGE + 1) if (band := band_of(age)) is not None}
    ages = _added(cells, cells["age"].map(label))
    rows = []
    for number, year in wanted:
        one, on = held.get((number, year)), date(year, 1, 1)
        came = "medfulgte" if one is None else "lagret"
        women, men = (sexes[number, year][sex] for sex in SEXES)
        rows.append(
            PopulationRow(
                municipality=number,
                name=municipalities.name(number),
                on=on,
                total=women + men,
                women=women,
                men=men,
                ages=tuple((str(band), ages[number, year][str(band)]) for band in DEFAULT_BANDS),
                source=figures.source if one is None else one.source,
                fetched=None if one is None else one.fetched,
                origin="hentet" if (number, year) in fetched else came,
            )
        )
    return tuple(rows)


def _added(cells: pd.DataFrame, group: pd.Series) -> dict[tuple[str, int], dict[str, int]]:
    """(municipality, year) → group → persons."""
    found: dict[tuple[str, int], dict[str, int]] = {}
    sums = cells.assign(group=group).groupby(["area", "year", "group"])["count"].sum().reset_index()
    for area, year, name, count in sums.itertuples(index=False):
        found.setdefault((str(area), int(year)), {})[str(name)] = int(count)
    return found


def _missing(area: str, year: int, status: str) -> Message:
    why = Message(f"population.why.{_WHY.get(status, 'not_published')}")
    name = municipalities.name(area)
    return Message("population.missing", {"municipality": name, "year": str(year), "why": why})
