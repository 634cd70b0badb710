"""A planner's list of local actors: organisations come in as organisations, and what is open is asked about.

Every person here is invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from matchmaker.sources.lists.list_forms import QUESTION
from matchmaker.sources.lists.plain_list import import_list
from matchmaker.sources.sheet_files import sheets_of_file
from matchmaker.sources.sheets import propose, read_sheets

if TYPE_CHECKING:
    from pathlib import Path

TYPED = """Aktører i kommunen;;;;
;;;;
Navn;Type;Hører til;Sted;Merknad
Verdal velforening ;Lag/forening;;Verdal;
Vinne skole;Skole;Verdal kommune;Vinne;
;;;;
Frivilligsentralen;frivilligsentral;;;
Biblioteket;Bibliotek;Verdal kommune;;
Oppdiktet Kulturscene;Kulturinstitusjon;;;
Oppdiktet 1000;Butikk;;;
Inn-Trøndelag DPS;;;;
Vuku IL;Frivillig;;;
Trones Oppvekst;;;;
Ordfører;;Verdal kommune;;
Oppdiktet Navnesen;Innbygger;;;
Oppdiktet Sidesen;Næringsliv;;;
Bygdeliv;frivilig;;;
Folkehelsekoordinatoren;Kommunen;;;
"""


def read(tmp_path: Path, text: str) -> dict[str, tuple[str | None, str | None]]:
    """Name → kind and form."""
    (tmp_path / "liste.csv").write_text(text, encoding="utf-8")
    actors = import_list(tmp_path / "liste.csv", municipality="Verdal")[0].frames["actors"].astype(object)
    actors = actors.where(actors.notna(), None)
    return {
        row.name: (row.kind, row.form) for row in actors.set_index("name", drop=False).itertuples(index=False)
    }


def test_a_list_of_organisations_with_types_is_read_as_organisations(tmp_path: Path) -> None:
    found = read(tmp_path, TYPED)
    assert found == {
        "Verdal velforening": ("velforening", "organisasjon"),
        "Vinne skole": ("skole", "organisasjon"),
        "Verdal kommune": ("administrasjon", "organisasjon"),
        "Frivilligsentralen": ("frivilligsentral", "organisasjon"),
        "Biblioteket": ("kulturinstitusjon", "organisasjon"),
        "Oppdiktet Kulturscene": ("kulturinstitusjon", "organisasjon"),
        "Oppdiktet 1000": ("naeringsliv", "organisasjon"),
        "Inn-Trøndelag DPS": ("helse_omsorg", "organisasjon"),
        "Vuku IL": ("frivillig", "organisasjon"),
        "Trones Oppvekst": ("skole", "organisasjon"),
        "Ordfører": ("politiker", "person"),
        "Oppdiktet Navnesen": ("innbygger", "person"),
        "Oppdiktet Sidesen": ("naeringsliv", QUESTION),
        "Bygdeliv": ("frivilig", None),
        "Folkehelsekoordinatoren": ("fagperson", "person"),
    }


def test_belonging_to_another_organisation_is_no_cooperation(tmp_path: Path) -> None:
    (tmp_path / "liste.csv").write_text(TYPED, encoding="utf-8")
    ties = import_list(tmp_path / "liste.csv", municipality="Verdal")[0].frames["ties"].astype(object)
    assert set(ties["relation"]) == {"del_av"}
    assert sorted(ties["tail"][ties["tail"] != "person-7b8d062b"]) == ["biblioteket", "vinne-skole"]
    assert set(ties["head"]) == {"verdal-kommune"}


def test_what_is_open_is_a_problem_at_its_cell(tmp_path: Path) -> None:
    sheets, report = propose(sheets_of_file("liste.csv", TYPED.encode()), municipality="Verdal")
    problems = read_sheets(sheets)[1]
    assert [(one.code, one.column, one.value) for one in problems] == [
        ("unknown_code", "form", QUESTION), ("unknown_code", "type", "frivilig"),
    ]  # fmt: skip
    assert all(one.hint is not None for one in problems)  # did you mean
    assert [message.code for message in report.to_check] == ["import.form_asked"]
    assert report.counts["undecided"] == 2


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("Fornavn;Etternavn;Type\nOppdiktet;Sidesen;Næringsliv\n", "Oppdiktet Sidesen", "person"),
        ("Deltaker;Type\nOppdiktet Sidesen;Skole\n", "Oppdiktet Sidesen", "person"),
        ("Navn;Type;Kjønn\nOppdiktet Sidesen;Skole;K\n", "Oppdiktet Sidesen", "person"),
        ("Navn;Type;Rolle\nOppdiktet Sidesen;Skole;leder\n", "Oppdiktet Sidesen", "person"),
        ("Navn;Type;Arbeidssted\nOppdiktet Sidesen;Skole;Vinne skole\n", "Oppdiktet Sidesen", "person"),
        ("Navn;Rolle\nVinne velforening;samarbeidspart\n", "Vinne velforening", "organisasjon"),
        ("Navn;Sted\nOppdiktet Sidesen;Vinne\n", "Oppdiktet Sidesen", "person"),
        ("Navn;Sted\nOppdiktet Sidesen;\nVinne skole;\n", "Oppdiktet Sidesen", QUESTION),
        ("Navn;Type\nOppdiktet Sidesen;Frivillig sektor\n", "Oppdiktet Sidesen", QUESTION),
        ("Navn;Type\nGrendehuset på tunet;Frivillig sektor\n", "Grendehuset på tunet", "organisasjon"),
    ],
)
def test_what_a_list_tells_decides_what_a_name_is(text: str, name: str, form: str, tmp_path: Path) -> None:
    assert read(tmp_path, text)[name][1] == form


def test_the_type_beside_a_contact_person_is_the_organisations_where_its_name_tells_nothing(
    tmp_path: Path,
) -> None:
    found = read(tmp_path, "Organisasjon;Kontaktperson;Type\nOppdiktet 1000;Oppdiktet Navnesen;Butikk\n")
    assert found["Oppdiktet 1000"] == ("naeringsliv", "organisasjon")
    assert found["Oppdiktet Navnesen"][1] == "person"
