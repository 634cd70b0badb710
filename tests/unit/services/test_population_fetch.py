"""Population figures through the front door: bundled, kept, fetched; and every answer uses them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from matchmaker.cli.paper import Paper
from matchmaker.cli.population_text import show
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.model.municipalities import municipalities
from matchmaker.model.population import Population
from matchmaker.services.environment import Environment
from matchmaker.services.jsonable import jsonable
from matchmaker.services.population import (
    EVERY,
    FetchedFigures,
    PopulationRequest,
    PopulationResult,
    StatisticsNorway,
    fetch_population,
)
from matchmaker.services.workspace import FolderWorkspace
from tests.statistics_server import CONTACT, PLACES, Behaviour, Server, figures, serving
from tests.unit.small import Shelf, register

FROSTA, VERDAL = "5036", "5038"


@pytest.fixture
def server() -> Iterator[Server]:
    yield from serving()


@pytest.fixture
def behaviour(server: Server) -> Behaviour:
    return server.behaviour


class Desk:
    """Somebody who asks: a workspace without bundled figures, a folder, a server, a day."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.kept = FetchedFigures(folder / "hentet")
        self.server = server
        self.today = date(2026, 11, 22)
        self.shelf = Shelf(register(), Population.empty())

    def ask(self, *asked: str, years: tuple[int, ...] = (), refresh: bool = False) -> PopulationResult:
        clock = self.server.behaviour.clock
        request = PopulationRequest(asked, years, refresh)
        with StatisticsNorway(clock, clock.sleep, self.server.address) as source:
            environment = Environment(lambda: self.today)
            return fetch_population(self.shelf, request, environment, source, self.kept)

    @property
    def calls(self) -> int:
        return len(self.server.behaviour.asked)


@pytest.fixture
def desk(tmp_path: Path, server: Server) -> Desk:
    return Desk(tmp_path, server)


def published(place: str, year: int, sex: str = "12", ages: range = range(106)) -> int:
    return sum(
        count
        for (area, code, age, when), count in figures().items()
        if (area, when) == (place, str(year)) and code in sex and int(age.removesuffix("+")) in ages
    )


def test_fetched_figures_are_told_with_source_and_day(desk: Desk) -> None:
    result = desk.ask("Frosta", VERDAL, years=(2025, 2026))
    assert [(row.municipality, row.on.year) for row in result.rows] == [
        (FROSTA, 2025), (FROSTA, 2026), (VERDAL, 2025), (VERDAL, 2026),
    ]  # fmt: skip
    for row in result.rows:
        year = row.on.year
        assert row.total == row.women + row.men == sum(n for _, n in row.ages)
        assert (row.men, row.women) == tuple(published(row.municipality, year, sex) for sex in "12")
        assert dict(row.ages)["13-19"] == published(row.municipality, year, ages=range(13, 20))
        assert (row.origin, row.fetched) == ("hentet", desk.today)
        assert row.source == "Statistisk sentralbyrå, tabell 07459, hentet 2026-11-22, CC BY 4.0"
    assert result.missing == ()


def test_asking_again_costs_no_call(desk: Desk) -> None:
    first = desk.ask(VERDAL)
    calls = desk.calls
    again = desk.ask(VERDAL)
    assert desk.calls == calls
    assert again.rows[0].origin == "lagret"
    assert again.rows[0].total == first.rows[0].total
    assert [note.code for note in again.notes] == ["population.borders", "population.no_call"]
    desk.ask(VERDAL, "5037")
    assert desk.calls == calls + 2  # /config and Levanger alone


def test_refresh_fetches_again(desk: Desk) -> None:
    desk.ask(VERDAL, years=(2026,))
    desk.today = date(2026, 12, 1)
    assert desk.ask(VERDAL, years=(2026,), refresh=True).rows[0].fetched == date(2026, 12, 1)
    assert desk.ask(VERDAL, years=(2026,)).rows[0].fetched == date(2026, 12, 1)


