"""What the comparison shows of a network, fast enough for hundreds of networks × thousands of draws.

The values are those of the measures of the same names in the registry, for a network without directions; a
test holds them together. Direction and strength are ignored. A tie with an end of unknown side is left out
of what is said of sides, and stays in everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.chance import new_state
from matchmaker.measures.nulls import NullModel, Slots, changed_places, sides_of
from matchmaker.measures.nulls_kernel import random_ties
from matchmaker.measures.quick_kernel import STATISTICS, rows_of, statistics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.network.network import Network
    from matchmaker.network.parts import Parts

QUICK: Final = (
    "cross_share", "e_i", "side_assortativity", "transitivity", "degree_centralisation",
    "betweenness_centralisation",
)  # fmt: skip
"""Names of the statistics, in the order of their columns."""
BY_SIDES: Final = frozenset(QUICK[:3])
"""Those that are about sides; the others stay as they are when sides change places."""


def quick_statistics(network: Network, parts: Parts | None) -> np.ndarray:
    """Work out every quick statistic of one network, shape (6,), ordered as :data:`QUICK`; unsaid is nan.

    Unsaid: what is about sides where no tie has two known ends (assortativity also where all of them are of
    one side); transitivity where no two actors have a neighbour in common; centralisations below three.

    Parameters
    ----------
    network
        The network; a directed one is taken without its directions.
    parts
        Side of each actor; ``None`` where nobody has said.
    """
    network = network.undirected()
    sides = sides_of(network, parts, NullModel.SIZE)
    pass_over = _Pass(len(network), len(network.tail), sides)
    pass_over.first[:], pass_over.to[:] = network.around.starts, network.around.nodes
    return pass_over.row(sides)


def drawn_statistics(
    network: Network, parts: Parts | None, null: NullModel, seed: int, draws: Sequence[int]
) -> np.ndarray:
    """Work out every quick statistic of many drawn networks, shape (draws, 6).

    Row *k* is what :func:`quick_statistics` says of ``rewired(network, parts, null, seed, draws[k])``, but
    for the rounding of sums taken in another order. Each draw depends on its own number alone: any division
    of the draws among workers gives the same bytes. Raises as :func:`~matchmaker.measures.nulls.rewired`.
    """
    network = network.undirected()
    n, m = len(network), len(network.tail)
    sides = sides_of(network, parts, null)
    rewiring = null in (NullModel.DEGREE, NullModel.ROLE_DEGREE)
    slots = Slots.of(network, sides, null) if rewiring else None
    pass_over = _Pass(n, m, sides)
    pass_over.first[:], pass_over.to[:] = network.around.starts, network.around.nodes
    tail, head = np.empty(m, np.int64), np.empty(m, np.int64)
    found = np.empty((len(draws), STATISTICS))
    for place, draw in enumerate(draws):
        state, seen = new_state(seed, "null", null.value, str(draw)), sides
        if slots is not None:
            pass_over.to[:] = slots.draw(state).to
        elif null is NullModel.SIZE:
            random_ties(state, n, m, 1, tail, head)
            rows_of(n, tail, head, pass_over.first, pass_over.to)
        else:
            seen = sides[changed_places(sides, state)]
        found[place] = pass_over.row(seen)
    return found


class _Pass:
    """Room for one graph of a given size, used again for every draw."""

    __slots__ = ("_found", "_held", "_sides", "first", "to")

    def __init__(self, n: int, m: int, sides: np.ndarray) -> None:
        self.first, self.to = np.zeros(n + 1, np.int64), np.zeros(2 * m, np.uint32)
        self._held, self._found = np.zeros(n), np.empty(STATISTICS)
        self._sides = int(sides.max(initial=-1)) + 1

    def row(self, sides: np.ndarray) -> np.ndarray:
        """Every statistic of the graph that stands there now."""
        statistics(self.first, self.to, sides, self._sides, self._held, self._found)
        return self._found.copy()
