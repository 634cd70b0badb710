"""What came, went, stayed, and became stronger or weaker between two datasets: counted, without chance."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import nan
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from matchmaker.comparison.alignment import Alignment, align
from matchmaker.network.network import COLLABORATION

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from matchmaker.model.register import Register

_SAME = 1e-9
"""Relative difference of two strengths up to which they are the same: sums of decimals are not exact."""


class Turn(StrEnum):
    """What became of a tie; the words are ``turn.<code>``."""

    ENTERED = "kom_til"
    LEFT = "falt_bort"
    STRONGER = "sterkere"
    WEAKER = "svakere"
    STAYED = "uendret"


class Formed(StrEnum):
    """Whether a tie that entered is new; the words are ``formed.<code>``."""

    FORMED = "nydannet"
    """It began after the first date."""
    REGISTERED = "nyregistrert"
    """It was there at the first date, by its own date, and nobody had registered it."""
    UNKNOWN = "ukjent"
    """Nobody has said when it began."""


@dataclass(frozen=True, slots=True)
class TieTurn:
    """One tied pair at two times, by the ids of the later dataset where the actor is in it."""

    one: str
    other: str
    """The greater id of the two."""
    turn: Turn
    before: float
    """Strength before, 0 where there was no tie."""
    after: float
    formed: Formed | None
    """Of ties that entered; ``None`` of others."""


@dataclass(frozen=True, slots=True)
class Turnover:
    """Two datasets, or one at two dates."""

    entered: tuple[str, ...]
    """Actors that are in the later one only, by id, ascending."""
    left: tuple[str, ...]
    """Actors that are in the earlier one only."""
    stayed: tuple[str, ...]
    """Actors that are in both, by the later id."""
    alignment: Alignment
    ties: tuple[TieTurn, ...]
    """Every tied pair of either, ordered by ids."""
    inward: int
    """Ties before between bodies that have since merged into one: neither left nor stayed."""

    def count(self, turn: Turn, formed: Formed | None = None) -> int:
        """How many ties turned so; of those that entered, only those *formed* so where given."""
        return sum(tie.turn is turn and formed in (None, tie.formed) for tie in self.ties)

    @property
    def jaccard(self) -> float:
        """Share of the ties of either time that are there at both, 0–1; nan without ties."""
        return _kept(self.ties)

    @property
    def jaccard_stayed(self) -> float:
        """The same among actors that are in both: turnover of ties that is not turnover of actors."""
        return _kept(self.among_stayed)

    @property
    def among_stayed(self) -> tuple[TieTurn, ...]:
        """The tied pairs both of whom are there at both times."""
        both = set(self.stayed)
        return tuple(tie for tie in self.ties if tie.one in both and tie.other in both)


def _kept(ties: Sequence[TieTurn]) -> float:
    """Share of tied pairs that are tied at both times; nan without any."""
    return sum(tie.turn not in (Turn.ENTERED, Turn.LEFT) for tie in ties) / len(ties) if ties else nan


class _Said(NamedTuple):
    """What the rows of one pair say together."""

    strength: float
    begun: pd.Timestamp | None
    """Earliest date on which one of them began; ``None`` where a row does not say."""


def turnover(
    before: Register, after: Register, relations: Collection[str] = COLLABORATION, since: date | None = None
) -> Turnover:
    """Count what came and went.

    Parameters
    ----------
    before, after
        Two datasets, or one at two dates (``register.at(day)``).
    relations
        Which ties; several of one pair are one, as strong as all of them together.
    since
        The first date. A new tie that began on it or before is newly registered and not newly formed; where
        no date is given, or a row of the pair says nothing, it is unknown.
    """
    alignment = align(before, after)
    old, inward = _pairs(before, relations, alignment.to)
    new, _ = _pairs(after, relations, {})
    now, then = set(map(str, after.ids)), {alignment.to.get(str(one), str(one)) for one in before.ids}
    moment = None if since is None else pd.Timestamp(since)
    ties = tuple(_turned(pair, old.get(pair), new.get(pair), moment) for pair in sorted({*old, *new}))
    return Turnover(
        tuple(sorted(now - then)),
        tuple(sorted(then - now)),
        tuple(sorted(now & then)),
        alignment,
        ties,
        inward,
    )


def _pairs(
    register: Register, relations: Collection[str], to: dict[str, str]
) -> tuple[dict[tuple[str, str], _Said], int]:
    """Tied pairs by id, the lesser first, and how many pairs fell together."""
    frame = register.frame("ties")
    frame = frame[frame["relation"].isin(list(relations))]
    found: dict[tuple[str, str], _Said] = {}
    inward: set[tuple[str, ...]] = set()
    ends = frame["tail"].astype(str), frame["head"].astype(str)
    rows = zip(*ends, frame["strength"], frame["valid_from"], strict=True)
    for tail, head, strength, begun in rows:
        one, other = sorted((to.get(tail, tail), to.get(head, head)))
        if one == other:
            if tail != head:
                inward.add(tuple(sorted((tail, head))))
            continue
        said = _Said(float(strength), None if pd.isna(begun) else begun)
        found[one, other] = _together(found.get((one, other)), said)
    return found, len(inward)


def _together(first: _Said | None, second: _Said) -> _Said:
    if first is None:
        return second
    strength = first.strength + second.strength
    if first.begun is None or second.begun is None:
        return _Said(strength, None)
    return _Said(strength, min(first.begun, second.begun))


def _turned(
    pair: tuple[str, str], old: _Said | None, new: _Said | None, since: pd.Timestamp | None
) -> TieTurn:
    before, after = (0.0 if said is None else said.strength for said in (old, new))
    formed = None
    if old is None:
        turn, formed = Turn.ENTERED, _formed(new, since)
    elif new is None:
        turn = Turn.LEFT
    elif abs(after - before) <= _SAME * max(before, after):
        turn = Turn.STAYED
    else:
        turn = Turn.STRONGER if after > before else Turn.WEAKER
    return TieTurn(*pair, turn, before, after, formed)


def _formed(new: _Said | None, since: pd.Timestamp | None) -> Formed:
    if new is None or new.begun is None or since is None:
        return Formed.UNKNOWN
    return Formed.REGISTERED if new.begun <= since else Formed.FORMED
