"""Sets of rules that are often impossible, found by counting: guesses, each to be asked about.

Smaller sets come first. They need no programme over all people, so they are found at any size.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.groups.conflict_rules import PINS, SIZES, TOGETHER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.matching.groups.conflict_rules import Rule
    from matchmaker.matching.groups.feasible import Round

_MOST = 60
"""Guesses that are asked about."""


def suspects(held: Round) -> list[frozenset[int]]:
    """Sets of rules of a round that a count says cannot all be kept, the smallest first."""
    sizes = [place for place, rule in enumerate(held.rules) if rule.kind == SIZES]
    found = {frozenset(one) for guess in (_alone, _collide, _full) for one in guess(held, sizes)}
    return sorted(found, key=lambda one: (len(one), sorted(one)))[:_MOST]


def _there(held: Round, place: int) -> int:
    return int(np.isin(held.people, held.rules[place].wish.people).sum())


def _alone(held: Round, sizes: list[int]) -> Iterator[set[int]]:
    """Rules that cannot be kept by themselves, or not with the sizes of groups."""
    at, groups, problem = held.at, held.groups, held.problem
    least, most = int(problem.least[at, groups].sum()), int(problem.most[at, groups].sum())
    if not least <= len(held.people) <= most:
        yield set(sizes)
    for place, rule in enumerate(held.rules):
        number = _there(held, place)
        lonely = rule.company is not None and not rule.company.helpers[held.people].any()
        if (rule.pairs and number > len(groups)) or (lonely and number):
            yield {place}
        if rule.limit is not None:
            low, high = rule.limit.low[at, groups].sum(), rule.limit.high[at, groups].sum()
            if not low <= number <= high or (rule.limit.never_one and number == 1):
                yield {place}
        if rule.blocked is not None:
            free = groups[~rule.blocked[at, groups]]
            if number > problem.most[at, free].sum():
                yield {place, *_sizes_of(held, sizes, free.tolist())} if len(free) else {place}
        if rule.kind == TOGETHER and number > problem.most[at].max(initial=0):
            yield {place, *sizes}


def _sizes_of(held: Round, sizes: list[int], groups: list[int]) -> set[int]:
    """Rules about the sizes of some groups."""
    return {one for one in sizes if set(held.rules[one].wish.groups) & set(groups)}


def _pinned(held: Round) -> Iterator[tuple[int, Rule]]:
    """Fixed places that mean something in this round."""
    for place, rule in enumerate(held.rules):
        if rule.kind in PINS and rule.blocked is not None and rule.blocked[held.at].any():
            yield place, rule


def _collide(held: Round, sizes: list[int]) -> Iterator[set[int]]:
    """Places that do not go with being together or apart, and two who are to be both."""
    del sizes
    where: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, rule in _pinned(held):
        for person in rule.wish.people:
            where[person].append((place, rule.wish.groups[0]))
    for mine in where.values():
        yield from ({one, other} for (one, a), (other, b) in combinations(mine, 2) if a != b)
    block_of: dict[int, int] = {}
    pairs = []
    for place, rule in enumerate(held.rules):
        alike = rule.kind == TOGETHER
        if alike or rule.pairs:
            pins = [pin for person in rule.wish.people for pin in where.get(person, ())][:_MOST]
            yield from (
                {place, one, other}
                for (one, a), (other, b) in combinations(pins, 2)
                if one != other and (a != b) == alike
            )
            block_of |= dict.fromkeys(rule.wish.people, place) if alike else {}
            pairs += [] if alike else [place]
    for place in pairs:
        people = held.rules[place].wish.people
        blocks = Counter(block_of[person] for person in people if person in block_of)
        yield from ({place, block} for block, number in blocks.items() if number > 1)


def _full(held: Round, sizes: list[int]) -> Iterator[set[int]]:
    """More who are to sit in one group than it holds."""
    pinned: dict[int, list[int]] = defaultdict(list)
    for place, rule in _pinned(held):
        if _there(held, place):
            pinned[rule.wish.groups[0]].append(place)
    for group, pins in pinned.items():
        most = int(held.problem.most[held.at, group])
        if len(pins) > most:
            yield {*pins[: most + 1], *_sizes_of(held, sizes, [group])}
