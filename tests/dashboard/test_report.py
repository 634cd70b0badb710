"""The page *Rapport*: it reads as the files do, remembers its choices in the address, and gives the files."""

from __future__ import annotations

import shlex
from base64 import b64decode
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from dash import html

from dashboard import state
from dashboard.components import ids
from dashboard.pages import rapport, report_files, report_form
from dashboard.texts import words
from matchmaker.cli.parser import build
from matchmaker.cli.report import report_request
from matchmaker.kernel.messages import catalogue
from matchmaker.services.report import PARTS, ReportRequest, make_report, report_file
from matchmaker.services.settled_team import KeepTeamRequest, SettledSeat, keep_team
from tests.dashboard.test_pages import said

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers
    from matchmaker.kernel.messages import Language

KLIMA = "?datasett=vennesla&utfordring=klima"
SHORT = f"{KLIMA}&deler=challenge,gaps"
SEATS = f"{KLIMA}&team=vennesla-kommune,naeringsforening"
TEAM = f"{SEATS}&aldre=16-25&dato=2026-11-01&utgave=offentlig&deler=team,gaps"


def show(address: str, answers: Answers, language: Language = "nb") -> Component:
    return rapport.result(words(language), address, answers)


def told(shown: Component, kind: type[Any]) -> list[str]:
    return [said(part) for part in shown._traverse() if isinstance(part, kind)]


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_reads_as_the_files_do(language: Language, answers: Answers) -> None:
    shown = show(SHORT, answers, language)
    wish = state.report_request(SHORT, "", language)
    report = make_report(answers.workspace, wish, answers.environment)
    speak = catalogue(language)
    assert told(shown, html.H3) == [speak.say(part.title) for part in report.sections]
    assert len(told(shown, html.Table)) == len([one for one in report.tables() if one.rows])
    assert told(shown, html.H2)[0] == report.title
    (command,) = told(shown, html.Code)
    options = build("nb").parse_args(shlex.split(command)[1:])
    assert report_request(options, options.lang) == report.request
    assert options.to == "html"


@pytest.mark.parametrize("address", [KLIMA, SHORT, "?datasett=vennesla", f"{KLIMA}&beholdt=team-1", TEAM])
def test_an_address_and_a_wish_tell_the_same(address: str) -> None:
    assert state.report_query(state.report_request(address, "", "nb")) == address


def test_a_report_without_a_challenge_shows_those_there_are(answers: Answers) -> None:
    shown = show("?datasett=vennesla&deler=gaps", answers)
    links = [part.href for part in shown._traverse() if isinstance(part, html.A)]
    assert [link for link in links if "/nb/rapport?datasett=vennesla&utfordring=klima" in link]
    assert "hele registeret" in said(shown)


@pytest.mark.parametrize("wrong", ["&deler=tull", "&utgave=hemmelig", "&beholdt=team-9", "&team=finnes-ikke"])
def test_what_cannot_be_made_is_told_and_the_form_stays(wrong: str, answers: Answers) -> None:
    assert "error-box" in str(show(f"{KLIMA}{wrong}", answers))
    form = report_form.report_form(words("nb"), f"{KLIMA}{wrong}", answers)
    assert any(getattr(part, "id", None) == ids.REPORT_CHALLENGE for part in form._traverse())


@pytest.mark.parametrize("button", list(report_files.KINDS))
def test_a_button_gives_the_file_that_the_command_writes(button: str, answers: Answers) -> None:
    file, wrong = report_files.taken_out(words("nb"), SHORT, answers, button)
    report = make_report(answers.workspace, state.report_request(SHORT, "", "nb"), answers.environment)
    assert wrong == ""
    assert b64decode(file["content"]) == report_file(report, report_files.KINDS[button][0])
    assert (
        file["filename"]
        == f"rapport-vennesla-klima-arbeidsversjon-2026-11-22.{report_files.KINDS[button][0]}"
    )


def test_a_button_that_cannot_give_a_file_says_why(answers: Answers) -> None:
    file, wrong = report_files.taken_out(words("nb"), f"{KLIMA}&beholdt=team-9", answers, ids.REPORT_DOCX)
    assert file is None
    assert "team-9" in said(wrong)


def test_kept_teams_can_be_chosen_and_a_new_suggestion_too(desk: Answers) -> None:
    wish = KeepTeamRequest("vennesla", "klima", (SettledSeat("vennesla-kommune"),), name="Arbeidsgruppa")
    record = keep_team(desk.workspace, wish, "planlegger").id
    text = words("nb")
    options = report_form.kept_options(text, ReportRequest("vennesla", "klima"), desk)
    assert [one["value"] for one in options] == [record, "ingen"]
    assert options[0]["label"].startswith("Arbeidsgruppa")
    assert report_form.kept_options(text, ReportRequest("vennesla"), desk) == []
    assert f"--kept {record}" in said(show(f"{KLIMA}&deler=team", desk))
    anew = said(show(f"{KLIMA}&deler=team&beholdt=ingen", desk))
    assert "--kept ingen" in anew
    assert "Bevist best" in anew


@pytest.mark.parametrize("on", [None, date(2026, 1, 1)])
def test_asked_again_it_tells_what_was_decided_meanwhile(desk: Answers, on: date | None) -> None:
    asked = ReportRequest("vennesla", "klima", on=on)

    def both() -> tuple[str, str]:
        return repr(desk.report(asked)), repr(make_report(desk.workspace, asked, desk.environment))

    before = [both(), both()]
    keep = KeepTeamRequest("vennesla", "klima", (SettledSeat("vennesla-kommune"),), name="Arbeidsgruppa")
    record = keep_team(desk.workspace, keep, "planlegger").id
    after = both()
    assert all(kept == anew for kept, anew in [*before, after])
    assert record in after[0]
    assert record not in before[0][0]


def test_the_form_has_every_part_and_what_the_address_chooses(answers: Answers) -> None:
    form = report_form.report_form(words("nb"), TEAM, answers)
    (parts,) = (part for part in form._traverse() if getattr(part, "id", None) == ids.REPORT_PARTS)
    assert [box.value for box in parts.children] == [part.value for part in PARTS]
    assert parts.value == ["team", "gaps"]
    assert "oppgitt team på 2" in said(form)
