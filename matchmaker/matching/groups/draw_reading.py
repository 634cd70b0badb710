"""Rows back into a problem, whoever has written them: nothing is made before its size is known to be bounded.

What is read here goes into compiled code that checks no index, so that every number is held within its range
first.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import InputError, Message
from matchmaker.matching.groups.draw_fields import LONGEST_WORD, Fields
from matchmaker.matching.groups.draw_rows import FIELDS, Kind
from matchmaker.matching.groups.problem import Aspect, Company, GroupsProblem, Level, Limit
from matchmaker.model.vocabulary import GroupMode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from matchmaker.kernel.canonical import Canonical

MOST_PEOPLE, MOST_GROUPS, MOST_ROUNDS, MOST_ASPECTS, MOST_VALUES = 50_000, 10_000, 100, 50, 2_000
MOST_RULES, MOST_EARLIER, MOST_CHALLENGES = 20_000, 1_000, 1_000
MOST_PLACES = 60_000_000
"""People × groups × rounds."""
MOST_CELLS = 50_000_000
"""Cells of any table that the search or the referee makes."""
MOST_PAIRS = 4_000_000
"""Pairs of people in a group, over all groups, rounds and earlier events: each is counted by itself."""
MOST_POINTS, MOST_NUMBER = 1_000_000, 1_000_000_000
HASH = "[0-9a-f]{64}"


@dataclass(frozen=True)
class ProblemRead:
    """A problem as a draw's rows tell it."""

    problem: GroupsProblem
    commitments: tuple[str, ...]
    """One per person."""
    rows: int
    """How many rows it took."""


@dataclass
class _Sizes:
    """What the first row tells, and what must fit in it."""

    people: int
    groups: int
    rounds: int
    aspects: int
    limits: int
    company: int
    earlier: int
    challenges: int
    told: bool
    values: list[int] = field(default_factory=list)


@dataclass
class _Pairs:
    """What people's rows tell about other people."""

    together: dict[int, list[int]] = field(default_factory=dict)
    apart: list[tuple[int, int]] = field(default_factory=list)
    ties: list[tuple[int, int, int]] = field(default_factory=list)


def read_problem(row: Callable[[int], Canonical], first: int, rows: int) -> ProblemRead:
    """Read a problem.

    Parameters
    ----------
    row
        Gives row number n of the document, from 1.
    first
        Number of the problem's first row.
    rows
        How many rows the document has.

    Raises
    ------
    InputError
        ``draw_row``: a field is missing or is not what it must be; ``draw_too_large``: more than is read.
    """

    def fields(number: int, kind: Kind) -> Fields:
        return Fields(number, row(number) if number <= rows else None, kind.value, FIELDS[kind])

    event = fields(first, Kind.EVENT)
    sizes = _sizes(event)
    order = _order(event)
    end = first + 1 + sizes.groups + sizes.aspects + sizes.limits + sizes.people
    if end - 1 > rows:
        raise event.wrong("people")
    numbers = iter(range(first + 1, end))
    groups = [fields(next(numbers), Kind.GROUP) for _ in range(sizes.groups)]
    least, most, works = _groups(groups, sizes)
    aspects = [_aspect(fields(next(numbers), Kind.ASPECT), at, sizes) for at in range(sizes.aspects)]
    _bounded(sizes, most)
    limits = [_limit(fields(next(numbers), Kind.LIMIT), at, sizes) for at in range(sizes.limits)]
    problem = GroupsProblem(
        tuple(map(str, range(sizes.people))), tuple(one.word("id") for one in groups), least, most,
        np.zeros((sizes.rounds, sizes.people), dtype=bool),
        np.zeros((sizes.rounds, sizes.people, sizes.groups), dtype=bool), tuple(aspects), tuple(limits),
        tuple(Company(str(at), {}, *_two(sizes.people)) for at in range(sizes.company)),
        past=np.zeros((sizes.earlier, sizes.people if sizes.earlier else 0), dtype=np.int32),
        wishes=np.zeros((sizes.people, sizes.challenges) if sizes.challenges else (0, 0), dtype=np.int32),
        challenge=works, told=np.zeros((sizes.rounds, sizes.people), dtype=np.int32) if sizes.told else None,
        meet_once=event.flag("meet_once"), visit_once=event.flag("visit_once"), order=order,
    )  # fmt: skip
    pairs = _Pairs()
    commitments = [
        _person(fields(number, Kind.PERSON), at, problem, sizes, pairs) for at, number in enumerate(numbers)
    ]
    _fits(problem, event)
    made = _with_pairs(problem, pairs)
    _bounded(sizes, most, widest=max(map(len, made.together), default=1))
    return ProblemRead(made, tuple(commitments), end - first)


