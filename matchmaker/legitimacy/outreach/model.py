"""From an outreach problem to a proven cheapest plan, through the solver port.

First as many gaps as possible are reached, then as many of the wanted ends, then at least cost: the three
are never weighed against each other. ``referee`` counts the plan again with code of its own.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.legitimacy.outreach.columns import Variables
from matchmaker.legitimacy.outreach.greedy import greedy
from matchmaker.legitimacy.outreach.problem import OutreachProblem, Path
from matchmaker.legitimacy.outreach.reduction import reduced
from matchmaker.legitimacy.outreach.referee import Count, count, judge
from matchmaker.solving.port import Answer, Programme, Status, relaxed, solve

if TYPE_CHECKING:
    from matchmaker.kernel.progress import Progress

SMALL = 1_500
"""Columns up to which the search goes on to the optimum, and a second search chooses among plans that cost
the same. Above it, the search may end :data:`NEAR` the optimum, and which of equal plans comes first is the
solver's affair; it searches on one thread from the same start, so that the answer is always the same."""
NEAR = 0.02
"""Share of its cost by which a large plan may be dearer than the bound."""
ROUGH = 0.05
"""How near the first search of a large problem must come: it is there to find a plan, not to prove it."""
FIRST = 0.005
"""Share of the bound that a column may lose and still be in the first search of a large problem."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A refereed plan."""

    paths: tuple[Path, ...]
    """By gap, then end."""
    status: Status
    count: Count
    bound: int | None
    """No plan that reaches as much costs less."""
    short: tuple[int, ...]
    """For each gap, how many of its wanted ends the caps leave out."""

    @property
    def gap(self) -> float:
        """How much dearer than the bound the plan may be, as a share of its cost; 0 when proven best.

        Not known (infinite) when the search gave no bound.
        """
        if self.bound is None:
            return math.inf
        return (self.count.cost - self.bound) / self.count.cost if self.count.cost else 0.0


def programme_of(problem: OutreachProblem) -> tuple[Programme, Variables]:
    """The problem as a programme in which every gap gets all the ends it wants, and its columns."""
    made = Variables(problem)
    for gap, want in enumerate(problem.want.tolist()):
        ends = [made.end[target] for target in made.targets(gap)]
        made.rows.add(ends, [1.0] * len(ends), want, want)
    return made.programme(), made


def solve_outreach(
    problem: OutreachProblem,
    *,
    budget: int = 20_000,
    progress: Progress | None = None,
    small: int = SMALL,
) -> Plan:
    """The cheapest plan, passed by the referee.

    Where the caps do not allow every wanted end, the plan reaches as many gaps, and then as many ends, as
    they allow, and says which are short. Among equals the smaller lot decides, made from the ids alone, so
    that nobody is favoured by the alphabet: in the reduction always, and for whole plans that cost the same
    up to a size (*small*, see :data:`SMALL`). A search that is cut short gives the best plan so far, with its
    bound.
    """
    smaller = reduced(problem)
    plan = _solved(smaller.problem, budget, progress, small)
    paths = tuple(
        Path(
            path.gap, int(smaller.targets[path.target]), tuple(int(smaller.brokers[b]) for b in path.brokers)
        )
        for path in plan.paths
    )
    counted = judge(problem, paths, plan.count.cost, plan.bound, plan.short)
    return replace(plan, paths=paths, count=counted)


def _solved(problem: OutreachProblem, budget: int, progress: Progress | None, small: int) -> Plan:
    begun = greedy(problem)
    programme, made = programme_of(problem)
    whole = len(begun) == int(problem.want.sum())
    start = made.vector(begun) if whole else None
    if len(programme.gain) > small:
        answer = _large(programme, made.decisive(), start, budget, progress)
    else:
        answer = solve(programme, budget=budget, progress=progress, start=start)
    if answer.status is Status.INFEASIBLE:
        programme, made, answer = _most(problem, begun, budget, progress)
    if answer.status is Status.OPTIMAL and answer.x is not None and len(programme.gain) <= small:
        answer = replace(answer, x=_drawn(programme, made, answer, budget, progress))
    return _plan(problem, made, answer, begun)


def _large(
    programme: Programme,
    decisive: np.ndarray,
    start: np.ndarray | None,
    budget: int,
    progress: Progress | None,
) -> Answer:
    """A large programme in smaller searches, each over what still matters.

    Solved without whole numbers first, it tells a bound, and what each column takes from it at least: its
    *loss*. The first search takes only columns that lose little, and finds a plan. Then those are left out
    that lose so much that a plan with one of them could not be more than :data:`NEAR` cheaper; the bound
    counts with them. The second search decides only who is used at all, which bounds every plan, and the
    third finds a plan with just these. Where that is not near enough, the whole is searched.
    """
    loose = relaxed(programme)
    if loose is None:
        return solve(programme, budget=budget, progress=progress, start=start)
    most, loss = loose.bound, loose.loss
    few = _without(programme, loss > FIRST * abs(most))
    first = solve(few, budget=budget, progress=progress, within=ROUGH)
    x = start if first.x is None else first.x
    if x is None:
        return solve(programme, budget=budget, progress=progress, within=NEAR)
    if start is not None and programme.gain @ start > programme.gain @ x:
        x = start
    # a thousandth more, since bounds are whole
    room = most - (1.0 - NEAR) * float(programme.gain @ x) + 1.0
    if room <= 1.0:  # the first bound is near enough already
        worth = round(float(programme.gain @ x))
        return Answer(Status.OPTIMAL, x, worth, max(math.ceil(most), worth))
    left = _without(programme, loss > room)
    # often it is enough to decide who is used at all, with the rest in fractions: that bounds every plan, and
    # a plan with just these is soon found
    rough = solve(replace(left, whole=decisive), budget=budget, progress=progress, within=NEAR / 2)
    if rough.x is not None and rough.bound is not None:
        theirs = _without(left, decisive & (rough.x < 0.5))
        found = solve(theirs, budget=budget, progress=progress, within=NEAR / 4)
        if found.x is not None and programme.gain @ found.x > programme.gain @ x:
            x = found.x
        worth = round(float(programme.gain @ x))
        bound = max(rough.bound, worth, math.ceil(most - room))
        if bound <= (1.0 - NEAR) * worth or rough.status is not Status.OPTIMAL:
            return Answer(rough.status, x, worth, bound)
    answer = solve(left, budget=budget, progress=progress, start=x, within=NEAR)
    if answer.bound is None or answer.objective is None:
        return answer
    return replace(answer, bound=max(answer.bound, answer.objective, math.ceil(most - room)))


