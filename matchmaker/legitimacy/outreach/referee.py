"""The referee: judges a plan by the problem alone, without any of the solver's code.

Written in plain loops over Python numbers on purpose: slow enough to be obviously right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import RefereeError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.legitimacy.outreach.problem import OutreachProblem, Path


@dataclass(frozen=True, slots=True)
class Count:
    """What a plan really holds."""

    cost: int
    """Thousandths."""
    asked: tuple[tuple[int, ...], ...]
    """For each broker, the gaps they are asked about."""
    reached: tuple[int, ...]
    """For each gap, how many different ends it has."""


def count(problem: OutreachProblem, paths: Sequence[Path]) -> Count:
    """Add up a plan: each broker once, each broker and gap once, each end once. No path costs nothing."""
    asked: list[set[int]] = [set() for _ in problem.brokers]
    ends: list[set[int]] = [set() for _ in problem.gaps]
    cost = 0
    for path in paths:
        if path.target not in ends[path.gap]:
            ends[path.gap].add(path.target)
            cost += int(problem.target_cost[path.target])
        for broker in path.brokers:
            asked[broker].add(path.gap)
    for broker, gaps in enumerate(asked):
        if gaps:
            cost += int(problem.opening[broker]) + len(gaps) * int(problem.asking[broker])
    return Count(cost, tuple(tuple(sorted(gaps)) for gaps in asked), tuple(len(some) for some in ends))


def walkable(problem: OutreachProblem, path: Path) -> bool:
    """Whether a path can be walked: one registered step at a time, no more than two brokers."""
    if int(problem.target_gap[path.target]) != path.gap:
        return False
    if not path.brokers:
        return bool(problem.direct[path.target])
    if len(path.brokers) > 2 or not problem.first[path.brokers[0]]:
        return False
    if len(path.brokers) == 2 and list(path.brokers) not in problem.steps.tolist():
        return False
    return [path.target, path.brokers[-1]] in problem.serves.tolist()


def judge(
    problem: OutreachProblem, paths: Sequence[Path], cost: int, bound: int | None, short: Sequence[int]
) -> Count:
    """Pass a plan, or raise ``RefereeError``.

    Every path must be walkable and lead to an end of its own; no broker may be asked above the cap; each
    gap must have its wanted ends less what the plan says is *short*; and the plan must cost exactly what
    it says, which no bound may exceed.
    """
    for path in paths:
        if not walkable(problem, path):
            raise RefereeError("referee_path", {"path": repr(path)})
    if len({path.target for path in paths}) != len(paths):
        raise RefereeError("referee_path", {"path": repr(tuple(paths))})
    counted = count(problem, paths)
    for broker, gaps in enumerate(counted.asked):
        if len(gaps) > int(problem.cap[broker]):
            raise RefereeError("referee_cap", {"asked": len(gaps), "cap": int(problem.cap[broker])})
    for gap, reached in enumerate(counted.reached):
        if reached + short[gap] != int(problem.want[gap]) or short[gap] < 0:
            raise RefereeError("referee_reach", {"gap": problem.gaps[gap], "reached": reached})
    if counted.cost != cost:
        raise RefereeError("referee_score", {"claimed": cost, "counted": counted.cost})
    if bound is not None and bound > cost:
        raise RefereeError("referee_bound", {"claimed": cost, "bound": bound})
    return counted
