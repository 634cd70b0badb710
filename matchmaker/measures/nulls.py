"""Null models: what a network might have been by chance, with this or that kept as it is.

One signature for everybody: :func:`rewired` gives one drawn network. The same network, parts, null model,
seed and draw give the same network on every machine; draws of one seed are independent of each other. Give
each of several networks a seed of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.chance import new_state, shuffle
from matchmaker.kernel.errors import InputError, Message
from matchmaker.measures.nulls_kernel import random_ties, rewire
from matchmaker.measures.spec import Asks
from matchmaker.network.network import Network

if TYPE_CHECKING:
    from matchmaker.network.parts import Parts

SWITCHES_PER_TIE: Final = 10
"""Exchanges that are tried for each tie of a rewired network."""


class NullModel(StrEnum):
    """What stays as it is when everything else is left to chance."""

    SIZE = "storrelse"
    """Number of actors and of ties: every simple graph with these is equally likely (G(n, m))."""
    DEGREE = "grad"
    """Also how many ties each actor has (in a directed network: out and in)."""
    ROLE_DEGREE = "rolle_og_grad"
    """Also the number of ties between every pair of sides (in a directed network: each way). Actors of
    unknown side are kept apart by themselves, so that their ties with each side also stay as many."""
    ATTRIBUTES = "egenskaper"
    """The ties; the sides change places among the actors whose side is known. The unknown stay unknown."""

    @property
    def message(self) -> Message:
        """What it is called."""
        return Message(f"null.{self.value}")

    @property
    def asks_sides(self) -> bool:
        """Whether it can be drawn only where sides are known."""
        return self in (NullModel.ROLE_DEGREE, NullModel.ATTRIBUTES)


def rewired(network: Network, parts: Parts | None, null: NullModel, seed: int, draw: int) -> Network:
    """Draw one network by a null model.

    Rewiring is a chain of exchanges from the observed network: ten are tried for each tie (Milo et al. 2003,
    arXiv cond-mat/0312028), loops and double ties are never made, and an exchange that cannot be done counts
    as a step, which makes the chain uniform over the networks it can reach. With degrees alone it reaches
    all of them (Taylor 1981; in directed networks with circles of three turned round: Rao, Jana &
    Bandyopadhyay 1996). With sides kept it may not, when there are three sides or more (Erdős, Hartke, van
    Iersel & Miklós 2017, on graphs with a given skeleton). Reciprocity and connectedness are not kept.

    Parameters
    ----------
    network
        The observed network, directed or not. Without ties it is returned as it is.
    parts
        Side of each actor; may be ``None`` for the null models that do not ask for it.
    null
        What is kept.
    seed, draw
        Which draw, from 0.

    Returns
    -------
    Network
        Over the same actors. The strengths are those of the observed ties, dealt out by chance; with
        ``ATTRIBUTES`` each tie keeps its own, and it is the actors who have changed places.

    Raises
    ------
    InputError
        measure_asks, where the null model asks for sides and there are none.
    """
    state = new_state(seed, "null", null.value, str(draw))
    if null is NullModel.ATTRIBUTES:
        places = changed_places(sides_of(network, parts, null), state)
        return _with_ties(network, places[network.tail], places[network.head], network.strength)
    if null is NullModel.SIZE:
        tail, head = np.empty(len(network.tail), np.int64), np.empty(len(network.tail), np.int64)
        random_ties(state, len(network), len(tail), 1 + network.directed, tail, head)
    else:
        slots = Slots.of(network, sides_of(network, parts, null), null)
        tail, head = slots.draw(state).ties()
    order = np.lexsort((head, tail))
    dealt = network.strength.copy()
    shuffle(state, dealt)
    return _with_ties(network, tail[order], head[order], dealt)


def sides_of(network: Network, parts: Parts | None, null: NullModel) -> np.ndarray:
    """Side of each actor, shape (n,); all unknown where nobody has said and the null model need not know."""
    if parts is not None:
        return parts.of
    if null.asks_sides:
        raise InputError("measure_asks", {"what": Asks.SIDES.value})
    return np.full(len(network), -1, dtype=np.int64)


def changed_places(sides: np.ndarray, state: np.ndarray) -> np.ndarray:
    """Whose place each actor takes, shape (n,): the known in random order, the unknown their own."""
    places = np.arange(len(sides))
    known = np.flatnonzero(sides >= 0)
    dealt = known.copy()
    shuffle(state, dealt)
    places[known] = dealt
    return places


def _with_ties(network: Network, tail: np.ndarray, head: np.ndarray, strength: np.ndarray) -> Network:
    return Network.from_ties(
        network.ids, tail, head, strength, directed=network.directed, relations=network.relations
    )


@dataclass(frozen=True, slots=True)
class Slots:
    """Ties in rows that can be switched in place; see :mod:`matchmaker.measures.nulls_kernel`."""

    to: np.ndarray
    twin: np.ndarray
    owner: np.ndarray
    first_out: np.ndarray
    first_in: np.ndarray
    kind: np.ndarray
    starts: np.ndarray
    members: np.ndarray
    side: np.ndarray
    """What decides which circles may be turned: the same for all where sides are not kept."""

    @classmethod
    def of(cls, network: Network, sides: np.ndarray, null: NullModel) -> Slots:
        """Lay out the ties of a network for switching by ``DEGREE`` or ``ROLE_DEGREE``."""
        n, m = len(network), len(network.tail)
        owner = np.concatenate([network.tail, network.head])
        other = np.concatenate([network.head, network.tail])
        row = owner + n * (np.arange(2 * m) >= m) if network.directed else owner
        order = np.lexsort((other, row))
        place = np.empty(2 * m, np.int64)
        place[order] = np.arange(2 * m)
        first = np.zeros(2 * n + 1, np.int64)
        np.cumsum(np.bincount(row, minlength=2 * n), out=first[1:])
        first_in = first[n:].copy() if network.directed else first[: n + 1].copy()
        side = np.where(sides >= 0, sides, sides.max(initial=-1) + 1)  # the unknown by themselves
        side = side if null is NullModel.ROLE_DEGREE else np.zeros(n, np.int64)
        owner = owner[order]
        kind = 2 * side[owner] + (row[order] >= n)
        starts = np.zeros(int(kind.max(initial=-1)) + 2, np.int64)
        np.cumsum(np.bincount(kind, minlength=len(starts) - 1), out=starts[1:])
        members = np.argsort(kind, kind="stable")
        twin = place[(order + m) % max(2 * m, 1)]
        return cls(other[order], twin, owner, first[: n + 1].copy(), first_in, kind, starts, members, side)

    def draw(self, state: np.ndarray) -> Slots:
        """The slots after ten tried exchanges for each tie; these here stay as they are."""
        to, twin = self.to.copy(), self.twin.copy()
        rewire(
            state, to, twin, self.owner, self.first_out, self.first_in, self.kind, self.starts, self.members,
            self.side, SWITCHES_PER_TIE * (len(to) // 2),
        )  # fmt: skip
        return Slots(to, twin, *(getattr(self, name) for name in list(self.__slots__)[2:]))

    def ties(self) -> tuple[np.ndarray, np.ndarray]:
        """Tail and head of every tie, shape (m,) each; in an undirected network the lesser node first."""
        half = len(self.to) // 2
        if self.first_in[0] != self.first_out[0]:
            return self.owner[:half], self.to[:half]
        once = self.owner < self.to
        return self.owner[once], self.to[once]
