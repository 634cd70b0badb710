"""Seats after somebody did not come, or came after all: as few as can be sit elsewhere than they were told.

Each round is a programme: seats that keep every rule and leave as many as possible where they were told to
sit. Among the seatings with the fewest moves one is taken that costs least, as far as costs of single moves
tell, and then improved by exchanges that never move one more.

What ties rounds together (``meet_once``, ``visit_once``) is held by taking the other rounds as they stand:
those who meet there are apart here. That is a seating that keeps the rules, and not always the one with the
fewest moves of all; but no seating has fewer than all rounds have without these rules, so the number is
proven fewest where it is equal to that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.progress import Progress, Silent
from matchmaker.matching.groups.conflict_rules import Rule, rules_of
from matchmaker.matching.groups.feasible import Round
from matchmaker.matching.groups.problem import ABSENT
from matchmaker.matching.groups.repair_cost import move_costs
from matchmaker.matching.groups.repair_exchange import improve
from matchmaker.matching.groups.search import Found, search, usual_effort
from matchmaker.matching.groups.wishes import GroupWish
from matchmaker.solving.port import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.matching.groups.problem import GroupsProblem

NODES = 2_000
"""Nodes of the search tree for the fewest moves of a round."""
_MOST_ANEW = 2_000_000
"""Tries of a search that seats everybody anew, at most."""
_CHOOSING = 60
"""Nodes for choosing among seatings with the fewest moves."""
MOST_NUMBERS = 8_000
"""A round with more people times groups than this is repaired by exchanges alone, and nothing is proven."""


@dataclass(frozen=True)
class Repaired:
    """A seating after a repair."""

    found: Found
    fewest: int
    """How many (person, round) sit elsewhere than they were told."""
    proven: bool
    """Whether no seating that keeps the rules moves fewer."""


def repair(problem: GroupsProblem, *, seed: int, effort: int, progress: Progress | None = None) -> Repaired:
    """Seat everybody who is there so that the rules hold and the fewest are moved.

    Parameters
    ----------
    problem
        The event as it is now, with ``told``: where people have been told to sit. Who has been told nothing,
        a late-comer, is no move wherever they sit. With rules that cannot all be kept nothing is proven: ask
        :func:`~matchmaker.matching.groups.conflict.find_conflict` first. ``ValueError`` without ``told``.
    seed
        Decides the draws of the exchanges.
    effort
        Exchanges to try.
    progress
        Is told, and may cancel the exchanges.
    """
    if problem.told is None:
        raise ValueError("told")
    progress = progress or Silent()
    start, fewest = _start(problem, problem.told)
    found = improve(problem, start, seed=seed, tries=effort, progress=progress)
    broken = int(found.totals[0]) + (int(found.totals[4]) if problem.meet_once else 0)
    if fewest is None and broken and not found.cancelled:
        # nothing was solved and exchanges alone do not keep the rules: seat everybody anew, told seats second
        anew = min(usual_effort(problem), _MOST_ANEW)
        other = search(problem, seed=seed, effort=anew, progress=progress)
        if (int(other.totals[0]), int(other.totals[1])) < (int(found.totals[0]), int(found.totals[1])):
            found = other
    moved = int(found.totals[1])
    return Repaired(found, moved, proven=fewest == moved and not broken)


def as_told(problem: GroupsProblem) -> np.ndarray:
    """Everybody where they were told to sit; others where most room is left, shape (rounds, people).

    Those who are to sit together do, where most of them were told to.
    """
    told = np.full(problem.present.shape, ABSENT) if problem.told is None else problem.told
    seating = np.where(problem.present, told, ABSENT).astype(np.int64)
    for at in range(problem.rounds):
        held = problem.most[at] > 0
        size = np.bincount(seating[at][seating[at] >= 0], minlength=len(problem.groups))
        for person in np.flatnonzero(problem.present[at] & (seating[at] < 0)):
            room = np.where(held, problem.most[at] - size, -(10**6)) - 10**5 * ~problem.allowed[at, person]
            seating[at, person] = int(np.argmax(room))
            size[seating[at, person]] += 1
        for block in problem.together:
            there = [person for person in block if problem.present[at, person]]
            if there:
                seating[at, there] = int(np.argmax(np.bincount(seating[at, there])))
    return seating


def _start(problem: GroupsProblem, told: np.ndarray) -> tuple[np.ndarray, int | None]:
    """A seating with the fewest moves; and a number below which no seating comes, ``None`` for none known."""
    seating = as_told(problem)
    rules = rules_of(problem)
    fewest: int | None = 0
    for at in range(problem.rounds):
        held = Round(problem, at, rules)
        if len(held.people) * len(held.groups) > MOST_NUMBERS:
            fewest = None
            continue
        between = Round(problem, at, (*rules, *_between(problem, at, seating)))
        if _settled(told, between, seating):
            continue
        solved = _round(problem, told, held, seating)
        if solved is None:
            fewest = None
            continue
        seats, moved, proven = solved
        fewest = fewest + moved if fewest is not None and proven else None
        if not between.kept(seats).all():
            tied = _round(problem, told, between, seating)
            seats = seats if tied is None else tied[0]
        seating[at, held.people] = seats
    return seating, fewest


def _settled(told: np.ndarray, held: Round, seating: np.ndarray) -> bool:
    """Whether a round keeps all rules as it was told, with nobody to be seated."""
    mine = told[held.at, held.people]
    seats = seating[held.at, held.people]
    return bool((mine == seats).all()) and bool(held.kept(seats).all())


def _round(
    problem: GroupsProblem, told: np.ndarray, held: Round, seating: np.ndarray
) -> tuple[np.ndarray, int, bool] | None:
    """Seats of one round, how many of them are moves, and whether that is proven fewest."""
    mine = told[held.at, held.people]
    stay = (mine[:, None] == np.arange(len(problem.groups))[None, :]).astype(np.int64)
    everything = range(len(held.rules))
    answer = held.ask(everything, budget=NODES, worth=stay)
    if answer.seats is None:
        return None
    staying = _staying(stay, answer.seats)
    costs = move_costs(problem, held.at, seating)[held.people]
    chosen = held.ask(everything, budget=_CHOOSING, worth=-costs, floor=(stay, staying))
    seats = answer.seats
    if chosen.seats is not None and _staying(stay, chosen.seats) == staying:
        seats = chosen.seats
    return seats, int((mine >= 0).sum()) - staying, answer.status is Status.OPTIMAL


def _staying(stay: np.ndarray, seats: np.ndarray) -> int:
    return int(stay[np.arange(len(seats)), seats].sum())


def _between(problem: GroupsProblem, at: int, seating: np.ndarray) -> Sequence[Rule]:
    """Rules of a round that follow from where people sit in the others, or have sat."""
    found: list[Rule] = []
    others = [then for then in range(problem.rounds) if then != at]
    if problem.meet_once:
        rows = [*(seating[then] for then in others), *problem.past]
        first_of = np.arange(len(problem.people))
        for block in problem.together:  # they are to meet: one of them stands for all who are there
            first_of[list(block)] = next((one for one in block if problem.present[at, one]), block[0])
        for row in rows:
            for group in np.unique(row[row >= 0]).tolist():
                people = tuple(np.unique(first_of[row == group]).tolist())
                if len(people) > 1:
                    found.append(Rule(GroupWish("motes", people), pairs=(people,)))
    if problem.visit_once:
        stays = problem.stays
        for person in np.flatnonzero(problem.present[at] & ~stays).tolist():
            blocked = np.zeros(problem.least.shape, dtype=bool)
            blocked[at, [int(seating[then, person]) for then in others if seating[then, person] >= 0]] = True
            found.append(Rule(GroupWish("besokt", (person,)), blocked=blocked))
    return found
