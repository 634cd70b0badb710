"""How far a finding holds if some ties were not reported: ties are taken away, and the finding is made again.

What is taken away is known; what was never told is not. The answer says how sensitive a finding is to a loss
of this size and kind, not what the whole network looks like (Costenbader & Valente 2003, Social Networks 25:
283–307; Kossinets 2006, Social Networks 28: 247–268).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.chance import new_state, shuffle
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.parallel import Serial, spread
from matchmaker.measures.drawn import Interval, Spread, checked_draws, share_interval
from matchmaker.measures.nulls_held import quick_against_chance
from matchmaker.measures.quick import QUICK
from matchmaker.network.network import Network

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from concurrent.futures import Executor

    from matchmaker.kernel.parallel import Opener
    from matchmaker.kernel.progress import Progress
    from matchmaker.measures.nulls import NullModel
    from matchmaker.network.parts import Parts

SHARES: Final = (0.1, 0.2, 0.3)
"""Shares of the ties that are taken away, where nobody says otherwise."""


class Unreported(StrEnum):
    """How ties come not to be reported."""

    TIES = "enkeltrelasjoner"
    """Each tie alike."""
    ACTORS = "aktorer"
    """Actors who did not answer, in random order: all ties of theirs, in either direction, until the share is
    reached; of the last actor only as many as it takes. The actors stay in the network."""

    @property
    def message(self) -> Message:
        """What it is called."""
        return Message(f"unreported.{self.value}")


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding: a number and what is said of it."""

    value: float
    """nan where it cannot be said."""
    verdict: str


@dataclass(frozen=True, slots=True)
class Held:
    """How a finding stood up to the loss of a share of the ties."""

    how: Unreported
    share: float
    """Share of the ties that were taken away, 0–1."""
    ties: int
    """Ties taken away in each draw, the share of all rounded to whole ties."""
    verdict: str
    """What is said of the whole network."""
    same: int
    """Draws in which the same is said."""
    draws: int
    same_share: float
    """same / draws."""
    same_interval: Interval
    """95 % interval of that share (Clopper & Pearson)."""
    observed: float
    """The number in the whole network."""
    values: Spread
    """The number over the draws; those in which it cannot be said are left out and not in ``values.n``."""
    seed: int


@dataclass(frozen=True, slots=True)
class ByChance:
    """Judges a network by one quick statistic against a null model; can be sent to a worker."""

    name: str
    """One of ``QUICK``."""
    parts: Parts | None
    null: NullModel
    seed: int = 0
    draws: int = 199
    alpha: float = 0.05

    def __call__(self, network: Network) -> Judged:
        """Say what the statistic is and how it stands."""
        found = quick_against_chance(network, self.parts, self.null, self.seed, self.draws)
        result = found[QUICK.index(self.name)]
        return Judged(result.observed, result.standing(self.alpha).value)


def thinned(network: Network, share: float, how: Unreported, seed: int, draw: int) -> Network:
    """Take a share of the ties away; the same arguments give the same network.

    Parameters
    ----------
    network
        The network; actors stay, perhaps without ties.
    share
        Of the ties, 0–1; rounded to whole ties (a half to the even number).
    how
        Which ties go.
    seed, draw
        Which draw, from 0. The ties that go with a small share also go with a larger one.

    Raises
    ------
    InputError
        share_out_of_range.
    """
    if not 0 <= share <= 1:
        raise InputError("share_out_of_range", {"share": share})
    state, m = new_state(seed, "unreported", how.value, str(draw)), len(network.tail)
    order = np.arange(m)
    shuffle(state, order)
    if how is Unreported.ACTORS:
        turn = np.arange(len(network))
        shuffle(state, turn)  # actor i is the turn[i]-th who did not answer
        lost = np.minimum(turn[network.tail], turn[network.head])
        order = order[np.argsort(lost[order], kind="stable")]
    stays = np.sort(order[round(share * m) :])
    return Network.from_ties(
        network.ids, network.tail[stays], network.head[stays], network.strength[stays],
        directed=network.directed, relations=network.relations,
    )  # fmt: skip


def held_when_missing(
    network: Network, judge: Callable[[Network], Judged], seed: int = 0, draws: int = 200,
    shares: Sequence[float] = SHARES, hows: Sequence[Unreported] = tuple(Unreported),
    where: Executor | Opener | None = None, progress: Progress | None = None,
) -> tuple[Held, ...]:  # fmt: skip
    """Tell how far a finding holds if shares of the ties were not reported.

    Parameters
    ----------
    network
        The network as reported.
    judge
        Makes the finding: the network in, a number and a verdict out. :class:`ByChance` is one. It must be
        picklable unless everything is done here.
    seed, draws
        How many thinned networks for each way and share, 1 … 100,000.
    shares, hows
        Shares of the ties, and ways in which they go.
    where, progress
        As for :func:`~matchmaker.kernel.parallel.spread`; here when nothing is given.

    Returns
    -------
    tuple of Held
        For each way each share, in the order given.

    Raises
    ------
    InputError
        share_out_of_range, draws_out_of_range, and those of ``judge`` and ``spread``.
    """
    wanted = [(how, share) for how in hows for share in shares]
    items = [(how, share, draw) for how, share in wanted for draw in range(checked_draws(draws))]
    whole = judge(network)
    done = spread(where or Serial(), partial(_judged, network, judge, seed), items, progress, chunk=10)
    ties = len(network.tail)
    return tuple(
        _summed(whole, how, share, round(share * ties), done[at * draws : (at + 1) * draws], seed)
        for at, (how, share) in enumerate(wanted)
    )


def _judged(
    network: Network, judge: Callable[[Network], Judged], seed: int, item: tuple[Unreported, float, int]
) -> Judged:
    how, share, draw = item
    return judge(thinned(network, share, how, seed, draw))


def _summed(
    whole: Judged, how: Unreported, share: float, ties: int, drawn: Sequence[Judged], seed: int
) -> Held:
    same, draws = sum(one.verdict == whole.verdict for one in drawn), len(drawn)
    values = Spread.of([one.value for one in drawn])
    return Held(
        how, share, ties, whole.verdict, same, draws, same / draws, share_interval(same, draws), whole.value,
        values, seed,
    )  # fmt: skip
