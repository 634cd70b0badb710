"""Hundreds of networks × a thousand null draws: here, over processes, through a Dask cluster: the same bytes.

Run ``python -m benchmarks.many_networks [--networks 357] [--draws 1000] [--ways here processes dask]
[--write]`` from the root of the project. Each network has 200 actors, 600 ties and six sides, some of them
unknown; every draw is a degree-preserving rewiring of which the six numbers of the comparison are worked out.
Over processes and through a local cluster of two workers, the worker that comes to the middle network is
killed by the system there. ``--write`` rewrites the section *Many networks* of ``benchmarks/RESULTS.md``.
Ends with an error when the answers differ by a byte, a worker was not killed, or the serial run takes more
than 15 minutes of processor.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.report import machine, write_section
from matchmaker.kernel.chance import new_state
from matchmaker.kernel.parallel import Serial, dask_cluster, processes, spread
from matchmaker.kernel.rng import generator
from matchmaker.measures.nulls import NullModel
from matchmaker.measures.nulls_kernel import random_ties
from matchmaker.measures.nulls_result import against_chance
from matchmaker.measures.quick import QUICK, drawn_statistics, quick_statistics
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from typing import Any

    from matchmaker.kernel.parallel import Opener

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
ACTORS, TIES, SIDES, UNKNOWN = 200, 600, 6, 0.05
MOST_MINUTES = 15.0
SEED = 20_261_123


@dataclass(frozen=True)
class Work:
    """What is done of one network; the first worker that comes to *deadly* is killed, once."""

    draws: int
    null: NullModel = NullModel.DEGREE
    deadly: int = -1
    folder: str = ""

    def __call__(self, number: int) -> np.ndarray:
        """Return the six numbers as observed and in every draw, shape (1 + draws, 6)."""
        if number == self.deadly and not Path(self.folder, "killed").exists():
            Path(self.folder, "killed").touch()
            os.kill(os.getpid(), signal.SIGKILL)
        network, parts = municipality(number)
        drawn = drawn_statistics(network, parts, self.null, SEED + number, range(self.draws))
        return np.vstack([quick_statistics(network, parts), drawn])


@dataclass(frozen=True)
class Run:
    """One way of doing it all."""

    way: str
    processor: float
    """Seconds of this process."""
    wall: float
    digest: str
    killed: bool
    found: list[np.ndarray]


def municipality(number: int) -> tuple[Network, Parts]:
    """Invent one network: any 600 of the possible ties, sides by lot."""
    tail, head = np.empty(TIES, np.int64), np.empty(TIES, np.int64)
    random_ties(new_state(SEED, "municipality", str(number)), ACTORS, TIES, 1, tail, head)
    draw = generator(SEED, "sides", str(number))
    side = draw.integers(0, SIDES, ACTORS)
    side[draw.random(ACTORS) < UNKNOWN] = -1
    names = [f"a{i:03}" for i in range(ACTORS)]
    return Network.from_ties(names, tail, head), Parts(tuple("abcdef"), side)


def run(way: str, where: Executor | Opener, networks: int, work: Work) -> Run:
    """Do everything one way."""
    marks = time.monotonic(), time.process_time()
    found = spread(where, work, range(networks))
    wall, processor = time.monotonic() - marks[0], time.process_time() - marks[1]
    digest = hashlib.sha256(b"".join(one.tobytes() for one in found)).hexdigest()[:16]
    killed = work.deadly >= 0 and Path(work.folder, "killed").exists()
    print(f"# {way}: {wall:.0f} s, {processor:.0f} s of processor, {digest}", file=sys.stderr)
    return Run(way, processor, wall, digest, killed, found)


def here(networks: int, draws: int) -> Run:
    """One after the other, in this process."""
    Work(2)(0)  # compiled code is warm
    return run("here, one after the other", Serial(), networks, Work(draws))


def over_processes(networks: int, draws: int) -> Run:
    """Over two processes, one of which is killed half-way."""
    with tempfile.TemporaryDirectory() as folder:
        deadly = Work(draws, deadly=networks // 2, folder=folder)
        return run("two processes, one killed", partial(processes, 2), networks, deadly)


def through_dask(networks: int, draws: int) -> Run:
    """Through a local cluster of two workers, one of which is killed half-way."""
    import distributed

    cluster: Any = distributed.LocalCluster  # type: ignore[attr-defined,unused-ignore]
    with (
        tempfile.TemporaryDirectory() as folder,
        cluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as opened,
    ):
        deadly = Work(draws, deadly=networks // 2, folder=folder)
        where = partial(dask_cluster, opened.scheduler_address)
        return run("Dask, two workers, one killed", where, networks, deadly)


WAYS = {"here": here, "processes": over_processes, "dask": through_dask}


def per_draw(null: NullModel) -> float:
    """Milliseconds of processor per draw over 1,000 draws of five networks."""
    before = time.process_time()
    for number in range(5):
        Work(200, null)(number)
    return time.process_time() - before


def report(done: list[Run], networks: int, draws: int) -> list[str]:
    """Say it in tables."""
    what = (
        f"{networks} networks of {ACTORS} actors and {TIES} ties × {draws:,} degree-preserving draws (ten "
        f"tried switches per tie); {', '.join(QUICK)}. Seed {SEED}. Compiled code warm. {machine()}; "
        f"distributed {version('distributed')}. `python -m benchmarks.many_networks`"
    )
    lines = [
        what,
        "",
        "| way | processor of the asking process, min | wall, min | worker killed | sha-256 of all results |",
        "|---|--:|--:|---|---|",
    ]
    lines += [
        f"| {one.way} | {one.processor / 60:.2f} | {one.wall / 60:.1f} | {'yes' if one.killed else 'no'} | "
        f"`{one.digest}` |"
        for one in done
    ]
    lines += ["", "| null model | ms per draw, all six numbers |", "|---|--:|"]
    lines += [f"| {null.value} | {per_draw(null):.2f} |" for null in NullModel]
    lines += ["", "| number | networks with p ≤ 0.05 (they are random: at most 5 % expected) |", "|---|--:|"]
    for place, name in enumerate(QUICK):
        p = [
            against_chance(name, float(one[0, place]), one[1:, place], NullModel.DEGREE, SEED + number).p
            for number, one in enumerate(done[0].found)
        ]
        lines.append(f"| {name} | {100 * np.mean(np.array(p) <= 0.05):.1f} % |")
    return lines


def main() -> int:
    """Run, tell, and end with an error when an aim is missed."""
    wish = argparse.ArgumentParser(description=__doc__)
    wish.add_argument("--networks", type=int, default=357)
    wish.add_argument("--draws", type=int, default=1000)
    wish.add_argument("--ways", nargs="+", choices=tuple(WAYS), default=tuple(WAYS))
    wish.add_argument("--write", action="store_true")
    asked = wish.parse_args()
    done = [WAYS[way](asked.networks, asked.draws) for way in asked.ways]
    lines = report(done, asked.networks, asked.draws)
    breaches = [f"{one.way}: other bytes" for one in done if one.digest != done[0].digest]
    breaches += [f"{one.way}: no worker was killed" for one in done if not one.killed and "killed" in one.way]
    if done[0].processor > MOST_MINUTES * 60:
        breaches.append(f"more than {MOST_MINUTES:.0f} minutes of processor")
    lines += ["", f"Breaches: {'; '.join(breaches) or 'none'}."]
    print("\n".join(lines))
    if asked.write:
        write_section(RESULTS, "Many networks", lines)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
