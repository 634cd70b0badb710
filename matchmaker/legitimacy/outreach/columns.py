"""The outreach problem as the columns and rows of a mixed-integer programme."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.rng import lot
from matchmaker.solving.port import Programme, Rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.legitimacy.outreach.problem import OutreachProblem, Path


class Variables:
    """The columns of the programme: who is asked about what, who is used at all, which ends are chosen."""

    def __init__(self, problem: OutreachProblem) -> None:
        self.problem = problem
        self.rows = Rows()
        self.cost: list[int] = []
        self.whole: list[bool] = []
        self.near: list[list[int]] = [[] for _ in problem.targets]
        for target, broker in problem.serves.tolist():
            self.near[target].append(broker)
        self.before: dict[int, list[int]] = defaultdict(list)
        for one, two in problem.steps.tolist():
            self.before[two].append(one)
        self.end = [self.new(int(cost)) for cost in problem.target_cost]
        self.asked: dict[tuple[int, int], int] = {}
        self.used: dict[int, int] = {}
        self._ask()
        for gap in range(len(problem.gaps)):
            self._reach(gap)

    def new(self, cost: int, *, whole: bool = True) -> int:
        """A further column between 0 and 1."""
        self.cost.append(cost)
        self.whole.append(whole)
        return len(self.cost) - 1

    def targets(self, gap: int) -> list[int]:
        """The targets of one gap."""
        return np.flatnonzero(self.problem.target_gap == gap).tolist()

    def _ask(self) -> None:
        """Columns for asking, with caps; the opening is paid by the first ask, or by a column of its own."""
        gaps_of: dict[int, set[int]] = defaultdict(set)
        for target, gap in enumerate(self.problem.target_gap.tolist()):
            for broker in self.near[target]:
                gaps_of[broker].add(gap)
        for two, ones in self.before.items():
            for one in ones:
                gaps_of[one] |= gaps_of[two]
        for broker in sorted(gaps_of):
            gaps = sorted(gaps_of[broker])
            opening, asking = int(self.problem.opening[broker]), int(self.problem.asking[broker])
            # one gap only: opening and asking are one decision
            alone = opening if len(gaps) == 1 else 0
            mine = [self.new(asking + alone) for _ in gaps]
            self.asked |= {(broker, gap): column for gap, column in zip(gaps, mine, strict=True)}
            if len(gaps) > 1:
                self.used[broker] = used = self.new(opening, whole=False)
                for column in mine:
                    self.rows.add([column, used], [1.0, -1.0], high=0.0)
            cap = int(self.problem.cap[broker])
            if cap < len(gaps):
                # with the column for «used» where there is one: the same for whole numbers, else tighter
                own = [self.used[broker]] if broker in self.used else []
                self.rows.add(
                    [*mine, *own], [1.0] * len(mine) + [-float(cap)] * len(own), high=0.0 if own else cap
                )

    def _reach(self, gap: int) -> None:
        """An end needs somebody one step away; who is not asked by the room needs somebody who is."""
        problem, targets = self.problem, self.targets(gap)
        far = [target for target in targets if not problem.direct[target]]
        leads: dict[int, int] = defaultdict(int)
        for target in far:
            mine = [self.asked[broker, gap] for broker in self.near[target]]
            for broker in self.near[target]:
                leads[broker] += 1
            self.rows.add([self.end[target], *mine], [1.0] + [-1.0] * len(mine), high=0.0)
        here = [broker for broker, of in self.asked if of == gap]
        for two in here:
            if not problem.first[two]:
                ones = [self.asked[one, gap] for one in self.before[two]]
                self.rows.add([self.asked[two, gap], *ones], [1.0] + [-1.0] * len(ones), high=0.0)
        if far:
            self._tighten(gap, far, leads, here)

    def _tighten(self, gap: int, far: list[int], leads: dict[int, int], here: list[int]) -> None:
        """Rows that every plan obeys, and that bring the bound up.

        Without them one broker who is asked by a tenth would open ten ends by a tenth each.
        """
        ends = [self.end[target] for target in far]
        want = int(self.problem.want[gap])
        lead = [broker for broker in here if leads[broker]]
        self.rows.add(
            [*ends, *(self.asked[broker, gap] for broker in lead)],
            [1.0] * len(ends) + [-float(min(want, leads[broker])) for broker in lead],
            high=0.0,
        )
        ones = [self.asked[broker, gap] for broker in here if self.problem.first[broker]]
        self.rows.add([*ends, *ones], [1.0] * len(ends) + [-float(want)] * len(ones), high=0.0)

    def programme(self, cost: Sequence[int] | None = None) -> Programme:
        """Everything so far, at the plan's cost or at another."""
        gain = [-c for c in (self.cost if cost is None else cost)]
        return self.rows.programme(gain, [0.0] * len(gain), [1.0] * len(gain), self.whole)

    def decisive(self) -> np.ndarray:
        """The columns that say whether a broker is used at all; with them alone whole a bound remains."""
        found = np.zeros(len(self.cost), dtype=bool)
        found[list(self.used.values())] = True
        found[[column for (broker, _), column in self.asked.items() if broker not in self.used]] = True
        return found

    def vector(self, paths: Sequence[Path]) -> np.ndarray:
        """A plan as values of the columns."""
        x = np.zeros(len(self.cost))
        for path in paths:
            x[self.end[path.target]] = 1.0
            for broker in path.brokers:
                x[self.asked[broker, path.gap]] = 1.0
                if broker in self.used:
                    x[self.used[broker]] = 1.0
        return x

    def lots(self) -> list[int]:
        """A lot for every ask and every end, made from the ids alone."""
        drawn = [0] * len(self.cost)
        for (broker, gap), column in self.asked.items():
            drawn[column] = lot(0, self.problem.gaps[gap], self.problem.brokers[broker])
        for target, column in enumerate(self.end):
            key = self.problem.gaps[int(self.problem.target_gap[target])]
            drawn[column] = lot(0, key, "ende", self.problem.targets[target])
        return drawn
