"""A planted star and a planted mesh with the same degrees: told apart, and how often is chance taken for one.

Run ``python -m benchmarks.star_or_mesh`` from the root of the project; ``--write`` rewrites the section *Star
or mesh* of ``benchmarks/RESULTS.md``. Networks are invented from fixed seeds:

* a **star**: ties across sides go by way of the municipality, the others stay within a side;
* a **mesh**: the star, in which pairs of ties *a* – municipality, municipality – *b* with *a* and *b* of
  different sides have become *a* – *b* and a tie within the municipality, one after the other. Every actor
  keeps its side and its number of ties, so that degrees per role and density are the same;
* in between: a tenth, a quarter or a half of the switches;
* the **null**: the star, rewired by networkx (``double_edge_swap``), ten accepted swaps per tie.

A miss of the aims ends the run with an error: power ≥ 0.95 for star and mesh at 60 actors, and under the null
at most 5 % of networks taken for one or the other (beyond what chance allows at 0.99).
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from time import perf_counter

import networkx as nx
import numpy as np

from benchmarks.report import machine, write_section
from matchmaker.kernel.rng import generator
from matchmaker.measures.case import TOWN_HALL, Case
from matchmaker.measures.drawn import share_interval
from matchmaker.measures.star import Shape, star_or_mesh
from matchmaker.model.vocabulary import Sector
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts

HERE = Path(__file__).resolve().parent
SHARES = {"innbygger": 0.3, "naeringsliv": 0.15, "frivillig": 0.15, "politiker": 0.15, "administrasjon": 0.15,
          "tjeneste": 0.1}  # fmt: skip
"""Share of the actors that belong to each side."""
ACROSS = 0.6
"""Share of the star's ties that go by way of the municipality."""
SWITCHED = {"star": 0.0, "a tenth": 0.1, "a quarter": 0.25, "a half": 0.5, "mesh": 1.0}
"""Share of the star's pairs of ties that have become direct."""
POWER, ALARMS = 0.95, 0.05
Ties = set[tuple[int, int]]


def sides_of(n: int) -> list[str]:
    """Side of each of *n* actors."""
    ends = np.floor(np.cumsum(list(SHARES.values())) * n + 0.5).astype(int)
    return [list(SHARES)[int(np.searchsorted(ends, at, side="right"))] for at in range(n)]


def case_of(n: int, ties: Ties) -> Case:
    """The case to be judged."""
    ends = np.array(sorted(ties), dtype=np.int64).reshape(-1, 2)
    network = Network.from_ties([f"a{at:04}" for at in range(n)], *ends.T)
    return Case(network, Parts.from_values(sides_of(n), [one.value for one in Sector]))


def planted_star(n: int, m: int, rng: np.random.Generator) -> Ties:
    """Invent *m* ties among *n* actors: across sides by way of the municipality, the others within a side."""
    sides = np.array(sides_of(n))
    hall = np.isin(sides, TOWN_HALL)
    ties: Ties = set()
    while len(ties) < m:
        across = len(ties) < ACROSS * m
        one, other = (int(end) for end in rng.integers(0, n, 2))
        fits = hall[one] != hall[other] if across else sides[one] == sides[other] and one != other
        if fits:
            ties.add((min(one, other), max(one, other)))
    return ties


def meshed(n: int, star: Ties, share: float, rng: np.random.Generator) -> Ties:
    """Let the sides of a star meet directly instead: *share* of the switches that could be made."""
    sides = np.array(sides_of(n))
    hall, ties = np.isin(sides, TOWN_HALL), set(star)
    through = [(b, a) if hall[a] else (a, b) for a, b in sorted(star) if hall[a] != hall[b]]
    wanted, tries = int(share * len(through)) // 2, 0
    while wanted and len(through) > 1 and tries < 20 * len(star):
        tries += 1
        first, second = rng.choice(len(through), 2, replace=False)
        (one, at), (other, there) = through[first], through[second]
        new = {(min(one, other), max(one, other)), (min(at, there), max(at, there))}
        if sides[one] != sides[other] and at != there and not new & ties:
            old = {(min(tie), max(tie)) for tie in ((one, at), (other, there))}
            ties = (ties - old) | new
            through = [tie for place, tie in enumerate(through) if place not in (first, second)]
            wanted -= 1
    return ties


