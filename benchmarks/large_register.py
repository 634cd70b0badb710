"""How long a large register takes to read, check and turn into a network, and how much memory.

Run ``python -m benchmarks.large_register [--runs 5] [--folder FOLDER]`` from the root of the project; it
rewrites the section *Large register* of ``benchmarks/RESULTS.md``. The register is invented with a fixed
seed, written once and kept in a temporary folder (``--folder``). Every run is a fresh process, and imports
are timed apart. In turn with it runs a peer that does less: pandas reads the same three files and networkx
builds the same network, and nothing is checked.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

from benchmarks.report import machine, write_section

HERE = Path(__file__).resolve().parent
FIGURES = HERE.parent / "data" / "population" / "folkemengde_07459.csv"
SEED = 20_260_101
MUNICIPALITIES = ("0301", "1103", "1108", "3301", "5001", "5006", "5037", "5038", "5041", "5053")
AIM_SECONDS, AIM_MIB, AIM_WORKBOOK = 8.0, 1024.0, 10.0
FILES = ("aktorer.csv", "bidrag.csv", "relasjoner.csv")
WORKBOOKS = {
    "one-sheet": "20,000 actors in one sheet",
    "all-sheets": "2,000 actors, 6,000 contributions, 10,000 ties, 2,000 involvements",
}
PARTS = ("read", "check", "network")
COLUMNS = "read and check, s | keep, s | network, s | all, s | processor, s | peak, MiB | aim"
RULE = "|---|--:|--:|--:|--:|--:|--:|---|"
Run = dict[str, float]


# -- what runs in a process of its own ---------------------------------------------------------------


def prepare(folder: Path) -> Run:
    """Invent the registers and write them; the seconds are those of inventing the large one."""
    import pandas as pd

    from matchmaker.model.population import Population
    from matchmaker.model.tables import Tables
    from matchmaker.sources.writing import write_folder, write_workbook
    from matchmaker.synthesis.generate import generate
    from matchmaker.synthesis.plan import Plan, Plants

    frame = pd.read_csv(FIGURES, dtype={"kommunenummer": str, "kjonn": str})
    population = Population.from_ssb(frame, "")
    alone = Plants(thin_groups=0, conflicts=0)
    bare = replace(alone, brokers=0, missing_ties=0)
    plans = {
        "csv": Plan(MUNICIPALITIES, 100_000, 300_000, 500_000, 0, 2, plants=alone),
        "one-sheet": Plan(MUNICIPALITIES, 20_000, 0, 0, 0, 2, plants=bare),
        "all-sheets": Plan(MUNICIPALITIES, 2_000, 6_000, 10_000, 2_000),
    }
    seconds = {}
    for name, plan in plans.items():
        start = time.perf_counter()
        tables = generate(plan, population, seed=SEED).tables
        seconds[name] = time.perf_counter() - start
        held = {table: rows for table, rows in tables.frames.items() if len(rows)}
        if name == "csv":
            write_folder(Tables(held, tables.features), folder / name)
        else:
            write_workbook(Tables(held, tables.features), folder / f"{name}.xlsx")
    return {"seconds": seconds["csv"]}


def ours(path: Path) -> Run:
    """Read, check, build: what the tool does when it opens a dataset."""
    from matchmaker.model.register import Register
    from matchmaker.network.network import Network
    from matchmaker.sources.reading import load_tables

    marks = [time.perf_counter()]
    tables, _ = load_tables(path)
    marks.append(time.perf_counter())
    register = Register.of_valid(tables)
    del tables
    marks.append(time.perf_counter())
    network = Network.from_register(register)
    marks.append(time.perf_counter())
    read, check, build = (after - before for before, after in pairwise(marks))
    sizes = {"nodes": len(network), "pairs": len(network.low)}
    return {"read": read, "check": check, "network": build, **sizes}


def peer(path: Path) -> Run:
    """Read the same three files with pandas and build the same network with networkx; no check."""
    import networkx as nx
    import pandas as pd

    marks = [time.perf_counter()]
    actors, _, ties = (
        pd.read_csv(path / name, sep=";", decimal=",", encoding="utf-8-sig", low_memory=False)
        for name in FILES
    )
    marks.append(time.perf_counter())
    graph = nx.from_pandas_edgelist(ties, "fra_aktor", "til_aktor", edge_attr=["type", "styrke"])
    graph.add_nodes_from(actors["id"])
    marks.append(time.perf_counter())
    read, build = (after - before for before, after in pairwise(marks))
    sizes = {"nodes": len(graph), "pairs": graph.number_of_edges()}
    return {"read": read, "check": 0.0, "network": build, **sizes}


ROLES = {"prepare": prepare, "ours": ours, "peer": peer}


def memory() -> float:
    """Peak resident memory of this process so far, in MiB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def act(role: str, path: Path) -> None:
    """Run one role and print what was measured."""
    start = time.perf_counter()
    import networkx as nx  # noqa: F401
    import pandas as pd  # noqa: F401

    if role == "ours":
        import matchmaker.network.network
        import matchmaker.sources.reading  # noqa: F401
    about = {"import": time.perf_counter() - start, "memory_before": memory()}
    start = time.process_time()
    found = ROLES[role](path)
    print(json.dumps({**about, **found, "cpu": time.process_time() - start, "memory": memory()}))


