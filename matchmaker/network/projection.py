"""From two kinds of nodes to one: actors who contribute to the same, contributions of the same actors.

How strong the tie of a pair becomes is a named choice. Whoever nobody shares anything with is an isolate.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.errors import InputError, Message
from matchmaker.network.network import Network

if TYPE_CHECKING:
    import pandas as pd

    from matchmaker.network.rows import Rows
    from matchmaker.network.two_mode import TwoMode


class Weighting(StrEnum):
    """What makes a tie between two who share something stronger."""

    COUNT = "antall"
    """How many they share."""
    NEWMAN = "newman"
    """Each that they share adds 1 / (d − 1), d being all who share it (Newman 2001): what many share says
    less about two of them, and the strengths of an actor sum to the shared things it has."""
    JACCARD = "jaccard"
    """What they share over what either has, 0–1."""


MOST_PAIRS: Final = 10_000_000
"""Pairs that a projection looks at before it refuses: about 1 GB of work."""


def project_actors(two_mode: TwoMode, weighting: Weighting, *, most_pairs: int = MOST_PAIRS) -> Network:
    """Tie actors who have a contribution in common.

    Parameters
    ----------
    two_mode
        Who contributes what.
    weighting
        What the strength of a tie is.
    most_pairs
        Most pairs to look at: Σ d (d − 1) / 2 over the contributions, d actors each.

    Raises
    ------
    InputError
        ``projection_too_large``, before anything is built.
    """
    return _projected(two_mode.actors, two_mode.of_event, two_mode.of_actor.counts, weighting, most_pairs)


def project_contributions(
    two_mode: TwoMode, weighting: Weighting, *, most_pairs: int = MOST_PAIRS
) -> Network:
    """Tie contributions that an actor has both of; else as :func:`project_actors`."""
    return _projected(two_mode.events, two_mode.of_actor, two_mode.of_event.counts, weighting, most_pairs)


def _projected(ids: pd.Index, by: Rows, degree: np.ndarray, weighting: Weighting, most_pairs: int) -> Network:
    """Network of *ids*: two are tied where a row of *by* has both."""
    counts = by.counts
    looked_at = int((counts * (counts - 1) // 2).sum())
    if looked_at > most_pairs:
        raise InputError(
            "projection_too_large", {"pairs": looked_at, "most": most_pairs}, Message("hint.project_fewer")
        )
    one, other, row = _pairs(by)
    # Network.from_ties sums in an order that does not depend on the rows'
    weight = 1.0 / (counts[row] - 1) if weighting is Weighting.NEWMAN else None
    found = Network.from_ties(ids, one, other, weight)
    if weighting is not Weighting.JACCARD:
        return found
    either = degree[found.tail] + degree[found.head] - found.strength
    return Network.from_ties(ids, found.tail, found.head, found.strength / either)


def _pairs(by: Rows) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every two nodes of every row, and the row."""
    owner = np.repeat(np.arange(len(by.counts)), by.counts)
    after = by.starts[owner + 1] - np.arange(len(by.nodes)) - 1  # nodes of the row that come later
    first = np.repeat(np.arange(len(by.nodes)), after)
    within = np.arange(len(first)) - np.repeat(np.cumsum(after) - after, after)
    return by.nodes[first], by.nodes[first + 1 + within], owner[first]
