"""The network page from an address, without a browser: picture, words, table, legend, ways on."""

from __future__ import annotations

import itertools
import json
import re
import threading
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from dash import html, no_update
from dash.exceptions import PreventUpdate

from dashboard import network_state
from dashboard.components import ids, network_ids
from dashboard.components.graph_view import packed
from dashboard.figures.network import LABEL_HEIGHT, LABEL_WIDTH, Drawing, Paint, drawing
from dashboard.figures.network_hull import above, hull_of
from dashboard.figures.network_scale import STEP_COLOURS, colour_of, size_of, steps
from dashboard.pages import (
    nettverk,
    network_answers,
    network_form,
    network_names,
    network_panel,
    network_picture,
    network_table,
)
from dashboard.pages.answers import Answers
from dashboard.pages.filling import filled
from dashboard.pages.network_look import painted
from dashboard.pages.network_table import PER_PAGE, Turned
from dashboard.texts import words
from matchmaker.services.environment import Environment
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.network_view_scene import SceneRequest, scene_of
from matchmaker.services.network_view_values import case_of, values_of
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.store.memory import MemoryStorage
from tests.dashboard.conftest import kept
from tests.dashboard.test_pages import ways

if TYPE_CHECKING:
    from pathlib import Path

    from dash.development.base_component import Component

    from dashboard.texts import Words

