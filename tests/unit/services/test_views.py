"""Lists, cards, the network, the report and JSON: other ways into the same data."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import catalogue
from matchmaker.services.actors import ActorName, actor_card, list_actors
from matchmaker.services.catalogue import list_datasets, overview
from matchmaker.services.checking import check_dataset
from matchmaker.services.environment import Environment
from matchmaker.services.gaps import GapsRequest, find_gaps
from matchmaker.services.jsonable import jsonable, number
from matchmaker.services.measures import MeasuresRequest, measure_network
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.network_view import MOST_DRAWN, list_nodes
from matchmaker.services.network_view_basis import Basis, read_basis
from matchmaker.services.network_view_bridges import find_bridges
from matchmaker.services.network_view_divide import MOST_GROUPS, Grouping
from matchmaker.services.network_view_scene import Scene, SceneRequest, scene_of
from matchmaker.services.network_view_values import (
    BODIES_ONLY,
    MOST_BY_PATHS,
    case_of,
    communities_in,
    offered,
    searched,
    values_of,
)
from matchmaker.services.repeat import team_command
from matchmaker.services.team import TeamRequest, suggest_team
from matchmaker.services.workspace import FolderWorkspace, bundled_data
from tests.conftest import TODAY
from tests.unit.small import LEVANGER, VERDAL, Shelf, actor, register

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment

DATASETS = ("innherred", "prosesser", "samskapende_kommunen", "sandnes_bootcamp", "vennesla")


# -- lists --------------------------------------------------------------------------------------------


def test_the_bundled_datasets_are_listed_by_name(bundled: FolderWorkspace) -> None:
    infos = list_datasets(bundled)
    assert tuple(info.name for info in infos) == DATASETS
    assert all(info.title and info.sources for info in infos)


def test_the_population_is_no_dataset(bundled: FolderWorkspace) -> None:
    with pytest.raises(InputError):
        bundled.dataset("no-such")
    assert "population" not in {info.name for info in bundled.datasets()}


@pytest.mark.parametrize("name", DATASETS)
def test_an_overview_counts_rows(bundled: FolderWorkspace, name: str) -> None:
    """Rows are counted in the files themselves."""
    found = overview(bundled, name)
    rows = (bundled_data() / name / "aktorer.csv").read_text(encoding="utf-8").strip().count("\n")
    assert found.actors >= 1
    assert found.actors <= rows
    assert sum(count for _, count in found.by_sector) == found.actors
    assert len(found.challenges) == len(bundled.dataset(name).register.frame("challenges"))
    assert found.warnings == ()


def test_a_dataset_is_read_again_when_its_files_change(tmp_path: Path) -> None:
    folder = tmp_path / "eget"
    folder.mkdir()
    file = folder / "aktører.csv"
    file.write_text("id;navn;type\na;A;frivillig\n", encoding="utf-8")
    workspace = FolderWorkspace([tmp_path])
    assert len(workspace.dataset("eget").register) == 1
    assert workspace.dataset("eget") is workspace.dataset("eget")
    file.write_text("id;navn;type\na;A;frivillig\nb;B;skole\n", encoding="utf-8")
    import os

    os.utime(file, (2_000_000_000, 2_000_000_000))
    assert len(workspace.dataset("eget").register) == 2


def test_checking_lists_every_problem(tmp_path: Path) -> None:
    (tmp_path / "aktører.csv").write_text("id;navn;type\na;A;frivilig\na;B;skole\n", encoding="utf-8")
    result = check_dataset(tmp_path)
    assert [(p.code, p.row) for p in result.problems] == [("unknown_code", 2), ("duplicate_key", 3)]
    assert result.errors == 2
    assert result.rows == (("aktører", 2),)


# -- an actor -----------------------------------------------------------------------------------------


def test_a_card_shows_what_is_stated_and_each_relation_from_the_actors_side() -> None:
    found = register(
        actors=[actor("a", municipality=VERDAL), actor("b", "skole"), actor("c")],
        contributions=[{"actor": "a", "contribution": "lokaler", "grade": "god", "source": "liste"}],
        ties=[
            {"tail": "c", "head": "a", "relation": "medlem_av", "source": "vedtekter"},
            {"tail": "a", "head": "b", "relation": "samarbeider"},
        ],
    )
    card = actor_card(Shelf(found), "lite", "a")
    assert card.place == "Verdal"
    assert card.fill_how == Message("fill.by_organisation")
    (brings,) = card.brings
    assert (brings.label, brings.grade, brings.evidence) == (Message("contribution.lokaler"), "god", None)
    assert [(r.name, r.relation.code, r.source) for r in card.related] == [
        ("B", "relation.samarbeider.out", None),
        ("C", "relation.medlem_av.in", "vedtekter"),
    ]
    with pytest.raises(InputError):
        actor_card(Shelf(found), "lite", "no-such")


def test_actors_to_choose_from_stand_by_name() -> None:
    found = register(
        actors=[{**actor("z"), "name": "Alfa"}, {**actor("a"), "name": "beta", "reserved": True}]
    )
    assert list_actors(Shelf(found), "lite") == (
        ActorName("z", "Alfa", reserved=False),
        ActorName("a", "beta", reserved=True),
    )


# -- the network --------------------------------------------------------------------------------------


def view(workspace: Any, request: SceneRequest) -> Scene:
    return scene_of(read_basis(workspace, request.network), request)


def pairs(*ties: str) -> list[dict[str, str]]:
    return [{"tail": tie[0], "head": tie[1], "relation": "samarbeider"} for tie in ties]


@pytest.fixture
def crowd() -> Shelf:
    """600 in two municipalities and of two sides, in a ring each side of which stands together."""
    people = [
        actor(
            f"a{i:03d}", "frivillig" if i < 400 else "naeringsliv", municipality=VERDAL if i % 2 else LEVANGER
        )
        for i in range(600)
    ]
    ring = [
        {"tail": f"a{i:03d}", "head": f"a{(i + 1) % 600:03d}", "relation": "samarbeider"} for i in range(600)
    ]
    return Shelf(register(actors=people, ties=ring))


def test_everybody_is_in_the_network_also_without_ties(bundled: FolderWorkspace) -> None:
    found = view(bundled, SceneRequest(NetworkRequest("innherred")))
    register_ = bundled.dataset("innherred").register
    assert {node.id for node in found.nodes} == set(register_.ids)
    assert found.alone == sum(node.degree == 0 for node in found.nodes)
    assert sum(node.degree for node in found.nodes) == 2 * len(found.links) == 2 * found.ties
    names = [n.name.casefold() for n in found.nodes]
    assert names == sorted(names) == [n.name.casefold() for n in list_nodes(bundled, found.request.network)]
    assert all(abs(node.x) <= 1.001 for node in found.nodes)
    assert json.loads(json.dumps(jsonable(found, catalogue("nb"))))


def test_a_part_of_the_network() -> None:
    found = register(
        actors=[actor("v", municipality=VERDAL), actor("l", municipality=LEVANGER), actor("s", "skole")],
        ties=[
            {"tail": "v", "head": "l", "relation": "samarbeider"},
            {"tail": "v", "head": "s", "relation": "samarbeider"},
            {"tail": "v", "head": "s", "relation": "ansatt_i"},
        ],
    )
    shelf = Shelf(found)
    here = view(shelf, SceneRequest(NetworkRequest("lite", VERDAL)))
    assert {node.id for node in here.nodes} == {"v", "s"}  # and those above the municipalities
    (link,) = here.links
    assert (link.tail, link.head, link.strength) == ("s", "v", 2.0)
    assert {n.id for n in view(shelf, SceneRequest(NetworkRequest("lite", kinds=("skole",)))).nodes} == {"s"}
    nobody = view(shelf, SceneRequest(NetworkRequest("lite", sectors=("politiker",))))
    assert (nobody.nodes, nobody.links, nobody.groups, nobody.actors) == ((), (), (), 0)


def test_a_large_network_is_drawn_as_groups_that_hold_everybody(crowd: Shelf) -> None:
    found = view(crowd, SceneRequest(NetworkRequest("lite")))
    assert not found.nodes
    assert {group.key: group.actors for group in found.groups} == {
        f"side:{VERDAL}:frivillig": 200, f"side:{LEVANGER}:frivillig": 200,
        f"side:{VERDAL}:naeringsliv": 100, f"side:{LEVANGER}:naeringsliv": 100,
    }  # fmt: skip
    assert sum(group.within for group in found.groups) + sum(line.ties for line in found.group_links) == 600
    assert sum(group.outside for group in found.groups) == 2 * sum(line.ties for line in found.group_links)
    assert json.loads(json.dumps(jsonable(found, catalogue("nb"))))


@pytest.mark.parametrize("grouping", list(Grouping))
def test_every_group_is_gone_into_and_found_again(crowd: Shelf, grouping: Grouping) -> None:
    request = NetworkRequest("lite")
    basis = read_basis(crowd, request)
    found = scene_of(basis, SceneRequest(request, grouping))
    assert 1 < len(found.groups) <= MOST_GROUPS
    inside: list[str] = []
    for group in found.groups:
        part = scene_of(basis, SceneRequest(request, grouping, inside=(group.key,)))
        assert (part.actors, part.ties, part.crumbs[0].actors) == (group.actors, group.within, group.actors)
        inside += [node.id for node in part.nodes]
    assert sorted(inside) == sorted(map(str, basis.network.ids))  # each in one group and no more


def test_what_no_place_and_no_tie_divides_is_divided_by_name() -> None:
    alike = Shelf(register(actors=[actor(f"a{i}", municipality=VERDAL) for i in range(MOST_DRAWN + 1)]))
    found = view(alike, SceneRequest(NetworkRequest("lite")))
    assert [group.actors for group in found.groups] == [251, 250]
    first = view(alike, SceneRequest(NetworkRequest("lite"), inside=("navn:1",)))
    assert len(first.nodes) == 251


@pytest.mark.parametrize("key", ["gruppe:99", "side:5038:politiker", "tull:1", "navn:0"])
def test_a_group_that_is_not_there_is_told(crowd: Shelf, key: str) -> None:
    with pytest.raises(InputError) as error:
        view(crowd, SceneRequest(NetworkRequest("lite"), inside=(key,)))
    assert error.value.message.code == "error.unknown_network_group"


@pytest.fixture
def chain() -> Basis:
    """a – b – c – d – e with f beside c, a triangle g – h – i at e, and z alone; b and h are persons."""
    people = [actor(name, "innbygger" if name in "bh" else "frivillig") for name in "abcdefghiz"]
    ties = pairs("ab", "bc", "cd", "de", "bf", "fd", "eg", "gh", "hi", "ig")
    return read_basis(Shelf(register(actors=people, ties=ties)), NetworkRequest("lite"))


@pytest.mark.parametrize(("steps", "near"), [(1, "abcf"), (2, "abcdf")])
def test_surroundings_reach_as_far_as_asked(chain: Basis, steps: int, near: str) -> None:
    found = scene_of(chain, SceneRequest(chain.request, around="b", steps=steps))
    assert "".join(sorted(node.id for node in found.nodes)) == near


def test_the_shortest_ways_are_counted_and_told(chain: Basis) -> None:
    found = scene_of(chain, SceneRequest(chain.request, around="a", to="e"))
    assert found.ways is not None
    assert (found.ways.steps, found.ways.count) == (4, 2)
    assert found.ways.told == (("A", "B", "C", "D", "E"), ("A", "B", "F", "D", "E"))
    assert {node.id for node in found.nodes} == set("abcdef")
    across = {node.id: node.x for node in found.nodes}
    assert across["a"] < across["b"] < across["c"] == across["f"] < across["d"] < across["e"]


def test_no_way_is_told_as_none_and_a_stranger_is_refused(chain: Basis) -> None:
    found = scene_of(chain, SceneRequest(chain.request, around="a", to="z"))
    assert found.ways is not None
    assert (found.ways.steps, found.ways.count, found.ways.told) == (None, 0, ())
    with pytest.raises(InputError) as error:
        scene_of(chain, SceneRequest(chain.request, around="nobody", steps=1))
    assert error.value.message.code == "error.not_in_network"


def test_ties_without_a_detour_are_found_and_no_person_is_named_for_one(chain: Basis) -> None:
    found = find_bridges(chain)
    # a – b parts only a from the others and is left out; d – e parts e, g, h, i; e – g parts g, h, i
    assert {(one.tail, one.head): one.smaller for one in found} == {("d", "e"): 4, ("e", "g"): 3}
    everybody = [actor(name, "innbygger") for name in "abcd"]
    persons = read_basis(
        Shelf(register(actors=everybody, ties=pairs("ab", "bc", "cd"))), NetworkRequest("lite")
    )
    (tie,) = find_bridges(persons)
    assert (tie.tail, tie.head, tie.tail_name, tie.head_name, tie.smaller) == ("b", "c", None, None, 2)


def test_measures_are_those_of_the_measuring_service(bundled: FolderWorkspace) -> None:
    request = NetworkRequest("innherred")
    basis = read_basis(bundled, request)
    case = case_of(basis)
    names = ("degree", "betweenness", "steps_to_decider", "contribution_degree")
    asked = MeasuresRequest(request, names)
    for one in measure_network(bundled, asked, Environment(lambda: TODAY)).measures:
        mine = dict(
            zip(map(str, basis.network.ids), map(number, values_of(basis, case, one.name)), strict=True)
        )
        assert {line.id: line.value for line in one.actors} == mine


def test_no_person_has_a_value_of_who_holds_others_together(chain: Basis) -> None:
    case = case_of(chain)
    for name in sorted(BODIES_ONLY):
        values = dict(zip(map(str, chain.network.ids), values_of(chain, case, name), strict=True))
        assert all(number(values[person]) is None for person in "bh")
    assert number(dict(zip(chain.network.ids, values_of(chain, case, "is_cut_point"), strict=True))["d"]) == 1


def test_dear_measures_are_not_offered_in_large_networks() -> None:
    small, large = (
        {one.name: one.affordable for one in offered(n)} for n in (MOST_BY_PATHS, MOST_BY_PATHS + 1)
    )
    assert all(small.values())
    assert not large["betweenness"]
    assert large["degree"]


def test_communities_of_those_drawn_are_numbered_by_size(chain: Basis) -> None:
    of = communities_in(chain, scene_of(chain, SceneRequest(chain.request)))
    assert "z" not in of
    assert of["g"] == of["h"] == of["i"]
    sizes = [sum(1 for one in of.values() if one == number) for number in sorted(set(of.values()))]
    assert sizes == sorted(sizes, reverse=True)


def test_actors_are_searched_by_any_part_of_their_name(bundled: FolderWorkspace) -> None:
    basis = read_basis(bundled, NetworkRequest("innherred"))
    assert len(searched(basis, " ELDRERÅD ", 50)) == 5
    assert len(searched(basis, "", 7)) == 7
    assert not len(searched(basis, "finnes ikke", 7))


def test_a_drawing_is_the_same_every_time(bundled: FolderWorkspace) -> None:
    request = SceneRequest(NetworkRequest("vennesla"))
    assert view(bundled, request) == view(FolderWorkspace(), request)


# -- the command -------------------------------------------------------------------------------------


def test_the_command_is_the_request(environment: Environment, bundled: FolderWorkspace) -> None:
    from matchmaker.cli.parser import build
    from matchmaker.cli.team import team_request

    for wish in (
        TeamRequest("innherred", "ensomhet"),
        TeamRequest(
            "innherred", "ensomhet", 4, 6, include=("verdal-eldreraad",), exclude=("ks",),
            at_least=(("politiker", 2), ("frivillig", 1)), seed=7,
        ),
    ):  # fmt: skip
        result = suggest_team(bundled, wish, environment)
        options = build("nb").parse_args(team_command(result.request).split(" ")[1:])
        assert team_request(options) == wish


# -- JSON ---------------------------------------------------------------------------------------------


class Colour(Enum):
    BLUE = "blaa"


@dataclass(frozen=True)
class Thing:
    when: date
    share: float
    colour: Colour
    said: Message
    more: dict[str, Any]
    none: None = None


def test_results_become_plain_json() -> None:
    thing = Thing(date(2026, 1, 2), 1 / 3, Colour.BLUE, Message("word.yes"), {"x": (True, 2, "s")})
    assert jsonable(thing, catalogue("nb")) == {
        "when": "2026-01-02",
        "share": 0.333333,
        "colour": "blaa",
        "said": {"code": "word.yes", "params": {}, "text": "ja"},
        "more": {"x": [True, 2, "s"]},
        "none": None,
    }
    with pytest.raises(TypeError):
        jsonable({1, 2}, catalogue("nb"))  # a set has no order


def test_json_is_strict(bundled: FolderWorkspace, environment: Environment) -> None:
    for dataset in DATASETS:
        value = jsonable(find_gaps(bundled, GapsRequest(dataset), environment), catalogue("nb"))
        text = json.dumps(value, allow_nan=False)
        assert not re.search(r"NaN|Infinity", text)
