"""Measures of actors beside networkx and igraph, and what a million and 3.6 million ties cost.

Run ``python -m benchmarks.measures [--full] [--only peers|large|million|nation]`` from the root of the
project; it rewrites the section *Measures of actors* of ``benchmarks/RESULTS.md`` when nothing is left out.
Networks are drawn with a fixed seed and have strengths 1 … 5. Seconds are processor seconds of this process,
so that what else the machine does counts for little; ours and igraph's call run in turn, compiled code is
warm, and the ratio is the median over the pairs. What takes minutes is measured from some sources and
multiplied (``ᵉ``): networkx's measures of paths, and above 5,000 actors also igraph's, three of which are
what ours calls (``--full`` runs ours and igraph's whole). A ratio or time beyond its aim ends with an error.
"""

from __future__ import annotations

import argparse
import importlib
import os
import resource
import statistics
import time
from dataclasses import dataclass
from importlib.metadata import version
from math import isnan, nan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from benchmarks.measures_peers import IGRAPH, IGRAPH_FROM, NETWORKX, NETWORKX_FROM
from benchmarks.report import machine, write_section
from matchmaker.kernel.rng import generator
from matchmaker.measures import (
    position_degree,
    position_eigen,
    position_holes,
    position_paths,
    position_reach,
)
from matchmaker.measures.case import Case
from matchmaker.measures.position_holes import structural_holes
from matchmaker.measures.position_sampled import sampled_betweenness
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.measures.spec import Measure

SEED = 20_260_101
MODULES = (position_degree, position_paths, position_eigen, position_holes, position_reach)
MEASURES: tuple[Measure, ...] = tuple(measure for module in MODULES for measure in module.MEASURES)
NETWORKS = (("gnm", 2_000, 10_000), ("heavy", 5_000, 25_000), ("gnm", 20_000, 100_000))
WORDS = {"gnm": "G(n, m)", "heavy": "heavy tail"}
WHOLE = 5_000
"""Actors up to which nothing of ours or igraph's is sampled."""
DENSE = ("effective_size",)
"""networkx needs n² numbers several times over: above ``WHOLE`` left out, in the sum as well."""
CALLED = ("betweenness", "closeness_by_strength", "betweenness_by_strength")
"""Ours is igraph's call and what makes an array of its answer."""
AIM_SUITE, AIM_RATIO = 20.0, 1.10
AIM_SECONDS = {"constraint and effective size": 5.0, "brokerage": 5.0, "key players, KPP-Neg, k = 5": 60.0}
AIM_SAMPLED = 120.0


@dataclass(frozen=True)
class Row:
    """What one measure took, in processor seconds; ``None`` where a peer does not have it."""

    name: str
    ours: float
    networkx: float
    igraph: float | None = None
    ratio: float | None = None
    sampled: bool = False
    pairs: int = 0


