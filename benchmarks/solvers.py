"""Which solver proves a team best, and how fast: HiGHS (two ways in) and CP-SAT side by side.

Run ``python -m benchmarks.solvers`` from the root of the project; it rewrites the section *Solvers* of
``benchmarks/RESULTS.md``. CP-SAT needs ``pip install ortools`` and is left out when it is not there.
Every solver runs in a process of its own, since ortools and highspy cannot be imported together; the
process has imported the solver and solved a small case before the clock starts.
"""

from __future__ import annotations

import argparse
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from benchmarks.report import machine, write_section
from matchmaker.kernel.rng import generator, lot
from matchmaker.matching.team.problem import TeamProblem
from matchmaker.matching.team.solution import programme_of, solve_team
from matchmaker.needs.fit import Fits
from matchmaker.rules.constraints import AtLeast, Size
from matchmaker.solving.port import Programme, Status, solve

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SIZES = (40, 60, 100, 200)
SEEDS = (0, 1, 2, 3, 4)
NEEDS, TEAM, LIMIT = 8, 8, 20.0
SECTORS = ("administrasjon", "frivillig", "innbygger", "naeringsliv", "politiker", "tjeneste")
RESULTS = Path(__file__).parent / "RESULTS.md"
HEADER = (
    "| candidates | solver | proven | median s | min s | max s | median CPU s "
    "| worst gap, points | found the best |"
)
ABOUT = (
    "One team of {team} for {needs} needs, with the terms for ties, reach, sides, groups and load in; "
    "{seeds} invented cases per size, {limit:.0f} s limit for the search. Each solver runs in its own "
    "process, imported and warmed up before the clock starts; nothing is compiled. Building the programme "
    "is inside the clock. The machine was shared with other work, so processor time is given beside wall "
    "time. A gap is what was left unproven at the limit."
)


@dataclass(frozen=True, slots=True)
class Run:
    """One solver on one case."""

    solver: str
    candidates: int
    seed: int
    proven: bool
    objective: int | None
    """Milli-points of the best team found."""
    bound: float | None
    seconds: float
    """Wall time."""
    work: float
    """Processor time of all threads: what remains comparable on a busy machine."""


class Deadline:
    """Cancels a search after :data:`LIMIT` seconds of wall time."""

    def __init__(self) -> None:
        self.end = time.perf_counter() + LIMIT

    def start(self, total: int, what: str) -> None:
        """Take no notice."""

    def advance(self, done: int) -> None:
        """Take no notice."""

    def cancelled(self) -> bool:
        """Whether the time is up."""
        return time.perf_counter() > self.end


# -- the cases --------------------------------------------------------------------------


def case(n: int, seed: int) -> TeamProblem:
    """A challenge like the four exercises: few fit each need, ties cluster, every term is in."""
    rng = generator(seed, "benchmark-team", str(n))
    sectors = tuple(SECTORS[i] for i in rng.integers(0, len(SECTORS), n))
    fit = rng.choice([36, 48, 54, 72, 80, 90, 100], (n, NEEDS)) * (rng.random((n, NEEDS)) < 0.2)
    pairs, strength = _ties(rng, n)
    opens, own = _organisations(rng, n, pairs)
    ids = tuple(f"a{i:03d}" for i in range(n))
    return TeamProblem(
        ids=ids,
        codes=np.arange(n),
        sectors=sectors,
        needs=tuple(f"behov-{d}" for d in range(NEEDS)),
        need_points=rng.choice([10_000, 20_000, 30_000], NEEDS),
        need_counts=rng.choice([1, 1, 2], NEEDS),
        fit=fit.astype(np.int64),
        sides=SECTORS,
        side_points=rng.choice([6_000, 12_000, 18_000], len(SECTORS)),
        on_side=np.array([[s == side for side in SECTORS] for s in sectors]),
        groups=("eldre", "paarorende", "ungdom"),
        group_points=12_000,
        voices=rng.random((n, 3)) < 0.08,
        pairs=pairs,
        pair_points=np.round(600 * np.minimum(strength, 2) / 2).astype(np.int64),
        outside=tuple(f"org-{o}" for o in range(len(opens))),
        opens=opens,
        outside_as_candidate=own,
        reach_points=200,
        load_points=np.round(4_000 * rng.random(n) * (rng.random(n) < 0.3)).astype(np.int64),
        constraints=(Size(TEAM, TEAM), AtLeast("innbygger", 2)),
        lots=np.array([lot(seed, actor) for actor in ids]),
        fits=Fits(np.zeros((n, NEEDS)), {}),
    )


