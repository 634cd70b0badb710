"""Why somebody sits where they sit: the rules about them, and what the best other place would cost.

For every other group of every round all moves and exchanges of two are made and counted: the person, with
those they sit together with, goes there, and nobody or one of that group (with theirs) comes back. The best
of them by the order of the levels is the answer for that group. *No better place found* is said of these
exchanges only: chains of three and more are not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.groups.coding import code
from matchmaker.matching.groups.conflict_rules import (
    APART,
    MEET_ONCE,
    OUTS,
    PINS,
    SEATS,
    SIZES,
    TOGETHER,
    VISIT_ONCE,
    Rule,
    rules_of,
)
from matchmaker.matching.groups.exchange import carry
from matchmaker.matching.groups.feasible import Round
from matchmaker.matching.groups.problem import ABSENT, Level
from matchmaker.matching.groups.repair_exchange import seated
from matchmaker.matching.groups.search import judged
from matchmaker.matching.groups.seats import (
    DIVERSITY,
    MEETINGS,
    RULES,
    TIES,
    WISHES,
    Fixed,
    Seats,
    empty,
    fixed,
)
from matchmaker.matching.groups.wishes import GroupWish

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matchmaker.matching.groups.problem import GroupsProblem

_COUNTED = {Level.DIVERSITY: DIVERSITY, Level.MEETINGS: MEETINGS, Level.TIES: TIES, Level.WISHES: WISHES}
COMPOSITION, PLACE = "sammensetning", "sted"


@dataclass(frozen=True)
class Elsewhere:
    """The best that can be had for somebody in another group."""

    at: int
    """Round, from 0."""
    group: int
    comes: tuple[int, ...]
    """Who would come back in exchange; empty for a move."""
    goes: tuple[int, ...]
    """Who would go, the person among them."""
    changes: dict[Level, tuple[int, int]]
    """Levels that would change: before and after. For *weakest* the points of the group with most."""
    verdict: int
    """−1 better than now, 0 as good, 1 worse; by rules first and then the levels in their order."""
    broken: tuple[Rule, ...]
    """Rules that hold now and would not; ``meet_once`` and ``visit_once`` among them."""


@dataclass(frozen=True)
class Reasons:
    """Why somebody sits where they sit."""

    person: int
    seats: tuple[int, ...]
    """Group in each round; −1 when not there."""
    bound_by: tuple[Rule, ...]
    """Rules about the person, sizes not among them."""
    elsewhere: tuple[Elsewhere, ...]
    """By round and group."""


def explain(
    problem: GroupsProblem, seating: np.ndarray, person: int, wishes: Sequence[GroupWish] = ()
) -> Reasons:
    """Find the reasons for one person's seats.

    Parameters
    ----------
    problem
        The event.
    seating
        Group of each person in each round, shape (rounds, people). Rounds in which somebody who is there has
        no seat are passed over.
    person
        Position of the person.
    wishes
        The rules as they were asked for; see :func:`~matchmaker.matching.groups.conflict_rules.rules_of`.
    """
    rules = rules_of(problem, wishes)
    mine = tuple(rule for rule in rules if rule.kind != SIZES and person in _about(rule))
    coded = code(problem)
    given = fixed(problem, coded)
    whole = np.where(problem.present & (seating >= 0), seating, ABSENT)
    seats = empty(problem, coded)
    if (whole >= 0).sum() == problem.present.sum():
        seated(given, seats, whole)
        elsewhere = tuple(_elsewhere(problem, given, seats, person, rules))
    else:
        elsewhere = ()
    return Reasons(person, tuple(whole[:, person].tolist()), mine, elsewhere)


def kind_of(rule: Rule) -> str:
    """What may be said of a rule in an explanation: never an attribute, nor what somebody needs.

    ``fast_plass``, ``sammen``, ``fra_hverandre``, ``sted`` (where somebody may sit), ``sammensetning`` (how
    many of some people a group has), ``storrelse``, ``motes_en_gang`` or ``besok_en_gang``.
    """
    if rule.kind in PINS:
        return PINS[0]
    if rule.kind in APART:
        return APART[0]
    if rule.kind in (*OUTS, SEATS):
        return PLACE
    return rule.kind if rule.kind in (TOGETHER, SIZES, MEET_ONCE, VISIT_ONCE) else COMPOSITION


def _about(rule: Rule) -> set[int]:
    """Whom a rule is about."""
    helpers = () if rule.company is None else np.flatnonzero(rule.company.helpers).tolist()
    return {*rule.wish.people, *helpers}


def _elsewhere(
    problem: GroupsProblem, given: Fixed, seats: Seats, person: int, rules: Sequence[Rule]
) -> Iterator[Elsewhere]:
    now = judged(problem, seats.totals, seats.cost)
    totals, worst = seats.totals.copy(), int(seats.cost.max(initial=0))
    unit = int(given.unit_of[person])
    for at in range(problem.rounds):
        if not problem.present[at, person]:
            continue
        here = int(seats.seat[person, at])
        for group in np.flatnonzero(problem.most[at] > 0).tolist():
            if group == here:
                continue
            best: tuple[tuple[object, ...], int] | None = None
            for other in (-1, *_units(given, seats, at, group)):
                _exchange(given, seats, at, unit, other, here, group)
                key = judged(problem, seats.totals, seats.cost)
                _exchange(given, seats, at, unit, other, group, here)
                if best is None or key < best[0]:
                    best = key, other
            if best is None:
                continue
            key, other = best
            before = seats.seat.T.copy()
            _exchange(given, seats, at, unit, other, here, group)
            goes, comes = _people(given, at, unit), _people(given, at, other)
            rose = seats.totals[RULES] > totals[RULES] or (
                problem.meet_once and seats.totals[MEETINGS] > totals[MEETINGS]
            )
            found = Elsewhere(
                at, group, comes, goes, _changes(totals, worst, seats), (key > now) - (key < now),
                tuple(_broken(problem, at, before, seats, (*goes, *comes), rules)) if rose else (),
            )  # fmt: skip
            _exchange(given, seats, at, unit, other, group, here)
            yield found


def _units(given: Fixed, seats: Seats, at: int, group: int) -> list[int]:
    members = seats.members[at, group, : seats.size[at, group]]
    return sorted({int(given.unit_of[one]) for one in members})


def _people(given: Fixed, at: int, unit: int) -> tuple[int, ...]:
    """Those of a unit who are there; nobody for no unit."""
    if unit < 0:
        return ()
    people = given.units[given.unit_starts[unit] : given.unit_starts[unit + 1]].tolist()
    return tuple(one for one in people if given.present[at, one])


def _exchange(given: Fixed, seats: Seats, at: int, unit: int, other: int, here: int, there: int) -> None:
    """*unit* goes from *here* to *there*, and *other*, if any, the other way."""
    if other >= 0:
        carry(given, seats, at, other, here)
    carry(given, seats, at, unit, there)


def _changes(before: np.ndarray, worst: int, seats: Seats) -> dict[Level, tuple[int, int]]:
    found = {Level.WEAKEST: (worst, int(seats.cost.max(initial=0)))}
    found |= {level: (int(before[total]), int(seats.totals[total])) for level, total in _COUNTED.items()}
    return {level: (old, new) for level, (old, new) in found.items() if old != new}


def _broken(
    problem: GroupsProblem,
    at: int,
    before: np.ndarray,
    seats: Seats,
    moved: tuple[int, ...],
    rules: Sequence[Rule],
) -> Iterator[Rule]:
    """Rules that held before and do not after; only those about whoever moves can be."""
    concerned = [rule for rule in rules if rule.kind == SIZES or rule.limit or _about(rule) & set(moved)]
    held = Round(problem, at, concerned)
    after = seats.seat.T
    was, is_now = (held.kept(table[at, held.people].astype(np.int64)) for table in (before, after))
    yield from (rule for rule, old, new in zip(concerned, was, is_now, strict=True) if old and not new)
    others = [then for then in range(problem.rounds) if then != at]
    stays = problem.stays
    if problem.visit_once and any(
        after[then, one] == after[at, one] for one in moved if not stays[one] for then in others
    ):
        yield Rule(GroupWish(VISIT_ONCE, moved))
    if problem.meet_once and _again(problem, after) > _again(problem, before):
        yield Rule(GroupWish(MEET_ONCE, moved))


def _again(problem: GroupsProblem, seating: np.ndarray) -> int:
    """Meetings again of a seating and earlier events."""
    count = seating.shape[1]
    met = np.zeros((count, count), dtype=np.int32)
    for row in (*seating, *problem.past):
        met += (row[:, None] == row[None, :]) & (row[:, None] >= 0)
    for block in problem.together:  # they are to meet
        met[np.ix_(block, block)] = 0
    return int(np.triu(met * (met - 1) // 2, 1).sum())
