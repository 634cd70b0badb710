"""How much any team can be worth, and how much with each candidate in it: proven, before any search.

The programme without whole numbers gives a bound, and prices for its rows. A team with candidate *i* is
worth at most the bound less what *i* loses at these prices, so candidates who lose more than what is
missing to the bound cannot be in a better team: they are left out of the search without losing the optimum.

With many candidates the programme is solved for some of them, the others are judged at its prices, and
those who seem to gain are taken in, until nobody gains (column generation; Gilmore & Gomory 1961). Whatever
the prices, the bound holds: it is weak duality.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.team.demands import demand_rows, named
from matchmaker.matching.team.programme import levels, pose_programme
from matchmaker.rules.constraints import Size
from matchmaker.solving.port import relaxed

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from matchmaker.matching.team.problem import TeamProblem
    from matchmaker.matching.team.programme import Posed
    from matchmaker.solving.port import Relaxed

DIRECT = 1_000
"""Up to so many candidates the programme is posed as a whole."""
BEGIN, MORE, ROUNDS = 400, 400, 40
"""How many candidates to begin with, to take in at a time, and how often."""
NEAR = 0.0005
"""Share of the bound that is not worth another round."""


@dataclass(frozen=True)
class Bounds:
    """What no team exceeds."""

    most: float
    """Milli-points that no team exceeds."""
    loss: np.ndarray
    """Milli-points less with each candidate in it, shape (n,); negative where a candidate seems to gain."""
    share: np.ndarray
    """How much of each candidate the bound uses, 0–1, shape (n,)."""

    def order(self) -> np.ndarray:
        """Candidates, the most promising first; ties in order of position."""
        return np.lexsort((np.arange(len(self.loss)), self.loss, -self.share))

    def least(self, worth: float) -> np.ndarray:
        """Candidates who may be in a team worth at least so much, ascending.

        Half a milli-point is allowed for the solver's arithmetic.
        """
        return np.flatnonzero(self.most - self.loss >= worth - 0.5)


def bounds_of(problem: TeamProblem) -> Bounds | None:
    """Bounds for a problem; ``None`` when no team meets the demands, not even in fractions."""
    if len(problem) > DIRECT:
        return _by_rounds(problem)
    return _all_at_once(problem)


def _by_rounds(problem: TeamProblem) -> Bounds | None:
    inside = _promising(problem)
    for left in range(ROUNDS, -1, -1):
        posed = pose_programme(problem.only(inside))
        found = relaxed(posed.programme)
        if found is None:
            if len(inside) == len(problem):
                return None
            inside = np.union1d(inside, _first_by(_worth_alone(problem), 2 * len(inside)))
            continue
        gain = _gains(problem, inside, posed, found)
        # one inside may rise too, by paying for a pair
        excess = float(np.sort(np.maximum(gain, 0.0))[::-1][: _most_seats(problem)].sum())
        outside = np.setdiff1d(np.arange(len(problem)), inside)
        rising = outside[gain[outside] > 0]
        if excess <= NEAR * abs(found.bound) or not left or not len(rising):
            share = np.zeros(len(problem))
            share[inside] = found.x[: len(inside)]
            return Bounds(found.bound + excess, -gain, share)
        inside = np.union1d(inside, rising[np.argsort(-gain[rising], kind="stable")][:MORE])
    return _all_at_once(problem)


def _all_at_once(problem: TeamProblem) -> Bounds | None:
    found = relaxed(pose_programme(problem).programme)
    if found is None:
        return None
    n = len(problem)
    return Bounds(found.bound, found.loss[:n], found.x[:n])


def _most_seats(problem: TeamProblem) -> int:
    return min((rule.high for rule in problem.constraints if isinstance(rule, Size)), default=len(problem))


def _worth_alone(problem: TeamProblem) -> np.ndarray:
    """What each candidate would be worth without any other, roughly."""
    worth = np.zeros(len(problem))
    for need in range(len(problem.needs)):
        worth += problem.slot_points(need, 0) * problem.fit[:, need]
    for tally in problem.tallies:
        worth[tally.members] += tally.steps[0] if tally.steps else 0
    for charge in problem.charges:
        worth -= charge.points
    return worth


def _first_by(worth: np.ndarray, count: int) -> np.ndarray:
    return np.sort(np.argsort(-worth, kind="stable")[:count])


def _promising(problem: TeamProblem) -> np.ndarray:
    """Whom to begin with: the best alone, the best for each demand, and those called by name."""
    worth = _worth_alone(problem)
    called = named(problem.constraints)
    chosen = [_first_by(worth, BEGIN), [i for i, actor in enumerate(problem.ids) if actor in called]]
    for row in demand_rows(problem):
        if row.low > 0:
            best = np.argsort(-worth[row.seats], kind="stable")[: int(row.low) + 10]
            chosen.append(row.seats[best])
    return np.unique(np.concatenate([np.asarray(some, dtype=np.int64) for some in chosen]))


def _gains(problem: TeamProblem, inside: np.ndarray, posed: Posed, found: Relaxed) -> np.ndarray:
    """What each candidate would add to the bound at these prices: at most zero for those inside."""
    within = np.zeros(len(problem), dtype=bool)
    within[inside] = True
    gain = _at_prices(problem, within, posed, found)
    gain[inside] = -found.loss[: len(inside)]
    _pay_for_pairs(problem, within, gain)
    return gain


def _pay_for_pairs(problem: TeamProblem, within: np.ndarray, gain: np.ndarray) -> None:
    """Let one of each pair that the programme does not have pay for it; either would do.

    One inside pays when what it loses is enough for all its pairs, so that it still gains nothing.
    """
    worth = np.maximum(problem.tie_points - problem.bridge_points, 0).astype(float)
    open_ = (worth > 0) & ~within[problem.pairs].all(axis=1)
    low, high = problem.pairs[open_].T
    worth = worth[open_]
    each = np.bincount(low, worth, len(gain)) + np.bincount(high, worth, len(gain))
    able = within & (each <= -gain)
    others = np.where(gain[low] <= gain[high], low, high)
    others = np.where(within[low] & ~able[low], high, np.where(within[high] & ~able[high], low, others))
    payer = np.where(able[low], low, np.where(able[high], high, others))
    np.add.at(gain, payer, worth)


def _at_prices(problem: TeamProblem, within: np.ndarray, posed: Posed, found: Relaxed) -> np.ndarray:
    """Price every candidate; a row that the programme does not have has the price that needs no variable."""
    gain = np.zeros(len(problem))
    for charge in problem.charges:
        gain -= charge.points
    price = {key: float(found.prices[row]) for key, row in posed.rows.items()}
    for need in range(len(problem.needs)):
        gain += _coverage_at(problem, within, price, need)
    for number, tally in enumerate(problem.tallies):
        held = int(within[tally.members].sum())
        gain[tally.members] += _price(price, ("tally", number), tally.steps, held)
    for name, near, own in zip(problem.outside, problem.opens, problem.outside_as_candidate, strict=True):
        gain[near] += price.get(("reach", name), float(problem.reach_points))
        if own >= 0:
            gain[own] -= price.get(("outside", name), 0.0)
    for row in demand_rows(problem):
        gain[row.seats] -= row.values * price.get(("demand", *row.key), 0.0)
    return gain


def _price(price: Mapping[Hashable, float], key: Hashable, steps: Sequence[int], held: int) -> float:
    """What one more member of a tally is worth at these prices.

    A tally without a row has the price of its first step. One with a row has no step for more members than
    are inside: at a price of at least the next step that step is worth nothing, and what the members inside
    then cost more is what their own steps bring less.
    """
    if key not in price:
        return float(max(steps[0], 0)) if steps else 0.0
    following = float(steps[held]) if held < len(steps) else -inf
    return max(price[key], following)


def _coverage_at(
    problem: TeamProblem, within: np.ndarray, price: Mapping[Hashable, float], need: int
) -> np.ndarray:
    """What covering a need is worth at these prices, per candidate."""
    worth = np.zeros(101)
    fit = problem.fit[:, need]
    here = fit[within]
    steps = [problem.slot_points(need, rank) for rank in range(problem.slots(need))]
    below = 0
    for level in levels(fit):
        points = [step * (level - below) for step in steps]
        worth[level:] += _price(price, ("need", need, level), points, int((here >= level).sum()))
        below = level
    found: np.ndarray = worth[fit]
    return found
