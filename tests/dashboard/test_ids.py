"""Every id that a callback knows is on some page, and ids are spelt in one place."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dashboard
from dashboard import network_state
from dashboard.components import data_ids, group_ids, ids, learn_ids, network_ids, shell
from dashboard.pages import (
    inviteres,
    naar_vi_ikke,
    network_panel,
    network_picture,
    network_table,
    oversikt,
    routes,
)
from dashboard.pages.answers import Answers
from dashboard.state import Route
from dashboard.texts import words
from tests.dashboard import data_drafts_shown, data_forms_shown, groups_shown, letter_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dash import Dash

    from matchmaker.services.environment import Environment

TEAM = "?datasett=innherred&utfordring=ensomhet"


def _found(component: Any) -> Iterator[str]:
    """Ids in a tree of components; of composed ones, the parts that do not vary."""
    if isinstance(component, list | tuple):
        for child in component:
            yield from _found(child)
        return
    here = getattr(component, "id", None)
    if here is not None:
        yield _shape(here)
    if getattr(component, "children", None) is not None:
        yield from _found(component.children)


def _shape(identity: Any) -> str:
    return json.dumps([identity["type"], *sorted(identity)]) if isinstance(identity, dict) else str(identity)


def _pages(answers: Answers, environment: Environment) -> list[Any]:
    text = words("nb")
    route = Route("nb", "inviteres")
    pages = [routes.page(f"/nb/{page}", TEAM, answers) for page in ("oversikt", "nettverk", "inviteres")]
    chosen = f"{TEAM}&aktor=verdal-eldreraad"
    wish = network_state.shown(chosen, "innherred")
    return [
        shell.shell(), shell.header(route, TEAM), shell.footer(route), *pages,
        routes.page("/nb/naar-vi-ikke", TEAM, answers), oversikt.body(text, TEAM, answers),
        *_team_parts(answers, environment), naar_vi_ikke.result(text, TEAM, answers),
        network_picture.picture(text, chosen, answers), network_panel.panel(text, wish, answers),
        network_table.leaves(text, 0, 1),
        routes.page("/nb/laer-av-hverandre", TEAM, answers),
        routes.page("/nb/aktorer-og-data", TEAM, answers), *data_forms_shown.everything(environment),
        *data_drafts_shown.everything(environment), *groups_shown.everything(answers),
    ]  # fmt: skip


def _team_parts(answers: Answers, environment: Environment) -> list[Any]:
    text = words("nb")
    fresh = Answers(answers.workspace, environment)  # nothing is proven yet
    parts = ("avveininger", "andre", "hvorfor-ikke", "beskriv", "invitasjon")
    return [
        inviteres.result(text, TEAM, fresh), inviteres.needed(text, TEAM, fresh),
        *(inviteres.result(text, f"{TEAM}&storrelse=2&del={part}", answers) for part in parts),
        inviteres.result(text, f"{TEAM}&uten=ks&del=invitasjon", answers), letter_shown.a_letter(text),
        inviteres.result(text, f"{TEAM}&del=invitasjon&beholdt=noe", answers),
    ]  # fmt: skip


def test_every_id_that_a_callback_knows_is_on_a_page(
    app: Dash, answers: Answers, environment: Environment
) -> None:
    there = {identity for page in _pages(answers, environment) for identity in _found(page)}
    known = set()
    for callback in app._callback_list:
        for part in [*callback["inputs"], *callback["state"]]:
            raw = part["id"]
            known.add(_shape(json.loads(raw)) if raw.startswith("{") else raw)
        for output in callback["output"].strip(".").split("..."):
            raw = output.split("@")[0].rsplit(".", 1)[0]
            known.add(_shape(json.loads(raw)) if raw.startswith("{") else raw)
    assert len(known) > 25
    assert known - there == set()


def test_ids_are_spelt_in_one_place() -> None:
    source = Path(dashboard.__file__).parent
    spelt = []
    for path in sorted(source.rglob("*.py")):
        if path.name in ("ids.py", "data_ids.py", "group_ids.py", "learn_ids.py", "network_ids.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "id" and isinstance(node.value, ast.Constant):
                spelt.append(f"{path.name}: {node.value.value}")
    assert spelt == []


def test_no_two_ids_are_the_same() -> None:
    lists = (ids, data_ids, group_ids, learn_ids, network_ids)
    plain = [value for one in lists for name, value in vars(one).items() if name.isupper()]
    assert len(plain) == len(set(plain))
