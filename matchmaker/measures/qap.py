"""Relations between the same actors held together: QAP correlation and MRQAP regression.

Pairs of one actor hang together, so that an ordinary test of a correlation between two relations finds far
too much. Here the actors of one relation change places, again and again: everything about the relation stays,
but for who is who (Krackhardt 1988, Social Networks 10: 359–381).

A relation is a matrix, shape (n, n): :func:`tie_matrix` of a network, :func:`same_side` of what actors are.
The diagonal is not read. Actors of whom a relation knows nothing (nan in all pairs) are left out of all.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan, nan
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.chance import new_state, shuffle
from matchmaker.kernel.errors import InputError
from matchmaker.measures.drawn import checked_draws, monte_carlo_p

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchmaker.network.network import Network
    from matchmaker.network.parts import Parts

_ROUNDING: Final = 1e-9
_NOTHING: Final = 1e-20
"""What is left of a relation, as a share of its squares, when the others already say all of it."""


@dataclass(frozen=True, slots=True)
class Correlated:
    """How far two relations go together."""

    r: float
    """Pearson's correlation over pairs, −1 … 1; nan where a relation is the same for all pairs."""
    mean: float
    """Mean over the draws."""
    sd: float
    p: float
    """Exact two-sided Monte Carlo p: twice the lesser of the two below, at most 1."""
    p_less: float
    """(b + 1) / (m + 1), b draws with a correlation no greater."""
    p_more: float
    """(b + 1) / (m + 1), b draws with a correlation no less."""
    actors: int
    """Actors of whom both relations know something."""
    pairs: int
    draws: int
    seed: int


@dataclass(frozen=True, slots=True)
class Term:
    """One explaining relation in a regression."""

    name: str
    coefficient: float
    """nan where the other relations already say all that this one says."""
    t: float
    """The coefficient over its standard error: what is tested; it is not looked up in a table."""
    p: float
    """(b + 1) / (m + 1), b draws with |t| no less: two-sided, as Dekker et al. and R's ``sna`` have it."""
    p_less: float
    p_more: float


@dataclass(frozen=True, slots=True)
class Regression:
    """One relation told by several others."""

    intercept: float
    terms: tuple[Term, ...]
    r_squared: float
    """Share of the variance over pairs, 0–1; nan where the relation is the same for all pairs."""
    actors: int
    pairs: int
    draws: int
    seed: int


def tie_matrix(network: Network, weights: np.ndarray | None = None) -> np.ndarray:
    """Return who is tied to whom, shape (n, n): 1 or 0, or *weights* (m,) of the ties, e.g. the strengths."""
    found = np.zeros((len(network), len(network)))
    found[network.tail, network.head] = 1.0 if weights is None else weights
    return found if network.directed else found + found.T


def same_side(parts: Parts) -> np.ndarray:
    """Return who is of the same side, shape (n, n): 1 or 0; nan in pairs with somebody of unknown side."""
    same = (parts.of[:, None] == parts.of[None, :]).astype(float)
    unknown = parts.of < 0
    same[unknown, :] = same[:, unknown] = nan
    return same


def qap(first: np.ndarray, second: np.ndarray, seed: int = 0, draws: int = 999) -> Correlated:
    """Correlate two relations between the same actors, and hold it against actors who change places.

    Raises
    ------
    InputError
        relations_differ in shape; relations_with_gaps where only some pairs of an actor are known;
        draws_out_of_range.
    """
    (a, b), kept, pairs = _ready([first, second])
    x = a[pairs] - a[pairs].mean() if len(a[pairs]) else a[pairs]
    shape, norm = b - (b[pairs].mean() if len(b[pairs]) else 0.0), 0.0
    norm = float(np.sqrt((x @ x) * (shape[pairs] @ shape[pairs])))
    if norm <= _ROUNDING * max(float(np.abs(a[pairs]).sum() + np.abs(b[pairs]).sum()), 1.0):
        return Correlated(nan, nan, nan, nan, nan, nan, kept, len(x), checked_draws(draws), seed)
    r = float(x @ shape[pairs]) / norm
    drawn = np.array([
        x @ shape[np.ix_(places, places)][pairs] / norm for places in _places(len(a), seed, draws)
    ])  # fmt: skip
    less = monte_carlo_p(int((drawn <= r + _ROUNDING).sum()), draws)
    more = monte_carlo_p(int((drawn >= r - _ROUNDING).sum()), draws)
    sd = float(drawn.std(ddof=1)) if draws > 1 else nan
    return Correlated(
        r, float(drawn.mean()), sd, min(2 * min(less, more), 1.0), less, more, kept, len(x), draws, seed
    )