def _ties(rng: np.random.Generator, n: int) -> tuple[np.ndarray, np.ndarray]:
    """About three ties per candidate, four in five of them within the own circle of some fifteen."""
    circle = rng.integers(0, max(n // 15, 1), n)
    a, b = np.triu_indices(n, 1)
    near = circle[a] == circle[b]
    chance = np.where(near, 2.4 * n / max(near.sum(), 1), 0.6 * n / max((~near).sum(), 1))
    tied = rng.random(len(a)) < chance
    return np.stack([a[tied], b[tied]], axis=1), rng.choice([0.5, 1.0, 2.0, 3.0], int(tied.sum()))


def _organisations(
    rng: np.random.Generator, n: int, pairs: np.ndarray
) -> tuple[tuple[np.ndarray, ...], np.ndarray]:
    """Three in five candidates are organisations; as many again as half the candidates lie outside."""
    opens, own = [], []
    for i in np.flatnonzero(rng.random(n) < 0.6):
        near = np.unique(pairs[(pairs == i).any(axis=1)])
        if len(near):
            opens.append(near[near != i])
            own.append(int(i))
    for _ in range(n // 2):
        opens.append(np.sort(rng.choice(n, int(rng.integers(1, 5)), replace=False)))
        own.append(-1)
    return tuple(opens), np.array(own, dtype=np.int64)


# -- the solvers, each (case) → (proven, objective, bound) ------------------------------

Found = tuple[bool, int | None, float | None]


def through_port(problem: TeamProblem) -> Found:
    """The programme through our own port (highspy, one thread)."""
    answer = solve(programme_of(problem), progress=Deadline())
    return answer.status is Status.OPTIMAL, answer.objective, answer.bound


def through_solve_team(problem: TeamProblem) -> Found:
    """What a user waits for: the same, the draw among equals, and the referee."""
    solution = solve_team(problem, progress=Deadline())
    assert solution is not None
    return solution.status is Status.OPTIMAL, solution.score.total, solution.bound


def through_scipy(problem: TeamProblem) -> Found:
    """The same programme through ``scipy.optimize.milp``, which has a HiGHS of its own."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    p = programme_of(problem)
    shape = (len(p.row_low), len(p.gain))
    answer = milp(
        -p.gain,
        integrality=p.whole.astype(int),
        bounds=Bounds(p.lower, p.upper),
        constraints=LinearConstraint(
            csr_array((p.values, p.columns, p.starts), shape), p.row_low, p.row_high
        ),
        options={"time_limit": LIMIT, "mip_rel_gap": 0.0},
    )
    objective = None if answer.x is None else round(-answer.fun)
    bound = None if answer.mip_dual_bound is None else -answer.mip_dual_bound
    return answer.status == 0, objective, bound


def through_cpsat(problem: TeamProblem) -> Found:
    """The same programme with every variable a Boolean, in CP-SAT with two workers."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    programme = programme_of(problem)
    _fill(model, programme)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = LIMIT
    solver.parameters.random_seed = 0
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return False, None, None
    return status == cp_model.OPTIMAL, round(solver.objective_value), solver.best_objective_bound


def _fill(model: object, p: Programme) -> None:
    """Every coefficient of a team programme is whole, so nothing is rounded here."""
    x = [
        model.new_int_var(int(low), int(high), "")  # type: ignore[attr-defined]
        for low, high in zip(p.lower, p.upper, strict=True)
    ]
    for row, (low, high) in enumerate(zip(p.row_low, p.row_high, strict=True)):
        some = slice(p.starts[row], p.starts[row + 1])
        terms = zip(p.values[some], p.columns[some], strict=True)
        total = sum(int(value) * x[column] for value, column in terms)
        if np.isfinite(low):
            model.add(total >= int(low))  # type: ignore[attr-defined]
        if np.isfinite(high):
            model.add(total <= int(high))  # type: ignore[attr-defined]
    gain = zip(p.gain, x, strict=True)
    model.maximize(sum(int(g) * v for g, v in gain if g))  # type: ignore[attr-defined]


SOLVERS: dict[str, Callable[[TeamProblem], Found]] = {
    "HiGHS, our port (highspy)": through_port,
    "the same, draw and referee (`solve_team`)": through_solve_team,
    "HiGHS, `scipy.optimize.milp`": through_scipy,
    "CP-SAT (ortools, 2 workers)": through_cpsat,
}


# -- running and reporting --------------------------------------------------------------


def timed(solver: str, n: int, seed: int) -> Run:
    """One run; the first thing a fresh process is asked for is a small case that nobody reads."""
    problem = case(n, seed)
    start, worked = time.perf_counter(), time.process_time()
    proven, objective, bound = SOLVERS[solver](problem)
    seconds, work = time.perf_counter() - start, time.process_time() - worked
    return Run(solver, n, seed, proven, objective, bound, seconds, work)


def run_all(sizes: Sequence[int], seeds: Sequence[int]) -> list[Run]:
    """Every solver on every case, one at a time."""
    runs = []
    for solver in SOLVERS:
        if "ortools" in solver and find_spec("ortools") is None:
            continue
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
            process.submit(timed, solver, 12, 0).result()
            for n in sizes:
                for seed in seeds:
                    run = process.submit(timed, solver, n, seed).result()
                    print(f"{n:4d} {seed} {solver:45s} {run.proven!s:5} {run.objective} {run.seconds:.2f} s")
                    runs.append(run)
    return runs


def table(runs: Sequence[Run]) -> list[str]:
    """The Markdown table, one line per size and solver."""
    best: dict[tuple[int, int], int] = {}
    for run in runs:
        if run.objective is not None:
            key = (run.candidates, run.seed)
            best[key] = max(best.get(key, run.objective), run.objective)
    lines = [
        HEADER,
        "|--:|---|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for n in sorted({run.candidates for run in runs}):
        for solver in SOLVERS:
            mine = [run for run in runs if run.candidates == n and run.solver == solver]
            if mine:
                lines.append(_line(n, solver, mine, best))
    return lines


def _line(n: int, solver: str, mine: Sequence[Run], best: dict[tuple[int, int], int]) -> str:
    seconds = [run.seconds for run in mine]
    gaps = [
        max(run.bound - run.objective, 0.0) / 1000
        for run in mine
        if not run.proven and run.bound is not None and run.objective is not None
    ]
    agree = sum(run.objective == best[run.candidates, run.seed] for run in mine)
    return (
        f"| {n} | {solver} | {sum(run.proven for run in mine)} of {len(mine)} "
        f"| {statistics.median(seconds):.2f} | {min(seconds):.2f} | {max(seconds):.2f} "
        f"| {statistics.median(run.work for run in mine):.2f} "
        f"| {max(gaps, default=0.0):.2f} | {agree} of {len(mine)} |"
    )


def disagreements(runs: Sequence[Run]) -> int:
    """Cases in which two solvers both claim proof of different values; must be 0."""
    proven: dict[tuple[int, int], set[int | None]] = {}
    for run in runs:
        if run.proven:
            proven.setdefault((run.candidates, run.seed), set()).add(run.objective)
    return sum(len(values) > 1 for values in proven.values())


def _versions() -> str:
    found = []
    for package in ("highspy", "scipy", "ortools"):
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(f"{package} not installed")
    return ", ".join(found)


def main() -> None:
    """Run the cases and rewrite the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS)
    asked = parser.parse_args()
    runs = run_all(asked.sizes, asked.seeds)
    about = [
        ABOUT.format(team=TEAM, needs=NEEDS, seeds=len(asked.seeds), limit=LIMIT),
        "",
        f"{machine()}; {_versions()}. `python -m benchmarks.solvers`",
        "",
        *table(runs),
        "",
        f"Cases in which two solvers proved different values: {disagreements(runs)}.",
    ]
    write_section(RESULTS, "Solvers", about)


if __name__ == "__main__":
    main()
