"""What if somebody had a seat: an answer at once that is never above the truth, and the truth after it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.team_cases import team_case
from matchmaker.matching.team.problem import TeamProblem
from matchmaker.matching.team.referee import broken, score
from matchmaker.matching.team.solution import Solution, quick_team, solve_team
from matchmaker.matching.team.swapping import improved, mended
from matchmaker.rules.constraints import SECTOR, Apart, AtMostEach, Exclude, Include, Size
from tests.every_team import every_team

DEMANDS = (Size(3, 3), AtMostEach(SECTOR, 2))


def best_of(problem: TeamProblem) -> Solution:
    best = solve_team(problem)
    assert best is not None
    return best


@pytest.mark.parametrize("seed", range(4))
def test_a_quick_answer_meets_the_demands_and_its_bound_holds(seed: int) -> None:
    problem = team_case(22, seed, DEMANDS)
    best = best_of(problem)
    former = [problem.ids[i] for i in best.team]
    outside = next(actor for i, actor in enumerate(problem.ids) if i not in best.team)
    for change in (Exclude(former[0]), Include(outside)):
        changed = replace(problem, constraints=(*DEMANDS, change))
        quick = quick_team(changed, former=former)
        assert quick is not None
        assert not broken(changed, quick.team)
        truth = max(score(problem, team).total for team in every_team(changed, (3,)))
        assert quick.bound is not None
        assert quick.score.total <= truth <= quick.bound
        assert best_of(changed).score.total == truth


def test_exchanges_end_where_no_exchange_of_one_seat_helps() -> None:
    problem = team_case(14, 3, DEMANDS)
    start = every_team(problem, (3,))[0]
    end = improved(problem, start)
    assert score(problem, end).total > score(problem, start).total
    near = [team for team in every_team(problem, (3,)) if len({*team} & {*end}) >= 2]
    assert score(problem, end).total == max(score(problem, team).total for team in near)


def test_a_former_team_is_mended() -> None:
    problem = team_case(12, 3, (Size(3, 3), Exclude("a000002"), Include("a000005")))
    found = mended(problem, ("a000002", "a000007", "somebody who has moved"))
    assert found is not None
    assert {5, 7} < {*found}
    assert len(found) == 3
    assert 2 not in found
    full = mended(problem, ("a000001", "a000007", "a000008"))
    assert full is not None
    assert len(full) == 3
    assert 5 in full
    apart = team_case(12, 3, (Size(3, 3), Apart("a000001", "a000007")))
    assert mended(apart, ("a000001", "a000007", "a000008")) is None
    assert mended(problem, ()) is None
    crowded = team_case(12, 3, (Size(3, 3), *(Include(f"a00000{i}") for i in range(4))))
    assert mended(crowded, ("a000001", "a000002", "a000003")) is None


def test_a_former_team_may_be_better_than_what_is_found_anew() -> None:
    problem = team_case(200, 1)
    best = best_of(problem)
    again = quick_team(problem, former=[problem.ids[i] for i in best.team])
    assert again is not None
    assert again.score.total == best.score.total
    assert again.bound is not None
    assert again.bound >= best.score.total