def _two(people: int) -> tuple[np.ndarray, np.ndarray]:
    return np.zeros(people, dtype=bool), np.zeros(people, dtype=bool)


def _sizes(event: Fields) -> _Sizes:
    sizes = _Sizes(
        event.whole("people", 0, MOST_PEOPLE), event.whole("groups", 1, MOST_GROUPS),
        event.whole("rounds", 1, MOST_ROUNDS), event.whole("aspects", 0, MOST_ASPECTS),
        event.whole("limits", 0, MOST_RULES), event.whole("company", 0, MOST_RULES),
        event.whole("earlier", 0, MOST_EARLIER), event.whole("challenges", 0, MOST_CHALLENGES),
        event.flag("told"),
    )  # fmt: skip
    _within("places", sizes.people * sizes.groups * sizes.rounds, MOST_PLACES)
    columns = sizes.earlier + sizes.challenges + sizes.limits + 2 * sizes.company
    _within("cells", sizes.people * columns, MOST_CELLS)
    _within("cells", 2 * sizes.limits * sizes.rounds * sizes.groups, MOST_CELLS)
    return sizes


def _within(what: str, number: int, most: int) -> None:
    if number > most:
        raise InputError(
            "draw_too_large", {"what": Message(f"draw.what_{what}"), "number": number, "most": most}
        )


def _bounded(sizes: _Sizes, most: np.ndarray, widest: int = 1) -> None:
    """Hold what the search and the referee will make within bounds, before anything of it is made."""
    room = min(sizes.people, int(most.max(initial=0)) + 2 * widest) + 9
    features = sum(sizes.values) + sizes.aspects + sizes.limits + 2 * sizes.company
    _within("cells", features * sizes.rounds * sizes.groups * room, MOST_CELLS)
    _within("cells", features * sizes.people, MOST_CELLS)
    _within("cells", sizes.rounds * sizes.groups * room, MOST_CELLS)
    _within("pairs", pairs_of(most), MOST_PAIRS)


