"""A network too large to be drawn, divided into groups that can be: by places and sides, or by ties.

Every group has a key that finds it again: keys of places and kinds hold anywhere, those of ties and names
within what they were found in. Drilling down is a row of keys, each within the one before.
"""

from __future__ import annotations

import hashlib
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.errors import InputError
from matchmaker.measures.communities import find_communities

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.services.network_view_basis import Basis

MOST_GROUPS: Final = 60
"""Groups at a time: more cannot be told apart in a drawing."""
MOST_COMMUNITIES: Final = 24
"""Groups by ties that are drawn; smaller ones are drawn as one."""
NOWHERE: Final = "0000"
"""Stands for the municipality of actors above the municipalities."""
PER_NAMES: Final = 400
"""Actors in a group by names."""


class Grouping(StrEnum):
    """How what cannot be drawn whole is divided."""

    PLACE = "sted"
    """By side and municipality; by municipality or county where there are many."""
    COMMUNITY = "nettverksgruppe"
    """By ties: actors with more ties among them than chance would give (Leiden)."""


Division = dict[str, np.ndarray]
"""Key of a group → its nodes, ascending; groups in the order in which they are shown."""


def divide(basis: Basis, members: np.ndarray, grouping: Grouping) -> Division:
    """Divide some actors into two groups or more, or as many as there are.

    Parameters
    ----------
    basis
        The network.
    members
        Nodes to divide, ascending.
    grouping
        What is tried first. What does not divide them gives way to the other, to kinds, and to names.
    """
    ways: dict[Grouping, Callable[[Basis, np.ndarray], Division]] = {
        Grouping.PLACE: _by_place,
        Grouping.COMMUNITY: _by_ties,
    }
    first, *rest = sorted(ways, key=lambda one: one is not grouping)
    for way in (ways[first], *(ways[one] for one in rest), _by_kind):
        found = way(basis, members)
        if 1 < len(found) <= MOST_GROUPS:
            return found
    return _by_name(basis, members)


def within(basis: Basis, members: np.ndarray, key: str) -> np.ndarray:
    """Nodes of the group of a key among *members*, ascending.

    Raises
    ------
    InputError
        ``unknown_network_group`` where there is no such group, or nobody in it.
    """
    way, _, value = key.partition(":")
    if way not in _FINDERS:
        raise InputError("unknown_network_group", {"group": key})
    nodes = _FINDERS[way](basis, members, value)
    if not len(nodes):
        raise InputError("unknown_network_group", {"group": key})
    return nodes


def _grouped(members: np.ndarray, keys: list[str]) -> Division:
    found: dict[str, list[int]] = {}
    for node, key in zip(members.tolist(), keys, strict=True):
        found.setdefault(key, []).append(node)
    return {key: np.array(found[key]) for key in sorted(found)}


def _numbers(basis: Basis, members: np.ndarray) -> list[str]:
    return [number or NOWHERE for number in basis.column("municipality")[members]]


def _by_place(basis: Basis, members: np.ndarray) -> Division:
    """By side and municipality where that is few enough, else by municipality, else by county."""
    numbers = _numbers(basis, members)
    sides = basis.column("sector")[members].tolist()
    for keys in (
        [f"side:{number}:{side}" for number, side in zip(numbers, sides, strict=True)],
        [f"kommune:{number}" for number in numbers],
        [f"fylke:{number[:2]}" for number in numbers],
    ):
        if len(set(keys)) <= MOST_GROUPS:
            return _grouped(members, keys)
    return {}


def _by_ties(basis: Basis, members: np.ndarray) -> Division:
    """Divide by ties; kept, since to go into a group is to find the groups again."""
    which = hashlib.blake2b(members.astype(np.int64).tobytes()).hexdigest()
    return basis.once.get(f"ties {which}", lambda: _found_by_ties(basis, members))


def _found_by_ties(basis: Basis, members: np.ndarray) -> Division:
    """The largest communities, then the smaller ones as one, then those without a tie as one."""
    mask = np.ones(len(basis), dtype=bool)
    mask[members] = False
    part = basis.network.without(mask) if mask.any() else basis.network
    alone = part.degree == 0
    found = find_communities(part)
    drawn = [one for one, size in enumerate(found.sizes[:MOST_COMMUNITIES]) if size > 1]
    groups = {f"gruppe:{one + 1}": members[found.of == one] for one in drawn}
    rest = ~np.isin(found.of, drawn) & ~alone
    if rest.any():
        groups["gruppe:rest"] = members[rest]
    if alone.any():
        groups["gruppe:uten"] = members[alone]
    return groups


def _by_kind(basis: Basis, members: np.ndarray) -> Division:
    return _grouped(members, [f"slag:{kind}" for kind in basis.column("kind")[members]])


def _by_name(basis: Basis, members: np.ndarray) -> Division:
    """By name, in equal parts; the last resort, that always divides."""
    order = np.argsort(basis.folded[members], kind="stable")
    parts = max(min(-(-len(members) // PER_NAMES), MOST_GROUPS), 1)
    return {
        f"navn:{one + 1}": np.sort(members[part]) for one, part in enumerate(np.array_split(order, parts))
    }


def _side(basis: Basis, members: np.ndarray, value: str) -> np.ndarray:
    number, _, side = value.partition(":")
    here = _municipality(basis, members, number)
    return _where(basis, here, "sector", side)


def _municipality(basis: Basis, members: np.ndarray, value: str) -> np.ndarray:
    return _where(basis, members, "municipality", None if value == NOWHERE else value)


def _county(basis: Basis, members: np.ndarray, value: str) -> np.ndarray:
    found: np.ndarray = members[[number[:2] == value for number in _numbers(basis, members)]]
    return found


def _kind(basis: Basis, members: np.ndarray, value: str) -> np.ndarray:
    return _where(basis, members, "kind", value)


def _where(basis: Basis, members: np.ndarray, column: str, value: str | None) -> np.ndarray:
    found: np.ndarray = members[basis.column(column)[members] == np.array(value, dtype=object)]
    return found


def _tied(basis: Basis, members: np.ndarray, value: str) -> np.ndarray:
    return _by_ties(basis, members).get(f"gruppe:{value}", members[:0])


def _named(basis: Basis, members: np.ndarray, value: str) -> np.ndarray:
    return _by_name(basis, members).get(f"navn:{value}", members[:0])


_FINDERS: Final = {
    "side": _side, "kommune": _municipality, "fylke": _county, "slag": _kind, "gruppe": _tied,
    "navn": _named,
}  # fmt: skip
