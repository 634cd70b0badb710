"""Random small team problems over every term of the score and every kind of demand, made to be hard.

Equally good candidates, fits that are all zero, no need at all, a single candidate, sets without members,
pairs that cost more than they give, candidates that are themselves organisations that others reach, traits
that nobody knows, names that belong to nobody, demands that contradict one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.rng import generator
from matchmaker.matching.team.problem import CHARGES, TALLIES, Charge, Tally, TeamProblem
from matchmaker.needs.fit import Fits
from matchmaker.rules.constraints import (
    Apart,
    AtLeast,
    AtLeastBySize,
    AtLeastWith,
    AtMostEach,
    AtMostWith,
    Company,
    Demand,
    Exclude,
    Facts,
    Include,
    NoMajority,
    NotAlone,
    Size,
    Together,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

STRANGER = "ukjent-aktor"
"""An id that no drawn problem has among its candidates."""
TRAITS = {
    "sektor": ("innbygger", "frivillig", "tjeneste"),
    "kjonn": ("kvinne", "mann"),
    "enhet": ("oppvekst", "helse", "teknisk", "kultur"),
    "under_18": ("ja", "nei", "nei"),
    "taushet": ("ja", "nei"),
}
FIT_STEPS = (0, 0, 36, 48, 72, 72, 80, 100)
"""Hundredths; few different values, so that equal coverers are common."""
POINT_STEPS = (0, 600, 6_000, 10_000, 20_000, 30_000)


@dataclass(frozen=True, slots=True)
class Shape:
    """How large a random problem is, and whether a team is sure to meet what it demands."""

    candidates: int
    needs: int = 3
    tallies: int = 6
    pairs: int = 10
    organisations: int = 4
    demands: int = 4
    possible: bool = False


def random_shape(seed: int, most: int) -> Shape:
    """One shape of at most so many candidates; two in three have a team that meets the demands."""
    rng = generator(seed, "shape of a team problem")
    upto = (4, 14, 14, 5, 7)
    needs, tallies, pairs, organisations, demands = (int(rng.integers(0, n + 1)) for n in upto)
    n = most if rng.random() < 0.3 else int(rng.integers(1, most + 1))
    return Shape(n, needs, tallies, pairs, organisations, demands, bool(rng.random() < 0.67))


def random_problem(seed: int, shape: Shape) -> TeamProblem:
    """One problem; the same for the same seed and shape on every machine."""
    rng = generator(seed, "team problem", repr(shape))
    n, d = shape.candidates, shape.needs
    ids = tuple(f"a{i:02d}" for i in range(n))
    facts = _facts(rng, ids)
    demands = _demands(rng, ids, facts, shape)
    high = min((rule.high for rule in demands if isinstance(rule, Size)), default=n)
    pairs = _pairs(rng, n, shape.pairs)
    own, opens = _organisations(rng, n, shape.organisations)
    steps = (FIT_STEPS, FIT_STEPS, FIT_STEPS, (0,), (80,))[rng.integers(5)]
    return TeamProblem(
        ids=ids,
        codes=np.arange(n),
        needs=tuple(f"behov-{need}" for need in range(d)),
        need_points=rng.choice(POINT_STEPS, d),
        need_counts=rng.choice((1, 1, 2, 3), d),
        fit=rng.choice(steps, (n, d)),
        tallies=tuple(_tally(rng, n, high, number) for number in range(shape.tallies)),
        charges=tuple(
            Charge(term, rng.choice((0, 0, 400, 4_000), n)) for term in CHARGES if rng.random() < 0.7
        ),
        pairs=pairs,
        tie_points=rng.choice((0, 300, 600), len(pairs)),
        bridge_points=rng.choice((0, 0, 100, 900), len(pairs)),
        outside=tuple(f"org-{o}" for o in range(len(opens))),
        opens=opens,
        outside_as_candidate=own,
        reach_points=int(rng.choice((0, 200, 5_000))),
        constraints=demands,
        facts=facts,
        lots=rng.choice((0, 1, 7, 500_000, 1_048_575), n) if rng.random() < 0.5 else _lots(rng, n),
        fits=Fits(np.zeros((n, d)), {}),
    )


def _lots(rng: np.random.Generator, n: int) -> np.ndarray:
    return rng.integers(0, 2**20, n)


def _facts(rng: np.random.Generator, ids: Sequence[str]) -> Facts:
    """Traits of candidates, about one in four unknown; of some candidates nothing is known at all."""
    known: dict[str, dict[str, str]] = {}
    for actor in ids:
        if rng.random() < 0.1:
            continue
        stated = [trait for trait in TRAITS if rng.random() < 0.75]
        known[actor] = {trait: TRAITS[trait][rng.integers(len(TRAITS[trait]))] for trait in stated}
    return known


def _tally(rng: np.random.Generator, n: int, high: int, number: int) -> Tally:
    """Points for a set: once, several times, falling below zero, or a deduction from the first."""
    members = np.flatnonzero(rng.random(n) < rng.choice((0.15, 0.5, 0.9)))
    count = max(min(len(members), high), 0) + int(rng.integers(0, 2))
    several = [int(step) for step in np.sort(rng.choice((0, 300, 4_000, 6_000, 12_000), 3))[::-1]]
    falling = [6_000, 0, *[-2_000] * count][:count]
    deducted = [-100 * k for k in range(count)]
    from_the_first = [-700] * count
    ways = ([int(rng.choice(POINT_STEPS))], several, falling, deducted, from_the_first, [])
    steps = ways[int(rng.choice(6, p=(0.3, 0.25, 0.2, 0.15, 0.05, 0.05)))]
    return Tally(TALLIES[int(rng.integers(len(TALLIES)))], f"mengde-{number}", members, tuple(steps))


def _pairs(rng: np.random.Generator, n: int, most: int) -> np.ndarray:
    low, high = np.triu_indices(n, 1)
    count = min(most, len(low))
    chosen = np.sort(rng.choice(len(low), count, replace=False)) if count else np.zeros(0, dtype=int)
    return np.stack([low[chosen], high[chosen]], axis=1)


def _organisations(rng: np.random.Generator, n: int, most: int) -> tuple[np.ndarray, tuple[np.ndarray, ...]]:
    """Organisations that candidates are tied to: some are candidates themselves, some are not."""
    own = [int(i) if rng.random() < 0.5 else -1 for i in rng.permutation(n)[:most]] if n > 1 else []
    near = []
    for place in own:
        others = [i for i in range(n) if i != place]
        near.append(np.sort(rng.choice(others, min(int(rng.integers(1, 5)), len(others)), replace=False)))
    return np.array(own, dtype=np.int64), tuple(near)


# -- demands --------------------------------------------------------------------------------------------


def _demands(
    rng: np.random.Generator, ids: tuple[str, ...], facts: Facts, shape: Shape
) -> tuple[Demand, ...]:
    """Mostly a size, and demands of any kind; where a team is sure to meet them, around that team."""
    n = len(ids)
    team = {str(actor) for actor in rng.permutation(ids)[: int(rng.integers(1, n + 1))]}
    asked: list[Demand] = []
    if rng.random() < 0.85:
        size = len(team) if shape.possible else int(rng.integers(0, n + 2))
        asked.append(Size(max(size - int(rng.integers(0, 3)), 0), size + int(rng.integers(0, 2))))
    for _ in range(shape.demands):
        rule = _KINDS[rng.integers(len(_KINDS))](rng, ids)
        if not shape.possible or rule.meets(team, facts):
            asked.append(rule)
    return tuple(asked)


def _name(rng: np.random.Generator, ids: Sequence[str]) -> str:
    return STRANGER if rng.random() < 0.05 else ids[int(rng.integers(len(ids)))]


def _trait(rng: np.random.Generator) -> str:
    """One that some candidates have; rarely one that nobody knows of anybody."""
    return "ukjent" if rng.random() < 0.05 else sorted(TRAITS)[rng.integers(len(TRAITS))]


def _some(rng: np.random.Generator) -> tuple[str, tuple[str, ...], int]:
    trait = _trait(rng)
    values = sorted(set(TRAITS.get(trait, ("ja",))))
    chosen = sorted({values[i] for i in rng.integers(len(values), size=int(rng.integers(1, 3)))})
    return trait, tuple(chosen), int(rng.integers(0, 4))


def _by_size(rng: np.random.Generator, ids: Sequence[str]) -> Demand:
    trait, values, _ = _some(rng)
    floors = np.minimum.accumulate(rng.integers(0, 3, len(ids) + 2)[::-1])[::-1]
    return AtLeastBySize(trait, values, tuple(floors[: rng.integers(1, len(floors) + 1)].tolist()))


def _alone(rng: np.random.Generator) -> tuple[str, int]:
    return ("under_18", "taushet")[rng.integers(2)], int(rng.integers(1, 4))


_KINDS: tuple[Callable[[np.random.Generator, Sequence[str]], Demand], ...] = (
    lambda rng, ids: Include(_name(rng, ids)),
    lambda rng, ids: Exclude(_name(rng, ids)),
    lambda rng, _ids: AtLeast(TRAITS["sektor"][rng.integers(3)], int(rng.integers(0, 4))),
    lambda rng, _ids: AtLeastWith(*_some(rng)),
    lambda rng, _ids: AtMostWith(*_some(rng)),
    lambda rng, _ids: AtMostEach(_trait(rng), int(rng.integers(0, 4))),
    _by_size,
    lambda rng, _ids: NoMajority(_trait(rng)),
    lambda rng, _ids: NotAlone(*_alone(rng)),
    lambda rng, _ids: Company(*_alone(rng)),
    lambda rng, ids: Apart(_name(rng, ids), _name(rng, ids)),
    lambda rng, ids: Together(_name(rng, ids), _name(rng, ids)),
)
