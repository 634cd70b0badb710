"""The smallest change of one weight that makes a team with a certain actor as good as the best.

With a term weighed by a factor, what the best team is worth is a convex, piecewise linear function of the
factor, for teams with the actor and for all teams alike. Against any one rival the first factor where some
team with the actor catches up is found exactly, by Newton's steps from beyond it (Dinkelbach 1967); then
the best of all teams at that factor is the next rival, until nobody is better. Worths are compared as whole
numbers and fractions; the searches themselves settle differences of a hundredth of a milli-point.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

from matchmaker.matching.team.problem import TERMS
from matchmaker.matching.team.programme import pose_programme
from matchmaker.matching.team.referee import score
from matchmaker.matching.team.search import Search, best_of
from matchmaker.solving.port import relaxed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.kernel.progress import Progress
    from matchmaker.matching.team.problem import TeamProblem
    from matchmaker.matching.team.solution import Solution
    from matchmaker.solving.port import Programme

MOST_FACTOR = 3
"""A weight is changed to at most so many times itself, and to no less than one part in so many."""
SCALE = 100.0
"""Searches count in hundredths of a milli-point."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A term, and by what its weight would be multiplied."""

    term: str
    factor: Fraction
    """Above 1, or between 0 and 1."""
    team: tuple[str, ...]
    """A team with the actor that is then as good as any; ids, ascending."""

    @property
    def ratio(self) -> Fraction:
        """How great the change is, above 1, whichever way it goes."""
        return max(self.factor, 1 / self.factor)


@dataclass(frozen=True, slots=True)
class _Line:
    """What one team is worth as a factor changes."""

    fixed: int
    rising: int
    team: tuple[int, ...]

    def at(self, factor: Fraction) -> Fraction:
        return self.fixed + factor * self.rising


def least_factor(
    problem: TeamProblem,
    best: Solution,
    beside: Solution,
    actor: str,
    *,
    budget: int = 20_000,
    progress: Progress | None = None,
) -> Factor | None:
    """The smallest change of a single weight that makes a team with the actor as good as the best.

    Parameters
    ----------
    problem
        The problem.
    best, beside
        Its best team, and its best team with the actor.
    actor
        A candidate.
    budget, progress
        Nodes of the search tree for each search, and who follows.

    Returns
    -------
    Factor or None
        Changes are compared by ratio: twice is as much as half; among equal ones the first term in the order
        of the terms. ``None`` when no weight between a third of itself and three times does it, and when the
        best team with the actor is as good already, so that there is nothing to change.
    """
    if beside.score.total >= best.score.total:
        return None
    walk = _Factors(problem, actor, Search(budget, progress))
    found: Factor | None = None
    for term, limit in _promising(best, beside):
        better = walk.first(term, _narrowed(limit, found), best.team, beside.team)
        if better is not None and (found is None or _before(better, found)):
            found = better
    return found


def _before(one: Factor, other: Factor) -> bool:
    return (one.ratio, TERMS.index(one.term)) < (other.ratio, TERMS.index(other.term))


def _promising(best: Solution, beside: Solution) -> Iterator[tuple[str, Fraction]]:
    """Each term up and down, the one first by which the best team with the actor would catch up soonest."""
    short = best.score.total - beside.score.total
    ways = []
    for number, term in enumerate(TERMS):
        more = beside.score[term] - best.score[term]
        soon = 1 + short / more if more else float("inf")
        up = soon if more > 0 else float("inf")
        down = 1 / soon if more < 0 < soon else float("inf")
        ways += [(up, number, 0, Fraction(MOST_FACTOR)), (down, number, 1, Fraction(1, MOST_FACTOR))]
    for _, number, _, limit in sorted(ways):
        yield TERMS[number], limit


def _narrowed(limit: Fraction, found: Factor | None) -> Fraction:
    """No further than what has been found."""
    if found is None:
        return limit
    return min(limit, found.ratio) if limit > 1 else max(limit, 1 / found.ratio)


class _Factors:
    """The problem posed once, to be weighed in many ways."""

    def __init__(self, problem: TeamProblem, actor: str, search: Search) -> None:
        self.problem, self.search = problem, search
        posed = pose_programme(problem, any_weights=True)
        self.everyone, self.terms = posed.programme, posed.terms
        lower = posed.programme.lower.copy()
        lower[problem.ids.index(actor)] = 1.0
        self.with_actor = replace(posed.programme, lower=lower)

    def first(
        self, term: str, limit: Fraction, rival: tuple[int, ...], beside: tuple[int, ...]
    ) -> Factor | None:
        """The first factor from 1 towards *limit* at which a team with the actor is as good as any.

        *rival* is better at 1 than *beside*, the best with the actor.
        """
        if limit == 1 or not self.terms[term].any():
            return None
        against = self._line(rival, term)
        known = [self._line(beside, term)]
        while True:
            if self._hopeless(term, limit, against):
                return None
            caught = self._catches_up(term, limit, against, known)
            if caught is None:
                return None
            factor, mine = caught
            rather = self._best(self.everyone, term, factor)
            if rather.at(factor) <= mine.at(factor):
                return Factor(term, factor, tuple(self.problem.ids[i] for i in mine.team))
            against = rather

    def _hopeless(self, term: str, limit: Fraction, against: _Line) -> bool:
        """Whether even the bound of the teams with the actor stays behind at the limit.

        Behind at both ends, a convex function is behind between them.
        """
        bound = relaxed(self._weighed(self.with_actor, term, limit))
        return bound is None or bound.bound / SCALE < against.at(limit) - Fraction(1, 2)

    def _catches_up(
        self, term: str, limit: Fraction, against: _Line, known: list[_Line]
    ) -> tuple[Fraction, _Line] | None:
        """Where the best with the actor first is as good as one rival, and with which team."""
        factor = limit
        mine = self._best(self.with_actor, term, factor, known)
        if mine.at(factor) < against.at(factor):
            return None
        while mine.at(factor) > against.at(factor):
            known.append(mine)
            factor = Fraction(against.fixed - mine.fixed, mine.rising - against.rising)
            mine = self._best(self.with_actor, term, factor, [*known, mine])
        return factor, mine

    def _best(
        self, programme: Programme, term: str, factor: Fraction, known: list[_Line] | None = None
    ) -> _Line:
        """The best team at a factor, or one already known that is as good."""
        found = best_of(self._weighed(programme, term, factor), len(self.problem), self.search)
        lines = [*(known or ()), *(() if found is None else (self._line(found.team, term),))]
        best: _Line = max(lines, key=lambda line: (line.at(factor), tuple(-i for i in line.team)))
        return best

    def _weighed(self, programme: Programme, term: str, factor: Fraction) -> Programme:
        gain = programme.gain + (float(factor) - 1.0) * self.terms[term]
        return replace(programme, gain=SCALE * gain)

    def _line(self, team: tuple[int, ...], term: str) -> _Line:
        counted = score(self.problem, team)
        return _Line(counted.total - counted[term], counted[term], team)