def test_the_newest_is_looked_for_once_it_should_be_out(desk: Desk, behaviour: Behaviour) -> None:
    desk.ask(VERDAL)
    behaviour.extra_years = ("2027",)
    calls = desk.calls
    desk.today = date(2027, 2, 28)
    assert desk.ask(VERDAL).rows[0].on == date(2026, 1, 1)
    assert desk.calls == calls
    desk.today = date(2027, 3, 1)
    assert desk.ask(VERDAL).rows[0].on == date(2027, 1, 1)
    assert desk.calls > calls
    calls = desk.calls
    assert desk.ask(VERDAL).rows[0].on == date(2027, 1, 1)
    assert desk.calls == calls


def test_a_late_publication_is_not_asked_for_twice_in_a_day(desk: Desk) -> None:
    desk.today = date(2027, 3, 5)
    desk.ask(VERDAL)  # the newest is still 2026
    calls = desk.calls
    desk.ask(VERDAL)
    assert desk.calls == calls


def test_only_what_is_lacking_is_fetched(desk: Desk, behaviour: Behaviour) -> None:
    desk.ask(VERDAL, years=(2025,))
    behaviour.asked.clear()
    result = desk.ask(VERDAL, FROSTA, years=(2025, 2026))
    assert {(row.municipality, row.on.year): row.origin for row in result.rows} == {
        (VERDAL, 2025): "lagret", (VERDAL, 2026): "hentet",
        (FROSTA, 2025): "hentet", (FROSTA, 2026): "hentet",
    }  # fmt: skip


def test_what_is_not_published_is_told_and_never_zero(desk: Desk, behaviour: Behaviour) -> None:
    behaviour.missing = {(VERDAL, "2025"): ":"}
    behaviour.silent = {(FROSTA, "2025")}
    result = desk.ask(VERDAL, FROSTA, years=(2025, 2026))
    assert {(row.municipality, row.on.year) for row in result.rows} == {(VERDAL, 2026), (FROSTA, 2026)}
    assert [message.params["why"] for message in result.missing] == [
        Message("population.why.all_zero"), Message("population.why.confidential"),
    ]  # fmt: skip
    behaviour.missing, behaviour.silent = {}, set()
    assert desk.ask(VERDAL, FROSTA, years=(2025,)).missing == ()  # it was not kept as known


def test_every_answer_uses_what_was_fetched(desk: Desk) -> None:
    """The same folder, given to a workspace: bundled figures stay, fetched ones go before them."""
    plain = FolderWorkspace()
    workspace = FolderWorkspace(fetched=desk.kept.folder)
    on = date(2026, 1, 1)

    def told(place: str, opened: FolderWorkspace) -> tuple[int, str]:
        counts = opened.official_population().counts([place], on, "kjonn")
        assert counts is not None
        return counts.total, counts.source

    assert told(VERDAL, workspace) == told(VERDAL, plain)  # nothing is kept yet
    desk.ask(VERDAL, years=(2026,))
    assert told(VERDAL, workspace) == (
        told(VERDAL, plain)[0], "Statistisk sentralbyrå, tabell 07459, hentet 2026-11-22, CC BY 4.0",
    )  # fmt: skip
    assert told("5037", workspace) == told("5037", plain)
    before = workspace.official_population().counts([VERDAL], date(2024, 1, 1), "kjonn")
    assert before is not None
    assert "hentet" not in before.source  # another year is the bundled one
    assert workspace.official_population() is workspace.official_population()  # read once


def test_what_comes_with_the_tool_is_not_fetched(desk: Desk, bundled: FolderWorkspace) -> None:
    desk.shelf = Shelf(register())
    result = desk.ask("Levanger", years=(2024,))
    assert desk.calls == 0
    assert [(row.origin, row.fetched) for row in result.rows] == [("medfulgte", None)]


