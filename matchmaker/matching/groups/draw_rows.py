"""A veiled problem as rows of plain values, for a document that can be hashed row by row.

What is about a group stands in the group's row and what is about a person in the person's, so that a change
in one of them is one row. Everything is whole numbers, positions from 0; ``draw_reading`` reads it back.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matchmaker.kernel.canonical import Canonical
    from matchmaker.matching.groups.draw import Veiled
    from matchmaker.matching.groups.problem import GroupsProblem, Limit


class Kind(StrEnum):
    """What a row is about, in the order in which rows stand."""

    HEAD = "hode"
    EVENT = "arrangement"
    GROUP = "gruppe"
    ASPECT = "egenskap"
    LIMIT = "regel"
    PERSON = "person"
    RESULT = "resultat"
    SEAT = "plass"
    END = "slutt"


FIELDS = {
    Kind.EVENT: ("people", "groups", "rounds", "aspects", "limits", "company", "earlier", "challenges",
                 "told", "meet_once", "visit_once", "order"),
    Kind.GROUP: ("id", "least", "most", "works"),
    Kind.ASPECT: ("mode", "weight", "values", "ordered"),
    Kind.LIMIT: ("low", "high", "never_one"),
    Kind.PERSON: ("number", "commitment", "present", "allowed", "values", "limits", "needs", "helps",
                  "together", "apart", "ties", "past", "wishes", "told"),
}  # fmt: skip
"""What stands in each row of a problem beside its kind."""


def problem_rows(veiled: Veiled) -> Iterator[dict[str, Canonical]]:
    """Write a problem: the event, its groups, attributes, rules, and people, one row each."""
    problem = veiled.problem
    yield {
        "kind": Kind.EVENT.value, "people": len(problem.people), "groups": len(problem.groups),
        "rounds": problem.rounds, "aspects": len(problem.aspects), "limits": len(problem.limits),
        "company": len(problem.company), "earlier": len(problem.past), "challenges": _challenges(problem),
        "told": problem.told is not None, "meet_once": problem.meet_once, "visit_once": problem.visit_once,
        "order": [level.value for level in problem.order],
    }  # fmt: skip
    works = problem.challenge if _challenges(problem) else np.zeros((0, len(problem.groups)), dtype=np.int32)
    for group, name in enumerate(problem.groups):
        yield {
            "kind": Kind.GROUP.value, "id": name, "least": _whole(problem.least[:, group]),
            "most": _whole(problem.most[:, group]), "works": _whole(works[:, group]),
        }  # fmt: skip
    for aspect in problem.aspects:
        yield {
            "kind": Kind.ASPECT.value, "mode": aspect.mode.value, "weight": int(aspect.weight),
            "values": len(aspect.values), "ordered": bool(aspect.ordered),
        }  # fmt: skip
    for limit in problem.limits:
        yield _limit(limit)
    yield from _people(veiled)


def _challenges(problem: GroupsProblem) -> int:
    return problem.wishes.shape[1] if problem.wishes.size else 0


def _limit(limit: Limit) -> dict[str, Canonical]:
    return {
        "kind": Kind.LIMIT.value, "low": [runs(row) for row in limit.low],
        "high": [runs(row) for row in limit.high], "never_one": bool(limit.never_one),
    }  # fmt: skip


def _people(veiled: Veiled) -> Iterator[dict[str, Canonical]]:
    problem = veiled.problem
    apart: dict[int, list[int]] = defaultdict(list)
    ties: dict[int, list[list[int]]] = defaultdict(list)
    for one, other in problem.apart:
        apart[one].append(other)
    for one, other, points in problem.ties:
        ties[one].append([other, points])
    block = {person: at for at, block in enumerate(problem.together) for person in block}
    for number, commitment in enumerate(veiled.commitments):
        yield {
            "kind": Kind.PERSON.value, "number": number, "commitment": commitment,
            "present": _which(problem.present[:, number]),
            "allowed": [ranges(row) for row in problem.allowed[:, number]],
            "values": [_which(one.members[number]) for one in problem.aspects],
            "limits": _holding(one.members[number] for one in problem.limits),
            "needs": _holding(one.members[number] for one in problem.company),
            "helps": _holding(one.helpers[number] for one in problem.company),
            "together": block.get(number), "apart": apart[number], "ties": ties[number],
            "past": _whole(problem.past[:, number]) if len(problem.past) else [],
            "wishes": _whole(problem.wishes[number]) if _challenges(problem) else [],
            "told": [] if problem.told is None else _whole(problem.told[:, number]),
        }  # fmt: skip


def _whole(values: np.ndarray) -> list[int]:
    return [int(one) for one in values]


def _which(flags: np.ndarray) -> list[int]:
    return [int(one) for one in np.flatnonzero(flags)]


def _holding(flags: Iterable[bool]) -> list[int]:
    return [at for at, flag in enumerate(flags) if flag]


def ranges(flags: np.ndarray) -> list[list[int]]:
    """First and last of each unbroken stretch of true values.

    >>> ranges(np.array([True, True, False, True]))
    [[0, 1], [3, 3]]
    """
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [[int(first), int(after) - 1] for first, after in zip(edges[::2], edges[1::2], strict=True)]


def runs(values: np.ndarray) -> list[list[int]]:
    """A value and how many times on end it stands, one after another.

    >>> runs(np.array([0, 0, 5]))
    [[0, 2], [5, 1]]
    """
    return [[value, len(list(same))] for value, same in groupby(_whole(values))]
