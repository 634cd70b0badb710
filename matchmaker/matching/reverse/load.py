"""How much an actor already gives, and how much is left. What nobody has stated is unknown, never zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaker.model.register import Register


@dataclass(frozen=True)
class Loads:
    """The load of every actor, in the order of the Register. All of shape (actors,)."""

    given: np.ndarray
    """Hours stated as given, ≥ 0; a lower bound where some are not stated."""
    capacity: np.ndarray
    """Hours a year that the actor can give; NaN is unknown."""
    uncounted: np.ndarray
    """Bool: takes part somewhere without its hours being stated."""
    challenges: np.ndarray
    """In how many challenges the actor is registered."""

    @property
    def left(self) -> np.ndarray:
        """Hours left at most, ≥ 0; NaN where the capacity is unknown."""
        found: np.ndarray = np.maximum(self.capacity - self.given, 0.0)
        return found

    @property
    def share(self) -> np.ndarray:
        """Hours given as a share of capacity, ≥ 0; NaN where either is unknown.

        A share of 1 or more is known as soon as the stated hours alone reach the capacity.
        """
        with np.errstate(divide="ignore", invalid="ignore"):
            share = np.where(self.capacity > 0, self.given / self.capacity, 1.0)
        known = ~np.isnan(self.capacity) & (~self.uncounted | (share >= 1.0))
        found: np.ndarray = np.where(known, share, np.nan)
        return found


def loads(register: Register, besides: Collection[str] = ()) -> Loads:
    """Count the hours and challenges of every actor, those in *besides* left out.

    The Register is that of the day asked about (``Register.at``): involvement that has ended is no load.
    """
    frame = register.frame("involvements")
    frame = frame[~frame["challenge"].isin(list(besides))]
    codes = frame["actor"].cat.codes.to_numpy()
    hours = frame["hours"].to_numpy(dtype=np.float64, na_value=np.nan)
    n = len(register)
    pairs = frame[["challenge", "actor"]].drop_duplicates()
    return Loads(
        given=np.bincount(codes, weights=np.nan_to_num(hours), minlength=n).astype(np.float64),
        capacity=register.actors["hours"].to_numpy(dtype=np.float64, na_value=np.nan),
        uncounted=np.bincount(codes[np.isnan(hours)], minlength=n) > 0,
        challenges=np.bincount(pairs["actor"].cat.codes.to_numpy(), minlength=n),
    )
