"""One run of :mod:`benchmarks.teams` in a process of its own: prints one line of JSON."""

from __future__ import annotations

import argparse
import json
import resource
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.team_cases import TEAM, team_case
from matchmaker.kernel.rng import generator
from matchmaker.matching.team.marginal import additions
from matchmaker.matching.team.programme import pose_programme
from matchmaker.matching.team.referee import score
from matchmaker.rules.constraints import Apart, AtLeast, AtMostEach, Company, NoMajority, Size

if TYPE_CHECKING:
    from collections.abc import Callable

    from ortools.sat.python import cp_model

    from matchmaker.matching.team.problem import TeamProblem
    from matchmaker.rules.constraints import Demand
    from matchmaker.solving.port import Programme

RANDOM_TEAMS = 1_000
PEER_SECONDS = 20.0
TRAIT = "fagspraak"
"""An invented trait that one candidate in five has."""
DEMANDS: tuple[Demand, ...] = (
    Size(TEAM - 2, TEAM), NoMajority("sektor"), AtLeast("innbygger", 2), AtMostEach("sektor", 3),
    Apart("a000001", "a000002"), Company(TRAIT, 2),
)  # fmt: skip

Found = tuple[bool, int | None, float | None, tuple[int, ...]]
"""Proven, worth, bound, team."""


def case(candidates: int, seed: int, *, demanded: bool) -> TeamProblem:
    """The instance, with the demands when they are asked for."""
    problem = team_case(candidates, seed)
    if not demanded:
        return problem
    has = generator(seed, "team trait", str(candidates)).random(candidates) < 0.2
    facts = {
        actor: {**problem.facts[actor], TRAIT: "ja" if one else "nei"}
        for actor, one in zip(problem.ids, has.tolist(), strict=True)
    }
    return replace(problem, constraints=DEMANDS, facts=facts)


# -- the ways ----------------------------------------------------------------------------


def ours(problem: TeamProblem) -> Found:
    """What a user waits for: bounds, search, the search among equals, the referee."""
    from matchmaker.matching.team.solution import solve_team
    from matchmaker.solving.port import Status

    found = solve_team(problem)
    if found is None:
        raise SystemExit("no team meets the demands")
    return found.status is Status.OPTIMAL, found.score.total, found.bound, found.team


def whole(problem: TeamProblem) -> Found:
    """HiGHS with the whole programme, without bounds first and without the search among equals."""
    from matchmaker.solving.port import Status, solve

    answer = solve(pose_programme(problem).programme)
    return answer.status is Status.OPTIMAL, answer.objective, answer.bound, ()


def cpsat(problem: TeamProblem) -> Found:
    """The same programme in CP-SAT, every variable a whole number: steps are 0 or 1 at an optimum."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    _fill(model, pose_programme(problem).programme)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = PEER_SECONDS
    solver.parameters.random_seed = 0
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return False, None, None, ()
    return status == cp_model.OPTIMAL, round(solver.objective_value), solver.best_objective_bound, ()


def _fill(model: cp_model.CpModel, p: Programme) -> None:
    """Every coefficient is whole, so nothing is rounded here."""
    x = [model.new_int_var(int(low), int(high), "") for low, high in zip(p.lower, p.upper, strict=True)]
    for number, (low, high) in enumerate(zip(p.row_low, p.row_high, strict=True)):
        some = slice(p.starts[number], p.starts[number + 1])
        total = sum(int(v) * x[c] for v, c in zip(p.values[some], p.columns[some], strict=True))
        if np.isfinite(low):
            model.add(total >= int(low))
        if np.isfinite(high):
            model.add(total <= int(high))
    model.maximize(sum(int(g) * v for g, v in zip(p.gain, x, strict=True) if g))


WAYS: dict[str, Callable[[TeamProblem], Found]] = {"ours": ours, "whole": whole, "cpsat": cpsat}


# -- simpler ways, for a team of a fixed size ------------------------------------------


def greedy(problem: TeamProblem) -> list[int]:
    """The best addition each time."""
    team: list[int] = []
    while len(team) < TEAM:
        added = additions(problem, team).astype(float)
        added[team] = -np.inf
        team.append(int(np.argmax(added)))
    return team


def swapped(problem: TeamProblem, team: list[int]) -> list[int]:
    """Exchange one for another as long as it helps, the best exchange first."""
    worth = score(problem, team).total
    while True:
        best, better = worth, team
        for seat in team:
            others = [i for i in team if i != seat]
            added = additions(problem, others).astype(float)
            added[others] = -np.inf
            new = [*others, int(np.argmax(added))]
            if (here := score(problem, new).total) > best:
                best, better = here, new
        if best == worth:
            return team
        worth, team = best, better


def drawn(problem: TeamProblem, seed: int) -> int:
    """The best of many random teams, counted among those drawn alone."""
    rng = generator(seed, "random teams")
    some = np.array([rng.choice(len(problem), TEAM, replace=False) for _ in range(RANDOM_TEAMS)])
    kept = np.unique(some)
    few = problem.only(kept)
    return max(score(few, np.searchsorted(kept, team).tolist()).total for team in some)


def main() -> None:
    """Warm up, run, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("way", choices=sorted(WAYS))
    parser.add_argument("candidates", type=int)
    parser.add_argument("seed", type=int)
    parser.add_argument("--demanded", action="store_true")
    asked = parser.parse_args()
    WAYS[asked.way](team_case(20, 0))
    problem = case(asked.candidates, asked.seed, demanded=asked.demanded)
    wall, cpu = time.perf_counter(), time.process_time()
    proven, worth, bound, team = WAYS[asked.way](problem)
    said: dict[str, Any] = {
        "wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "proven": proven, "worth": worth, "bound": bound, "team": [problem.ids[i] for i in team],
    }  # fmt: skip
    if asked.way == "ours" and not asked.demanded:
        start = greedy(problem)
        said["greedy"] = score(problem, start).total
        said["swaps"] = score(problem, swapped(problem, start)).total
        said["random"] = drawn(problem, asked.seed)
    print(json.dumps(said))


if __name__ == "__main__":
    main()
