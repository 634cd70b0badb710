"""A problem as integer-coded arrays: what the search counts, and what each count costs.

Everything that is counted in a group, whether wanted or ruled, is a *feature* with two tables: points and
breaches for 0, 1, 2 … people. Groups that share all their tables share a class, so the tables stay small.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.groups.problem import Aspect, GroupsProblem, Level, bands, counted, nominal_sizes
from matchmaker.model.vocabulary import GroupMode

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ORDERS = 8
"""Aspects that an order of similar people begins with, at most."""
_ROOM = 8
"""Seats kept free beyond the greatest group, for exchanges that go over it for a moment."""


@dataclass(frozen=True)
class Lists:
    """Lists of whole numbers of different lengths, one after another."""

    starts: np.ndarray
    items: np.ndarray

    @staticmethod
    def of(lists: Sequence[Iterable[int]]) -> Lists:
        """Put lists one after another."""
        held = [list(one) for one in lists]
        starts = np.cumsum([0, *map(len, held)])
        flat = [item for one in held for item in one]
        return Lists(starts.astype(np.int64), np.array(flat, dtype=np.int64))


@dataclass(frozen=True)
class Coded:
    """What the search reads. Shapes: R rounds, P people, G groups, F features, C classes."""

    features: Lists
    """Features of each person; one that counts twice stands twice."""
    points: np.ndarray
    """Points of a count, shape (C, F, greatest count + 1); somebody with two values counts twice."""
    breaches: np.ndarray
    """Breaches of a count, the same shape."""
    classes: np.ndarray
    """Class of each group, shape (R, G)."""
    units: Lists
    """People of each unit: those who sit together, or one."""
    unit_of: np.ndarray
    """Unit of each person."""
    apart: Lists
    """Whom each person never shares a group with."""
    tied: Lists
    """Whom each person is tied to."""
    tie_points: np.ndarray
    """Points for each of those, in the same order."""
    company: np.ndarray
    """(feature that needs, feature that helps), shape (·, 2)."""
    alike: np.ndarray
    """Everybody in several orders in which neighbours count in much the same, shape (orders, P)."""
    room: int
    """How many people a group's list of members has room for, while several change places."""
    ceiling: int
    """Size that no group comes to: below ``room`` by as many as may be on their way in."""


def code(problem: GroupsProblem) -> Coded:
    """Make the arrays of a problem."""
    count = len(problem.people)
    most = int(problem.most.max(initial=0))
    widest = max(map(len, problem.together), default=1)
    full = int(problem.present.sum(axis=1).max(initial=0)) > int(problem.most.sum(axis=1).min(initial=count))
    ceiling = (count if full else min(count, most + 2 * widest)) + _ROOM
    room = ceiling + 2 * widest
    longest = room * max([1, *(int(one.members.sum(axis=1).max(initial=1)) for one in problem.aspects)])
    columns: list[np.ndarray] = []
    tables: list[np.ndarray] = []
    broken: list[np.ndarray] = []
    nominal = nominal_sizes(problem)
    for aspect in problem.aspects:
        _aspect(problem, aspect, nominal, longest, columns, tables)
    nothing = np.zeros((*problem.least.shape, longest + 1), dtype=np.int64)
    broken += [nothing] * len(tables)
    for limit in problem.limits:
        columns.append(limit.members.astype(np.int64))
        tables.append(nothing)
        low = np.where(problem.most > 0, limit.low, 0)  # a group that is not in a round wants nobody
        broken.append(_limit_table(low, limit.high, longest, never_one=limit.never_one))
    company = []
    for one in problem.company:
        company.append((len(columns), len(columns) + 1))
        columns += [one.members.astype(np.int64), one.helpers.astype(np.int64)]
        tables += [nothing, nothing]
        broken += [nothing, nothing]
    points, breaches, classes = _classes(problem, tables, broken, longest)
    units, unit_of = _units(problem)
    tied, tie_points = _ties(problem)
    return Coded(
        _per_person(columns, count), points, breaches, classes, units, unit_of,
        _neighbours(problem.apart, count), tied, tie_points,
        np.array(company, dtype=np.int64).reshape(-1, 2), _alike(problem), room, ceiling,
    )  # fmt: skip


