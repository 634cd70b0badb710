"""Who has worked together, and whom the candidates can reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from matchmaker.matching.team.weights import Weights
    from matchmaker.model.register import Register
    from matchmaker.network.network import Network


class Pairs(NamedTuple):
    """Pairs of candidates with a registered collaboration."""

    ends: np.ndarray
    tie_points: np.ndarray
    bridge_points: np.ndarray


class Reach(NamedTuple):
    """Organisations that candidates are tied to."""

    names: tuple[str, ...]
    near: tuple[np.ndarray, ...]
    own: np.ndarray


def pairs_of(register: Register, network: Network, codes: np.ndarray, weights: Weights) -> Pairs:
    """Pairs that have worked together: points by strength, up to the cap; and that they are no new bridge.

    Of a pair of the same side the tally of its side already says that it is no bridge.
    """
    place = _places(network, codes)
    low, high = place[network.tail], place[network.head]
    both = (low >= 0) & (high >= 0)
    share = np.minimum(network.strength[both], weights.tie_cap) / weights.tie_cap
    sides = register.actors["sector"].cat.codes.to_numpy()[codes]
    ends = np.stack([low[both], high[both]], axis=1)
    across = sides[ends[:, 0]] != sides[ends[:, 1]]
    return Pairs(
        ends,
        np.round(1000 * weights.tie * share).astype(np.int64),
        np.where(across, round(1000 * weights.bridge), 0).astype(np.int64),
    )


def reach_of(register: Register, network: Network, codes: np.ndarray) -> Reach:
    """Organisations with at least one candidate as neighbour."""
    place = _places(network, codes)
    organisations = np.flatnonzero((register.actors["form"] == "organisasjon").to_numpy())
    outside, opens, own = [], [], []
    for node in organisations:
        near = place[network.neighbours_of(int(node))]
        near = np.sort(near[near >= 0])
        if len(near):
            outside.append(str(network.ids[int(node)]))
            opens.append(near)
            own.append(int(place[node]))
    return Reach(tuple(outside), tuple(opens), np.array(own, dtype=np.int64))


def _places(network: Network, codes: np.ndarray) -> np.ndarray:
    """Position among the candidates of every node; −1 for others."""
    place = np.full(len(network), -1, dtype=np.int64)
    place[codes] = np.arange(len(codes))
    return place
