"""Figures and drawings as data: what is drawn is what was counted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from dashboard.components.graph_view import elements, stylesheet
from dashboard.figures.bars import sector_bars
from dashboard.figures.comparison import Row, dots
from dashboard.figures.network import LABEL_HEIGHT, LABEL_WIDTH, Drawing, drawing, neighbours
from dashboard.figures.sectors import LOOKS
from matchmaker.model.vocabulary import Sector
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.network_view import NetworkView

if TYPE_CHECKING:
    from dashboard.pages.answers import Answers


@pytest.fixture(scope="module")
def view(answers: Answers) -> NetworkView:
    return answers.network(NetworkRequest("innherred"))


def test_bars_hold_the_counts_first_on_top() -> None:
    bar = sector_bars([("innbygger", "Innbyggere", 3), ("tjeneste", "Tjenester", 0)])["data"][0]
    assert bar["x"] == [0, 3]
    assert bar["y"] == ["Tjenester", "Innbyggere"]
    assert bar["text"] == ["0", "3"]


def test_dots_hold_shares_intervals_and_the_population() -> None:
    rows = [Row("kvinner", 0.5, (0.25, 0.75), 0.49), Row("menn", None, None, 0.51)]
    figure = dots(rows, "deltakerne", "befolkningen")
    assert figure is not None
    population, people = figure["data"]
    assert (population["y"], population["x"]) == (["menn", "kvinner"], [51.0, 49.0])
    assert (people["y"], people["x"]) == (["kvinner"], [50.0])
    assert (people["error_x"]["array"], people["error_x"]["arrayminus"]) == ([25.0], [25.0])


def test_population_and_people_are_told_apart_without_colour() -> None:
    figure = dots([Row("a", 0.5, (0.4, 0.6), 0.3)], "p", "q")
    assert figure is not None
    assert len({trace["marker"]["symbol"] for trace in figure["data"]}) == 2


def test_nothing_is_drawn_of_what_is_hidden() -> None:
    assert dots([Row("13-19", None, None, 0.1)], "p", "q") is None


def test_the_drawing_holds_every_actor_and_every_pair(view: NetworkView) -> None:
    drawn = drawing(view)
    assert [node.id for node in drawn.nodes] == sorted(node.id for node in view.nodes)
    assert {(link.tail, link.head) for link in drawn.links} == {(li.tail, li.head) for li in view.links}


def test_labels_that_are_always_shown_never_share_their_room(view: NetworkView) -> None:
    labelled = [node for node in drawing(view).nodes if node.prominent]
    assert len(labelled) >= 3
    for i, one in enumerate(labelled):
        for other in labelled[i + 1 :]:
            assert abs(one.x - other.x) >= LABEL_WIDTH or abs(one.y - other.y) >= LABEL_HEIGHT


def test_a_network_without_a_drawing_gives_no_elements() -> None:
    assert elements(drawing(NetworkView(NetworkRequest("x"), (), (), False, 0, ""))) == []
    assert elements(Drawing((), ())) == []


def test_elements_are_plain_data_with_a_place_and_a_side(view: NetworkView) -> None:
    made = elements(drawing(view))
    assert json.loads(json.dumps(made)) == made
    nodes = [element for element in made if "position" in element]
    sectors = {sector.value for sector in Sector}
    assert len(nodes) == len(view.nodes)
    assert all(node["classes"].split()[0] in sectors for node in nodes)
    ends = {node["data"]["id"] for node in nodes}
    assert all({e["data"]["source"], e["data"]["target"]} <= ends for e in made if "position" not in e)


def test_sides_differ_in_shape_and_in_colour() -> None:
    assert set(LOOKS) == set(Sector)
    assert len({look.shape for look in LOOKS.values()}) == len({look.colour for look in LOOKS.values()}) == 6


def test_selecting_lifts_the_actor_and_its_relations(view: NetworkView) -> None:
    near = neighbours(view, "verdal-eldreraad")
    assert near == {"verdal-kommunestyre"}  # data/innherred/relasjoner.csv
    plain, lifted = (stylesheet("light", who, near) for who in (None, "verdal-eldreraad"))
    selectors = [rule["selector"] for rule in lifted]
    assert len(lifted) > len(plain)
    assert 'node[id = "verdal-eldreraad"]' in selectors
    assert 'node[id = "verdal-kommunestyre"]' in selectors
