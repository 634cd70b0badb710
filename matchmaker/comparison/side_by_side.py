"""Several networks side by side, in the order of their municipality numbers: never a ranking."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matchmaker.comparison.against_chance import (
    DRAWS,
    QuantityAgainstChance,
    drawn_quantities,
    quantities_held,
)
from matchmaker.comparison.comparable import COMPARABLE, Comparable
from matchmaker.comparison.conditions import unlike
from matchmaker.comparison.differences import Told, differences
from matchmaker.comparison.estimates import LEAST_ACTORS, LEAST_TIES, estimates
from matchmaker.kernel.errors import InputError
from matchmaker.kernel.parallel import Serial, spread
from matchmaker.kernel.several_tests import benjamini_hochberg
from matchmaker.measures.case import Case
from matchmaker.measures.drawn import blocks, checked_draws
from matchmaker.measures.nulls import NullModel
from matchmaker.measures.nulls_result import corrected

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from concurrent.futures import Executor

    from matchmaker.comparison.conditions import Conditions, Unlike
    from matchmaker.comparison.differences import Difference
    from matchmaker.comparison.estimates import Estimate
    from matchmaker.kernel.parallel import Opener
    from matchmaker.kernel.progress import Progress


class Hidden(StrEnum):
    """Why a quantity is not shown; the words are ``hidden.<code>``."""

    ACTORS = "for_faa_aktorer"
    """Fewer actors than ``LEAST_ACTORS``."""
    TIES = "for_faa_relasjoner"
    """Counted on fewer ties than ``LEAST_TIES``."""
    NOTHING = "intet_aa_telle"
    """The quantity is not defined for this network, or nothing in it could vary."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One network that is to stand beside others."""

    number: str
    """Municipality number, four digits."""
    case: Case
    conditions: Conditions
    """How it was registered."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity of one network."""

    measure: Comparable
    estimate: Estimate | None
    """Raw value with its interval; ``None`` where it is hidden."""
    chance: QuantityAgainstChance | None
    """How far from a null model; ``None`` where hidden, where no draws were asked for, and for the share of
    mutual ties. p is corrected for the quantities of the network that the null model does not keep (Holm)."""
    hidden: Hidden | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One network."""

    number: str
    actors: int
    ties: int
    """Tied pairs."""
    mean_degree: float
    """Ties per actor; nan without actors. Told beside every quantity, since most follow it."""
    conditions: Conditions
    quantities: tuple[Quantity, ...]
    """In the order of the measures asked for."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two of the networks held against each other."""

    first: str
    second: str
    unlike: Unlike
    """Why they cannot be compared; false where they can."""
    differences: tuple[Difference, ...]
    """Second less first; empty where they cannot be compared."""
    corrected: tuple[float, ...]
    """p-values corrected for all differences told (Benjamini and Hochberg 1995); nan where too few."""


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Networks side by side."""

    standings: tuple[Standing, ...]
    """In municipality-number order."""
    pairs: tuple[Pair, ...]
    """Every two of them, in the same order."""
    least_actors: int = LEAST_ACTORS
    least_ties: int = LEAST_TIES


def side_by_side(
    entries: Sequence[Entry], measures: Sequence[Comparable] = COMPARABLE, *,
    null: NullModel = NullModel.DEGREE, draws: int = DRAWS, alpha: float = 0.05,
    where: Executor | Opener | None = None, progress: Progress | None = None,
) -> SideBySide:  # fmt: skip
    """Put networks side by side.

    Parameters
    ----------
    entries
        The networks, in any order; one of each municipality. None gives an empty answer.
    measures
        Which quantities.
    null
        Null model for z.
    draws
        Its draws; 0 leaves z out.
    alpha
        Share of false ones among the differences told, 0–1 (exclusive); intervals have confidence 1 − alpha.
    where, progress
        As for :func:`~matchmaker.kernel.parallel.spread`, some draws at a time; here when nothing is given.

    Raises
    ------
    InputError
        ``compared_twice`` where a municipality comes twice; ``measure_asks`` where sides are unknown;
        ``draws_out_of_range``; those of ``spread``.
    Cancelled
        When nobody waits any longer.
    """
    if draws:
        checked_draws(draws)
    ordered = sorted(entries, key=lambda entry: entry.number)
    for one, other in pairwise(ordered):
        if one.number == other.number:
            raise InputError("compared_twice", {"municipality": one.number})
    seen = [estimates(entry.case, measures, 1 - alpha) for entry in ordered]
    free = [_left_to_chance(entry.case, found) for entry, found in zip(ordered, seen, strict=True)]
    against = _against(free, null, draws, where or Serial(), progress)
    standings = tuple(map(_standing, ordered, seen, against))
    pairs = [
        _pair(ordered[a], ordered[b], differences(seen[a], seen[b], 1 - alpha))
        for a, b in combinations(range(len(ordered)), 2)
    ]
    return SideBySide(standings, _corrected(pairs, alpha))


class _Free(NamedTuple):
    """What of a network is held against chance, in the network without direction."""

    case: Case
    seen: tuple[Estimate, ...]


def _left_to_chance(case: Case, seen: Sequence[Estimate]) -> _Free:
    """All that is shown but the mutual share.

    Where a mutual tie is two ties, drawing them apart makes pairs: a network of mutual ties would be held
    against one with twice as many tied pairs. The share of mutual ties itself has no chance here: most are
    mutual by their kind, and no null model of ours keeps that.
    """
    plain = Case(case.network.undirected(), case.sides, seed=case.seed)
    return _Free(plain, tuple(e for e in seen if e.enough and e.measure is not Comparable.MUTUAL_SHARE))


def _against(
    free: Sequence[_Free], null: NullModel, draws: int, where: Executor | Opener, progress: Progress | None
) -> list[dict[Comparable, QuantityAgainstChance]]:
    """Hold each network against chance; this is where the time goes."""
    pieces = [(at, block) for at, one in enumerate(free) if one.seen for block in blocks(draws)]
    rows = spread(where, partial(_drawn, null), [(free[at], block) for at, block in pieces], progress)
    drawn: dict[int, list[np.ndarray]] = {}
    for (at, _), found in zip(pieces, rows, strict=True):
        drawn.setdefault(at, []).append(found)
    return [_held(one, null, drawn.get(at)) for at, one in enumerate(free)]


def _drawn(null: NullModel, piece: tuple[_Free, Sequence[int]]) -> np.ndarray:
    free, draws = piece
    return drawn_quantities(free.case, [one.measure for one in free.seen], null, draws)


def _held(
    free: _Free, null: NullModel, drawn: Sequence[np.ndarray] | None
) -> dict[Comparable, QuantityAgainstChance]:
    if drawn is None:
        return {}
    held = quantities_held(free.case, free.seen, null, np.concatenate(drawn))
    tested = {one.name: one for one in corrected([one.held for one in held if one.held.sd > 0])}
    return {one.measure: replace(one, held=tested.get(one.held.name, one.held)) for one in held}


def _standing(
    entry: Entry, seen: Sequence[Estimate], chance: Mapping[Comparable, QuantityAgainstChance]
) -> Standing:
    """One network by itself."""
    pairs = entry.case.network.undirected()
    n, m = len(pairs), len(pairs.tail)
    quantities = tuple(
        Quantity(one.measure, one if one.enough else None, chance.get(one.measure), _hidden(one))
        for one in seen
    )
    return Standing(entry.number, n, m, 2 * m / n if n else float("nan"), entry.conditions, quantities)


def _hidden(seen: Estimate) -> Hidden | None:
    if seen.enough:
        return None
    if seen.actors < LEAST_ACTORS:
        return Hidden.ACTORS
    return Hidden.TIES if 0 < seen.ties < LEAST_TIES else Hidden.NOTHING


def _pair(first: Entry, second: Entry, found: tuple[Difference, ...]) -> Pair:
    apart = unlike(first.conditions, second.conditions)
    return Pair(first.number, second.number, apart, () if apart else found, ())


def _corrected(pairs: Sequence[Pair], alpha: float) -> tuple[Pair, ...]:
    """Correct the p-values of every difference that is told, together; what falls away is not told."""
    corrected = iter(benjamini_hochberg([one.p for pair in pairs for one in pair.differences]))
    return tuple(_with_p(pair, [next(corrected) for _ in pair.differences], alpha) for pair in pairs)


def _with_p(pair: Pair, corrected: Sequence[float], alpha: float) -> Pair:
    told = tuple(
        replace(one, told=Told.NOT_SHOWN) if one.told is Told.DIFFERENT and p >= alpha else one
        for one, p in zip(pair.differences, corrected, strict=True)
    )
    return replace(pair, differences=told, corrected=tuple(corrected))
