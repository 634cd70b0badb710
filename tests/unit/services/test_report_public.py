"""The public report names no private person, and says the same whatever the hidden counts are."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from matchmaker.kernel.errors import Message
from matchmaker.kernel.messages import catalogue
from matchmaker.model.register import Register
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.report import FORMATS, Report, ReportRequest, make_report, report_file
from matchmaker.services.report_screen import Names
from matchmaker.services.workspace import FolderWorkspace
from tests.unit.services.test_disclosure import BANDS, NEEDS, people
from tests.unit.small import VERDAL, Shelf, actor, challenge, register

WHEN = Environment(lambda: date(2026, 11, 22))
BUNDLED = FolderWorkspace()
DATASETS = [info.name for info in BUNDLED.datasets()]
SANDNES_TEAM = tuple(f"deltaker-{number:03d}" for number in range(1, 9))


@lru_cache(maxsize=4)
def named(dataset: str) -> frozenset[str]:
    """Names and ids of a dataset's private persons."""
    actors = BUNDLED.dataset(dataset).register.actors
    persons = actors[(actors["form"] == "person").to_numpy()]
    return frozenset((*persons["name"].astype(str), *persons["id"].astype(str)))


def texts(content: bytes, to: str) -> str:
    """All that a reader of a file, or of what it is packed of, can find in it."""
    if to == "html":
        return unescape(content.decode())
    with ZipFile(BytesIO(content)) as parts:
        read = "\n".join(
            parts.read(one).decode() for one in parts.namelist() if one.endswith((".xml", ".rels"))
        )
    return unescape(re.sub(r"<[^>]+>", " ", read)) + read


def public(workspace: Any, dataset: str, about: str | None = None, team: tuple[str, ...] = ()) -> Report:
    return make_report(workspace, ReportRequest(dataset, about, Edition.PUBLIC, team=team), WHEN)


def first_challenge(dataset: str) -> str:
    return str(min(BUNDLED.dataset(dataset).register.frame("challenges")["id"].astype(str)))


@pytest.mark.parametrize("dataset", DATASETS)
def test_no_private_person_is_named_in_any_file(dataset: str) -> None:
    cases: list[tuple[str | None, tuple[str, ...]]] = [(first_challenge(dataset), ())]
    if dataset == "sandnes_bootcamp":
        cases += [(first_challenge(dataset), SANDNES_TEAM), (None, ())]
        assert len(named(dataset)) == 220
    for about, team in cases:
        report = public(BUNDLED, dataset, about, team)
        assert not named(dataset) & set(report.request.team)
        for to in FORMATS:
            found = texts(report_file(report, to), to)
            assert len(found) > 3000
            words = set(re.findall(r"[\w-]+", found))
            assert [one for one in named(dataset) if one in words or (" " in one and one in found)] == []


def test_the_working_edition_does_name_them_so_the_test_above_would_see_it() -> None:
    request = ReportRequest("sandnes_bootcamp", "byromsutvikling", team=SANDNES_TEAM)
    found = texts(report_file(make_report(BUNDLED, request, WHEN), "docx"), "docx")
    assert [one for one in named("sandnes_bootcamp") if one in found]


# -- what is hidden changes nothing ------------------------------------------------------------------------


@st.composite
def hidden_apart(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, int]]:
    """The same counts of age bands, with other small ones that add up to the same."""
    first, second, *others = draw(st.permutations(BANDS))
    total = draw(st.integers(1, 4))
    known = {band: draw(st.integers(5, 9)) for band in others}
    pair = []
    for _ in range(2):
        part = draw(st.integers(0, total))
        counts = {**known, first: part, second: total - part}
        pair.append({band: counts[band] for band in BANDS})
    return pair[0], pair[1]


@settings(max_examples=2, phases=(Phase.generate,))
@given(hidden_apart(), st.integers(0, 4))
def test_a_hidden_count_changes_no_byte(drawn: tuple[dict[str, int], dict[str, int]], unknown: int) -> None:
    one, other = (public(Shelf(people({}, counts, unknown)), "lite", "sak") for counts in drawn)
    assert one == other
    for to in FORMATS:
        assert report_file(one, to) == report_file(other, to)


