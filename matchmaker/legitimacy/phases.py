"""Who came in when: the sides of samskaping over define, design, implement and drive.

The four phases are those of KS's definition; that all parties take part both in defining and in solving, and
on equal terms through the whole process, is what SINTEF (2023, ch. 2 and 4.3) asks for. What is counted is
what is *registered*: a phase in which nobody is registered is unknown and has no cells, never zeros.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from matchmaker.legitimacy.sides import sides_of
from matchmaker.model import vocabulary as v
from matchmaker.representation.indices import evenness

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from matchmaker.model.register import Register

ORDER = tuple(phase.value for phase in v.Phase)
EVERY_FORM = frozenset(form.value for form in v.Form)


@dataclass(frozen=True, slots=True)
class Cell:
    """One side in one phase, distinct actors. An actor who takes part in two roles counts on both sides."""

    sector: str
    phase: str
    persons: int
    groups: int
    organisations: int
    core: int
    """Of these, how many are the side's own voice: a council, a county or a university is not."""

    @property
    def actors(self) -> int:
        """Persons, groups and organisations together."""
        return self.persons + self.groups + self.organisations


@dataclass(frozen=True, slots=True)
class First:
    """When a side, or a kind of actor, first came in."""

    code: str
    """Sector or kind."""
    phase: str
    """The first of the four phases in which it is registered."""
    on: date | None
    """Earliest stated first day, ``None`` when none is; with *undated* > 0 it may have been earlier."""
    days: int | None
    """Days after the first dated involvement of anybody; ``None`` when *on* is unknown."""
    undated: int
    """Involvements without a first day."""
    actors: int
    """Distinct actors."""
    core: bool
    """For a kind: whether it is its side's own voice; for a side: whether any of its own voices is there."""


@dataclass(frozen=True, slots=True)
class PhaseRow:
    """One phase as a whole."""

    phase: str
    actors: int | None
    """Distinct actors; ``None`` when nobody is registered."""
    evenness: float | None
    """Pielou's evenness of the sides' numbers of actors.

    See :func:`matchmaker.representation.indices.evenness`.
    """
    gini: float | None
    """Gini coefficient of the same numbers; see :func:`gini`."""


@dataclass(frozen=True, slots=True)
class PhaseTable:
    """Sides × phases for one challenge."""

    challenge: str
    phases: tuple[PhaseRow, ...]
    """All four, in order."""
    cells: tuple[Cell, ...]
    """Every side in every phase that has somebody registered, sides and phases in their own order."""
    sides: tuple[First, ...]
    """Sides that take part, in their own order."""
    kinds: tuple[First, ...]
    """Kinds that take part, by first phase, then by code."""
    evenness: float | None
    """Pielou's evenness of the sides' involvements (actor and phase) over the whole process."""
    gini: float | None
    """Gini coefficient of the same."""

    @property
    def registered(self) -> tuple[str, ...]:
        """Phases with somebody registered, in order."""
        return tuple(row.phase for row in self.phases if row.actors is not None)

    def cell(self, sector: str, phase: str) -> Cell | None:
        """One cell; ``None`` when nobody at all is registered in the phase."""
        return next((c for c in self.cells if (c.sector, c.phase) == (sector, phase)), None)

    def voices(self, sector: str) -> tuple[str, ...]:
        """Phases in which a side has a voice of its own."""
        return tuple(cell.phase for cell in self.cells if cell.sector == sector and cell.core)


def phase_table(register: Register, challenge: str, forms: Collection[str] = EVERY_FORM) -> PhaseTable:
    """Count who took part in each phase of a challenge.

    Parameters
    ----------
    challenge
        Id of the challenge. Nobody registered gives a table without cells.
    forms
        Which actors are counted: persons, groups, organisations. The others are as if they were not there.
    """
    frame = register.frame("involvements")
    frame = frame[frame["challenge"] == challenge]
    rows = frame.join(sides_of(register, frame))
    codes = frame["actor"].cat.codes.to_numpy()
    rows["form"] = register.actors["form"].astype(object).to_numpy()[codes]
    rows = rows[rows["form"].isin(list(forms))].astype({"phase": object, "actor": object})
    took_part = [side.value for side in v.Sector if (rows["sector"] == side.value).any()]
    cells = tuple(
        _cell(rows, side.value, phase)
        for side in v.Sector
        for phase in ORDER
        if (rows["phase"] == phase).any()
    )
    whole = [sum(cell.actors for cell in cells if cell.sector == side) for side in took_part]
    begun = rows["valid_from"].min()
    return PhaseTable(
        challenge=challenge,
        phases=tuple(_phase(rows, phase, cells, took_part) for phase in ORDER),
        cells=cells,
        sides=tuple(_first(rows[rows["sector"] == side], side, begun) for side in took_part),
        kinds=_kinds(rows, begun),
        evenness=evenness(whole),
        gini=gini(whole),
    )


def gini(counts: Sequence[int]) -> float | None:
    """Gini coefficient of *counts*: 0 when all are equal, (S − 1) / S when one has everything.

    ``None`` when there is nobody, or fewer than two sides. Source: Gini (1912), as half the mean
    absolute difference over the mean.

    >>> gini([3, 3]), gini([4, 0]), gini([])
    (0.0, 0.5, None)
    """
    total = sum(counts)
    if total == 0 or len(counts) < 2:
        return None
    values = np.asarray(counts, dtype=float)
    differences = float(np.abs(values[:, None] - values[None, :]).sum())
    return differences / (2 * len(counts) * total)


def _cell(rows: pd.DataFrame, sector: str, phase: str) -> Cell:
    mine = rows[(rows["sector"] == sector) & (rows["phase"] == phase)]
    forms = mine.drop_duplicates("actor")["form"]
    return Cell(
        sector,
        phase,
        persons=int((forms == v.Form.PERSON).sum()),
        groups=int((forms == v.Form.GRUPPE).sum()),
        organisations=int((forms == v.Form.ORGANISASJON).sum()),
        core=int(mine[mine["core"]]["actor"].nunique()),
    )


def _phase(rows: pd.DataFrame, phase: str, cells: tuple[Cell, ...], sides: list[str]) -> PhaseRow:
    mine = rows[rows["phase"] == phase]
    counts = [cell.actors for cell in cells if cell.phase == phase and cell.sector in sides]
    actors = int(mine["actor"].nunique()) or None
    return PhaseRow(phase, actors, evenness(counts), gini(counts))


def _first(mine: pd.DataFrame, code: str, begun: pd.Timestamp) -> First:
    on = mine["valid_from"].min()
    return First(
        code=code,
        phase=min(set(mine["phase"]), key=ORDER.index),
        on=None if pd.isna(on) else on.date(),
        days=None if pd.isna(on) else int((on - begun).days),
        undated=int(mine["valid_from"].isna().sum()),
        actors=int(mine["actor"].nunique()),
        core=bool(mine["core"].any()),
    )


def _kinds(rows: pd.DataFrame, begun: pd.Timestamp) -> tuple[First, ...]:
    found = [_first(rows[rows["kind"] == kind], kind, begun) for kind in sorted(set(rows["kind"]))]
    return tuple(sorted(found, key=lambda first: (ORDER.index(first.phase), first.code)))
