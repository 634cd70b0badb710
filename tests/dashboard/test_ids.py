"""Every id that a callback knows is on some page, and ids are spelt in one place."""

from __future__ import annotations

import ast
import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import dashboard
from dashboard.components import ids, shell
from dashboard.components.leaves import leaves
from dashboard.pages import inviteres, laer_av_hverandre
from dashboard.pages.answers import Answers
from dashboard.pages.long_work import under_way
from dashboard.state import Route
from dashboard.texts import words
from tests.dashboard import data_drafts_shown, data_forms_shown, groups_shown, kept_shown, letter_shown
from tests.dashboard.page_drawn import draw, pages_and_parts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dash import Dash

    from matchmaker.services.environment import Environment

TEAM = "?datasett=innherred&utfordring=ensomhet"
LISTS = sorted((Path(dashboard.__file__).parent / "components").glob("*ids.py"))
"""Where ids are spelt."""


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


def _pages(app: Dash, answers: Answers, environment: Environment) -> list[Any]:
    """Every page and part as it stands when it has been opened, and what comes when more is pressed."""
    text = words("nb")
    chosen = f"{TEAM}&aktor=verdal-eldreraad"
    opened = [draw(app, f"/nb/{page}", f"{TEAM}&storrelse=2{f'&del={part}' if part else ''}").root
              for page, part in pages_and_parts()]  # fmt: skip
    return [
        shell.header(Route("nb", "inviteres"), TEAM), *opened, draw(app, "/nb/nettverk", chosen).root,
        *_team_parts(answers, environment), leaves(text, 0, 1, ids.step),
        *data_forms_shown.everything(environment), *data_drafts_shown.everything(environment),
        *groups_shown.everything(answers), *kept_shown.everything(),
        under_way(text, TEAM, laer_av_hverandre.PLACES, "", ""),
    ]  # fmt: skip


def _team_parts(answers: Answers, environment: Environment) -> list[Any]:
    """Of a team: before it is proven, with somebody left out, when it is kept, with a letter."""
    text = words("nb")
    fresh = Answers(answers.workspace, environment)
    return [
        inviteres.result(text, TEAM, fresh), inviteres.needed(text, TEAM, fresh), letter_shown.a_letter(text),
        inviteres.result(text, f"{TEAM}&uten=ks&del=invitasjon", answers),
        inviteres.result(text, f"{TEAM}&del=invitasjon&beholdt=noe", answers),
        inviteres.result(text, f"{TEAM}&del=beskriv&tema=ensomhet", answers),
    ]  # fmt: skip


def test_every_id_that_a_callback_knows_is_on_a_page(
    app: Dash, answers: Answers, environment: Environment
) -> None:
    there = {identity for page in _pages(app, answers, environment) for identity in _found(page)}
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
        if path in LISTS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "id" and isinstance(node.value, ast.Constant):
                spelt.append(f"{path.name}: {node.value.value}")
    assert spelt == []


def test_no_two_ids_are_the_same() -> None:
    lists = [import_module(f"dashboard.components.{path.stem}") for path in LISTS]
    plain = [value for one in lists for name, value in vars(one).items() if name.isupper()]
    assert len(lists) > 3
    assert len(plain) == len(set(plain))
