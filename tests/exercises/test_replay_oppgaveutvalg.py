"""Verdal's oppgaveutvalg, replayed: «politikere fra andre områder», the others local people who want to.

SINTEF 2023, ch. 6.1, line 331: three hamlets got money to develop their own community; politicians of other
areas were picked for the committees, which otherwise were local people with a wish to contribute. The
document names no place and no person; all of them are invented here.
"""

from __future__ import annotations

from typing import Any

import pytest

from matchmaker.kernel.errors import Infeasible
from matchmaker.model.register import Register
from matchmaker.services.environment import Environment
from matchmaker.services.rules import RulesRequest, check_rules
from matchmaker.services.team import TeamRequest, TeamResult, suggest_team
from tests.conftest import TODAY
from tests.unit.small import VERDAL, Shelf, actor, challenge, register

PLACES = ("grend-a", "grend-b", "grend-c")
RULE = "verdal_oppgaveutvalg"
WHEN = Environment(lambda: TODAY)


def verdal(*gone: str) -> Register:
    """Three hamlets, each with local people, and politicians of whom most live in one of them."""
    people: list[dict[str, Any]] = [
        actor(f"lokal-{place[-1]}{number}", "ildsjel", municipality=VERDAL, place=place, synthetic=True)
        for place in PLACES
        for number in range(1, 5)
    ]
    people += [
        actor(f"politiker-{place[-1]}", "politiker", municipality=VERDAL, place=place, synthetic=True)
        for place in PLACES
    ]
    people.append(actor("politiker-ukjent", "politiker", municipality=VERDAL, synthetic=True))
    people.append(actor("plan", "administrasjon", municipality=VERDAL))
    return register(
        actors=[row for row in people if row["id"] not in gone],
        places=[{"id": place, "name": place.capitalize(), "municipality": VERDAL} for place in PLACES],
        challenges=[challenge(municipalities=VERDAL, levels="politikk")],
        contributions=[
            {"actor": f"lokal-{place[-1]}{number}", "contribution": what, "grade": "god"}
            for place in PLACES
            for number, what in enumerate(("ideutvikling", "mobilisering", "gjennomforing"), start=1)
        ],
        needs=[
            {"challenge": "sak", "contribution": what}
            for what in ("ideutvikling", "mobilisering", "gjennomforing", "lokalkunnskap")
        ],
    )


def committee(found: Register, place: str, **wish: Any) -> TeamResult:
    # «lokale personer»: nobody of another hamlet but the politicians
    others = tuple(
        row["id"] for row in found.actors.to_dict("records")
        if row["kind"] == "ildsjel" and row["place"] != place
    )  # fmt: skip
    request = TeamRequest(
        "lite", "sak", 5, 5, rules=(RULE,), place=place, exclude=others,
        at_least=(("politiker", 2),), **wish,
    )  # fmt: skip
    return suggest_team(Shelf(found), request, WHEN)


@pytest.mark.parametrize("place", PLACES)
def test_politicians_come_from_other_areas_and_the_rest_are_local(place: str) -> None:
    found = verdal()
    result = committee(found, place)
    home = {row["id"]: row["place"] for row in found.actors.to_dict("records")}
    politicians = [m for m in result.members if m.startswith("politiker")]
    locals_ = [m for m in result.members if m.startswith("lokal")]
    assert len(politicians) >= 2
    assert len(locals_) >= 2
    assert all(home[m] not in (place, None) for m in politicians)
    assert "politiker-ukjent" not in politicians  # a place that nobody has stated is never guessed
    assert all(home[m] == place for m in locals_)
    question = RulesRequest("lite", "sak", result.members, rules=(RULE,), place=place)
    (outcome,) = check_rules(Shelf(found), question, WHEN).outcomes
    assert outcome.outcome is not None
    assert outcome.outcome.value == "oppfylt"


def test_without_the_rule_the_hamlets_own_politician_may_come() -> None:
    request = TeamRequest("lite", "sak", 5, 5, rules=(), include=("politiker-a",))
    assert "politiker-a" in suggest_team(Shelf(verdal()), request, WHEN).members


def test_when_every_politician_lives_there_the_rule_is_named_among_the_ways_out() -> None:
    found = verdal("politiker-b", "politiker-c", "politiker-ukjent")
    with pytest.raises(Infeasible) as wrong:
        committee(found, "grend-a")
    changes = [change for way in wrong.value.relaxations for change in way.changes]
    assert any(change.field == "rules" and change.value == RULE for change in changes)
