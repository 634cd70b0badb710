"""The best sub-group where there are too many to look at one by one: attribute by attribute, many starts.

Each step takes one attribute and chooses its best levels while the others stand still; steps go round
until nothing improves. Where an attribute has few subsets all are tried; else the levels are put in order
of observed ÷ expected and the best first so-many are taken (linear-time subset scanning, Neill 2012,
J. R. Stat. Soc. B 74, 337–360). What is found is the best of its neighbourhood and perhaps not of all.
Many tables go through together, one row each.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.representation.likelihood import shortfall
from matchmaker.representation.subsets import TIE, Levels, Search, subset_count, subsets

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW = 64
"""Subsets of one attribute that are tried one by one in a step."""
MOST_ROUNDS = 20
"""Rounds over all attributes at most; two to four are usual."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where the search begins: for each attribute, the levels taken per start (starts, levels)."""

    taken: tuple[np.ndarray, ...]

    def __len__(self) -> int:
        return len(self.taken[0])


def starts(levels: Sequence[int], search: Search, rng: np.random.Generator) -> Start:
    """Begin with everybody, with the first half of the levels, and at random places."""
    many = search.restarts + 2
    taken = []
    for place, count in enumerate(levels):
        if search.in_order(place):
            rows = subsets(count, ordered=True)
            chosen = rows[rng.integers(len(rows), size=many)]
        else:
            chosen = (rng.random((many, count)) < 0.5).astype(float)
            chosen[np.arange(many), rng.integers(count, size=many)] = 1.0  # never none
        chosen[0] = 1.0
        chosen[1] = np.arange(count) < (count + 1) // 2
        taken.append(chosen)
    return Start(tuple(taken))


def ascend(
    tables: np.ndarray, shares: np.ndarray, search: Search, start: Start
) -> tuple[np.ndarray, tuple[Levels | None, ...]]:
    """Search each table from every start.

    Parameters
    ----------
    tables
        Counts, (tables, levels of each attribute); all with the same total.
    shares
        Share of the population per cell.
    search
        What is looked at, and what it costs.
    start
        See :func:`starts`.

    Returns
    -------
    tuple
        Per table the best score (``-inf`` when nothing that may be reported was found) and its levels.
    """
    n = int(tables[0].sum()) if len(tables) else 0
    climb = _Climb(tables, shares, search, start, n)
    for _ in range(MOST_ROUNDS):
        improved = [climb.step(attribute) for attribute in range(shares.ndim)]
        if not any(improved):
            break
    return climb.best()


class _Climb:
    """The state of every search: what is taken, and its score."""

    def __init__(self, tables: np.ndarray, shares: np.ndarray, search: Search, start: Start, n: int) -> None:
        self.tables, self.shares, self.search, self.n = tables, shares, search, n
        self.taken = [np.repeat(own[None], len(tables), axis=0) for own in start.taken]
        self.score = np.full((len(tables), len(start)), -np.inf)

    def step(self, attribute: int) -> bool:
        """Choose the best levels of one attribute; whether anything improved."""
        counts, shares = self._margin(attribute)
        levels = counts.shape[-1]
        ordered = self.search.in_order(attribute)
        if ordered or subset_count(levels, ordered=ordered) <= FEW:
            rows = subsets(levels, ordered=ordered)
            order = None
            sums, parts = counts @ rows.T, shares @ rows.T
            sizes = rows.sum(axis=1)
        else:
            rate = np.where(shares > 0, counts / np.maximum(shares, 1e-300), np.inf)
            order = np.argsort(rate, axis=-1, kind="stable")
            sums = np.take_along_axis(counts, order, axis=-1).cumsum(axis=-1)
            parts = np.take_along_axis(shares, order, axis=-1).cumsum(axis=-1)
            rows, sizes = np.tri(levels), np.arange(1.0, levels + 1)
        scores = self._scores(sums, parts) - self.search.cost(sizes, levels)
        pick = scores.argmax(axis=-1)
        best = np.take_along_axis(scores, pick[..., None], axis=-1)[..., 0] - self._others(attribute)
        better = best > self.score + TIE
        chosen = rows[pick]
        if order is not None:
            back = np.zeros_like(chosen)
            np.put_along_axis(back, order, chosen, axis=-1)
            chosen = back
        self.taken[attribute] = np.where(better[..., None], chosen, self.taken[attribute])
        self.score = np.where(better, best, self.score)
        return bool(better.any())

    def _margin(self, attribute: int) -> tuple[np.ndarray, np.ndarray]:
        """Counts and shares per level of one attribute, within what is taken of the others."""
        letters = "abcdefghijklm"[: self.shares.ndim]
        others = [place for place in range(self.shares.ndim) if place != attribute]
        masks = [f"xy{letters[place]}" for place in others]
        made = []
        for cells, name in ((self.tables, f"x{letters}"), (self.shares, letters)):
            form = f"{','.join([name, *masks])}->xy{letters[attribute]}"
            taken = [self.taken[place] for place in others]
            made.append(np.einsum(form, cells, *taken, optimize="greedy") if others else cells)
        counts, shares = made
        if not others:
            counts = np.repeat(counts[:, None], self.score.shape[1], axis=1)
            shares = np.broadcast_to(shares, counts.shape)
        return np.rint(counts), shares

    def _scores(self, sums: np.ndarray, parts: np.ndarray) -> np.ndarray:
        allowed = self.search.allowed(parts, self.n)
        safe = np.where(allowed, parts, 0.5)
        return np.where(allowed, shortfall(sums, safe, self.n), -np.inf)

    def _others(self, attribute: int) -> np.ndarray:
        """What the levels taken of the other attributes cost."""
        made = np.zeros(self.score.shape)
        for place, own in enumerate(self.taken):
            if place != attribute:
                made += self.search.cost(own.sum(axis=-1), own.shape[-1])
        return made

    def best(self) -> tuple[np.ndarray, tuple[Levels | None, ...]]:
        """Per table, the best of all starts; of equals, the first start."""
        found: list[Levels | None] = []
        top = self.score.max(axis=1)
        for row, start in enumerate((self.score >= top[:, None] - TIE).argmax(axis=1)):
            if np.isneginf(top[row]):
                found.append(None)
            else:
                found.append(tuple(tuple(np.flatnonzero(own[row, start]).tolist()) for own in self.taken))
        return top, tuple(found)