HERE = "?datasett=innherred"
MANY = 520


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """520 private persons and two bodies, in two municipalities; persons stand in a ring."""
    folder: Path = tmp_path_factory.mktemp("data")
    (folder / "stort").mkdir()
    people = [f"p{i};Person {i:03d};innbygger;{'5038' if i % 2 else '5037'}" for i in range(MANY)]
    ties = [f"p{i};p{(i + 1) % MANY};kjenner" for i in range(MANY)] + ["p0;a;kjenner", "a;b;samarbeider"]
    tables = {
        "aktorer": ["id;navn;type;kommune", "a;Alfa;frivillig;5038", "b;Beta;frivillig;5037", *people],
        "relasjoner": ["fra_aktor;til_aktor;type", *ties],
    }
    for name, rows in tables.items():
        (folder / "stort" / f"{name}.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    workspace = kept(MemoryStorage(), FolderWorkspace([folder]))
    return Answers(workspace, Environment(lambda: date(2026, 11, 22)))


def said(shown: Any) -> str:
    """Everything a piece of a page says, in order."""
    if isinstance(shown, list | tuple):
        return " ".join(said(part) for part in shown)
    if isinstance(shown, str | int):
        return str(shown)
    return said(shown.children) if getattr(shown, "children", None) is not None else ""


def listed(shown: Component) -> list[str]:
    """Ids of the actors in a table, in its order."""
    links = (part.to_plotly_json()["props"] for part in shown._traverse() if isinstance(part, html.A))
    return [link["data-value"] for link in links]


def addresses(shown: Any, key: str) -> list[str]:
    """Where the buttons of a key lead."""
    found = [way for part in (shown if isinstance(shown, list) else [shown]) for way in ways(part).items()]
    return [to for one, to in found if one.startswith(key)]


def table(search: str, answers: Answers, wanted: str = "", number: int = 0) -> Component:
    return network_table.table(words("nb"), search, Turned(wanted, number), answers)


# -- figures ------------------------------------------------------------------------------------------


def test_the_drawing_holds_every_actor_and_every_pair(answers: Answers) -> None:
    scene = answers.networks.scene(SceneRequest(NetworkRequest("innherred")))
    paint, _ = painted(words("nb"), network_state.shown(HERE, ""), scene, answers.networks)
    drawn = drawing(scene, paint)
    assert sorted(node.id for node in drawn.nodes) == sorted(node.id for node in scene.nodes)
    assert {(line.tail, line.head) for line in drawn.links} == {(li.tail, li.head) for li in scene.links}
    labelled = [node for node in drawn.nodes if node.prominent]
    assert labelled == list(drawn.nodes[: len(labelled)])  # whose label goes first stands first
    assert len(labelled) >= 3
    for i, one in enumerate(labelled):
        for other in labelled[i + 1 :]:
            assert abs(one.x - other.x) >= LABEL_WIDTH or abs(one.y - other.y) >= LABEL_HEIGHT
    made = packed(drawn)
    assert json.loads(json.dumps(made)) == made
    ids_ = [row[0] for row in made["nodes"]]
    assert {(ids_[tail], ids_[head]) for tail, head, *_ in made["links"]} == {
        (line.tail, line.head) for line in drawn.links
    }
    assert len(json.dumps(made)) < 250 * len(ids_)  # a picture is small: it is sent at every step


def test_no_person_has_a_label_for_having_many_relations(large: Answers) -> None:
    view = network_state.shown("?datasett=stort&aktor=p0&nabolag=2", "")
    many = network_state.shown("?datasett=stort&inne=side:5038:innbygger", "")
    for wish in (view, many):
        scene = large.networks.scene(wish.scene)
        paint, _ = painted(words("nb"), wish, scene, large.networks)
        persons = {node.id for node in scene.nodes if node.form == "person"}
        if len(scene.nodes) > 24:
            assert not {node.id for node in drawing(scene, paint).nodes if node.prominent} & persons


def test_selecting_lifts_the_actor_where_not_everybody_is_near(answers: Answers) -> None:
    def lifted(more: str) -> str | None:
        wish = network_form.read(f"{HERE}&aktor=verdal-eldreraad{more}", answers)
        return network_panel.lifted(wish, answers)["chosen"]

    assert lifted("") == lifted("&nabolag=2") == "verdal-eldreraad"
    assert lifted("&nabolag=1") is None  # everybody there is near
    assert lifted("&sider=tjeneste") is None  # not there


def test_what_cannot_be_said_has_a_look_of_its_own(answers: Answers) -> None:
    scene = answers.networks.scene(SceneRequest(NetworkRequest("vennesla")))
    made = packed(drawing(scene, Paint({}, {})))
    assert made["nodes"]
    assert all(row[6] == "" for row in made["nodes"])  # no colour: dashed, in graph-draw.js
    assert packed(Drawing((), ())) == {"nodes": [], "links": [], "words": [], "hulls": [], "bent": False}


def test_a_line_around_a_community_holds_most_of_it_and_not_who_stands_far_off(answers: Answers) -> None:
    scene = answers.networks.scene(SceneRequest(NetworkRequest("innherred")))
    nodes = drawing(scene, Paint({}, {})).nodes[:20]
    spots = [(10.0 * (i % 5), 10.0 * (i // 5)) for i in range(19)] + [(900.0, 700.0)]
    moved = Drawing(tuple(replace(n, x=x, y=y) for n, (x, y) in zip(nodes, spots, strict=True)), ())
    hull = hull_of(moved, [node.id for node in nodes], "#000000")
    xs, ys = zip(*hull.corners, strict=True)
    assert min(xs) < 0 < 40 < max(xs) < 100
    assert min(ys) < 0 < 30 < max(ys) < 100
    named = above(hull, "Gruppe 1")
    assert (named.y, min(xs) < named.x < max(xs)) == (min(ys), True)


def test_communities_are_told_apart_by_lines_and_numbers(answers: Answers) -> None:
    shown = network_picture.picture(words("nb"), f"{HERE}&farge=nettverksgruppe", answers)
    (store,) = [part for part in shown._traverse() if getattr(part, "id", None) == network_ids.DRAWN]
    assert len(store.data["hulls"]) == len(store.data["words"]) >= 3


@pytest.mark.parametrize(
    ("values", "counts"),
    [
        ([], []), ([3.0], [1]), ([1.0, 1.0, 2.0], [2, 1]), (list(range(10)), [2] * 5),
        ([0.0] * 90 + list(range(1, 11)), [90, 10]),
    ],
)  # fmt: skip
def test_steps_hold_every_value_once_and_equal_ones_together(values: list[float], counts: list[int]) -> None:
    found = steps(values)
    assert sum(step.count for step in found) == len(values)
    assert all(one.high < other.low for one, other in itertools.pairwise(found))
    for value in values:
        (step,) = [step for step in found if step.low <= value <= step.high]
        assert colour_of(value, found) == step.colour
    if len(set(values)) <= len(STEP_COLOURS):
        assert [step.count for step in found] == counts


def test_size_grows_with_the_value_and_shrinks_with_the_crowd() -> None:
    assert size_of(0, 0, 9) < size_of(1, 0, 9) < size_of(9, 0, 9)
    assert size_of(9, 0, 9, 480) == pytest.approx(size_of(9, 0, 9) / 2)
    assert size_of(None, 0, 9) == size_of(0, 0, 9)


# -- picture and words --------------------------------------------------------------------------------


def test_the_network_is_told_in_words_from_its_numbers(answers: Answers) -> None:
    scene = answers.networks.scene(SceneRequest(NetworkRequest("innherred")))
    shown = said(network_picture.summary(words("nb"), HERE, answers))
    assert f"{len(scene.nodes)} aktører, {len(scene.links)} par" in shown
    assert f"{scene.alone} uten registrerte relasjoner" in shown


def panel(text: Words, wish: network_state.Shown, answers: Answers) -> html.Div:
    """The three parts of the panel, as the page draws them."""
    return html.Div(
        [
            *network_panel.near(text, wish, answers), *network_panel.way(text, wish, answers),
            network_panel.card(text, wish, answers),
        ]
    )  # fmt: skip


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
@pytest.mark.parametrize(
    "more",
    [
        "", "&farge=nettverksgruppe", "&farge=betweenness&omfang=pairs_parted&fremhev=uten_omvei",
        "&aktor=verdal-eldreraad&nabolag=2", "&aktor=verdal-eldreraad&vei-til=levanger-kommunestyre",
        "&aktor=verdal-eldreraad&vei-til=verdal-eldreraad", "&inne=kommune:5038", "&slag=eldreraad",
        "&sider=politiker&bidrag=nettverk&relasjoner=samarbeid&fra=2020-01-01&til=2026-01-01",
    ],
)  # fmt: skip
def test_every_view_is_shown_in_every_language(language: Any, more: str, answers: Answers) -> None:
    text, search = words(language), HERE + more
    wish = network_form.read(search, answers)
    assert "drawing" not in said(network_picture.picture(text, search, answers)).split()
    for shown in (
        network_picture.picture(text, search, answers), panel(text, wish, answers),
        network_table.table(text, search, Turned(), answers), network_form.form(text, search, answers),
    ):  # fmt: skip
        assert "error-box" not in str(shown)
    assert nettverk.words_of(text, search, answers)
    assert "matchmaker network innherred" in said(nettverk.command(text, search, answers))


def test_a_way_is_told_by_its_names(answers: Answers) -> None:
    search = f"{HERE}&aktor=verdal-eldreraad&vei-til=levanger-kommunestyre"
    shown = said(network_picture.summary(words("nb"), search, answers))
    assert "3 steg" in shown
    assert "Eldrerådet i Verdal – Verdal kommunestyre – Innherred regionråd – Levanger kommunestyre" in shown


def test_nobody_to_show_says_what_to_do(answers: Answers) -> None:
    shown = network_picture.picture(words("nb"), f"{HERE}&slag=eldreraad&sider=tjeneste", answers)
    assert "Ingen aktører" in said(shown)
    (back,) = addresses(shown, "reset")
    assert network_state.shown(back, "").network == NetworkRequest("innherred")


@pytest.mark.parametrize(
    "more", ["&farge=finnes_ikke", "&inne=gruppe:99", "&fra=tull", "&aktor=finnes-ikke&nabolag=1"]
)
def test_an_address_that_means_nothing_is_told_in_words(more: str, answers: Answers) -> None:
    shown = network_picture.picture(words("nb"), HERE + more, answers)
    assert "error-box" in str(shown)
    assert "Noe gikk galt hos oss" not in said(shown)
    assert network_form.form(words("nb"), HERE + more, answers)


# -- large networks -----------------------------------------------------------------------------------


def test_a_large_network_is_groups_with_the_same_ways_in_by_picture_and_table(large: Answers) -> None:
    wish = network_state.shown("?datasett=stort", "")
    shown = table("?datasett=stort", large)
    into = addresses(shown, "into-")
    scene = large.networks.scene(wish.scene)
    assert len(into) == len(scene.groups) == 4
    tapped = {nettverk.tapped_to({"id": g.key, "into": g.key}, wish, "?datasett=stort") for g in scene.groups}
    assert tapped == set(into)
    inner = next(way for way in into if "5038:innbygger" in way)
    assert len(listed(table(inner, large))) == PER_PAGE
    assert len(listed(table(inner, large, number=99))) == 260 % PER_PAGE
    crumbs = addresses(network_picture.picture(words("nb"), inner, large), "crumb-")
    assert crumbs == ["?datasett=stort"]


def test_everybody_is_listed_when_asked_and_no_person_is_named_in_the_words(large: Answers) -> None:
    everybody = "?datasett=stort&liste=alle"
    assert f"av {MANY + 2}" in said(table(everybody, large))
    assert listed(table(everybody, large, "alfa")) == ["a"]
    for more in ("", "&fremhev=uten_omvei", "&inne=side:5038:innbygger&fremhev=uten_omvei"):
        assert "Person" not in said(network_picture.summary(words("nb"), f"?datasett=stort{more}", large))


def test_the_mean_of_a_group_is_that_of_its_actors(large: Answers) -> None:
    shown = said(table("?datasett=stort&farge=degree", large))
    assert "Gjennomsnitt" in shown
    # 260 persons of 5037 in the ring: 2 each, and p0 has one more
    assert re.search(r"Innbyggere, Levanger 260 .*2,00", shown)


# -- the table ----------------------------------------------------------------------------------------


def test_the_table_twin_holds_every_actor(answers: Answers) -> None:
    scene = answers.networks.scene(SceneRequest(NetworkRequest("innherred")))
    pages = -(-len(scene.nodes) // PER_PAGE)
    every = [actor for number in range(pages) for actor in listed(table(HERE, answers, number=number))]
    assert every == [node.id for node in scene.nodes]
    assert len(listed(table(HERE, answers, "ELDRERÅD"))) == 5


@pytest.mark.parametrize("column", ["name", "kind", "side", "place", "degree"])
def test_the_table_twin_is_sorted_both_ways(column: str, answers: Answers) -> None:
    few = f"{HERE}&kommune=5038&sider=frivillig,tjeneste"
    turned = [listed(table(f"{few}&orden={column}{down}", answers)) for down in ("", ":ned")]
    assert turned[0] == turned[1][::-1]
    assert 5 < len(turned[0]) < PER_PAGE


def test_who_cannot_be_told_of_stands_last_both_ways(answers: Answers) -> None:
    network = NetworkRequest("innherred", "5038")
    values = answers.networks.values(network, "steps_to_decider")
    unknown = int(np.isnan(values).sum())
    assert 0 < unknown < len(values) < PER_PAGE
    for down in ("", ":ned"):
        shown = table(f"{HERE}&kommune=5038&farge=steps_to_decider&orden=steps_to_decider{down}", answers)
        rows = [part for part in shown._traverse() if isinstance(part, html.Tr)][1:]
        told = ["kan ikke sies" in said(row) for row in rows]
        assert told == sorted(told)
        assert sum(told) == unknown


# -- form and panel -----------------------------------------------------------------------------------


def test_what_stands_in_the_form_is_what_the_address_says(answers: Answers) -> None:
    search = (
        f"{HERE}&sider=politiker&slag=eldreraad&fra=2020-01-01&farge=degree&aktor=verdal-eldreraad&nabolag=1"
    )
    wish = network_form.read(search, answers)
    fields = (*network_form.FIELDS, network_ids.HIGHLIGHT)
    held = dict(zip(fields, network_form.filled(wish), strict=True))
    assert network_form.asked(wish, held) == wish
    other = network_form.asked(wish, held | {ids.MUNICIPALITY: "5038", network_ids.HIGHLIGHT: True})
    assert (other.network.municipality, other.bridges, other.scene.steps) == ("5038", True, 0)


def test_pressing_an_actor_selects_it_once(answers: Answers) -> None:
    wish = network_form.read(f"{HERE}&aktor=ks", answers)
    assert "aktor=verdal-eldreraad" in nettverk.tapped_to({"id": "verdal-eldreraad"}, wish, HERE)
    with pytest.raises(PreventUpdate):
        nettverk.tapped_to({"id": "ks"}, wish, HERE)
    assert "aktor" not in nettverk.tapped_to({"none": True}, wish, f"{HERE}&aktor=ks")  # Escape


def test_an_actor_is_shown_with_basis_and_without_contact_details(answers: Answers) -> None:
    wish = network_form.read(f"{HERE}&aktor=verdal-eldreraad&farge=betweenness", answers)
    shown = panel(words("nb"), wish, answers)
    card = answers.actor("innherred", "verdal-eldreraad")
    assert card.actor.name in said(shown)
    assert all(brings.source in said(shown) for brings in card.brings if brings.source)
    assert "@" not in said(shown)
    assert network_names.measure(words("nb"), "betweenness") in said(shown)
    near = addresses(shown, "near-")
    assert [network_state.shown(one, "").scene.steps for one in near] == [1, 2, 0]


def test_an_invented_actor_is_labelled(answers: Answers) -> None:
    scene = answers.networks.scene(SceneRequest(NetworkRequest("sandnes_bootcamp")))
    node = next(node for node in scene.nodes if node.synthetic)
    wish = network_form.read(f"?datasett=sandnes_bootcamp&aktor={node.id}", answers)
    assert "oppdiktet" in said(panel(words("nb"), wish, answers))


def test_a_search_lists_those_who_match_and_the_one_chosen(
    answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    everybody = network_form.actor_choices(NetworkRequest("innherred"), "eldreråd", "ks", answers)
    assert len(everybody) == len({one["value"] for one in everybody}) == 163
    monkeypatch.setattr(network_answers, "MOST_LISTED", 100)
    found = network_form.actor_choices(NetworkRequest("innherred"), "eldreråd", "ks", answers)
    assert found[0]["value"] == "ks"
    assert len(found) == 6


def test_what_stands_in_the_form_already_is_not_sent_again(answers: Answers) -> None:
    wish = network_form.read(HERE, answers)
    other = network_state.within(wish, "kommune:5038")
    held, new = network_form.filled(wish), network_form.filled(other)
    assert filled(new, held) == [no_update] * (len(held) + 1)
    assert filled([1, 2], [1, 3]) == [no_update, 2, [1, 2]]
    assert filled([1, 2], None) == [1, 2, [1, 2]]
    assert network_form.lists_key(wish) == network_form.lists_key(other)
    few = network_form.read(f"{HERE}&kommune=5038", answers)
    assert network_form.lists_key(few) != network_form.lists_key(wish)
    assert len(network_form.lists(words("nb"), few, answers)) == len(network_form.LISTS)


def test_relations_are_counted_as_the_measure_counts_them(large: Answers) -> None:
    request = NetworkRequest("stort")
    basis = large.networks.basis(request)
    assert np.array_equal(
        large.networks.values(request, "degree"), values_of(basis, case_of(basis), "degree")
    )


def test_large_groups_are_made_before_anybody_goes_into_them(
    large: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network_answers, "AHEAD", 200)
    made: list[tuple[str, ...]] = []
    told = threading.Event()

    def listening(basis: Any, request: SceneRequest) -> Any:
        made.append(request.inside)
        if len(made) == 3:
            told.set()
        return scene_of(basis, request)

    monkeypatch.setattr(network_answers, "scene_of", listening)
    networks = network_answers.NetworkAnswers(large.workspace)
    scene = networks.scene(SceneRequest(NetworkRequest("stort")))
    assert told.wait(20)
    inner = SceneRequest(NetworkRequest("stort"), inside=("side:5038:innbygger",))
    assert networks.scene(inner).actors == 260
    assert made == [(), ("side:5037:innbygger",), ("side:5038:innbygger",)]  # each once
    assert {group.key for group in scene.groups if group.actors >= 200} == {one[0] for one in made[1:]}


def test_one_actor_is_told_in_the_singular(answers: Answers) -> None:
    alone = words("nb").t("nettverk.summary_one", alone=0)
    search = f"{HERE}&aktor=verdal-eldreraad&vei-til=verdal-eldreraad"
    assert alone in said(network_picture.summary(words("nb"), search, answers))
