"""Outreach against brute force: every way of asking on every small problem, counted by other code.

The enumeration shares nothing with the model, the greedy start or the referee: it goes through all sets of
(broker, gap) that could be asked, and for each takes the cheapest ends that are open then.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matchmaker.kernel.errors import RefereeError
from matchmaker.legitimacy.outreach.greedy import greedy
from matchmaker.legitimacy.outreach.model import NEAR, Plan, solve_outreach
from matchmaker.legitimacy.outreach.problem import OutreachProblem, Path
from matchmaker.legitimacy.outreach.referee import count, judge
from matchmaker.solving.port import Status

SOLVES = settings(
    max_examples=120, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
MOST_ASKS = 10
"""Pairs of broker and gap; 2¹⁰ sets are gone through."""


@st.composite
def outreach_problems(draw: st.DrawFn) -> OutreachProblem:
    """A small problem with equal costs, zero costs, tight caps, second brokers and ends nobody is near."""
    gaps = draw(st.integers(1, 3))
    most = MOST_ASKS // gaps
    n = draw(st.just(most) | st.integers(0, most))
    ends = draw(st.just(3 * gaps) | st.integers(0, 8))
    first = _chance(draw, n) | _chance(draw, n)
    direct = _chance(draw, ends) & _chance(draw, ends) & _chance(draw, ends)
    target_gap = np.arange(ends) * gaps // max(ends, 1)
    steps = [[a, b] for a, b in np.argwhere(_chance(draw, n, n)).tolist() if first[a] and not first[b]]
    serves = np.argwhere(_chance(draw, ends, n) & (_chance(draw, ends, n) | ~first)).tolist()
    reached = [t for t in range(ends) if direct[t] or _near(t, first, steps, serves)]
    wish = draw(st.integers(1, 3))
    kept = {old: new for new, old in enumerate(reached)}
    of_gap = target_gap[reached].astype(np.int64)
    costs = st.sampled_from((200, 1000, 1000, 1200, 3000, 3700, 0))
    return OutreachProblem(
        gaps=tuple(f"gruppe-{g}" for g in range(gaps)),
        want=np.minimum(np.bincount(of_gap, minlength=gaps), wish).astype(np.int64),
        brokers=tuple(f"a{i}" for i in range(n)),
        first=first,
        opening=np.array([draw(costs) for _ in range(n)], dtype=np.int64),
        asking=np.array([draw(costs) for _ in range(n)], dtype=np.int64),
        cap=np.array([draw(st.sampled_from((0, 1, 1, 2, 2, 9))) for _ in range(n)], dtype=np.int64),
        steps=np.array(steps, dtype=np.int64).reshape(-1, 2),
        targets=tuple(f"e{t}" for t in reached),
        target_gap=of_gap,
        target_cost=np.array([draw(costs) for _ in reached], dtype=np.int64),
        direct=direct[reached],
        serves=np.array([(kept[t], b) for t, b in serves if t in kept], dtype=np.int64).reshape(-1, 2),
    )


def _chance(draw: st.DrawFn, *shape: int) -> np.ndarray:
    return draw(arrays(np.bool_, shape, elements=st.booleans(), fill=st.nothing()))


def _near(target: int, first: np.ndarray, steps: list[list[int]], serves: list[list[int]]) -> bool:
    ready = {b for b in range(len(first)) if first[b]} | {b for _, b in steps}
    return any(t == target and b in ready for t, b in serves)


def best_of_all(problem: OutreachProblem) -> tuple[int, int, int]:
    """(gaps reached, ends reached, −cost) of the best way of asking; the greatest is the best."""
    n, gaps = len(problem.brokers), len(problem.gaps)
    steps = {(a, b) for a, b in problem.steps.tolist()}
    serves = {(t, b) for t, b in problem.serves.tolist()}
    pairs = [(b, g) for b in range(n) for g in range(gaps)]
    best = (-1, -1, 0)
    for asked in chain.from_iterable(combinations(pairs, size) for size in range(len(pairs) + 1)):
        times = [sum(b == broker for b, _ in asked) for broker in range(n)]
        if any(times[b] > problem.cap[b] for b in range(n)):
            continue
        cost = sum(int(problem.opening[b]) for b in range(n) if times[b])
        cost += sum(int(problem.asking[b]) for b, _ in asked)
        held, ends = 0, 0
        for gap in range(gaps):
            here = {b for b, g in asked if g == gap}
            works = {b for b in here if problem.first[b] or any((a, b) in steps for a in here)}
            open_ = sorted(
                int(problem.target_cost[t])
                for t in range(len(problem.targets))
                if problem.target_gap[t] == gap
                and (problem.direct[t] or any((t, b) in serves for b in works))
            )[: int(problem.want[gap])]
            held += bool(open_)
            ends += len(open_)
            cost += sum(open_)
        best = max(best, (held, ends, -cost))
    return best


def worth(plan: Plan) -> tuple[int, int, int]:
    reached = plan.count.reached
    return sum(r > 0 for r in reached), sum(reached), -plan.count.cost


@SOLVES
@given(outreach_problems())
def test_the_plan_is_the_best_of_all(problem: OutreachProblem) -> None:
    plan = solve_outreach(problem)
    event("short" if any(plan.short) else "whole")
    event("two brokers" if any(len(path.brokers) == 2 for path in plan.paths) else "one at most")
    event("an end is near" if any(not path.brokers for path in plan.paths) else "brokers only")
    assert plan.status is Status.OPTIMAL
    assert worth(plan) == best_of_all(problem)
    assert plan.bound == plan.count.cost
    assert plan.gap == 0.0
    assert solve_outreach(problem) == plan


@SOLVES
@given(outreach_problems())
def test_what_large_problems_go_through_loses_nothing(problem: OutreachProblem) -> None:
    """The two searches over fewer columns, on problems small enough to know the best."""
    best = best_of_all(problem)
    plan = solve_outreach(problem, small=0)
    assert worth(plan)[:2] == best[:2]
    assert plan.bound is not None
    assert plan.bound <= -best[2] <= plan.count.cost
    assert plan.gap <= NEAR


@SOLVES
@given(outreach_problems())
def test_the_greedy_start_is_a_plan_and_never_better(problem: OutreachProblem) -> None:
    paths = greedy(problem)
    counted = count(problem, paths)
    short = [int(w) - r for w, r in zip(problem.want, counted.reached, strict=True)]
    judge(problem, paths, counted.cost, None, short)
    mine = sum(r > 0 for r in counted.reached), sum(counted.reached), -counted.cost
    assert mine <= best_of_all(problem)


@SOLVES
@given(outreach_problems(), st.data())
def test_a_tampered_plan_does_not_pass(problem: OutreachProblem, data: st.DataObject) -> None:
    plan = solve_outreach(problem)
    judge(problem, plan.paths, plan.count.cost, plan.bound, plan.short)
    with pytest.raises(RefereeError, match="referee_score"):
        judge(problem, plan.paths, plan.count.cost - 1, None, plan.short)
    with pytest.raises(RefereeError, match="referee_bound"):
        judge(problem, plan.paths, plan.count.cost, plan.count.cost + 1, plan.short)
    if not plan.paths:
        return
    place = data.draw(st.integers(0, len(plan.paths) - 1))
    path = plan.paths[place]
    others = (*plan.paths[:place], *plan.paths[place + 1 :])
    with pytest.raises(RefereeError, match="referee_reach"):
        judge(problem, others, count(problem, others).cost, None, plan.short)
    with pytest.raises(RefereeError, match="referee_path"):
        judge(problem, (*plan.paths, path), plan.count.cost, None, plan.short)
    wrong = [*_unwalkable(problem, path)]
    event(f"wrong paths: {min(len(wrong), 3)}")
    for other in wrong:
        swapped = (*others, other)
        with pytest.raises(RefereeError, match="referee_path"):
            judge(problem, swapped, count(problem, swapped).cost, None, plan.short)
    if path.brokers:
        capped = problem.cap.copy()
        capped[path.brokers[0]] = len(plan.count.asked[path.brokers[0]]) - 1
        with pytest.raises(RefereeError, match="referee_cap"):
            judge(replace(problem, cap=capped), plan.paths, plan.count.cost, plan.bound, plan.short)


def _unwalkable(problem: OutreachProblem, path: Path) -> list[Path]:
    """Changes of one path that make it impossible, each by the problem's own tables."""
    steps = {(a, b) for a, b in problem.steps.tolist()}
    serves = {(t, b) for t, b in problem.serves.tolist()}
    made = []
    if not problem.direct[path.target]:
        made.append(replace(path, brokers=()))
    for broker in range(len(problem.brokers)):
        if (path.target, broker) not in serves or not problem.first[broker]:
            made.append(replace(path, brokers=(broker,)))
        if (broker, broker) not in steps:
            made.append(replace(path, brokers=(broker, broker)))
        if len(path.brokers) == 2:
            made.append(replace(path, brokers=(broker, *path.brokers)))
    return made


@SOLVES
@given(outreach_problems(), st.integers(0, 1))
def test_a_search_cut_short_is_refereed_and_bounded(problem: OutreachProblem, budget: int) -> None:
    best = best_of_all(problem)
    plan = solve_outreach(problem, budget=budget)
    event(plan.status.value)
    judge(problem, plan.paths, plan.count.cost, plan.bound, plan.short)
    assert worth(plan) <= best
    if plan.bound is not None and worth(plan)[:2] == best[:2]:
        assert plan.bound <= -best[2] <= plan.count.cost
