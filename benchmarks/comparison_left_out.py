"""Quantities that are not compared, and the measurements that say why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.rng import generator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.comparison_process import Process
    from matchmaker.measures.case import Case

WIDTH = 1.959964
POWER_AT = 60


def _density(case: Case) -> float:
    return float(case.network.undirected().igraph.density())


def _clustering(case: Case) -> float:
    return float(case.network.undirected().igraph.transitivity_undirected(mode="zero"))


def _centralisation(case: Case) -> float:
    degree, n = case.network.degree, len(case.network)
    return float((degree.max() - degree).sum()) / ((n - 1) * (n - 2))


def _path(case: Case) -> float:
    return float(case.network.undirected().igraph.average_path_length())


def _log_odds(case: Case) -> float:
    pairs, sides = case.network.undirected(), case.parts()
    cross = int((sides.of[pairs.tail] != sides.of[pairs.head]).sum())
    possible_within = int((sides.counts * (sides.counts - 1) // 2).sum())
    possible_cross = len(pairs) * (len(pairs) - 1) // 2 - possible_within
    within = len(pairs.tail) - cross
    return float(np.log(within * (possible_cross - cross) / (cross * (possible_within - within))))


def _reached(case: Case) -> np.ndarray:
    """Which sides each actor is tied to, shape (n, sides)."""
    pairs, of = case.network.undirected(), case.parts().of
    found = np.zeros((len(pairs), len(case.parts().names)), dtype=bool)
    found[pairs.tail, of[pairs.head]] = found[pairs.head, of[pairs.tail]] = True
    return found


def _with_town_hall(case: Case) -> float:
    return float(_reached(case)[:, 4:].any(axis=1).mean())


def _sides(case: Case) -> float:
    return float(_reached(case).sum(axis=1).mean())


def _without(case: Case) -> float:
    return float((case.network.degree == 0).mean())


def _citizens(case: Case) -> float:
    return float(_reached(case)[case.citizens(), 3].mean())


LEFT_OUT_VALUES: Final[dict[str, Callable[[Case], float]]] = {
    "tetthet": _density,
    "klynging": _clustering,
    "sentralisering": _centralisation,
    "veilengde": _path,
    "homofili_logodds": _log_odds,
    "andel_aktorer_med_kommunen": _with_town_hall,
    "sider_per_aktor": _sides,
    "andel_uten_relasjon": _without,
    "innbyggere_med_politiker": _citizens,
}


def left_out_lines(process: Process, sizes: Sequence[int], seed: int, count: int) -> list[str]:
    """Mean at every size, cover of nothing by the best of intervals, and power at 60 actors.

    The best of intervals has the true error, taken from the draws themselves: no method can know more.
    """
    lines = [
        "",
        f"**What is left out, and why** ({count:,} networks a size). The interval here has the *true* error,",
        "taken from the draws: no method knows more. Cover: of the difference between 30 and 1,000 actors;",
        f"found: a difference of a third at {POWER_AT} actors with that error, by the normal approximation.",
        "",
        "| quantity | " + " | ".join(f"mean at {n:,}" for n in sizes) + " | covers, % | found, % |",
        "|---|" + "--:|" * (len(sizes) + 2),
    ]
    drawn = {n: _draws(process, n, seed, count) for n in (*sizes, POWER_AT)}
    for place, name in enumerate(LEFT_OUT_VALUES):
        means = [drawn[n][:, place].mean() for n in sizes]
        low, high = drawn[sizes[0]][:, place], drawn[sizes[-1]][:, place]
        cover = np.mean(np.abs(low - high) <= WIDTH * np.hypot(low.std(), high.std()))
        there = drawn[POWER_AT][:, place]
        gap = abs(there.mean()) / 3 / (there.std() * np.sqrt(2))
        found = _above(gap - WIDTH)
        told = " | ".join(f"{mean:.3f}" for mean in means)
        lines.append(f"| `{name}` | {told} | {100 * cover:.1f} | {100 * found:.1f} |")
    return lines


def _draws(process: Process, n: int, seed: int, count: int) -> np.ndarray:
    random, plan = generator(seed, "left out", str(n)), process.at(n)
    cases = (plan.case(random) for _ in range(count))
    return np.array([[value(case) for value in LEFT_OUT_VALUES.values()] for case in cases])


def _above(z: float) -> float:
    from scipy.special import ndtr

    return float(ndtr(z))
