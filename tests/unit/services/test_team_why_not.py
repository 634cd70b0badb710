"""Why a contribution has no seat, asked through the front door: every kind of answer, and its words."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from matchmaker.kernel.errors import Infeasible, Message
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.matching.team.referee import score
from matchmaker.services.environment import Environment
from matchmaker.services.jsonable import jsonable
from matchmaker.services.team import posed, suggest_team
from matchmaker.services.team_why_not import WhyNotRequest, WhyNotResult, why_not_somebody
from matchmaker.services.team_wish import TeamRequest
from matchmaker.services.workspace import FolderWorkspace
from tests.conftest import TODAY
from tests.unit.small import LEVANGER, VERDAL, Shelf, actor, challenge, register

WHEN = Environment(lambda: TODAY)
WISH = TeamRequest("lite", "sak", 2, 2)
TOWN = Shelf(
    register(
        actors=[
            actor("hall", municipality=VERDAL),
            actor("store", municipality=VERDAL),
            actor("choir", municipality=VERDAL),
            actor("twin", municipality=VERDAL),
            actor("far", municipality=LEVANGER),
            actor("silent", municipality=VERDAL, reserved=True),
            actor("boss", "administrasjon", form="person", municipality=VERDAL),
            actor("worker", "administrasjon", form="person", municipality=VERDAL),
        ],
        challenges=[challenge()],
        needs=[{"challenge": "sak", "contribution": what} for what in ("lokaler", "ressurs")],
        contributions=[
            {"actor": "hall", "contribution": "lokaler", "grade": "god"},
            {"actor": "store", "contribution": "ressurs", "grade": "god"},
            {"actor": "far", "contribution": "lokaler"},
        ],
        ties=[{"tail": "boss", "head": "worker", "relation": "leder"}],
    )
)


def ask(who: str, **wish: Any) -> WhyNotResult:
    return why_not_somebody(TOWN, WhyNotRequest(replace(WISH, **wish), who), WHEN)


def left_out() -> str:
    members = suggest_team(TOWN, WISH, WHEN).members
    return next(name for name in ("choir", "twin") if name not in members)


def best_with(who: str, **wish: Any) -> float:
    """By looking at every pair."""
    problem = posed(TOWN, replace(WISH, **wish), WHEN).problem
    seat = problem.ids.index(who)
    pairs = [pair for pair in combinations(range(len(problem)), 2) if seat in pair]
    facts = problem.facts
    able = [p for p in pairs if all(r.meets([problem.ids[i] for i in p], facts) for r in problem.constraints)]
    return max(score(problem, pair).total for pair in able) / 1000


def test_a_reserved_actor_is_not_suggested_and_that_is_all_that_is_said() -> None:
    result = ask("silent")
    assert result.answer == Message("why_not.reserved", {"actor": "Silent"})
    assert (result.changes, result.terms, result.come, result.difference) == ((), (), (), None)


def test_somebody_elsewhere_is_no_candidate_until_the_seat_is_locked() -> None:
    result = ask("far")
    assert result.answer.code == "why_not.elsewhere"
    assert result.answer.params == {"actor": "Far", "municipality": "Levanger"}
    assert ask("far", include=("far",)).answer.code == "why_not.seated"


def test_somebody_with_a_seat() -> None:
    member = suggest_team(TOWN, WISH, WHEN).members[0]
    result = ask(member)
    assert result.answer.code == "why_not.seated"
    assert result.changes == ()


def test_less_by_so_many_points_and_what_would_do() -> None:
    who = left_out()
    result = ask(who)
    best = suggest_team(TOWN, WISH, WHEN)
    # nothing that is needed is registered on choir or twin, the only two who may be left out here
    assert result.answer.code == "why_not.nothing_stated"
    assert result.answer.params["points"] == result.difference
    assert result.difference == pytest.approx(best.objective - best_with(who))
    assert result.difference > 0
    assert sum(term.difference for term in result.terms) == pytest.approx(-result.difference)
    assert all(term.difference for term in result.terms)
    assert who in {seat.actor for seat in result.come}
    assert {seat.actor for seat in result.leave} <= set(best.members)
    assert len(result.come) == len(result.leave)


def test_less_is_said_of_somebody_who_has_something_that_is_needed() -> None:
    """Hall and barn both have premises; the seat goes to the one that has them in a better state."""
    found = register(
        actors=[actor("hall", municipality=VERDAL), actor("barn", municipality=VERDAL)],
        challenges=[challenge()],
        needs=[{"challenge": "sak", "contribution": "lokaler"}],
        contributions=[
            {"actor": "hall", "contribution": "lokaler", "grade": "god"},
            {"actor": "barn", "contribution": "lokaler", "grade": "noe"},
        ],
    )
    result = why_not_somebody(
        Shelf(found), WhyNotRequest(replace(WISH, min_size=1, max_size=1), "barn"), WHEN
    )
    assert result.answer.code == "why_not.less"
    assert result.difference is not None
    assert result.difference > 0


def test_it_is_said_when_nothing_is_registered_that_is_needed() -> None:
    rows = [actor("club", municipality=VERDAL), actor("hall", municipality=VERDAL)]
    found = register(
        actors=[*rows, actor("firm", "offentlig_partner", municipality=VERDAL)], challenges=[challenge()],
        needs=[{"challenge": "sak", "contribution": "lokaler"}],
        contributions=[{"actor": n, "contribution": "lokaler"} for n in ("club", "hall")],
    )  # fmt: skip
    wish = TeamRequest("lite", "sak", 2, 2)
    result = why_not_somebody(Shelf(found), WhyNotRequest(wish, "firm"), WHEN)
    assert result.answer.code == "why_not.nothing_stated"
    assert "why_not.no_change" in {note.code for note in result.notes} or result.changes


def test_as_good_when_the_seed_chose() -> None:
    everyone = Shelf(
        register(actors=[actor(n, municipality=VERDAL) for n in "abcd"], challenges=[challenge()])
    )
    members = suggest_team(everyone, WISH, WHEN).members
    who = next(name for name in "abcd" if name not in members)
    result = why_not_somebody(everyone, WhyNotRequest(WISH, who), WHEN)
    assert result.answer.code == "why_not.as_good"
    assert result.difference == 0
    assert result.terms == ()


@pytest.mark.parametrize(
    ("who", "wish", "code"),
    [
        ("choir", {"exclude": ("choir",)}, "wish.exclude"),
        ("choir", {"include": ("hall",), "apart": (("hall", "choir"),)}, "wish.apart"),
        ("worker", {"include": ("boss",)}, "wish.rules"),
        ("choir", {"at_least": (("administrasjon", 2),), "rules": ()}, "wish.at_least"),
        ("choir", {"at_least_with": (("sektor", "administrasjon", 2),), "rules": ()}, "wish.at_least_with"),
    ],
)
def test_wishes_in_the_way_are_named(who: str, wish: dict[str, Any], code: str) -> None:
    result = ask(who, **wish)
    assert result.answer.code == "why_not.barred"
    gives = [change for change in result.changes if change.code == "why_not.give_up"]
    named: Any = [message for change in gives for message in change.params["wishes"]]  # type: ignore[union-attr]
    assert code in {message.code for message in named}
    for language in LANGUAGES:
        said = " ".join(catalogue(language).say(change) for change in gives)
        assert who.capitalize() in said
        assert f"«{who}»" not in said  # by name, not by id
        assert "“" + who not in said


def test_two_wishes_that_must_both_be_given_up_are_named_together() -> None:
    result = ask("choir", exclude=("choir",), include=("hall", "store"))
    assert result.answer.code == "why_not.barred"
    pairs: Any = [change.params["wishes"] for change in result.changes if change.code == "why_not.give_up"]
    named = [{str(message.params["actor"]) for message in pair} for pair in pairs]
    assert named == [{"Choir", "Hall"}, {"Choir", "Store"}]


def test_no_team_can_have_it_while_three_wishes_are_in_the_way() -> None:
    result = ask(
        "choir", exclude=("choir",), at_least=(("administrasjon", 2),),
        at_least_with=(("sektor", "administrasjon", 2),), rules=(),
    )  # fmt: skip
    assert result.answer.code == "why_not.no_team"
    assert (result.changes, result.terms, result.come, result.difference) == ((), (), (), None)


def test_one_more_seat_is_told_when_it_would_do() -> None:
    small = ask("store", min_size=1, max_size=1, include=())
    if small.answer.code == "why_not.seated":
        small = ask("hall", min_size=1, max_size=1)
    (more,) = [change for change in small.changes if change.code == "why_not.one_more"]
    assert more.params["size"] == 2


def test_an_impossible_wish_is_told_as_such() -> None:
    with pytest.raises(Infeasible):
        ask("choir", include=("hall",), exclude=("hall",))


PERSONAL = {
    "nb": r"\b(dårlig\w*|svak\w*|mangler|verre|udugelig|mindre verdt|ikke god nok|taper\w*)\b",
    "nn": r"\b(dårleg\w*|veik\w*|manglar|verre|udugeleg|mindre verd|ikkje god nok|taparen?)\b",
    "en": r"\b(poor|bad|weak\w*|lacks?|missing|worse|unfit|not good enough|loser)\b",
}


@pytest.fixture(scope="module")
def answers(bundled: FolderWorkspace, environment: Environment) -> list[WhyNotResult]:
    """One of every kind, and three of an exercise."""
    wish = TeamRequest("innherred", "ensomhet")
    outside = [
        why_not_somebody(bundled, WhyNotRequest(wish, who), environment)
        for who in ("ks", "verdal-eldreraad", "maurtuva")
    ]
    return [ask("silent"), ask("far"), ask(left_out()), ask("choir", exclude=("choir",)), *outside]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_are_about_contributions_never_about_a_persons_worth(
    answers: list[WhyNotResult], language: Language
) -> None:
    words = catalogue(language)
    for result in answers:
        sentences = [words.say(m) for m in (result.answer, *result.changes)]
        for said in sentences:
            assert not re.search(PERSONAL[language], said, re.IGNORECASE), said
        assert Message("why_not.about_contributions") in result.notes
        text = str(jsonable(result, words))
        assert "{" not in text.replace("{'", "").replace("{}", "")
