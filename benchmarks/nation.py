"""How long it takes to measure a network as large as the country's register of roles, and how much memory.

Run ``python -m benchmarks.nation [--seed 1] [--actors 1200000] [--ties 3600000] [--write]`` from the root of
the project; with ``--write`` it rewrites the section *Nation* of ``benchmarks/RESULTS.md``. The network is
invented in a process of its own and measured in another, so that the memory is that of measuring. It ends
with an error where the aim is missed (5 minutes and 8 GiB in all) or where a part contradicts another.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from benchmarks.report import machine, write_section

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.measures.mixing import Mixing
    from matchmaker.network.network import Network
    from matchmaker.network.parts import Parts

HERE = Path(__file__).resolve().parent
AIM_SECONDS, AIM_GIB = 300.0, 8.0
MUNICIPALITIES = 357
EPSILON, DELTA = 0.01, 0.1
SIDES = ("innbygger", "naeringsliv", "frivillig", "politiker", "administrasjon", "tjeneste")
Found = TypeVar("Found")


# -- the network: persons and organisations, roles between them --------------------------------------


def invent(actors: int, ties: int, seed: int) -> dict[str, np.ndarray]:
    """Draw *ties* different pairs.

    Nine of ten are a person's role in an organisation, the others are of two organisations; of roles three of
    four are within a municipality. Some persons (auditors) and organisations have very many (Pareto weights).
    """
    from matchmaker.kernel.rng import generator

    rng = generator(seed, "nation")
    persons = actors * 5 // 8
    sizes = 1.0 / np.arange(1, MUNICIPALITIES + 1) ** 0.8
    place = rng.choice(MUNICIPALITIES, actors, p=sizes / sizes.sum())
    pairs = np.zeros(0, dtype=np.int64)
    pull = {"person": 1 + rng.pareto(1.6, persons), "organisation": 1 + rng.pareto(1.8, actors - persons)}
    while len(pairs) < ties:
        k = int((ties - len(pairs)) * 1.3) + 1_000
        head = persons + drawn(rng, pull["organisation"], k)
        role = rng.random(k) < 0.9
        tail = np.where(role, drawn(rng, pull["person"], k), persons + drawn(rng, pull["organisation"], k))
        near = rng.random(k) < 0.75
        tail = np.where(near & role, neighbour(rng, tail, head, place, persons), tail)
        fresh = np.minimum(tail, head) * actors + np.maximum(tail, head)
        pairs = np.unique(np.concatenate([pairs, fresh[tail != head]]))
    pairs = np.sort(rng.permutation(pairs)[:ties])
    alone = (np.arange(actors) < persons) & (rng.random(actors) < 0.8)
    side = np.where(alone, 0, rng.integers(1, 6, actors))
    side[rng.random(actors) < 0.05] = -1
    return {"tail": pairs // actors, "head": pairs % actors, "side": side}


def drawn(rng: np.random.Generator, weight: np.ndarray, k: int) -> np.ndarray:
    """Draw *k* by weight."""
    ends = np.cumsum(weight)
    found: np.ndarray = np.searchsorted(ends, rng.random(k) * ends[-1])
    return found.clip(max=len(weight) - 1)


def neighbour(
    rng: np.random.Generator, tail: np.ndarray, head: np.ndarray, place: np.ndarray, persons: int
) -> np.ndarray:
    """A person of the same municipality as *head*; the one drawn before where nobody is."""
    order = np.argsort(place[:persons], kind="stable")
    home = place[:persons][order]
    low, high = np.searchsorted(home, place[head]), np.searchsorted(home, place[head], side="right")
    at = low + (rng.random(len(tail)) * (high - low)).astype(np.int64)
    return np.where(high > low, order[np.minimum(at, persons - 1)], tail)


# -- what is measured, in a process of its own ---------------------------------------------------------


def memory() -> float:
    """Peak resident memory of this process so far, in GiB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


class Steps:
    """What each step took."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def take(self, name: str, work: Callable[[], Found], told: Callable[[Found], str]) -> Found:
        """Do the work of a step; a *name* in brackets is not in the aim. *told* says what was found."""
        begun, used = time.perf_counter(), time.process_time()
        found = work()
        self.rows.append({
            "name": name, "seconds": time.perf_counter() - begun, "cpu": time.process_time() - used,
            "memory": memory(), "told": told(found),
        })  # fmt: skip
        return found


def measure(path: Path, seed: int) -> dict[str, Any]:
    """Measure the network that lies at *path*: each step's seconds, peak memory after it, and a figure."""
    from matchmaker.measures.brokerage import brokerage
    from matchmaker.measures.cohesion import component_sizes
    from matchmaker.measures.cohesion_cuts import pairs_parted
    from matchmaker.measures.key_players import key_players_neg
    from matchmaker.measures.mixing import e_i, mixing
    from matchmaker.measures.position_degree import core_number
    from matchmaker.measures.position_sampled import sampled_betweenness

    held, steps = dict(np.load(path)), Steps()
    network, parts = steps.take("build", lambda: build(held), lambda one: f"{len(one[0].tail):,} ties")
    sizes = steps.take("components", lambda: component_sizes(network), lambda one: f"{len(one):,}")
    core = steps.take("cores", lambda: core_number(network), lambda one: f"innermost {one.max():.0f}")
    mixed = steps.take("mixing", lambda: mixing(network, parts), lambda one: f"E-I {e_i(one):.4f}")
    roles = steps.take(
        "brokerage", lambda: brokerage(network, parts), lambda one: f"{np.nansum(one):,.0f} open pairs"
    )
    between = steps.take(
        f"sampled betweenness, ε = {EPSILON}, δ = {DELTA}",
        lambda: sampled_betweenness(network, EPSILON, DELTA, seed=seed),
        lambda one: f"greatest {one.max():.3f}",
    )
    spent = memory()
    parted = steps.take("(cut points)", lambda: pairs_parted(network), lambda one: f"{np.sum(one > 0):,}")
    steps.take("(KPP-Neg, k = 5)", lambda: key_players_neg(network, 5), lambda one: f"F {one.after:.4f}")
    check_pieces(network, sizes, core, between - parted)
    check_parts(network, parts, mixed, roles)
    return {"rows": steps.rows, "largest": int(network.degree.max()), "memory": spent}


