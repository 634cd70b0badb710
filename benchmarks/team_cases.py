"""Invented team problems of any size, with everything that makes real ones hard.

Twelve needs with fits as registers have them (kinship × grade × evidence), six sides, three affected groups
that few speak for, twenty kinds, residents with three attributes compared with a population, three ties per
candidate, organisations within reach, and hours already given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.rng import generator, lot
from matchmaker.matching.team.problem import Charge, Tally, TeamProblem
from matchmaker.matching.team.weights import Weights
from matchmaker.needs.fit import COARSER, EVIDENCE, GRADE, SAME, Fits
from matchmaker.rules.constraints import SECTOR, Demand, Size

if TYPE_CHECKING:
    from collections.abc import Iterator

NEEDS, TEAM, TIES = 12, 8, 3
SIDES = ("administrasjon", "frivillig", "innbygger", "naeringsliv", "politiker", "tjeneste")
COMPARED = {"kjonn": 2, "aldersgruppe": 5, "sted": 6}
RESIDENT_SEATS = 4
_GRADES = tuple(GRADE[code] for code in ("noe", "god", "saerlig"))
_EVIDENCE = tuple(EVIDENCE[code] for code in ("dokumentert", "oppgitt", "antatt"))


def team_case(candidates: int, seed: int, demands: tuple[Demand, ...] = (Size(TEAM, TEAM),)) -> TeamProblem:
    """One invented problem; the same for the same *candidates* and *seed* on every machine."""
    rng = generator(seed, "team case", str(candidates))
    weights = Weights()
    ids = tuple(f"a{i:06d}" for i in range(candidates))
    side = rng.integers(0, len(SIDES), candidates)
    pairs = _pairs(rng, candidates)
    across = side[pairs[:, 0]] != side[pairs[:, 1]]
    opens, own = _organisations(rng, candidates, pairs)
    load = np.minimum(rng.exponential(0.3, candidates), 1.0)
    strength = np.minimum(rng.choice([1.0, 2.0, 3.0], len(pairs)), weights.tie_cap) / weights.tie_cap
    return TeamProblem(
        ids=ids,
        codes=np.arange(candidates),
        needs=tuple(f"behov-{need}" for need in range(NEEDS)),
        need_points=np.round(1000 * weights.need * rng.integers(1, 4, NEEDS)).astype(np.int64),
        need_counts=rng.choice([1, 1, 2], NEEDS),
        fit=_fit(rng, candidates),
        tallies=tuple(_tallies(rng, weights, side)),
        charges=(Charge("load", np.round(1000 * weights.load * load).astype(np.int64)),),
        pairs=pairs,
        tie_points=np.round(1000 * weights.tie * strength).astype(np.int64),
        bridge_points=np.where(across, round(1000 * weights.bridge), 0).astype(np.int64),
        outside=tuple(ids[i] for i in own),
        opens=opens,
        outside_as_candidate=own,
        reach_points=round(1000 * weights.reach),
        constraints=demands,
        facts={actor: {SECTOR: SIDES[mine]} for actor, mine in zip(ids, side.tolist(), strict=True)},
        lots=np.array([lot(seed, actor) for actor in ids], dtype=np.int64),
        fits=Fits(np.zeros((candidates, NEEDS)), {}),
    )


def _fit(rng: np.random.Generator, candidates: int) -> np.ndarray:
    """A quarter of the candidates have something for each need, more or less."""
    fit = np.zeros((candidates, NEEDS), dtype=np.int64)
    for need in range(NEEDS):
        able = rng.random(candidates) < 0.25 * rng.uniform(0.4, 1.6)
        worth = rng.choice(_GRADES, candidates) * rng.choice(_EVIDENCE, candidates, p=[0.2, 0.5, 0.3])
        kin = rng.choice([SAME, COARSER], candidates, p=[0.75, 0.25])
        fit[:, need] = np.where(able, np.round(100 * worth * kin), 0)
    return fit


def _pairs(rng: np.random.Generator, candidates: int) -> np.ndarray:
    ends = rng.integers(0, candidates, (TIES * candidates, 2))
    ends = np.sort(ends[ends[:, 0] != ends[:, 1]], axis=1)
    return np.unique(ends, axis=0)


def _organisations(
    rng: np.random.Generator, candidates: int, pairs: np.ndarray
) -> tuple[tuple[np.ndarray, ...], np.ndarray]:
    """Three candidates in five are organisations, and within reach of those they are tied to."""
    ends, others = np.concatenate([pairs, pairs[:, ::-1]]).T
    order = np.lexsort((others, ends))
    others = others[order]
    starts = np.searchsorted(ends[order], np.arange(candidates + 1))
    here = np.flatnonzero((rng.random(candidates) < 0.6) & (np.diff(starts) > 0))
    return tuple(others[starts[o] : starts[o + 1]] for o in here), here


def _tallies(rng: np.random.Generator, weights: Weights, side: np.ndarray) -> Iterator[Tally]:
    n = len(side)

    def tally(term: str, name: str, mine: np.ndarray, *points: float) -> Tally:
        return Tally(term, name, np.flatnonzero(mine), tuple(round(1000 * point) for point in points))

    yield tally("ready", "gjennomforing", rng.random(n) < 0.15, weights.ready)
    for number, name in enumerate(SIDES):
        yield tally("sides", name, side == number, weights.side * int(rng.integers(1, 4)))
    for group in range(3):
        voice = rng.random(n) < 0.03
        yield tally("groups", f"gruppe-{group}", voice, weights.group)
        yield tally("voices", f"gruppe-{group}", voice & (rng.random(n) < 0.6), weights.voice)
        yield tally("inroads", f"gruppe-{group}", ~voice & (rng.random(n) < 0.1), weights.inroad)
    kind = rng.integers(0, 20, n)
    for number in range(20):
        yield tally("kinds", f"slag-{number}", kind == number, weights.kind)
    for attribute, categories in COMPARED.items():
        held = rng.integers(0, categories, n)
        for number, share in enumerate(rng.dirichlet(np.full(categories, 5.0))):
            full, part = divmod(round(100 * RESIDENT_SEATS * share), 100)
            steps = (*[weights.profile] * full, weights.profile * part / 100)
            yield tally("profile", f"{attribute}:{number}", (side == 2) & (held == number), *steps)
    for number, name in enumerate(SIDES):
        yield tally("bridges", name, side == number, *(-weights.bridge * k for k in range(TEAM)))
