"""Several networks side by side, in the order of their municipality numbers: never a ranking."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from matchmaker.comparison.against_chance import DRAWS, QuantityAgainstChance, quantities_against_chance
from matchmaker.comparison.comparable import COMPARABLE, Comparable
from matchmaker.comparison.conditions import unlike
from matchmaker.comparison.differences import Told, differences
from matchmaker.comparison.estimates import LEAST_ACTORS, LEAST_TIES, estimates
from matchmaker.kernel.errors import InputError
from matchmaker.kernel.parallel import Serial, spread
from matchmaker.kernel.several_tests import benjamini_hochberg
from matchmaker.measures.case import Case
from matchmaker.measures.drawn import checked_draws
from matchmaker.measures.nulls import NullModel
from matchmaker.measures.nulls_result import corrected

if TYPE_CHECKING:
    from collections.abc import Sequence
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
        As for :func:`~matchmaker.kernel.parallel.spread`, a network at a time; here when nothing is given.

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
    known = list(zip(ordered, seen, strict=True))
    standings = tuple(spread(where or Serial(), partial(_standing, null, draws), known, progress))
    pairs = [
        _pair(ordered[a], ordered[b], differences(seen[a], seen[b], 1 - alpha))
        for a, b in combinations(range(len(ordered)), 2)
    ]
    return SideBySide(standings, _corrected(pairs, alpha))


def _standing(null: NullModel, draws: int, known: tuple[Entry, tuple[Estimate, ...]]) -> Standing:
    """One network by itself; this is where the time goes."""
    entry, seen = known
    pairs = entry.case.network.undirected()
    n, m = len(pairs), len(pairs.tail)
    shown = [one for one in seen if one.enough]
    chance = {one.measure: one for one in _against(entry.case, shown, null, draws)}
    quantities = tuple(
        Quantity(one.measure, one if one.enough else None, chance.get(one.measure), _hidden(one))
        for one in seen
    )
    return Standing(entry.number, n, m, 2 * m / n if n else float("nan"), entry.conditions, quantities)


def _against(
    case: Case, shown: Sequence[Estimate], null: NullModel, draws: int
) -> tuple[QuantityAgainstChance, ...]:
    """Hold quantities against chance: all but the mutual share, in the network without direction.

    Where a mutual tie is two ties, drawing them apart makes pairs: a network of mutual ties would be held
    against one with twice as many tied pairs. The share of mutual ties itself has no chance here: most are
    mutual by their kind, and no null model of ours keeps that.
    """
    free = [one for one in shown if one.measure is not Comparable.MUTUAL_SHARE]
    if not (draws and free):
        return ()
    plain = Case(case.network.undirected(), case.sides, seed=case.seed)
    held = quantities_against_chance(plain, free, null, draws)
    tested = {one.name: one for one in corrected([one.held for one in held if one.held.sd > 0])}
    return tuple(replace(one, held=tested.get(one.held.name, one.held)) for one in held)


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
