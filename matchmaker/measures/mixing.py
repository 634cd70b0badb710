"""Mixing: which sides the ties are between, against what the sides' sizes alone would give.

A tie with an end of unknown side is left out of every count here; :attr:`Mixing.unknown` says how many they
are. In a directed network each direction is a tie of its own; strength does not count. What is not defined is
nan: everything where no tie has two known ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import inf
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.measures.mixing_kernel import between_parts
from matchmaker.measures.spec import UNSAID, Asks, Direction, Level, Measure, Spec

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.measures.case import Case
    from matchmaker.network.network import Network
    from matchmaker.network.parts import Parts


@dataclass(frozen=True)
class Mixing:
    """Ties between parts: how many there are, and how many would be if every pair were as likely."""

    names: tuple[str, ...]
    """Name of each part."""
    sizes: np.ndarray
    """Actors of each part, shape (parts,)."""
    observed: np.ndarray
    """Ties from the part of the row to that of the column, shape (parts, parts). Without directions both
    (i, j) and (j, i) hold the ties between i and j, and a tie within a part is one on the diagonal."""
    pairs: np.ndarray
    """Pairs of actors that could have such a tie, shape (parts, parts), in the same convention."""
    unknown: int
    """Ties left out, since the part of an end is not known."""
    directed: bool
    """Whether a tie from i to j is another than one from j to i."""

    @property
    def within(self) -> int:
        """Ties within a part."""
        return int(np.trace(self.observed))

    @property
    def across(self) -> int:
        """Ties between two parts."""
        return self._once(self.observed) - self.within

    @cached_property
    def expected(self) -> np.ndarray:
        """As many ties as there are, spread evenly over all pairs, (parts, parts); nan without pairs."""
        every = self._once(self.pairs)
        ties = self.within + self.across
        return self.pairs * (ties / every) if every else np.full(self.pairs.shape, UNSAID)

    @cached_property
    def ratio(self) -> np.ndarray:
        """Observed over expected, shape (parts, parts); nan where none is expected."""
        return _over(self.observed.astype(float), self.expected)

    def _once(self, table: np.ndarray) -> int:
        """Sum of a table, each tie or pair counted once."""
        both, own = int(table.sum()), int(np.trace(table))
        return both if self.directed else (both + own) // 2


def mixing(network: Network, parts: Parts) -> Mixing:
    """Count the ties between every two parts. Parts without actors are there, with zeros."""
    k = len(parts.names)
    table = between_parts(network.tail, network.head, parts.of, k)
    observed, sizes = table[:k, :k], parts.counts.astype(np.int64)
    pairs = np.outer(sizes, sizes)
    np.fill_diagonal(pairs, sizes * (sizes - 1) // (1 if network.directed else 2))
    unknown = int(table.sum() - observed.sum())
    if not network.directed:
        observed = observed + observed.T - np.diag(np.diag(observed))
    return Mixing(parts.names, sizes, observed, pairs, unknown, network.directed)


def cross_share(found: Mixing) -> float:
    """Share of the ties that go between two parts, 0–1."""
    ties = found.within + found.across
    return found.across / ties if ties else UNSAID


def e_i(found: Mixing) -> float:
    """External less internal ties over all ties, −1 … 1 (Krackhardt and Stern 1988)."""
    ties = found.within + found.across
    return (found.across - found.within) / ties if ties else UNSAID


def e_i_expected(found: Mixing) -> float:
    """The E-I index of a network in which everybody is tied to everybody: what the sizes alone give."""
    within, every = int(np.trace(found.pairs)), found._once(found.pairs)
    return (every - 2 * within) / every if every else UNSAID


def e_i_of_parts(found: Mixing) -> np.ndarray:
    """The E-I index of the ties that each part has an end of, shape (parts,); each tie counts once."""
    return _e_i_rows(found.observed, directed=found.directed)


def e_i_of_parts_expected(found: Mixing) -> np.ndarray:
    """What the sizes alone give each part, shape (parts,); nan where a part has no actor, or nobody else."""
    return _e_i_rows(found.pairs, directed=found.directed)


def side_assortativity(found: Mixing) -> float:
    """Newman's nominal assortativity r = (Σ e_ii − Σ a_i b_i) / (1 − Σ a_i b_i), −1 … 1.

    0 is what random ties between the same ends would give. nan where all ends are of one part.
    """
    counts = found.observed if found.directed else found.observed + np.diag(np.diag(found.observed))
    ends = int(counts.sum())  # whole numbers until the last division: the same in any order of the parts
    product = int(counts.sum(axis=0) @ counts.sum(axis=1))
    if ends == 0 or product == ends * ends:
        return UNSAID
    return (ends * int(np.trace(counts)) - product) / (ends * ends - product)


def homophily_odds(found: Mixing) -> float:
    """Odds of a tie within a part over odds of a tie across, 0 … ∞, as UCINET has it: pairs of actors × ties.

    1 where likeness makes no difference; infinite where no tie is across, or every pair within has one. nan
    where that leaves nothing over nothing.
    """
    above, below = _odds(found)
    return above / below if below else (inf if above else UNSAID)


def homophily_q(found: Mixing) -> float:
    """Yule's Q of the same table: (odds − 1) / (odds + 1), −1 … 1; 0 where likeness makes no difference."""
    above, below = _odds(found)
    return (above - below) / (above + below) if above + below else UNSAID


def _odds(found: Mixing) -> tuple[int, int]:
    """Ties within × pairs across without a tie, and ties across × pairs within without a tie."""
    pairs_within = int(np.trace(found.pairs))
    pairs_across = found._once(found.pairs) - pairs_within
    above = found.within * (pairs_across - found.across)
    return above, found.across * (pairs_within - found.within)


def _e_i_rows(table: np.ndarray, *, directed: bool) -> np.ndarray:
    internal = np.diag(table)
    external = table.sum(axis=1) - internal
    if directed:
        external = external + table.sum(axis=0) - internal
    return _over((external - internal).astype(float), (external + internal).astype(float))


def _over(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    found = np.full(above.shape, UNSAID)
    np.divide(above, below, out=found, where=below > 0)
    return found


def mixing_of(case: Case) -> Mixing:
    """The mixing of a case's sides, worked out once."""
    return case.once("mixing", lambda: mixing(case.network, case.parts()))


def _measure(
    name: str, of: Callable[[Mixing], float | np.ndarray], low: float, high: float, source: str,
    level: Level = Level.NETWORK,
) -> Measure:  # fmt: skip
    spec = Spec(name, level, low, high, source, direction=Direction.FOLLOWED, asks=frozenset({Asks.SIDES}))
    return Measure(spec, lambda case: of(mixing_of(case)))


_E_I, _ODDS = "Krackhardt & Stern 1988", "UCINET's homophily: pairs of actors of the same side or not, × tied"

MEASURES: Final[tuple[Measure, ...]] = (
    _measure("cross_share", cross_share, 0, 1, "Share of ties between sides"),
    _measure("e_i", e_i, -1, 1, _E_I),
    _measure(
        "e_i_beyond_sizes", lambda found: e_i(found) - e_i_expected(found), -2, 2,
        f"{_E_I}; less the value of the complete network",
    ),
    _measure("e_i_of_side", e_i_of_parts, -1, 1, f"{_E_I}; ties with an end in the side", Level.PART),
    _measure("side_assortativity", side_assortativity, -1, 1, "Newman 2003, Physical Review E 67: 026126"),
    _measure("homophily_odds", homophily_odds, 0, inf, _ODDS),
    _measure("homophily_q", homophily_q, -1, 1, f"{_ODDS}; Yule's Q"),
)  # fmt: skip
