"""What activity and sides alone make of a network: the chance of each tie, and the triangles expected.

The model is the degree-corrected block model. Degrees are activity with noise in it, so that a product of two
degrees, or the square of one, is on average too large; every place where a degree is used twice takes that
noise out again.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

DENSE_UP_TO = 400
"""Actors up to which the chance of every pair is worked out; in larger networks ties are so rare that chances
are products of activities."""
_ROUNDS = 8
"""Steps in which activities and blocks are scaled to the degrees and ties seen; more change nothing."""


@dataclass(frozen=True)
class Fit:
    """What activity and sides make by chance."""

    chance: np.ndarray
    """Chance of each tie that is there, shape (m,), 0–1."""
    triangles: float
    """Expected triangles."""


def fit_of(tail: np.ndarray, head: np.ndarray, degree: np.ndarray, side: np.ndarray) -> Fit:
    """Fit activity and sides to ties.

    Parameters
    ----------
    tail, head
        Ends of the ties, each pair once, shape (m,).
    degree
        Ties of each actor, float, shape (n,).
    side
        Side of each, 0 …, shape (n,).
    """
    work = _dense if len(degree) <= DENSE_UP_TO else _sparse
    return work(tail, head, degree, side)


def _sparse(tail: np.ndarray, head: np.ndarray, degree: np.ndarray, side: np.ndarray) -> Fit:
    sides = int(side.max(initial=0)) + 1
    ends, own = np.bincount(side, degree, sides), np.bincount(side, degree**2, sides)
    product = np.outer(ends, ends) - np.diag(own)
    rate = _ratio(_ties_between(tail, head, side, sides).reshape(sides, sides), product)
    chance = -np.expm1(-rate[side[tail], side[head]] * (degree[tail] - 1) * (degree[head] - 1))
    step = rate * np.bincount(side, degree * (degree - 1), sides)
    return Fit(chance, float(np.trace(step @ step @ step)) / 6)


def _dense(tail: np.ndarray, head: np.ndarray, degree: np.ndarray, side: np.ndarray) -> Fit:
    sides = int(side.max(initial=0)) + 1
    block = side[:, None] * sides + side[None, :]
    between = _ties_between(tail, head, side, sides)
    busy = degree / np.sqrt(max(float(degree.sum()), 1.0))
    rate = np.ones(sides**2)
    for _ in range(_ROUNDS):
        expected = np.bincount(block.ravel(), _chances(busy, rate, block).ravel(), sides**2)
        rate = rate * _ratio(between, expected)
        busy = busy * _ratio(degree, _chances(busy, rate, block).sum(axis=1))
    chance = _chances(busy, rate, block)
    noise = _ratio((chance * (1.0 - chance)).sum(axis=1), degree**2)
    once = 1.0 - noise
    less = chance * once  # each actor is in two of a triangle's ties
    triangles = float(((less @ less) * less.T).sum()) / 6
    return Fit(chance[tail, head] * once[tail] * once[head], triangles)


def _ties_between(tail: np.ndarray, head: np.ndarray, side: np.ndarray, sides: int) -> np.ndarray:
    """Tie ends between each two sides, both ways, shape (sides²,)."""
    there, back = side[tail] * sides + side[head], side[head] * sides + side[tail]
    return np.bincount(np.concatenate([there, back]), minlength=sides**2)


def _chances(busy: np.ndarray, rate: np.ndarray, block: np.ndarray) -> np.ndarray:
    """Chance of a tie of every two actors, shape (n, n); nobody is tied to themselves."""
    chance: np.ndarray = -np.expm1(-np.outer(busy, busy) * rate[block])
    np.fill_diagonal(chance, 0.0)
    return chance


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """One over the other; nothing where there is nothing below."""
    found: np.ndarray = np.divide(above, below, out=np.zeros(np.shape(below)), where=below > 0)
    return found
