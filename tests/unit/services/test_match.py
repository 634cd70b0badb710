"""The four ways of matching the other way round, asked through the front door."""

from __future__ import annotations

import json
from typing import Any

import pytest

from matchmaker.kernel.errors import Infeasible, InputError
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.jsonable import jsonable
from matchmaker.services.match_actor import ActorRequest, suggest_challenges
from matchmaker.services.match_challenges import ChallengesRequest, assign_teams
from matchmaker.services.match_supply import SupplyRequest, find_supply
from matchmaker.services.match_town_hall import TownHallRequest, ask_town_hall
from tests.unit.small import LEVANGER, VERDAL, Shelf, actor, challenge, register

HERE = {"municipality": VERDAL}
QUESTIONS: dict[str, Any] = {
    "supply": (find_supply, SupplyRequest("lite")),
    "town hall": (ask_town_hall, TownHallRequest("lite", ("fag_plan",), ("eldre",), "Verdal")),
    "actor": (suggest_challenges, ActorRequest("lite", "ola")),
    "challenges": (assign_teams, ChallengesRequest("lite", ("a", "b"), 1, 2)),
}


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """A planner and a nurse at work, a shy volunteer, an invented neighbour, and two challenges."""
    return Shelf(
        register(
            actors=[
                actor("plan", "administrasjon", hours=100.0, appointed_by="kommunedirektøren", **HERE),
                actor("pleie", "helse_omsorg", **HERE), actor("nabo", municipality=LEVANGER),
                actor("ola", "ildsjel", **HERE), actor("sky", reserved=True, **HERE),
            ],
            contributions=[
                {"actor": "plan", "contribution": "fag_plan", "evidence": "dokumentert"},
                {"actor": "ola", "contribution": "lokaler", "grade": "saerlig", "evidence": "oppgitt"},
                {"actor": "sky", "contribution": "lokaler", "grade": "saerlig", "evidence": "oppgitt"},
            ],
            challenges=[challenge("a"), challenge("b"), challenge("c", municipalities=LEVANGER)],
            needs=[{"challenge": "a", "contribution": "lokaler", "importance": 3},
                   {"challenge": "b", "contribution": "fag_plan"}],
            involvements=[{"challenge": "c", "actor": "plan", "phase": "definere", "hours": 25.0}],
            places=[{"id": "vuku", "name": "Vuku", "municipality": VERDAL}],
        )
    )  # fmt: skip


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_word_of_an_answer_can_be_said_and_read_as_json(
    name: str, shelf: Shelf, environment: Environment
) -> None:
    ask, request = QUESTIONS[name]
    result = ask(shelf, request, environment)
    assert result.synthetic
    assert {"note.synthetic", "match.reserved_never"} <= {note.code for note in result.notes}
    assert (len(result.data_version), bool(result.code_version), bool(result.rules_version)) == (
        16,
        True,
        True,
    )
    for language in LANGUAGES:
        said = json.dumps(jsonable(result, catalogue(language)))
        assert json.loads(said)["request"]["dataset"] == "lite"
    assert '"sky"' not in said


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_public_edition_lists_nobody_and_gives_no_figures(
    name: str, shelf: Shelf, environment: Environment
) -> None:
    import dataclasses

    ask, request = QUESTIONS[name]
    result = ask(shelf, dataclasses.replace(request, edition=Edition.PUBLIC), environment)
    assert [note.code for note in result.notes] == ["match.not_public"]
    assert result.data_version is None
    told = {
        field.name: getattr(result, field.name)
        for field in dataclasses.fields(result)
        if field.name not in ("request", "notes", "rules_version", "code_version", "municipality", "place")
    }
    assert set(map(str, told.values())) <= {"()", "None", "False"}
    assert "ola" not in json.dumps(jsonable(result, catalogue("nb")))


def test_supply_tells_what_it_looked_at_and_why(shelf: Shelf, environment: Environment) -> None:
    result = find_supply(shelf, SupplyRequest("lite", "5038"), environment)
    (idle,) = result.idle
    assert (result.stated, result.unused, result.matched) == (1, 1, 1)
    assert (idle.seat.name, idle.seat.fill_how.code) == ("Ola", "fill.asked_directly")
    assert (idle.usage, idle.usage_message.code) == ("ikke_registrert", "match.never_used")
    (match,) = idle.matches
    assert (match.title, match.need, match.fit, match.state) == ("Saken", "lokaler", 0.9, "udekket")
    assert catalogue("nb").say(match.messages[0]) == (
        "Trenger lokaler (treff 90 av 100): ingen er registrert som deltaker der ennå."
    )


