"""A known seating improved by exchanges that make nothing worse, level by level; nothing is heated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.chance import new_state
from matchmaker.matching.groups.beginning import there
from matchmaker.matching.groups.coding import code
from matchmaker.matching.groups.effort import Effort
from matchmaker.matching.groups.exchange import Rule, new_desk, try_exchanges
from matchmaker.matching.groups.schedule import PIECE, odds, order_of, weights_of
from matchmaker.matching.groups.search import Found
from matchmaker.matching.groups.seats import Fixed, Seats, empty, fixed, join

if TYPE_CHECKING:
    from matchmaker.kernel.progress import Progress
    from matchmaker.matching.groups.problem import GroupsProblem


def improve(problem: GroupsProblem, start: np.ndarray, *, seed: int, tries: int, progress: Progress) -> Found:
    """Exchange people of a seating as long as nothing gets worse.

    Rules go first, then where people have been told to sit, then the levels in their order.

    Parameters
    ----------
    problem
        The event.
    start
        A seating of everybody who is there, shape (rounds, people), with those together who are to be.
    seed
        Decides which exchanges are tried.
    tries
        How many.
    progress
        Is told, and may cancel.
    """
    progress.start(tries, "progress.groups")
    coded = code(problem)
    given = fixed(problem, coded)
    seats = seated(given, empty(problem, coded), start)
    rule = Rule(weights_of(problem), order_of(problem), odds())
    chance, desk = new_state(seed, "groups repair"), new_desk()
    people, starts = there(problem)
    done = 0
    while done < tries and not progress.cancelled():
        piece = min(PIECE, tries - done)
        try_exchanges(given, seats, chance, rule, 0, piece, people, starts, desk)
        done += piece
        progress.advance(done)
    return Found(seats.seat.T.copy(), seats.totals.copy(), Effort(tries, done), progress.cancelled())


def seated(given: Fixed, seats: Seats, start: np.ndarray) -> Seats:
    """Seat everybody who is there as *start* says; ``seats`` is empty before."""
    for at, person in np.argwhere(given.present).tolist():
        join(given, seats, at, person, int(start[at, person]))
    return seats
