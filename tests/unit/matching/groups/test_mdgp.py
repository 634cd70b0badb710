"""The plain grouping problem: what may be asked, what comes back, and that it comes back again."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import FrozenInstanceError
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pytest

from matchmaker.kernel.errors import InputError, RefereeError, SeveralErrors
from matchmaker.kernel.messages import Language, catalogue
from matchmaker.matching.groups.mdgp import Grouping, Iterations, solve_mdgp
from matchmaker.matching.groups.mdgp_input import pose
from matchmaker.matching.groups.mdgp_referee import judge, value_of
from matchmaker.matching.groups.mdgp_schedule import logs

ROOT = Path(__file__).parents[4]
LANGUAGES: tuple[Language, ...] = ("nb", "nn", "en")


def at_random(people: int, seed: int = 1, *, decimals: int = 3) -> np.ndarray:
    upper = np.triu(np.random.default_rng(seed).uniform(0, 100, (people, people)).round(decimals), 1)
    return upper + upper.T


def same(one: Grouping, other: Grouping) -> bool:
    return one.groups.tobytes() == other.groups.tobytes() and one.value == other.value


class Clock:
    """Goes on by a step each time it is looked at."""

    def __init__(self, step: float) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten sweeps of thirty people in four groups between two looks at the clock."""
    monkeypatch.setattr("matchmaker.matching.groups.mdgp_running._PIECE", 7200)


class Watch:
    """Follows, and cancels when a number of sweeps is done."""

    def __init__(self, enough: int) -> None:
        self.enough, self.total, self.seen, self.what = enough, 0, [0], ""

    def start(self, total: int, what: str) -> None:
        self.total, self.what = total, what

    def advance(self, done: int) -> None:
        self.seen.append(done)

    def cancelled(self) -> bool:
        return self.seen[-1] >= self.enough


# -- answers ------------------------------------------------------------------------------------------


def test_two_pairs_by_hand() -> None:
    far = np.array([[0, 9, 1, 1], [9, 0, 1, 1], [1, 1, 0, 7], [1, 1, 7, 0]])
    found = solve_mdgp(far, [2, 2], seed=1, iterations=50)
    assert (found.groups.tolist(), found.value) == ([0, 0, 1, 1], 16.0)


def test_the_answer_cannot_be_written_to() -> None:
    found = solve_mdgp(at_random(6), [3, 3], seed=1, iterations=5)
    with pytest.raises(ValueError, match="read-only"):
        found.groups[0] = 1
    with pytest.raises(FrozenInstanceError):
        found.value = 0.0  # type: ignore[misc]


def test_nobody_one_person_one_group_and_empty_groups() -> None:
    nobody = solve_mdgp(np.zeros((0, 0)), [(0, 3), (0, 2)], seed=1)
    assert (nobody.groups.tolist(), nobody.value, nobody.iterations) == ([], 0.0, Iterations(0, 0))
    one = solve_mdgp(np.zeros((1, 1)), [(0, 1), 1], seed=1, iterations=3)
    assert (one.groups.tolist(), one.value) == ([1], 0.0)
    all_together = solve_mdgp(at_random(5), [5], seed=1, iterations=3)
    assert all_together.groups.tolist() == [0] * 5
    assert all_together.value == pytest.approx(at_random(5).sum() / 2)
    free = solve_mdgp(at_random(5), [(0, 5), (0, 5), (0, 0)], seed=1, iterations=50)
    assert free.groups.tolist() == [0] * 5  # distances are not negative: together is never worse


def test_no_distance_between_anybody() -> None:
    found = solve_mdgp(np.zeros((6, 6)), [(1, 4), (1, 4)], seed=1, iterations=10)
    assert found.value == 0.0
    assert sorted(np.bincount(found.groups).tolist()) in ([2, 4], [3, 3])


def test_groups_with_equal_bounds_are_numbered_by_their_first_person() -> None:
    found = solve_mdgp(at_random(12), [3, 2, 3, 2, 2], seed=5, iterations=50)
    first = [int(np.flatnonzero(found.groups == g)[0]) for g in range(5)]
    assert first[0] < first[2]
    assert first[1] < first[3] < first[4]
    assert np.bincount(found.groups).tolist() == [3, 2, 3, 2, 2]


