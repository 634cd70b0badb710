"""The parts of *Hvem når vi ikke?*: each says what its service says, in three languages, from an address."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

import pytest
from dash import html

from dashboard import state
from dashboard.components.drawn import Picture
from dashboard.pages import missing_parts, naar_vi_ikke
from dashboard.texts import words
from matchmaker.cli.parser import build
from matchmaker.services.funnel import FunnelRequest, follow_funnel
from matchmaker.services.phases import PhasesRequest, look_at_phases
from tests.dashboard.test_pages import said

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.pages.answers import Answers

INNHERRED = "?datasett=innherred&utfordring=ensomhet"
SANDNES = "?datasett=sandnes_bootcamp&utfordring=byromsutvikling"
PARTS = [part.code for part in missing_parts.PARTS]
ABOUT_ONE = ("faser", "frafall", "prosess")
"""Parts that are about one challenge."""


def show(address: str, answers: Answers, language: Any = "nb") -> Component:
    return naar_vi_ikke.result(words(language), address, answers)


def tables(shown: Component) -> dict[str, list[list[str]]]:
    """Caption → rows of every table."""
    found = {}
    for part in shown._traverse():
        if isinstance(part, html.Table):
            caption, _, body = part.children
            found[said(caption)] = [[said(cell) for cell in row.children] for row in body.children]
    return found


@pytest.mark.parametrize("address", [INNHERRED, SANDNES, "?datasett=vennesla&utfordring=klima"])
@pytest.mark.parametrize("part", PARTS)
def test_every_part_answers_in_every_language(part: str, address: str, answers: Answers) -> None:
    shown = {
        language: said(show(f"{address}&del={part}", answers, language)) for language in ("nb", "nn", "en")
    }
    assert len(set(shown.values())) == 3
    for text in shown.values():
        assert "matchmaker " in text  # the command line that gives the same
        assert "representativ" not in text.casefold().replace("representativitet", "")


@pytest.mark.parametrize("part", PARTS)
def test_the_command_beside_the_answer_is_one_that_is_understood(part: str, answers: Answers) -> None:
    shown = show(f"{INNHERRED}&del={part}", answers)
    (command,) = [said(one) for one in shown._traverse() if isinstance(one, html.Code)]
    options = build("nb").parse_args(shlex.split(command)[1:])
    assert options.dataset == "innherred"
    assert options.challenge == "ensomhet"


@pytest.mark.parametrize("part", ABOUT_ONE)
def test_a_part_about_one_challenge_says_where_to_choose_it(part: str, answers: Answers) -> None:
    assert "Velg en utfordring" in said(show(f"?datasett=innherred&del={part}", answers))


def test_a_part_that_does_not_exist_is_the_findings(answers: Answers) -> None:
    assert said(show(f"{INNHERRED}&del=tull", answers)) == said(show(INNHERRED, answers))
    assert missing_parts.chosen("?del=faser").code == "faser"


@pytest.mark.parametrize("part", PARTS)
def test_every_picture_has_a_name_and_a_table(part: str, answers: Answers) -> None:
    shown = show(f"{SANDNES}&del={part}", answers)
    pictures = [one for one in shown._traverse() if isinstance(one, html.Figure)]
    for picture in pictures:
        assert picture.to_plotly_json()["props"]["aria-label"]
    assert len(tables(shown)) >= len(pictures)


def test_the_phases_stand_as_the_service_counts_them(answers: Answers) -> None:
    request = PhasesRequest("sandnes_bootcamp", "byromsutvikling")
    answer = answers.ask(look_at_phases, request, request.dataset)
    shown = show(f"{SANDNES}&del=faser", answers)
    counted = next(rows for caption, rows in tables(shown).items() if "registrert i hver fase" in caption)
    for side, row in zip(answer.table.sides, counted, strict=False):
        cells = [answer.table.cell(side.code, phase.phase) for phase in answer.table.phases]
        assert row[1:] == ["ingen registrert" if cell is None else str(cell.actors) for cell in cells]
    (graph,) = [one for one in shown._traverse() if isinstance(one, Picture)]
    assert len(set(graph.figure["data"][0]["y"])) == len(answer.table.sides)


def test_the_public_phases_show_no_zero_where_persons_may_be(answers: Answers) -> None:
    found = tables(show(f"{SANDNES}&del=faser&utgave=offentlig", answers))
    counted = next(rows for caption, rows in found.items() if "Hvor mange organisasjoner" in caption)
    shown = dict.fromkeys(cell for row in counted for cell in row[1:])
    assert "ikke vist" in shown
    assert "0" not in shown
    assert next(row for row in counted if row[0] == "Innbyggere")[1:] == ["ikke vist"] * 4


def test_the_funnel_shows_every_group_at_every_step(answers: Answers) -> None:
    request = FunnelRequest("innherred", "ensomhet")
    answer = answers.ask(follow_funnel, request, request.dataset)
    found = tables(show(f"{INNHERRED}&del=frafall", answers))
    assert len(found) == len(answer.attributes)
    for attribute, rows in zip(answer.attributes, found.values(), strict=True):
        steps = sum(len(group.steps) for group in attribute.groups)
        assert len(rows) == steps + len(attribute.unknown)
    assert answer.findings, "a group is planted that falls away"


def test_the_public_part_and_edition_show_no_count_below_five(answers: Answers) -> None:
    for address in (INNHERRED, SANDNES):
        found = tables(show(f"{address}&utgave=offentlig", answers))
        assert found
        for caption, rows in found.items():
            if "organisasjon" not in caption.casefold():  # organisations are not persons
                cells = [cell for row in rows for cell in row[1:] if cell.isdigit()]
                assert not [cell for cell in cells if int(cell) < 5], caption


def test_the_part_is_remembered_in_the_address() -> None:
    assert state.changed(INNHERRED, state.PART, "faser").endswith("del=faser")


def test_those_who_came_to_a_counted_step_are_compared(answers: Answers) -> None:
    plain = show(f"{INNHERRED}&del=grupper", answers)
    present = show(f"{INNHERRED}&del=grupper&steg=moett", answers)
    assert "--step moett" in said(present)
    assert "--step" not in said(plain)
    by_sex = next(rows for caption, rows in tables(present).items() if "kjønn" in caption)
    # the counts of the step «moett» in data/innherred/deltakertall.csv
    assert [row[1].split(" / ")[0] for row in by_sex] == ["57", "17"]
    pressed = [
        part.to_plotly_json()["props"]["aria-pressed"]
        for part in present._traverse()
        if isinstance(part, html.Button) and "aria-pressed" in part.to_plotly_json()["props"]
    ]
    assert pressed.count("true") == 1