def _aspect(
    problem: GroupsProblem,
    aspect: Aspect,
    nominal: np.ndarray,
    longest: int,
    columns: list[np.ndarray],
    tables: list[np.ndarray],
) -> None:
    """Add the features of one aspect."""
    shape = (*nominal.shape, longest + 1)
    numbers = np.arange(longest + 1, dtype=np.int64)
    pairs = numbers * (numbers - 1) // 2
    members = counted(aspect)
    if aspect.mode in (GroupMode.SPRE, GroupMode.SAMLE):
        sign = 1 if aspect.mode is GroupMode.SPRE else -1
        for value in range(members.shape[1]):
            columns.append(members[:, value].astype(np.int64))
            tables.append(np.broadcast_to(sign * aspect.weight * pairs, shape))
        columns.append(members.sum(axis=1).astype(np.int64))
        whole = -_even(numbers, members.shape[1]) if sign == 1 else pairs
        tables.append(np.broadcast_to(aspect.weight * whole, shape))
    elif aspect.mode is GroupMode.BALANSER:
        for value in range(members.shape[1]):
            table = np.zeros(shape, dtype=np.int64)
            for at in range(problem.rounds):
                there = problem.present[at]
                of, among = int(members[there, value].sum()), int(there.sum())
                low, high = bands(nominal[at], of, among)
                off = np.maximum(low[:, None] - numbers, 0) + np.maximum(numbers - high[:, None], 0)
                table[at] = aspect.weight * off * off
            columns.append(members[:, value].astype(np.int64))
            tables.append(table)


def _even(numbers: np.ndarray, values: int) -> np.ndarray:
    """Pairs of the same value that cannot be avoided among so many people with so many values."""
    each, over = np.divmod(numbers, max(values, 1))
    return np.asarray(over * (each + 1) * each // 2 + (max(values, 1) - over) * each * (each - 1) // 2)


def _limit_table(low: np.ndarray, high: np.ndarray, longest: int, *, never_one: bool) -> np.ndarray:
    numbers = np.arange(longest + 1, dtype=np.int64)
    table = np.maximum(low[..., None] - numbers, 0) + np.maximum(numbers - high[..., None], 0)
    if never_one:
        table[..., 1] += 1
    return np.asarray(table, dtype=np.int64)


def _classes(
    problem: GroupsProblem, tables: list[np.ndarray], broken: list[np.ndarray], longest: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Find groups whose tables are all equal, and keep each table once per such class."""
    shape = problem.least.shape
    names: dict[bytes, int] = {}
    classes = np.zeros(shape, dtype=np.int64)
    points, breaches = [], []
    for at in range(shape[0]):
        for group in range(shape[1]):
            mine = np.array([table[at, group] for table in tables], dtype=np.int64).reshape(-1, longest + 1)
            ours = np.array([table[at, group] for table in broken], dtype=np.int64).reshape(-1, longest + 1)
            name = mine.tobytes() + ours.tobytes()
            if name not in names:
                names[name] = len(names)
                points.append(mine)
                breaches.append(ours)
            classes[at, group] = names[name]
    return np.array(points), np.array(breaches), classes


def _per_person(columns: list[np.ndarray], count: int) -> Lists:
    if not columns:
        return Lists.of([()] * count)
    times = np.array(columns)  # feature by person
    people, features = np.nonzero(times.T)
    repeated = np.repeat(features, times.T[people, features])
    lengths = times.sum(axis=0)
    return Lists(np.concatenate(([0], np.cumsum(lengths))).astype(np.int64), repeated.astype(np.int64))


def _units(problem: GroupsProblem) -> tuple[Lists, np.ndarray]:
    """Those who sit together are one unit; everybody else is one alone."""
    unit_of = np.full(len(problem.people), -1, dtype=np.int64)
    units: list[tuple[int, ...]] = []
    for block in problem.together:
        unit_of[list(block)] = len(units)
        units.append(block)
    for person in np.flatnonzero(unit_of < 0):
        unit_of[person] = len(units)
        units.append((int(person),))
    return Lists.of(units), unit_of


def _neighbours(pairs: tuple[tuple[int, int], ...], count: int) -> Lists:
    lists: list[list[int]] = [[] for _ in range(count)]
    for one, other in pairs:
        lists[one].append(other)
        lists[other].append(one)
    return Lists.of([sorted(set(one)) for one in lists])


def _alike(problem: GroupsProblem) -> np.ndarray:
    """Orders by all aspects, each beginning at another: neighbours differ in the last ones only."""
    count = len(problem.people)
    first = [
        np.where(one.members.any(axis=1), one.members.argmax(axis=1), -1)
        for one in problem.aspects
        if one.members.size
    ]
    keys = [key for key in first if key.min(initial=0) != key.max(initial=0)]
    orders = [
        np.lexsort((np.arange(count), *reversed(keys[at:] + keys[:at])))
        for at in range(min(len(keys), _ORDERS))
    ]
    return np.array(orders, dtype=np.int64).reshape(len(orders), count)


def _ties(problem: GroupsProblem) -> tuple[Lists, np.ndarray]:
    lists: list[list[tuple[int, int]]] = [[] for _ in problem.people]
    for one, other, strength in problem.ties:
        lists[one].append((other, strength))
        lists[other].append((one, strength))
    ordered = [sorted(one) for one in lists]
    strengths = [strength for one in ordered for _, strength in one]
    return Lists.of([[other for other, _ in one] for one in ordered]), np.array(strengths, dtype=np.int64)


def level_positions(order: tuple[Level, ...]) -> np.ndarray:
    """Positions of the levels in the order in which they are judged."""
    known = tuple(Level)
    return np.array([known.index(level) for level in order], dtype=np.int64)
