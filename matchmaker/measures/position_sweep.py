"""How far every node is from many sources at once: breadth-first search with one bit per source.

256 searches go together: a word of 64 bits says for each of 64 sources whether it has come to a node, so that
one step along a tie serves them all (Then and others, *The more the merrier: efficient multi-source graph
traversal*, VLDB 2014). A node counts the bits that come and needs no distance per pair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from matchmaker.kernel.compiling import compiled, inlined

if TYPE_CHECKING:
    from matchmaker.network.rows import Rows

_WORDS: Final = 4
_TOGETHER: Final = 64 * _WORDS
_NONE, _ONE, _TWO = np.uint64(0), np.uint64(1), np.uint64(2)
_FOUR, _TOP, _LOW = np.uint64(4), np.uint64(56), np.uint64(63)
_PAIRS, _FOURS = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
_BYTES, _EACH = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(0x0101010101010101)


class Sweep(NamedTuple):
    """What every node knows of the sources that can reach it, itself left out."""

    reached: np.ndarray
    """How many, shape (n,)."""
    steps: np.ndarray
    """Sum of their distances in steps, shape (n,)."""
    nearness: np.ndarray
    """Sum of 1 / distance, shape (n,)."""


def sweep(rows: Rows, sources: np.ndarray | None = None, steps: int | None = None) -> Sweep:
    """Search from every source along the rows.

    Parameters
    ----------
    rows
        Which nodes each node leads to: ``network.out`` for distances to a node, ``network.into`` for
        distances from it.
    sources
        Nodes to start from, each once; all where nothing is given.
    steps
        How far to go; without end where nothing is given.
    """
    n = len(rows.starts) - 1
    begun = np.arange(n) if sources is None else np.asarray(sources, dtype=np.int64)
    return Sweep(*_search(rows.starts, rows.nodes, begun, n if steps is None else steps))


@inlined
def _bits(word: np.uint64) -> int:
    """How many bits of a word are set."""
    word = word - ((word >> _ONE) & _PAIRS)
    word = (word & _FOURS) + ((word >> _TWO) & _FOURS)
    word = (word + (word >> _FOUR)) & _BYTES
    return np.int64((word * _EACH) >> _TOP)  # type: ignore[return-value]  # Python sees a plain int


@compiled
def _pass_on(starts: np.ndarray, nodes: np.ndarray, front: np.ndarray, coming: np.ndarray,
             active: np.ndarray, count: int, touched: np.ndarray, marked: np.ndarray) -> int:  # fmt: skip
    """Send what is new at the active nodes one step on; how many nodes were touched."""
    found = 0
    for spot in range(count):
        node = active[spot]
        a, b, c, d = front[node, 0], front[node, 1], front[node, 2], front[node, 3]
        for word in range(_WORDS):
            front[node, word] = _NONE
        for k in range(starts[node], starts[node + 1]):
            other = nodes[k]
            coming[other, 0] |= a
            coming[other, 1] |= b
            coming[other, 2] |= c
            coming[other, 3] |= d
            if not marked[other]:
                marked[other] = True
                touched[found] = other
                found += 1
    return found


@compiled
def _search(
    starts: np.ndarray, nodes: np.ndarray, sources: np.ndarray, most: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All searches, some hundred at a time; work goes to nodes where something is new, and to no others."""
    n = len(starts) - 1
    reached, total, nearness = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n)
    seen = np.zeros((n, _WORDS), np.uint64)
    front, coming = np.zeros((n, _WORDS), np.uint64), np.zeros((n, _WORDS), np.uint64)
    active, touched, marked = np.empty(n, np.int64), np.empty(n, np.int64), np.zeros(n, np.bool_)
    for first in range(0, len(sources), _TOGETHER):
        seen[:] = _NONE
        count = min(_TOGETHER, len(sources) - first)
        for k in range(count):
            node = sources[first + k]
            bit = _ONE << (np.uint64(k) & _LOW)
            seen[node, k >> 6] = bit
            front[node, k >> 6] = bit
            active[k] = node
        level = 0
        while count and level < most:
            level += 1
            found = _pass_on(starts, nodes, front, coming, active, count, touched, marked)
            count = 0
            for spot in range(found):
                node = touched[spot]
                marked[node] = False
                new = 0
                for word in range(_WORDS):
                    fresh = coming[node, word] & ~seen[node, word]
                    coming[node, word] = _NONE
                    front[node, word] = fresh
                    seen[node, word] |= fresh
                    new += _bits(fresh)
                if new:
                    active[count] = node
                    count += 1
                    reached[node] += new
                    total[node] += new * level
                    nearness[node] += new / level
        for spot in range(count):
            front[active[spot]] = _NONE
    return reached, total, nearness
