"""Election stress test: what breaks when the elected, or anybody named, leave, and what a loss would cost.

Leaving is leaving with every tie: whoever takes over a seat begins without any. Strength and direction do
not count. A result says what the network loses: it names sides and contributions, no person.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, nan
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.rng import generator
from matchmaker.measures.canonical import canonical_order
from matchmaker.measures.dependence import Connected, connected_without
from matchmaker.measures.drawn import Interval, Spread, checked_draws, share_interval
from matchmaker.measures.pieces import GONE, pairs_within, pieces
from matchmaker.measures.spec import Asks, Level, Measure, Spec
from matchmaker.model import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.measures.case import Case
    from matchmaker.model.register import Register
    from matchmaker.network.network import Network
    from matchmaker.network.parts import Parts

BUSIEST: Final = 5
"""How many of the busiest leave in the measure of that name."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What is lost when some leave."""

    gone: int
    """How many left."""
    connected: Connected
    """Pairs of those who stay with a way to each other, before and after."""
    citizens: int | None
    """Citizens who stay and had a way to somebody elected; ``None`` where sides are not known."""
    cut_citizens: int | None
    """Of these, those who have no way to any of the elected who stay."""
    cut_sides: tuple[str, ...] | None
    """Sides of which somebody who stays had a way to another side's, and nobody has one now."""
    lost_contributions: tuple[str, ...] | None
    """Contributions that somebody had and nobody who stays has; ``None`` where they are not known."""


@dataclass(frozen=True, slots=True)
class Turnover:
    """What is lost over draws of who leaves."""

    seats: int
    """How many might leave."""
    leaving: int
    """How many leave in each draw."""
    draws: int
    """Draws that were made; 1 where all leave, for then there is one outcome."""
    kept: Spread
    """Share of pairs with a way that keep it, 0–1, among those who stay."""
    citizens: Spread
    """Citizens who stay and had a way to somebody elected; nan where sides are not known."""
    cut_citizens: Spread
    """Of these, those who lose every way."""
    cut_sides: tuple[Chance, ...]
    """In how many draws each side is cut off; sides that never are, are left out."""
    lost_contributions: tuple[Chance, ...]
    """In how many draws each contribution goes with those who leave; those that never do are left out."""


@dataclass(frozen=True, slots=True)
class Chance:
    """In how many draws something happened."""

    what: str
    count: int
    n: int
    """Draws."""

    @property
    def share(self) -> float:
        """Share of the draws, 0–1."""
        return self.count / self.n

    @property
    def interval(self) -> Interval:
        """Exact 95 % interval for the share that endlessly many draws would give."""
        return share_interval(self.count, self.n)


def damage(case: Case, gone: np.ndarray) -> Damage:
    """Say what is lost when *gone* leave.

    A citizen with a way to nobody elected before loses none. An actor of unknown side is nobody's side, and
    may stand on a way.

    Parameters
    ----------
    case
        The network; sides and contributions where they are known.
    gone
        Who leaves, a mask of shape (n,).
    """
    return _damage(case, np.asarray(gone, dtype=bool), pieces(case.network))


def _damage(case: Case, gone: np.ndarray, before: np.ndarray) -> Damage:
    after = pieces(case.network, gone)
    stays = int(np.count_nonzero(~gone))
    pairs = Connected(
        stays * (stays - 1) // 2, pairs_within(np.where(gone, GONE, before)), pairs_within(after)
    )
    citizens = cut_citizens = cut_sides = None
    if case.sides is not None:
        deciders = case.deciders()
        had = case.citizens() & ~gone & np.isin(before, before[deciders])
        citizens = int(np.count_nonzero(had))
        cut_citizens = int(np.count_nonzero(had & ~np.isin(after, after[deciders & ~gone])))
        meets_before, meets_after = _meets(before, case.sides, ~gone), _meets(after, case.sides, ~gone)
        lost = np.flatnonzero(meets_before & ~meets_after)
        cut_sides = tuple(case.sides.names[side] for side in lost)
    return Damage(int(gone.sum()), pairs, citizens, cut_citizens, cut_sides, _contributions(case, gone))


def _meets(piece: np.ndarray, sides: Parts, stays: np.ndarray) -> np.ndarray:
    """Whether somebody of each side who stays is in one piece with another side's who stays."""
    there = stays & (sides.of >= 0)
    pairs = np.unique(np.stack([piece[there], sides.of[there]]), axis=1)
    _, which, several = np.unique(pairs[0], return_inverse=True, return_counts=True)
    found = np.zeros(len(sides.names), dtype=bool)
    found[pairs[1, several[which] > 1]] = True
    return found


def _contributions(case: Case, gone: np.ndarray) -> tuple[str, ...] | None:
    two = case.contributions
    if two is None:
        return None
    left = np.bincount(two.event[~gone[two.actor]], minlength=len(two.events))
    had = np.bincount(two.event, minlength=len(two.events))
    return tuple(str(two.events[at]) for at in np.flatnonzero((had > 0) & (left == 0)).tolist())


