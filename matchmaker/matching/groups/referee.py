"""Counts a seating again, without any of the search's code or arrays.

Everything that is shown about a seating comes from here: which rule is broken where, points per group and
attribute, meetings, ties and wishes.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import Message, RefereeError
from matchmaker.matching.groups.problem import (
    ABSENT,
    Aspect,
    GroupsProblem,
    Level,
    bands,
    counted,
    nominal_sizes,
)
from matchmaker.model.vocabulary import GroupMode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matchmaker.kernel.errors import Param


@dataclass(frozen=True)
class Breach:
    """A rule that a seating breaks."""

    rule: str
    """Which: ``size``, ``allowed``, ``apart``, ``together``, ``visit_once``, ``meet_once``, ``seated``, or
    the code of a limit or of company."""
    at: int
    """Round."""
    group: int
    people: tuple[int, ...] = ()
    """Whom it is about, where it is about some."""
    amount: int = 1
    """How far from kept."""
    params: Mapping[str, Param] = field(default_factory=dict)
    """What the rule's sentence needs besides."""


@dataclass(frozen=True)
class GroupAccount:
    """One group in one round."""

    at: int
    group: int
    people: tuple[int, ...]
    points: int
    """Points against it, weighted."""
    by_aspect: tuple[int, ...]
    """The same per aspect, weighted."""
    counts: tuple[tuple[int, ...], ...]
    """Per aspect how many of each value."""


@dataclass(frozen=True)
class Account:
    """All that can be said of a seating."""

    breaches: tuple[Breach, ...]
    groups: tuple[GroupAccount, ...]
    levels: dict[Level, int]
    """Total per level; for ``WEAKEST`` the most points against one group."""
    told_elsewhere: int
    """How many (person, round) sit elsewhere than they have been told."""

    @property
    def broken(self) -> int:
        """How far from all rules kept."""
        return sum(breach.amount for breach in self.breaches)

    def key(self, order: tuple[Level, ...]) -> tuple[object, ...]:
        """What a seating is compared by; smaller is better."""
        worst_first = tuple(sorted((group.points for group in self.groups), reverse=True))
        parts = [worst_first if level is Level.WEAKEST else self.levels[level] for level in order]
        return (self.broken, self.told_elsewhere, *parts)


