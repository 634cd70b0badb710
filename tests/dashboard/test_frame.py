"""What surrounds every page: showing to a room, the accessibility statement, what is told before log-in."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

import matchmaker
from dashboard import state
from dashboard.components import presentation, shell, statement
from dashboard.guard.config import read_config
from dashboard.pages import routes
from dashboard.state import Outside
from dashboard.texts import words
from matchmaker.kernel.errors import InputError
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.private_names import stand_ins
from matchmaker.services.roles import Role, RoleGate, Who
from matchmaker.services.workspace import FolderWorkspace, bundled_data
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.store import Store

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.pages.answers import Answers
    from matchmaker.kernel.messages import Language

SANDNES = "sandnes_bootcamp"
"""110 invented persons, and seven organisations that are real."""


def _of(part: Any, kind: str) -> list[Any]:
    return [found for found in part._traverse() if type(found).__name__ == kind]


def _said(part: Any) -> str:
    if isinstance(part, list | tuple):
        return " ".join(map(_said, part))
    return part if isinstance(part, str) else _said(getattr(part, "children", None) or "")


def _bars(page: str, search: str = "") -> list[Any]:
    return [part for part in shell.header(state.Route("nb", page), search) if type(part).__name__ == "Nav"]


def test_pages_that_tell_results_can_be_shown_and_the_register_cannot() -> None:
    shown = {page for page in state.EVERY_PAGE if _bars(page)}
    assert shown == set(state.PAGES) - {"aktorer-og-data"} == set(state.PRESENTED)
    for page in state.EVERY_PAGE:
        made = shell.header(state.Route("nb", page), "")
        buttons = [one for part in made for one in _of(part, "Button")]
        begins = [one for one in buttons if getattr(one, "data-present", "") == "begin"]
        assert len(begins) == (page in shown)


def test_no_link_of_the_frame_begins_a_presentation() -> None:
    made = shell.header(state.Route("nb", "rapport"), f"?datasett={SANDNES}&visning=presentasjon&deler=team")
    links = [link.href for part in made for link in _of(part, "A")]
    assert any("deler=team" in link for link in links)
    assert not [link for link in links if state.VIEW in link]


@pytest.mark.parametrize(
    ("page", "search", "told"),
    [("rapport", "", True), ("rapport", "?utgave=offentlig", False), ("inviteres", "", False)],
)
def test_the_bar_says_when_figures_are_exact_and_leads_to_those_that_are_not(
    page: str, search: str, *, told: bool
) -> None:
    links = _of(_bars(page, search)[0], "A")
    assert [link.href for link in links] == ([f"/nb/{page}?utgave=offentlig"] if told else [])


def test_a_role_stands_in_for_every_private_person_and_for_nobody_else(answers: Answers) -> None:
    register = answers.workspace.dataset(SANDNES).register
    told = presentation.told(answers.workspace, SANDNES, words("nb"))
    roles = told["roles"]
    assert isinstance(roles, dict)
    hidden = {name for names in roles.values() for name in names}
    persons = register.actors[register.persons]
    others = register.actors[~register.persons]
    assert hidden == {*persons["name"].astype(str), *persons["id"].astype(str)}
    assert not hidden & {*others["name"].astype(str), *others["id"].astype(str)}
    assert "Innbygger" in roles
    json.dumps(told)


def test_a_dataset_without_private_persons_hides_nobody(answers: Answers) -> None:
    assert stand_ins(answers.workspace, "innherred") == ()
    assert presentation.told(answers.workspace, "finnes_ikke", words("nb"))["roles"] == {}
    assert presentation.told(answers.workspace, "", words("nb"))["roles"] == {}


def test_somebody_who_may_not_see_names_is_not_told_them() -> None:
    files = FolderWorkspace([bundled_data()])
    for role, told in ((Role.READER, False), (Role.PLANNER, True)):
        gate = RoleGate(lambda role=role: Who("Kari", role))
        workspace = KeptWorkspace(Store(MemoryStorage(), lambda: datetime.now(UTC), gate), files)
        assert bool(presentation.told(workspace, SANDNES, words("nb"))["roles"]) == told


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_statement_needs_no_dataset_and_says_what_falls_short(
    language: Language, answers: Answers
) -> None:
    text = words(language)
    made = routes.page(f"/{language}/tilgjengelighet", "", answers)
    shown = " ".join(_said(part) for part in made)
    assert text.t("page.tilgjengelighet") in shown
    assert matchmaker.__version__ in shown
    for code in (*statement.TRIED, *statement.SHORT):
        assert text.t(code) in shown
    assert statement.AXE in shown
    assert not re.search(r"oppfyller alle|fully compliant", shown)


def test_the_statement_names_what_the_tests_run_with() -> None:
    assert f"axe v{statement.AXE}" in str(Axe().axe_script)[:40]


def test_the_statement_has_room_for_the_municipalitys_own() -> None:
    text = words("nb")
    without = statement.statement(text, Outside())
    assert text.t("statement.own_missing") in without[0].said
    assert text.t("statement.contact_missing") in without[1].said
    own = Outside(statement="https://uustatus.no/eksempel", contact="servicetorget")
    filled = statement.statement(text, own)
    assert filled[0].links[0] == (text.t("statement.own"), "https://uustatus.no/eksempel")
    assert "servicetorget" in filled[1].said[0]
    assert text.t("statement.own_missing") not in filled[0].said


def test_every_page_leads_to_the_statement_and_the_menu_does_not() -> None:
    for page in (*state.EVERY_PAGE, None):
        route = state.Route("nn", page)
        assert [link.href for link in _of(shell.footer(route), "A")] == ["/nn/tilgjengelighet"]
    menu = [
        link.href
        for part in shell.header(state.Route("nn", "tilgjengelighet"), "")
        for link in _of(part, "A")
    ]
    assert "/nn/tilgjengelighet" not in [
        link for link in menu if "tilgjengelighet" in link and link[:4] != "/nn/"
    ]
    assert shell.title(state.Route("nn", "tilgjengelighet")).startswith("Tilgjenge – ")


def _configured(folder: Path, told: str) -> Path:
    path = folder / "samskaping.toml"
    path.write_text(f'address = "https://x.no"\n[accessibility]\n{told}\n[workspaces.a]\n', encoding="utf-8")
    return path


def test_who_runs_it_says_where_the_statement_is(tmp_path: Path) -> None:
    key = {"MATCHMAKER_SECRET_KEY": "x" * 40}
    told = 'statement = "https://uustatus.no/x"\ncontact = "servicetorget"'
    config = read_config(_configured(tmp_path, told), key)
    assert (config.statement, config.contact) == ("https://uustatus.no/x", "servicetorget")
    for wrong, code in (
        ('statement = "javascript:alert(1)"', "config_value"),
        ('statement = "http://uustatus.no"', "config_value"),
        ("contact = 3", "config_value"),
        ('phone = "1"', "config_unknown"),
    ):
        with pytest.raises(InputError) as refused:
            read_config(_configured(tmp_path, wrong), key)
        assert refused.value.code == code