def leaving(
    network: Network, leavers: np.ndarray, share: float, draws: int, seed: int
) -> Iterator[np.ndarray]:
    """Draw who leaves: masks of shape (n,), one per draw.

    Of those who might leave, the same number leaves each time (``share`` of them, rounded to the nearest,
    halves up), each set equally likely. Where that is all of them, or none, one draw is made: there is one
    outcome.

    Parameters
    ----------
    leavers
        Who might leave, a mask of shape (n,).
    share
        0–1.
    seed
        Decides the draws; they are made by id, so that the order of entry does not matter.

    Raises
    ------
    InputError
        ``share_out_of_range``, ``draws_out_of_range``.
    """
    checked_draws(draws)
    if not 0 <= share <= 1:
        raise InputError("share_out_of_range", {"share": share})
    codes = np.flatnonzero(leavers)
    codes = codes[np.argsort(network.ids[codes].to_numpy(), kind="stable")]
    count, rng = floor(share * len(codes) + 0.5), generator(seed, "turnover")
    for _ in range(draws if 0 < count < len(codes) else 1):
        gone = np.zeros(len(network), dtype=bool)
        gone[codes[rng.permutation(len(codes))[:count]]] = True
        yield gone


def turnover(
    case: Case, leavers: np.ndarray | None = None, share: float = 1.0, draws: int = 200, seed: int = 0
) -> Turnover:
    """Draw who leaves again and again, and say what is lost.

    Parameters
    ----------
    leavers
        Who might leave, a mask of shape (n,): a side, a kind, a role. All of the elected side where nothing
        is given, councils and committees too: :func:`elected_members` marks its members.
    share
        Share of them that leaves, 0–1.
    draws, seed
        As in :func:`leaving`.

    Raises
    ------
    InputError
        As :func:`leaving`; ``measure_asks`` when the elected are asked for and sides are not known.
    """
    who = case.deciders() if leavers is None else np.asarray(leavers, dtype=bool)
    before = pieces(case.network)
    found = [_damage(case, gone, before) for gone in leaving(case.network, who, share, draws, seed)]
    return Turnover(
        int(who.sum()), found[0].gone, len(found), Spread.of([one.connected.kept for one in found]),
        Spread.of([nan if one.citizens is None else one.citizens for one in found]),
        Spread.of([nan if one.cut_citizens is None else one.cut_citizens for one in found]),
        _chances([one.cut_sides for one in found]),
        _chances([one.lost_contributions for one in found]),
    )  # fmt: skip


def _chances(named: list[tuple[str, ...] | None]) -> tuple[Chance, ...]:
    held = [what for one in named for what in one or ()]
    return tuple(Chance(what, held.count(what), len(named)) for what in dict.fromkeys(sorted(held)))


def busiest(network: Network, k: int) -> np.ndarray:
    """Mark the *k* actors with most neighbours, a mask of shape (n,); all where there are no more than *k*.

    Among equals a canonical order decides, which does not depend on names (up to a thousand actors; above,
    the codes decide). Which actors they are is for the loss alone: nobody is named.
    """
    order = canonical_order(network)
    order = order[np.argsort(-network.degree[order], kind="stable")]
    found = np.zeros(len(network), dtype=bool)
    found[order[: max(k, 0)]] = True
    return found


def elected_members(register: Register) -> np.ndarray:
    """Mark the elected whom an election may change, persons and groups of them, shape (n,).

    Councils, committees and statutory councils are organisations: they outlive an election.
    """
    actors = register.actors
    elected = actors["sector"].astype(str) == v.Sector.POLITIKER.value
    changing: np.ndarray = (elected & (actors["form"].astype(str) != v.Form.ORGANISASJON.value)).to_numpy()
    return changing


def each_loss(case: Case, candidates: np.ndarray) -> dict[str, Damage]:
    """Say what is lost when one of the *candidates* leaves alone, by id: the municipality's services, say.

    Parameters
    ----------
    candidates
        A mask of shape (n,).
    """
    before, found = pieces(case.network), {}
    for code in np.flatnonzero(candidates).tolist():
        gone = np.zeros(len(case.network), dtype=bool)
        gone[code] = True
        found[str(case.network.ids[code])] = _damage(case, gone, before)
    return {name: found[name] for name in sorted(found)}


_SOURCE: Final = "after Albert, Jeong & Barabási 2000, Nature 406: 378–382; share of others' pairs that stay"

MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        Spec("kept_without_elected", Level.NETWORK, 0, 1, _SOURCE, asks=frozenset({Asks.DECIDERS})),
        lambda case: connected_without(case.network, case.deciders()).kept,
    ),
    Measure(
        Spec("kept_without_busiest", Level.NETWORK, 0, 1, _SOURCE),
        lambda case: connected_without(case.network, busiest(case.network, BUSIEST)).kept,
    ),
)