def check_pieces(network: Network, sizes: np.ndarray, core: np.ndarray, beyond: np.ndarray) -> None:
    """Hold what was found beside igraph's; betweenness is at least what the loss of each actor parts."""
    graph = network.igraph
    same = {
        "components": sorted(graph.connected_components().sizes(), reverse=True) == sizes.tolist(),
        "cores": graph.coreness() == core.astype(int).tolist(),
        "betweenness": beyond.min() >= -EPSILON,
    }
    demand(same)


def check_parts(network: Network, parts: Parts, mixed: Mixing, roles: np.ndarray) -> None:
    """Count ties of known sides, and open pairs by igraph's triangles in the network of the known."""
    known = network.without(parts.of < 0)
    degree = known.degree.astype(np.int64)
    open_pairs = int((degree * (degree - 1)).sum()) - 6 * len(known.igraph.list_triangles())
    tail, head = parts.of[network.tail], parts.of[network.head]
    within = int(np.count_nonzero((tail == head) & (tail >= 0)))
    across = len(known.tail) - within
    same = {
        "mixing": (mixed.within, mixed.across) == (within, across),
        "brokerage": int(np.nansum(roles)) == open_pairs,
    }
    demand(same)


def demand(held: dict[str, bool]) -> None:
    """End with an error that names what does not hold."""
    if not all(held.values()):
        raise SystemExit(f"contradicted: {', '.join(name for name, holds in held.items() if not holds)}")


def build(held: dict[str, np.ndarray]) -> tuple[Network, Parts]:
    """The network with its rows of neighbours, and the sides, from the arrays of ties."""
    from matchmaker.network.network import Network
    from matchmaker.network.parts import Parts

    ids = [f"a{one:07}" for one in range(len(held["side"]))]
    network = Network.from_ties(ids, held["tail"], held["head"])
    if len(network.around.starts) != len(ids) + 1:
        raise SystemExit("the rows do not have every actor")
    return network, Parts(SIDES, held["side"])


def main() -> None:
    """Invent, measure in a process of its own, show, and fail where the aim is missed."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--actors", type=int, default=1_200_000)
    asked.add_argument("--ties", type=int, default=3_600_000)
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--path", type=Path, help=argparse.SUPPRESS)
    wish = asked.parse_args()
    if wish.path:
        print(json.dumps(measure(wish.path, wish.seed)))
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nation.npz"
        begun, load = time.perf_counter(), os.getloadavg()[0]
        np.savez(path, **invent(wish.actors, wish.ties, wish.seed))  # type: ignore[arg-type]
        invented = time.perf_counter() - begun
        call = [sys.executable, "-m", "benchmarks.nation", "--path", str(path), "--seed", str(wish.seed)]
        done = subprocess.run(call, check=True, stdout=subprocess.PIPE, text=True, cwd=HERE.parent)
    found = json.loads(done.stdout)
    lines = lines_of(found, wish, invented, load)
    print("\n".join(lines))
    if wish.write:
        write_section(HERE / "RESULTS.md", "Nation", lines)
    if counted(found, "seconds") > AIM_SECONDS or found["memory"] > AIM_GIB:
        raise SystemExit("the aim is missed")


def counted(found: dict[str, Any], what: str) -> float:
    """Seconds of the steps that the aim is about."""
    return float(sum(row[what] for row in found["rows"] if not row["name"].startswith("(")))


def lines_of(found: dict[str, Any], wish: argparse.Namespace, invented: float, load: float) -> list[str]:
    """Write the section."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "numba", "igraph", "scipy"))
    command = f"python -m benchmarks.nation --seed {wish.seed} --actors {wish.actors} --ties {wish.ties}"
    seconds, most = counted(found, "seconds"), found["memory"]
    steps = [
        f"| {row['name']} | {row['seconds']:.1f} | {row['cpu']:.1f} | {row['memory']:.2f} | {row['told']} |"
        for row in found["rows"]
    ]
    return [
        f"{wish.actors:,} actors and {wish.ties:,} role ties, invented (seed {wish.seed}, {invented:.0f} s):",
        f"persons and organisations, some with very many ties (the most: {found['largest']:,}), 5 % without",
        "a side. No direction. One process, one core; compiled functions come from the cache on the disk;",
        "imports and the reading of the arrays are left out; memory is the process's peak so far. Steps in",
        "brackets are not in the aim. Checked in the same run: components, cores, the sum of the brokerage",
        "are igraph's, the mixing is numpy's, and no betweenness is more than ε below what the",
        "actor's loss parts.",
        "",
        f"{machine()}, {libraries}; load when it began {load:.1f}. Command: `{command}`.",
        "",
        "| step | seconds | processor, s | peak, GiB | found |",
        "|---|--:|--:|--:|---|",
        *steps,
        f"| **in all** | **{seconds:.1f}** | {counted(found, 'cpu'):.1f} | **{most:.2f}** | |",
        f"| aim | ≤ {AIM_SECONDS:.0f} | | ≤ {AIM_GIB:.0f} | |",
    ]


if __name__ == "__main__":
    main()
