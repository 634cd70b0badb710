"""What the pages show, from an address, without a browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from dash import html

from dashboard import state, team_state
from dashboard.components.errors import MOST_PROBLEMS, safely
from dashboard.pages import actor_table, inviteres, naar_vi_ikke, oversikt, routes
from dashboard.pages.actor_table import Order
from dashboard.pages.answers import Answers
from dashboard.texts import words
from matchmaker.kernel.errors import Infeasible, Message, Problem, TableErrors
from matchmaker.services.disclosure import Edition
from matchmaker.services.gaps import GapsRequest
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.network_view import list_nodes
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.store.memory import MemoryStorage
from tests.dashboard.conftest import kept

if TYPE_CHECKING:
    from pathlib import Path

    from dash.development.base_component import Component

    from matchmaker.services.environment import Environment
    from matchmaker.services.network_view import Node

TEAM = "?datasett=innherred&utfordring=ensomhet"
SANDNES = "?datasett=sandnes_bootcamp&utfordring=byromsutvikling"
IMPOSSIBLE = f"{TEAM}&storrelse=3&minst=frivillig:3,politiker:2"


def said(shown: Any) -> str:
    """Everything a piece of a page says, in order."""
    if isinstance(shown, list | tuple):
        return " ".join(said(part) for part in shown)
    if isinstance(shown, str | int):
        return str(shown)
    return said(shown.children) if getattr(shown, "children", None) is not None else ""


def listed(shown: Component) -> list[str]:
    """Ids of the actors in a table, in its order."""
    return [
        part.to_plotly_json()["props"]["data-value"] for part in shown._traverse() if isinstance(part, html.A)
    ]


def ways(shown: Component) -> dict[str, str]:
    """Buttons that change the address: their keys and where they lead."""
    found = [part for part in shown._traverse() if hasattr(part, "data-go")]
    return {getattr(part, "data-key"): getattr(part, "data-go") for part in found}


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize("search", ["", TEAM, SANDNES, "?datasett=finnes_ikke", "?aldre=x&storrelse=x"])
def test_every_page_can_be_made_from_any_address(language: str, search: str, answers: Answers) -> None:
    for page in state.PAGES:
        made = routes.page(f"/{language}/{page}", search, answers)
        heads = [part for part in _all(made) if type(part).__name__ == "H1"]
        assert len(heads) == 1
        json.dumps([part.to_plotly_json() for part in made], default=lambda part: part.to_plotly_json())


def _all(parts: list[Component]) -> list[Any]:
    return [found for part in parts for found in [part, *part._traverse()]]


def test_an_unknown_page_leads_on_to_those_there_are(answers: Answers) -> None:
    made = routes.page("/nn/finst-ikkje", "", answers)
    links = [part.href for part in _all(made) if type(part).__name__ == "A"]
    assert links == [f"/nn/{page}" for page in state.PAGES]


@pytest.mark.parametrize("dataset", ["innherred", "samskapende_kommunen", "sandnes_bootcamp", "vennesla"])
def test_the_overview_counts_what_the_dataset_holds(dataset: str, answers: Answers) -> None:
    held = answers.overview(dataset)
    shown = said(oversikt.body(words("nb"), f"?datasett={dataset}", answers))
    assert held.info.title in shown
    assert held.info.synthetic in shown
    assert f"{held.actors} aktører fordelt" in shown
    assert all(challenge.title in shown for challenge in held.challenges)


def test_without_datasets_the_overview_says_what_to_do(tmp_path: Path, environment: Environment) -> None:
    nothing = Answers(kept(MemoryStorage(), FolderWorkspace([tmp_path])), environment)
    shown = said(oversikt.body(words("nb"), "", nothing))
    assert "matchmaker template" in shown
    assert "matchmaker import" in shown
    for page in state.PAGES:
        routes.page(f"/nb/{page}", "", nothing)


def test_a_suggestion_says_who_decides_and_why_each_seat(answers: Answers) -> None:
    found = answers.team(team_state.team_request(TEAM, ""))
    shown = said(inviteres.result(words("nb"), TEAM, answers))
    assert f"Forslag – avgjøres av {found.decided_by}" in shown
    assert "matchmaker team innherred --challenge ensomhet --size 8" in shown
    for seat in found.seats:
        assert seat.name in shown
        assert all(words("nb").say(reason) in shown for reason in seat.reasons)


def test_each_seat_can_be_locked_and_swapped_through_the_address(answers: Answers) -> None:
    found = answers.team(team_state.team_request(TEAM, ""))
    made = ways(inviteres.result(words("nb"), TEAM, answers))
    first = found.seats[0].filled_by
    locked = answers.team(team_state.team_request(made[f"lock-{first}"], ""))
    assert [seat.filled_by for seat in locked.seats] == [seat.filled_by for seat in found.seats]
    other = answers.team(team_state.team_request(made[f"swap-{first}"], ""))
    assert first not in {seat.filled_by for seat in other.seats}
    again = inviteres.result(words("nb"), made[f"swap-{first}"], answers)
    assert "begrunnelse gjenstår" in said(again)
    back = ways(again)[f"back-{first}"]
    assert team_state.team_request(back, "") == team_state.team_request(TEAM, "")


def test_a_suggestion_leads_on_to_the_gaps_of_that_very_team(answers: Answers) -> None:
    shown = inviteres.result(words("nb"), TEAM, answers)
    address = next(
        part.href for part in shown._traverse() if getattr(part, "href", "").startswith("/nb/naar-vi-ikke")
    )
    request = state.gaps_request(address.split("?")[1], "")
    team = answers.team(team_state.team_request(TEAM, ""))
    assert set(request.team) == {seat.filled_by for seat in team.seats}
    assert "Teamet på 8" in said(naar_vi_ikke.result(words("nb"), "?" + address.split("?")[1], answers))


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_an_impossible_wish_gives_buttons_that_each_lead_to_a_team(language: str, answers: Answers) -> None:
    with pytest.raises(Infeasible):
        answers.team(team_state.team_request(IMPOSSIBLE, ""))
    found = ways(inviteres.result(words(language), IMPOSSIBLE, answers))
    assert found
    for way in found.values():
        assert answers.team(team_state.team_request(way, "")).seats


def test_bad_tables_are_listed_with_row_column_and_hint() -> None:
    problems = [
        Problem("duplicate_key", "actors", "aktorer.csv", row, "id", "a",
                hint=Message("hint.duplicate_key", {"first": 2}))
        for row in range(3, 3 + MOST_PROBLEMS + 5)
    ]  # fmt: skip

    def fail() -> Component:
        raise TableErrors(problems)

    shown = safely(words("nb"), fail)
    rows = [part for part in shown._traverse() if type(part).__name__ == "Tr"]
    assert len(rows) == MOST_PROBLEMS + 1
    assert "aktorer.csv" in said(rows[1])
    assert "rad 2" in said(rows[1])


def test_a_defect_is_told_calmly_and_noted_without_what_it_says(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> Component:
        raise ZeroDivisionError("Kari Nordmann")

    shown = said(safely(words("nb"), fail))
    assert "Noe gikk galt hos oss" in shown
    assert "Kari" not in shown + caplog.text
    assert "ZeroDivisionError" in caplog.text


def test_an_unknown_dataset_is_told_with_those_there_are(answers: Answers) -> None:
    shown = said(inviteres.result(words("nb"), "?datasett=finnes_ikke&utfordring=x", answers))
    assert "finnes_ikke" in shown
    assert "innherred" in shown


def test_the_public_edition_shows_no_small_count(answers: Answers) -> None:
    working = answers.gaps(state.gaps_request(SANDNES, ""))
    small = [f for f in working.findings if f.persons and f.n is not None and f.n < 5]
    assert small  # else the test would hold nothing
    shown = said(naar_vi_ikke.result(words("nb"), f"{SANDNES}&utgave=offentlig", answers))
    assert "færre enn 5" in shown
    assert "skjult" in shown
    public = answers.gaps(GapsRequest("sandnes_bootcamp", "byromsutvikling", edition=Edition.PUBLIC))
    assert all(f.n is None for f in public.findings if f.group in {g.group for g in small})


def test_age_bands_stand_in_the_order_of_age(answers: Answers) -> None:
    shown = naar_vi_ikke.result(words("nb"), f"{SANDNES}&del=grupper", answers)
    tables = [part for part in shown._traverse() if type(part).__name__ == "Table"]
    by_age = next(t for t in tables if "aldersgruppe" in said(t.children[0]))
    groups = [said(row.children[0]) for row in by_age.children[2].children]
    assert groups == ["13-19", "20-34", "35-49", "50-66", "67-79", "80+"]


def test_urgencies_can_be_left_out(answers: Answers) -> None:
    text = words("nb")
    assert "Merk (" in said(naar_vi_ikke.result(text, SANDNES, answers))
    only = said(naar_vi_ikke.result(text, f"{SANDNES}&vis=viktig", answers))
    assert "Viktig (" in only
    assert "Merk (" not in only
    assert naar_vi_ikke.wanted("?vis=tull") == ("viktig", "merk", "opplysning")


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody on one page of the table."""
    monkeypatch.setattr(actor_table, "PER_PAGE", 250)


