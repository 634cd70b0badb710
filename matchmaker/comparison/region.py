"""The region as a network of networks: ties across municipalities, what none has, what several share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model.vocabulary import Sector
from matchmaker.needs.fit import ancestors
from matchmaker.network.network import COLLABORATION, Network
from matchmaker.network.parts import Parts

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaker.model.register import Register


@dataclass(frozen=True, slots=True)
class RegionGap:
    """A contribution that nobody in the region has."""

    contribution: str
    needed_by: tuple[str, ...]
    """Challenges in the region that need it; none is a gap all the same, and a smaller one."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A challenge or a theme of several municipalities."""

    code: str
    """Challenge id, or theme as written."""
    numbers: tuple[str, ...]
    """The municipalities, in number order; two or more."""


@dataclass(frozen=True, slots=True)
class Region:
    """Municipalities as one network."""

    numbers: tuple[str, ...]
    """The municipalities, in number order."""
    ties: tuple[tuple[int, ...], ...]
    """Tied pairs between each two of them; on the diagonal within. Symmetric."""
    beyond: int
    """Tied pairs between one of them and somebody who belongs to none of them, or of whom it is not known."""
    sides_absent: tuple[str, ...]
    """Sides on which nobody is registered in any of the municipalities."""
    sides_alone: tuple[str, ...]
    """Sides that are there, without any tie across municipalities."""
    gaps: tuple[RegionGap, ...]
    """Contributions nobody offers: needed ones first, then by code. Where a whole kind is missing, its parts
    are not listed, unless they are needed."""
    shared_challenges: tuple[Shared, ...]
    shared_themes: tuple[Shared, ...]


def region(
    register: Register, numbers: Collection[str], relations: Collection[str] = COLLABORATION
) -> Region:
    """See municipalities as one network.

    Parameters
    ----------
    register
        Their actors, ties and challenges.
    numbers
        The municipalities' present numbers. An actor without a municipality belongs to none of them.
    relations
        Which ties.
    """
    ordered = tuple(sorted(set(numbers)))
    network, of = Network.from_register(register, relations), _homes(register, ordered)
    one, other = of[network.tail], of[network.head]
    inside = (one >= 0) & (other >= 0)
    absent, alone = _sides(register, network, of, inside & (one != other))
    return Region(
        numbers=ordered,
        ties=_between(one[inside], other[inside], len(ordered)),
        beyond=int(((one >= 0) != (other >= 0)).sum()),
        sides_absent=absent,
        sides_alone=alone,
        gaps=_gaps(register, of, ordered),
        shared_challenges=_several(_challenges(register, ordered)),
        shared_themes=_several(_themes(register, ordered)),
    )


def _between(one: np.ndarray, other: np.ndarray, size: int) -> tuple[tuple[int, ...], ...]:
    """Tied pairs between every two municipalities."""
    counts = np.zeros((size, size), dtype=np.int64)
    np.add.at(counts, (one, other), 1)
    ties = counts + counts.T - np.diag(np.diag(counts))
    return tuple(tuple(map(int, row)) for row in ties)


def _sides(
    register: Register, network: Network, of: np.ndarray, across: np.ndarray
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Sides that nobody is on, and those without a tie across municipalities."""
    values = register.actors["sector"].astype(object)
    sides = Parts.from_values(values.where(values.notna(), None), [side.value for side in Sector])
    there = np.bincount(sides.of[(of >= 0) & (sides.of >= 0)], minlength=len(sides.names))
    ends = sides.of[np.concatenate([network.tail[across], network.head[across]])]
    tied = np.bincount(ends[ends >= 0], minlength=len(sides.names))
    absent = tuple(name for name, count in zip(sides.names, there, strict=True) if not count)
    alone = (there > 0) & (tied == 0)
    return absent, tuple(name for name, silent in zip(sides.names, alone, strict=True) if silent)


def _homes(register: Register, numbers: tuple[str, ...]) -> np.ndarray:
    place = {number: code for code, number in enumerate(numbers)}
    homes = register.actors["municipality"].astype(object)
    return np.array([place.get(home, -1) for home in homes], dtype=np.int64)


def _gaps(register: Register, of: np.ndarray, numbers: tuple[str, ...]) -> tuple[RegionGap, ...]:
    parents = register.contribution_parents
    frame = register.frame("contributions")
    offered = set(frame["contribution"].astype(str)[of[frame["actor"].cat.codes.to_numpy()] >= 0])
    had = {code for one in offered for code in ancestors(one, parents)}
    here, frame = dict(_challenges(register, numbers)), register.frame("needs")
    needed: dict[str, set[str]] = {}
    rows = zip(frame["contribution"].astype(str), frame["challenge"].astype(str), strict=True)
    for contribution, challenge in rows:
        if challenge in here:
            needed.setdefault(contribution, set()).add(challenge)
    missing = [
        code
        for code, parent in parents.items()
        if code not in had and (code in needed or parent is None or parent in had)
    ]
    found = [RegionGap(code, tuple(sorted(needed.get(code, ())))) for code in sorted(missing)]
    return tuple(sorted(found, key=lambda gap: not gap.needed_by))


def _challenges(register: Register, numbers: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Challenges of the region, with the municipalities among *numbers* that have them."""
    frame = register.frame("challenges").astype(object)
    found = []
    for code, where in zip(frame["id"], frame["municipalities"], strict=True):
        mine = tuple(sorted(set(_words(where)) & set(numbers)))
        if mine:
            found.append((str(code), mine))
    return found


def _themes(register: Register, numbers: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    """Themes of those challenges, with the municipalities that have one of that theme."""
    frame = register.frame("challenges").astype(object)
    themes = dict(zip(frame["id"].astype(str), frame["themes"], strict=True))
    together: dict[str, set[str]] = {}
    for code, where in _challenges(register, numbers):
        for theme in _words(themes[code]):
            together.setdefault(theme, set()).update(where)
    return [(theme, tuple(sorted(where))) for theme, where in sorted(together.items())]


def _several(found: list[tuple[str, tuple[str, ...]]]) -> tuple[Shared, ...]:
    return tuple(Shared(code, where) for code, where in found if len(where) > 1)


def _words(cell: object) -> list[str]:
    """The words of a cell that holds several; none where it is empty."""
    return [word for word in cell.split("|") if word] if isinstance(cell, str) else []
