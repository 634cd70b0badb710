"""What rules that tie rounds together cannot be kept, by counting.

These are simple necessary conditions: a set that is named cannot be kept, and one that is not named perhaps
cannot either.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from matchmaker.matching.groups.conflict_rules import MEET_ONCE, PINS, SIZES, VISIT_ONCE, Rule
from matchmaker.matching.groups.wishes import GroupWish

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matchmaker.matching.groups.problem import GroupsProblem

_MOST_RULES = 4
"""Rules about one person's places of which all combinations are tried."""


def across_rounds(problem: GroupsProblem, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The smallest set found of rules that no seating of all rounds keeps; empty when none was found."""
    found: list[tuple[Rule, ...]] = []
    if problem.visit_once:
        found += list(_visits(problem, rules))
    if problem.meet_once:
        found += list(_meetings(problem, rules))
    return min(found, key=len, default=())


def _visits(problem: GroupsProblem, rules: Sequence[Rule]) -> Iterator[tuple[Rule, ...]]:
    """People for whom there are too few groups to come to a new one in every round."""
    once = Rule(GroupWish(VISIT_ONCE, ()))
    mine: dict[int, list[Rule]] = {}
    for rule in rules:
        if rule.blocked is not None and rule.blocked.any():
            for person in rule.wish.people:
                mine.setdefault(person, []).append(rule)
    stays = problem.stays
    for there in np.unique(problem.present.T, axis=0):
        if not _distinct(problem, there, ()):
            yield (once,)
    for person in sorted(mine):
        if not stays[person]:
            yield from _too_few(problem, person, mine[person][:_MOST_RULES], once)


def _too_few(problem: GroupsProblem, person: int, mine: list[Rule], once: Rule) -> Iterator[tuple[Rule, ...]]:
    for number in range(1, len(mine) + 1):
        for some in combinations(mine, number):
            if not _distinct(problem, problem.present[:, person], some):
                yield (*some, once)
                return


def _distinct(problem: GroupsProblem, there: np.ndarray, some: Sequence[Rule]) -> bool:
    """Whether each round in which somebody is there can have a group of its own."""
    may = (problem.most > 0) & np.asarray(there)[:, None]
    for rule in some:
        may = may if rule.blocked is None else may & ~rule.blocked
    needed = int(np.asarray(there).sum())
    matched = maximum_bipartite_matching(csr_array(may.astype(np.int8)), perm_type="column")
    return int((matched >= 0).sum()) >= needed


def _meetings(problem: GroupsProblem, rules: Sequence[Rule]) -> Iterator[tuple[Rule, ...]]:
    """Pairs that must meet twice."""
    once = Rule(GroupWish(MEET_ONCE, ()))
    if _too_many(problem, with_sizes=False) or _crowded(problem):
        yield (once,)
    elif _too_many(problem, with_sizes=True):
        yield (*(rule for rule in rules if rule.kind == SIZES), once)
    before, wanted = _met_before(problem), _wanted(problem)
    for one, other in combinations([rule for rule in rules if rule.kind in PINS], 2):
        if one.wish.groups == other.wish.groups and one.wish.people != other.wish.people:
            a, b = one.wish.people[0], other.wish.people[0]
            held = problem.most[:, one.wish.groups[0]] > 0
            both = int((problem.present[:, a] & problem.present[:, b] & held).sum())
            pair = (min(a, b), max(a, b))
            if both and both + before[pair] > 1 and pair not in wanted:
                yield one, other, once


def _wanted(problem: GroupsProblem) -> set[tuple[int, int]]:
    """Pairs that are to sit together: they may meet as often as they do."""
    return {pair for block in problem.together for pair in combinations(sorted(block), 2)}


def _met_before(problem: GroupsProblem) -> Counter[tuple[int, int]]:
    met: Counter[tuple[int, int]] = Counter()
    for earlier in problem.past:
        for group in np.unique(earlier[earlier >= 0]):
            met.update(combinations(np.flatnonzero(earlier == group).tolist(), 2))
    return met


def _too_many(problem: GroupsProblem, *, with_sizes: bool) -> bool:
    """Whether groups must hold more pairs in all than there are to meet for the first time."""
    count = len(problem.people)
    wanted = _wanted(problem)
    free = count * (count - 1) // 2 - len(set(_met_before(problem)) | wanted)
    free += sum(int((problem.present[:, one] & problem.present[:, other]).sum()) for one, other in wanted)
    pairs = 0
    for at in range(problem.rounds):
        held = np.flatnonzero(problem.most[at] > 0)
        number = int(problem.present[at].sum())
        low = problem.least[at, held] if with_sizes else np.zeros(len(held), dtype=np.int64)
        high = problem.most[at, held] if with_sizes else np.full(len(held), number)
        if not len(held) or not low.sum() <= number <= high.sum():
            return False
        pairs += least_pairs(low, high, number)
    return pairs > free


def least_pairs(low: np.ndarray, high: np.ndarray, number: int) -> int:
    """Fewest pairs that share a group when so many people fill groups within their sizes.

    The next person adds as many pairs as there are in the group, so each goes where fewest are: exact.
    """
    size = np.asarray(low, dtype=np.int64).copy()
    left = number - int(size.sum())
    level = 0
    while left > 0:
        open_to = np.flatnonzero((size <= level) & (size < high))
        taken = open_to[:left]
        size[taken] += 1
        left -= len(taken)
        level += 1
        if level > number:
            break
    return int((size * (size - 1) // 2).sum())


def _crowded(problem: GroupsProblem) -> bool:
    """Whether some group must hold more people than there are groups to part them in another round."""
    first_of = np.arange(len(problem.people))
    for block in problem.together:  # they take one place among those who are to be parted
        first_of[list(block)] = block[0]
    for one, other in combinations(range(problem.rounds), 2):
        both = len(np.unique(first_of[problem.present[one] & problem.present[other]]))
        groups = (problem.most > 0).sum(axis=1)
        for first, second in ((one, other), (other, one)):
            if groups[first] and -(-both // int(groups[first])) > groups[second]:
                return True
    return False
