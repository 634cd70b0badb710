"""A seating by simulated annealing in whole numbers, then by exchanges that make nothing worse.

The temperature falls by fixed factors from where one exchange in ten is kept to below the weight of the
lowest level, so that the levels settle one after another (:mod:`~matchmaker.matching.groups.schedule`). In
small events the best seating is then shaken again and again by a few random exchanges, each time followed by
exchanges that are judged level by level: weights only stand in for that order, and a small event has few
seatings to hide the difference in. Everything is whole numbers, and what is done depends on the *planned*
number of tries only: the same seed and effort give the same bytes on any machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matchmaker.kernel.chance import below, new_state
from matchmaker.kernel.progress import Progress, Silent
from matchmaker.matching.groups.beginning import begin, there
from matchmaker.matching.groups.coding import code
from matchmaker.matching.groups.effort import Effort
from matchmaker.matching.groups.exchange import Desk, Rule, new_desk, try_exchanges
from matchmaker.matching.groups.schedule import (
    Seen,
    Step,
    anneals,
    is_small,
    odds,
    order_of,
    rules_of,
    schedule,
    usual_effort,
    weights_of,
)
from matchmaker.matching.groups.seats import WEAKEST, Fixed, Seats, empty, fixed

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from matchmaker.matching.groups.problem import GroupsProblem

__all__ = ["Effort", "Found", "judged", "search", "usual_effort"]

_SHAKES = 32
"""Random tries of a shake, at most."""
_SETTLE = 16
"""Tries per seat after a shake."""
_WILD = 1 << 40
"""A temperature at which everything is kept."""


@dataclass(frozen=True)
class Found:
    """A seating that was found."""

    seating: np.ndarray
    """Group of each person in each round, shape (rounds, people); −1 for those who are not there."""
    totals: np.ndarray
    """The search's own totals; the referee counts them again."""
    effort: Effort
    cancelled: bool = False


@dataclass
class _Work:
    """A search under way: what it reads, how far it has come and the best it has seen."""

    problem: GroupsProblem
    given: Fixed
    rule: Rule
    planned: int
    """Tries after which it ends."""
    progress: Progress
    enough: Callable[[], bool]
    people: np.ndarray
    starts: np.ndarray
    desk: Desk = field(default_factory=new_desk)
    done: int = 0
    best: Seats | None = None
    key: tuple[object, ...] = ()

    def over(self) -> bool:
        """Whether the work is done or no longer wanted."""
        return self.done >= self.planned or self.progress.cancelled() or self.enough()

    def go(self, seats: Seats, chance: np.ndarray, step: Step) -> int:
        """Make one step's tries, as many as are left; returns how many were kept."""
        tries = min(step.tries, self.planned - self.done)
        weights = self.rule.weights.copy()
        weights[list(rules_of(self.problem))] *= step.firm
        rule = self.rule._replace(weights=weights)
        kept = try_exchanges(
            self.given, seats, chance, rule, step.temperature, tries, self.people, self.starts, self.desk
        )
        self.done += tries
        return kept

    def look(self, seats: Seats) -> bool:
        """Keep *seats* when nothing better was seen; whether they are as good as the best."""
        now = judged(self.problem, seats.totals, seats.cost)
        if self.best is not None and now > self.key:
            return False
        if self.best is None or now != self.key:
            self.best, self.key = _copy(seats), now
        return True

    def anneal(self, seats: Seats, chance: np.ndarray, planned: int) -> None:
        """Cool *seats* down."""
        steps = schedule(self.rule.weights, planned)
        step = next(steps, None)
        while step is not None and not self.over():
            kept = self.go(seats, chance, step)
            self.progress.advance(self.done)
            if step.temperature == 0:
                self.look(seats)
            try:
                step = steps.send(Seen(kept, bool(seats.totals[list(rules_of(self.problem))].any())))
            except StopIteration:
                step = None
        self.look(seats)

    def shake(self, seats: Seats, chance: np.ndarray) -> None:
        """Shake *seats*, the best, until the work is over; those that come out worse go back."""
        number = int(self.problem.present.sum())
        last = _copy(seats)
        while not self.over():
            self.go(seats, chance, Step(_WILD, 1 + below(chance, _SHAKES)))
            self.go(seats, chance, Step(0, _SETTLE * number))
            self.progress.advance(self.done)
            _put(*((seats, last) if self.look(seats) else (last, seats)))


def search(
    problem: GroupsProblem,
    *,
    seed: int,
    effort: int | Effort,
    progress: Progress | None = None,
    enough: Callable[[], bool] = lambda: False,
) -> Found:
    """Seat everybody as well as can be found.

    Parameters
    ----------
    problem
        The event; without people the seating is empty.
    seed
        Decides every draw.
    effort
        Tries to plan for and make; an :class:`Effort` repeats an answer.
    progress
        Is told, and may cancel: the best seating so far is the answer then.
    enough
        Asked between pieces of work; ends the search as cancelling does (a time that is over).
    """
    plan = effort if isinstance(effort, Effort) else Effort(effort, effort)
    progress = progress or Silent()
    progress.start(plan.done, "progress.groups")
    coded = code(problem)
    given = fixed(problem, coded)
    rule = Rule(weights_of(problem), order_of(problem), odds())
    work = _Work(problem, given, rule, plan.done, progress, enough, *there(problem))
    for number, planned in enumerate(anneals(problem, plan.planned)):
        if work.best is not None and work.over():
            break
        chance = new_state(seed, "groups", str(number))
        work.anneal(begin(problem, given, empty(problem, coded), chance), chance, planned)
    best = work.best or begin(problem, given, empty(problem, coded), new_state(seed, "groups", "0"))
    if is_small(problem):
        work.shake(_copy(best), new_state(seed, "groups", "shake"))
        best = work.best or best
    cancelled = progress.cancelled()
    return Found(best.seat.T.copy(), best.totals.copy(), Effort(plan.planned, work.done), cancelled)


def judged(problem: GroupsProblem, totals: np.ndarray, cost: np.ndarray) -> tuple[object, ...]:
    """What a seating is compared by, smaller is better: its totals in order, groups from the worst down."""
    parts: list[object] = []
    for total in order_of(problem):
        worst_first = tuple(sorted(cost[problem.most > 0].tolist(), reverse=True))
        parts.append(worst_first if total == WEAKEST else int(totals[total]))
    return tuple(parts)


def _copy(seats: Seats) -> Seats:
    return Seats(*(one.copy() for one in seats))


def _put(given: Seats, into: Seats) -> None:
    for one, other in zip(given, into, strict=True):
        other[...] = one