def judge(problem: GroupsProblem, seating: np.ndarray) -> Account:
    """Count everything about a seating.

    Parameters
    ----------
    problem
        The event.
    seating
        Group of each person in each round, shape (rounds, people); −1 for nobody's seat.
    """
    nominal = nominal_sizes(problem)
    held = [
        (at, group, tuple(np.flatnonzero(seating[at] == group).tolist()))
        for at in range(problem.rounds)
        for group in range(len(problem.groups))
        if problem.most[at, group] > 0 or (seating[at] == group).any()
    ]
    groups = tuple(_group(problem, nominal, *one) for one in held)
    breaches = [*_seated(problem, seating), *_visits(problem, seating)]
    for at, group, people in held:
        breaches += _group_breaches(problem, at, group, people)
    breaches += _parted(problem, seating)
    meetings = _meetings(problem, held)
    again = {pair: number for pair, number in meetings.items() if number > 1}
    if problem.meet_once:
        breaches += [Breach("meet_once", -1, -1, pair, n * (n - 1) // 2) for pair, n in sorted(again.items())]
    levels = {
        Level.WEAKEST: max((group.points for group in groups), default=0),
        Level.DIVERSITY: sum(group.points for group in groups),
        Level.MEETINGS: sum(number * (number - 1) // 2 for number in again.values()),
        Level.TIES: _ties(problem, seating),
        Level.WISHES: _wishes(problem, seating),
    }
    return Account(tuple(breaches), groups, levels, _told(problem, seating))


def referee(problem: GroupsProblem, seating: np.ndarray, totals: np.ndarray) -> Account:
    """Count a search's answer again; raises ``RefereeError`` (groups_miscounted) unless it agrees."""
    account = judge(problem, seating)
    rules = account.broken - (account.levels[Level.MEETINGS] if problem.meet_once else 0)
    again = (
        rules, account.told_elsewhere, sum(group.points**2 for group in account.groups),
        account.levels[Level.DIVERSITY], account.levels[Level.MEETINGS], account.levels[Level.TIES],
        account.levels[Level.WISHES],
    )  # fmt: skip
    known = _known_before(problem)
    said = totals.tolist()
    said[4] += known
    if again != tuple(said):
        raise RefereeError("groups_miscounted", {"said": str(tuple(said)), "counted": str(again)})
    return account


def _group(
    problem: GroupsProblem, nominal: np.ndarray, at: int, group: int, people: tuple[int, ...]
) -> GroupAccount:
    by_aspect, counts = [], []
    for aspect in problem.aspects:
        points = aspect_points(problem, aspect, at, int(nominal[at, group]), people)
        by_aspect.append(aspect.weight * points)
        counts.append(tuple(int(one) for one in aspect.members[list(people)].sum(axis=0)))
    return GroupAccount(at, group, people, sum(by_aspect), tuple(by_aspect), tuple(counts))


def aspect_points(
    problem: GroupsProblem, aspect: Aspect, at: int, nominal: int, people: tuple[int, ...]
) -> int:
    """Points of one aspect against one group, unweighted; defined at :class:`Aspect`."""
    has = aspect.members[list(people)]
    values = has.shape[1]
    if aspect.mode is GroupMode.BALANSER:
        members = counted(aspect)
        there = problem.present[at]
        off = 0
        for value in range(members.shape[1]):
            low, high = bands(np.array([nominal]), int(members[there, value].sum()), int(there.sum()))
            number = int(members[list(people), value].sum())
            off += max(int(low[0]) - number, number - int(high[0]), 0) ** 2
        return off
    alike = sum(int(number) * (int(number) - 1) // 2 for number in has.sum(axis=0))
    known = int(has.sum())
    if aspect.mode is GroupMode.SAMLE:
        return known * (known - 1) // 2 - alike
    even = [known // values + (place < known % values) for place in range(values)] if values else []
    return alike - sum(number * (number - 1) // 2 for number in even)


def _seated(problem: GroupsProblem, seating: np.ndarray) -> Iterator[Breach]:
    """Everybody who is there sits somewhere, and nobody who is not."""
    for at in range(problem.rounds):
        wrong = np.flatnonzero((seating[at] == ABSENT) == problem.present[at])
        yield from (Breach("seated", at, int(seating[at, one]), (int(one),)) for one in wrong)


def _group_breaches(problem: GroupsProblem, at: int, group: int, people: tuple[int, ...]) -> Iterator[Breach]:
    size, least, most = len(people), int(problem.least[at, group]), int(problem.most[at, group])
    if not least <= size <= most:
        yield Breach("size", at, group, (), max(least - size, size - most))
    for person in people:
        if not problem.allowed[at, person, group]:
            yield Breach("allowed", at, group, (person,))
    inside = set(people)
    for one, other in problem.apart:
        if one in inside and other in inside:
            yield Breach("apart", at, group, (one, other))
    for limit in problem.limits:
        these = tuple(person for person in people if limit.members[person])
        low, high = int(limit.low[at, group]), int(limit.high[at, group])
        off = max(low - len(these), len(these) - high, 0) + (limit.never_one and len(these) == 1)
        if off:
            yield Breach(limit.code, at, group, these, off, limit.params)
    for company in problem.company:
        these = tuple(person for person in people if company.members[person])
        if these and not any(company.helpers[person] for person in people):
            yield Breach(company.code, at, group, these, len(these), company.params)


def _parted(problem: GroupsProblem, seating: np.ndarray) -> Iterator[Breach]:
    """Those who are to sit together and do not."""
    for at in range(problem.rounds):
        for block in problem.together:
            there = [person for person in block if problem.present[at, person]]
            if len({int(seating[at, person]) for person in there}) > 1:
                yield Breach("together", at, int(seating[at, there[0]]), tuple(there))


def _visits(problem: GroupsProblem, seating: np.ndarray) -> Iterator[Breach]:
    """Those who come to one group in two rounds, where nobody is to."""
    if not problem.visit_once:
        return
    for person in np.flatnonzero(~problem.stays):
        for one, other in combinations(range(problem.rounds), 2):
            if seating[one, person] == seating[other, person] != ABSENT:
                yield Breach("visit_once", other, int(seating[other, person]), (int(person),))


def _meetings(
    problem: GroupsProblem, held: list[tuple[int, int, tuple[int, ...]]]
) -> Counter[tuple[int, int]]:
    """How often each pair meets, earlier events and rounds among them."""
    met: Counter[tuple[int, int]] = Counter()
    for _, _, people in held:
        met.update(combinations(people, 2))
    met.update(_before(problem))
    for block in problem.together:  # they are to meet
        for one, other in combinations(sorted(block), 2):
            met.pop((one, other), None)
    return met


def _before(problem: GroupsProblem) -> Iterator[tuple[int, int]]:
    for earlier in problem.past:
        for group in np.unique(earlier[earlier >= 0]):
            yield from combinations(np.flatnonzero(earlier == group).tolist(), 2)


def _known_before(problem: GroupsProblem) -> int:
    """What pairs that met before the event already count, which no seating changes."""
    wanted = {pair for block in problem.together for pair in combinations(sorted(block), 2)}
    before = Counter(_before(problem))
    return sum(number * (number - 1) // 2 for pair, number in before.items() if pair not in wanted)


def _ties(problem: GroupsProblem, seating: np.ndarray) -> int:
    return sum(
        strength
        for one, other, strength in problem.ties
        for at in range(problem.rounds)
        if seating[at, one] == seating[at, other] != ABSENT
    )


def _wishes(problem: GroupsProblem, seating: np.ndarray) -> int:
    if not problem.wishes.size or not problem.challenge.size:
        return 0
    total = 0
    for at in range(problem.rounds):
        for person in np.flatnonzero(seating[at] >= 0):
            challenge = problem.challenge[at, seating[at, person]]
            total += int(problem.wishes[person, challenge]) if challenge >= 0 else 0
    return total


def _told(problem: GroupsProblem, seating: np.ndarray) -> int:
    if problem.told is None:
        return 0
    return int(((problem.told >= 0) & (seating >= 0) & (problem.told != seating)).sum())


def broken_rule(problem: GroupsProblem, breach: Breach) -> Message:
    """A breach in words: ``rule.<code>`` with the group's and the people's ids."""
    return Message(
        f"rule.{breach.rule}",
        {
            **breach.params,
            "round": breach.at + 1,
            "group": problem.groups[breach.group] if breach.group >= 0 else "",
            "people": tuple(problem.people[person] for person in breach.people),
            "amount": breach.amount,
        },
    )
