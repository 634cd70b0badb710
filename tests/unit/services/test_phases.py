"""Who came in when, asked through the front door, and written as text."""

from __future__ import annotations

from datetime import date
from io import StringIO
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from matchmaker.cli import phases_text
from matchmaker.cli.paper import Paper
from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import LANGUAGES, Language, catalogue
from matchmaker.legitimacy.finding import Urgency
from matchmaker.services.disclosure import Edition
from matchmaker.services.jsonable import jsonable
from matchmaker.services.phases import PhasesRequest, PhasesResult, look_at_phases
from tests.unit.small import VERDAL, Shelf, actor, challenge, register

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import FolderWorkspace

REAL = (("sandnes_bootcamp", "flomsikring"), ("innherred", "absolutt"), ("innherred", "ensomhet"),
        ("vennesla", "klima"))  # fmt: skip
PUBLIC = Edition.PUBLIC


def written(result: PhasesResult, language: Language = "nb") -> str:
    sheet = StringIO()
    phases_text.show(result, Paper(sheet), catalogue(language))
    return sheet.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("edition", list(Edition))
@pytest.mark.parametrize(("dataset", "name"), REAL)
def test_every_answer_can_be_said(
    bundled: FolderWorkspace, environment: Environment, dataset: str, name: str, edition: Edition,
    language: Language,
) -> None:  # fmt: skip
    result = look_at_phases(bundled, PhasesRequest(dataset, name, edition=edition), environment)
    assert result.title in written(result, language)
    assert isinstance(jsonable(result, catalogue(language)), dict)
    order = list(Urgency)
    ranks = [order.index(finding.severity) for finding in result.findings]
    assert ranks == sorted(ranks)


