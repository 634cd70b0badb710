"""The seating search against brute force: every seating of every small event, counted by other code.

More than 500 random events that can be met here, 20,000 in ``benchmarks/groups_brute_force.py``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from functools import cache

import numpy as np
import pytest

from matchmaker.kernel.chance import new_state
from matchmaker.kernel.compiling import compiled
from matchmaker.kernel.errors import RefereeError
from matchmaker.matching.groups.beginning import begin
from matchmaker.matching.groups.coding import code
from matchmaker.matching.groups.exchange import carry
from matchmaker.matching.groups.problem import Aspect, GroupsProblem, Level
from matchmaker.matching.groups.referee import judge, referee
from matchmaker.matching.groups.search import Effort, search
from matchmaker.matching.groups.seats import Fixed, Seats, empty, fixed
from matchmaker.matching.groups.weighing import HERE, NOBODY, THERE, weigh
from matchmaker.model.vocabulary import GroupMode
from tests.groups_draw import LARGER, draw_groups
from tests.groups_trial import trial

PARTS, EACH = 8, 100


@cache
def _trials(part: int) -> Counter[str]:
    held: Counter[str] = Counter()
    for seed in range(part * EACH, (part + 1) * EACH):
        held += trial(seed)
    return held


@pytest.mark.parametrize("part", range(PARTS))
def test_the_search_finds_the_best_of_all_seatings(part: int) -> None:
    assert _trials(part)["drawn"] == EACH


def test_enough_of_them_could_be_met_and_every_comparison_was_made() -> None:
    held = sum((_trials(part) for part in range(PARTS)), Counter[str]())
    assert held["met"] >= 500
    assert held["stricter"] >= 60
    assert held["renamed"] >= 100


@compiled
def _weighed(
    fixed: Fixed, seats: Seats, at: int, person: int, other: int, there: int, change: np.ndarray
) -> None:
    weigh(fixed, seats, at, person, other, there, change)


def _singles(problem: GroupsProblem, at: int) -> list[int]:
    held = {one for block in problem.together for one in block}
    return [int(one) for one in np.flatnonzero(problem.present[at]) if one not in held]


def test_to_weigh_an_exchange_says_what_making_it_does() -> None:
    compared = 0
    for seed in range(150):
        problem = draw_groups(seed, LARGER)
        coded = code(problem)
        given = fixed(problem, coded)
        seats = begin(problem, given, empty(problem, coded), new_state(seed, "weigh"))
        lots = np.random.default_rng(seed)
        change = np.zeros(9, dtype=np.int64)
        for _ in range(20):
            at = int(lots.integers(problem.rounds))
            singles = _singles(problem, at)
            if len(singles) < 2 or len(problem.groups) < 2:
                continue
            person, other = (int(one) for one in lots.choice(singles, 2, replace=False))
            here, there = int(seats.seat[person, at]), int(seats.seat[other, at])
            if here == there:
                other, there = NOBODY, int(lots.integers(len(problem.groups)))
            if here == there or not problem.most[at, there]:
                continue
            before, cost = seats.totals.copy(), seats.cost.copy()
            counts = seats.count.copy()
            _weighed(given, seats, at, person, other, there, change)
            assert np.array_equal(counts, seats.count), "weighing moves nothing"
            carry(given, seats, at, given.unit_of[person], there)
            if other != NOBODY:
                carry(given, seats, at, given.unit_of[other], here)
            assert change[:7].tolist() == (seats.totals - before).tolist(), (seed, person, other)
            assert change[HERE] == (seats.cost - cost)[at, here]
            assert change[THERE] == (seats.cost - cost)[at, there]
            compared += 1
        referee(problem, seats.seat.T, seats.totals)
    assert compared > 1_500


def test_the_referee_counts_the_same_totals_after_every_search() -> None:
    for seed in range(1_000, 1_060):
        problem = draw_groups(seed, ((20, 4, 2), (30, 5, 3), (17, 3, 4), (40, 6, 1)))
        answer = search(problem, seed=seed, effort=8_000)
        account = referee(problem, answer.seating, answer.totals)
        assert account.levels == judge(problem, answer.seating).levels
        assert answer.effort == Effort(8_000, 8_000)


def test_people_with_many_values_and_far_too_few_seats_are_counted_all_the_same() -> None:
    """Counts go beyond the number of people, and groups beyond every bound: no table may be too short."""
    count, shape = 60, (2, 2)
    everything = Aspect("a", GroupMode.SPRE, 1, ("x", "y", "z"), np.ones((count, 3), dtype=bool))
    problem = GroupsProblem(
        tuple(f"p{one}" for one in range(count)), ("g0", "g1"), np.zeros(shape, dtype=np.int64),
        np.full(shape, 3), np.ones((2, count), dtype=bool), np.ones((2, count, 2), dtype=bool),
        (everything,), together=((0, 1, 2), (3, 4)),
    )  # fmt: skip
    answer = search(problem, seed=1, effort=20_000)
    account = referee(problem, answer.seating, answer.totals)
    assert account.broken == 2 * (count - 6)
    assert account.levels[Level.DIVERSITY] == 0, "three of each value is as even as three each can be"


def test_a_wrong_total_is_not_let_through() -> None:
    problem = draw_groups(1, LARGER)
    answer = search(problem, seed=1, effort=500)
    for total in range(7):
        wrong = answer.totals.copy()
        wrong[total] += 1
        with pytest.raises(RefereeError):
            referee(problem, answer.seating, wrong)


def test_an_effort_cut_short_repeats_its_answer() -> None:
    for seed in (3, 4, 5):
        problem = draw_groups(seed, ((24, 4, 2),))
        asked = 0

        def enough() -> bool:
            nonlocal asked
            asked += 1
            return asked > 40

        cut = search(problem, seed=7, effort=400_000, enough=enough)
        assert cut.effort.done < cut.effort.planned
        again = search(problem, seed=7, effort=cut.effort)
        assert again.seating.tobytes() == cut.seating.tobytes()
        assert again.effort == cut.effort


PRINT = """
import hashlib
from matchmaker.matching.groups.search import search
from matchmaker.model.vocabulary import GroupMode
from tests.groups_draw import draw_groups
out = hashlib.sha256()
for seed in range(12):
    found = search(draw_groups(seed, ((20, 4, 2), (9, 3, 1), (5, 2, 3))), seed=seed, effort=6_000)
    out.update(found.seating.astype("<i8").tobytes() + found.totals.astype("<i8").tobytes())
print(out.hexdigest())
"""


def test_the_same_bytes_under_every_hash_seed() -> None:
    said = set()
    for hashing in ("0", "4711"):
        surroundings = {**os.environ, "PYTHONHASHSEED": hashing, "PYTHONPATH": os.pathsep.join(sys.path)}
        done = subprocess.run(
            [sys.executable, "-c", PRINT], check=True, capture_output=True, text=True, env=surroundings
        )
        said.add(done.stdout)
    assert len(said) == 1


def test_another_seed_gives_another_answer() -> None:
    problem = draw_groups(0, ((20, 4, 2),))
    said = {search(problem, seed=seed, effort=2_000).seating.tobytes() for seed in (0, 1, 2)}
    assert len(said) == 3
