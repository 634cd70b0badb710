"""Groups as they are drawn and listed: how many, who most of them are, and the ties between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.model.vocabulary import Sector
from matchmaker.services.layout import grid, spread
from matchmaker.services.network_view_divide import NOWHERE

if TYPE_CHECKING:
    from matchmaker.services.layout import Places
    from matchmaker.services.network_view_basis import Basis
    from matchmaker.services.network_view_divide import Division

MOST_GROUP_LINKS: Final = 300
"""Pairs of groups with a line between them; those with the most ties where there are more."""


@dataclass(frozen=True, slots=True)
class Share:
    """What most of a group have in common."""

    value: str
    share: float
    """Share of the group's actors, 0 … 1."""


@dataclass(frozen=True, slots=True)
class Group:
    """Actors drawn as one."""

    key: str
    """Finds the group again: what goes into it."""
    actors: int
    bodies: int
    """Actors that are no private persons."""
    within: int
    """Pairs with a relation among its actors."""
    outside: int
    """Pairs of one of its actors and one of another group's."""
    sector: str | None
    """Side, where all its actors are of one."""
    municipality: str | None
    """Municipality, where all its actors are in one."""
    most_sector: Share
    most_place: Share
    """The most common municipality; :data:`~matchmaker.services.network_view_divide.NOWHERE` for none."""
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class GroupLink:
    """Two groups with ties between them."""

    tail: str
    head: str
    ties: int


def group_key(key: str) -> tuple[str, str]:
    """Take a key apart: how the group was found, and which it is."""
    way, _, value = key.partition(":")
    return way, value


def grouped(
    basis: Basis, division: Division, ties: np.ndarray
) -> tuple[tuple[Group, ...], tuple[GroupLink, ...]]:
    """Count the groups of a division, and lay them out.

    Parameters
    ----------
    basis
        The network.
    division
        The groups.
    ties
        Ties among everybody in them.
    """
    keys = list(division)
    of = np.full(len(basis), -1, dtype=np.int64)
    for number, nodes in enumerate(division.values()):
        of[nodes] = number
    tail, head = of[basis.network.tail[ties]], of[basis.network.head[ties]]
    same = tail == head
    inner = np.bincount(tail[same], minlength=len(keys))
    pairs, counts = np.unique(
        np.minimum(tail, head)[~same] * len(keys) + np.maximum(tail, head)[~same], return_counts=True
    )
    ends = [(keys[int(pair) // len(keys)], keys[int(pair) % len(keys)]) for pair in pairs]
    links = [GroupLink(a, b, int(n)) for (a, b), n in zip(ends, counts, strict=True)]
    links.sort(key=lambda link: (-link.ties, link.tail, link.head))
    outer = np.bincount(tail[~same], minlength=len(keys)) + np.bincount(head[~same], minlength=len(keys))
    places = _places(keys, links)
    groups = tuple(
        _group(basis, key, nodes, (int(inner[one]), int(outer[one])), places[key])
        for one, (key, nodes) in enumerate(division.items())
    )
    return groups, tuple(links)


def _group(
    basis: Basis, key: str, nodes: np.ndarray, ties: tuple[int, int], place: tuple[float, float]
) -> Group:
    sectors = basis.column("sector")[nodes]
    homes = np.array([home or NOWHERE for home in basis.column("municipality")[nodes]], dtype=object)
    sector, home = _most(sectors), _most(homes)
    one_home = home.share == 1 and home.value != NOWHERE
    return Group(
        key=key, actors=len(nodes), bodies=int(np.count_nonzero(~basis.register.persons[nodes])),
        within=ties[0], outside=ties[1], sector=sector.value if sector.share == 1 else None,
        municipality=home.value if one_home else None, most_sector=sector, most_place=home,
        x=place[0], y=place[1],
    )  # fmt: skip


def _most(values: np.ndarray) -> Share:
    found, counts = np.unique(values.astype(str), return_counts=True)
    best = int(np.argmax(counts))  # the first by code among equals
    return Share(str(found[best]), float(counts[best] / len(values)))


def _places(keys: list[str], links: list[GroupLink]) -> Places:
    """Sides and municipalities stand in rows and columns; others near those they have most ties with."""
    if all(group_key(key)[0] == "side" for key in keys):
        order = {side.value: row for row, side in enumerate(Sector)}
        cells = {key: group_key(key)[1].split(":") for key in keys}
        columns = sorted({number for number, _ in cells.values()})
        return grid({key: (columns.index(number), order[side]) for key, (number, side) in cells.items()})
    return spread(keys, [(link.tail, link.head, float(link.ties)) for link in links])