def test_the_diagonal_is_not_read() -> None:
    bare = at_random(10)
    full = bare.copy()
    np.fill_diagonal(full, np.nan)
    assert same(
        solve_mdgp(bare, [5, 5], seed=2, iterations=20), solve_mdgp(full, [5, 5], seed=2, iterations=20)
    )


def test_no_budget_is_the_default_and_none_is_a_local_optimum() -> None:
    assert solve_mdgp(at_random(6), [3, 3], seed=1).iterations == Iterations(10_000, 10_000)
    far = at_random(20)
    found = solve_mdgp(far, [5] * 4, seed=1, iterations=0)
    for u in range(20):
        for v in range(u):
            groups = found.groups.copy()
            groups[[u, v]] = groups[[v, u]]
            assert value_of(far, groups) <= found.value + 1e-9


def test_people_who_can_be_moved_are() -> None:
    """From sizes with the most pairs, moves lead on where the distances want others."""
    blocks = np.kron(np.eye(2), np.ones((4, 4))) * 10
    np.fill_diagonal(blocks, 0)
    found = solve_mdgp(blocks, [(2, 6), (2, 6)], seed=1, iterations=200)
    assert found.value == 120.0
    assert np.bincount(found.groups).tolist() == [4, 4]


@pytest.mark.parametrize("sizes", [[8] * 5, [(5, 12)] * 5, [(5, 9), (7, 12), (6, 8), (8, 11), 8]])
def test_better_than_restarts_of_a_plain_local_search(sizes: list[int]) -> None:
    far = at_random(40, 7)
    found = solve_mdgp(far, sizes, seed=1, iterations=1000)
    climbed = [solve_mdgp(far, sizes, seed=seed, iterations=0).value for seed in range(10)]
    assert found.value > max(climbed)


