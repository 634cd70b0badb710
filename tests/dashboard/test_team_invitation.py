"""A team is settled with reasons, kept, and invited; on a workspace of one test's own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from dash import html

from dashboard.components import ids
from dashboard.pages import inviteres, team_letters, team_settle
from dashboard.team_state import team_query
from dashboard.texts import words
from matchmaker.kernel.errors import InputError
from matchmaker.services.invitation import InvitationRequest, write_invitations
from matchmaker.services.invitation_export import letter_file
from matchmaker.services.settled_team import keep_team, settled
from matchmaker.services.team import TeamRequest
from tests.dashboard.test_pages import said

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers

WISH = TeamRequest("innherred", "ensomhet", 4, 4, exclude=("ks",), hold=("en ungdom fra Snåsa",))
TERMS = {
    "expectation": "Møte fire ganger",
    "mandate": "Foreslå tiltak",
    "hours": 12,
    "reply_by": "2026-12-01",
}


def fields(shown: Component, kind: str) -> list[Any]:
    return [part for part in shown._traverse()
            if isinstance(getattr(part, "id", None), dict) and part.id["type"] == kind]  # fmt: skip


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_whoever_is_not_to_be_asked_has_a_field_for_the_reason(language: str, answers: Answers) -> None:
    shown = inviteres.result(words(language), f"{team_query(WISH)}&del=invitasjon", answers)
    (reason,) = fields(shown, "reason")
    assert reason.id == ids.reason("ks")
    assert reason.required is True
    assert "KS" in reason.label
    assert "Snåsa" in said(shown)
    names = {actor.id: actor.name for actor in answers.actors(WISH.dataset)}
    for seat in answers.team(WISH).seats:
        assert seat.alternates
        after = tuple(names[actor] for actor in seat.alternates)
        assert words(language).t("settle.next", names=words(language).show(after)) in said(shown)


def test_without_a_reason_nothing_is_kept_and_with_one_it_is_kept_with_the_team(desk: Answers) -> None:
    found = desk.team(WISH)
    with pytest.raises(InputError) as caught:
        keep_team(desk.workspace, team_settle.kept_request(found, "", {"ks": " "}), "planlegger")
    assert caught.value.code == "excluded_without_reason"
    asked = team_settle.kept_request(found, "Mot ensomhet", {"ks": "Er part i saken"})
    record = keep_team(desk.workspace, asked, "planlegger")
    with desk.workspace.store.reading() as reading:
        team = settled(reading, record.id)
    assert team.name == "Mot ensomhet"
    assert [dict(one) for one in team.excluded] == [{"actor": "ks", "reason": "Er part i saken"}]
    held = [seat for seat in team.seats if "actor" in seat]
    assert [seat["actor"] for seat in held] == list(found.members)
    assert [tuple(seat["alternates"]) for seat in held] == [seat.alternates for seat in found.seats]
    assert [tuple(seat.get("asked", ())) for seat in held] == [seat.asked for seat in found.seats]


def test_what_stands_in_the_form_becomes_terms_and_nothing_is_made_up() -> None:
    terms = team_letters.terms({**TERMS, "phase": None, "where": "  "}, party=True)
    assert (terms.expectation, terms.hours, terms.case_with_party) == ("Møte fire ganger", 12.0, True)
    assert terms.reply_by is not None
    assert (terms.reply_by.isoformat(), terms.phase, terms.where) == ("2026-12-01", "", "")
    assert team_letters.terms({}, party=False) == replace(team_letters.Terms())
    with pytest.raises(InputError):
        team_letters.terms({"reply_by": "snart"}, party=False)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_form_holds_every_term_with_its_name(language: str) -> None:
    shown = team_letters.letter_form(words(language))
    found = fields(shown, "term")
    named = {field.id["name"] for field in found} | {team_letters.PARTY}
    assert named == set(team_letters.Terms.__dataclass_fields__)
    assert all(field.label for field in found)
    assert {field.id["name"] for field in found if field.required} == {"expectation", "mandate", "hours"}


def test_the_letters_read_as_their_files_do(desk: Answers) -> None:
    asked = team_settle.kept_request(desk.team(WISH), "", {"ks": "Er part i saken"})
    record = keep_team(desk.workspace, asked, "planlegger").id
    terms = team_letters.terms(TERMS, party=False)
    result = write_invitations(desk.workspace, InvitationRequest(record, terms), desk.environment)
    shown = team_letters.shown(words("nb"), result, kept=False)
    letters = [part for part in shown._traverse() if isinstance(part, html.Article)]
    assert len(letters) == len(result.letters) >= 4
    assert {field.id["seat"] for field in fields(shown, "letter")} == {one.seat for one in result.letters}
    for letter, article in zip(result.letters, letters, strict=True):
        _, content = letter_file(desk.workspace, result, letter.seat, desk.environment, as_format="text")
        written = content.decode()
        assert "Møte fire ganger" in written
        lines = [part.children for part in article.children if not isinstance(part, html.Button)]
        assert all(line in written for line in lines)


def test_without_mandate_and_hours_no_letter_is_written(desk: Answers) -> None:
    asked = team_settle.kept_request(desk.team(WISH), "", {"ks": "Er part i saken"})
    record = keep_team(desk.workspace, asked, "planlegger").id
    with pytest.raises(InputError) as caught:
        write_invitations(
            desk.workspace, InvitationRequest(record, team_letters.terms({}, party=False)), desk.environment
        )
    assert caught.value.code == "invitation_incomplete"
