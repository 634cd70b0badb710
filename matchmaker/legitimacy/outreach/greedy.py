"""A plan made one cheapest path at a time: what an exact search starts from, and falls back on.

It never asks anybody above the cap, but it may use more brokers than are needed, and it may leave a gap
short that a better order would have served.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from matchmaker.legitimacy.outreach.problem import OutreachProblem, Path

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Asked:
    """Who has been asked about what so far."""

    def __init__(self, problem: OutreachProblem) -> None:
        self.problem = problem
        self.gaps: list[set[int]] = [set() for _ in problem.brokers]

    def cost(self, gap: int, broker: int) -> int | None:
        """What asking costs now; ``None`` above the cap."""
        mine = self.gaps[broker]
        if gap in mine:
            return 0
        if len(mine) >= int(self.problem.cap[broker]):
            return None
        return int(self.problem.asking[broker]) + (0 if mine else int(self.problem.opening[broker]))


def greedy(problem: OutreachProblem) -> tuple[Path, ...]:
    """Serve the gaps with fewest ends first, each end by the path that costs least now; ties by id."""
    before: dict[int, list[int]] = defaultdict(list)
    for one, two in problem.steps.tolist():
        before[two].append(one)
    near: dict[int, list[int]] = defaultdict(list)
    for target, broker in problem.serves.tolist():
        near[target].append(broker)
    ends: dict[int, list[int]] = defaultdict(list)
    for target, gap in enumerate(problem.target_gap.tolist()):
        ends[gap].append(target)
    asked = _Asked(problem)
    made: list[Path] = []
    for gap in sorted(ends, key=lambda g: (len(ends[g]), g)):
        left = set(ends[gap])
        for _ in range(int(problem.want[gap])):
            found = min(
                (way for end in sorted(left) for way in _ways(asked, gap, end, near[end], before)),
                default=None,
            )
            if found is None:
                break
            made.append(found[1])
            left.discard(found[1].target)
            for broker in found[1].brokers:
                asked.gaps[broker].add(gap)
    return tuple(sorted(made))


def _ways(
    asked: _Asked, gap: int, end: int, near: list[int], before: dict[int, list[int]]
) -> Iterator[tuple[int, Path]]:
    """Every way to an end, with what it costs now."""
    base = int(asked.problem.target_cost[end])
    if asked.problem.direct[end]:
        yield base, Path(gap, end)
    for broker in near:
        last = asked.cost(gap, broker)
        if last is None:
            continue
        if asked.problem.first[broker]:
            yield base + last, Path(gap, end, (broker,))
            continue
        for one in before[broker]:
            cost = asked.cost(gap, one)
            if cost is not None:
                yield base + last + cost, Path(gap, end, (one, broker))
