"""A distance matrix and sizes of groups: what may be asked, and the whole numbers the search works with."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import InputError, SeveralErrors

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = "list[int] | list[tuple[int, int]]"
_MOST_DECIMALS = 6
_NARROW = 2**29
"""No sum of distances to a group may come to this in 32 bits."""
_BITS, _BITS_OF_WORTH = 32, 39
"""In 64 bits: of the largest distance, and of it together with the largest group, so that a temperature times
a logarithm still fits."""


@dataclass(frozen=True)
class Posed:
    """The problem in whole numbers: ``(distance + shift) / unit`` is what was given.

    Attributes
    ----------
    distance
        People × people, least entry off the diagonal 0, diagonal 0.
    shift
        What was taken off every distance, in the same units.
    unit
        Whole numbers in a distance of 1.
    exact
        Whether nothing was rounded: the distances are multiples of 10⁻ᵏ, k ≤ 6, and fit into 32 bits.
    """

    distance: np.ndarray
    least: np.ndarray
    most: np.ndarray
    shift: int
    unit: float
    exact: bool

    @property
    def unknown(self) -> int:
        """Larger than any gain, twice smaller than what the numbers can hold."""
        return 2 * _NARROW if self.distance.dtype == np.int32 else 2**60


def read_sizes(sizes: Sequence[int] | Sequence[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    """Return fewest and most people by group; an exact size is both."""
    pairs = [(size, size) if isinstance(size, int | np.integer) else size for size in sizes]
    bounds = np.array([(int(least), int(most)) for least, most in pairs], dtype=np.int64).reshape(-1, 2)
    return bounds[:, 0].copy(), bounds[:, 1].copy()


def check(distances: np.ndarray, least: np.ndarray, most: np.ndarray) -> None:
    """Refuse what cannot be solved, everything that is wrong at once.

    Raises
    ------
    InputError
        ``mdgp_not_square``; ``mdgp_not_a_number``, ``mdgp_not_symmetric`` and ``mdgp_negative`` (with the
        first pair of positions, from 0, and how many pairs); ``mdgp_no_groups``; ``mdgp_bad_size`` (the
        first such group, from 0); ``mdgp_sizes`` when the sizes do not add up to the number of people.
    SeveralErrors
        More than one of them.
    """
    errors = [*_of_distances(distances), *_of_sizes(len(distances) if distances.ndim else 0, least, most)]
    if len(errors) > 1:
        raise SeveralErrors(errors)
    if errors:
        raise errors[0]


def _of_distances(distances: np.ndarray) -> list[InputError]:
    """What is wrong with the matrix. Its diagonal is not looked at."""
    if distances.ndim != 2 or distances.shape[0] != distances.shape[1]:
        return [InputError("mdgp_not_square", {"shape": " × ".join(map(str, distances.shape))})]
    off = ~np.eye(len(distances), dtype=bool)
    known = np.isfinite(distances)
    wrong = {
        "mdgp_not_a_number": ~known & off,
        "mdgp_not_symmetric": known & known.T & (distances != distances.T),
        "mdgp_negative": known & off & (distances < 0),
    }
    return [
        InputError(code, {"count": int(found.sum()), "row": int(row), "column": int(column)})
        for code, found in wrong.items()
        for row, column in np.argwhere(found)[:1]
    ]


def _of_sizes(people: int, least: np.ndarray, most: np.ndarray) -> list[InputError]:
    """What is wrong with the sizes."""
    if not len(least):
        return [InputError("mdgp_no_groups")]
    bad = np.flatnonzero((least < 0) | (least > most))
    if len(bad):
        g = int(bad[0])
        return [InputError("mdgp_bad_size", {"group": g, "least": int(least[g]), "most": int(most[g])})]
    if not least.sum() <= people <= most.sum():
        params = {"people": people, "least": int(least.sum()), "most": int(most.sum())}
        return [InputError("mdgp_sizes", params)]
    return []


def pose(distances: np.ndarray, least: np.ndarray, most: np.ndarray) -> Posed:
    """Turn a checked problem into whole numbers.

    Exact where the distances are multiples of 10⁻ᵏ (k ≤ 6) and the sums fit into 32 bits. Else they are
    rounded to 2⁻³² of the largest (more coarsely with groups above 127), which only decides between groupings
    that differ by less than that.
    """
    people = len(distances)
    most = np.minimum(most, people)
    lifted = np.array(distances, dtype=np.float64)
    np.fill_diagonal(lifted, np.inf)
    floor = float(lifted.min(initial=np.inf)) if people > 1 else 0.0
    np.fill_diagonal(lifted, floor)
    largest, room = float(lifted.max(initial=0.0)), int(most.max(initial=1))
    for decimals in range(_MOST_DECIMALS + 1):
        unit = 10**decimals
        whole = np.rint(lifted * unit)
        if largest * unit * room >= _NARROW:
            break
        if np.array_equal(whole / unit, lifted):
            # finer units than the distances need, so that temperatures are fine too
            times = 10 ** max(0, int(math.log10(_NARROW / max(1.0, largest * unit * room)) - 1e-9))
            whole *= times
            return _posed(whole.astype(np.int32), least, most, unit * times, exact=True)
    unit_wide = math.ldexp(1.0, min(_BITS, _BITS_OF_WORTH - room.bit_length()) - math.frexp(largest)[1])
    return _posed(np.rint(lifted * unit_wide).astype(np.int64), least, most, unit_wide, exact=False)


def _posed(whole: np.ndarray, least: np.ndarray, most: np.ndarray, unit: float, *, exact: bool) -> Posed:
    """Take the least distance off; the diagonal, which held it, becomes 0."""
    shift = int(whole.min(initial=np.iinfo(whole.dtype).max)) if whole.size else 0
    return Posed(
        np.ascontiguousarray(whole - whole.dtype.type(shift)), least, most, shift, float(unit), exact
    )
