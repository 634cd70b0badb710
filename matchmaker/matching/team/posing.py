"""From a Register and a challenge to a team problem."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.rng import lot
from matchmaker.matching.team.facts import facts_of
from matchmaker.matching.team.posing_tallies import tallies_of
from matchmaker.matching.team.posing_ties import pairs_of, reach_of
from matchmaker.matching.team.problem import Charge, TeamProblem
from matchmaker.matching.team.weights import Weights
from matchmaker.needs.fit import fits
from matchmaker.needs.practical import Practicalities, hours_given
from matchmaker.network.network import COLLABORATION, Network

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register
    from matchmaker.rules.constraints import Demand, Facts


@dataclass(frozen=True, slots=True)
class Profile:
    """What the residents of a team are compared with, by one attribute."""

    attribute: str
    """A feature, e.g. ``kjonn``."""
    shares: Mapping[str, float]
    """Category → share of the population, 0–1; they sum to 1."""
    held: Mapping[str, str]
    """Actor → category, of those who have stated one."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a team is for, beside the challenge itself."""

    constraints: tuple[Demand, ...]
    """What must hold."""
    weights: Weights = field(default_factory=Weights)
    seed: int = 0
    """Chooses among equally good teams."""
    profiles: tuple[Profile, ...] = ()
    """What residents are compared with; none compares nothing."""
    resident_seats: int = 4
    """How many resident seats count towards the profile."""
    meeting: str | None = None
    """Number of the municipality where the team meets; ``None``: nobody is charged for a journey."""
    asked: Mapping[str, int] = field(default_factory=dict)
    """Actor → how often it has been asked in the last year, besides what the register holds."""
    on: date | None = None
    """The day of the wish, for what was asked in the year before it; ``None`` counts all."""
    practical: Practicalities | None = None
    """Hours, times and languages that offers must suit; ``None`` asks for nothing."""
    facts: Facts = field(default_factory=dict)
    """What the rules know of the candidates, beside what the register says."""


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
    register: Register, challenge: Challenge, wish: Wish, able: tuple[str, ...] | None = None
) -> TeamProblem:
    """Turn a challenge into a team problem.

    Parameters
    ----------
    register
        The dataset.
    challenge
        What the team is for.
    wish
        What is asked of it.
    able
        Ids of the candidates, ascending; the :func:`candidates` of the challenge when not given.
    """
    ids = candidates(register, challenge) if able is None else able
    codes = register.codes(ids)
    everyone = fits(register, challenge.needs, wish.practical)
    network = Network.from_register(register, COLLABORATION)
    weights = wish.weights
    pairs = pairs_of(register, network, codes, weights)
    reach = reach_of(register, network, codes)
    return TeamProblem(
        ids=ids,
        codes=codes,
        needs=tuple(need.contribution for need in challenge.needs),
        need_points=np.array(
            [round(1000 * weights.need * n.importance) for n in challenge.needs], dtype=np.int64
        ),
        need_counts=np.array([need.count for need in challenge.needs], dtype=np.int64),
        fit=np.round(100 * everyone.matrix[codes]).astype(np.int64),
        tallies=tallies_of(register, challenge, network, codes, wish, everyone.matrix[codes]),
        charges=_charges(register, challenge, codes, wish),
        pairs=pairs.ends,
        tie_points=pairs.tie_points,
        bridge_points=pairs.bridge_points,
        outside=reach.names,
        opens=reach.near,
        outside_as_candidate=reach.own,
        reach_points=round(1000 * weights.reach),
        constraints=wish.constraints,
        facts=facts_of(register, ids, codes, wish.constraints, wish.facts),
        lots=np.array([lot(wish.seed, actor) for actor in ids], dtype=np.int64),
        fits=everyone,
    )


def _charges(register: Register, challenge: Challenge, codes: np.ndarray, wish: Wish) -> tuple[Charge, ...]:
    """What is deducted for single candidates; a term with the weight 0 charges nobody."""
    weights = wish.weights
    charged = (
        ("load", weights.load, _load(register, challenge)),
        ("asked", weights.asked, _asked(register, wish)),
        ("travel", weights.travel, _travel(register, wish.meeting)),
    )
    return tuple(
        Charge(term, np.round(1000 * weight * share[codes]).astype(np.int64))
        for term, weight, share in charged
    )


def _load(register: Register, challenge: Challenge) -> np.ndarray:
    """Hours given to other challenges as a share of capacity; unknown hours deduct nothing.

    Where capacity is not stated, 100 hours a year is taken as full.
    """
    given = hours_given(register, challenge.id)
    capacity = register.actors["hours"].fillna(100.0).clip(lower=1.0).to_numpy()
    share: np.ndarray = np.minimum(given / capacity, 1.0)
    return share


MOST_ASKED = 3
"""Times asked beyond which nothing more is deducted."""
YEAR = 365


def _asked(register: Register, wish: Wish) -> np.ndarray:
    """How often each actor has been asked in the year before: involvements begun then, and what is told.

    An involvement without a first day is not known to be of that year and is not counted.
    """
    begun = register.frame("involvements")
    begun = begun[begun["valid_from"].notna()]
    if wish.on is not None:
        age = (np.datetime64(wish.on, "D") - begun["valid_from"].to_numpy().astype("datetime64[D]")).astype(
            int
        )
        begun = begun[(age >= 0) & (age <= YEAR)]
    times = np.bincount(begun["actor"].cat.codes.to_numpy(), minlength=len(register)).astype(float)
    for actor, more in wish.asked.items():
        if actor in register:
            times[register.code(actor)] += more
    counted: np.ndarray = np.minimum(times, MOST_ASKED)
    return counted


def _travel(register: Register, meeting: str | None) -> np.ndarray:
    """Who comes from another municipality; those who belong to none are not known to travel."""
    if meeting is None:
        return np.zeros(len(register))
    home = register.actors["municipality"]
    return (home.notna() & (home.astype(object) != meeting)).to_numpy().astype(float)
