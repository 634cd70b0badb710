"""Which sizes the groups may best have, when they are free within bounds.

The value of a grouping grows with the number of pairs that share a group, so that free people belong into
the largest groups, and a search that moves one person at a time rarely leaves a poor choice of sizes: it
would have to empty a group to fill another. The sizes are therefore chosen first, by the number of pairs.
"""

from __future__ import annotations

import numpy as np

_NEAR = 200
"""Sizes are tried whose number of pairs is at most one 200th (0.5 %) below the best."""
_CLOSE = 4
"""Sizes at most so far apart, summed over the groups, are left to the search: it moves two people itself."""
_NONE = -(2**60)


def plans(least: np.ndarray, most: np.ndarray, people: int, count: int) -> list[np.ndarray]:
    """Return sizes worth a try, those with the most pairs first; at most *count*, at least one.

    For every group and every size it may have: the sizes with the most pairs among those in which it has
    it. Of sizes that are nearly the same one is kept, and of those that differ only by groups with equal
    bounds. Exact sizes give one plan.

    Parameters
    ----------
    least, most
        Bounds by group; the sums are around *people*.
    people
        Number of people.
    count
        Most plans.
    """
    before = _tables(least, most, people)
    after = _tables(least[::-1], most[::-1], people)[::-1]
    ways: list[tuple[int, int, int]] = []
    for g in range(len(least)):
        for size in range(int(least[g]), int(min(most[g], people)) + 1):
            both = before[g][: people - size + 1] + after[g + 1][people - size :: -1]
            ways.append((-int(both.max()) - _pairs(size), g, size))
    ways.sort()
    kept: list[np.ndarray] = []
    alike: list[np.ndarray] = []
    for value, g, size in ways:
        if len(kept) == count or value * _NEAR > ways[0][0] * (_NEAR - 1):
            break
        sizes = _sizes(before, after, least, most, people, g, size)
        sorted_sizes = sizes[np.lexsort((sizes, most, least))]
        if all(np.abs(sorted_sizes - other).sum() > _CLOSE for other in alike):
            kept.append(sizes)
            alike.append(sorted_sizes)
    return kept


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


def _tables(least: np.ndarray, most: np.ndarray, people: int) -> list[np.ndarray]:
    """Most pairs by number of people placed, after 0, 1, … groups; far below 0 where it cannot be."""
    table = np.full(people + 1, _NONE, dtype=np.int64)
    table[0] = 0
    tables = [table]
    for low, high in zip(least.tolist(), most.tolist(), strict=True):
        longer = np.full(people + 1, _NONE, dtype=np.int64)
        for size in range(low, min(high, people) + 1):
            np.maximum(longer[size:], table[: people + 1 - size] + _pairs(size), out=longer[size:])
        table = longer
        tables.append(table)
    return tables


def _sizes(
    before: list[np.ndarray], after: list[np.ndarray], least: np.ndarray, most: np.ndarray, people: int,
    g: int, size: int,
) -> np.ndarray:  # fmt: skip
    """The sizes with the most pairs in which group *g* has *size*."""
    sizes = np.zeros(len(least), dtype=np.int64)
    sizes[g] = size
    rest = people - size
    ahead = int(np.argmax(before[g][: rest + 1] + after[g + 1][rest::-1]))
    behind = rest - ahead
    for k in range(g - 1, -1, -1):
        sizes[k] = _last(before[k], ahead, int(least[k]), int(most[k]))
        ahead -= int(sizes[k])
    for k in range(g + 1, len(least)):
        sizes[k] = _last(after[k + 1], behind, int(least[k]), int(most[k]))
        behind -= int(sizes[k])
    return sizes


def _last(table: np.ndarray, people: int, low: int, high: int) -> int:
    """The size of the last group with which *people* make the most pairs; the smallest of equals."""
    choice = np.arange(low, min(high, people) + 1)
    return int(choice[np.argmax(table[people - choice] + choice * (choice - 1) // 2)])
