"""Searching a posed programme: for other gains, with floors under some of them, one aim after another.

Like :mod:`matchmaker.matching.team.solution`, but for a programme as it stands: with many candidates those
who cannot be in a better team are shut out by their bounds, and no team is lost by it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from matchmaker.solving.port import Answer, Programme, Status, relaxed, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matchmaker.kernel.progress import Progress

Best = TypeVar("Best")

DIRECT = 100
"""Up to so many candidates nobody is shut out first."""
FEW = 40
"""How many of the most promising candidates are searched first when there are more."""


@dataclass(frozen=True, slots=True)
class Search:
    """How hard to search, and who follows."""

    budget: int = 200_000
    """Nodes of the search tree, for each search."""
    progress: Progress | None = None


@dataclass(frozen=True)
class Found:
    """The best that a search found."""

    x: np.ndarray
    """Every variable."""
    team: tuple[int, ...]
    """Candidate positions, ascending."""
    worth: float
    """What it is worth by the programme's gain."""
    bound: float
    """No team is worth more than half a unit above this."""

    @property
    def proven(self) -> bool:
        """Whether no team is worth a unit more."""
        return self.bound < self.worth + 1


def with_row(
    programme: Programme,
    columns: np.ndarray,
    values: np.ndarray,
    low: float = -math.inf,
    high: float = math.inf,
) -> Programme:
    """The same programme with ``low <= values @ x[columns] <= high`` added."""
    return replace(
        programme,
        row_low=np.append(programme.row_low, low),
        row_high=np.append(programme.row_high, high),
        starts=np.append(programme.starts, programme.starts[-1] + len(columns)).astype(np.int32),
        columns=np.append(programme.columns, columns).astype(np.int32),
        values=np.append(programme.values, values),
    )


def with_floor(programme: Programme, gain: np.ndarray, least: float) -> Programme:
    """The same programme, for teams that are worth at least so many whole units by *gain*."""
    columns = np.flatnonzero(gain)
    return with_row(programme, columns, gain[columns], low=least - 0.5)


def held(programme: Programme, chosen: np.ndarray) -> Answer:
    """The best that can be had when the first variables, the seats, are these."""
    lower, upper = programme.lower.copy(), programme.upper.copy()
    lower[: len(chosen)] = upper[: len(chosen)] = chosen
    return solve(replace(programme, lower=lower, upper=upper))


def sought(programme: Programme, seats: int, search: Search, start: np.ndarray | None = None) -> Answer:
    """The best of a programme whose first *seats* variables are the candidates, or what was found in time.

    A search that was cut short may have found nobody yet: then any team that meets the rows is taken. Or it
    may have found seats whose further variables are not at their best: the seats are held and the rest
    solved. Nothing is found when no team meets the rows.
    """
    answer = solve(programme, budget=search.budget, progress=search.progress, start=start)
    if answer.status is Status.OPTIMAL:
        return answer
    x = answer.x
    if x is None:
        x = solve(replace(programme, gain=np.zeros_like(programme.gain))).x
    if x is None:
        return answer
    kept = held(programme, x[:seats] > 0.5)
    return replace(answer, x=kept.x, objective=kept.objective)


def few_first(
    order: np.ndarray, count: int, look: Callable[[np.ndarray], Best | None]
) -> tuple[Best | None, np.ndarray]:
    """The best among the *count* most promising candidates; among eight times as many while there is none.

    Parameters
    ----------
    order
        Every candidate's position, the most promising first.
    count
        How many to begin with, ≥ 1.
    look
        Finds the best team of some candidates.

    Returns
    -------
    The best, ``None`` when even everybody together makes no team, and among whom it was found.
    """
    while True:
        found = look(order[:count])
        if found is not None or count >= len(order):
            return found, order[:count]
        count *= 8


def best_of(
    programme: Programme, seats: int, search: Search, start: np.ndarray | None = None
) -> Found | None:
    """The best of a programme whose first *seats* variables are the candidates; ``None`` when there is none.

    The gain need not be whole numbers; teams less than half a unit apart are then the same to it.
    """
    if seats <= DIRECT:
        return _found(programme, seats, search, start)
    bounds = relaxed(programme)
    if bounds is None:
        return None
    loss = np.where(programme.lower[:seats] > 0, 0.0, bounds.loss[:seats])
    order = np.lexsort((np.arange(seats), loss, -bounds.x[:seats]))
    first, few = few_first(order, FEW, lambda some: _found(_shut(programme, some, seats), seats, search))
    if first is None:
        return None
    if start is not None and programme.gain @ start > first.worth:
        first = replace(first, x=start, team=_team(start, seats), worth=float(programme.gain @ start))
    able = np.flatnonzero(bounds.bound - loss >= first.worth + 0.5)
    if np.isin(able, few).all():
        return replace(first, bound=max(first.worth, min(first.bound, bounds.bound)))
    last = _found(_shut(programme, np.union1d(able, first.team), seats), seats, search, first.x)
    best = last if last is not None and last.worth > first.worth else first
    searched = bounds.bound if last is None else max(last.bound, best.worth)
    return replace(best, bound=max(best.worth, min(searched, bounds.bound)))


def in_turn(programme: Programme, seats: int, gains: Sequence[np.ndarray], search: Search) -> Found | None:
    """The best by the first gain, among those the best by the second, and so on; gains are whole numbers.

    Returns the last search's answer; its bound is below infinity only when every search was to the end.
    """
    found: Found | None = None
    whole = True
    for gain in gains:
        aim = replace(programme, gain=gain)
        known = None if found is None else held(aim, _seated(found.team, seats)).x
        better = best_of(aim, seats, search, known)
        if better is None:
            break
        found, whole = better, whole and better.proven
        # those who cannot be in a team as good as this are out for what follows
        bounds = relaxed(aim)
        if bounds is not None:
            loss = np.where(aim.lower[:seats] > 0, 0.0, bounds.loss[:seats])
            able = np.flatnonzero(bounds.bound - loss >= found.worth - 0.5)
            programme = _shut(programme, able, seats)
        programme = with_floor(programme, gain, found.worth)
    return found if found is None or whole else replace(found, bound=math.inf)


def _found(programme: Programme, seats: int, search: Search, start: np.ndarray | None = None) -> Found | None:
    answer = sought(programme, seats, search, start)
    if answer.x is None:
        return None
    worth = float(programme.gain @ answer.x)
    if np.array_equal(programme.gain, np.round(programme.gain)):
        worth = float(round(worth))
    bound = math.inf if answer.bound is None else max(float(answer.bound), worth)
    return Found(answer.x, _team(answer.x, seats), worth, bound)


def _shut(programme: Programme, able: np.ndarray, seats: int) -> Programme:
    """The same programme with no seat for others than these."""
    others = np.setdiff1d(np.arange(seats), able)
    upper = programme.upper.copy()
    upper[others] = programme.lower[others]
    return replace(programme, upper=upper)


def _team(x: np.ndarray, seats: int) -> tuple[int, ...]:
    return tuple(np.flatnonzero(x[:seats] > 0.5).tolist())


def _seated(team: tuple[int, ...], seats: int) -> np.ndarray:
    chosen = np.zeros(seats)
    chosen[list(team)] = 1.0
    return chosen
