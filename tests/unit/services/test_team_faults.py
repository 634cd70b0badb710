"""Must show 8: what is wrong with a wish is told with code, field and hint, and nothing is half-computed."""

from __future__ import annotations

import math
import pickle
from dataclasses import replace
from typing import Any

import pytest

from matchmaker.kernel.errors import InputError, SeveralErrors
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.matching.team.weights import Weights
from matchmaker.services import team, team_why_not
from matchmaker.services.environment import Environment
from matchmaker.services.team import first_answer, suggest_team
from matchmaker.services.team_others import DifferentRequest, FrontRequest, other_teams, team_front
from matchmaker.services.team_why_not import WhyNotRequest, why_not_somebody
from matchmaker.services.team_wish import TeamRequest, weighted
from tests.conftest import TODAY
from tests.unit.small import VERDAL, Shelf, actor, challenge, register

WHEN = Environment(lambda: TODAY)
PLAIN = TeamRequest("lite", "sak", 2, 2)
SHELF = Shelf(
    register(
        [("club", "kjonn", "kvinne")],
        actors=[actor(n, municipality=VERDAL) for n in ("club", "choir", "band")],
        challenges=[challenge()],
        places=[{"id": "bygda", "name": "Bygda", "municipality": VERDAL}],
    )
)
FAULTS: list[tuple[dict[str, Any], str, str]] = [
    ({"include": ("nobody",)}, "unknown_actor", "include"),
    ({"exclude": ("nobody",)}, "unknown_actor", "exclude"),
    ({"together": (("club", "nobody"),)}, "unknown_actor", "together"),
    ({"apart": (("nobody", "club"),)}, "unknown_actor", "apart"),
    ({"min_size": 5, "max_size": 3}, "bad_size", "size"),
    ({"min_size": 0}, "bad_size", "size"),
    ({"resident_seats": -1}, "bad_number", "resident_seats"),
    ({"hours": -2.0}, "bad_hours_asked", "hours"),
    ({"hours": 0.0}, "bad_hours_asked", "hours"),
    ({"hours": math.nan}, "bad_hours_asked", "hours"),
    ({"hours": math.inf}, "bad_hours_asked", "hours"),
    ({"at_least": (("partier", 1),)}, "unknown_sector", "at_least"),
    ({"at_least": (("politiker", -1),)}, "bad_number", "at_least"),
    ({"at_least_with": (("skostorrelse", "42", 1),)}, "unknown_trait", "at_least_with"),
    ({"at_least_with": (("kjonn", "kvinne", -1),)}, "bad_number", "at_least_with"),
    ({"at_most_with": (("skostorrelse", "42", 1),)}, "unknown_trait", "at_most_with"),
    ({"at_most_with": (("kjonn", "kvinne", -1),)}, "bad_number", "at_most_with"),
    ({"company": (("skostorrelse", "42", 2),)}, "unknown_trait", "company"),
    ({"most_each": (("skostorrelse", 1),)}, "unknown_trait", "most_each"),
    ({"most_each": (("enhet", 0),)}, "bad_number", "most_each"),
    ({"no_majority": ("skostorrelse",)}, "unknown_trait", "no_majority"),
    ({"compare": ("skostorrelse",)}, "unknown_trait", "compare"),
    ({"cover": (("trolldom", 1),)}, "unknown_contribution", "cover"),
    ({"cover": (("lokaler", 0),)}, "bad_number", "cover"),
    ({"needs": (("trolldom", 1, 2),)}, "unknown_contribution", "needs"),
    ({"needs": (("lokaler", 0, 2),)}, "bad_number", "needs"),
    ({"needs": (("lokaler", 1, 4),)}, "bad_importance", "needs"),
    ({"needs": (("lokaler", 1, 2), ("lokaler", 2, 2))}, "need_twice", "needs"),
    ({"rules": ("husregel",)}, "unknown_rule", "rules"),
    ({"rules": ("eldreraad_hoert",)}, "rule_not_posed", "rules"),
    ({"place": "byen"}, "unknown_place", "place"),
    ({"meeting": "9999"}, "unknown_municipality", "meeting"),
]
IDS = [f"{field} {code} {number}" for number, (_, code, field) in enumerate(FAULTS)]


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every search that is begun, noted before it is done."""
    begun: list[str] = []

    def noted(module: Any, name: str) -> None:
        real = getattr(module, name)

        def search(*args: Any, **more: Any) -> Any:
            begun.append(name)
            return real(*args, **more)

        monkeypatch.setattr(module, name, search)

    for module, name in (
        (team, "solve_team"),
        (team, "quick_team"),
        (team, "pose"),
        (team_why_not, "solve_team"),
    ):
        noted(module, name)
    return begun


def told(wrong: InputError) -> None:
    """Sentence and hint in three languages, with no placeholder left."""
    assert wrong.hint is not None
    for language in LANGUAGES:
        for message in (wrong.message, wrong.hint):
            said = catalogue(language).say(message)
            assert len(said) > 10
            assert "{" not in said


@pytest.mark.parametrize(("wish", "code", "field"), FAULTS, ids=IDS)
def test_a_fault_has_a_code_a_field_and_a_hint_and_nothing_is_searched(
    wish: dict[str, Any], code: str, field: str, searches: list[str]
) -> None:
    request = replace(PLAIN, **wish)
    asks = (
        lambda: suggest_team(SHELF, request, WHEN),
        lambda: first_answer(SHELF, request, WHEN),
        lambda: team_front(SHELF, FrontRequest(request, ("coverage", "load")), WHEN),
        lambda: other_teams(SHELF, DifferentRequest(request), WHEN),
        lambda: why_not_somebody(SHELF, WhyNotRequest(request, "band"), WHEN),
    )
    for ask in asks:
        with pytest.raises(InputError) as wrong:
            ask()
        assert (wrong.value.code, wrong.value.params["field"]) == (code, field)
        told(wrong.value)
    assert searches == []


def test_what_is_right_is_searched(searches: list[str]) -> None:
    """The list above is empty because of the faults, not because nothing is ever noted."""
    assert suggest_team(SHELF, PLAIN, WHEN).status == "optimal"
    assert searches == ["pose", "solve_team"]


def test_all_faults_are_told_at_once(searches: list[str]) -> None:
    wish = replace(
        PLAIN, min_size=3, max_size=1, include=("nobody", "noone"), needs=(("trolldom", 0, 9),),
        meeting="9999", hours=math.nan,
    )  # fmt: skip
    with pytest.raises(SeveralErrors) as wrong:
        suggest_team(SHELF, wish, WHEN)
    assert [(one.code, one.params["field"]) for one in wrong.value.errors] == [
        ("bad_size", "size"), ("bad_hours_asked", "hours"), ("unknown_actor", "include"),
        ("unknown_actor", "include"), ("unknown_contribution", "needs"), ("bad_number", "needs"),
        ("bad_importance", "needs"), ("unknown_municipality", "meeting"),
    ]  # fmt: skip
    assert wrong.value.params == {"count": 8}
    for one in wrong.value.errors:
        told(one)
    again = pickle.loads(pickle.dumps(wrong.value))
    assert [one.code for one in again.errors] == [one.code for one in wrong.value.errors]
    assert searches == []


@pytest.mark.parametrize("value", [-1.0, 1000.5, math.nan, math.inf, -math.inf])
def test_weights_that_cannot_be_are_refused_before_there_is_a_wish(value: float) -> None:
    for name in ("need", "tie", "load"):
        with pytest.raises(InputError) as wrong:
            weighted([(name, value)])
        assert (wrong.value.code, wrong.value.params["field"]) == ("bad_weight", "weights")
        assert wrong.value.params["name"] == name
        told(wrong.value)
    with pytest.raises(InputError):
        Weights(tie_cap=0.0)


def test_a_word_that_is_nearly_right_is_suggested() -> None:
    for wish, near in (
        ({"include": ("clubb",)}, "club"), ({"cover": (("lokalar", 1),)}, "lokaler"),
        ({"rules": ("leder_og_ansat",)}, "leder_og_ansatt"), ({"place": "bygd"}, "bygda"),
    ):  # fmt: skip
        with pytest.raises(InputError) as wrong:
            suggest_team(SHELF, replace(PLAIN, **wish), WHEN)
        assert wrong.value.hint is not None
        assert wrong.value.hint.params["value"] == near


def test_why_not_somebody_unknown_searches_nothing(searches: list[str]) -> None:
    with pytest.raises(InputError) as wrong:
        why_not_somebody(SHELF, WhyNotRequest(PLAIN, "nobody"), WHEN)
    assert wrong.value.code == "unknown_actor"
    assert "solve_team" not in searches


@pytest.mark.parametrize(
    ("by", "code"),
    [(("shoes",), "bad_front"), (("coverage", "shoes"), "bad_front"),
     (("load", "load+asked"), "bad_front"),
     (("coverage", "ties", "reach", "load"), "bad_front"), (("coverage", ""), "bad_front")],
)  # fmt: skip
def test_parts_that_cannot_be_weighed_against_each_other(by: tuple[str, ...], code: str) -> None:
    with pytest.raises(InputError) as wrong:
        team_front(SHELF, FrontRequest(PLAIN, by), WHEN)
    assert wrong.value.code == code
    assert all(catalogue(language).say(wrong.value.message) for language in LANGUAGES)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"count": -1}, "below_least"), ({"distance": 0}, "below_least"), ({"within": -1.0}, "bad_within"),
     ({"within": 101.0}, "bad_within"), ({"within": math.nan}, "bad_within")],
)  # fmt: skip
def test_other_teams_that_cannot_be_asked_for(change: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as wrong:
        other_teams(SHELF, replace(DifferentRequest(PLAIN), **change), WHEN)
    assert wrong.value.code == code
    assert all(catalogue(language).say(wrong.value.message) for language in LANGUAGES)