# -- whole numbers ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("distances", "exact"), [
    (at_random(20), True), (at_random(20, decimals=12), False), (at_random(20) * 1e-9, False),
    (np.rint(at_random(20)), True), (at_random(20) * 1e9, False), (np.ones((4, 4)), True),
])  # fmt: skip
def test_whole_numbers_are_the_distances(distances: np.ndarray, exact: bool) -> None:
    people = len(distances)
    posed = pose(distances, np.array([people // 2] * 2), np.array([people // 2] * 2))
    assert posed.exact == exact
    assert posed.distance.dtype == (np.int32 if exact else np.int64)
    off = ~np.eye(people, dtype=bool)
    back = (posed.distance.astype(float) + posed.shift) / posed.unit
    room = 1e-12 if exact else 2**-32
    assert np.abs(back - distances)[off].max() <= room * distances.max()
    assert posed.distance[off].min() == 0
    assert not posed.distance.diagonal().any()
    assert int(posed.distance.max()) * people < posed.unknown


def test_the_best_of_a_few_people_is_not_left_to_chance() -> None:
    """Two of 1,200 orders of these six people were left at 2.5 before so few started anew so often."""
    far = np.zeros((6, 6))
    for one, other, distance in ((0, 2, 0.75), (1, 4, 1.0), (2, 5, 0.75), (3, 4, 1.0)):
        far[one, other] = far[other, one] = distance
    best = max(
        sum(far[one, other] for group in (members[:3], members[4:]) for one, other in combinations(group, 2))
        for members in permutations(range(6))
    )
    found = {solve_mdgp(far, [(3, 3), (1, 1), (2, 2)], seed=seed, iterations=400).value for seed in range(40)}
    assert found == {best}


def test_large_groups_leave_room_for_temperatures() -> None:
    """Two camps far from each other: what an exchange is worth at most, times the largest logarithm."""
    camp = np.arange(600) % 2
    far = np.where(camp[:, None] == camp, 0.0, 1 / 3)
    posed = pose(far, np.array([300, 300]), np.array([300, 300]))
    assert not posed.exact
    assert 4 * 300 * int(posed.distance.max()) * int(logs()[0]) < 2**63
    found = solve_mdgp(far, [300, 300], seed=1, iterations=2)
    assert found.value == pytest.approx(2 * 150 * 150 / 3, rel=1e-9)


def test_distances_that_are_rounded_are_solved_as_well() -> None:
    points = np.random.default_rng(3).uniform(0, 1, (24, 3))
    far = np.sqrt(((points[:, None] - points[None]) ** 2).sum(2))
    fine = solve_mdgp(far, [6] * 4, seed=1, iterations=500)
    coarse = solve_mdgp(np.rint(far * 1e6) / 1e6, [6] * 4, seed=1, iterations=500)
    assert fine.value == pytest.approx(coarse.value, rel=1e-4)
    assert fine.value == pytest.approx(value_of(far, fine.groups), rel=1e-12)


# -- the same again -----------------------------------------------------------------------------------


@pytest.mark.parametrize("sizes", [[10] * 4, [(5, 14), (8, 12), (6, 20), (7, 13)]])
def test_threads_and_pieces_never_change_an_answer(sizes: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    far = at_random(40)
    first = solve_mdgp(far, sizes, seed=3, iterations=400, workers=1)
    for workers in (2, 4, 9):
        assert same(first, solve_mdgp(far, sizes, seed=3, iterations=400, workers=workers))
    monkeypatch.setattr("matchmaker.matching.groups.mdgp_running._PIECE", 7000)
    assert same(first, solve_mdgp(far, sizes, seed=3, iterations=400, workers=2))
    assert not same(first, solve_mdgp(far, sizes, seed=4, iterations=3))


def test_the_bytes_are_those_that_were_frozen() -> None:
    """A change in the search shows itself here; so does a machine that counts otherwise."""
    found = solve_mdgp(at_random(16, 5), [(3, 5)] * 4, seed=11, iterations=20)
    assert (found.groups.tolist(), found.value) == FROZEN


FROZEN = ([0, 1, 1, 2, 1, 3, 1, 2, 2, 0, 0, 3, 1, 0, 3, 0], 1990.601)


def test_the_same_under_two_hash_seeds() -> None:
    code = (
        "import numpy as np; from matchmaker.matching.groups.mdgp import solve_mdgp; "
        "u = np.triu(np.arange(400.0).reshape(20, 20) * 7919 % 101, 1); "
        "r = solve_mdgp(u + u.T, [(3, 6)] * 5, seed=2, iterations=50); print(r.groups.tolist(), r.value)"
    )
    said = {
        subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True,
                       env={"PYTHONHASHSEED": number, "PYTHONPATH": str(ROOT)}).stdout
        for number in ("1", "2")
    }  # fmt: skip
    assert len(said) == 1
    assert said.pop().startswith("[")


@pytest.mark.usefixtures("small_pieces")
def test_seconds_are_told_as_iterations_that_repeat_the_answer() -> None:
    far = at_random(30)
    timed = solve_mdgp(far, [(5, 9)] * 4, seed=5, seconds=10.0, clock=Clock(0.4), workers=2)
    made = timed.iterations
    assert made.planned > 0
    assert made.done > 0
    assert not timed.cancelled
    assert same(timed, solve_mdgp(far, [(5, 9)] * 4, seed=5, iterations=made))
    assert same(timed, solve_mdgp(far, [(5, 9)] * 4, seed=5, iterations=(made.planned, made.done)))


@pytest.mark.usefixtures("small_pieces")
def test_time_that_is_left_is_used() -> None:
    class Faster(Clock):
        def __call__(self) -> float:
            self.step *= 0.97
            return super().__call__()

    far = at_random(30)
    timed = solve_mdgp(far, [(5, 12)] * 4, seed=5, seconds=5.0, clock=Faster(0.4))
    assert timed.iterations.done > timed.iterations.planned > 0
    assert same(timed, solve_mdgp(far, [(5, 12)] * 4, seed=5, iterations=timed.iterations))


@pytest.mark.usefixtures("small_pieces")
def test_a_machine_that_slows_down_is_stopped_at_the_limit() -> None:
    class Slower(Clock):
        def __call__(self) -> float:
            self.step *= 1.3
            return super().__call__()

    clock = Slower(0.01)
    far = at_random(30)
    timed = solve_mdgp(far, [10] * 3, seed=5, seconds=5.0, clock=clock)
    assert 0 < timed.iterations.done < timed.iterations.planned
    assert clock.now <= 5.0
    assert same(timed, solve_mdgp(far, [10] * 3, seed=5, iterations=timed.iterations))


def test_who_cancels_gets_the_best_until_then() -> None:
    far, watch = at_random(200), Watch(500)
    stopped = solve_mdgp(far, [20] * 10, seed=5, iterations=5000, progress=watch)
    assert stopped.cancelled
    assert 500 <= stopped.iterations.done < 5000
    assert (watch.total, watch.what) == (5000, "progress.groups")
    assert watch.seen == sorted(set(watch.seen))
    again = solve_mdgp(far, [20] * 10, seed=5, iterations=stopped.iterations)
    assert same(stopped, again)
    assert not again.cancelled


# -- what cannot be asked -----------------------------------------------------------------------------


def spoilt(row: int, column: int, value: float, other: float | None = None) -> np.ndarray:
    far = at_random(6)
    far[row, column] = value
    far[column, row] = value if other is None else other
    return far


@pytest.mark.parametrize(("distances", "sizes", "code", "params"), [
    (np.zeros((2, 3)), [1, 1], "mdgp_not_square", {"shape": "2 × 3"}),
    (spoilt(1, 2, np.nan), [3, 3], "mdgp_not_a_number", {"count": 2, "row": 1, "column": 2}),
    (spoilt(1, 2, np.inf), [3, 3], "mdgp_not_a_number", {"count": 2, "row": 1, "column": 2}),
    (spoilt(1, 2, 3.0, 4.0), [3, 3], "mdgp_not_symmetric", {"count": 2, "row": 1, "column": 2}),
    (spoilt(4, 0, -1.0), [3, 3], "mdgp_negative", {"count": 2, "row": 0, "column": 4}),
    (at_random(6), [], "mdgp_no_groups", {}),
    (at_random(6), [(4, 2), (2, 4)], "mdgp_bad_size", {"group": 0, "least": 4, "most": 2}),
    (at_random(6), [7, -1], "mdgp_bad_size", {"group": 1, "least": -1, "most": -1}),
    (at_random(6), [2, 3], "mdgp_sizes", {"people": 6, "least": 5, "most": 5}),
    (at_random(6), [(4, 5), (3, 9)], "mdgp_sizes", {"people": 6, "least": 7, "most": 14}),
    (np.zeros((0, 0)), [1], "mdgp_sizes", {"people": 0, "least": 1, "most": 1}),
])  # fmt: skip
def test_what_is_wrong_is_said(
    distances: np.ndarray, sizes: list[int], code: str, params: dict[str, object]
) -> None:
    with pytest.raises(InputError) as error:
        solve_mdgp(distances, sizes, seed=1, iterations=1)
    assert (error.value.code, dict(error.value.params)) == (code, params)
    said = {catalogue(language).say(error.value.message) for language in LANGUAGES}
    assert len(said) == 3
    assert not [sentence for sentence in said if code in sentence]


def test_everything_wrong_is_said_at_once() -> None:
    far = spoilt(0, 1, np.nan)
    far[2, 3], far[4, 5], far[5, 4] = 200.0, -2.0, -2.0
    with pytest.raises(SeveralErrors) as error:
        solve_mdgp(far, [1], seed=1)
    codes = [one.code for one in error.value.errors]
    assert codes == ["mdgp_not_a_number", "mdgp_not_symmetric", "mdgp_negative", "mdgp_sizes"]


@pytest.mark.parametrize("budget", [
    {"iterations": -1}, {"iterations": (5, -6)}, {"iterations": 5, "seconds": 1.0}, {"seconds": 1.0},
    {"seconds": 0.0, "clock": Clock(1)}, {"seconds": float("nan"), "clock": Clock(1)},
])  # fmt: skip
def test_a_budget_that_is_none(budget: dict[str, object]) -> None:
    with pytest.raises(InputError) as error:
        solve_mdgp(at_random(4), [2, 2], seed=1, **budget)  # type: ignore[arg-type]
    assert error.value.code == "mdgp_budget"


# -- the referee --------------------------------------------------------------------------------------


def test_the_referee_refuses_what_is_wrong() -> None:
    far, exact = at_random(4), np.array([2, 2])
    right = np.array([0, 1, 0, 1])
    value = far[0, 2] + far[1, 3]
    judge(far, exact, exact, right, value)
    for groups, claimed, code in (
        (right, value + 0.001, "referee_score"),
        (np.array([0, 0, 0, 1]), value, "referee_group_size"),
        (np.array([0, 1, 0]), value, "referee_group_size"),
        (np.array([0, 1, 0, 2]), value, "referee_group_size"),
        (np.array([0, 1, 0, -1]), value, "referee_group_size"),
    ):
        with pytest.raises(RefereeError) as error:
            judge(far, exact, exact, groups, claimed)
        assert error.value.code == code
