"""Several challenges at once: who sits where, with nobody asked for more than they have.

One team per challenge, drawn from the same people. A team is worth what its needs' coverage (diminishing
returns, :mod:`matchmaker.matching.reverse.diminishing`) and its expected sides are worth; the sum over all
challenges is what is maximised. All points are whole thousandths.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.rng import lot
from matchmaker.matching.reverse.landscape import Basis, needs_of
from matchmaker.matching.reverse.load import loads
from matchmaker.matching.reverse.points import NEED_POINTS, SIDE_POINTS
from matchmaker.model.records import Need
from matchmaker.needs.fit import Fits, fits
from matchmaker.rules.tables import expected_sectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchmaker.kernel.errors import Message
    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register

MOST_HOURS = 8784.0
"""Hours in the longest year."""


@dataclass(frozen=True, slots=True)
class Wish:
    """How large a team one challenge is to have, and what a seat in it costs.

    Raises ``InputError`` (bad_size, bad_hours) for fewer seats than one, crossed sizes, or hours that are not
    between 0 and a year.
    """

    challenge: str
    low: int
    high: int
    hours: float
    """Hours a year that a seat takes."""

    def __post_init__(self) -> None:
        if self.low < 1 or self.high < self.low:
            raise InputError("bad_size", {"low": self.low, "high": self.high})
        if not 0 <= self.hours <= MOST_HOURS:  # not-a-number fails every comparison
            raise InputError("bad_hours", {"value": self.hours, "most": MOST_HOURS})


@dataclass(frozen=True)
class Part:
    """One challenge of an assignment. Rows are candidates."""

    wish: Wish
    title: str
    """Title of the challenge."""
    drafted: bool
    """Whether the needs are drafted, since the challenge states none."""
    allowed: np.ndarray
    """Who may sit here: in its area or above the municipalities; bool, shape (n,)."""
    needs: tuple[str, ...]
    need_points: np.ndarray
    """Milli-points of each need that is met in full, shape (d,)."""
    need_counts: np.ndarray
    """How many coverers each asks for, shape (d,)."""
    fit: np.ndarray
    """Whole hundredths, shape (n, d)."""
    sides: tuple[str, ...]
    side_points: np.ndarray
    on_side: np.ndarray
    """Bool, shape (n, s)."""
    lots: np.ndarray
    """A drawn number per candidate, to choose among equally good answers."""

    @property
    def full(self) -> int:
        """Milli-points when every need has the coverers it asks for at full fit, and every side is there.

        Coverers beyond those asked for can bring a team above it.
        """
        steps = sum(
            100 * round(int(points) / 100) * int(count)
            for points, count in zip(self.need_points, self.need_counts, strict=True)
        )
        return steps + int(self.side_points.sum())


@dataclass(frozen=True)
class AssignmentProblem:
    """Everything the solver and the referee need."""

    ids: tuple[str, ...]
    """Candidate ids, ascending."""
    left: np.ndarray
    """Hours each has left; NaN is unknown. Shape (n,)."""
    most_seats: np.ndarray
    """How many seats each may be given: no limit of its own (the number of challenges) where the hours are
    known, else ``unknown_seats``. Shape (n,)."""
    unknown_seats: int
    parts: tuple[Part, ...]
    """By challenge id, ascending."""
    codes: np.ndarray = field(repr=False)
    """Codes of the candidates in the Register."""
    fits: Fits = field(repr=False)
    """Fits of the whole Register, with the offers behind them."""
    columns: tuple[tuple[int, ...], ...] = field(repr=False)
    """For each part, the columns of its needs in ``fits``."""


def pose(
    register: Register, wishes: Sequence[Wish], *, seed: int = 0, unknown_seats: int = 1
) -> AssignmentProblem:
    """Turn wishes for several challenges into one problem.

    Candidates are those whom some challenge may ask and who are not reserved. Hours that are already given to
    other challenges are taken off the capacity; where the capacity is not stated, or some hours given are
    not, at most *unknown_seats* new seats are given.

    Parameters
    ----------
    register
        The dataset on the day asked about.
    wishes
        At least one, each for another challenge.
    seed
        Chooses among equally good answers.
    unknown_seats
        Most new seats of somebody whose load is not known, ≥ 1.

    Raises
    ------
    InputError
        No wish, or two for one challenge (bad_challenges); no such challenge; unknown_seats below 1
        (bad_seats).
    """
    ordered = sorted(wishes, key=lambda wish: wish.challenge)
    if not ordered or len({wish.challenge for wish in ordered}) < len(ordered):
        raise InputError("bad_challenges")
    if unknown_seats < 1:
        raise InputError("bad_seats", {"value": unknown_seats})
    people = _People.of(register, [register.challenge(wish.challenge) for wish in ordered])
    load = loads(register, besides=[wish.challenge for wish in ordered])
    unknown = np.isnan(load.capacity) | load.uncounted
    return AssignmentProblem(
        ids=people.ids,
        left=load.left[people.codes],
        most_seats=np.where(unknown[people.codes], unknown_seats, len(ordered)),
        unknown_seats=unknown_seats,
        parts=tuple(_part(register, people, wish, seed) for wish in ordered),
        codes=people.codes,
        fits=people.fits,
        columns=tuple(
            tuple(people.wanted.index(need.contribution) for need, _, _ in people.needed[wish.challenge])
            for wish in ordered
        ),
    )


@dataclass(frozen=True)
class _People:
    """The candidates of all the challenges, and what is the same for each of these."""

    codes: np.ndarray
    ids: tuple[str, ...]
    needed: Mapping[str, list[tuple[Need, Basis, tuple[Message, ...]]]]
    """Challenge → its needs, each with what it rests on and why."""
    wanted: list[str]
    """Every contribution that some challenge needs, ascending: the columns of *fits*."""
    fits: Fits
    sectors: np.ndarray
    core: np.ndarray
    """Who is of a kind at the core of its sector; bool, shape (n,)."""

    @classmethod
    def of(cls, register: Register, challenges: Sequence[Challenge]) -> _People:
        areas = [register.in_area(challenge.municipalities) for challenge in challenges]
        free = ~register.actors["reserved"].to_numpy(dtype=bool)
        codes = np.flatnonzero(np.any(areas, axis=0) & free)
        needed = {challenge.id: needs_of(register, challenge) for challenge in challenges}
        wanted = sorted({need.contribution for some in needed.values() for need, _, _ in some})
        rows = register.actors.iloc[codes]
        return cls(
            codes=codes,
            ids=tuple(str(register.ids[code]) for code in codes.tolist()),
            needed=needed,
            wanted=wanted,
            fits=fits(register, [Need(code, 1, 2, None, None) for code in wanted]),
            sectors=rows["sector"].astype(str).to_numpy(dtype=object),
            core=np.array([register.kinds[str(kind)].core for kind in rows["kind"]], dtype=bool),
        )


def _part(register: Register, people: _People, wish: Wish, seed: int) -> Part:
    """One challenge of the problem."""
    challenge, some = register.challenge(wish.challenge), people.needed[wish.challenge]
    needs = [need for need, _, _ in some]
    sides = expected_sectors(challenge.levels)
    names = np.array([side.sector for side in sides], dtype=object)
    columns = [people.wanted.index(need.contribution) for need in needs]
    return Part(
        wish=wish,
        title=challenge.title,
        drafted=any(basis is Basis.DRAFTED for _, basis, _ in some),
        allowed=register.in_area(challenge.municipalities)[people.codes],
        needs=tuple(need.contribution for need in needs),
        need_points=np.array([NEED_POINTS * need.importance for need in needs], dtype=np.int64),
        need_counts=np.array([need.count for need in needs], dtype=np.int64),
        fit=np.round(100 * people.fits.matrix[people.codes][:, columns]).astype(np.int64),
        sides=tuple(side.sector for side in sides),
        side_points=np.array([SIDE_POINTS * side.importance for side in sides], dtype=np.int64),
        on_side=(people.sectors[:, None] == names[None, :]) & people.core[:, None],
        lots=np.array([lot(seed, challenge.id, actor) for actor in people.ids], dtype=np.int64),
    )
