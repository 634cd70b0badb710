"""From a team problem to a proven best team, through the solver port.

First a bound for every candidate (:mod:`matchmaker.matching.team.bounding`), then the best team among the
most promising, then the best among all who may be in a better one. What is left out cannot be.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.team.bounding import Bounds, bounds_of
from matchmaker.matching.team.demands import named
from matchmaker.matching.team.programme import pose_programme
from matchmaker.matching.team.referee import Score, judge, score
from matchmaker.matching.team.search import Search, few_first, held, sought, with_floor, with_row
from matchmaker.matching.team.swapping import improved, mended
from matchmaker.solving.port import Programme, Status, solve

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaker.kernel.progress import Progress
    from matchmaker.matching.team.problem import TeamProblem

FEW = 40
"""How many of the most promising candidates are searched first."""
QUICK = 24
"""The same, for an answer at once: exchanging seats finds what they lack."""
ALL, MANY = 1_500, 600
"""Up to *ALL* candidates who may be in a better team are searched to the end. With more, the *MANY* most
promising are, and the bound of the others limits the proof."""
STAYING = 0.75
"""Milli-points less for a team that is known already: more than the half to which a search is proven, so
that another that is as good is found, and less than one, so that a worse one is not."""


@dataclass(frozen=True, slots=True)
class Solution:
    """A refereed team."""

    team: tuple[int, ...]
    """Candidate positions, ascending."""
    status: Status
    score: Score
    bound: int | None
    """No team has more milli-points than this."""


@dataclass(frozen=True)
class _Found:
    """The best team that was found among some candidates."""

    kept: np.ndarray
    """Positions of those candidates, ascending."""
    team: np.ndarray
    """Positions of those with a seat, ascending."""
    worth: int
    """Milli-points of the team."""
    status: Status
    """How the search among those candidates ended."""
    bound: int | None
    """No team of those candidates has more milli-points; ``None`` when nothing is known."""
    equals: bool = True
    """Whether another team may be worth as much."""


def solve_team(
    problem: TeamProblem, *, budget: int = 200_000, progress: Progress | None = None
) -> Solution | None:
    """The best team, passed by the referee; ``None`` when no team meets the constraints.

    Among equally good teams the one with the smallest sum of lots is taken, so that the answer does not
    depend on the machine or on who comes first in the alphabet.
    """
    search = Search(budget, progress)
    bounds = bounds_of(problem)
    best = None if bounds is None else _first(problem, bounds, search)
    if bounds is None or best is None:
        return None
    best = _to_the_end(problem, bounds, best, search)
    most = _proven(problem, bounds, best)
    if best.equals and best.status is Status.OPTIMAL and most == best.worth:
        best = _drawn(problem, bounds, best, search)
    return _refereed(problem, best, best.status, most)


def quick_team(problem: TeamProblem, *, budget: int = 2_000, former: Collection[str] = ()) -> Solution | None:
    """A good team with its proven gap, at once; ``None`` when no team meets the constraints.

    The best among the few most promising, or the *former* team (ids) with its seats filled anew, and either
    made better by exchanges of one seat. The bound is proven; that the team is the best is proven only when
    the two meet.
    """
    bounds = bounds_of(problem)
    first = None if bounds is None else _first(problem, bounds, Search(budget), QUICK)
    if bounds is None or first is None:
        return None
    starts = (tuple(first.team.tolist()), mended(problem, former) if former else None)
    teams = [improved(problem, start) for start in starts if start is not None]
    worth, _, team = max(
        (score(problem, team).total, -int(problem.lots[list(team)].sum()), team) for team in teams
    )
    found = replace(first, team=np.array(team, dtype=np.int64), worth=worth)
    most = _proven(problem, bounds, found)
    if most > worth:
        return _refereed(problem, found, Status.BUDGET, most)
    return _refereed(problem, _drawn(problem, bounds, found, Search(budget)), Status.OPTIMAL, most)


def _refereed(problem: TeamProblem, found: _Found, status: Status, most: int) -> Solution:
    team = tuple(found.team.tolist())
    if status is Status.OPTIMAL and most > found.worth:
        status = Status.BUDGET
    return Solution(team, status, judge(problem, team, found.worth, most), most)


def _first(problem: TeamProblem, bounds: Bounds, search: Search, count: int = FEW) -> _Found | None:
    """The best team of the most promising candidates and of those called by name."""
    names = named(problem.constraints)
    called = np.array([i for i, actor in enumerate(problem.ids) if actor in names], dtype=np.int64)
    found, _ = few_first(
        bounds.order(), count, lambda few: _best_of(problem, np.union1d(few, called), search)
    )
    return found


def _to_the_end(problem: TeamProblem, bounds: Bounds, best: _Found, search: Search) -> _Found:
    """The best of all who may be in another team that is as good as the one known, or better."""
    order, searched = bounds.order(), False
    while True:
        able = order[np.isin(order, bounds.least(best.worth))]
        if searched and len(able) > ALL:  # no search among them could prove it
            return best
        found = _another(
            problem, np.union1d(able if len(able) <= ALL else able[:MANY], best.team), best, search
        )
        if found.status is not Status.OPTIMAL or found.worth == best.worth:
            return found
        best, searched = found, True


def _another(problem: TeamProblem, kept: np.ndarray, best: _Found, search: Search) -> _Found:
    """The best team of some candidates, and whether others are as good as the one known.

    One search answers both: whether a team is the best, and whether it is the only one that good. To stay
    with the known team has a price below one milli-point, so another that is as good is found.
    """
    few = problem.only(kept)
    programme = pose_programme(few).programme
    seats = np.isin(kept, best.team)
    known = held(programme, seats).x
    assert known is not None  # noqa: S101 - the team was found by the same demands
    answer = solve(
        _or_another(programme, seats),
        budget=search.budget,
        progress=search.progress,
        start=np.append(known, 1),
    )
    bound = None if answer.bound is None else max(answer.bound, best.worth)
    stays = _Found(kept, best.team, best.worth, answer.status, bound, equals=False)
    if answer.x is None or answer.x[-1] > 0.5:
        return stays
    team = answer.x[: len(kept)] > 0.5
    worth = held(programme, team).objective or 0
    if worth < best.worth:
        return stays
    if worth == best.worth and few.lots[team].sum() >= few.lots[seats].sum():
        return replace(stays, equals=True)
    return _Found(kept, kept[team], worth, answer.status, None if bound is None else max(bound, worth))


def _or_another(programme: Programme, seats: np.ndarray) -> Programme:
    """The same programme, with a price on the known team.

    One more variable, the last, is 1 when the team is the known one; any other differs from it in a seat.
    """
    n = len(programme.gain)
    wider = replace(
        programme,
        gain=np.append(programme.gain, -STAYING),
        lower=np.append(programme.lower, 0.0),
        upper=np.append(programme.upper, 1.0),
        whole=np.append(programme.whole, True),
    )
    columns = np.append(np.arange(len(seats)), n)
    values = np.append(np.where(seats, -1.0, 1.0), 1.0)
    return with_row(wider, columns, values, low=1.0 - float(seats.sum()))


def _proven(problem: TeamProblem, bounds: Bounds, found: _Found) -> int:
    """What no team exceeds, after the best of some candidates has been searched for."""
    left = np.setdiff1d(np.arange(len(problem)), found.kept)
    most = math.floor(bounds.most + 0.5)
    others = math.floor(bounds.most - bounds.loss[left].min() + 0.5) if len(left) else found.worth
    searched = most if found.bound is None else found.bound
    return max(found.worth, min(most, max(searched, others)))


def _best_of(problem: TeamProblem, kept: np.ndarray, search: Search) -> _Found | None:
    """The best team of some candidates; ``None`` when there is none."""
    programme = pose_programme(problem.only(kept)).programme
    answer = sought(programme, len(kept), search)
    if answer.x is None:
        return None
    return _Found(
        kept, kept[answer.x[: len(kept)] > 0.5], int(answer.objective or 0), answer.status, answer.bound
    )


def _drawn(problem: TeamProblem, bounds: Bounds, best: _Found, search: Search) -> _Found:
    """Of all teams worth as much as the best, the one with the smallest sum of lots."""
    kept = np.union1d(bounds.least(best.worth), best.team)
    few = problem.only(kept)
    programme = pose_programme(few).programme
    start = held(programme, np.isin(kept, best.team)).x
    drawn = solve(
        _as_good(few, programme, best.worth), budget=search.budget, progress=search.progress, start=start
    )
    return best if drawn.x is None else replace(best, team=kept[drawn.x[: len(kept)] > 0.5])


def _as_good(problem: TeamProblem, programme: Programme, best: int) -> Programme:
    """Find, among all teams worth *best*, the one with the smallest sum of lots."""
    lots = np.zeros_like(programme.gain)
    lots[: len(problem)] = -problem.lots
    return replace(with_floor(programme, programme.gain, best), gain=lots)