def chance(n: int, star: Ties, rng: np.random.Generator) -> Ties:
    """A network of the null: the same degrees, rewired by networkx."""
    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_edges_from(sorted(star))
    swaps = 10 * len(star)
    nx.double_edge_swap(graph, nswap=swaps, max_tries=100 * swaps, seed=int(rng.integers(1 << 32)))
    return {(min(a, b), max(a, b)) for a, b in graph.edges}


def planted(kind: str, n: int, m: int, seed: int) -> Case:
    """One network of a kind: one of :data:`SWITCHED`, or ``null``."""
    rng = generator(seed, "planted", kind, str(n))
    star = planted_star(n, m, rng)
    return case_of(n, chance(n, star, rng) if kind == "null" else meshed(n, star, SWITCHED[kind], rng))


def judged(kind: str, n: int, m: int, trials: int, draws: int) -> tuple[Counter[Shape], float]:
    """What is said of *trials* networks of a kind, and the mean share through the municipality."""
    found = [star_or_mesh(planted(kind, n, m, seed), draws, seed) for seed in range(trials)]
    return Counter(one.shape for one in found), float(np.mean([one.share for one in found]))


def row(kind: str, n: int, m: int, trials: int, draws: int) -> tuple[str, Counter[Shape]]:
    """One row of the table."""
    start = perf_counter()
    said, share = judged(kind, n, m, trials, draws)
    counts = [f"{said[shape]} ({_percent(said[shape], trials)})" for shape in Shape]
    seconds = (perf_counter() - start) / trials
    line = f"| {kind} | {n} | {m} | {trials} | {share:.2f} | {' | '.join(counts)} | {seconds:.2f} |"
    print(line, flush=True)
    return line, said


def _percent(k: int, n: int) -> str:
    low, high = share_interval(k, n)
    return f"{k / n:.1%}, {low:.1%}–{high:.1%}"


def main() -> None:
    """Run every case; a miss of the aims is an error."""
    from scipy.stats import binom

    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--trials", type=int, default=400, help="networks of each planted kind at 60 actors")
    parser.add_argument("--null", type=int, default=1000, help="networks of the null at 60 actors")
    parser.add_argument("--draws", type=int, default=199)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    star_or_mesh(planted("star", 30, 60, 0), 39, 0)  # compiled
    heads = ["planted", "actors", "ties", "networks", "share through", *(shape.value for shape in Shape)]
    call = f"python -m benchmarks.star_or_mesh --trials {args.trials} --null {args.null} --draws {args.draws}"
    lines = [
        f"{machine()}. `{call}`.",
        f"Seeds 0 … networks − 1; {args.draws} draws each; verdicts with their share and its 95 % interval.",
        "",
        f"| {' | '.join(heads)} | s each |",
        "|---|" + "--:|" * len(heads),
    ]
    print("\n".join(lines), flush=True)
    missed = []
    for kind, aim in (("star", Shape.STAR), ("mesh", Shape.MESH)):
        line, said = row(kind, 60, 120, args.trials, args.draws)
        lines.append(line)
        if said[aim] < POWER * args.trials:
            missed.append(f"power for a {kind} at 60 actors")
    line, said = row("null", 60, 120, args.null, args.draws)
    lines.append(line)
    alarms = said[Shape.STAR] + said[Shape.MESH]
    if binom.sf(alarms - 1, args.null, ALARMS) < 0.01:
        missed.append("false alarms under the null")
    small = max(args.trials // 10, 1)
    between = [kind for kind in SWITCHED if kind not in ("star", "mesh")]
    lines += [row(kind, 60, 120, small, args.draws)[0] for kind in between]
    sizes = ((30, 60), (120, 240), (200, 600))
    lines += [row(kind, n, m, small, args.draws)[0] for n, m in sizes for kind in ("star", "mesh", "null")]
    lines += [row("star", n, 3 * n, 1, args.draws)[0] for n in (500, 1000, 2000)]  # how long they take
    lines += [
        "",
        f"False alarms under the null at 60 actors: {alarms} of {args.null} ({_percent(alarms, args.null)}).",
    ]
    print("\n".join(lines[-2:]))
    if args.write:
        write_section(HERE / "RESULTS.md", "Star or mesh", lines)
    if missed:
        raise SystemExit("missed: " + "; ".join(missed))


if __name__ == "__main__":
    main()
