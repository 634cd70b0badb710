"""Fetching population figures from a server that behaves as Statistics Norway's does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.model.population import Population
from matchmaker.sources.population_07459 import published
from matchmaker.sources.statistics_norway import MOST_REGIONS, StatisticsNorway
from tests.statistics_server import PLACES, Behaviour, Server, figures, serving

DATA = "/tables/07459/data"


@pytest.fixture
def server() -> Iterator[Server]:
    yield from serving()


@pytest.fixture
def behaviour(server: Server) -> Behaviour:
    return server.behaviour


@pytest.fixture
def source(server: Server) -> Iterator[StatisticsNorway]:
    clock = server.behaviour.clock
    with StatisticsNorway(clock, clock.sleep, server.address) as opened:
        yield opened


def data_calls(behaviour: Behaviour) -> list[tuple[str, int]]:
    return [(method, status) for method, path, status in behaviour.asked if path == DATA]


def persons(place: str, year: str) -> int:
    return sum(count for (area, _, _, when), count in figures().items() if (area, when) == (place, year))


def test_the_figures_are_those_that_are_published(source: StatisticsNorway, behaviour: Behaviour) -> None:
    found = source.population(["5038"], [2026])
    assert len(found.cells) == 212
    sexes = found.cells["kjonn"].map({"mann": "1", "kvinne": "2"})
    keys = zip(found.cells["kommunenummer"], sexes, found.cells["alder"], found.cells["aar"], strict=True)
    cells = dict(zip(keys, found.cells["antall"], strict=True))
    for (place, sex, age, year), count in figures().items():
        if (place, year) == ("5038", "2026"):
            assert cells[place, sex, int(age.removesuffix("+")), int(year)] == count
    assert found.missing == ()
    assert Population.from_ssb(found.cells, "kilde").cells["count"].sum() == persons("5038", "2026")
    assert data_calls(behaviour) == [("GET", 200)]
    assert all(agent.startswith("samskaping-matchmaker/") for agent in behaviour.agents)


def test_no_year_asks_for_the_newest(source: StatisticsNorway, behaviour: Behaviour) -> None:
    behaviour.extra_years = ("2027",)
    assert source.population(["5036"], []).cells["aar"].unique().tolist() == [2027]


def test_several_places_and_years_come_in_one_call_and_in_order(
    source: StatisticsNorway, behaviour: Behaviour
) -> None:
    found = source.population(["5038", "5036", "5038"], [2026, 2024])
    keys = list(zip(found.cells["kommunenummer"], found.cells["aar"], strict=True))
    assert keys == sorted(keys)
    assert set(keys) == {("5036", 2024), ("5036", 2026), ("5038", 2024), ("5038", 2026)}
    assert len(data_calls(behaviour)) == 1


@pytest.mark.parametrize("written", ["{}", "K-{}", "K.{}"])
def test_a_region_is_known_by_its_last_four_digits(written: str, behaviour: Behaviour) -> None:
    """Which form comes depends on the code list."""
    wish = {"Region": ["5036"], "Kjonn": ["*"], "Alder": ["*"], "ContentsCode": ["*"], "Tid": ["2026"]}
    status, answer = behaviour.data(wish)
    assert status == 200
    assert isinstance(answer, dict)
    answer["dimension"]["Region"]["category"]["index"] = {written.format("5036"): 0}
    assert published(answer).cells["kommunenummer"].unique().tolist() == ["5036"]


@pytest.mark.parametrize("name", ["Kjonn", "Alder", "Tid"])
def test_an_answer_with_other_codes_is_refused(name: str, behaviour: Behaviour) -> None:
    wish = {"Region": ["5036"], "Kjonn": ["*"], "Alder": ["*"], "ContentsCode": ["*"], "Tid": ["2026"]}
    answer = behaviour.data(wish)[1]
    assert isinstance(answer, dict)
    index = answer["dimension"][name]["category"]["index"]
    answer["dimension"][name]["category"]["index"] = {f"x{code}": n for code, n in index.items()}
    with pytest.raises(InputError, match="statistics_answer_not_valid"):
        published(answer)


def test_an_answer_that_lacks_ages_is_refused(behaviour: Behaviour) -> None:
    wish = {"Region": ["5036"], "Kjonn": ["*"], "Alder": ["007"], "ContentsCode": ["*"], "Tid": ["2026"]}
    with pytest.raises(InputError, match="statistics_answer_not_valid"):
        published(behaviour.data(wish)[1])


# -- limits ---------------------------------------------------------------------------------------------


def test_never_more_than_fifty_municipalities_a_call(source: StatisticsNorway, behaviour: Behaviour) -> None:
    behaviour.more_places = tuple(f"{number}" for number in range(9000, 9100))
    found = source.population([*PLACES, *behaviour.more_places], [2026])
    assert sorted(set(found.cells["kommunenummer"])) == sorted([*PLACES, *behaviour.more_places])
    assert data_calls(behaviour) == [("GET", 200)] * 3  # 106 municipalities
    assert MOST_REGIONS == 50


def test_the_number_of_cells_is_kept_below_what_the_server_tells(
    source: StatisticsNorway, behaviour: Behaviour
) -> None:
    behaviour.cells = 212 * 4
    found = source.population(PLACES, [2024, 2025, 2026])
    assert data_calls(behaviour) == [("GET", 200)] * 6  # one place, three years a call
    assert len(found.cells) == 212 * 3 * len(PLACES)


@pytest.mark.parametrize("status", [403, 400])
def test_too_many_cells_are_asked_for_in_halves(
    status: int, source: StatisticsNorway, behaviour: Behaviour
) -> None:
    behaviour.too_many_cells, behaviour.cells, behaviour.told_cells = status, 212 * 2, 800_000
    found = source.population(["5036", "5037", "5038"], [2025, 2026])
    assert len(found.cells) == 212 * 6
    assert {(r.kommunenummer, r.aar) for r in found.cells.itertuples()} == {
        (place, year) for place in ("5036", "5037", "5038") for year in (2025, 2026)
    }
    statuses = [got for _, got in data_calls(behaviour)]
    assert statuses.count(status) == 2
    assert statuses.count(200) == 3


def test_what_is_too_much_for_one_municipality_and_year_is_an_error_and_not_a_loop(
    source: StatisticsNorway, behaviour: Behaviour
) -> None:
    behaviour.cells, behaviour.told_cells = 100, 800_000
    with pytest.raises(InputError) as caught:
        source.population(PLACES, [2025, 2026])
    assert caught.value.code == "statistics_refused"
    assert caught.value.params["title"] == "Too many cells selected"
    assert len(data_calls(behaviour)) <= 6


@pytest.mark.parametrize("in_config", [True, False])
def test_never_more_calls_than_the_window_allows(
    in_config: bool, source: StatisticsNorway, behaviour: Behaviour
) -> None:
    """Told in /config or in the headers; a 0 in /config is not «no limit»."""
    behaviour.in_config, behaviour.calls, behaviour.window, behaviour.cells = in_config, 4, 60, 212
    source.population(PLACES, [2025, 2026])  # 12 calls and one for /config
    assert {status for *_, status in behaviour.asked} == {200}
    assert len(behaviour.asked) == 13
    assert behaviour.clock.slept == [60.0, 60.0, 60.0]


def test_no_limit_told_is_the_limit_of_the_guide(source: StatisticsNorway, behaviour: Behaviour) -> None:
    """A window of 0 seconds stands in the settings and in no header."""
    behaviour.in_config, behaviour.calls, behaviour.window = True, 10**6, 0
    limits = source.limits()
    assert (limits.calls, limits.window) == (30, 60.0)


@pytest.mark.parametrize(("retry_after", "waited"), [(17, 17.0), (None, 60.0), (99_999, 300.0)])
def test_too_many_calls_waits_as_told_and_asks_again(
    retry_after: int | None, waited: float, source: StatisticsNorway, behaviour: Behaviour
) -> None:
    source.limits()
    behaviour.retry_after = retry_after
    behaviour.recent.clear()  # somebody else at the same address used them all up
    behaviour.recent.extend([behaviour.clock() - 60 + min(waited, 60)] * behaviour.calls)
    found = source.population(["5036"], [2026])
    assert len(found.cells) == 212
    assert data_calls(behaviour) == [("GET", 429), ("GET", 200)]
    assert behaviour.clock.slept == [waited]


def test_a_server_that_stays_busy_is_given_up(source: StatisticsNorway, behaviour: Behaviour) -> None:
    source.limits()
    behaviour.ill.extend([503] * 50)
    with pytest.raises(InputError) as caught:
        source.population(["5036"], [2026])
    assert caught.value.code == "statistics_busy"
    assert caught.value.hint is not None
    assert [status for _, status in data_calls(behaviour)] == [503] * 4
    assert all(later >= earlier for earlier, later in pairwise(behaviour.clock.slept))


def test_a_short_illness_is_waited_out(source: StatisticsNorway, behaviour: Behaviour) -> None:
    behaviour.ill.extend([503, 502])  # already at /config
    assert len(source.population(["5036"], [2026]).cells) == 212


# -- refusals ---------------------------------------------------------------------------------------------


def test_an_address_that_is_too_long_is_sent_as_a_body(
    source: StatisticsNorway, behaviour: Behaviour
) -> None:
    behaviour.longest = 120
    found = source.population(["5036", "5038"], [2026])
    assert data_calls(behaviour) == [("GET", 404), ("POST", 200)]
    assert len(found.cells) == 424


def test_a_refusal_is_told_in_the_servers_words(source: StatisticsNorway) -> None:
    with pytest.raises(InputError) as caught:
        source.population(["5038"], [1950])
    assert caught.value.code == "statistics_refused"
    assert caught.value.params == {"status": 400, "title": "Non-existent value"}


def test_a_page_that_is_no_answer_is_refused_with_its_status(
    source: StatisticsNorway, behaviour: Behaviour
) -> None:
    behaviour.longest = 0  # every address is «too long», also that of a POST
    with pytest.raises(InputError) as caught:
        source.population(["5038"], [2026])
    assert caught.value.params == {"status": 404, "title": "Not Found"}


def test_an_answer_that_is_no_json_stat_is_refused(source: StatisticsNorway, behaviour: Behaviour) -> None:
    behaviour.raw = b"<html>vedlikehold</html>"
    with pytest.raises(InputError, match="statistics_answer_not_valid"):
        source.population(["5038"], [2026])


def test_no_network_is_a_clear_error_with_a_hint(behaviour: Behaviour) -> None:
    clock = behaviour.clock
    with (
        StatisticsNorway(clock, clock.sleep, "http://127.0.0.1:9") as nobody_there,
        pytest.raises(InputError) as caught,
    ):
        nobody_there.population(["5038"], [2026])
    assert caught.value.code == "statistics_unreachable"
    assert caught.value.hint is not None


# -- what is missing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["..", ":", "."])
def test_a_year_with_a_missing_cell_is_left_out_and_told(
    status: str, source: StatisticsNorway, behaviour: Behaviour
) -> None:
    behaviour.missing = {("5038", "2025"): status}
    found = source.population(["5037", "5038"], [2025, 2026])
    assert found.missing == (("5038", 2025, status),)
    assert {(r.kommunenummer, r.aar) for r in found.cells.itertuples()} == {
        ("5037", 2025), ("5037", 2026), ("5038", 2026),
    }  # fmt: skip


def test_a_year_of_nothing_but_zeros_is_no_figure(source: StatisticsNorway, behaviour: Behaviour) -> None:
    behaviour.silent = {("5036", "2026")}
    found = source.population(["5036"], [2026])
    assert found.cells.empty
    assert found.missing == (("5036", 2026, "0"),)
