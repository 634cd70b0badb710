"""How much chance there is in a sum over the ties of one network.

What is random is which ties came about, not who the actors are: a register holds all actors of a network and
is no sample of them, and how busy each is belongs to it (activity is a parameter of a degree-corrected block
model: Karrer and Newman 2011, Physical Review E 83, 016107). Given the activity, two ties are independent
unless something made both: three actors who meet in an arena get all three ties at once. Such ties close
triangles beyond what activity and sides make by chance; the ties of a triangle therefore vary together here,
in the share of the triangles that chance does not explain. It is the idea of the dyadic cluster-robust
variance (Aronow, Samii and Assenova 2015, Political Analysis 23, 564-577) with a smaller neighbourhood of
dependence: theirs are all ties of an actor. That one and the jackknife over actors (Frank and Snijders 1994,
Journal of Official Statistics 10, 53-67) take lasting differences in activity for chance, and cover too much
(``benchmarks/comparison.py`` holds all three side by side).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse

from matchmaker.comparison.activity import fit_of

if TYPE_CHECKING:
    from matchmaker.network.network import Network


@dataclass(frozen=True)
class Chance:
    """What is random in a network's ties; made by :func:`chance_of`."""

    tail: np.ndarray
    """Lesser end of each tied pair, shape (m,)."""
    head: np.ndarray
    """Greater end, shape (m,)."""
    absent: np.ndarray
    """Chance that each tie had not come about, shape (m,), 0-1."""
    beyond: float
    """Share of the triangles that activity and sides do not explain, 0-1; 0 where there is no triangle."""
    tied: scipy.sparse.csr_array
    """Who is tied to whom, shape (n, n)."""

    def variance(self, scores: np.ndarray) -> float:
        """Variance of the sum of *scores*, one per tie, shape (m,); at least that of independent ties."""
        alone = float((scores**2 * self.absent).sum())
        if not self.beyond:
            return alone
        ends = (np.concatenate([self.tail, self.head]), np.concatenate([self.head, self.tail]))
        matrix = scipy.sparse.csr_array((np.concatenate([scores, scores]), ends), shape=self.tied.shape)
        together = float((matrix @ matrix).multiply(self.tied).sum())
        return alone + max(self.beyond * together, 0.0)


def chance_of(network: Network, of: np.ndarray) -> Chance:
    """Work out what is random in an undirected network.

    Parameters
    ----------
    network
        An undirected network; an empty one gives a chance of no ties.
    of
        Side of each actor, shape (n,); those of whom it is unknown (−1) are treated as one side here.
    """
    n, degree = len(network), network.degree.astype(float)
    side = np.where(of < 0, of.max(initial=-1) + 1, of)
    around = network.around
    ones = np.ones(len(around.nodes))
    tied = scipy.sparse.csr_array((ones, around.nodes, around.starts), shape=(n, n))
    fit = fit_of(network.tail, network.head, degree, side)
    seen = float((tied @ tied).multiply(tied).sum()) / 6 if n else 0.0
    beyond = max(1.0 - fit.triangles / seen, 0.0) if seen else 0.0
    return Chance(network.tail, network.head, 1.0 - fit.chance, beyond, tied)
