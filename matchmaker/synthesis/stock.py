"""Actors that have no part in a plant yet: nobody plays in two, so that no plant undoes another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.synthesis.plan import need

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaker.synthesis.cast import Cast


class Stock:
    """Hands out each actor once, in an order drawn beforehand. Town halls are never handed out."""

    def __init__(self, cast: Cast, rng: np.random.Generator) -> None:
        self._cast = cast
        self._order = rng.permutation(len(cast))
        self._free = ~cast.hall

    def fullest(self, kinds: Collection[str]) -> int:
        """Position of the municipality with most free actors of *kinds*; the first wins a tie."""
        free = self._cast.municipality[self._free & self._cast.is_one_of(kinds)]
        return int(np.argmax(np.bincount(free, minlength=len(self._cast.municipalities))))

    def elsewhere(self, municipality: int, kinds: Collection[str]) -> int:
        """Position of the fullest other municipality; the same one when no other has any."""
        others = [n for n in range(len(self._cast.municipalities)) if n != municipality]
        best = max(others, key=lambda other: (self.count(other, kinds), -other), default=municipality)
        return best if self.count(best, kinds) else municipality

    def count(self, municipality: int, kinds: Collection[str]) -> int:
        """How many free actors of *kinds* a municipality has."""
        return int(self._among(municipality, kinds).sum())

    def take(self, count: int, what: str, municipality: int, kinds: Collection[str]) -> np.ndarray:
        """Take *count* actors of *kinds* in a municipality.

        Raises
        ------
        InputError
            ``plan_too_small`` (about *what*) when there are fewer.
        """
        among = self._among(municipality, kinds)
        need(what, count, int(among.sum()))
        taken: np.ndarray = self._order[among[self._order]][:count]
        self._free[taken] = False
        return taken

    def _among(self, municipality: int, kinds: Collection[str]) -> np.ndarray:
        here = self._free & (self._cast.municipality == municipality)
        return np.asarray(here & self._cast.is_one_of(kinds))
