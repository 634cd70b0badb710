"""A team problem: candidates and a challenge as integer-coded arrays, with every term of the score.

All points are whole thousandths (milli-points), so that two scores are equal or they are not. The score
of a team is the sum of the terms in :data:`TERMS`, which come in five shapes:

* **coverage**: for each need, the n-th best coverer adds 1, ⅓, 1/12 of its fit times the need's weight; a
  need for *c* coverers gives the full value to the first *c* (:mod:`matchmaker.needs.diminishing`);
* a **tally** (:class:`Tally`) gives points for the first, second … member of a set: a side, a voice of a
  group, a party, a share of the population;
* **ties** and **bridges** count pairs;
* **reach** counts organisations one step outside the team;
* a **charge** (:class:`Charge`) is deducted for a single candidate: hours already given, a journey.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.needs import diminishing

if TYPE_CHECKING:
    from matchmaker.needs.fit import Fits
    from matchmaker.rules.constraints import Demand, Facts

TALLIES = (
    "ready", "sides", "groups", "voices", "inroads", "profile", "kinds", "phases", "resources", "parties",
    "areas", "bridges",
)  # fmt: skip
CHARGES = ("load", "asked", "travel")
TERMS = ("coverage", *TALLIES, "ties", "reach", *CHARGES)
"""Every term, in the order in which it is told. *bridges* has pairs of its own beside its tallies."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Points for the first, second … member of a set of candidates that has a seat."""

    term: str
    """One of :data:`TALLIES`."""
    name: str
    """Which side, group, party …"""
    members: np.ndarray
    """Candidate positions, ascending."""
    steps: tuple[int, ...]
    """Milli-points for each further member, never rising. Members beyond the last step add nothing; so
    where a step is negative there are as many steps as a team can have members of the set."""

    def points(self, count: int) -> int:
        """Milli-points for so many members with a seat."""
        return sum(self.steps[:count])


@dataclass(frozen=True, slots=True)
class Charge:
    """Milli-points deducted for single candidates."""

    term: str
    """One of :data:`CHARGES`."""
    points: np.ndarray
    """Per candidate, ≥ 0, shape (n,)."""


@dataclass(frozen=True)
class TeamProblem:
    """Everything the solver, the referee and the explanations need. Positions are candidates."""

    ids: tuple[str, ...]
    """Candidate ids, ascending."""
    codes: np.ndarray
    """Their codes in the Register."""
    needs: tuple[str, ...]
    """Needed contribution types, most important first."""
    need_points: np.ndarray
    """Milli-points of each need, shape (d,)."""
    need_counts: np.ndarray
    """How many coverers each need asks for, shape (d,)."""
    fit: np.ndarray
    """Fit of each candidate to each need in whole hundredths, 0–100, shape (n, d). Whole numbers, so that
    ranking coverers by fit and maximising points can never disagree by a rounding."""
    tallies: tuple[Tally, ...]
    charges: tuple[Charge, ...]
    pairs: np.ndarray
    """Pairs of candidates that have worked together, shape (p, 2), ascending."""
    tie_points: np.ndarray
    """Milli-points of each pair, ≥ 0."""
    bridge_points: np.ndarray
    """Milli-points deducted for each pair since it is no new bridge, ≥ 0."""
    outside: tuple[str, ...]
    """Organisations that some candidate is tied to."""
    opens: tuple[np.ndarray, ...]
    """For each of them, the candidates tied to it, ascending."""
    outside_as_candidate: np.ndarray
    """For each of them, its own position among the candidates, or −1."""
    reach_points: int
    """Milli-points of each that is reached, ≥ 0."""
    constraints: tuple[Demand, ...]
    """What must hold."""
    facts: Facts
    """Per candidate id, the traits that the constraints ask for, as far as they are known."""
    lots: np.ndarray
    """A drawn number per candidate, to choose among equally good teams."""
    fits: Fits = field(repr=False)
    """Fits of the whole Register, with the offers behind them."""

    def __len__(self) -> int:
        return len(self.ids)

    def slot_points(self, need: int, rank: int) -> int:
        """Whole milli-points per hundredth of fit for the *rank*-th best coverer (0-based) of a need."""
        return diminishing.slot_points(int(self.need_points[need]), int(self.need_counts[need]), rank)

    def slots(self, need: int) -> int:
        """How many coverers of a need can add anything."""
        return diminishing.slots(int(self.need_counts[need]))

    def of(self, term: str) -> tuple[Tally, ...]:
        """The tallies of one term."""
        return tuple(tally for tally in self.tallies if tally.term == term)

    def only(self, kept: np.ndarray) -> TeamProblem:
        """The same problem with some candidates alone; a team of them is worth the same here as there.

        Parameters
        ----------
        kept
            Positions, ascending. Position *k* of the answer is ``kept[k]`` here.
        """
        place = np.full(len(self.ids), -1, dtype=np.int64)
        place[kept] = np.arange(len(kept))
        ends = place[self.pairs]
        inside = (ends >= 0).all(axis=1)
        opens = [near[near >= 0] for near in (place[some] for some in self.opens)]
        open_ = [o for o, near in enumerate(opens) if len(near)]
        own = self.outside_as_candidate[open_]
        ids = tuple(self.ids[i] for i in kept)
        return replace(
            self,
            ids=ids,
            codes=self.codes[kept],
            fit=self.fit[kept],
            tallies=tuple(replace(t, members=_kept(place, t.members)) for t in self.tallies),
            charges=tuple(replace(charge, points=charge.points[kept]) for charge in self.charges),
            pairs=ends[inside],
            tie_points=self.tie_points[inside],
            bridge_points=self.bridge_points[inside],
            outside=tuple(self.outside[o] for o in open_),
            opens=tuple(opens[o] for o in open_),
            outside_as_candidate=np.where(own >= 0, place[own], -1),
            facts={actor: self.facts[actor] for actor in ids if actor in self.facts},
            lots=self.lots[kept],
        )


def _kept(place: np.ndarray, members: np.ndarray) -> np.ndarray:
    new: np.ndarray = place[members]
    return new[new >= 0]
