"""An ordinary list becomes a dataset. Every person here is invented; kinds follow the rules' sources."""

import re
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import Workbook

from matchmaker.kernel.errors import InputError
from matchmaker.sources.cells.words import slug
from matchmaker.sources.lists.kind_words import kind_of_organisation, kind_of_role, relation_to
from matchmaker.sources.lists.list_forms import QUESTION
from matchmaker.sources.lists.list_headers import Certainty, Field, propose_mapping, with_stated
from matchmaker.sources.lists.list_rows import without_contact
from matchmaker.sources.lists.plain_list import import_list
from matchmaker.sources.reading import read_dataset
from matchmaker.sources.writing import write_folder

LIST = """Deltakere på møtet;;;;;;
;;;;;;
Merknad;E-post;Stad;Namn;Rolle;Organisasjon;Helse
ring ham;a@eksempel.no;Vuku;Oppdiktet En;Rektor;Vuku skule;god
;b@eksempel.no;Verdal;Oppdiktet To;Varaordfører;Verdal kommune;
;;Stiklestad;Oppdiktet Tre;kasserer;Verdal historielag;
;;;Oppdiktet Fire;;Verdal menighet;
;;Levanger;Oppdiktet Fem;;Fjellbygg AS;
;;;Oppdiktet Seks;noe annet;;
;;;Verdal Lions;;;
;;;;;;
;12345678;;;;;
;;;Oppdiktet Tre;leder;Verdal historielag;
;;;Oppdiktet En;innbygger;;
;;;Oppdiktet Sju;innbygger f. 01819012365;;
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "liste.csv"
    file.write_text(LIST, encoding="cp1252")
    return file


def test_headers_are_guessed_in_any_order_and_spelling():
    headers = (
        "Namn",
        "Stilling",
        "E-post",
        "Merknader",
        "Organisasjn",
        "Heimstad",
        "Hund",
        "Diagnose",
        "Mobil",
    )
    guesses = propose_mapping(headers)
    assert [guess.field for guess in guesses] == [
        Field.NAME, Field.ROLE, Field.CONTACT, Field.NOTES, Field.ORGANISATION, Field.LEFT_OUT,
        Field.LEFT_OUT, Field.REFUSED, Field.CONTACT,
    ]  # fmt: skip
    assert guesses[4].certainty is Certainty.NEAR
    assert guesses[6].certainty is Certainty.NONE


def test_one_column_per_field_and_the_known_header_wins():
    guesses = propose_mapping(("Namnn", "Navn", "Name"))
    assert [guess.field for guess in guesses] == [Field.LEFT_OUT, Field.NAME, Field.LEFT_OUT]


def test_the_planner_may_say_otherwise_but_not_about_what_is_refused():
    guesses = with_stated(
        propose_mapping(("Hvem", "Hva", "Diagnose")), {"hva": "rolle", "Diagnose": "merknad"}
    )
    assert [(guess.field, guess.certainty) for guess in guesses] == [
        (Field.NAME, Certainty.EXACT), (Field.ROLE, Certainty.STATED), (Field.REFUSED, Certainty.EXACT),
    ]  # fmt: skip
    with pytest.raises(InputError, match="unknown_header"):
        with_stated(guesses, {"Finnes ikke": "rolle"})
    with pytest.raises(InputError, match="unknown_field"):
        with_stated(guesses, {"Hva": "tull"})


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("Rektor", "skole"), ("Varaordfører", "politiker"), ("ordførar", "politiker"),
        ("Kommuneplanlegger", "fagperson"),
        ("Folkehelserådgjevar", "fagperson"), ("sjukepleiar", "helse_omsorg"), ("Kommunedirektør",
        "administrasjon"),
        ("Innbyggjar", "innbygger"), ("ildsjel", "ildsjel"), ("student", "student"),
        ("Medlem av eldrerådet", "eldreraad"),
        ("daglig leder", "naeringsliv"), ("pårørende", "paarorende"), ("FAU-leder", "foreldre"),
    ],
)  # fmt: skip
def test_kinds_by_role(role, kind):
    assert kind_of_role(role).kind == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Verdal eldreråd", "eldreraad"), ("Ungdomsrådet i Inderøy", "ungdomsraad"), ("Vuku idrettslag",
        "frivillig"),
        ("Pensjonistforeninga", "frivillig"), ("Levanger vel", "velforening"), ("Skogn bygdeforum",
        "bygdeforum"),
        ("Fjellbygg AS", "naeringsliv"), ("Verdal kommune", "administrasjon"), ("Trøndelag fylkeskommune",
        "offentlig_partner"),
        ("Nord universitet", "kunnskapsmiljo"), ("Inderøy ungdomsskole", "skole"),
        ("Verdal frivilligsentral", "frivilligsentral"),
        ("Råd for personer med funksjonsnedsettelse", "funksjonsraad"), ("Næringsforeningen",
        "naeringsforening"),
        ("Kommunestyret", "kommunestyre"), ("Helse- og omsorgsutvalget", "utvalg"), ("Bakklandet sykehjem",
        "helse_omsorg"),
        ("Røde Kors", "frivillig"), ("4H", "frivillig"), ("Folkebiblioteket", "kulturinstitusjon"),
    ],
)  # fmt: skip
def test_kinds_by_organisation(name, kind):
    found = kind_of_organisation(name)
    assert found.kind == kind
    assert found.word in name.casefold()
    assert found.source


@pytest.mark.parametrize("text", ["kasserer", "xyz", "", "Oppdiktet En", "Laila", "Asbjørn"])
def test_unknown_words_give_no_kind(text):
    assert kind_of_role(text) is None
    assert kind_of_organisation(text) is None


@pytest.mark.parametrize(
    "name", ["Oppdiktet Sa", "Kim As", "Oppdiktet Kirkebo", "Kor Nelius", "Oppdiktet Lagesen"]
)
def test_a_persons_name_is_not_taken_for_an_organisation(name, tmp_path):
    (tmp_path / "liste.csv").write_text(f"Navn;Sted\n{name};Verdal\n", encoding="utf-8")
    tables, report = import_list(tmp_path / "liste.csv")
    assert list(tables.frames["actors"]["form"]) == ["person"]
    assert len(report.unanswered) == 1


def test_belonging_that_tells_too_much_is_written_weakly():
    assert relation_to("frivillig", "Historielaget").value == "medlem_av"
    assert relation_to("tros_livssyn", "Verdal menighet").value == "representerer"
    assert relation_to("frivillig", "Fagforbundet Verdal").value == "representerer"
    assert relation_to("administrasjon", "Verdal kommune").value == "ansatt_i"
    assert relation_to("administrasjon", "Verdal kommune", "politiker").value == "representerer"
    assert relation_to(None, "Ukjent").value == "representerer"


def test_contact_details_are_taken_out_of_text():
    assert without_contact("Leder, tlf. 91 23 45 67") == "Leder"
    assert without_contact("+47 91234567") == ""
    assert without_contact("rom 204") == "rom 204"


def by_name(actors):
    """Id → the name as a slug, the second of a name with ``-2``."""
    seen, called = Counter(), {}
    for key, name in actors["name"].items():
        seen[name] += 1
        called[key] = slug(name) + (f"-{seen[name]}" if seen[name] > 1 else "")
    return called


def test_ids_of_persons_do_not_read_as_names_and_stay_the_same(path):
    first, again = (import_list(path)[0].frames["actors"].astype(object) for _ in range(2))
    assert list(first["id"]) == list(again["id"])
    for row in first.itertuples():
        if row.form == "person":
            assert re.fullmatch(r"person-[0-9a-f]{8}(-\d+)?", row.id)
        elif row.form == QUESTION:
            assert re.fullmatch(r"aktor-[0-9a-f]{8}(-\d+)?", row.id)
        else:
            assert row.id == slug(row.name)


def test_a_whole_list(path):
    tables, report = import_list(path, municipality="Verdal")
    actors = tables.frames["actors"].astype(object).set_index("id")
    called = by_name(actors)
    kinds = {called[key]: None if kind != kind else kind for key, kind in actors["kind"].items()}
    assert kinds == {
        "vuku-skule": "skole", "oppdiktet-en": "skole", "verdal-kommune": "administrasjon",
        "oppdiktet-to": "politiker",
        "verdal-historielag": "frivillig", "oppdiktet-tre": "frivillig", "verdal-menighet": "tros_livssyn",
        "oppdiktet-fire": "frivillig", "fjellbygg-as": "naeringsliv", "oppdiktet-fem": "naeringsliv",
        "oppdiktet-seks": None, "verdal-lions": "frivillig", "oppdiktet-en-2": "innbygger",
        "oppdiktet-sju": None,
    }  # fmt: skip
    ties = {
        (called[row[0]], called[row[1]], row[2])
        for row in tables.frames["ties"].astype(object)[["tail", "head", "relation"]].itertuples(index=False)
    }
    assert ties == {
        ("oppdiktet-en", "vuku-skule", "ansatt_i"), ("oppdiktet-to", "verdal-kommune", "representerer"),
        ("oppdiktet-tre", "verdal-historielag", "medlem_av"), ("oppdiktet-fire", "verdal-menighet",
        "representerer"),
        ("oppdiktet-fem", "fjellbygg-as", "ansatt_i"),
    }  # fmt: skip
    actors = actors.rename(index=called)
    assert actors.loc["oppdiktet-en", "place"] == "vuku-5038"
    assert actors.loc["oppdiktet-fem", "municipality"] == "5037"
    assert actors["legal_basis"].isna().all()
    assert report.header_row == 3
    assert [called[proposal.actor] for proposal in report.unanswered] == ["oppdiktet-seks", "oppdiktet-sju"]
    assert [skipped.row for skipped in report.skipped] == [12]
    assert [(p.code, p.row, p.column, p.value) for p in report.problems] == [
        ("national_id", 15, "Rolle", None)
    ]
    assert [message.code for message in report.to_check] == [
        "import.same_name", "import.form_asked", "import.membership_tells",
    ]  # fmt: skip
    assert [message.code for message in report.not_known] == [
        "import.kinds_unknown", "import.no_contributions", "import.no_collaboration", "import.no_ages",
        "import.no_basis",
    ]  # fmt: skip
    assert report.counts == {
        "persons": 7, "organisations": 6, "undecided": 1, "places": 2, "roles": 5, "ties": 5,
    }  # fmt: skip


def test_nothing_that_was_left_out_is_stored(path, tmp_path):
    for keep in (False, True):
        tables, report = import_list(path, keep_notes=keep)
        written = write_folder(tables, tmp_path / f"ut-{keep}")
        text = "".join(file.read_text(encoding="utf-8-sig") for file in written) + repr(report)
        for hidden in ("eksempel.no", "12345678", "01819012365", "god"):
            assert hidden not in text
        assert ("ring ham" in text) is keep


def test_check_points_at_the_kinds_that_are_missing_and_at_nothing_else(path, tmp_path):
    tables, report = import_list(path, keep_notes=True, municipality="5038")
    write_folder(tables, tmp_path / "ut")
    problems = read_dataset(tmp_path / "ut")[1]
    missing = [("missing_value", "type")] * len(report.unanswered)
    asked = [("unknown_code", "form")]  # of the last row
    assert sorted((p.code, p.column) for p in problems) == [*missing, *asked]


def test_without_a_municipality_places_are_reported_and_left_out(path):
    tables, report = import_list(path)
    assert "places" not in tables.frames
    lost = next(message for message in report.not_known if message.code == "import.places_unknown")
    assert lost.params["places"] == ("Stiklestad", "Vuku")


def test_the_same_list_gives_the_same_dataset_twice(path):
    one, two = import_list(path), import_list(path)
    assert one[1] == two[1]
    assert all(one[0].frames[name].equals(two[0].frames[name]) for name in one[0].frames)


def test_first_and_last_names_a_stated_kind_and_a_telling_column(tmp_path):
    book = Workbook()
    book.active.append(["En side uten liste"])
    page = book.create_sheet("Liste")
    for row in (
        ["Fornavn", "Etternavn", "Type", "Kommune", "Hvordan nå", "Orgnr"],
        ["Oppdiktet", "En", "ildsjel", 5038, "a@eksempel.no", None],
        ["Oppdiktet", "To", "Næringsliv", "Atlantis", "91234567", None],
    ):
        page.append(row)
    book.save(tmp_path / "liste.xlsx")
    tables, report = import_list(tmp_path / "liste.xlsx")
    actors = tables.frames["actors"].astype(object)
    assert list(actors["name"]) == ["Oppdiktet En", "Oppdiktet To"]
    assert list(actors["kind"]) == ["ildsjel", "naeringsliv"]
    assert report.source == "liste.xlsx › Liste"
    assert (report.headers[4].field, report.headers[4].certainty) == (Field.CONTACT, Certainty.CONTENT)
    assert [(p.code, p.value) for p in report.problems] == [("unknown_municipality", "Atlantis")]


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.csv", "a;b\n1;2\n", "no_list_header"),
        ("x.pdf", "%PDF", "not_a_list"),
        ("y.xlsx", "tekst", "broken_workbook"),
    ],
)
def test_what_is_no_list(tmp_path, name, content, code):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        import_list(tmp_path / name)
    assert caught.value.code == code


def test_missing_files_and_unknown_municipalities(tmp_path, path):
    with pytest.raises(InputError, match="not_found"):
        import_list(tmp_path / "borte.csv")
    with pytest.raises(InputError, match="unknown_municipality"):
        import_list(path, municipality="Atlantis")
