"""*Lær av hverandre*: each part says what its service says, in number order, and how to ask again."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import pytest
from dash import html
from dash.exceptions import PreventUpdate

from dashboard.components import learn_ids as ids
from dashboard.components.drawn import Picture
from dashboard.learn_state import compare_request, stress_request
from dashboard.pages import laer_av_hverandre as page
from dashboard.pages import learn_parts
from dashboard.pages.answers import Answers
from dashboard.texts import words
from matchmaker.cli.parser import build
from matchmaker.services.learning import LearnRequest, learn
from matchmaker.services.side_by_side import compare
from matchmaker.services.stress import stress
from matchmaker.services.workspace import FolderWorkspace, bundled_data
from matchmaker.store.memory import MemoryStorage
from tests.dashboard import learn_data
from tests.dashboard.conftest import kept
from tests.dashboard.test_missing import tables
from tests.dashboard.test_pages import said, ways

if TYPE_CHECKING:
    from pathlib import Path

    from dash.development.base_component import Component

    from matchmaker.services.environment import Environment

REGION = "?datasett=region&i=region"
PARTS = [part.code for part in learn_parts.PARTS]
IN_ORDER = ["5006 Steinkjer", "5037 Levanger", "5038 Verdal"]
PERSONS = [
    f"Aktør {at:02} i {place}"
    for place in learn_data.PLACES
    for at in range(0, learn_data.SIZE, 3)  # citizens and the elected
]  # fmt: skip


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, environment: Environment) -> Answers:
    """The planted region beside the bundled datasets."""
    folder = tmp_path_factory.mktemp("laer")
    learn_data.write(folder)
    return Answers(kept(MemoryStorage(), FolderWorkspace([folder, bundled_data()])), environment)


def show(answers: Answers, address: str, language: Any = "nb") -> Component:
    return page.result(words(language), address, answers)


def plain(component: Component) -> str:
    """Everything that is sent, attributes and all."""
    return json.dumps(
        component.to_plotly_json(), default=lambda part: part.to_plotly_json(), ensure_ascii=False
    )


@pytest.mark.parametrize("dataset", ["region", "innherred"])
@pytest.mark.parametrize("part", PARTS)
def test_every_part_answers_in_every_language(part: str, dataset: str, planted: Answers) -> None:
    address = f"?datasett={dataset}&i={dataset}&del={part}&trekk=50"
    shown = {one: said(show(planted, address, one)) for one in ("nb", "nn", "en")}
    assert len(set(shown.values())) == 3
    for text in shown.values():
        assert "matchmaker " in text
        assert "representativ" not in text.casefold()


@pytest.mark.parametrize("part", PARTS)
def test_the_command_beside_the_answer_is_one_that_is_understood(part: str, planted: Answers) -> None:
    address = (
        f"{REGION}&del={part}&utgave=offentlig&kommuner=5037,5038&trekk=50&nullmodell=storrelse&fro=3&ganger=2"
        "&datoer=2025-01-01,2026-06-01&arena=ute&kommune=5038&hvem=frivillig&andel=50&omganger=20&forslag=1"
    )
    (command,) = [said(one) for one in show(planted, address)._traverse() if isinstance(one, html.Code)]
    options = build("nb").parse_args(shlex.split(command)[1:])
    assert options.edition == "offentlig"
    asked = {
        "parer": {"datasets": ["region"], "factor": 2.0},
        "side": {"datasets": ["region"], "municipalities": ["5037", "5038"], "draws": 50, "seed": 3,
                 "against": "storrelse"},
        "region": {"datasets": ["region"], "municipalities": ["5037", "5038"], "draws": 0},
        "tid": {"dataset": "region", "date": ["2025-01-01", "2026-06-01"], "arena": "ute", "seed": 3,
                "municipality": "5038"},
        "slutter": {"dataset": "region", "leaving": ["frivillig"], "share": 0.5, "draws": 20, "connect": 1,
                    "municipality": "5038", "seed": 3},
    }[part]  # fmt: skip
    assert {name: getattr(options, name) for name in asked} == asked


@pytest.mark.parametrize("part", PARTS)
def test_every_picture_has_a_name_and_numbers_beside_it(part: str, planted: Answers) -> None:
    shown = show(
        planted, f"{REGION}&del={part}&datoer=2020-06-01,2025-06-01,2026-06-01&hvem=frivillig&trekk=50"
    )
    pictures = [one for one in shown._traverse() if isinstance(one, html.Figure)]
    for picture in pictures:
        assert picture.to_plotly_json()["props"]["aria-label"]
    assert bool(tables(shown)) >= bool(pictures)


def test_pairs_stand_by_the_number_of_who_wants_to_learn(planted: Answers) -> None:
    answer = planted.ask(learn, LearnRequest(("region",)), "region")
    assert len(answer.pairs) == 3
    shown = show(planted, REGION)
    heads = [said(one) for one in shown._traverse() if isinstance(one, html.H3)]
    assert heads[:3] == [f"Aktør {at} i {place} vil lære   oppdiktet" for at, place in
                         (("00", "5006"), ("01", "5006"), ("01", "5038"))]  # fmt: skip
    text = said(shown)
    assert all(words("nb").say(reason) in text for line in answer.pairs for reason in line.reasons)
    assert "Par der begge har sagt ja til kontakt: 3" in text
    assert "3 mulige par vises ikke" in text
    assert "Aktør 04 i 5037" not in text  # has not said yes to contact


def test_where_nobody_has_said_yes_it_is_told_how(planted: Answers) -> None:
    text = said(show(planted, "?i=samskapende_kommunen"))
    assert "20 mulige par vises ikke" in text
    assert "onsker_kontakt" in text
    assert "Telemarksforsking" not in text  # neither who they are nor what they have said
    assert "Arket «læring»" in said(show(planted, "?i=vennesla")) or "I arket «læring»" in said(
        show(planted, "?i=vennesla")
    )


def test_side_by_side_stands_in_number_order_and_shows_the_services_numbers(planted: Answers) -> None:
    address = f"{REGION}&del=side"
    answer = planted.ask(compare, compare_request(address, "region"), "region")
    shown = show(planted, address)
    for caption, rows in tables(shown).items():
        if caption not in ("", "Levanger minus Steinkjer, mål for mål"):
            assert [row[0] for row in rows] == IN_ORDER, caption
    across = tables(shown)["Andel relasjoner på tvers av sider"]
    seen = [row.quantities[1] for row in answer.rows]
    assert [row[1].split(" (")[0] for row in across] == [words("nb").percent(one.value or 0) for one in seen]
    assert [row[4] for row in across] == [words("nb").say(one.chance.verdict) for one in seen if one.chance]
    graphs = [one for one in shown._traverse() if isinstance(one, Picture)]
    assert len(graphs) == 5  # one of the six cannot be said
    for graph in graphs:
        names = [name.strip() for name in graph.figure["layout"]["yaxis"]["ticktext"]]
        assert names == IN_ORDER


def test_differences_and_what_cannot_be_compared_are_told_in_words(planted: Answers) -> None:
    text = said(show(planted, f"{REGION}&del=side&trekk=0"))
    assert "Andel relasjoner på tvers av sider: 56,4 prosentpoeng høyere i Levanger enn i Steinkjer" in text
    assert "5006 Steinkjer og 5038 Verdal; 5037 Levanger og 5038 Verdal Ulikt: årstid." in text
    assert "registrer på nytt på samme måte" in text
    assert "Ved tilfeldighet" not in text  # nothing was drawn
    every = said(show(planted, "?datasett=innherred&del=side&trekk=0"))
    assert "Alle de 10 parene" in every
    assert "Fyll arket «innsamling»" in every


def test_the_region_is_a_matrix_and_few_ties_are_not_counted_out_in_public(planted: Answers) -> None:
    matrix = next(iter(tables(show(planted, f"{REGION}&del=region")).values()))
    assert [row[0] for row in matrix] == IN_ORDER
    assert [row[1:] for row in matrix] == [["110", "6", "0"], ["6", "110", "1"], ["0", "1", "110"]]
    public = tables(show(planted, f"{REGION}&del=region&utgave=offentlig"))
    assert next(iter(public.values()))[2][2] == "færre enn 5"
    assert "lokaler" in said(show(planted, f"{REGION}&del=region"))


def test_what_came_is_told_with_an_arena_and_over_several_dates(planted: Answers) -> None:
    address = f"{REGION}&del=tid&datoer=2020-06-01,2025-06-01,2026-06-01&arena=ute"
    shown = show(planted, address)
    text = said(shown)
    assert "37 kom til" in text
    assert "Nye relasjoner blant dem som deltok: flere enn forventet" in text
    steps = tables(shown)["Hva som ble av relasjonene mellom hver dato og den neste"]
    assert [row[1] for row in steps] == ["0", "37"]
    assert len([one for one in shown._traverse() if isinstance(one, Picture)]) == 5
    still = said(show(planted, "?datasett=innherred&del=tid"))
    assert "Ingenting er endret i det som er registrert" in still


def test_two_datasets_that_are_registered_differently_are_not_held_against_each_other(
    planted: Answers,
) -> None:
    text = said(show(planted, f"{REGION}&del=tid&foer=innherred"))
    assert "Kan ikke sammenlignes" in text
    assert "Målene før og etter" not in text


def test_what_holds_when_some_leave_is_the_services_own(planted: Answers) -> None:
    address = "?datasett=innherred&del=slutter&hvem=politiker&andel=50"
    answer = planted.ask(stress, stress_request(address, ""), "innherred")
    assert answer.kept is not None
    assert answer.kept.pairs is not None
    text = said(show(planted, address))
    assert f"Folkevalgte: {answer.kept.leaving} av {answer.leavers[0].seats} slutter" in text
    assert words("nb").percent(answer.kept.pairs.mean) in text
    assert words("nb").say(answer.heading) in text
    for one in answer.connections:
        assert str(one.one.name) in text


def test_where_no_elected_member_is_there_the_bodies_can_be_tried(planted: Answers) -> None:
    shown = show(planted, "?datasett=vennesla&del=slutter")
    way = ways(shown)["try-bodies"]
    assert stress_request(way, "").leaving == ("politiker",)


@pytest.mark.parametrize("part", PARTS)
def test_the_public_edition_names_no_private_person(part: str, planted: Answers) -> None:
    more = "datoer=2020-06-01,2026-06-01&arena=ute&hvem=frivillig&andel=80"
    address = f"{REGION}&del={part}&utgave=offentlig&{more}"
    sent = plain(show(planted, address)) + plain(page.form(words("nb"), address, planted))
    assert not [name for name in PERSONS if name in sent]
    assert not [at for at in range(0, learn_data.SIZE, 3) if f"n5038-{at:02}" in sent]


@pytest.mark.parametrize("part", PARTS)
def test_the_form_holds_what_the_address_asks_for(part: str, planted: Answers) -> None:
    address = f"{REGION}&del={part}"
    form = page.form(words("nb"), address, planted)
    fields = [one for one in form._traverse() if isinstance(getattr(one, "id", None), dict)]
    held = learn_parts.chosen(address).held(planted, address)
    assert {one.id["name"]: one.value for one in fields} == held
    assert all(one.id["type"] == ids.field("x")["type"] and one.label for one in fields)
    with pytest.raises(PreventUpdate):
        page.changed(planted, address, [one.id for one in fields], [one.value for one in fields])
    assert page.held(planted, address, [one.id for one in fields]) == [one.value for one in fields]
    with pytest.raises(PreventUpdate):  # the form of another part is on its way out
        page.held(planted, address, [ids.field("noe")])


def change(answers: Answers, address: str, **values: Any) -> str:
    held = {**learn_parts.chosen(address).held(answers, address), **values}
    return page.changed(answers, address, [ids.field(name) for name in held], list(held.values()))


def test_what_is_chosen_stands_in_the_address_and_the_rest_stays(planted: Answers) -> None:
    side = change(planted, f"{REGION}&del=side&hvem=frivillig", trekk="500", nullmodell="storrelse")
    assert set(side.lstrip("?").split("&")) == {
        "datasett=region", "del=side", "hvem=frivillig", "trekk=500", "nullmodell=storrelse",
    }  # fmt: skip
    assert "kommuner" not in change(planted, f"{REGION}&del=side&kommuner=5037", i=["region", "innherred"])
    leaving = change(planted, f"{REGION}&del=slutter&kommune=5037&hvem=n5037-01", datasett="innherred")
    assert "datasett=innherred" in leaving
    assert "kommune" not in leaving
    assert "hvem" not in leaving
    dates = change(planted, f"{REGION}&del=tid", datoer=["2026-01-01", "2020-01-01", "i fjor"])
    assert "datoer=2020-01-01,2026-01-01,i+fjor" in dates
    assert "i fjor" in said(show(planted, dates))
    assert "foer=innherred" in change(planted, f"{REGION}&del=tid", foer="innherred")
    assert "ganger=2.5" in change(planted, REGION, ganger=2.5)


@pytest.mark.parametrize(
    "address",
    [f"?datasett=finnes_ikke&i=finnes_ikke&del={part}" for part in PARTS]
    + [f"?utgave=hemmelig&del={part}" for part in PARTS]
    + ["?ganger=x", "?del=side&trekk=x", "?del=side&kommuner=Atlantis", "?del=side&relasjoner=x",
       "?del=side&nullmodell=x", "?del=tid&datoer=x", "?del=tid&datoer=2020-01-01",
       "?del=tid&foer=finnes_ikke", "?del=tid&arena=finnes-ikke", "?del=slutter&hvem=finnes-ikke",
       "?del=slutter&omganger=x", "?del=slutter&relasjoner=x",
       "?del=side&i=sandnes_bootcamp,samskapende_kommunen&dato=x"],
)  # fmt: skip
def test_an_address_that_cannot_be_met_gives_a_form_and_says_what_is_wrong(
    address: str, planted: Answers
) -> None:
    made = [*page.layout(words("nb"), address, planted), show(planted, address)]
    assert "Noe gikk galt hos oss" not in said(made)
    boxes = [one for one in made[-1]._traverse() if getattr(one, "role", None) == "alert"]
    assert boxes or getattr(made[-1], "role", None) == "alert"
    assert "panel" in plain(page.form(words("nb"), address, planted))


def test_a_part_that_does_not_exist_is_the_first() -> None:
    assert learn_parts.chosen("?del=tull").code == PARTS[0]


def test_without_datasets_it_is_told_what_to_do(tmp_path: Path, environment: Environment) -> None:
    nothing = Answers(kept(MemoryStorage(), FolderWorkspace([tmp_path])), environment)
    for part in PARTS:
        page.layout(words("nb"), f"?del={part}", nothing)
        assert "Ingen datasett ennå" in said(show(nothing, f"?del={part}"))


def test_an_answer_about_several_datasets_rests_on_all_of_them(
    tmp_path: Path, environment: Environment
) -> None:
    own = learn_data.write(tmp_path)
    answers = Answers(kept(MemoryStorage(), FolderWorkspace([tmp_path, bundled_data()])), environment)
    request = LearnRequest(("innherred", "region"))
    before = answers.ask(learn, request, *request.datasets)
    assert answers.ask(learn, request, *request.datasets) is before
    sheet = own / "laering.csv"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace(";har_erfaring;\n", ";har_erfaring;ja\n"),
                     encoding="utf-8")  # fmt: skip
    after = answers.ask(learn, request, *request.datasets)
    assert (len(before.pairs), len(after.pairs)) == (3, 6)
