"""What a new version of a large dataset costs: time, and space.

Run ``python -m benchmarks.store_size [--runs 5]`` from the root of the project; it rewrites the section
*Store: a large dataset* of ``benchmarks/RESULTS.md``. 100,000 actors, 150,000 contributions and 200,000 ties
are invented with a fixed seed and kept as version 1 in a SQLite file; then 100 rows are changed. Each run is
a fresh process on a copy of the file.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.report import machine, write_section

if TYPE_CHECKING:
    from matchmaker.model.register import Register
    from matchmaker.store.difference import Difference
    from matchmaker.store.store import Store

HERE = Path(__file__).resolve().parent
FIGURES = HERE.parent / "data" / "population" / "folkemengde_07459.csv"
SEED = 20_261_122
MUNICIPALITIES = ("0301", "1103", "1108", "3301", "5001", "5006", "5037", "5038", "5041", "5053")
ACTORS, CONTRIBUTIONS, TIES, CHANGED = 100_000, 150_000, 200_000, 100
AIM_COMMIT, AIM_SHARE, AIM_OPEN = 2.0, 0.05, 1.0


Seconds = tuple[float, float]
"""By the clock, and of the processor by this process: on a machine that is busy the first is longer."""


def now() -> Seconds:
    """The time by both."""
    return time.perf_counter(), time.process_time()


def since(start: Seconds) -> Seconds:
    """Seconds since *start*, by both."""
    wall, used = now()
    return wall - start[0], used - start[1]


def invented(actors: int, contributions: int, ties: int) -> Register:
    """A large dataset."""
    import pandas as pd

    from matchmaker.model.population import Population
    from matchmaker.model.register import Register
    from matchmaker.synthesis.generate import generate
    from matchmaker.synthesis.plan import Plan, Plants

    frame = pd.read_csv(FIGURES, dtype={"kommunenummer": str, "kjonn": str})
    plants = Plants(thin_groups=0, conflicts=0, brokers=0, missing_ties=0)
    plan = Plan(MUNICIPALITIES, actors, contributions, ties, 0, 2, plants=plants)
    return Register.of_valid(generate(plan, Population.from_ssb(frame, ""), seed=SEED).tables)


def edit(register: Register, rows: int, turn: int = 0) -> Difference:
    """Another name for every so-manieth actor, *rows* of them."""
    from matchmaker.store.difference import Difference, TableDifference

    actors = register.actors
    step = len(actors) // rows
    old = actors.iloc[turn % step :: step].iloc[:rows]
    names = [f"{name} {turn + 2}" for name in old["name"].astype(object)]
    new = old.assign(name=names).astype({"name": "category"})
    return Difference({"actors": TableDifference(old, new)})


def open_store(path: Path) -> Store:
    """The workspace in a SQLite file."""
    from matchmaker.store.opening import open_storage
    from matchmaker.store.store import Store

    return Store(open_storage(str(path)), lambda: datetime.now(UTC))


def found(path: Path, register: Register) -> None:
    """Keep version 1."""
    from matchmaker.kernel.errors import Message

    store = open_store(path)
    with store.step(Message("step.founded", {"dataset": "stort"}), "maaling") as work:
        work.found("stort", register, "{}")
    store.storage.close()


def commit(store: Store, difference: Difference, base: int) -> Seconds:
    """Keep a new version."""
    from matchmaker.kernel.errors import Message

    start = now()
    with store.step(Message("step.changed", {"dataset": "stort"}), "maaling") as work:
        work.change("stort", base, difference)
    return since(start)


def space(store: Store) -> dict[int, int]:
    """Version → bytes of what it holds."""
    with store.reading() as reading:
        found: dict[int, int] = {}
        for row in reading.rows("content", dataset="stort"):
            number = int(str(row["version"]))
            found[number] = found.get(number, 0) + len(str(row["text"]).encode())
    return found


# -- what runs in a process of its own ---------------------------------------------------------------------


def opening(path: Path) -> dict[str, Any]:
    """Open the workspace: see what datasets and versions there are."""
    start = now()
    from matchmaker.store import steps, versions

    store = open_store(path)
    imported = now()
    with store.reading() as reading:
        names = [str(row["name"]) for row in reading.rows("dataset")]
        told = [versions.versions(reading, name) for name in names]
        last = steps.steps(reading)[-1]
    found = {"workspace": since(imported), "workspace and imports": since(start)}
    assert len(told) == 1
    assert last.number == len(told[0])
    return found


def committing(path: Path) -> dict[str, Any]:
    """Open the dataset and commit: once by one who has it open, once by one who has not."""
    store = open_store(path)
    before = path.stat().st_size
    start = now()
    register, number = store.register("stort")
    opened = since(start)
    warm = commit(store, edit(register, CHANGED), number)
    store.storage.close()
    grown = path.stat().st_size - before
    cold = commit(open_store(path), edit(register, CHANGED, 1), number)
    used = space(store)
    return {"dataset": opened, "commit": warm, "commit, dataset not open": cold, "first": used[number],
            "second": used[number + 1], "grown": grown}  # fmt: skip


# -- the report --------------------------------------------------------------------------------------------


def run(what: str, path: Path) -> dict[str, Any]:
    """Measure in a fresh process."""
    words = [sys.executable, "-m", "benchmarks.store_size", "--measure", what, "--file", str(path)]
    done = subprocess.run(words, cwd=HERE.parent, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def measured(runs: int) -> list[dict[str, Any]]:
    """Each run on a copy of the same file."""
    with tempfile.TemporaryDirectory() as folder:
        first = Path(folder) / "stort.db"
        found(first, invented(ACTORS, CONTRIBUTIONS, TIES))
        results = []
        for number in range(runs):
            copy = Path(folder) / f"{number}.db"
            shutil.copy(first, copy)
            results.append(run("open", copy) | run("commit", copy))
            print(results[-1], flush=True)
            copy.unlink()
    return results


def _line(name: str, results: list[dict[str, Any]], key: str, aim: float | None) -> str:
    values, used = ([one[key][which] for one in results] for which in (0, 1))
    median, processor = statistics.median(values), statistics.median(used)
    said = "" if aim is None else f"≤ {aim:g} s: {'met' if median <= aim else 'not met'}"
    return f"| {name} | {median:.2f} | {min(values):.2f} | {max(values):.2f} | {processor:.2f} | {said} |"


def report(results: list[dict[str, Any]], busy: float) -> list[str]:
    """The section, line by line."""
    one = results[0]
    share = one["second"] / one["first"]
    about = (
        f"{ACTORS:,} actors, {CONTRIBUTIONS:,} contributions and {TIES:,} ties, invented (seed {SEED}), in a "
        f"SQLite file; {CHANGED} actors get another name. {len(results)} fresh processes. *Workspace*: "
        "connect, "
        "list datasets, versions and steps. *Dataset open*: the version had been opened in the same process "
        "before, as in the dashboard; otherwise the commit reads it first."
    )
    used = (
        f"Version 1 holds {one['first']:,.0f} bytes, version 2 {one['second']:,.0f}: {share:.2%} of it "
        f"(aim ≤ {AIM_SHARE:.0%}: {'met' if share <= AIM_SHARE else 'not met'}). The file grew by "
        f"{max(one['grown'] for one in results):,.0f} bytes. A full copy is kept for every fifty "
        "versions, or "
        "when the differences since the last hold a quarter as many rows as it."
    )
    return [
        about,
        "",
        f"{machine()}; load when the runs began {busy:.1f}. `python -m benchmarks.store_size`",
        "",
        "| | median s | min s | max s | processor, median s | aim |",
        "|---|--:|--:|--:|--:|---|",
        _line("open the workspace", results, "workspace", AIM_OPEN),
        _line("the same with imports, from a fresh process", results, "workspace and imports", AIM_OPEN),
        _line("open the dataset", results, "dataset", None),
        _line("commit, dataset open", results, "commit", AIM_COMMIT),
        _line("commit, dataset not open", results, "commit, dataset not open", AIM_COMMIT),
        "",
        used,
    ]


def main() -> None:
    """Measure everything, or one thing in this process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--measure", choices=("open", "commit"))
    parser.add_argument("--file", type=Path)
    args = parser.parse_args()
    if args.measure:
        print(json.dumps((opening if args.measure == "open" else committing)(args.file)))
        return
    busy = os.getloadavg()[0]
    write_section(HERE / "RESULTS.md", "Store: a large dataset", report(measured(args.runs), busy))


if __name__ == "__main__":
    main()