def _without(programme: Programme, out: np.ndarray) -> Programme:
    return replace(programme, upper=np.where(out, 0.0, programme.upper))


def _most(
    problem: OutreachProblem, begun: tuple[Path, ...], budget: int, progress: Progress | None
) -> tuple[Programme, Variables, Answer]:
    """When the caps do not allow everything: how much they allow, and the cheapest plan that does it."""
    made = Variables(problem)
    one = int(problem.want.sum()) + 1
    worth = [0] * len(made.cost)
    met: list[int] = []
    every: list[int] = []
    for gap, want in enumerate(problem.want.tolist()):
        ends = [made.end[target] for target in made.targets(gap)]
        every += ends
        for column in ends:
            worth[column] = -1
        made.rows.add(ends, [1.0] * len(ends), high=want)
        met.append(made.new(0))
        worth.append(-one)
        made.rows.add([met[-1], *ends], [1.0] + [-1.0] * len(ends), high=0.0)
    start = made.vector(begun)
    for column, gap in zip(met, range(len(met)), strict=True):
        start[column] = float(any(path.gap == gap for path in begun))
    most = solve(made.programme(worth), budget=budget, progress=progress, start=start)
    x = start if most.x is None else most.x
    made.rows.add(met, [1.0] * len(met), low=float(np.round(x[met]).sum()))
    made.rows.add(every, [1.0] * len(every), low=float(np.round(x[every]).sum()))
    programme = made.programme()
    answer = solve(programme, budget=budget, progress=progress, start=x)
    if most.status is not Status.OPTIMAL:
        # more might be reached, so that nothing is proven about what the cheapest plan costs
        answer = replace(answer, status=most.status, bound=None)
    return programme, made, answer


def _drawn(
    programme: Programme, made: Variables, answer: Answer, budget: int, progress: Progress | None
) -> np.ndarray | None:
    """Among all plans that cost the same, the one with the smallest sum of lots."""
    columns = np.flatnonzero(programme.gain)
    same = replace(
        programme,
        gain=-np.array(made.lots(), dtype=np.float64),
        row_low=np.append(programme.row_low, (answer.objective or 0) - 0.5),
        row_high=np.append(programme.row_high, math.inf),
        starts=np.append(programme.starts, programme.starts[-1] + len(columns)).astype(np.int32),
        columns=np.append(programme.columns, columns).astype(np.int32),
        values=np.append(programme.values, programme.gain[columns]),
    )
    drawn = solve(same, budget=budget, progress=progress, start=answer.x)
    return answer.x if drawn.x is None else drawn.x


def _plan(problem: OutreachProblem, made: Variables, answer: Answer, begun: tuple[Path, ...]) -> Plan:
    paths = begun if answer.x is None else _paths(problem, made, answer.x)
    counted = count(problem, paths)
    short = tuple(int(w) - r for w, r in zip(problem.want, counted.reached, strict=True))
    # nothing found: the greedy plan may leave out ends that the search's bound counts with
    bound = None if answer.bound is None or answer.x is None else -answer.bound
    judged = judge(problem, paths, counted.cost, bound, short)
    if answer.status is Status.OPTIMAL and answer.objective is not None:
        # what the solver says it costs must be what the paths cost
        judge(problem, paths, -answer.objective, bound, short)
    return Plan(paths, answer.status, judged, bound, short)


def _paths(problem: OutreachProblem, made: Variables, x: np.ndarray) -> tuple[Path, ...]:
    """The shortest way to each chosen end through those who are asked; then the first by id."""
    asked: dict[int, set[int]] = defaultdict(set)
    for (broker, gap), column in made.asked.items():
        if x[column] > 0.5:
            asked[gap].add(broker)
    paths = []
    for target, column in enumerate(made.end):
        if x[column] > 0.5:
            gap = int(problem.target_gap[target])
            paths.append(Path(gap, target, _way(problem, made, asked[gap], target)))
    return tuple(sorted(paths))


def _way(problem: OutreachProblem, made: Variables, asked: set[int], target: int) -> tuple[int, ...]:
    if problem.direct[target]:
        return ()
    near = sorted(asked.intersection(made.near[target]), key=lambda b: (not problem.first[b], b))
    last = near[0]
    if problem.first[last]:
        return (last,)
    return (min(asked.intersection(made.before[last])), last)
