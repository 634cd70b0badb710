"""A list of who has registered, read as an event in memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from matchmaker.kernel.errors import InputError
from matchmaker.model.attributes import values_of
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
    assert said["groups.list_unread"] == {"count": 1}


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
