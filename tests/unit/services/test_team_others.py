"""What else would do: the front and different teams, against every team there is."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from itertools import combinations

import numpy as np
import pytest

from matchmaker.kernel.errors import Infeasible
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.matching.team.posing import candidates
from matchmaker.matching.team.problem import TeamProblem
from matchmaker.matching.team.referee import Score, score
from matchmaker.model.register import Register
from matchmaker.services.environment import Environment
from matchmaker.services.jsonable import jsonable
from matchmaker.services.team import posed, suggest_team
from matchmaker.services.team_others import (
    DifferentRequest,
    FrontRequest,
    FrontResult,
    OtherTeam,
    other_teams,
    team_front,
)
from matchmaker.services.team_wish import TeamRequest
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.synthesis.generate import generate
from matchmaker.synthesis.plan import Plan, Plants
from tests.conftest import TODAY
from tests.unit.small import VERDAL, Shelf, actor, challenge, official, register

WHEN = Environment(lambda: TODAY)
WISH = TeamRequest("lite", "sak", 3, 3)
OFFERS = {"a": ("lokaler", "ressurs"), "b": ("lokaler",), "c": ("ressurs", "mobilisering"),
          "d": ("mobilisering",),
          "e": ("lokalkunnskap",), "s": ("gjennomforing", "ressurs"), "p": ("forankring",)}  # fmt: skip


@lru_cache(maxsize=1)
def town() -> Shelf:
    """Nine actors in Verdal of whom those who offer most have given most hours elsewhere."""
    kinds = {"s": "skole", "p": "politiker", "r": "innbygger"}
    found = register(
        actors=[
            actor(name, kinds.get(name, "frivillig"), municipality=VERDAL, hours=50) for name in "abcdefspr"
        ],
        challenges=[challenge(), challenge("annen")],
        needs=[
            {"challenge": "sak", "contribution": what}
            for what in sorted({w for some in OFFERS.values() for w in some})
        ],
        contributions=[{"actor": who, "contribution": what} for who, some in OFFERS.items() for what in some],
        involvements=[
            {"actor": who, "challenge": "annen", "hours": hours}
            for who, hours in (("a", 40), ("c", 25), ("s", 10))
        ],
        ties=[
            {"tail": one, "head": other, "relation": "samarbeider"}
            for one, other in ("af", "bf", "df", "cs", "er")
        ],
    )
    return Shelf(found)


def every_score(problem: TeamProblem, size: int) -> list[Score]:
    return [score(problem, team) for team in combinations(range(len(problem)), size)]


def by_parts(points: Score, by: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(sum(points[term] for term in part.split("+")) for part in by)


def told(team: OtherTeam) -> tuple[int, ...]:
    return tuple(round(1000 * value) for value in team.values)


def dominates(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return one != other and all(mine >= theirs for mine, theirs in zip(one, other, strict=True))


# -- the front ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "by", [("coverage", "load"), ("load", "coverage"), ("coverage", "load+asked", "ties")]
)
def test_the_front_is_every_team_that_no_other_beats(by: tuple[str, ...]) -> None:
    """All combinations are looked at: the values of the front are theirs, no more and no fewer."""
    result = team_front(town(), FrontRequest(WISH, by, most=100), WHEN)
    values = {by_parts(points, by) for points in every_score(posed(town(), WISH, WHEN).problem, 3)}
    front = {value for value in values if not any(dominates(other, value) for other in values)}
    assert result.complete
    assert {told(team) for team in result.teams} == front
    assert len(front) >= 3
    assert len(result.teams) == len(front)
    assert [told(team) for team in result.teams] == sorted(front, reverse=True)
    assert all(team.proven for team in result.teams)
    assert [part.params["terms"][0].code for part in result.parts] == [
        f"part.{part.split('+')[0]}" for part in by
    ]  # type: ignore[index,union-attr]


def test_points_and_changes_of_a_front_add_up() -> None:
    result = team_front(town(), FrontRequest(WISH, ("coverage", "load")), WHEN)
    problem = posed(town(), WISH, WHEN).problem
    first = {seat.actor for seat in result.teams[0].seats}
    for team in result.teams:
        ids = [seat.actor for seat in team.seats]
        assert ids == sorted(ids)
        points = score(problem, [problem.ids.index(i) for i in ids])
        assert round(1000 * team.points) == points.total
        assert told(team) == by_parts(points, ("coverage", "load"))
        assert {seat.actor for seat in team.come} == set(ids) - first
        assert {seat.actor for seat in team.leave} == first - set(ids)


def test_a_front_cut_short_says_so() -> None:
    result = team_front(town(), FrontRequest(WISH, ("coverage", "load"), most=2), WHEN)
    assert len(result.teams) == 2
    assert not result.complete
    assert [note.code for note in result.notes] == ["note.suggestion", "front.spread"]


def test_one_team_that_is_best_in_everything_leaves_nothing_to_choose() -> None:
    result = team_front(
        town(), FrontRequest(replace(WISH, include=("a", "b", "c")), ("coverage", "load")), WHEN
    )
    assert (len(result.teams), result.complete) == (1, True)
    assert [note.code for note in result.notes] == ["note.suggestion", "front.one"]


def test_a_front_of_an_exercise(bundled: FolderWorkspace, environment: Environment) -> None:
    by = ("coverage", "reach")
    request = FrontRequest(TeamRequest("innherred", "ensomhet"), by, most=6)
    result = team_front(bundled, request, environment)
    _none_dominated(result)
    best = suggest_team(bundled, request.team, environment)
    assert all(team.points <= best.objective + 1e-9 for team in result.teams)
    for language in LANGUAGES:
        text = str(jsonable(result.notes, catalogue(language)))
        assert "{" not in text.replace("{'", "").replace("{}", "")


def _none_dominated(result: FrontResult) -> None:
    values = [told(team) for team in result.teams]
    assert len(set(values)) == len(values)
    assert not any(dominates(one, other) for one in values for other in values)


@lru_cache(maxsize=1)
def sixty() -> Register:
    """An invented register of one municipality with 60 actors."""
    few = Plants(duplicates=0, thin_groups=0, brokers=1, conflicts=1, missing_ties=3)
    plan = Plan((VERDAL,), 60, 180, 240, 60, 3, plants=few)
    return Register.from_tables(generate(plan, official(), seed=3).tables)


def test_a_municipality_of_sixty_has_a_front_of_eight_teams_or_more() -> None:
    """Must show 6. That none is dominated is checked without the solver: by the teams one swap away too."""
    by = ("coverage", "reach")
    wish = TeamRequest("lite", "utfordring-001")
    result = team_front(Shelf(sixty()), FrontRequest(wish, by), WHEN)
    assert len(result.teams) >= 8
    assert result.complete
    _none_dominated(result)
    problem = posed(Shelf(sixty()), wish, WHEN).problem
    assert len(problem) >= 55
    place = {actor_: i for i, actor_ in enumerate(problem.ids)}
    values = np.array([told(team) for team in result.teams])
    for team in result.teams:
        seats = [place[seat.actor] for seat in team.seats]
        assert by_parts(score(problem, seats), by) == told(team)
        for out in seats:
            for into in set(range(len(problem))) - set(seats):
                other = [into if seat == out else seat for seat in seats]
                found = np.array(by_parts(score(problem, other), by))
                beats = (found >= values).all(axis=1) & (found > values).any(axis=1)
                assert not beats.any()


# -- different teams ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("distance", "within"), [(1, 5.0), (2, 20.0), (3, 60.0)])
def test_different_teams_are_the_best_that_differ_enough(distance: int, within: float) -> None:
    """By looking at every team: each is the best that differs from all before it, and good enough."""
    result = other_teams(town(), DifferentRequest(WISH, 3, distance, within), WHEN)
    problem = posed(town(), WISH, WHEN).problem
    worth = {frozenset(team): score(problem, team).total for team in combinations(range(len(problem)), 3)}
    teams = [frozenset(problem.ids.index(seat.actor) for seat in team.seats) for team in result.teams]
    best = max(worth.values())
    for number, team in enumerate(teams):
        able = [t for t in worth if all(len(t - before) >= distance for before in teams[:number])]
        assert team in able
        assert worth[team] == max(worth[t] for t in able) == round(1000 * result.teams[number].points)
        assert worth[team] >= best * (1 - within / 100)
        assert result.teams[number].proven
    code = "different.found"
    if len(teams) <= 3:
        code = "different.no_more"
        able = [t for t in worth if all(len(t - before) >= distance for before in teams)]
        assert not able or max(worth[t] for t in able) < best * (1 - within / 100)
    assert result.notes[-1].code == code
    assert result.notes[-1].params["count"] == len(teams) - 1


def test_the_first_of_the_different_teams_is_the_one_suggested(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    wish = TeamRequest("innherred", "ensomhet")
    result = other_teams(bundled, DifferentRequest(wish), environment)
    best = suggest_team(bundled, wish, environment)
    assert {seat.actor for seat in result.teams[0].seats} == set(best.members)
    assert result.teams[0].points == pytest.approx(best.objective)
    assert (result.teams[0].come, result.teams[0].leave) == ((), ())
    for team in result.teams[1:]:
        assert len(team.come) == len(team.leave) >= 2
        assert team.points >= 0.95 * best.objective


def test_no_other_team_is_asked_for() -> None:
    assert len(other_teams(town(), DifferentRequest(WISH, count=0), WHEN).teams) == 1


def test_both_say_what_is_in_the_way_of_an_impossible_wish() -> None:
    wish = replace(WISH, include=("a",), exclude=("a",))
    assert "a" in candidates(town().register, town().register.challenge("sak"))
    for ask in (
        lambda: team_front(town(), FrontRequest(wish, ("coverage", "load")), WHEN),
        lambda: other_teams(town(), DifferentRequest(wish), WHEN),
    ):
        with pytest.raises(Infeasible) as wrong:
            ask()
        assert {message.code for message in wrong.value.conflict} == {"wish.include", "wish.exclude"}
        assert all(message.params["actor"] == "A" for message in wrong.value.conflict)  # by name
        assert wrong.value.relaxations


def test_one_part_is_weighed_against_all_the_rest_and_the_suggestion_is_among_the_teams() -> None:
    found = team_front(town(), FrontRequest(WISH, ("load",)), WHEN)
    best = suggest_team(town(), WISH, WHEN)
    assert [part.code for part in found.parts] == ["part.rest", "front.part"]
    assert tuple(sorted(best.members)) in {tuple(seat.actor for seat in team.seats) for team in found.teams}
    for team in found.teams:  # with the rest among the parts, the parts are all there is
        assert sum(team.values) == pytest.approx(team.points)
