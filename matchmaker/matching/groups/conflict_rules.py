"""The rules of an event one by one, each as its asker knows it and as what it rules out.

A :class:`~matchmaker.matching.groups.wishes.GroupWish` says what somebody asked for; the problem says what
follows from it. Here they are brought together again. What stands in the problem and in no wish (sizes, and
what the caller did not name) becomes a rule of its own, so that *all* rules here are all rules of the
problem. Those who need a step-free group are one rule, not one each, and so are all whom a group's language
keeps out: nobody asked for them one by one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from matchmaker.matching.groups.wishes import GroupWish

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from matchmaker.kernel.errors import Param
    from matchmaker.matching.groups.problem import Company, GroupsProblem, Limit

TOGETHER, SIZES, SEATS = "sammen", "storrelse", "plass"
MEET_ONCE, VISIT_ONCE = "motes_en_gang", "besok_en_gang"
APART = ("fra_hverandre", "leder", "husstand")
PINS = ("fast_plass", "vert")
_JOINED = ("trinnfri", "sprak")
OUTS = ("ikke_gruppe", "habilitet", *_JOINED)
COUNTS = {
    "mindreaarig": "minor_alone", "fasilitator": "facilitators", "enhet": "unit", "alene": "alone",
    "tolk": "interpreter",
}  # fmt: skip
"""Kinds of wishes that are limits or company, and their codes there."""


@dataclass(frozen=True)
class Rule:
    """One rule, as asked and as what follows from it."""

    wish: GroupWish
    pairs: tuple[tuple[int, ...], ...] = ()
    """Sets of people of whom no two share a group: one set for most rules."""
    blocked: np.ndarray | None = None
    """Where none of its people may sit, bool, shape (rounds, groups)."""
    limit: Limit | None = None
    company: Company | None = None
    params: Mapping[str, Param] = field(default_factory=dict)
    """Further words for its sentence."""

    @property
    def kind(self) -> str:
        """What kind of wish it is."""
        return self.wish.kind


def rules_of(problem: GroupsProblem, wishes: Sequence[GroupWish] = ()) -> tuple[Rule, ...]:
    """All rules that a seating of one round can break, named ones first, in the order given.

    Parameters
    ----------
    problem
        What holds. A wish that the problem does not bear out rules out nothing.
    wishes
        What was asked for; may be empty.
    """
    limits = dict(enumerate(problem.limits))
    company = dict(enumerate(problem.company))
    named = [_named(problem, wish, limits, company) for wish in _joined(wishes)]
    rules = [*named, *_seats(problem, named), *_together(problem, named), *_apart(problem, named)]
    for limit in limits.values():
        wish = GroupWish(_kind_of(limit.code), _positions(limit.members))
        rules.append(Rule(wish, limit=limit, params=limit.params))
    for helped in company.values():
        wish = GroupWish(_kind_of(helped.code), _positions(helped.members))
        rules.append(Rule(wish, company=helped, params=helped.params))
    return (*rules, *_sizes(problem))


def _joined(wishes: Sequence[GroupWish]) -> list[GroupWish]:
    """Wishes of which each person has a part as one; the same wish twice is one too."""
    found: dict[tuple[object, ...], GroupWish] = {}
    for wish in wishes:
        key = (wish.kind, wish.groups, () if wish.kind in _JOINED else wish.people)
        held = found[key].people if key in found else ()
        found[key] = GroupWish(wish.kind, tuple(sorted({*held, *wish.people})), wish.groups)
    return list(found.values())


def _named(
    problem: GroupsProblem, wish: GroupWish, limits: dict[int, Limit], company: dict[int, Company]
) -> Rule:
    """What a wish rules out; limits and company that have been found are taken out of those that are left."""
    if wish.kind in APART:
        return Rule(wish, pairs=(wish.people,))
    if wish.kind in (*PINS, *OUTS):
        return Rule(wish, blocked=_blocked(problem, wish))
    mine = np.zeros(len(problem.people), dtype=bool)
    mine[list(wish.people)] = True
    for place, limit in limits.items():
        if COUNTS.get(wish.kind) == limit.code and (limit.members == mine).all():
            return Rule(wish, limit=limits.pop(place), params=limit.params)
    for place, helped in company.items():
        if COUNTS.get(wish.kind) == helped.code and (helped.members == mine).all():
            return Rule(wish, company=company.pop(place), params=helped.params)
    return Rule(wish)


def _blocked(problem: GroupsProblem, wish: GroupWish) -> np.ndarray:
    """Where a wish about places keeps its people out, as far as the problem says the same."""
    blocked = np.zeros(problem.least.shape, dtype=bool)
    if wish.kind in PINS:
        held = problem.most[:, wish.groups[0]] > 0  # a pin means nothing in a round without its group
        blocked[held] = True
        blocked[:, list(wish.groups)] = False
    else:
        blocked[:, list(wish.groups)] = True
    may = problem.allowed[:, list(wish.people)].any(axis=1)
    return np.asarray(blocked & ~may)


def _seats(problem: GroupsProblem, named: list[Rule]) -> Iterator[Rule]:
    """What is not allowed and no wish says: one rule for all who are kept out of the same groups."""
    left = ~problem.allowed & (problem.most > 0)[:, None, :]
    for rule in named:
        if rule.blocked is not None:
            for person in rule.wish.people:
                left[:, person] &= ~rule.blocked
    alike: dict[bytes, list[int]] = defaultdict(list)
    for person in _positions(np.asarray(left.any(axis=(0, 2)))):
        alike[left[:, person].tobytes()].append(person)
    for people in alike.values():
        groups = _positions(np.asarray(left[:, people[0]].any(axis=0)))
        yield Rule(GroupWish(SEATS, tuple(people), groups), blocked=left[:, people[0]])


def _together(problem: GroupsProblem, named: list[Rule]) -> Iterator[Rule]:
    """Those who sit together without a wish that says so, or with one about somebody who is absent."""
    graph: nx.Graph[int] = nx.Graph()
    for rule in named:
        if rule.kind == TOGETHER:
            graph.add_edges_from(combinations(rule.wish.people, 2))
    for block in problem.together:
        for there in np.unique(problem.present[:, list(block)], axis=0):
            mine = [person for person, here in zip(block, there.tolist(), strict=True) if here]
            asked = graph.subgraph(mine)
            if len(mine) > 1 and not (len(asked) == len(mine) and nx.is_connected(asked)):
                yield Rule(GroupWish(TOGETHER, tuple(block)))
                break


def _apart(problem: GroupsProblem, named: list[Rule]) -> Iterator[Rule]:
    """Pairs that no wish names, gathered into sets of which no two share a group."""
    known = {pair for rule in named for people in rule.pairs for pair in combinations(sorted(people), 2)}
    left = sorted(set(problem.apart) - known)
    for people in clique_cover(left):
        yield Rule(GroupWish(APART[0], people), pairs=(people,))


def clique_cover(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    """Sets that hold all pairs and, two by two, nothing but pairs; greedy, each begun at the first left."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_edges_from(sorted(pairs))
    left = set(graph.edges) | {(b, a) for a, b in graph.edges}
    for one, other in sorted(graph.edges):
        if (one, other) not in left:
            continue
        held = [one, other]
        common = sorted(set(graph[one]) & set(graph[other]))
        for third in common:
            if all(third in graph[member] for member in held):
                held.append(third)
        for pair in combinations(held, 2):
            left -= {pair, pair[::-1]}
        yield tuple(sorted(held))


def _sizes(problem: GroupsProblem) -> Iterator[Rule]:
    """The sizes of groups: one rule for all groups that have the same in the rounds in which they are."""
    alike: dict[tuple[tuple[int, int], ...], list[int]] = defaultdict(list)
    for group in range(len(problem.groups)):
        sizes = {
            (int(low), int(high))
            for low, high in zip(problem.least[:, group], problem.most[:, group], strict=True)
            if high > 0
        }
        alike[tuple(sorted(sizes))].append(group)
    for held, groups in alike.items():
        least, most = min((low for low, _ in held), default=0), max((high for _, high in held), default=0)
        params = {"least": least, "most": most, "count": len(groups)}
        yield Rule(GroupWish(SIZES, (), tuple(groups)), params=params)


def _kind_of(code: str) -> str:
    return next((kind for kind, known in COUNTS.items() if known == code), code)


def _positions(members: np.ndarray) -> tuple[int, ...]:
    return tuple(np.flatnonzero(members).tolist())