def test_no_contact_person_is_kept(desk: Desk) -> None:
    desk.ask(VERDAL)
    files = [path for path in desk.kept.folder.iterdir() if path.is_file()]
    assert len(files) >= 2
    assert all(CONTACT not in path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("name", ["hentet.csv", "folkemengde_07459_2026.csv"])
@pytest.mark.parametrize("content", ["", "a;b\n1;2\n", "\x00\x01", None])
def test_a_damaged_file_is_told_and_not_believed(desk: Desk, name: str, content: str | None) -> None:
    desk.ask(VERDAL)
    path = desk.kept.folder / name
    if content is None:
        path.write_text(path.read_text(encoding="utf-8").replace("2026", "tjue"), encoding="utf-8")
    else:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        desk.ask(VERDAL)
    assert caught.value.code in ("figures_not_valid", "population_cell_not_valid")


def test_cells_that_the_list_does_not_name_are_not_read(desk: Desk) -> None:
    """What a write that was cut short before its list was in place leaves behind."""
    desk.ask(VERDAL)
    calls = desk.calls
    listed = (desk.kept.folder / "hentet.csv").read_bytes()
    desk.ask(FROSTA)
    (desk.kept.folder / "hentet.csv").write_bytes(listed)
    assert desk.kept.onto(Population.empty()).cells["area"].unique().tolist() == [VERDAL]
    assert desk.ask(FROSTA).rows[0].origin == "hentet"
    assert desk.calls > calls


@pytest.mark.parametrize(
    ("asked", "years", "code"),
    [
        ((), (), "no_municipality"),
        (("Atlantis",), (), "unknown_municipality"),
        ((VERDAL,), (1985,), "bad_year"),
        ((VERDAL,), (2027,), "bad_year"),
    ],
)
def test_what_cannot_be_asked(desk: Desk, asked: tuple[str, ...], years: tuple[int, ...], code: str) -> None:
    with pytest.raises(InputError) as caught:
        desk.ask(*asked, years=years)
    assert caught.value.code == code
    assert desk.calls == 0


def test_a_former_number_leads_to_the_present_municipality(desk: Desk) -> None:
    assert [row.municipality for row in desk.ask("1721").rows] == [VERDAL]


def test_all_municipalities_are_asked_for_in_batches_and_each_batch_is_kept(
    desk: Desk, behaviour: Behaviour
) -> None:
    """Frosta's figures stand for those of 351 others; the server falls silent after three batches."""
    behaviour.more_places = tuple(sorted(set(municipalities()) - set(PLACES)))
    behaviour.ill_after = 4
    with pytest.raises(InputError, match="statistics_busy"):
        desk.ask(EVERY, years=(2026,))
    assert len(desk.kept.held()) == 150
    behaviour.ill_after = None
    behaviour.asked.clear()
    result = desk.ask(EVERY, years=(2026,))
    assert len(behaviour.asked) == 1 + 5  # /config and the rest: 207 municipalities
    assert [row.municipality for row in result.rows] == sorted(municipalities())
    assert sum(row.origin == "lagret" for row in result.rows) == 150


def test_an_older_year_is_told_when_the_newest_cannot_be_looked_for(desk: Desk, behaviour: Behaviour) -> None:
    desk.ask(VERDAL)
    desk.today = date(2027, 6, 1)
    behaviour.ill_after = 0
    result = desk.ask(VERDAL)
    assert [row.on for row in result.rows] == [date(2026, 1, 1)]
    assert "population.not_reached" in [note.code for note in result.notes]
    with pytest.raises(InputError):
        desk.ask(VERDAL, years=(2027,))  # that year was asked for, and nothing else will do
    with pytest.raises(InputError):
        desk.ask(VERDAL, FROSTA)  # nothing at all is known of Frosta


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_said(language: Language, desk: Desk, behaviour: Behaviour, tmp_path: Path) -> None:
    behaviour.missing = {(FROSTA, "2026"): ".."}
    result = desk.ask(VERDAL, FROSTA, years=(2026,))
    words = catalogue(language)
    with (tmp_path / "text").open("w+", encoding="utf-8") as file:
        show(result, Paper(file), words)
        file.seek(0)
        text = file.read()
    assert "Verdal" in text
    assert "CC BY 4.0" in text
    assert jsonable(result, words)
