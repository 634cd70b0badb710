"""When no teams meet the wishes: smallest changes that make them possible.

Three kinds, each the smallest of its kind and each tried by solving again: fewer seats in as few challenges
as can be, more seats for those whose load nobody has stated, and fewer hours per seat.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import Change, Message, Relaxation
from matchmaker.matching.reverse.assignment_solution import Seats
from matchmaker.solving.port import solve

if TYPE_CHECKING:
    from matchmaker.matching.reverse.assignment import AssignmentProblem


def possible(problem: AssignmentProblem) -> bool:
    """Whether any teams meet the wishes."""
    return _least_cut(problem, slack=False, barred=()) is not None


def relaxations(problem: AssignmentProblem, most_sizes: int = 2) -> tuple[Relaxation, ...]:
    """Smallest changes: up to *most_sizes* ways with fewer seats, then more seats each, then fewer hours.

    Empty when nothing would help: a challenge that nobody may be asked for.
    """
    found: list[Relaxation] = []
    barred: list[frozenset[int]] = []
    while len(found) < most_sizes:
        cuts = _least_cut(problem, slack=True, barred=tuple(barred))
        if not cuts:
            break
        found.append(Relaxation(tuple(_fewer(problem, number, by) for number, by in sorted(cuts.items()))))
        barred.append(frozenset(cuts))
    return (*found, *_more_seats_each(problem), *_fewer_hours(problem))


def _least_cut(
    problem: AssignmentProblem, *, slack: bool, barred: tuple[frozenset[int], ...]
) -> dict[int, int] | None:
    """By how much the least sizes must be lowered, by part; ``None`` when that does not help.

    In total by as few seats as can be; of ways that are equally small, one that touches fewer challenges.
    """
    made = Seats(problem)
    missing: dict[int, int] = {}
    many = sum(part.wish.low for part in problem.parts) + 1
    for number, part in enumerate(problem.parts):
        able = made.of(number)
        column = able
        if slack and part.wish.low > 1:
            missing[number] = made.new(-many, most=float(part.wish.low - 1), whole=True)
            touched = made.new(-1, whole=True)
            made.rows.add([missing[number], touched], [1.0, -float(part.wish.low)], high=0.0)
            column = [*able, missing[number]]
        made.rows.add(column, [1.0] * len(column), low=float(part.wish.low))
        made.rows.add(able, [1.0] * len(able), high=float(part.wish.high))
    for group in barred:
        # at least one of the challenges that gave up seats last time must keep its size
        switches = [missing[number] + 1 for number in sorted(group)]
        made.rows.add(switches, [1.0] * len(switches), high=len(switches) - 1.0)
    answer = solve(made.programme())
    if answer.x is None:
        return None
    cuts = {number: round(float(answer.x[variable])) for number, variable in missing.items()}
    return {number: by for number, by in cuts.items() if by > 0}


def _fewer(problem: AssignmentProblem, number: int, by: int) -> Change:
    wish, title = problem.parts[number].wish, problem.parts[number].title
    after = wish.low - by
    return Change(
        "min_size", "set", f"{wish.challenge}:{after}",
        Message("change.challenge_size", {"challenge": title, "before": wish.low, "after": after}),
    )  # fmt: skip


def _more_seats_each(problem: AssignmentProblem) -> tuple[Relaxation, ...]:
    """The fewest seats for those whose load is unknown with which the wishes can be met."""
    unknown = problem.most_seats < len(problem.parts)
    for seats in range(problem.unknown_seats + 1, len(problem.parts) + 1):
        wider = np.where(unknown, seats, problem.most_seats)
        if possible(replace(problem, most_seats=wider, unknown_seats=seats)):
            before = {"before": problem.unknown_seats, "after": seats}
            change = Change("unknown_seats", "set", seats, Message("change.unknown_seats", before))
            return (Relaxation((change,)),)
    return ()


def _fewer_hours(problem: AssignmentProblem) -> tuple[Relaxation, ...]:
    """The most whole hours per seat with which the wishes can be met; fewer never make it harder."""
    asked = max(part.wish.hours for part in problem.parts)
    before = int(asked) if asked.is_integer() else asked
    low, high = 0, math.ceil(before) - 1
    if high < 1 or not possible(_with_hours(problem, 1)):
        return ()
    low = 1
    while low < high:
        middle = (low + high + 1) // 2
        if possible(_with_hours(problem, middle)):
            low = middle
        else:
            high = middle - 1
    params = {"before": before, "after": low}
    return (Relaxation((Change("hours", "set", low, Message("change.seat_hours", params)),)),)


def _with_hours(problem: AssignmentProblem, most: int) -> AssignmentProblem:
    return replace(
        problem,
        parts=tuple(
            replace(part, wish=replace(part.wish, hours=min(part.wish.hours, float(most))))
            for part in problem.parts
        ),
    )