@pytest.mark.usefixtures("whole")
def test_a_table_of_actors_holds_everybody(answers: Answers) -> None:
    nodes = list_nodes(answers.workspace, NetworkRequest("innherred"))
    shown = actor_table.actor_table(words("nb"), nodes, "", Order(), 0, "")
    assert said(shown).count(nodes[0].name) >= 1
    assert len([part for part in shown._traverse() if isinstance(part, html.Tr)]) == 1 + len(nodes)


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize("column", list(actor_table.COLUMNS))
def test_a_table_of_actors_is_sorted_both_ways(column: str, answers: Answers) -> None:
    nodes = list_nodes(answers.workspace, NetworkRequest("innherred"))
    ways = [
        [
            said(part)
            for part in actor_table.actor_table(
                words("nb"), nodes, "", Order(column, down), 0, ""
            )._traverse()
            if isinstance(part, html.Tr)
        ][1:]
        for down in (False, True)
    ]
    assert ways[0] == ways[1][::-1]
    assert len(ways[0]) == len(nodes)


@pytest.mark.usefixtures("whole")
def test_a_table_of_actors_is_filtered_and_turned(answers: Answers) -> None:
    nodes = list_nodes(answers.workspace, NetworkRequest("innherred"))
    text, order = words("nb"), Order()

    def rows(those: tuple[Node, ...], wanted: str, number: int) -> int:
        shown = actor_table.actor_table(text, those, wanted, order, number, "")
        return len([part for part in shown._traverse() if isinstance(part, html.Tr)]) - 1

    # the five municipalities' councils for the elderly (data/innherred/aktorer.csv)
    assert rows(nodes, "ELDRERÅD", 0) == 5
    many = nodes * 4
    assert rows(many, "", 0) == actor_table.PER_PAGE
    assert rows(many, "", 99) == len(many) % actor_table.PER_PAGE


def test_another_challenge_lets_the_team_go() -> None:
    before = GapsRequest("d", "c", ("a", "b"))
    assert naar_vi_ikke.asked(before, "c", (13, ""), "arbeidsversjon").team == ("a", "b")
    other = naar_vi_ikke.asked(before, None, ("", 60), "offentlig")
    assert (other.challenge, other.team, other.ages, other.edition) == (None, (), (0, 60), Edition.PUBLIC)
