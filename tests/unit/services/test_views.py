"""Lists, cards, the network, the report and JSON: other ways into the same data."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from enum import Enum
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.services.actors import ActorName, actor_card, list_actors
from matchmaker.services.catalogue import list_datasets, overview
from matchmaker.services.checking import check_dataset
from matchmaker.services.gaps import GapsRequest, find_gaps
from matchmaker.services.jsonable import jsonable
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.network_view import MOST_DRAWN, view_network
from matchmaker.services.repeat import team_command
from matchmaker.services.report import render_report, write_report
from matchmaker.services.team import TeamRequest, suggest_team
from matchmaker.services.workspace import FolderWorkspace, bundled_data
from tests.unit.small import LEVANGER, VERDAL, Shelf, actor, challenge, register

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


def test_everybody_is_in_the_network_also_without_ties(bundled: FolderWorkspace) -> None:
    view = view_network(bundled, NetworkRequest("innherred"))
    register_ = bundled.dataset("innherred").register
    assert {node.id for node in view.nodes} == set(register_.ids)
    assert view.unconnected == sum(node.degree == 0 for node in view.nodes)
    assert sum(node.degree for node in view.nodes) == 2 * len(view.links)
    assert [n.name.casefold() for n in view.nodes] == sorted(n.name.casefold() for n in view.nodes)
    assert view.drawn
    assert all(abs(node.x) <= 1.001 for node in view.nodes)


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
    here = view_network(shelf, NetworkRequest("lite", VERDAL))
    assert {node.id for node in here.nodes} == {"v", "s"}  # and those above the municipalities
    (link,) = here.links
    assert (link.tail, link.head, link.relations, link.strength) == (
        "s",
        "v",
        ("ansatt_i", "samarbeider"),
        2.0,
    )
    assert {n.id for n in view_network(shelf, NetworkRequest("lite", sectors=("tjeneste",))).nodes} == {"s"}
    nobody = view_network(shelf, NetworkRequest("lite", sectors=("politiker",)))
    assert (nobody.nodes, nobody.links, nobody.drawn) == ((), (), False)


def test_a_large_network_is_listed_and_not_drawn() -> None:
    found = register(actors=[actor(f"a{i}") for i in range(MOST_DRAWN + 1)])
    view = view_network(Shelf(found), NetworkRequest("lite"))
    assert not view.drawn
    assert len(view.nodes) == MOST_DRAWN + 1
    assert {(node.x, node.y) for node in view.nodes} == {(0.0, 0.0)}


def test_a_drawing_is_the_same_every_time(bundled: FolderWorkspace) -> None:
    request = NetworkRequest("vennesla")
    assert view_network(bundled, request) == view_network(FolderWorkspace(), request)


# -- the report ---------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.language: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        values = dict(attrs)
        self.addresses += [str(v) for k, v in values.items() if k in ("src", "href", "action", "srcset")]
        self.language = values.get("lang") if tag == "html" else self.language


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_stands_on_its_own(
    bundled: FolderWorkspace, environment: Environment, language: Language, tmp_path: Path
) -> None:
    team = suggest_team(bundled, TeamRequest("innherred", "ensomhet"), environment)
    gaps = find_gaps(bundled, GapsRequest("innherred", "ensomhet"), environment)
    words = catalogue(language)
    file = write_report(tmp_path / "new folder" / "report.html", team, gaps, words)
    html = file.read_text(encoding="utf-8")
    page = Page()
    page.feed(html)
    assert page.language == language
    assert not {"script", "iframe", "link", "img"} & set(page.tags)
    assert page.addresses == []
    assert page.tags.count("h1") == 1
    heading = words.say(Message("team.heading", {"role": team.decided_by}))
    assert heading in html  # «Forslag – avgjøres av [rolle]»
    for seat in team.seats:
        assert seat.name in html
    assert team_command(team.request) in html


def test_names_in_a_report_cannot_become_markup(environment: Environment) -> None:
    found = register(
        actors=[actor("a", municipality=VERDAL, form="organisasjon") | {"name": "<script>alert(1)</script>"}],
        challenges=[challenge(title="<b>Sak</b>")],
    )
    shelf = Shelf(found)
    team = suggest_team(shelf, TeamRequest("lite", "sak", 1, 1), environment)
    gaps = find_gaps(shelf, GapsRequest("lite", "sak"), environment)
    html = render_report(team, gaps, catalogue("nb"))
    assert "<script>" not in html
    assert "<b>Sak" not in html
    assert "&lt;script&gt;" in html


def test_the_command_in_the_report_is_the_request(environment: Environment, bundled: FolderWorkspace) -> None:
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
