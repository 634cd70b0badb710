"""A smaller problem with the same cheapest cost: who and what can be left out without loss.

* A broker is left out when another leads to every end that they lead to, stands no further from the room,
  opens the way to everybody they open it to, costs no more and cannot run into a cap: whoever is asked in a
  plan can be replaced, gap by gap.
* An end is left out when as many others of its gap as are wanted cost no more and are near whoever it is
  near: one of them is always free.

Among equals the one with the smaller lot stays. Both are repeated until nothing more falls away.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.rng import lot

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from matchmaker.legitimacy.outreach.problem import OutreachProblem


@dataclass(frozen=True)
class Reduced:
    """The smaller problem, and the positions that its brokers and targets have in the whole one."""

    problem: OutreachProblem
    brokers: np.ndarray
    targets: np.ndarray


class _Left:
    """What is left, as sets that shrink."""

    def __init__(self, problem: OutreachProblem) -> None:
        self.problem = problem
        self.far = set(np.flatnonzero(~problem.direct).tolist())
        self.ends = set(range(len(problem.targets)))
        self.leads: dict[int, set[int]] = defaultdict(set)
        self.near: dict[int, set[int]] = defaultdict(set)
        self.after: dict[int, set[int]] = defaultdict(set)
        self.before: dict[int, set[int]] = defaultdict(set)
        for target, broker in problem.serves.tolist():
            if target in self.far:
                self.leads[broker].add(target)
                self.near[target].add(broker)
        for one, two in problem.steps.tolist():
            if self.leads[two]:
                self.after[one].add(two)
                self.before[two].add(one)
        self.lots = [lot(0, broker) for broker in problem.brokers]
        self.brokers = {b for b in range(len(problem.brokers)) if self.useful(b)}
        for broker in sorted(set(self.leads) - self.brokers):
            self.drop_broker(broker)

    def useful(self, broker: int) -> bool:
        """Whether a broker can still be on a path."""
        if self.problem.first[broker]:
            return bool(self.leads[broker] or self.after[broker])
        return bool(self.leads[broker] and self.before[broker])

    def drop_broker(self, broker: int) -> None:
        """Take a broker out of every set."""
        self.brokers.discard(broker)
        for target in self.leads.pop(broker, ()):
            self.near[target].discard(broker)
        for two in self.after.pop(broker, ()):
            self.before[two].discard(broker)
        for one in self.before.pop(broker, ()):
            self.after[one].discard(broker)

    def drop_target(self, target: int) -> None:
        """Take an end out of every set; who leads nowhere any longer is left out too."""
        self.ends.discard(target)
        self.far.discard(target)
        for broker in self.near.pop(target, ()):
            self.leads[broker].discard(target)

    def tidy(self) -> None:
        """Leave out who cannot be on any path."""
        while gone := [broker for broker in sorted(self.brokers) if not self.useful(broker)]:
            for broker in gone:
                self.drop_broker(broker)

    def free(self, broker: int) -> bool:
        """Whether a broker can never run into the cap."""
        gap = self.problem.target_gap
        through = self.leads[broker].union(*(self.leads[two] for two in self.after[broker]))
        return len({int(gap[target]) for target in through}) <= int(self.problem.cap[broker])

    def outdoes(self, other: int, broker: int) -> bool:
        """Whether *other* can stand in for *broker* in every plan."""
        problem = self.problem
        mine = int(problem.opening[broker]), int(problem.asking[broker]), self.lots[broker], broker
        theirs = int(problem.opening[other]), int(problem.asking[other]), self.lots[other], other
        if theirs[0] > mine[0] or theirs[1] > mine[1]:
            return False
        if not (self.leads[broker] <= self.leads[other] and self._stands_as_near(other, broker)):
            return False
        same = theirs[:2] == mine[:2] and self.leads[broker] == self.leads[other]
        if same and self._stands_as_near(broker, other) and theirs > mine and self.free(broker):
            return False
        return self.free(other)

    def _stands_as_near(self, other: int, broker: int) -> bool:
        if not self.problem.first[other]:
            return not self.problem.first[broker] and self.before[broker] <= self.before[other]
        # who is asked by the room itself may open the way to others as well
        return not self.problem.first[broker] or all(
            two in self.after[other] or self.leads[two] <= self.leads[other] for two in self.after[broker]
        )


def reduced(problem: OutreachProblem) -> Reduced:
    """Leave out what no cheapest plan needs; a problem without brokers or ends stays as it is."""
    left = _Left(problem)
    while True:
        size = len(left.brokers), len(left.ends)
        _fewer_ends(left)
        left.tidy()
        _fewer_brokers(left)
        left.tidy()
        if (len(left.brokers), len(left.ends)) == size:
            return _kept(left)


def _fewer_brokers(left: _Left) -> None:
    # those one step out first: then fewer ways need to be kept open for them
    order = sorted(left.brokers, key=lambda b: (bool(left.problem.first[b]), len(left.leads[b]), b))
    for broker in order:
        if not left.useful(broker) or any(
            other != broker and left.outdoes(other, broker) for other in sorted(_rivals(left, broker))
        ):
            left.drop_broker(broker)


def _rivals(left: _Left, broker: int) -> Iterable[int]:
    """Whoever leads to the end that fewest lead to, or opens the way to the one to whom fewest do."""
    if left.leads[broker]:
        return left.near[_rarest(left.leads[broker], left.near)]
    return left.before[_rarest(left.after[broker], left.before)]


def _rarest(items: set[int], near: Mapping[int, set[int]]) -> int:
    return min(items, key=lambda item: (len(near[item]), item))


def _fewer_ends(left: _Left) -> None:
    problem = left.problem
    of_gap: dict[int, list[int]] = defaultdict(list)
    for target in sorted(left.ends):
        of_gap[int(problem.target_gap[target])].append(target)
    for gap, targets in of_gap.items():
        ranked = sorted(
            targets,
            key=lambda t: (-int(problem.target_cost[t]), bool(problem.direct[t]), len(left.near[t]),
                           lot(0, problem.gaps[gap], problem.targets[t]), t),
        )  # fmt: skip
        for place, target in enumerate(ranked):
            # only those later in the order can stand in, so that two equals never leave each other out
            better = sum(
                bool(problem.direct[other])
                or (not problem.direct[target] and left.near[target] <= left.near[other])
                for other in ranked[place + 1 :]
            )
            if better >= int(problem.want[gap]):
                left.drop_target(target)


def _kept(left: _Left) -> Reduced:
    problem = left.problem
    brokers, targets = np.array(sorted(left.brokers), int), np.array(sorted(left.ends), int)
    new_broker = {old: new for new, old in enumerate(brokers.tolist())}
    new_target = {old: new for new, old in enumerate(targets.tolist())}
    steps = sorted((new_broker[a], new_broker[b]) for a in new_broker for b in left.after[a])
    serves = sorted((new_target[t], new_broker[b]) for b in new_broker for t in left.leads[b])
    smaller = replace(
        problem,
        brokers=tuple(problem.brokers[b] for b in brokers),
        first=problem.first[brokers],
        opening=problem.opening[brokers],
        asking=problem.asking[brokers],
        cap=problem.cap[brokers],
        steps=np.array(steps, dtype=np.int64).reshape(-1, 2),
        targets=tuple(problem.targets[t] for t in targets),
        target_gap=problem.target_gap[targets],
        target_cost=problem.target_cost[targets],
        direct=problem.direct[targets],
        serves=np.array(serves, dtype=np.int64).reshape(-1, 2),
    )
    return Reduced(smaller, brokers, targets)
