"""How a search for a team ends: proof, a lot among equals, cut short, cancelled, impossible."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from matchmaker.kernel.errors import InputError, RefereeError
from matchmaker.kernel.rng import generator, lot
from matchmaker.matching.team.problem import TeamProblem
from matchmaker.matching.team.referee import broken, judge, score
from matchmaker.matching.team.solution import programme_of, solve_team
from matchmaker.needs.fit import Fits
from matchmaker.rules.constraints import AtLeast, Exclude, Include, Size
from matchmaker.solving.port import Status


def middling(n: int = 45, seed: int = 0) -> TeamProblem:
    """Large enough that the search can be cut short; every term is in."""
    rng = generator(seed, "test-solution")
    a, b = np.triu_indices(n, 1)
    tied = rng.random(len(a)) < 0.1
    own = np.flatnonzero(rng.random(n) < 0.5)
    return TeamProblem(
        ids=tuple(f"a{i:02d}" for i in range(n)),
        codes=np.arange(n),
        sectors=tuple(rng.choice(["innbygger", "frivillig", "tjeneste"], n).tolist()),
        needs=tuple(f"behov-{d}" for d in range(6)),
        need_points=np.array([30_000, 30_000, 20_000, 20_000, 10_000, 10_000]),
        need_counts=np.array([2, 1, 1, 2, 1, 1]),
        fit=rng.choice([0, 0, 0, 36, 48, 72, 80, 90], (n, 6)),
        sides=(),
        side_points=np.zeros(0, dtype=np.int64),
        on_side=np.zeros((n, 0), dtype=bool),
        groups=("eldre",),
        group_points=12_000,
        voices=rng.random((n, 1)) < 0.1,
        pairs=np.stack([a[tied], b[tied]], axis=1),
        pair_points=rng.choice([300, 600, 5_000], int(tied.sum())),
        outside=tuple(f"org-{i}" for i in own),
        opens=tuple(np.array([j for j in rng.choice(n, 3, replace=False) if j != i]) for i in own),
        outside_as_candidate=own,
        reach_points=2_000,
        load_points=rng.choice([0, 0, 2_000], n),
        constraints=(Size(6, 6),),
        lots=np.array([lot(seed, f"a{i:02d}") for i in range(n)]),
        fits=Fits(np.zeros((n, 6)), {}),
    )


class Impatient:
    """Cancels at the first report."""

    def start(self, total: int, what: str) -> None: ...

    def advance(self, done: int) -> None: ...

    def cancelled(self) -> bool:
        return True


def test_the_same_question_gives_the_same_answer() -> None:
    assert solve_team(middling(30)) == solve_team(middling(30))


@pytest.mark.parametrize("budget", [0, 1])
def test_cut_short_the_best_so_far_is_refereed_and_bounded(budget: int) -> None:
    problem = middling(30)
    whole, short = solve_team(problem), solve_team(problem, budget=budget)
    assert whole is not None
    assert short is not None
    assert short.score == score(problem, short.team)
    assert not broken(problem, short.team)
    assert short.score.total <= whole.score.total
    assert short.bound is None or short.bound >= whole.score.total
    if budget == 0:
        assert short.status is Status.BUDGET
        # nothing searches on in secret: without a node, the first team that meets the wishes is what there is
        assert short.score.total < whole.score.total


def test_cancelled_before_anybody_was_found_there_is_still_a_team() -> None:
    problem = middling()
    found = solve_team(problem, progress=Impatient())
    assert found is not None
    assert found.status is Status.CANCELLED
    assert found.score == score(problem, found.team)
    assert not broken(problem, found.team)


def test_cut_short_an_impossible_wish_is_still_impossible() -> None:
    problem = replace(middling(12), constraints=(Size(2, 2), AtLeast("innbygger", 3)))
    assert solve_team(problem, budget=0) is None
    assert solve_team(problem, progress=Impatient()) is None


def test_no_candidate_is_no_team() -> None:
    nobody = replace(
        middling(12),
        ids=(), codes=np.zeros(0, dtype=int), sectors=(), fit=np.zeros((0, 6), dtype=int),
        on_side=np.zeros((0, 0), dtype=bool), voices=np.zeros((0, 1), dtype=bool),
        pairs=np.zeros((0, 2), dtype=int), pair_points=np.zeros(0, dtype=int), outside=(), opens=(),
        outside_as_candidate=np.zeros(0, dtype=int), load_points=np.zeros(0, dtype=int),
        constraints=(Size(1, 1),), lots=np.zeros(0, dtype=int),
    )  # fmt: skip
    assert solve_team(nobody) is None


def test_a_budget_below_zero_is_refused() -> None:
    with pytest.raises(InputError, match="bad_budget"):
        solve_team(middling(12), budget=-1)


def test_among_equals_the_lot_decides_and_not_the_alphabet() -> None:
    problem = middling(12)
    equal = replace(
        problem,
        fit=np.full_like(problem.fit, 80), voices=np.ones_like(problem.voices),
        pair_points=np.zeros_like(problem.pair_points), reach_points=0,
        load_points=np.zeros_like(problem.load_points), constraints=(Size(3, 3),),
    )  # fmt: skip
    teams = set()
    for seed in range(12):
        lots = np.array([lot(seed, actor) for actor in equal.ids])
        found = solve_team(replace(equal, lots=lots))
        assert found is not None
        assert found.team == tuple(sorted(np.argsort(lots)[:3].tolist()))
        teams.add(found.team)
    # 12 draws of 3 among 12 (220 teams): the same one each time would not be a draw
    assert len(teams) > 6


def test_every_kind_of_wish_is_posed() -> None:
    problem = middling(12)
    free = solve_team(replace(problem, constraints=(Size(4, 4),)))
    assert free is not None
    chosen, left = problem.ids[free.team[0]], problem.ids[min(set(range(12)) - set(free.team))]
    wishes = (Size(4, 5), Include(left), Exclude(chosen), AtLeast("tjeneste", 2))
    found = solve_team(replace(problem, constraints=wishes))
    assert found is not None
    members = {problem.ids[i] for i in found.team}
    assert left in members
    assert chosen not in members
    assert len(members) in {4, 5}
    assert sum(problem.sectors[i] == "tjeneste" for i in found.team) >= 2


def test_only_the_seats_are_whole_numbers_in_the_programme() -> None:
    problem = middling(12)
    programme = programme_of(problem)
    assert programme.whole.sum() == 12
    assert programme.whole[:12].all()
    assert (programme.gain == np.round(programme.gain)).all()
    assert len(programme.starts) == len(programme.row_low) + 1 == len(programme.row_high) + 1


def test_the_referee_names_the_broken_wish() -> None:
    problem = replace(middling(12), constraints=(Size(1, 2), Exclude("a03")))
    with pytest.raises(RefereeError) as raised:
        judge(problem, (3,), score(problem, (3,)).total, None)
    assert raised.value.params == {"constraint": "Exclude(actor='a03')"}
    assert broken(problem, (3, 4, 5)) == problem.constraints
