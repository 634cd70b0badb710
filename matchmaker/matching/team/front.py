"""Between which good teams a choice of values remains: the Pareto front over two or three groups of terms.

By ε-constraint on whole milli-points: the best by the first group among teams with at least so much by the
others, then the best by the others, so that no team is found that another dominates. The space of the
other groups is divided into boxes; the largest is searched at its middle, so that a front longer than
asked for is shown evenly spread (boxes: Kirlik & Sayın 2014; two stages: Mavrotas & Florios 2013).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import InputError
from matchmaker.matching.team.problem import TERMS
from matchmaker.matching.team.programme import pose_programme
from matchmaker.matching.team.referee import Score, judge, score
from matchmaker.matching.team.search import Search, in_turn, with_floor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.kernel.progress import Progress
    from matchmaker.matching.team.problem import TeamProblem

FEWEST_GROUPS, MOST_GROUPS = 2, 3
FAR = 10**12
"""More milli-points than any team has."""
SEARCHES = 6
"""Searches for each team asked for; a front is left unfinished after so many."""


@dataclass(frozen=True, slots=True)
class FrontTeam:
    """A team that no other beats in one group of terms without losing in another."""

    team: tuple[int, ...]
    """Candidate positions, ascending."""
    values: tuple[int, ...]
    """Milli-points of each group of terms, in the order asked for."""
    score: Score
    proven: bool
    """Whether every search for it was to the end: then no team at all dominates it."""


@dataclass(frozen=True, slots=True)
class Front:
    """Teams that do not dominate each other, the best by the first group first."""

    teams: tuple[FrontTeam, ...]
    complete: bool
    """Whether these are all there are; else they are spread over the front."""


@dataclass(frozen=True, slots=True)
class _Box:
    """Values of the groups after the first: above *above*, up to *most*."""

    above: tuple[int, ...]
    most: tuple[int, ...]
    outer: bool = False
    """Whether it lies below what the best teams by each group have: seldom anybody is there."""
    whole: bool = False
    """Whether to search all of it at once, since nothing new was found in its upper half."""

    def minus(self, above: tuple[int, ...], most: tuple[int, ...]) -> list[_Box]:
        """What is left of it without another box, as boxes that do not overlap."""
        low = tuple(max(a, b) for a, b in zip(self.above, above, strict=True))
        high = tuple(min(a, b) for a, b in zip(self.most, most, strict=True))
        if any(a >= b for a, b in zip(low, high, strict=True)):
            return [self]
        left, rest = [], self
        for k in range(len(low)):
            if low[k] > rest.above[k]:
                left.append(replace(rest, most=_with(rest.most, k, low[k])))
                rest = replace(rest, above=_with(rest.above, k, low[k]))
            if high[k] < rest.most[k]:
                left.append(replace(rest, above=_with(rest.above, k, high[k])))
                rest = replace(rest, most=_with(rest.most, k, high[k]))
        return left

    def floor(self) -> tuple[int, ...]:
        """Above which values to search."""
        if self.whole or self.outer:
            return self.above
        return tuple((a + m) // 2 for a, m in zip(self.above, self.most, strict=True))


def _with(values: tuple[int, ...], place: int, value: int) -> tuple[int, ...]:
    return (*values[:place], value, *values[place + 1 :])


def front(
    problem: TeamProblem,
    terms: Sequence[Sequence[str]],
    *,
    budget: int = 20_000,
    progress: Progress | None = None,
    most: int = 12,
) -> Front:
    """Teams between which a choice of values remains.

    Parameters
    ----------
    problem
        The problem. Terms outside every group do not count, except that among teams with equal values the
        one with the greatest total is shown, then the one with the smallest sum of lots.
    terms
        Two or three groups of terms, e.g. ``[["coverage"], ["load", "asked", "travel"], ["ties"]]``; each
        term is in one of :data:`~matchmaker.matching.team.problem.TERMS` and in one group only.
    budget
        Nodes of the search tree, for each search.
    progress
        Who follows each search.
    most
        How many teams are wanted at most.

    Returns
    -------
    Front
        No team of it dominates another; those that are ``proven`` are dominated by no team at all. Empty
        when no team meets the demands.

    Raises
    ------
    InputError
        Another number of groups, an unknown or repeated term, an empty group (bad_front), or *most* below
        1 (below_least).
    """
    groups = _groups(terms)
    if most < 1:
        raise InputError("below_least", {"field": "most", "value": most, "least": 1})
    walk = _Walk(problem, groups, Search(budget, progress))
    walk.begin()
    while walk.boxes and len(walk.teams) < most and walk.searches < SEARCHES * most:
        walk.step()
    found = [team for team in walk.teams.values() if not any(_beats(o, team) for o in walk.teams.values())]
    found.sort(key=lambda team: team.values, reverse=True)
    complete = walk.exact and not walk.boxes and len(found) <= most
    return Front(tuple(found[:most]), complete)


def _groups(terms: Sequence[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    groups = tuple(tuple(group) for group in terms)
    flat = [term for group in groups for term in group]
    right = FEWEST_GROUPS <= len(groups) <= MOST_GROUPS and all(groups) and len(set(flat)) == len(flat)
    if not right or not set(flat) <= set(TERMS):
        said = ", ".join("+".join(group) for group in groups)
        raise InputError("bad_front", {"value": said, "terms": ", ".join(TERMS)})
    return groups


def _beats(one: FrontTeam, other: FrontTeam) -> bool:
    both = zip(one.values, other.values, strict=True)
    return one.values != other.values and all(mine >= theirs for mine, theirs in both)


class _Walk:
    """What has been found, and which boxes are left to search."""

    def __init__(self, problem: TeamProblem, groups: tuple[tuple[str, ...], ...], search: Search) -> None:
        self.problem, self.groups, self.search = problem, groups, search
        posed = pose_programme(problem, any_weights=True)
        self.programme = posed.programme
        self.gains = [np.sum([posed.terms[term] for term in group], axis=0) for group in groups]
        lots = np.zeros_like(posed.programme.gain)
        lots[: len(problem)] = -problem.lots
        self.then = (posed.programme.gain, lots)
        self.teams: dict[tuple[int, ...], FrontTeam] = {}
        self.boxes: list[_Box] = []
        self.spans: tuple[int, ...] = ()
        self.searches = 0
        self.exact = True

    def begin(self) -> None:
        """Find the best team by each group, and lay out the boxes between them."""
        others = len(self.groups) - 1
        nowhere = (-FAR,) * others
        ends: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
        for first in range(len(self.groups)):
            order = [first, *(k for k in range(len(self.groups)) if k != first)]
            team = self._best([self.gains[k] for k in order], nowhere)
            if team is None:
                return
            values = team.values[1:]
            ends.append((nowhere if first == 0 else _with(nowhere, first - 1, values[first - 1] - 1), values))
        most = tuple(max(values[k] for _, values in ends) for k in range(others))
        low = tuple(min(values[k] for _, values in ends) - 1 for k in range(others))
        self.spans = tuple(m - a for a, m in zip(low, most, strict=True))
        core = _Box(low, most)
        self.boxes = [core, *(replace(box, outer=True) for box in _Box(nowhere, most).minus(low, most))]
        for above, values in ends:
            self._done(above, values)

    def step(self) -> None:
        """Search the largest box that is left."""
        box = min(self.boxes, key=lambda b: (b.outer, -self._size(b), b.above, b.most))
        floor, known = box.floor(), set(self.teams)
        team = self._best([self.gains[0], np.sum(self.gains[1:], axis=0)], floor)
        if team is None or team.values in known:
            self.boxes[self.boxes.index(box)] = replace(box, whole=True)
        self._done(floor, (FAR,) * len(floor) if team is None else team.values[1:])

    def _size(self, box: _Box) -> float:
        sides = [(m - a) / span for a, m, span in zip(box.above, box.most, self.spans, strict=True)]
        return math.prod(sides) + max(sides)

    def _done(self, above: tuple[int, ...], most: tuple[int, ...]) -> None:
        """Nobody but who is known lies in this box."""
        self.boxes = [part for box in self.boxes for part in box.minus(above, most)]

    def _best(self, gains: list[np.ndarray], floor: tuple[int, ...]) -> FrontTeam | None:
        """The best by one gain after the other among teams above the floor, refereed and kept."""
        self.searches += 1
        programme = self.programme
        for gain, above in zip(self.gains[1:], floor, strict=True):
            if above > -FAR:
                programme = with_floor(programme, gain, above + 1)
        found = in_turn(programme, len(self.problem), (*gains, *self.then), self.search)
        if found is None:
            return None
        counted = score(self.problem, found.team)
        judge(self.problem, found.team, counted.total, None)
        values = tuple(sum(counted[term] for term in group) for group in self.groups)
        proven = math.isfinite(found.bound)
        self.exact = self.exact and proven
        team = FrontTeam(found.team, values, counted, proven)
        return self.teams.setdefault(values, team)
