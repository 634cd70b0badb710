"""Combinations of groups, asked through the front door."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from matchmaker.cli.intersections_text import show
from matchmaker.cli.paper import Paper
from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.model.population import Population
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.intersections import IntersectionsRequest, find_intersections
from matchmaker.services.jsonable import jsonable
from tests.conftest import TODAY
from tests.unit.small import LEVANGER, VERDAL, Shelf, actor, challenge, register

if TYPE_CHECKING:
    from matchmaker.model.register import Register
    from matchmaker.services.workspace import FolderWorkspace

ASKED = IntersectionsRequest("lite", "sak", draws=199, seed=3)


@cache
def town(
    missing: str = "mann", *, each: int = 12, blank: int = 0, homes: tuple[str, ...] = (VERDAL,)
) -> Register:
    """Residents of all ages, but for young ones of one sex; a nurse, a party member, and a visitor of ten."""
    bands = ("13-19", "20-34", "35-49", "50-66", "67-79", "80+")
    cells = [(sex, band, home) for sex in ("kvinne", "mann") for band in bands for home in homes]
    rows = [
        cell for cell in cells for _ in range(each) if cell[:2] != (missing, "20-34") or cell[2] != VERDAL
    ]
    names = [f"p{number:03d}" for number in range(len(rows))]
    features = [
        (name, feature, value)
        for name, (sex, band, _) in zip(names, rows, strict=True)
        for feature, value in (("kjonn", sex), ("aldersgruppe", band))
    ]
    more = [actor("nurse", "fagperson"), actor("elected", "politiker"), actor("child", "innbygger")]
    more += [actor(f"blank{number}", "innbygger", municipality=VERDAL) for number in range(blank)]
    actors = [
        *(actor(name, "innbygger", municipality=row[2]) for name, row in zip(names, rows, strict=True)),
        *more,
    ]
    took_part = [{"actor": row["id"], "challenge": "sak", "phase": "definere"} for row in actors]
    return register(
        [*features, ("child", "alder", "10")],
        actors=actors,
        challenges=[challenge(municipalities="|".join(homes))],
        involvements=took_part,
    )


class Follower:
    """Follows, and cancels after some steps."""

    def __init__(self, after: int) -> None:
        self.after, self.done = after, 0

    def start(self, total: int, what: str) -> None:
        self.done = 0

    def advance(self, done: int) -> None:
        self.done = done

    def cancelled(self) -> bool:
        return self.done >= self.after


def test_the_answer_has_what_a_reader_needs(environment: Environment) -> None:
    result = find_intersections(Shelf(town()), ASKED, environment)
    assert (result.scope, result.title, result.by) == ("deltok", "Saken", ("kjonn", "aldersgruppe"))
    assert (result.people, result.n, result.draws, result.exact) == (132, 132, 199, True)
    assert result.combinations == 3 * 21
    best = result.found[0]
    assert best.groups == (("kjonn", ("mann",)), ("aldersgruppe", ("20-34",)))
    assert (best.n, best.verdict, best.p) == (0, "under", 1 / 200)
    assert [cell.groups for cell in result.empty] == [best.groups]
    assert result.synthetic
    codes = [note.code for note in result.notes]
    assert codes[0] == "note.scope_deltok"
    wanted = {
        "note.ages_from", "note.figures", "note.synthetic", "note.not_representative",
        "intersections.outside_ages", "intersections.searched", "note.edition_arbeidsversjon",
    }  # fmt: skip
    assert wanted <= set(codes)


def test_where_people_live_is_crossed_when_there_are_several_municipalities(environment: Environment) -> None:
    shelf = Shelf(town(homes=(VERDAL, LEVANGER)))
    result = find_intersections(shelf, ASKED, environment)
    assert result.by == ("kjonn", "aldersgruppe", "kommune")
    assert result.found[0].groups[-1] == ("kommune", (VERDAL,))
    two = find_intersections(shelf, replace(ASKED, by=("kommune", "kjonn")), environment)
    assert two.by == ("kommune", "kjonn")


def test_without_figures_nothing_is_crossed_and_that_is_said(environment: Environment) -> None:
    result = find_intersections(Shelf(town(), Population.empty()), ASKED, environment)
    assert (result.found, result.n, result.combinations) == ((), None, None)
    codes = [note.code for note in result.notes]
    assert "intersections.nothing_to_cross" in codes
    assert "intersections.left_out" in codes


def test_nobody_who_has_stated_all_of_it(environment: Environment) -> None:
    result = find_intersections(Shelf(town(each=0, blank=4)), ASKED, environment)
    assert result.n is None
    note = next(note for note in result.notes if note.code == "intersections.nobody_to_cross")
    assert note.params["people"] == 4
    nobody = find_intersections(Shelf(town(each=0)), ASKED, environment)
    assert (nobody.people, nobody.n) == (0, None)
    assert "intersections.no_residents" in [note.code for note in nobody.notes]


def test_unknown_are_told_and_bound_the_finding(environment: Environment) -> None:
    few, many = (find_intersections(Shelf(town(blank=blank)), ASKED, environment) for blank in (2, 60))
    assert (few.people, few.n) == (134, 132)
    assert [few.found[0].verdict, many.found[0].verdict] == ["under", "too_few"]
    note = next(note for note in few.notes if note.code == "intersections.unknown")
    assert note.params == {"unknown": 2, "people": 134}


def test_the_public_edition_has_no_figure_and_does_not_depend_on_any(environment: Environment) -> None:
    """Whoever is missing, the answer is the same to the last byte."""
    said = []
    for missing in ("mann", "kvinne"):
        request = replace(ASKED, edition=Edition.PUBLIC, team=())
        result = find_intersections(Shelf(town(missing)), request, environment)
        assert (result.found, result.empty, result.people, result.n) == ((), (), None, None)
        said.append(jsonable(replace(result, data_version=""), catalogue("nb")))
    assert said[0] == said[1]
    team = replace(ASKED, edition=Edition.PUBLIC, team=("p000", "p001"))
    assert find_intersections(Shelf(town()), team, environment).request.team == ()


def test_the_same_request_gives_the_same_bytes(environment: Environment) -> None:
    first, second = (
        jsonable(find_intersections(Shelf(town(blank=2)), ASKED, environment), catalogue("nb")) for _ in "ab"
    )
    assert first == second


def test_a_cancelled_search_says_how_far_it_came() -> None:
    environment = Environment(lambda: TODAY, Follower(after=1))
    result = find_intersections(Shelf(town()), replace(ASKED, draws=20_000), environment)
    assert result.draws is not None
    assert 0 < result.draws < 20_000
    assert "intersections.cancelled" in [note.code for note in result.notes]
    assert result.found[0].p == pytest.approx(1 / (1 + result.draws))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"by": ("kjonn",)}, "intersections_by"),
        ({"by": ("kommune", "sted")}, "intersections_by"),
        ({"draws": -1}, "bad_draws"),
        ({"draws": 100_000}, "bad_draws"),
        ({"ages": (50, 20)}, "bad_ages"),
        ({"challenge": "annen"}, "unknown_challenge"),
        ({"team": ("ingen",)}, "unknown_actor"),
        ({"dataset": "stort"}, "unknown_dataset"),
    ],
)
def test_what_cannot_be_asked(environment: Environment, change: dict[str, object], code: str) -> None:
    with pytest.raises(InputError) as wrong:
        find_intersections(Shelf(town()), replace(ASKED, **change), environment)  # type: ignore[arg-type]
    assert wrong.value.code == code
    for language in LANGUAGES:
        assert catalogue(language).say(wrong.value.message)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("blank", [0, 3, 60])
def test_the_text_says_everything(environment: Environment, language: Language, blank: int) -> None:
    result = find_intersections(Shelf(town(blank=blank)), ASKED, environment)
    stream = io.StringIO()
    show(result, Paper(stream), catalogue(language))
    text = " ".join(stream.getvalue().split())
    words = catalogue(language)
    for found in result.found:
        assert words.say(found.message) in text
        assert words.say(found.remedy[0]) in text
    assert words.term("intersections.empty_heading") in text
    assert f"p = {words.number(result.found[0].p, 3)}" in text
    bounds = words.plain("intersections.bounds").partition("{possible}")[2].partition(".")[0]
    assert (f"{blank}{bounds}" in text) == (blank > 0)


@pytest.mark.parametrize("dataset", ["innherred", "sandnes_bootcamp", "samskapende_kommunen", "vennesla"])
def test_the_bundled_datasets_can_be_asked(
    bundled: FolderWorkspace, environment: Environment, dataset: str
) -> None:
    result = find_intersections(bundled, IntersectionsRequest(dataset, draws=49), environment)
    for language in LANGUAGES:
        stream = io.StringIO()
        show(result, Paper(stream), catalogue(language))
        assert result.title in stream.getvalue()
    assert (result.n is None) == (result.combinations is None)
    assert all(1 / 50 <= found.p <= 1 for found in result.found)