def pairs_of(counts: np.ndarray) -> int:
    """How many pairs groups of so many people have together."""
    whole = counts.astype(np.int64)
    return int((whole * (whole - 1) // 2).sum())


def _order(event: Fields) -> tuple[Level, ...]:
    order = event.words("order")
    known = [level.value for level in Level]
    if len(set(order)) != len(order) or not set(order) <= set(known):
        raise event.wrong("order")
    return tuple(map(Level, order))


def _groups(groups: Sequence[Fields], sizes: _Sizes) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    least = np.zeros((sizes.rounds, sizes.groups), dtype=np.int64)
    most = np.zeros_like(least)
    works = np.zeros(least.shape if sizes.challenges else (0, 0), dtype=np.int32)
    for at, group in enumerate(groups):
        group.word("id", f".{{1,{LONGEST_WORD}}}")
        least[:, at] = group.wholes("least", sizes.rounds, 0, sizes.people)
        most[:, at] = group.wholes("most", sizes.rounds, 0, sizes.people)
        if (least[:, at] > most[:, at]).any():
            raise group.wrong("least")
        told = group.wholes("works", sizes.rounds if sizes.challenges else 0, -1, sizes.challenges - 1)
        if sizes.challenges:
            works[:, at] = told
    return least, most, works


def _aspect(row: Fields, at: int, sizes: _Sizes) -> Aspect:
    mode = row.word("mode")
    if mode not in {one.value for one in GroupMode}:
        raise row.wrong("mode")
    values = row.whole("values", 0, MOST_VALUES)
    sizes.values.append(values)
    _within("cells", sizes.people * sum(sizes.values), MOST_CELLS)
    members = np.zeros((sizes.people, values), dtype=bool)
    names = tuple(map(str, range(values)))
    return Aspect(
        str(at), GroupMode(mode), row.whole("weight", 0, MOST_POINTS), names, members, row.flag("ordered")
    )


def _limit(row: Fields, at: int, sizes: _Sizes) -> Limit:
    low, high = (_spread(row, name, sizes) for name in ("low", "high"))
    return Limit(str(at), {}, np.zeros(sizes.people, dtype=bool), low, high, row.flag("never_one"))


def _spread(row: Fields, name: str, sizes: _Sizes) -> np.ndarray:
    """Runs written out: as many values as there are groups, per round."""
    spread = np.zeros((sizes.rounds, sizes.groups), dtype=np.int64)
    for at, run in enumerate(row.lists_of_pairs(name, sizes.rounds, 0, MOST_NUMBER)):
        start = 0
        for value, times in run:
            if start + times > sizes.groups:
                raise row.wrong(name)
            spread[at, start : start + times] = value
            start += times
        if start != sizes.groups:
            raise row.wrong(name)
    return spread


def _person(row: Fields, at: int, problem: GroupsProblem, sizes: _Sizes, pairs: _Pairs) -> str:
    """Read a person's row into the problem's arrays; gives the commitment."""
    row.whole("number", at, at)
    _traits(row, at, problem, sizes)
    problem.present[row.wholes("present", None, 0, sizes.rounds - 1), at] = True
    for then, stretches in enumerate(row.lists_of_pairs("allowed", sizes.rounds, 0, sizes.groups - 1)):
        for first, last in stretches:
            problem.allowed[then, at, first : last + 1] = True
    past = row.wholes("past", sizes.earlier, -1, MOST_NUMBER)
    wishes = row.wholes("wishes", sizes.challenges, 0, MOST_POINTS)
    told = row.wholes("told", sizes.rounds if sizes.told else 0, -1, sizes.groups - 1)
    if sizes.earlier:
        problem.past[:, at] = past
    if sizes.challenges:
        problem.wishes[at] = wishes
    if problem.told is not None:
        problem.told[:, at] = told
    _others(row, at, sizes, pairs)
    return row.word("commitment", HASH)


def _traits(row: Fields, at: int, problem: GroupsProblem, sizes: _Sizes) -> None:
    """Which values somebody has, and which rules are about them."""
    values = row.lists("values", sizes.aspects, None, 0, MOST_VALUES)
    for held, aspect in zip(values, problem.aspects, strict=True):
        if any(value >= len(aspect.values) for value in held):
            raise row.wrong("values")
        aspect.members[at, held] = True
    for limit in row.wholes("limits", None, 0, sizes.limits - 1):
        problem.limits[limit].members[at] = True
    for one in row.wholes("needs", None, 0, sizes.company - 1):
        problem.company[one].members[at] = True
    for one in row.wholes("helps", None, 0, sizes.company - 1):
        problem.company[one].helpers[at] = True


def _others(row: Fields, at: int, sizes: _Sizes, pairs: _Pairs) -> None:
    block = row.optional("together", 0, sizes.people - 1)
    if block is not None:
        pairs.together.setdefault(block, []).append(at)
    pairs.apart += [(at, other) for other in row.wholes("apart", None, at + 1, sizes.people - 1)]
    for other, points in row.pairs("ties", -MOST_POINTS, max(MOST_POINTS, sizes.people)):
        if not at < other < sizes.people or not points <= MOST_POINTS:
            raise row.wrong("ties")
        pairs.ties.append((at, other, points))
    _within("cells", len(pairs.ties) + len(pairs.apart), MOST_PAIRS)


def _fits(problem: GroupsProblem, event: Fields) -> None:
    """Hold that everybody can sit somewhere as far as sizes go, and bound the pairs of earlier events."""
    if (problem.present.sum(axis=1) > problem.most.sum(axis=1)).any():
        raise event.wrong("people")
    known = pairs_of(problem.most)
    known += sum(pairs_of(np.unique(row[row >= 0], return_counts=True)[1]) for row in problem.past)
    _within("pairs", known, MOST_PAIRS)


def _with_pairs(problem: GroupsProblem, pairs: _Pairs) -> GroupsProblem:
    blocks: Iterator[list[int]] = (pairs.together[number] for number in sorted(pairs.together))
    return replace(
        problem, together=tuple(map(tuple, blocks)), apart=tuple(pairs.apart), ties=tuple(pairs.ties)
    )
