"""What each candidate would add to a team as it stands, for all candidates at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.matching.team.problem import TeamProblem


def additions(problem: TeamProblem, team: Sequence[int]) -> np.ndarray:
    """Milli-points that each candidate adds to a team, shape (n,); 0 for those who have a seat.

    The same as scoring the team with and without each, at the price of scoring once.
    """
    seated = np.zeros(len(problem), dtype=bool)
    seated[list(team)] = True
    added = np.zeros(len(problem), dtype=np.int64)
    for charge in problem.charges:
        added -= charge.points
    for need in range(len(problem.needs)):
        added += _coverage(problem, seated, need)
    for tally in problem.tallies:
        count = int(seated[tally.members].sum())
        if count < len(tally.steps):
            added[tally.members] += tally.steps[count]
    _pairs(problem, seated, added)
    _reach(problem, seated, added)
    added[seated] = 0
    return added


def _coverage(problem: TeamProblem, seated: np.ndarray, need: int) -> np.ndarray:
    """By fit, 0–100: what the best coverers are worth with one more of that fit, less what they are now."""
    steps = np.array([problem.slot_points(need, rank) for rank in range(problem.slots(need))])
    held = np.sort(problem.fit[seated, need])[::-1][: len(steps)]
    held = np.pad(held, (0, len(steps) - len(held)))
    with_one = np.sort(np.column_stack([np.tile(held, (101, 1)), np.arange(101)]), axis=1)[:, ::-1]
    worth = with_one[:, : len(steps)] @ steps - held @ steps
    found: np.ndarray = worth[problem.fit[:, need]]
    return found


def _pairs(problem: TeamProblem, seated: np.ndarray, added: np.ndarray) -> None:
    worth = problem.tie_points - problem.bridge_points
    for one, other in ((0, 1), (1, 0)):
        with_seat = seated[problem.pairs[:, other]]
        np.add.at(added, problem.pairs[with_seat, one], worth[with_seat])


def _reach(problem: TeamProblem, seated: np.ndarray, added: np.ndarray) -> None:
    for near, own in zip(problem.opens, problem.outside_as_candidate.tolist(), strict=True):
        if own >= 0 and seated[own]:
            continue
        if not seated[near].any():
            added[near] += problem.reach_points
        elif own >= 0:
            added[own] -= problem.reach_points
