"""A team problem: candidates and a challenge as integer-coded arrays, with every term of the score.

All points are whole thousandths (milli-points), so that two scores are equal or they are not.

The score of a team is the sum of six terms:

* **coverage**: for each need, the n-th best coverer adds 1, ⅓, 1/12 of its fit times the need's
  weight; a need for *c* coverers gives the full value to the first *c* (:data:`DIMINISHING`);
* **sides**: each expected side of samskaping that is present, by its importance;
* **groups**: each affected group that has a voice in the team;
* **ties**: a bonus for each pair that has worked together, capped per pair;
* **reach**: organisations one step outside the team;
* **load**: a deduction for hours already given elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.rng import lot
from matchmaker.needs.fit import Fits, fits
from matchmaker.network.network import COLLABORATION, Network
from matchmaker.rules.tables import expected_sectors

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register
    from matchmaker.rules.constraints import Constraint

DIMINISHING = (1.0, 1 / 3, 1 / 12)
"""What the first, second and third coverer add; further ones add nothing."""

MOST_WEIGHT = 1000.0
"""Greatest weight; beyond it the solver's arithmetic could no longer tell single milli-points apart."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Points per unit of each term; all may be changed by the asker.

    Each lies between 0 and 1000, and ``tie_cap`` above 0; otherwise ``InputError`` (bad_weight) is raised.
    """

    need: float = 10.0
    """Per step of importance (1–3) of a need that is fully covered."""
    side: float = 6.0
    """Per step of importance (1–3) of an expected side that is present."""
    group: float = 12.0
    """Per affected group with a voice in the team."""
    tie: float = 0.6
    """Per pair that has worked together, at full strength."""
    tie_cap: float = 2.0
    """Strength that counts as full."""
    reach: float = 0.2
    """Per organisation one step outside the team."""
    load: float = 4.0
    """For an actor whose whole capacity is already given elsewhere."""

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            # not-a-number fails every comparison, so it is caught too
            if not 0 <= value <= MOST_WEIGHT or (item.name == "tie_cap" and value == 0):
                raise InputError("bad_weight", {"name": item.name, "value": value, "most": MOST_WEIGHT})


@dataclass(frozen=True)
class TeamProblem:
    """Everything the solver, the referee and the explanations need. Positions are candidates."""

    ids: tuple[str, ...]
    """Candidate ids, ascending."""
    codes: np.ndarray
    """Their codes in the Register."""
    sectors: tuple[str, ...]
    """Their sectors."""
    needs: tuple[str, ...]
    """Needed contribution types, most important first."""
    need_points: np.ndarray
    """Milli-points of each need, shape (d,)."""
    need_counts: np.ndarray
    """How many coverers each need asks for, shape (d,)."""
    fit: np.ndarray
    """Fit of each candidate to each need in whole hundredths, 0–100, shape (n, d). Whole numbers, so that
    ranking coverers by fit and maximising points can never disagree by a rounding."""
    sides: tuple[str, ...]
    """Expected sides."""
    side_points: np.ndarray
    """Milli-points of each."""
    on_side: np.ndarray
    """Whether a candidate brings a side into the room, bool, shape (n, s)."""
    groups: tuple[str, ...]
    """Affected groups."""
    group_points: int
    """Milli-points of each."""
    voices: np.ndarray
    """Whether a candidate is a voice of a group, bool, shape (n, g)."""
    pairs: np.ndarray
    """Pairs of candidates that have worked together, shape (p, 2), ascending."""
    pair_points: np.ndarray
    """Milli-points of each pair."""
    outside: tuple[str, ...]
    """Organisations that some candidate is tied to."""
    opens: tuple[np.ndarray, ...]
    """For each of them, the candidates tied to it."""
    outside_as_candidate: np.ndarray
    """For each of them, its own position among the candidates, or −1."""
    reach_points: int
    """Milli-points of each."""
    load_points: np.ndarray
    """Milli-points deducted per candidate, ≥ 0."""
    constraints: tuple[Constraint, ...]
    """What must hold."""
    lots: np.ndarray
    """A drawn number per candidate, to choose among equally good teams."""
    fits: Fits = field(repr=False)
    """Fits of the whole Register, with the offers behind them."""

    def slot_points(self, need: int, rank: int) -> int:
        """Whole milli-points per hundredth of fit for the *rank*-th best coverer (0-based) of a need."""
        count = int(self.need_counts[need])
        step = 0 if rank < count else rank - count + 1
        return round(int(self.need_points[need]) * DIMINISHING[step] / 100) if step < len(DIMINISHING) else 0

    def slots(self, need: int) -> int:
        """How many coverers of a need can add anything."""
        return int(self.need_counts[need]) + len(DIMINISHING) - 1

    def coverage_points(self, candidate: int, need: int, rank: int) -> int:
        """Whole milli-points that a candidate adds as the *rank*-th coverer of a need."""
        return self.slot_points(need, rank) * int(self.fit[candidate, need])


def candidates(register: Register, challenge: Challenge, include: Collection[str] = ()) -> tuple[str, ...]:
    """Who may be suggested: in the challenge's area or above the municipalities, and not reserved.

    An actor without a municipality (a county, a university, a regional council) is a candidate
    everywhere. Those who must be included are candidates wherever they are, unless reserved.
    """
    actors = register.actors
    here = register.in_area(challenge.municipalities)
    wanted = (here | actors["id"].isin(list(include))) & ~actors["reserved"]
    return tuple(actors["id"][wanted].astype(str))


def pose(
    register: Register,
    challenge: Challenge,
    constraints: Sequence[Constraint],
    *,
    weights: Weights = Weights(),
    seed: int = 0,
    include: Collection[str] = (),
) -> TeamProblem:
    """Turn a challenge into a team problem.

    Parameters
    ----------
    register
        The dataset.
    challenge
        What the team is for.
    constraints
        What must hold.
    weights
        Points per unit of each term.
    seed
        Chooses among equally good teams.
    include
        Actors who are candidates wherever they live.
    """
    ids = candidates(register, challenge, include)
    codes = np.array([register.code(actor) for actor in ids], dtype=np.int64)
    everyone = fits(register, challenge.needs)
    rows = register.actors.iloc[codes]
    sides = expected_sectors(challenge.levels)
    kinds = register.kinds
    core = np.array([kinds[str(kind)].core for kind in rows["kind"]], dtype=bool)
    sectors = tuple(str(sector) for sector in rows["sector"])
    on_side = np.array([[s == side.sector for side in sides] for s in sectors], dtype=bool)
    network = Network.from_register(register, COLLABORATION)
    pairs, pair_points = _pairs(network, codes, weights)
    outside, opens, own = _reach(register, network, codes)
    return TeamProblem(
        ids=ids,
        codes=codes,
        sectors=sectors,
        needs=tuple(need.contribution for need in challenge.needs),
        need_points=np.array(
            [round(1000 * weights.need * n.importance) for n in challenge.needs], dtype=np.int64
        ),
        need_counts=np.array([need.count for need in challenge.needs], dtype=np.int64),
        fit=np.round(100 * everyone.matrix[codes]).astype(np.int64),
        sides=tuple(side.sector for side in sides),
        side_points=np.array([round(1000 * weights.side * side.importance) for side in sides]),
        on_side=on_side.reshape(len(ids), len(sides)) & core[:, None],
        groups=tuple(group.group for group in challenge.affected),
        group_points=round(1000 * weights.group),
        voices=voices(register, challenge)[codes],
        pairs=pairs,
        pair_points=pair_points,
        outside=outside,
        opens=opens,
        outside_as_candidate=own,
        reach_points=round(1000 * weights.reach),
        load_points=_load(register, challenge, codes, weights),
        constraints=tuple(constraints),
        lots=np.array([lot(seed, actor) for actor in ids], dtype=np.int64),
        fits=everyone,
    )


def voices(register: Register, challenge: Challenge) -> np.ndarray:
    """Which actors are a voice of which affected group, bool, shape (actors, groups).

    An actor is one when its *grupper* name the group, as the organiser or the actor stated. Nothing is
    inferred.
    """
    tags = register.actors["groups"].astype(object)
    held = [set(str(cell).split("|")) if isinstance(cell, str) else set() for cell in tags]
    wanted = [group.group for group in challenge.affected]
    return np.array([[g in mine for g in wanted] for mine in held], dtype=bool).reshape(
        len(register), len(wanted)
    )


def _pairs(network: Network, codes: np.ndarray, weights: Weights) -> tuple[np.ndarray, np.ndarray]:
    place = np.full(len(network), -1, dtype=np.int64)
    place[codes] = np.arange(len(codes))
    low, high = place[network.low], place[network.high]
    both = (low >= 0) & (high >= 0)
    share = np.minimum(network.strength[both], weights.tie_cap) / weights.tie_cap
    points = np.round(1000 * weights.tie * share).astype(np.int64)
    pairs = np.stack([low[both], high[both]], axis=1)
    return pairs, points


def _reach(
    register: Register, network: Network, codes: np.ndarray
) -> tuple[tuple[str, ...], tuple[np.ndarray, ...], np.ndarray]:
    place = np.full(len(network), -1, dtype=np.int64)
    place[codes] = np.arange(len(codes))
    organisations = np.flatnonzero((register.actors["form"] == "organisasjon").to_numpy())
    outside, opens, own = [], [], []
    for node in organisations:
        near = place[network.neighbours_of(int(node))]
        near = np.sort(near[near >= 0])
        if len(near):
            outside.append(str(network.ids[int(node)]))
            opens.append(near)
            own.append(int(place[node]))
    return tuple(outside), tuple(opens), np.array(own, dtype=np.int64)


def _load(register: Register, challenge: Challenge, codes: np.ndarray, weights: Weights) -> np.ndarray:
    """Hours given to other challenges as a share of capacity; unknown hours deduct nothing.

    Where capacity is not stated, 100 hours a year is taken as full.
    """
    frame = register.frame("involvements")
    frame = frame[(frame["challenge"] != challenge.id) & frame["hours"].notna()]
    given = np.zeros(len(register))
    np.add.at(given, frame["actor"].cat.codes.to_numpy(), frame["hours"].to_numpy())
    capacity = register.actors["hours"].fillna(100.0).clip(lower=1.0).to_numpy()
    share = np.minimum(given / capacity, 1.0)[codes]
    deducted: np.ndarray = np.round(1000 * weights.load * share).astype(np.int64)
    return deducted
