"""What can be subtracted: every public answer about one dataset, asked together, tells no small count.

The datasets differ in nothing but how many persons a few small groups have, from one to four. Were any
difference, sum or share of the answers another for one of them, the answers would be so too: they are the
same to the last byte, all of them together.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

import matchmaker.services
from matchmaker.kernel.errors import MatchmakerError, Message
from matchmaker.kernel.messages import catalogue
from matchmaker.services import jsonable
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.interchange import Format, network_content
from matchmaker.services.kept import KeptWorkspace, text_of_package
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.sources.datapackage import Package
from matchmaker.store.memory import MemoryStorage
from matchmaker.store.store import Store
from tests.unit.small import LEVANGER, VERDAL, actor, challenge, register

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.model.register import Register

ENVIRONMENT = Environment(lambda: date(2026, 11, 22))
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAYS = (date(2026, 1, 1), date(2026, 6, 1))
SMALL = {"bedrift": "naeringsliv", "saksbehandler": "administrasjon", "valgt": "politiker"}
"""Who is few, and their side."""
RESIDENTS = 24
WORDS = catalogue("nb")


def planted(few: int) -> Register:
    """Organisations of both municipalities, two dozen residents, and *few* persons on three other sides."""
    organisations = [
        actor(f"{side[:5]}-{number}-{one}", side, form="organisasjon", municipality=number)
        for number in (VERDAL, LEVANGER)
        for side in ("frivillig", "naeringsliv", "tjeneste")
        for one in range(6)
    ]
    residents = [
        actor(f"beboer{one}", "innbygger", form="person", municipality=VERDAL) for one in range(RESIDENTS)
    ]
    persons = [
        actor(f"{name}{one}", side, form="person", municipality=VERDAL)
        for name, side in SMALL.items()
        for one in range(few)
    ]
    who = [one["id"] for one in (*residents, *persons)]
    names = [one["id"] for one in organisations]
    together = [(a, b) for at, a in enumerate(names) for b in names[at + 1 : at + 4]]
    known = [(one, names[at % 5]) for at, one in enumerate(who)]
    return register(
        [(f"beboer{one}", "kjonn", "kvinne" if one % 2 else "mann") for one in range(RESIDENTS)]
        + [(f"beboer{one}", "aldersgruppe", "20-34" if one < 12 else "67-79") for one in range(RESIDENTS)],
        actors=[*organisations, *residents, *persons],
        ties=[
            {"tail": a, "head": b, "relation": "samarbeider", "begun": DAYS[0]} for a, b in together + known
        ],
        challenges=[{**challenge(), "themes": "ungdom"}],
        needs=[{"challenge": "sak", "contribution": one} for one in ("lokaler", "levd_erfaring")],
        contributions=[{"actor": one, "contribution": "lokaler"} for one in (names[0], *who)],
        involvements=[
            {"challenge": "sak", "actor": one["id"], "phase": "definere", "role": one["kind"]}
            for one in (organisations[0], organisations[7], *residents, *persons)
        ],
    )


def workspace(few: int) -> KeptWorkspace:
    """It, as it is kept."""
    made = KeptWorkspace(Store(MemoryStorage(), lambda: NOW), FolderWorkspace())
    with made.store.step(Message("step.founded", {"dataset": "lite"}), "x") as work:
        work.found("lite", planted(few), text_of_package(Package(name="lite", title="Lite")))
    return made


@dataclass(frozen=True)
class Answers:
    """A service of the public edition, and the kind of question it takes."""

    service: Callable[..., Any]
    kind: type


@cache
def public_services() -> dict[str, Answers]:
    """Every service that takes a question with an edition, found by its signature."""
    found = {}
    for info in pkgutil.iter_modules(matchmaker.services.__path__):
        module = importlib.import_module(f"matchmaker.services.{info.name}")
        for name, service in inspect.getmembers(module, inspect.isfunction):
            asks = list(inspect.signature(service).parameters.values())[:3]
            if service.__module__ != module.__name__ or name.startswith("_") or len(asks) < 3:
                continue
            kind = getattr(module, str(asks[1].annotation), None)
            if isinstance(kind, type) and asks[0].name == "workspace" and asks[2].name == "environment":
                wanted = {"edition"} & {one.name for one in fields(kind)} or kind.__name__ == "PublicRequest"
                if wanted:
                    found[f"{info.name}.{name}"] = Answers(service, kind)
    return found


UNPUBLIC = {
    "gaps.look": "the composition itself, before the edition is chosen",
    "interchange.export_network": "writes a file; its content is asked below",
}
"""What is no public answer, and why."""
NETWORKS = (
    NetworkRequest("lite"),
    NetworkRequest("lite", municipality=VERDAL),
    NetworkRequest("lite", sectors=("naeringsliv",), relations=("samarbeider",)),
)
CHOICES: dict[str, tuple[dict[str, Any], ...]] = {
    "change.change_over_time": ({"dates": DAYS},),
    "measures.measure_network": (
        {},
        {"measures": ("degree", "density", "e_i_of_side", "components", "betweenness")},
    ),
    "side_by_side.compare": ({"draws": 9}, {"draws": 0, "municipalities": (VERDAL,)}),
    "stress.stress": (
        {"draws": 9},
        {"draws": 9, "leaving": ("naeringsliv",)},
        {"draws": 9, "leaving": ("politiker", "naeringsliv")},
    ),
    "match_actor.suggest_challenges": ({"actor": "frivi-5038-0"},),
    "match_town_hall.ask_town_hall": ({"contributions": ("lokaler",), "municipality": VERDAL},),
    **dict.fromkeys(
        ("classify.classify_process", "funnel.follow_funnel", "phases.look_at_phases"),
        ({"challenge": "sak"},),
    ),
    "match_challenges.assign_teams": ({"challenges": ("sak",), "budget": 1.0},),
    "needs.draft": ({"challenge": "sak"}, {"title": "Fritid", "themes": ("ungdom",)}),
    "rules.check_rules": ({"team": ("frivi-5038-0",)}, {}),
}
"""Service → what else is asked of it; nothing more when it is not named."""


def questions(name: str, answers: Answers, edition: Edition) -> list[Any]:
    """Every question of one service about the dataset: whole, by challenge, by part of the network."""
    held = {one.name for one in fields(answers.kind)}
    fixed: dict[str, Any] = {"edition": edition} if "edition" in held else {}
    about: list[dict[str, Any]] = [{}]
    if "network" in held:
        about = [{"network": one} for one in NETWORKS]
    elif "datasets" in held:
        about = [{"datasets": ("lite",)}]
    elif "dataset" in held:
        about = [{"dataset": "lite"}]
    plain: tuple[dict[str, Any], ...] = ({"challenge": "sak"}, {}) if "challenge" in held else ({},)
    more = CHOICES.get(name, plain)
    return [answers.kind(**one, **other, **fixed) for one in about for other in more]


def told(name: str, kept: KeptWorkspace, edition: Edition = Edition.PUBLIC) -> list[str]:
    """What a service says, word for word; an error says something as well."""
    answers, said = public_services()[name], []
    for request in questions(name, answers, edition):
        try:
            answer = jsonable.jsonable(answers.service(kept, request, ENVIRONMENT), WORDS)
        except MatchmakerError as wrong:
            answer = [wrong.code, jsonable.jsonable(wrong.params, WORDS)]
        said.append(json.dumps(answer, sort_keys=True, ensure_ascii=False))
    return said


@pytest.fixture(scope="module")
def kept() -> tuple[KeptWorkspace, KeptWorkspace]:
    """One person in each of the small groups, and four."""
    return workspace(1), workspace(4)


@pytest.mark.parametrize("name", sorted(set(public_services()) - set(UNPUBLIC)))
def test_no_public_answer_depends_on_a_small_count(name: str, kept: tuple[KeptWorkspace, ...]) -> None:
    one, four = (told(name, each) for each in kept)
    assert one == four


@pytest.mark.parametrize("form", list(Format))
def test_no_public_file_depends_on_a_small_count(form: Format, kept: tuple[KeptWorkspace, ...]) -> None:
    one, four = (network_content(each, "lite", form, Edition.PUBLIC) for each in kept)
    assert one == four


@pytest.mark.parametrize(
    "name",
    [
        "change.change_over_time",
        "gaps.find_gaps",
        "measures.measure_network",
        "side_by_side.compare",
        "stress.stress",
    ],
)
def test_the_working_edition_depends_on_it(name: str, kept: tuple[KeptWorkspace, ...]) -> None:
    """Else the tests above could not fail."""
    one, four = (told(name, each, Edition.WORKING) for each in kept)
    assert one != four


def test_every_public_answer_is_asked_and_most_of_them_answer(kept: tuple[KeptWorkspace, ...]) -> None:
    names = set(public_services())
    assert set(UNPUBLIC) | set(CHOICES) <= names
    assert len(names) > 20
    refused = [
        name for name in names - set(UNPUBLIC) if all(one.startswith('["') for one in told(name, kept[0]))
    ]
    assert refused == []