# -- what runs here ----------------------------------------------------------------------------------


def measured(role: str, path: Path) -> Run:
    """Run a role in a fresh process. This process stays small: a child inherits its peak memory."""
    call = [sys.executable, "-m", "benchmarks.large_register", "--role", role, "--folder", str(path)]
    done = subprocess.run(call, check=True, capture_output=True, text=True, cwd=HERE.parent)
    found: Run = json.loads(done.stdout)
    return found


def middle(runs: list[Run], *parts: str) -> float:
    """Median of the sum of some parts."""
    return statistics.median(sum(run[part] for part in parts) for run in runs)


def spread(runs: list[Run], *parts: str) -> str:
    """Median (least–most) of the sum of some parts."""
    sums = [sum(run[part] for part in parts) for run in runs]
    digits = 0 if parts[0] == "memory" else 2
    return f"{middle(runs, *parts):,.{digits}f} ({min(sums):,.{digits}f}–{max(sums):,.{digits}f})"


def row(name: str, runs: list[Run], last: str) -> str:
    """One line of a table."""
    cells = [spread(runs, *part) for part in (*((part,) for part in PARTS), PARTS, ("cpu",), ("memory",))]
    return f"| {name} | {' | '.join(cells)} | {last} |"


def verdict(value: float, aim: float, unit: str) -> str:
    """Say what the aim is and whether it was met."""
    return f"≤ {aim:,.0f} {unit}: {'met' if value <= aim else '**missed**'}"


def lines_of(found: dict[str, list[Run]], invented: float, load: float) -> list[str]:
    """Write the section."""
    own, other = found["ours"], found["peer"]
    time_aim = verdict(middle(own, *PARTS), AIM_SECONDS, "s")
    aims = f"{time_aim}; {verdict(middle(own, 'memory'), AIM_MIB, 'MiB')}"
    faster = middle(own, *PARTS) / middle(other, *PARTS)
    smaller = middle(own, "memory") / middle(other, "memory")
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "pandas", "networkx"))
    books = [
        row(words, found[name], verdict(middle(found[name], *PARTS), AIM_WORKBOOK, "s"))
        for name, words in WORKBOOKS.items()
    ]
    return [
        f"100,000 actors, 300,000 contributions and 500,000 ties, invented (seed {SEED}, {invented:.1f} s)",
        f"and read from CSV. Median (least–most) of {len(own)} fresh processes, in turn with the peer;",
        f"imports ({middle(own, 'import'):.1f} s) are left out of the seconds, and are in the memory",
        f"({middle(own, 'memory_before'):.0f} MiB before anything is read). *Processor* is what the process",
        "itself used: on a machine that is busy with other things, all else takes longer.",
        "",
        f"{machine()}, {libraries}; load when the runs began {load:.1f}.",
        "",
        f"| | {COLUMNS} |",
        RULE,
        row("matchmaker: every cell and reference checked", own, aims),
        row("pandas + networkx: nothing checked", other, ""),
        "",
        f"Matchmaker ÷ peer: {faster:.2f} in time, {smaller:.2f} in memory. Matchmaker's network has",
        f"{own[0]['nodes']:,} nodes and {own[0]['pairs']:,} pairs of neighbours, the peer's",
        f"{other[0]['nodes']:,} and {other[0]['pairs']:,}.",
        "",
        f"| workbook of 20,000 rows | {COLUMNS} |",
        RULE,
        *books,
    ]


def main() -> None:
    """Prepare, measure in rounds, write."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--runs", type=int, default=5)
    asked.add_argument(
        "--folder", type=Path, default=Path(tempfile.gettempdir()) / "samskaping-large-register"
    )
    asked.add_argument("--role", choices=sorted(ROLES), help=argparse.SUPPRESS)
    wish = asked.parse_args()
    if wish.role:
        act(wish.role, wish.folder)
        return
    done = wish.folder / f"invented-{SEED}.json"
    if not done.exists():
        wish.folder.mkdir(parents=True, exist_ok=True)
        done.write_text(json.dumps(measured("prepare", wish.folder)), encoding="utf-8")
    load = os.getloadavg()[0]
    found: dict[str, list[Run]] = {"ours": [], "peer": [], **{name: [] for name in WORKBOOKS}}
    for _ in range(wish.runs):  # in turn, so that a busy machine is busy for both
        for role in ("ours", "peer"):
            found[role].append(measured(role, wish.folder / "csv"))
        for name in WORKBOOKS:
            found[name].append(measured("ours", wish.folder / f"{name}.xlsx"))
    invented = json.loads(done.read_text(encoding="utf-8"))["seconds"]
    lines = lines_of(found, invented, load)
    write_section(HERE / "RESULTS.md", "Large register", lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
