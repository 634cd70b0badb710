"""An ordinary list that is dropped: the same import as from disk, and contact details apart. All invented."""

import io
import json
from pathlib import Path

import pytest
from openpyxl import Workbook

from matchmaker.kernel.errors import InputError
from matchmaker.sources.lists.plain_list import import_list
from matchmaker.sources.sheets import (
    Contact,
    Sheets,
    Spot,
    contacts_in,
    is_plain_list,
    propose,
    read_sheets,
    sheets_of,
    sheets_of_file,
)

LIST = """Deltakere på møtet;;;;;;
;;;;;;
Merknad;E-post;Stad;Namn;Rolle;Organisasjon;Mobil
ring 40000001;a@eksempel.no;Vuku;Oppdiktet En;Rektor;Vuku skule;+47 40 00 00 02
;b@eksempel.no, c@eksempel.no.;Verdal;Oppdiktet To;Varaordfører (d@eksempel.no);Verdal kommune;400 00 003
;;;Oppdiktet Tre;noe annet;;24121980
;post@eksempel.no;;;;Verdal historielag;
;e@eksempel.no;;;;;
;;;Oppdiktet Fire;01819012365;;01819012365
"""


def dropped(text: str = LIST, name: str = "liste (2).csv") -> Sheets:
    return sheets_of_file(name, text.encode("cp1252"))


def workbook_of(**pages: str) -> bytes:
    made = Workbook()
    made.remove(made.active)
    for title, text in pages.items():
        page = made.create_sheet(title)
        for line in text.splitlines():
            page.append([cell or None for cell in line.split(";")])
    sink = io.BytesIO()
    made.save(sink)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("name", "text", "answer"),
    [
        ("liste.csv", LIST, True),
        ("liste.csv", "Navn;Organisasjon\nOppdiktet En;Lag\n", True),
        ("deltakelse.csv", "Navn;E-post\nOppdiktet En;a@eksempel.no\n", True),
        ("aktører.csv", "Navn;Organisasjon\nOppdiktet En;Lag\n", True),
        ("aktører.csv", "id;navn;type\na1;A;frivillig\n", False),
        ("aktører.csv", "navn;type\nA;frivillig\n", False),
        ("aktører.csv", "", False),
        ("liste.csv", "id;navn;type\na1;A;frivillig\n", False),
        ("relasjoner.csv", "fra_aktor;til_aktor;type\na1;a2;kjenner\n", False),
        ("tall.csv", "x;y\n1;2\n", False),
        ("LESMEG.csv", "Navn;Organisasjon\nOppdiktet En;Lag\n", False),
    ],
)
def test_an_ordinary_list_is_told_from_a_dataset(name, text, answer):
    assert is_plain_list(dropped(text, name)) is answer


def test_a_workbook_with_a_table_of_actors_is_a_dataset_whatever_else_is_in_it():
    pages = {"Ark1": "Navn;Organisasjon\nA;B\n"}
    assert is_plain_list(sheets_of_file("b.xlsx", workbook_of(**pages)))
    assert is_plain_list(sheets_of_file("b.xlsx", workbook_of(relasjoner="fra;til;type\na;b;c", **pages)))
    assert not is_plain_list(sheets_of_file("b.xlsx", workbook_of(aktører="id;navn;type\na;b;c", **pages)))


@pytest.mark.parametrize("name", ["liste (2).csv", "bok.xlsx"])
@pytest.mark.parametrize("keep_notes", [False, True])
def test_a_dropped_list_is_imported_as_from_disk(tmp_path: Path, name: str, keep_notes: bool):
    pages = {"relasjoner": "fra_aktor;til_aktor;type\na;b;c", "Ark1": LIST}
    content = LIST.encode("cp1252") if name.endswith("csv") else workbook_of(Ark1=LIST)
    (tmp_path / name).write_bytes(content)
    wishes = {"keep_notes": keep_notes, "mapping": {"Stad": "kommune"}, "municipality": "Levanger"}
    tables, report = import_list(tmp_path / name, **wishes)
    sheets, same = propose(sheets_of_file(name, content), **wishes)
    assert same == report
    assert sheets == sheets_of(tables, source=name)
    if name.endswith("xlsx"):  # a sheet that is a table comes after those that may be a list
        assert propose(sheets_of_file(name, workbook_of(**pages)), **wishes)[0] == sheets


