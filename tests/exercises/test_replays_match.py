"""Two stories of the course document, asked again before they happened: Maurtuva and Bolystteam.

The register is that of the bundled Innherred dataset; what came of the dialogue is taken away first, so that
what the document tells afterwards must be found and cannot be read off.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from matchmaker.kernel.messages import catalogue
from matchmaker.model.register import Register
from matchmaker.model.tables import Tables
from matchmaker.services.jsonable import jsonable
from matchmaker.services.match_actor import ActorRequest, suggest_challenges
from matchmaker.services.match_supply import SupplyRequest, find_supply
from matchmaker.services.match_town_hall import TownHallRequest, ask_town_hall
from tests.unit.small import Shelf

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import FolderWorkspace

INDEROY, STEINKJER = "5053", "5006"
OWN_SIDES = {"administrasjon", "tjeneste", "politiker"}


@pytest.fixture(scope="module")
def before_maurtuva(bundled: FolderWorkspace) -> Shelf:
    """Line 292 before the dialogue: relatives have told of a need that is not met; nobody else has a part."""
    tables = bundled.dataset("innherred").register.tables()
    part = tables.frame("involvements")
    told = (part["challenge"] != "maurtuva") | (part["actor"] == "inderoy-paarorende")
    kept = {**tables.frames, "involvements": part[told.to_numpy(dtype=bool)]}
    return Shelf(Register.from_tables(Tables(kept, tables.features)))


def test_maurtuva_what_the_firm_has_is_matched_to_what_the_relatives_need(
    before_maurtuva: Shelf, environment: Environment
) -> None:
    """Line 292: a private firm with available resources, relatives whose need nobody meets."""
    result = find_supply(before_maurtuva, SupplyRequest("lite", INDEROY), environment)
    found = {(item.seat.actor, item.contribution): item for item in result.idle}
    resources = found["maurtuva", "ressurs"]
    assert resources.usage == "ikke_registrert"
    assert resources.seat.sector == "naeringsliv"
    best = resources.matches[0]
    assert (best.challenge, best.need, best.basis) == ("maurtuva", "ressurs", "behov")
    assert (best.fit, best.state) == (1.0, "udekket")
    # nothing in Inderøy is a better match than the resources that lay idle
    first = max(item.matches[0].fit or 0.0 for item in result.idle)
    assert best.fit == first
    assert (result.idle[0].seat.actor, result.idle[0].contribution) == ("maurtuva", "ressurs")
    # the volunteers of the same line are found too; the relatives' own part is not idle
    volunteers = found["maurtuva-frivillige", "frivillig_innsats"]
    assert "maurtuva" in {match.challenge for match in volunteers.matches}
    assert ("inderoy-paarorende", "paarorendeerfaring") not in found


def test_maurtuva_the_firms_best_challenge_is_the_relatives_need(
    before_maurtuva: Shelf, environment: Environment
) -> None:
    result = suggest_challenges(before_maurtuva, ActorRequest("lite", "maurtuva"), environment)
    assert result.challenges[0].challenge == "maurtuva"
    assert {need.contribution for need in result.challenges[0].needs} >= {"ressurs", "gjennomforing"}
    assert all(need.state == "udekket" for need in result.challenges[0].needs)


def test_maurtuva_once_the_firm_takes_part_its_resources_are_no_longer_idle(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    result = find_supply(bundled, SupplyRequest("innherred", INDEROY, most=1000), environment)
    idle = {(item.seat.actor, item.contribution) for item in result.idle}
    assert ("maurtuva", "ressurs") not in idle
    assert ("maurtuva", "gjennomforing") not in idle


def test_bolystteam_the_municipality_comes_with_its_professionals_and_politicians(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    """Lines 271–276 and 333: a local community sets the agenda; professionals and politicians come."""
    wish = TownHallRequest("innherred", ("tilrettelegging", "fag_plan", "forankring"), place="ogndal", most=5)
    result = ask_town_hall(bundled, wish, environment)
    assert result.municipality == STEINKJER
    first = {reply.contribution: reply.seats[0] for reply in result.replies}
    assert first["tilrettelegging"].seat.actor == "steinkjer-bolystteam"
    assert first["fag_plan"].seat.actor == "steinkjer-plan"
    assert first["forankring"].seat.sector == "politiker"
    seats = [item.seat for reply in result.replies for item in reply.seats]
    assert {seat.municipality for seat in seats} == {STEINKJER}
    assert {"administrasjon", "politiker"} <= {seat.sector for seat in seats} <= OWN_SIDES
    # seats that somebody appoints, never a person
    assert {seat.fill_how.code for seat in seats} == {"fill.appointed_by"}
    assert all(len(reply.seats) > 1 for reply in result.replies)  # somebody stands in


def test_bolystteam_an_unknown_load_is_said_and_never_taken_for_none(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    wish = TownHallRequest("innherred", ("tilrettelegging",), municipality="Steinkjer")
    for reply in ask_town_hall(bundled, wish, environment).replies:
        for item in reply.seats:
            assert item.load is None
            assert "match.load_unknown" in {reason.code for reason in item.reasons}


def test_the_same_question_gives_the_same_bytes(
    bundled: FolderWorkspace, before_maurtuva: Shelf, environment: Environment
) -> None:
    words = catalogue("nb")
    ask = (
        lambda: find_supply(before_maurtuva, SupplyRequest("lite"), environment),
        lambda: ask_town_hall(
            bundled, TownHallRequest("innherred", themes=("eldre",), place="ogndal"), environment
        ),
    )
    for question in ask:
        assert json.dumps(jsonable(question(), words)) == json.dumps(jsonable(question(), words))
