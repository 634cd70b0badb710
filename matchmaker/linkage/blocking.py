"""Which pairs are looked at: those with a number in common or names that differ in one word at most.

A key says what a name would be with one of its words left blurred: the other words and the marks as they
are, and of that word every spelling with one letter less, or its first letters; and one key has the first
letters of every word. Two names that can be one (:mod:`matchmaker.linkage.names`) nearly always share a key,
so that not every pair must be compared; two that differ early in two words do not.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from matchmaker.linkage.names import SHORTEST_PREFIX, Name, without

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

COMMON = 50
"""A name that more actors of one municipality bear identifies none of them; so with a number."""
_CHUNK, _MOST_UNPLACED = 10_000, 2_000
_SHORTEST_BLURRED = 4


def name_pairs(
    names: Sequence[Name], homes: Sequence[frozenset[str]], municipality: np.ndarray
) -> set[tuple[int, int]]:
    """Pairs of positions whose names share a key and whose municipalities do not contradict each other.

    Parameters
    ----------
    names, homes
        Each actor's name, and the words of its municipality.
    municipality
        Code of each actor's municipality; −1 is unknown and contradicts nothing.
    """
    actor, key = _keyed(names, homes)
    order = np.lexsort((actor, municipality[actor], key))
    actor, key = actor[order], key[order]
    edges = np.flatnonzero(np.diff(key)) + 1
    starts = np.concatenate([[0], edges])
    ends = np.concatenate([edges, [len(key)]])
    found: set[tuple[int, int]] = set()
    for start, end in zip(starts[ends - starts > 1], ends[ends - starts > 1], strict=True):
        found |= _within(np.unique(actor[start:end]), municipality)
    return found


def number_pairs(number: np.ndarray) -> set[tuple[int, int]]:
    """Pairs of positions with the same organisation number (a code; −1 is unknown)."""
    found: set[tuple[int, int]] = set()
    for rows in pd.Series(np.arange(len(number)))[number >= 0].groupby(number[number >= 0]).groups.values():
        if 1 < len(rows) <= COMMON:
            found |= set(combinations(sorted(int(row) for row in rows), 2))
    return found


def _within(members: np.ndarray, municipality: np.ndarray) -> set[tuple[int, int]]:
    """Pairs of one municipality, and of one without and anyone."""
    where = municipality[members]
    found: set[tuple[int, int]] = set()
    for code in np.unique(where):
        here = members[where == code].tolist()
        if len(here) <= COMMON:
            found |= set(combinations(here, 2))
    unplaced = members[where < 0].tolist()
    placed = members[where >= 0].tolist()
    if len(unplaced) * len(placed) <= _MOST_UNPLACED:
        found |= {(min(a, b), max(a, b)) for a in unplaced for b in placed}
    return found


def _keyed(names: Sequence[Name], homes: Sequence[frozenset[str]]) -> tuple[np.ndarray, np.ndarray]:
    """Positions and hashed keys, one entry per key. The hash is the same on every machine."""
    actors, hashes = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.uint64)]
    for first in range(0, len(names), _CHUNK):
        owner: list[int] = []
        keys: list[str] = []
        for place in range(first, min(first + _CHUNK, len(names))):
            mine = set(_keys(names[place], homes[place]))
            keys += mine
            owner += [place] * len(mine)
        actors.append(np.array(owner, dtype=np.int64))
        hashes.append(pd.util.hash_array(np.array(keys, dtype=object), categorize=False))
    return np.concatenate(actors), np.concatenate(hashes)


def _keys(name: Name, home: frozenset[str]) -> Iterator[str]:
    marks = " ".join(name.marks)
    yield f"{marks}|{name.joined}"
    for words in sorted({name.words, without(name, home)} - {()}):
        ordered = sorted(words)
        yield f"{marks}|{' '.join(ordered)}"
        yield f"{marks}|~{' '.join(word[:SHORTEST_PREFIX] for word in ordered)}"
        for place, word in enumerate(ordered):
            rest = f"{marks}|{' '.join(ordered[:place] + ordered[place + 1 :])}"
            yield f"{rest}|{word[:SHORTEST_PREFIX]}."
            if len(word) >= _SHORTEST_BLURRED:
                yield f"{rest}|{word}"
                yield from (f"{rest}|{word[:cut]}{word[cut + 1 :]}" for cut in range(len(word)))