def test_the_town_hall_answers_with_seats_loads_and_what_a_theme_needs(
    shelf: Shelf, environment: Environment
) -> None:
    result = ask_town_hall(
        shelf, TownHallRequest("lite", ("fag_plan",), ("eldre",), place="vuku"), environment
    )
    assert (result.municipality, result.place) == (VERDAL, "Verdal")
    reply = result.replies[0]
    assert (reply.contribution, reply.why.code) == ("fag_plan", "match.asked_for")
    first = reply.seats[0]
    assert (first.seat.actor, first.fit, first.load, first.challenges) == ("plan", 0.8, 0.25, 1)
    assert catalogue("nb").say(first.seat.fill_how) == "oppnevnes av kommunedirektøren"
    assert {item.why.code for item in result.replies[1:]} == {"match.usual_for_theme"}
    care = {item.contribution: item for item in result.replies}["behov_helse_omsorg"]
    assert [item.seat.actor for item in care.seats] == ["pleie"]
    assert care.seats[0].load is None
    assert care.seats[0].reasons[1].code == "match.usual_for_kind"
    assert "match.load_order" in {note.code for note in result.notes}


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"contributions": ("tull",), "municipality": "Verdal"}, "unknown_contribution"),
        ({"themes": ("qwerty",), "municipality": "Verdal"}, "unknown_theme"),
        ({"municipality": "Verdal"}, "nothing_asked"),
        ({"contributions": ("fag_plan",)}, "no_municipality_asked"),
        ({"contributions": ("fag_plan",), "municipality": "Atlantis"}, "unknown_municipality"),
        ({"contributions": ("fag_plan",), "place": "ingensteds"}, "unknown_place"),
        ({"contributions": ("fag_plan",), "place": "vuku", "municipality": "Levanger"}, "place_elsewhere"),
        ({"contributions": ("fag_plan",), "municipality": "Verdal", "most": 0}, "bad_most"),
    ],
)
def test_a_request_that_cannot_be_read_is_refused(
    wish: dict[str, Any], code: str, shelf: Shelf, environment: Environment
) -> None:
    with pytest.raises(InputError) as caught:
        ask_town_hall(shelf, TownHallRequest("lite", **wish), environment)
    assert caught.value.code == code
    for language in LANGUAGES:
        assert catalogue(language).say(caught.value.message)


def test_an_actors_best_challenges(shelf: Shelf, environment: Environment) -> None:
    result = suggest_challenges(shelf, ActorRequest("lite", "ola"), environment)
    assert [best.challenge for best in result.challenges] == ["a", "b"]  # not c: another municipality
    assert result.challenges[0].points == 27.0 + 18.0  # need 3 × 10 × 0.9; the side innbygger, importance 3
    assert [reason.code for reason in result.challenges[0].reasons] == ["match.needs", "match.new_side"]
    busy = suggest_challenges(shelf, ActorRequest("lite", "plan"), environment)
    assert busy.taking_part == ("Saken",)


def test_who_is_reserved_gets_no_suggestion(shelf: Shelf, environment: Environment) -> None:
    result = suggest_challenges(shelf, ActorRequest("lite", "sky"), environment)
    assert (result.challenges, result.notes[0].code) == ((), "match.actor_reserved")


def test_teams_of_several_challenges(shelf: Shelf, environment: Environment) -> None:
    result = assign_teams(shelf, ChallengesRequest("lite", ("b", "a"), 1, 1, hours=40.0), environment)
    assert (result.status, result.gap) == ("optimal", 0.0)
    teams = {team.challenge: team for team in result.teams}
    assert {name: team.seats[0].seat.actor for name, team in teams.items()} == {"a": "ola", "b": "plan"}
    assert teams["b"].seats[0].hours_left == 100 - 25 - 40
    assert teams["a"].seats[0].hours_left is None
    assert result.objective == sum(team.points for team in result.teams)
    assert result.weakest == min(result.teams, key=lambda team: team.share or 0.0).challenge
    assert {"match.unknown_capacity", "match.least_covered"} <= {note.code for note in result.notes}
    (reason, side) = teams["a"].seats[0].reasons
    assert (reason.code, side.code) == ("match.alone_on", "match.alone_for")


def test_sizes_may_differ_and_only_for_challenges_that_are_asked_for(
    shelf: Shelf, environment: Environment
) -> None:
    wish = ChallengesRequest("lite", ("a", "b"), 1, 1, sizes=(("a", 2, 2),))
    assert [len(team.seats) for team in assign_teams(shelf, wish, environment).teams] == [2, 1]
    with pytest.raises(InputError, match="size_of_other_challenge"):
        assign_teams(shelf, ChallengesRequest("lite", ("a",), 1, 1, sizes=(("b", 1, 1),)), environment)


def test_too_much_is_answered_with_what_would_work(shelf: Shelf, environment: Environment) -> None:
    with pytest.raises(Infeasible) as caught:
        assign_teams(shelf, ChallengesRequest("lite", ("a", "b"), 2, 3, hours=40.0), environment)
    fields = [change.field for item in caught.value.relaxations for change in item.changes]
    assert "min_size" in fields
    words = [catalogue("nb").say(c.message) for item in caught.value.relaxations for c in item.changes]
    assert "Senk minste størrelse for «Saken» fra 2 til 1" in words
