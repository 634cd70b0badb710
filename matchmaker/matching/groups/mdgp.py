"""The maximally diverse grouping problem: people into groups, so that those who share a group differ most.

Given a matrix of distances and sizes of groups, find the grouping with the largest sum of distances over all
pairs that share a group. It is NP-hard; nothing here proves that an answer is the best. How near it comes to
published values stands in ``benchmarks/RESULTS.md``.

Method: the sizes of the groups first (:mod:`~matchmaker.matching.groups.mdgp_sizes`), then simulated
annealing over exchanges and moves with bounds by group (:mod:`~matchmaker.matching.groups.mdgp_kernel`) on
four islands that each start twice, and up to twenty people many times
(:mod:`~matchmaker.matching.groups.mdgp_search`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.progress import Progress, Silent
from matchmaker.matching.groups.mdgp_input import check, pose, read_sizes
from matchmaker.matching.groups.mdgp_referee import judge
from matchmaker.matching.groups.mdgp_running import Iterations, budget, run
from matchmaker.matching.groups.mdgp_search import pool_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["Grouping", "Iterations", "solve_mdgp"]


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """Who is in which group."""

    groups: np.ndarray
    """Each person's group, from 0, shape (n,). Groups with equal bounds stand in the order of their first
    person. Cannot be written to."""
    value: float
    """Sum of the distances of all pairs that share a group, rounded once."""
    iterations: Iterations
    """What repeats the answer, together with the input and the seed."""
    seed: int
    """The seed it was made with."""
    cancelled: bool
    """Whether the asker stopped it; the grouping is the best until then."""


def solve_mdgp(
    distances: np.ndarray,
    sizes: Sequence[int] | Sequence[tuple[int, int]],
    *,
    seed: int,
    iterations: int | tuple[int, int] | Iterations | None = None,
    seconds: float | None = None,
    clock: Callable[[], float] | None = None,
    workers: int = 1,
    progress: Progress | None = None,
) -> Grouping:
    """Find a grouping with a large sum of distances within the groups.

    Parameters
    ----------
    distances
        Shape (n, n), symmetric, not negative, finite; the diagonal is not read. Multiples of 10⁻ᵏ, k ≤ 6,
        are searched exactly where their sums fit into 32 bits; others are rounded to 2⁻³² of the largest
        while searching (2⁻²⁸ with groups of 2,000), and never in the value that is told.
    sizes
        For each group how many people, or (fewest, most).
    seed
        Decides everything that is random.
    iterations
        Sweeps for each of the four islands, at least 0; or the :class:`Iterations` of an answer, or its pair
        (planned, done). Default 10,000. With 0 the answer is a local optimum.
    seconds
        Wall time instead of iterations, above 0. The speed is measured first, iterations are planned from it,
        and the search stops at the limit whether the plan is not yet done or done long since. Checking the
        input, the first cooling and the last climb are done however short the limit is (together about a
        second at n = 2,000); compiling, once on a machine, comes on top (about a quarter of a minute).
    clock
        Seconds that only go forward, e.g. ``time.monotonic``; needed with *seconds*, and not looked at else.
    workers
        Threads, of which at most four are used; the number never changes what given iterations answer.
    progress
        Told of sweeps, and asked whether to stop, many times a second.

    Returns
    -------
    Grouping
        n = 0 gives an empty grouping of value 0 when every group may be empty; one group takes everybody.
        Every answer has passed :func:`~matchmaker.matching.groups.mdgp_referee.judge`.

    Raises
    ------
    InputError
        See :func:`~matchmaker.matching.groups.mdgp_input.check`, and ``mdgp_budget`` from
        :func:`~matchmaker.matching.groups.mdgp_running.budget`. More than one thing wrong with distances
        and sizes is a :class:`~matchmaker.kernel.errors.SeveralErrors`.
    """
    wanted = budget(iterations, seconds, clock)
    given, (least, most) = np.asarray(distances, dtype=np.float64), read_sizes(sizes)
    check(given, least, most)
    if len(given):
        with pool_of(workers) as pool:
            found, made, cancelled = run(pose(given, least, most), seed, wanted, pool, progress or Silent())
    else:
        found, made, cancelled = np.zeros(0, dtype=np.int64), Iterations(0, 0), False
    groups = _in_order(found, least, most)
    value = _value(given, groups)
    judge(given, least, most, groups, value)
    groups.flags.writeable = False
    return Grouping(groups, value, made, seed, cancelled)


def _in_order(found: np.ndarray, least: np.ndarray, most: np.ndarray) -> np.ndarray:
    """Number groups with equal bounds by their first person, empty ones last."""
    first = np.full(len(least), len(found))
    np.minimum.at(first, found, np.arange(len(found)))
    number = np.empty(len(least), dtype=np.int64)
    number[np.lexsort((first, most, least))] = np.lexsort((np.arange(len(least)), most, least))
    ordered: np.ndarray = number[found]
    return ordered


def _value(distances: np.ndarray, groups: np.ndarray) -> float:
    """Sum over the pairs of each group, rounded once: the same on every machine and in every order."""
    pairs = (
        distances[np.ix_(members, members)][np.triu_indices(len(members), 1)]
        for members in (np.flatnonzero(groups == g) for g in np.unique(groups))
    )
    return math.fsum(distance for within in pairs for distance in within.tolist())
