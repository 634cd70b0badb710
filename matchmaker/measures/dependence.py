"""Star or mesh: how much the sides depend on the municipality, and the network on one actor, to meet.

Ways are counted in ties; strength and direction do not count, since the question is who can reach whom
through people who know each other, and a tie of collaboration can be used from both ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.pieces import GONE, pairs_lost, pairs_within, pieces
from matchmaker.measures.spec import Asks, Cost, Level, Measure, Spec
from matchmaker.measures.ways import ways_through

if TYPE_CHECKING:
    from matchmaker.measures.case import Case
    from matchmaker.network.network import Network
    from matchmaker.network.parts import Parts


def town_hall_ways(network: Network, sides: Parts, town_hall: np.ndarray) -> float:
    """Share of the shortest ways between actors of different sides that pass through the municipality, 0–1.

    Mean over the pairs that have a way, of the share of the pair's shortest ways
    (:func:`~matchmaker.measures.ways.ways_through`); the municipality's own are no ends. 1 is a star: nobody
    meets another side but by way of the municipality. 0 is a mesh. nan where no such pair has a way.

    Parameters
    ----------
    town_hall
        Who is the municipality: its administration and its services, a mask of shape (n,).
    """
    return ways_through(network, sides, town_hall).share


@dataclass(frozen=True, slots=True)
class Connected:
    """Pairs with a way to each other among those who stay, before and after others leave."""

    pairs: int
    """Pairs there are among those who stay."""
    before: int
    """Of these, those with a way to each other while everybody is there."""
    after: int
    """Of these, those with a way to each other when the others have left."""

    @property
    def kept(self) -> float:
        """Share of the pairs with a way that keep it, 0–1; nan where no pair had one."""
        return self.after / self.before if self.before else nan


def connected_without(network: Network, gone: np.ndarray) -> Connected:
    """Count the pairs among those who stay that have a way to each other, before and after *gone* leave.

    Parameters
    ----------
    gone
        Who leaves, a mask of shape (n,).
    """
    gone = np.asarray(gone, dtype=bool)
    stays = int(np.count_nonzero(~gone))
    before = pairs_within(np.where(gone, GONE, pieces(network)))
    return Connected(stays * (stays - 1) // 2, before, pairs_within(pieces(network, gone)))


@dataclass(frozen=True, slots=True)
class Meetings:
    """Pairs of one from each of two groups who know each other, or one who knows both."""

    pairs: int
    """Pairs there are: everybody of one group with everybody of the other."""
    direct: int
    """Pairs with a tie."""
    by_one: int
    """Pairs without a tie, with one third actor who has a tie to both."""

    @property
    def share(self) -> float:
        """Share of those who meet, directly or by one, that do so directly, 0–1; nan where nobody does."""
        met = self.direct + self.by_one
        return self.direct / met if met else nan


def meetings(network: Network, ones: np.ndarray, others: np.ndarray) -> Meetings:
    """Count the pairs of two groups that meet directly, and those that meet by way of one third actor.

    A pair is *within reach* when there are at most two ties between them. Were every pair with any way
    within reach, the share in a connected network would be nothing but the density between the groups,
    which falls as the network grows; and a chain of three or more is no contact that anybody can use.

    Parameters
    ----------
    ones, others
        The two groups, masks of shape (n,). Whoever is in both stands among the first alone.
    """
    ones = np.asarray(ones, dtype=bool)
    others = np.asarray(others, dtype=bool) & ~ones
    rows, near = network.around, network.around.matrix()
    near.data = np.ones(len(rows.nodes))
    tied = near[ones][:, others]
    either = tied + near[ones] @ near[:, others]
    direct = int(tied.nnz)
    return Meetings(int(ones.sum()) * int(others.sum()), direct, int(np.count_nonzero(either.data)) - direct)


def one_actor(network: Network, among: np.ndarray | None = None) -> float:
    """Largest share of the others' pairs with a way that would lose it if one actor left, 0–1.

    It says how far the network hangs on one; not on whom, and nothing about the one. nan where no actor's
    leaving would leave a pair that has a way now.

    Parameters
    ----------
    among
        Whose leaving is looked at, a mask of shape (n,); anybody's where nothing is given.
    """
    lost, now = pairs_lost(network)
    looked = now > 0
    if among is not None:
        looked &= np.asarray(among, dtype=bool)
    return float((lost[looked] / now[looked]).max()) if looked.any() else nan


def _ways(case: Case) -> float:
    return town_hall_ways(case.network, case.parts(), case.town_hall())


def _kept(case: Case) -> float:
    return connected_without(case.network, case.town_hall()).kept


def _direct(case: Case) -> float:
    return meetings(case.network, case.citizens(), case.deciders()).share


_HALL: Final = frozenset({Asks.SIDES, Asks.TOWN_HALL})
_EVERETT: Final = (
    "Everett & Borgatti 1999, Journal of Mathematical Sociology 23: 181–201; betweenness of a group, mean "
    "over pairs across sides, ways counted in ties"
)
_BORGATTI: Final = "after Borgatti 2006, Computational & Mathematical Organization Theory 12: 21–34"
_PAIRS: Final = f"{_BORGATTI}; share of pairs with a way that keep it"
_OWN: Final = "this project's own: pairs with a tie among pairs with at most two ties between them"

MEASURES: Final[tuple[Measure, ...]] = (
    Measure(Spec("town_hall_ways", Level.NETWORK, 0, 1, _EVERETT, cost=Cost.PATHS, asks=_HALL), _ways),
    Measure(
        Spec("kept_without_town_hall", Level.NETWORK, 0, 1, _PAIRS, asks=frozenset({Asks.TOWN_HALL})),
        _kept,
    ),
    Measure(
        Spec("direct_to_deciders", Level.NETWORK, 0, 1, _OWN, cost=Cost.WEDGES,
             asks=frozenset({Asks.CITIZENS, Asks.DECIDERS})),
        _direct,
    ),
    Measure(
        Spec("hangs_on_one", Level.NETWORK, 0, 1, f"{_BORGATTI}; largest share of others' pairs lost"),
        lambda case: one_actor(case.network),
    ),
)  # fmt: skip
