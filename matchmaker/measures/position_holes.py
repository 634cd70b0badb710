"""Burt's structural holes: how much of an actor's contact is with people who know each other.

With a_ij the strength from i to j: p_ij = (a_ij + a_ji) / Σ_k (a_ik + a_ki), the share of i's ties that goes
to j; m_jq = (a_jq + a_qj) / max_k (a_jk + a_kj). The *whole-network* model: p and m of the contacts are taken
over all their ties, as in networkx and igraph; UCINET's default looks at the ego network alone and differs.
Strength counts, and a tie in either direction.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from matchmaker.measures.position_triangles import holes
from matchmaker.measures.spec import UNSAID, Cost, Level, Measure, Spec, Weight

if TYPE_CHECKING:
    from matchmaker.measures.case import Case
    from matchmaker.network.network import Network


class Holes(NamedTuple):
    """Both measures, from one pass over the triangles."""

    constraint: np.ndarray
    """See :func:`constraint`."""
    effective_size: np.ndarray
    """See :func:`effective_size`."""


def structural_holes(network: Network) -> Holes:
    """Constraint and effective size of every actor, worked out together."""
    rows = network.around
    spent, common = holes(rows.starts, rows.nodes, rows.strength)
    counts = rows.counts
    owners = np.repeat(np.arange(len(network)), counts)
    constrained = np.bincount(owners, weights=spent * spent, minlength=len(network))
    # rounding must not take the last contact away from somebody whose contacts all have each other
    return Holes(np.where(counts > 0, constrained, UNSAID), np.maximum(counts - common, 0.0))


def constraint(network: Network) -> np.ndarray:
    """How far each actor's contacts are one and the same circle: Σ_j (p_ij + Σ_q p_iq p_qj)², shape (n,).

    Above 0, up to 2 (an only contact gives 1; a closed circle of three 1.125, and more where the two others'
    own tie is strong). nan for an actor without ties. Source: Burt (1992), whole-network model.
    """
    return structural_holes(network).constraint


def effective_size(network: Network) -> np.ndarray:
    """How many of each actor's contacts do not stand for each other: Σ_j (1 − Σ_q p_iq m_jq), shape (n,).

    0 … degree; 0 for an actor without ties. Where strengths are equal it is degree − 2t / degree, t the ties
    among the contacts (Borgatti 1997). Source: Burt (1992), whole-network model.
    """
    return structural_holes(network).effective_size


def _found(case: Case) -> Holes:
    return case.once("position.holes", lambda: structural_holes(case.network))


MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        Spec(
            "constraint", Level.ACTOR, 0, 2, "Burt 1992; whole-network model, as networkx and igraph",
            weight=Weight.STRENGTH, cost=Cost.WEDGES,
        ),
        lambda case: _found(case).constraint,
    ),
    Measure(
        Spec(
            "effective_size", Level.ACTOR, 0, inf, "Burt 1992; Borgatti 1997; whole-network model",
            weight=Weight.STRENGTH, cost=Cost.WEDGES, single=0, isolate=0,
        ),
        lambda case: _found(case).effective_size,
    ),
)  # fmt: skip