def mrqap(told: np.ndarray, by: Mapping[str, np.ndarray], seed: int = 0, draws: int = 999) -> Regression:
    """Regress one relation on others, and test each by double semi-partialling.

    For each explaining relation what the others do not say of it is taken, its actors change places, and its
    t in the regression is held against the observed one: right even where the relations hang together
    (Dekker, Krackhardt & Snijders 2007, Psychometrika 72: 563–581). Ordinary least squares also for ties
    that are or are not: a coefficient is then a difference in the share of pairs that are tied.

    Parameters
    ----------
    told
        The relation to be told, shape (n, n).
    by
        The explaining relations by name.
    seed, draws
        How often actors change places, 1 … 100,000.

    Raises
    ------
    InputError
        As :func:`qap`.
    """
    matrices, kept, pairs = _ready([told, *by.values()])
    flat = np.array([matrix[pairs] for matrix in matrices])
    y, design = flat[0], np.vstack([np.ones(len(flat[0])), flat[1:]]).T
    checked_draws(draws)
    coefficients = np.full(design.shape[1], nan)
    if len(y) > design.shape[1]:
        coefficients = np.linalg.lstsq(design, y, rcond=None)[0]
    total = float(((y - y.mean()) ** 2).sum()) if len(y) else 0.0
    left = float(((y - design @ coefficients) ** 2).sum())
    terms = tuple(
        _term(name, place, y, design, pairs, len(matrices[0]), seed, draws)
        for place, name in enumerate(by, start=1)
    )
    return Regression(
        float(coefficients[0]), terms, 1 - left / total if total > 0 else nan, kept, len(y), draws, seed
    )


def _term(
    name: str, place: int, y: np.ndarray, design: np.ndarray, pairs: tuple[np.ndarray, np.ndarray], n: int,
    seed: int, draws: int,
) -> Term:  # fmt: skip
    """Test one explaining relation: its t against that of what is its own with actors in other places."""
    others = np.delete(design, place, axis=1)
    freedom = len(y) - design.shape[1]
    if freedom < 1:
        return Term(name, nan, nan, nan, nan, nan)
    directions, sizes, _ = np.linalg.svd(others, full_matrices=False)
    basis = directions[:, sizes > _ROUNDING * sizes[0]]
    own, rest = design[:, place] - basis @ (basis.T @ design[:, place]), y - basis @ (basis.T @ y)
    if own @ own <= _NOTHING * max(design[:, place] @ design[:, place], 1.0):
        return Term(name, nan, nan, nan, nan, nan)
    matrix = np.zeros((n, n))
    matrix[pairs] = own
    if pairs[0].size * 2 == n * (n - 1):
        matrix += matrix.T  # pairs without direction
    beta, t = _slope(own, rest, freedom)
    if isnan(t):
        return Term(name, beta, nan, nan, nan, nan)
    drawn = np.empty(draws)
    for draw, places in enumerate(_places(n, seed, draws)):
        moved = matrix[np.ix_(places, places)][pairs]
        drawn[draw] = _slope(moved - basis @ (basis.T @ moved), rest, freedom)[1]
    near = _ROUNDING * max(abs(t), 1.0)
    ways = (np.abs(drawn) >= abs(t) - near, drawn <= t + near, drawn >= t - near)
    return Term(name, beta, t, *(monte_carlo_p(int(way.sum()), draws) for way in ways))


def _slope(own: np.ndarray, rest: np.ndarray, freedom: int) -> tuple[float, float]:
    """Coefficient and t of a relation when both sides are freed of the others; t is nan where all is told."""
    square = float(own @ own)
    if square <= 0:
        return nan, 0.0
    beta = float(own @ rest) / square
    left = float(rest @ rest) - beta**2 * square
    return beta, beta / float(np.sqrt(left / freedom / square)) if left > 0 else nan


def _places(n: int, seed: int, draws: int) -> list[np.ndarray]:
    """Whose place each actor takes, for every draw; a draw depends on its own number alone."""
    found = []
    for draw in range(checked_draws(draws)):
        places = np.arange(n)
        shuffle(new_state(seed, "qap", str(draw)), places)
        found.append(places)
    return found


def _ready(
    relations: Sequence[np.ndarray],
) -> tuple[list[np.ndarray], int, tuple[np.ndarray, np.ndarray]]:
    """Relations among the actors that all know of, how many they are, and the pairs that are looked at."""
    n = len(relations[0])
    if any(relation.shape != (n, n) for relation in relations):
        raise InputError("relations_differ")
    self_ties = np.eye(n, dtype=bool)
    unknown = np.zeros(n, dtype=bool)
    for relation in relations:
        unknown |= (np.isnan(relation) | self_ties).all(axis=1)
    kept = np.flatnonzero(~unknown) if n > 1 else np.arange(0)
    found = [np.where(np.eye(len(kept), dtype=bool), 0.0, one[np.ix_(kept, kept)]) for one in relations]
    if any(np.isnan(one).any() for one in found):
        raise InputError("relations_with_gaps")
    one_way = all(np.array_equal(one, one.T) for one in found)
    rows, columns = np.triu_indices(len(kept), 1) if one_way else np.nonzero(~np.eye(len(kept), dtype=bool))
    return found, len(kept), (rows, columns)