def test_sandnes_solves_with_citizens_and_politicians_who_did_not_define(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    result = look_at_phases(bundled, PhasesRequest("sandnes_bootcamp", "flomsikring"), environment)
    assert [row.actors for row in result.table.phases] == [7, 61, None, None]
    codes = {(finding.code, finding.group) for finding in result.findings}
    assert ("side_not_defining", "innbygger") in codes
    assert ("politicians_last", "politiker") in codes
    assert result.synthetic
    text = written(result)
    assert "ingen registrert" in text
    assert "oppdiktet" in text


def test_venneslas_umbrellas_speak_for_members_who_do_not_take_part(
    bundled: FolderWorkspace, environment: Environment
) -> None:
    result = look_at_phases(bundled, PhasesRequest("vennesla", "klima"), environment)
    assert {u.actor: (u.members, u.present) for u in result.umbrellas} == {
        "vennesla-naeringsforening": (1, 0),
        "vennesla-frivilligsentral-1": (1, 0),
        "vennesla-frivilligsentral-2": (1, 0),
    }
    assert "representerer medlemmer som ikke selv deltar" in written(result)


def test_months_need_a_date(bundled: FolderWorkspace, environment: Environment) -> None:
    """By & bygdeLAB has dates, but no citizen or group of citizens took part: nothing is known."""
    request = PhasesRequest("innherred", "bygdelab", on=date(2022, 6, 30))
    assert look_at_phases(bundled, request, environment).months is None


# -- the public edition ---------------------------------------------------------------------------------

ORGANISATIONS: list[dict[str, Any]] = [
    actor("office", "administrasjon", municipality=VERDAL),
    actor("trade", "naeringsforening", municipality=VERDAL),
    actor("firm", "naeringsliv", municipality=VERDAL),
]
PEOPLE: list[dict[str, Any]] = [
    actor("soul", "ildsjel", municipality=VERDAL),
    actor("mayor", "politiker", municipality=VERDAL),
    actor("pupils", "elev", municipality=VERDAL),
]
CAME = [
    {"challenge": "sak", "actor": "office", "phase": "definere"},
    {"challenge": "sak", "actor": "trade", "phase": "designe"},
]


def shelf(people: int, involved: int) -> Shelf:
    """The first few people are there, and the first few of them take part."""
    came = [
        {"challenge": "sak", "actor": person["id"], "phase": phase, "valid_from": pd.Timestamp(2026, 1, 1)}
        for person in PEOPLE[:involved]
        for phase in ("definere", "drive")
    ]
    ties = [
        {"tail": who["id"], "head": "trade", "relation": "medlem_av"}
        for who in (ORGANISATIONS[2], *PEOPLE[:people])
    ]
    return Shelf(
        register(
            actors=[*ORGANISATIONS, *PEOPLE[:people]],
            challenges=[challenge()],
            involvements=[*CAME, *came],
            ties=ties,
        )
    )


def test_the_public_edition_is_the_same_whatever_persons_and_groups_took_part(
    environment: Environment,
) -> None:
    answers = [
        look_at_phases(shelf(people, involved), PhasesRequest("lite", "sak", edition=PUBLIC), environment)
        for people in range(4)
        for involved in range(people + 1)
    ]
    assert len({repr(answer) for answer in answers}) == 1
    (answer, *_) = answers
    assert answer.data_version is None
    assert [row.actors for row in answer.table.phases] == [1, 1, None, None]
    assert (answer.contact, answer.months) == (None, None)
    assert [(finding.code, finding.n, finding.of) for finding in answer.findings] == [
        ("umbrella_silent", None, None)
    ]
    assert answer.notes[0].code == "note.phases_public"
    assert "bare organisasjoner er talt" in written(answer)
    working = look_at_phases(shelf(3, 3), PhasesRequest("lite", "sak"), environment)
    assert [row.actors for row in working.table.phases] == [4, 1, None, 3]
    assert working.data_version


def test_where_no_organisation_is_counted_the_public_table_shows_nothing_and_never_zero(
    environment: Environment,
) -> None:
    """Citizens and elected members are there: a zero would be untrue, and so would the evenness."""
    public = look_at_phases(shelf(3, 3), PhasesRequest("lite", "sak", edition=PUBLIC), environment)
    assert {(cell.sector, cell.phase, cell.actors) for cell in public.table.cells} == {
        ("administrasjon", "definere", 1), ("naeringsliv", "designe", 1),
    }  # fmt: skip
    lines = public.table.phases
    measured = [value for row in lines for value in (row.evenness, row.gini)]
    assert {*measured, public.table.evenness, public.table.gini} == {None}
    assert "note.phases_not_shown" in {note.code for note in public.notes}
    text = written(public)
    sides = text.split("Når kom")[0]
    rows = {line.split("  ")[0].strip(): line for line in sides.splitlines()}
    assert rows["Folkevalgte"].count("ikke vist") == 4
    assert rows["Administrasjon"].count("ikke vist") == 3
    assert " 0" not in rows["Folkevalgte"] + rows["Administrasjon"]
    assert "Pielou" not in text
    assert "Gini:" not in text


def test_an_umbrella_whose_members_are_persons_is_not_said_to_have_none(environment: Environment) -> None:
    """Nor is it in public told of one that has none: that would tell of the others that they have persons."""
    for members in ([], PEOPLE):
        found = Shelf(
            register(
                actors=[*ORGANISATIONS, *PEOPLE],
                challenges=[challenge()],
                involvements=CAME,
                ties=[{"tail": who["id"], "head": "trade", "relation": "medlem_av"} for who in members],
            )
        )
        public = look_at_phases(found, PhasesRequest("lite", "sak", edition=PUBLIC), environment)
        assert public.findings == ()
        working = look_at_phases(found, PhasesRequest("lite", "sak"), environment)
        assert ("umbrella_unknown" in {f.code for f in working.findings}) is (not members)


def test_a_public_answer_without_findings_does_not_say_that_nothing_is_missing(
    environment: Environment,
) -> None:
    nobody = Shelf(register(actors=PEOPLE, challenges=[challenge()], involvements=[
        {"challenge": "sak", "actor": "soul", "phase": "drive"}]))  # fmt: skip
    public = look_at_phases(nobody, PhasesRequest("lite", "sak", edition=PUBLIC), environment)
    assert public.findings == ()
    assert catalogue("nb").term("gaps.none") not in written(public)
    assert "ingen talt" in written(public)


def test_unknown_names_are_errors(bundled: FolderWorkspace, environment: Environment) -> None:
    for dataset, name in (("finnes-ikke", "sak"), ("innherred", "finnes-ikke")):
        with pytest.raises(InputError):
            look_at_phases(bundled, PhasesRequest(dataset, name), environment)
