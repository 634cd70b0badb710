"""Matching the other way round: several challenges at once, and supply first in a large register.

Run with ``python -m benchmarks.match [--seeds 5]`` from the root of the project; it rewrites the section
*Match* of ``benchmarks/RESULTS.md`` and ends with an error when something did not hold: a search that is not
proven within its aim, an answer in which somebody is asked for more than they have, or one that is worth less
than filling one challenge after the other.

The registers are invented: actors of six sides in five municipalities with contributions (six each for the
assignment, three each for supply), a capacity stated for six of ten, and hours given elsewhere by a third.
Each challenge has nine needs and asks for eight seats of 20 hours. Beside the joint answer stands *one after
the other*: the same solver fills the challenges by id, each from what those before it left. Seconds are the
processor's, from the Register to the refereed teams, the second search that settles ties included.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.report import machine, write_section
from matchmaker.kernel.rng import generator
from matchmaker.matching.reverse.assignment import Wish, pose
from matchmaker.matching.reverse.assignment_solution import solve_assignment
from matchmaker.matching.reverse.landscape import landscape
from matchmaker.matching.reverse.supply import idle_supply
from matchmaker.model import vocabulary as v
from matchmaker.model.register import Register
from matchmaker.model.tables import Tables, frame_from

if TYPE_CHECKING:
    from matchmaker.matching.reverse.assignment import AssignmentProblem
    from matchmaker.matching.reverse.assignment_solution import Assignment

HERE = Path(__file__).resolve().parent
SIZES = ((100, 6), (500, 6), (2_000, 8))
"""(actors, challenges) of the assignment."""
MOST_SEEDS = {2_000: 3}
"""Registers of this size that are tried at most."""
AIM_GAP, AIM_SECONDS = 0.01, {100: 5.0, 500: 30.0, 2_000: 120.0}
BUDGET = {100: 200_000, 500: 2_000, 2_000: 500}
"""Nodes of the search tree; a count and no clock, so that the same run gives the same answer."""
SUPPLY_ACTORS, SUPPLY_SECONDS = 100_000, 60.0
SEATS, HOURS, NEEDS, CHALLENGES = 8, 20.0, 9, 12
HOMES = ("5006", "5037", "5038", "5041", "5053")
KINDS = ("ildsjel", "naeringsliv", "frivillig", "politiker", "administrasjon", "helse_omsorg")
TODAY = date(2026, 11, 22)
ASSIGNED = (
    "actors | challenges | candidates | s | aim | proven best | gap, % | asked for more than they have | "
    "least covered, % | joint ÷ one after the other"
)
COUNTED = ("stated", "unused", "matched", "listed")
SUPPLIED = (
    "contributions looked at | idle | fit a need that is not covered | listed | landscape, s | whole, s | aim"
)
Row = dict[str, Any]


def invent(actors: int, challenges: int, seed: int, each: int = 6) -> Register:
    """Invent a register: who is what, where, with what, and how much they give."""
    rng = generator(seed, "match", str(actors))
    types = [code for code, parent in v.CONTRIBUTIONS.items() if parent is not None]
    names = [f"a{i:06d}" for i in range(actors)]
    kinds, homes = rng.integers(0, len(KINDS), actors).tolist(), rng.integers(0, 5, actors).tolist()
    hours, known = rng.integers(2, 12, actors) * 10.0, rng.random(actors) < 0.6
    people = [
        {
            "id": name, "name": f"Oppdiktet {name}", "kind": KINDS[kind], "municipality": HOMES[home],
            "hours": float(some) if stated else None, "synthetic": True,
        }
        for name, kind, home, some, stated in zip(names, kinds, homes, hours, known, strict=True)
    ]  # fmt: skip
    grades, evidence = list(v.Grade), list(v.Evidence)
    offers = [
        {
            "actor": name, "contribution": types[what], "grade": grades[int(rng.integers(3))].value,
            "evidence": evidence[int(rng.integers(3))].value,
        }
        for name in names
        for what in rng.choice(len(types), each, replace=False).tolist()
    ]  # fmt: skip
    ids = [f"sak-{c:02d}" for c in range(challenges)]
    needs = [
        {
            "challenge": one, "contribution": types[what], "importance": int(rng.integers(1, 4)),
            "count": int(rng.integers(1, 3)),
        }
        for one in ids
        for what in rng.choice(len(types), NEEDS, replace=False).tolist()
    ]  # fmt: skip
    busy = rng.choice(actors, actors // 3, replace=False).tolist()
    given = [
        {"challenge": "annet", "actor": names[i], "phase": "designe", "hours": float(10 * rng.integers(1, 6))}
        for i in sorted(busy)
    ]
    cases = [
        {
            "id": one, "title": one, "levels": "politikk",
            "municipalities": "|".join(HOMES[int(k)] for k in sorted(rng.choice(5, 2, replace=False))),
        }
        for one in ids
    ]  # fmt: skip
    rows: dict[str, list[Row]] = {
        "actors": people, "contributions": offers, "needs": needs, "involvements": given,
        "challenges": [*cases, {"id": "annet", "title": "Annet", "levels": "tjeneste"}],
    }  # fmt: skip
    return Register.from_tables(Tables({name: frame_from(name, some) for name, some in rows.items()}))


def overloaded(problem: AssignmentProblem, found: Assignment) -> int:
    """How many are asked for more hours or seats than they have, counted here and not by the referee."""
    hours = np.zeros(len(problem.ids))
    seats = np.zeros(len(problem.ids), dtype=int)
    for part, team in zip(problem.parts, found.teams, strict=True):
        hours[list(team)] += part.wish.hours
        seats[list(team)] += 1
    return int(
        ((hours > np.nan_to_num(problem.left, nan=np.inf) + 1e-6) | (seats > problem.most_seats)).sum()
    )


def one_after_the_other(problem: AssignmentProblem, budget: int) -> int | None:
    """Milli-points of filling the challenges by id, each from what is left; ``None`` when one stays short."""
    left, seats, total = problem.left.copy(), problem.most_seats.copy(), 0
    for part in problem.parts:
        alone = replace(problem, parts=(part,), left=left, most_seats=np.minimum(seats, 1))
        alone = replace(alone, parts=(replace(part, allowed=part.allowed & (seats > 0)),))
        found = solve_assignment(alone, budget=budget)
        if found is None:
            return None
        team = list(found.teams[0])
        left[team] -= part.wish.hours
        seats[team] -= 1
        total += sum(found.points)
    return total


def assigned(actors: int, challenges: int, seed: int) -> Row:
    """Pose and solve one register, with the greedy way beside it."""
    register = invent(actors, challenges, seed)
    wishes = [Wish(f"sak-{c:02d}", SEATS, SEATS, HOURS) for c in range(challenges)]
    used = time.process_time()
    problem = pose(register, wishes, seed=seed)
    found = solve_assignment(problem, budget=BUDGET[actors])
    seconds = time.process_time() - used
    if found is None:
        return {"actors": actors, "challenges": challenges, "seed": seed, "status": "infeasible"}
    total = sum(found.points)
    shares = [points / part.full for points, part in zip(found.points, problem.parts, strict=True)]
    return {
        "actors": actors, "challenges": challenges, "seed": seed, "status": found.status.value,
        "candidates": len(problem.ids), "seconds": seconds, "points": total,
        "gap": ((found.bound or 0) - total) / total, "overloaded": overloaded(problem, found),
        "weakest": min(shares), "greedy": one_after_the_other(problem, BUDGET[actors]),
    }  # fmt: skip


def supplied(seed: int) -> Row:
    """Supply first in a large register."""
    register = invent(SUPPLY_ACTORS, CHALLENGES, seed, each=3)
    used = time.process_time()
    now = register.at(TODAY)
    view = landscape(now)
    seen = time.process_time() - used
    found = idle_supply(register, now, view)
    return {
        "seed": seed, "landscape": seen, "seconds": time.process_time() - used, "stated": found.stated,
        "unused": found.unused, "matched": found.matched, "listed": len(found.idle),
    }  # fmt: skip


def breaches(runs: list[Row], supply: list[Row]) -> list[str]:
    """What did not hold."""
    found = []
    for run in runs:
        name = f"{run['actors']} × {run['challenges']}, seed {run['seed']}"
        if run["status"] == "infeasible":
            found.append(f"{name}: no teams")
            continue
        if run["gap"] > AIM_GAP:
            found.append(f"{name}: gap {run['gap']:.4f}")
        if run["seconds"] > AIM_SECONDS[run["actors"]]:
            found.append(f"{name}: {run['seconds']:.1f} s")
        if run["overloaded"]:
            found.append(f"{name}: {run['overloaded']} asked for more than they have")
        if run["status"] == "optimal" and run["greedy"] is not None and run["greedy"] > run["points"]:
            found.append(f"{name}: worth less than one after the other")
    found += [
        f"supply, seed {run['seed']}: {run['seconds']:.1f} s"
        for run in supply
        if run["seconds"] > SUPPLY_SECONDS
    ]
    return found


def _spread(values: list[float], digits: int = 1) -> str:
    middle = statistics.median(values)
    return f"{middle:,.{digits}f} ({min(values):,.{digits}f}–{max(values):,.{digits}f})"


def lines_of(runs: list[Row], supply: list[Row], call: str, load: float) -> list[str]:
    """Write the section."""
    seeds = max(run["seed"] for run in runs)
    few = ", ".join(f"1–{most} of {actors:,} actors" for actors, most in MOST_SEEDS.items())
    lines = [
        f"Several challenges at once: {SEATS} seats of {HOURS:.0f} hours each, {NEEDS} needs each;",
        f"seeds 1–{seeds} ({few}), `{call}`. Median (least–most).",
        "Shares above 100 come of coverers beyond those asked for.",
        f"Processor seconds; load when the runs began {load:.1f}.",
        f"{machine()}.",
        "",
        f"| {ASSIGNED} |",
        "|--:|--:|--:|--:|---|--:|--:|--:|--:|--:|",
    ]
    for actors, challenges in SIZES:
        mine = [run for run in runs if run["actors"] == actors and run["status"] != "infeasible"]
        better = [run["points"] / run["greedy"] for run in mine if run["greedy"]]
        short = len(mine) - len(better)
        cells = [
            f"{actors:,}", str(challenges), _spread([run["candidates"] for run in mine], 0),
            _spread([run["seconds"] for run in mine], 2),
            f"≤ {100 * AIM_GAP:.0f} % in ≤ {AIM_SECONDS[actors]:.0f} s",
            f"{sum(run['status'] == 'optimal' for run in mine)} of {len(mine)}",
            _spread([100 * run["gap"] for run in mine], 2), str(sum(run["overloaded"] for run in mine)),
            _spread([100 * run["weakest"] for run in mine], 0),
            (_spread(better, 3) if better else "–") + (f"; {short} stay short" if short else ""),
        ]  # fmt: skip
        lines.append(f"| {' | '.join(cells)} |")
    lines += [
        "",
        f"Supply first: {SUPPLY_ACTORS:,} actors, {CHALLENGES} challenges with {NEEDS} needs each.",
        "",
        f"| {SUPPLIED} |",
        "|--:|--:|--:|--:|--:|--:|---|",
        "| "
        + " | ".join(
            [
                *(_spread([run[name] for run in supply], 0) for name in COUNTED),
                _spread([run["landscape"] for run in supply]), _spread([run["seconds"] for run in supply]),
                f"≤ {SUPPLY_SECONDS:.0f} s",
            ]
        )
        + " |",
    ]  # fmt: skip
    return lines


def main() -> None:
    """Measure, write, and end with an error when something did not hold."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seeds", type=int, default=5)
    asked.add_argument("--supply-seeds", type=int, default=2)
    asked.add_argument("--results", type=Path, default=HERE / "RESULTS.md")
    wish = asked.parse_args()
    load = os.getloadavg()[0]
    runs, supply = [], []
    for actors, challenges in SIZES:
        for seed in range(1, min(wish.seeds, MOST_SEEDS.get(actors, wish.seeds)) + 1):
            runs.append(assigned(actors, challenges, seed))
            print(json.dumps(runs[-1]), file=sys.stderr)
    for seed in range(1, wish.supply_seeds + 1):
        supply.append(supplied(seed))
        print(json.dumps(supply[-1]), file=sys.stderr)
    call = f"python -m benchmarks.match --seeds {wish.seeds} --supply-seeds {wish.supply_seeds}"
    lines = lines_of(runs, supply, call, load)
    write_section(wish.results, "Match", lines)
    print("\n".join(lines))
    if wrong := breaches(runs, supply):
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