def drawn(kind: str, n: int, m: int, *, strengths: bool = True) -> Network:
    """A network: every pair as likely, or actors with weights (k + 10)^−0.6; exactly *m* ties."""
    rng = generator(SEED, "measures", kind, str(n))
    weights = np.cumsum((np.arange(n) + 10.0) ** (-0.6 if kind == "heavy" else 0.0))
    pairs = np.empty(0, dtype=np.int64)
    while len(pairs) < m:
        ends = np.searchsorted(weights, rng.random((2, 2 * m)) * weights[-1])
        low, high = np.sort(np.minimum(ends, n - 1), axis=0)
        pairs = np.unique(np.r_[pairs, (low * n + high)[low != high]])
    pairs = rng.permutation(pairs)[:m]
    strength = rng.integers(1, 6, m).astype(float) if strengths else None
    return Network.from_ties(pd.Index([f"{k:07}" for k in range(n)]), pairs // n, pairs % n, strength)


def seconds(work: Callable[[], Any]) -> float:
    """Processor seconds of one run."""
    start = time.process_time()
    work()
    return time.process_time() - start


def in_turn(one: Callable[[], Any], other: Callable[[], Any]) -> tuple[float, float, float, int]:
    """Medians of both, the median ratio, and of how many pairs: three or more, one of long ones."""
    firsts, seconds_ = [], []
    while len(firsts) < 3 or sum(firsts) + sum(seconds_) < 3.0:
        firsts.append(seconds(one))
        seconds_.append(seconds(other))
        if len(firsts) == 41 or firsts[-1] > 6.0:
            break
    ratios = [a / b for a, b in zip(firsts, seconds_, strict=True)]
    return statistics.median(firsts), statistics.median(seconds_), statistics.median(ratios), len(ratios)


def beside(measure: Measure, network: Network, graph: Any, peer: Any, full: bool) -> Row:  # noqa: ANN401, FBT001
    """One measure, ours and theirs."""
    n, name = len(network), measure.spec.name
    sides = Parts(("innbygger", "politiker"), (np.arange(n) % 50 == 0).astype(np.int64))
    some = [int(node) for node in np.linspace(0, n - 1, min(n, 200 if n <= WHOLE else 20))]
    theirs = nan
    if name in NETWORKX and not (name in DENSE and n > WHOLE):
        theirs = seconds(lambda: NETWORKX[name](peer))
    elif name in NETWORKX_FROM:
        theirs = (
            seconds(lambda: NETWORKX_FROM[name](peer, [str(network.ids[k]) for k in some])) * n / len(some)
        )

    def ours() -> Any:  # noqa: ANN401
        return measure.of(Case(network, sides))

    few = list(range(0, n, n // 100)) if name in IGRAPH_FROM and n > WHOLE and not full else []
    if few:
        their = seconds(lambda: IGRAPH_FROM[name](graph, few)) * n / len(few)
        mine = their if name in CALLED else statistics.median(seconds(ours) for _ in range(3))
        return Row(name, mine, theirs, their, None if name in CALLED else mine / their, sampled=True)
    if name not in IGRAPH:
        return Row(name, statistics.median(seconds(ours) for _ in range(5)), theirs)
    mine, their, ratio, pairs = in_turn(ours, lambda: IGRAPH[name](graph))
    return Row(name, mine, theirs, their, ratio, pairs=pairs)


def suite(kind: str, n: int, m: int, full: bool) -> list[Row]:  # noqa: FBT001
    """Every measure of one network."""
    network = drawn(kind, n, m)
    graph, peer = network.igraph.copy(), network.to_networkx()
    graph.es["strength"], graph.es["distance"] = network.strength.tolist(), network.distances().tolist()
    peer.graph["deciders"] = [str(one) for one in network.ids[::50]]
    return [beside(measure, network, graph, peer, full) for measure in MEASURES]


def warm() -> None:
    """Let everything be compiled, or read from where it was kept."""
    network = drawn("gnm", 60, 120)
    for measure in MEASURES:
        measure.of(Case(network, Parts(("politiker",), np.zeros(60, dtype=np.int64))))
    sampled_betweenness(network, 0.1)
    for work in million(network).values():
        work()


def milli(value: float | None, sampled: bool = False) -> str:  # noqa: FBT001, FBT002
    """Milliseconds, or a dash."""
    if value is None or isnan(value):
        return "–"
    return f"{value * 1000:,.{3 if value < 0.001 else 1}f}{'ᵉ' if sampled else ''}"


def table(kind: str, n: int, m: int, rows: list[Row], failed: list[str]) -> list[str]:
    """The lines of one network; breaches are noted."""
    both = [row for row in rows if not isnan(row.networkx)]
    ours, theirs = sum(row.ours for row in both), sum(row.networkx for row in both)
    out = [
        f"**{WORDS[kind]}, {n:,} actors, {m:,} ties** (milliseconds of processor)",
        "",
        "| measure | ours | igraph | networkx | networkx ÷ ours | ours ÷ igraph (pairs) |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for row in rows:
        ratio = f"{row.ratio:.2f} ({row.pairs or 'ᵉ'})" if row.ratio is not None else "–"
        times = "–" if isnan(row.networkx) else f"{row.networkx / row.ours:,.0f}"
        called = row.sampled and row.name in CALLED
        ratio = "igraph's own call" if called else ratio
        out.append(
            f"| {row.name} | {milli(row.ours, called)} | {milli(row.igraph, row.sampled)} | "
            f"{milli(row.networkx, row.name in NETWORKX_FROM)} | {times} | {ratio} |"
        )
        if row.ratio is not None and row.ratio > AIM_RATIO:
            failed.append(f"{row.name} at {n:,}: {row.ratio:.2f} of igraph's own call")
    if theirs / ours < AIM_SUITE:
        failed.append(f"the suite at {n:,}: {theirs / ours:.1f} × networkx")
    met = "met" if theirs / ours >= AIM_SUITE else "**missed**"
    out += [f"| **all** | {milli(ours)} | | {milli(theirs)} | **{theirs / ours:,.0f}** (≥ 20: {met}) | |", ""]
    return out


def million(network: Network) -> dict[str, Callable[[], Any]]:
    """What is asked for at a million ties, as far as it is there."""
    found: dict[str, Callable[[], Any]] = {"constraint and effective size": lambda: structural_holes(network)}
    parts = Parts(tuple("abcdef"), np.arange(len(network), dtype=np.int64) % 6)
    try:
        brokerage = importlib.import_module("matchmaker.measures.brokerage").brokerage
        found["brokerage"] = lambda: brokerage(network, parts)
    except ImportError:
        print("brokerage: not built yet, left out")
    try:
        key_players_neg = importlib.import_module("matchmaker.measures.key_players").key_players_neg
        found["key players, KPP-Neg, k = 5"] = lambda: key_players_neg(network, 5)
    except ImportError:
        print("key players: not built yet, left out")
    return found


def at_a_million(failed: list[str]) -> list[str]:
    """Three measures at a million ties, of both kinds of network."""
    out = ["**1,000,000 ties, 300,000 actors** (elapsed seconds; processor)", ""]
    out += ["| measure | network | elapsed | processor | aim |", "|---|---|--:|--:|---|"]
    for kind in ("gnm", "heavy"):
        network = drawn(kind, 300_000, 1_000_000)
        network.around, network.out, network.into  # noqa: B018
        for name, work in million(network).items():
            start = time.perf_counter()
            spent = seconds(work)
            took = time.perf_counter() - start
            out.append(f"| {name} | {WORDS[kind]} | {took:.2f} | {spent:.2f} | ≤ {AIM_SECONDS[name]:.0f} s |")
            if took > AIM_SECONDS[name]:
                failed.append(f"{name} at a million ties, {WORDS[kind]}: {took:.1f} s")
    return [*out, ""]


def of_a_nation(failed: list[str]) -> list[str]:
    """Sampled betweenness of 1.2 million actors and 3.6 million ties."""
    out = ["**Sampled betweenness, 1,200,000 actors, 3,600,000 ties, ε = 0.01, δ = 0.1**", ""]
    out += ["| network | elapsed, s | processor, s | greatest value | peak memory so far, GiB |"]
    out += ["|---|--:|--:|--:|--:|"]
    for kind in ("gnm", "heavy"):
        network = drawn(kind, 1_200_000, 3_600_000, strengths=False)
        held: list[np.ndarray] = []
        start = time.perf_counter()
        spent = seconds(lambda net=network, into=held: into.append(sampled_betweenness(net, seed=SEED)))
        took = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        out.append(f"| {WORDS[kind]} | {took:.1f} | {spent:.1f} | {held[0].max():.4f} | {peak:.1f} |")
        if took > AIM_SAMPLED:
            failed.append(f"sampled betweenness, {WORDS[kind]}: {took:.0f} s")
    return [*out, ""]


def main() -> None:
    """Measure, print, write."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--full", action="store_true", help="sample nothing of ours or igraph's")
    asked.add_argument("--only", choices=("peers", "large", "million", "nation"))
    wish = asked.parse_args()
    load = os.getloadavg()[0]
    warm()
    failed: list[str] = []
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "numba", "igraph", "networkx"))
    lines = [f"`python -m benchmarks.measures`; seed {SEED}; {machine()}; {libraries}; load {load:.1f}.", ""]
    if wish.only in (None, "peers", "large"):
        lines += [
            "Compiled code warm; igraph's graph, networkx's graph and our rows were built beforehand.",
            "ᵉ from some sources (networkx 200, or 20 of 20,000; igraph 100), multiplied. networkx's",
            "effective size is its quick call, whose values are wrong with strengths (pull request 8906).",
            "",
        ]
        for kind, n, m in NETWORKS[2:] if wish.only == "large" else NETWORKS:
            lines += table(kind, n, m, suite(kind, n, m, wish.full), failed)
            print(f"{WORDS[kind]}, {n:,} actors: done", flush=True)
    if wish.only in (None, "million"):
        lines += at_a_million(failed)
    if wish.only in (None, "nation"):
        lines += of_a_nation(failed)
    lines += [f"Breaches: {'; '.join(failed)}." if failed else "Every aim was met."]
    print("\n".join(lines))
    if wish.only is None:
        write_section(Path(__file__).parent / "RESULTS.md", "Measures of actors", lines)
    if failed:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
