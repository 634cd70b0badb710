"""A list of who has registered, read as an event in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from matchmaker.kernel.errors import InputError, Message, TableErrors
from matchmaker.model.attributes import values_of
from matchmaker.model.register import records_of
from matchmaker.services.people_list import PeopleList, is_people_list, read_people

LIST = (
    "Påmeldte til kafeen;;;;;;;;\n"
    "Navn;Organisasjon;Rolle;Kjønn;Alder;Fag;E-post;Parti;Diagnose\n"
    "Kari Prøve;Prøveby skole;Lærer;K;41;norsk;kari@eksempel.no;A;x\n"
    "Ola Prøve;Prøveby kommune;Rådgiver;mann;ukjent;;;;\n"
    "Kari Prøve;Prøveby skole;;K;;musikk;;;\n"
    ";Prøveby Røde Kors;;;;;;;\n"
    ";;;kvinne;12;;;;\n"
    "Per Prøve;Firma;;ønsker ikke å oppgi;hundre;gym 12 34 56 78;;;\n"
)


def written(tmp_path: Path, text: str = LIST, name: str = "Påmeldte 2026.csv") -> Path:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def known(found: PeopleList, attribute: str) -> dict[str, tuple[str, ...] | None]:
    """Name → what is known of everybody who is registered."""
    register = found.dataset.register
    ids = register.frame("registrations")["actor"].astype(str).tolist()
    names = dict(zip(register.ids, register.actors["name"].astype(str), strict=True))
    return dict(zip((names[one] for one in ids), values_of(register, attribute, ids), strict=True))


def test_everybody_a_row_is_about_is_registered_and_the_organisations_beside_them_are_not(
    tmp_path: Path,
) -> None:
    found = read_people(written(tmp_path))
    assert set(known(found, "kjonn")) == {"Kari Prøve", "Ola Prøve", "Prøveby Røde Kors", "Per Prøve"}
    assert found.dataset.info.name == "paameldte-2026"
    said = {note.code: note.params for note in found.notes}
    assert said["groups.list_read"] == {"file": "Påmeldte 2026.csv", "people": 4}
    assert said["groups.list_twice"] == {"count": 1}
    assert said["groups.list_skipped"] == {"count": 1}
    cell = Message("groups.list_cell", {"row": "8", "column": "Alder"})
    assert said["groups.list_unread"] == {"count": 1, "cells": (cell,)}


def test_sex_age_and_unit_are_read_and_what_is_not_told_is_unknown(tmp_path: Path) -> None:
    found = read_people(written(tmp_path))
    assert known(found, "kjonn") == {
        "Kari Prøve": ("kvinne",), "Ola Prøve": ("mann",), "Per Prøve": None, "Prøveby Røde Kors": None,
    }  # fmt: skip
    assert known(found, "alder")["Kari Prøve"] == ("41",)
    assert [known(found, "alder")[name] for name in ("Ola Prøve", "Per Prøve")] == [None, None]
    assert known(found, "aldersgruppe")["Kari Prøve"] == ("35-49",)
    assert known(found, "enhet")["Ola Prøve"] == ("Prøveby kommune",)
    assert known(found, "enhet")["Prøveby Røde Kors"] is None


def test_a_column_of_units_goes_before_the_organisation(tmp_path: Path) -> None:
    text = "Navn;Organisasjon;Avdeling\nKari;Kommunen;Plan\nOla;Kommunen;\n"
    assert known(read_people(written(tmp_path, text)), "enhet") == {"Kari": ("Plan",), "Ola": ("Kommunen",)}


def test_a_further_column_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    plain, asked = read_people(written(tmp_path)), read_people(written(tmp_path), asked=("fag",))
    assert set(known(plain, "fag").values()) == {None}
    assert known(asked, "fag")["Kari Prøve"] == ("norsk",)
    assert known(asked, "fag")["Per Prøve"] == ("gym",)


@pytest.mark.parametrize("column", ["Diagnose", "E-post", "Parti", "Rolle"])
def test_what_is_not_held_about_a_person_is_not_read_though_it_is_asked_for(
    tmp_path: Path, column: str
) -> None:
    found = read_people(written(tmp_path), asked=(column,))
    features = found.dataset.register.features
    assert set(features["feature"].astype(str)) == {"kjonn", "alder"}
    assert not features["value"].astype(str).str.contains("@").any()


def test_kinds_that_no_word_tells_leave_the_list_incomplete(tmp_path: Path) -> None:
    assert not read_people(written(tmp_path, "Navn\nKari\n")).complete
    assert read_people(written(tmp_path, "Navn;Rolle\nKari;Lærer\n")).complete


def test_a_workbook_is_read_too_and_columns_may_be_said(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["Navn", "Hvor"])
    book.active.append(["Kari", "Verdal"])
    file = tmp_path / "liste.xlsx"
    book.save(file)
    assert is_people_list(file)
    assert known(read_people(file), "kommune") == {"Kari": None}
    assert known(read_people(file, mapping={"Hvor": "kommune"}), "kommune") == {"Kari": ("5038",)}
    assert known(read_people(file, municipality="Verdal"), "kommune") == {"Kari": ("5038",)}


def test_a_list_is_told_from_a_dataset_and_from_nothing(tmp_path: Path) -> None:
    assert is_people_list(written(tmp_path))
    assert not is_people_list(written(tmp_path, "id;navn;type\na;A;frivillig\n", "aktører.csv"))
    assert not is_people_list(written(tmp_path, "Navn\nA\n", "brev.docx"))
    assert not is_people_list(tmp_path)
    assert not is_people_list(tmp_path / "nei.csv")


def test_an_unknown_municipality_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError) as wrong:
        read_people(written(tmp_path), municipality="Atlantis")
    assert wrong.value.code == "unknown_municipality"


EVENT = (
    "Navn;Rolle;Ønsker;Fasilitator;Leder;Tema;Tolk;Husstand\n"
    "Kari;Lærer;Byrom, Skolevei;ja;Ola;;;A\n"
    "Ola;Lærer;skolevei;kanskje;;;arabisk;A\n"
    "Per;Lærer;;nei;Ingen Slik;;;\n"
)


def registered(found: PeopleList) -> dict[str, dict[str, object]]:
    """Name → what is registered."""
    register = found.dataset.register
    names = dict(zip(register.ids, register.actors["name"].astype(str), strict=True))
    return {names[str(row["actor"])]: row for row in records_of(register.frame("registrations"))}


def test_columns_that_the_sheet_of_the_registered_knows_are_read_from_a_list(tmp_path: Path) -> None:
    found = read_people(written(tmp_path, EVENT), mapping={"Tolk": "trenger_tolk"})
    said = registered(found)
    ids = {str(row["actor"]) for row in said.values()}
    assert [said[name]["wishes"] for name in ("Kari", "Ola", "Per")] == ["byrom|skolevei", "skolevei", None]
    assert [said[name]["facilitator"] for name in ("Kari", "Per")] == [True, False]
    assert said["Ola"]["needs_interpreter"] == "arabisk"
    assert (said["Kari"]["leader"] in ids, said["Per"]["leader"]) == (True, None)
    notes = {note.code: note.params for note in found.notes}
    places = (("3", "Fasilitator"), ("4", "Leder"))
    cells = tuple(Message("groups.list_cell", {"row": row, "column": header}) for row, header in places)
    assert notes["groups.list_unread"]["cells"] == cells
    assert notes["groups.list_unused"] == {"columns": ("Tema",)}
    assert "groups.list_wishes_of_nothing" in notes


def test_a_word_for_a_column_that_nobody_knows_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(InputError) as wrong:
        read_people(written(tmp_path, EVENT), mapping={"Tema": "hund"})
    assert wrong.value.code == "unknown_field"
    known_words = wrong.value.params["known"]
    assert isinstance(known_words, tuple)
    assert {"organisasjon", "onsker", "kjonn"} <= set(known_words)


@pytest.mark.parametrize("header", ["Diagnose", "Parti"])
def test_what_is_not_held_about_a_person_is_not_read_though_it_is_said_to_be_something_else(
    tmp_path: Path, header: str
) -> None:
    for word in ("husstand", "utdanning"):
        found = read_people(written(tmp_path), mapping={header: word})
        assert all(row["household"] is None for row in registered(found).values())
        assert set(known(found, "utdanning").values()) == {None}


def test_sheets_of_an_event_beside_the_list_are_read_with_people_by_name(tmp_path: Path) -> None:
    book = Workbook()
    groups, people, rules = book.active, book.create_sheet("Deltakerliste"), book.create_sheet("grupperegler")
    groups.title = "grupper"
    for sheet, rows in (
        (groups, [("Navn", "Rom", "Maks", "Utfordring"), ("Bord Å", "201", 3, "Byrom"),
                  ("Bord B", "", 3, "")]),
        (people, [("Navn", "Rolle", "Ønsker", "Vert for"), ("Kari", "Lærer", "byrom", "Bord Å"),
                  ("Ola", "Lærer", "", ""), ("Per", "Lærer", "", "")]),
        (rules, [("id", "regel", "aktør"), ("r1", "sammen", "Ola"), ("r1", "sammen", "Per")]),
    ):  # fmt: skip
        for row in rows:
            sheet.append(row)
    book.save(tmp_path / "liste.xlsx")
    assert is_people_list(tmp_path / "liste.xlsx")
    found = read_people(tmp_path / "liste.xlsx")
    register = found.dataset.register
    held = records_of(register.frame("event_groups"))
    assert [(row["id"], row["name"], row["room"], row["most"]) for row in held] == [
        ("bord-aa", "Bord Å", "201", 3.0), ("bord-b", "Bord B", None, 3.0),
    ]  # fmt: skip
    assert registered(found)["Kari"]["host"] == "bord-aa"
    assert registered(found)["Kari"]["wishes"] == held[0]["challenge"] == "byrom"
    assert set(register.frame("group_rules")["actor"]) <= set(register.ids)
    assert {note.code: note.params for note in found.notes}["groups.list_sheets"] == {
        "columns": ("grupper", "grupperegler")
    }
    assert [one.code for one in found.lacking] == ["groups.list_levels_lacking"]


def test_what_is_wrong_in_a_sheet_beside_the_list_is_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(("Navn", "Rolle"))
    book.active.append(("Kari", "Lærer"))
    groups = book.create_sheet("grupper")
    for row in (("id", "mest"), ("g1", "mange")):
        groups.append(row)
    book.save(tmp_path / "liste.xlsx")
    with pytest.raises(TableErrors) as wrong:
        read_people(tmp_path / "liste.xlsx")
    assert [(one.table, one.column, one.value) for one in wrong.value.problems] == [
        ("event_groups", "mest", "mange")
    ]


def test_a_kind_for_those_whose_role_says_nothing_makes_the_list_complete(tmp_path: Path) -> None:
    file = written(tmp_path, "Navn\nKari\n")
    assert [one.params["names"] for one in read_people(file).lacking] == [("Kari",)]
    assert read_people(file, kind="innbygger").complete
    with pytest.raises(InputError) as wrong:
        read_people(file, kind="hund")
    assert wrong.value.code == "unknown_kind"