def town(persons: list[tuple[str, str | None]]) -> Register:
    """Organisations of three sides, and persons of these kinds and groups."""
    bodies = [
        actor(name, kind, form="organisasjon", municipality=VERDAL)
        for name, kind in (("styret", "politiker"), ("laget", "frivillig"), ("raadhuset", "administrasjon"))
    ]
    people_ = [
        actor(
            f"p{place:03d}", kind, form="person", municipality=VERDAL, **({"groups": group} if group else {})
        )
        for place, (kind, group) in enumerate(persons)
    ]
    involved = [{"challenge": "sak", "actor": one["id"], "phase": "definere"} for one in (*bodies, *people_)]
    affected = [{"challenge": "sak", "group": name, "name": name} for name in ("eldre", "unge")]
    return register(
        actors=[*bodies, *people_],
        challenges=[challenge()],
        needs=NEEDS,
        involvements=involved,
        affected=affected,
    )


RESIDENTS: list[tuple[str, str | None]] = [("innbygger", None)] * 6


@pytest.mark.parametrize("team", [(), ("laget", "raadhuset", "p000", "p001", "p002")])
def test_whether_anybody_belongs_to_an_affected_group_changes_nothing(team: tuple[str, ...]) -> None:
    old: list[tuple[str, str | None]] = [("innbygger", "eldre"), *RESIDENTS]
    none: list[tuple[str, str | None]] = [("innbygger", None), *RESIDENTS]
    assert public(Shelf(town(old)), "lite", "sak", team) == public(Shelf(town(none)), "lite", "sak", team)


def test_a_side_with_nobody_and_a_side_with_a_few_persons_change_nothing() -> None:
    few: list[tuple[str, str | None]] = [*RESIDENTS, ("naeringsliv", None), ("naeringsliv", None)]
    assert public(Shelf(town(RESIDENTS)), "lite", "sak") == public(Shelf(town(few)), "lite", "sak")


def test_nobody_is_suggested_anew() -> None:
    codes = {part.code: part for part in public(BUNDLED, "innherred", "ensomhet").sections}
    messages = [getattr(block, "message", None) for block in codes["team"].blocks]
    assert Message("report.team_not_told") in messages


def test_a_seat_of_a_person_is_a_kind_without_reasons_and_an_organisations_is_its_own() -> None:
    shelf = Shelf(town(RESIDENTS))
    report = public(shelf, "lite", "sak", ("laget", "p000"))
    words = catalogue("nb")
    (seats,) = (one for one in report.tables() if one.title.code == "report.seats")
    shown = [tuple(words.show(value) for cell in row for value in cell.values) for row in seats.rows]
    assert shown[0][0] == "Laget (oppdiktet)"
    assert shown[1][0] == "Innbygger (oppdiktet)"
    assert len(shown[1]) == 3
    assert report.request.team == ("laget",)


# -- the last look ------------------------------------------------------------------------------------------


def test_a_text_that_names_a_person_is_left_out_as_a_whole() -> None:
    found = register(
        actors=[actor("p1", "innbygger", form="person", municipality=VERDAL) | {"name": "Kari Prøve"},
                actor("laget", form="organisasjon", municipality=VERDAL)],
        challenges=[challenge(title="Saken", framed_by="etter samtale med kari  PRØVE", decided_by="rådet")],
    )  # fmt: skip
    html = report_file(public(Shelf(found), "lite", "sak"), "html").decode()
    assert "PRØVE" not in html
    assert "[teksten er utelatt av personvernhensyn]" in html
    assert "rådet" in html


def test_names_are_seen_as_whole_words_only() -> None:
    found = register(actors=[actor("p1", "innbygger", form="person") | {"name": "Ola Prøve"},
                             actor("laget", form="organisasjon")])  # fmt: skip
    names = Names(found)
    for text in ("Ola Prøve", "spør ola prøve, gjerne", "(p1)", "Ola\u00a0Prøve"):
        assert names.stand_in(text)
    for text in ("Ola", "Prøve", "Nikola Prøven", "p10", "laget", ""):
        assert not names.stand_in(text)