def test_a_kind_that_nobody_knows_is_a_problem_at_its_cell_until_it_is_mended():
    sheets, report = propose(dropped())
    unanswered = {proposal.actor for proposal in report.unanswered}
    empty = [p for p in read_sheets(sheets)[1] if p.code == "missing_value"]
    actors = sheets.sheet("aktører")
    assert len(unanswered) == len(empty) == 2
    for problem in empty:
        spot = sheets.spot(problem)
        assert spot == Spot("aktører", problem.row, actors.headers.index("type"))
        assert actors.rows[actors.index(spot.row)][0] in unanswered
        sheets = sheets.with_cell(spot.title, spot.row, "type", "innbygger")
    assert read_sheets(sheets)[1] == ()


def test_what_is_no_list_cannot_be_proposed_from():
    for wishes, code in (
        ({}, "no_list_header"),
        ({"municipality": "Atlantis"}, "unknown_municipality"),
    ):
        with pytest.raises(InputError) as caught:
            propose(dropped("x;y\n1;2\n"), **wishes)
        assert caught.value.code == code
    with pytest.raises(InputError) as caught:
        propose(dropped(), mapping={"finnes ikke": "navn"})
    assert caught.value.code == "unknown_header"


# -- contact details --------------------------------------------------------------------------------


def named(sheets: Sheets, **wishes: object) -> list[tuple[str, str, str]]:
    """Contacts by the actor's name."""
    actors = propose(sheets, **wishes)[0].sheet("aktører")
    names = {row[0]: row[1] for row in actors.rows}
    return sorted((names[c.actor], c.channel, c.value) for c in contacts_in(sheets, **wishes))


def test_contact_details_are_found_with_the_actor_that_the_row_is_about():
    assert named(dropped()) == [
        ("Oppdiktet En", "epost", "a@eksempel.no"),
        ("Oppdiktet En", "telefon", "40000002"),
        ("Oppdiktet To", "epost", "b@eksempel.no"),
        ("Oppdiktet To", "epost", "c@eksempel.no"),
        ("Oppdiktet To", "epost", "d@eksempel.no"),
        ("Oppdiktet To", "telefon", "40000003"),
        ("Oppdiktet Tre", "telefon", "24121980"),
        ("Verdal historielag", "epost", "post@eksempel.no"),
    ]
    found = contacts_in(dropped())
    assert list(found) == sorted(set(found))
    assert isinstance(found[0], Contact)


def test_contact_details_never_get_into_the_tables_nor_into_the_report():
    for notes in (False, True):
        sheets, report = propose(dropped(), keep_notes=notes)
        texts = json.dumps(sheets.as_dict(), ensure_ascii=False) + repr(report)
        for contact in contacts_in(dropped()):
            assert contact.value not in texts, contact
        assert "@" not in texts
        assert "40000001" not in texts


def test_birth_dates_accounts_and_organisation_numbers_are_no_telephone_numbers():
    text = (
        "Navn;Fødselsdato;Postnr;Orgnr;Født;Kontor\n"
        "Oppdiktet En;24121980;12345678;97476067;01022003;40000004\n"
        "Oppdiktet To;19801224;;;19991231;40 00 00 05\n"
    )
    assert named(dropped(text)) == [
        ("Oppdiktet En", "telefon", "40000004"),
        ("Oppdiktet To", "telefon", "40000005"),
    ]


def test_a_column_that_was_left_out_or_refused_gives_no_contact():
    text = "Navn;E-post;Tillit\nOppdiktet En;a@eksempel.no;b@eksempel.no\n"
    assert named(dropped(text)) == [("Oppdiktet En", "epost", "a@eksempel.no")]
    assert contacts_in(dropped(text), mapping={"E-post": ""}) == ()
    assert contacts_in(dropped("Navn\nOppdiktet En\n")) == ()


def test_the_same_person_on_two_rows_has_each_detail_once():
    text = "Navn;E-post\nOppdiktet En;a@eksempel.no\nOppdiktet En;a@eksempel.no b@eksempel.no\n"
    assert [contact.value for contact in contacts_in(dropped(text))] == ["a@eksempel.no", "b@eksempel.no"]
