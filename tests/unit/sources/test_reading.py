"""A folder or a workbook becomes tables and one list of problems; nothing cascades."""

import json
from pathlib import Path

import pandas as pd
import pytest

from matchmaker.kernel.errors import InputError, Severity, TableErrors
from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.model.tables import dtype_of
from matchmaker.sources.cells.columns import MOST_ALIKE
from matchmaker.sources.files.layout import feature_of, is_refused, table_for
from matchmaker.sources.reading import load_tables, read_dataset

ACTORS = "id;navn;type\na1;Lag 1;frivillig\na2;Lag 2;frivillig\n"


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def places(path: Path) -> list[tuple[str, str, int | None, str | None]]:
    return [(p.code, p.file, p.row, p.column) for p in read_dataset(path)[1]]


def test_the_smallest_dataset(tmp_path):
    tables, problems = read_dataset(folder(tmp_path, aktorer=ACTORS))
    assert problems == ()
    frame = tables.frames["actors"]
    assert list(frame.columns) == [column.name for column in schema.ACTORS.columns]
    assert list(frame.index) == [2, 3]
    assert tables.headers["actors", "name"] == "navn"
    assert tables.files == {"actors": "aktorer.csv"}


def test_every_column_has_the_promised_dtype_whether_it_is_there_or_not(tmp_path):
    tables, _ = read_dataset(
        folder(tmp_path, aktorer=ACTORS, bidrag="aktor;bidrag;fra_dato\na1;lokaler;1.2.2024\n")
    )
    for name, frame in tables.frames.items():
        for column in schema.TABLES[name].columns:
            assert str(frame[column.name].dtype) == dtype_of(column.type), column.name
    assert tables.frames["contributions"]["valid_from"].iloc[0] == pd.Timestamp(2024, 2, 1)


def test_defaults_are_not_filled_in_by_the_reader(tmp_path):
    tables, _ = read_dataset(folder(tmp_path, aktorer=ACTORS))
    assert tables.frames["actors"]["reserved"].isna().all()


@pytest.mark.parametrize("name", ["actors", "Aktører", "AKTØRAR", "aktorer", "aktører "])
def test_tables_are_known_by_norwegian_and_english_names(name):
    assert table_for(name) is schema.ACTORS


def test_english_and_norwegian_headers_give_the_same(tmp_path):
    one, two = tmp_path / "en", tmp_path / "nb"
    for target in (one, two):
        target.mkdir()
    folder(one, actors="ID,Name,Kind,Municipality,Sex\na1,Lag,frivillig,Verdal,female\n")
    folder(two, aktører="id;navn;type;kommune;kjønn\na1;Lag;frivillig;5038;kvinne\n")
    english, norwegian = read_dataset(one)[0], read_dataset(two)[0]
    pd.testing.assert_frame_equal(english.frames["actors"], norwegian.frames["actors"])
    pd.testing.assert_frame_equal(english.features, norwegian.features)


def test_features_are_long_and_unknown_has_no_row(tmp_path):
    rows = ("a1;A;innbygger;k;samisk", "a2;B;innbygger;ukjent;", "a3;C;innbygger;;vil ikke oppgi")
    text = "\n".join(("id;navn;type;kjønn;egenskap: Morsmål", *rows))
    features = read_dataset(folder(tmp_path, aktorer=text))[0].features
    assert list(features.astype(object).itertuples(name=None)) == [
        (2, "a1", "kjonn", "kvinne"), (2, "a1", "morsmal", "samisk"), (4, "a3", "morsmal", v.WITHHELD),
    ]  # fmt: skip


@pytest.mark.parametrize("feature", sorted(v.FEATURES_NEVER_KEPT))
def test_what_is_never_kept_is_refused_under_every_header(feature):
    assert is_refused(feature)
    assert is_refused(feature.replace("_", " ").upper())
    assert feature_of(f"Egenskap: {feature}") is not None
    assert feature_of(feature) is not None


def test_a_refused_feature_is_one_problem_and_its_values_are_not_repeated(tmp_path):
    text = "id;navn;type;egenskap: diagnose;Health\na1;A;innbygger;hemmelig;skjult\n"
    tables, problems = read_dataset(folder(tmp_path, aktorer=text))
    assert [(p.code, p.column) for p in problems] == [
        ("feature_not_allowed", "Health"), ("feature_not_allowed", "egenskap: diagnose"),
    ]  # fmt: skip
    assert "hemmelig" not in repr(problems)
    assert tables.features.empty


def test_a_bad_id_is_one_problem_and_what_refers_to_it_none(tmp_path):
    path = folder(
        tmp_path,
        aktorer="id;navn;type\nVerdal lag;A;frivillig\na2;B;frivillig\n",
        relasjoner="fra;til;type\nVerdal lag;a2;samarbeider\na2;Verdal lag;kjenner\n",
    )
    assert places(path) == [("not_an_id", "aktorer.csv", 2, "id")]


def test_a_bad_kind_leaves_the_actor_there(tmp_path):
    path = folder(tmp_path, aktorer="id;navn;type\na1;A;tull\n", bidrag="aktor;bidrag\na1;lokaler\n")
    assert places(path) == [("unknown_code", "aktorer.csv", 2, "type")]


def test_actors_that_cannot_be_read_are_one_problem_not_one_per_reference(tmp_path):
    path = folder(tmp_path, bidrag="aktor;bidrag\na1;lokaler\na2;lokaler\n")
    assert places(path) == [("missing_table", tmp_path.name, None, None)]
    (tmp_path / "aktorer.csv").write_bytes(b"\x00" * 100)
    assert places(path) == [("not_text", "aktorer.csv", None, None)]
    (tmp_path / "aktorer.csv").write_text("navn;type\nA;frivillig\n", encoding="utf-8")
    assert places(path) == [("missing_column", "aktorer.csv", None, "id")]


def test_a_dataset_extends_the_vocabulary_with_its_own_types(tmp_path):
    path = folder(
        tmp_path,
        aktorer="id;navn;type\na1;A;grendehus\n",
        typer="id;navn;sektor\ngrendehus;Grendehus;frivillig\n",
        bidragstyper="id;navn;del_av\nkaffe;Kaffe;ressurs\nkaker;Kaker;kaffe\n",
        bidrag="aktor;bidrag\na1;Kaker\n",
    )
    tables, problems = read_dataset(path)
    assert problems == ()
    assert list(tables.frames["contributions"]["contribution"]) == ["kaker"]


def test_unknown_files_and_columns_are_warnings_with_a_hint(tmp_path):
    path = folder(tmp_path, aktorer=ACTORS + ";;;\n", aktorerr="x;y\n1;2\n", LESMEG="hva;som\n")
    (tmp_path / "notat.docx").write_bytes(b"x")
    (tmp_path / ".skjult.csv").write_text("x", encoding="utf-8")
    tables, problems = load_tables(path)
    assert [(p.code, p.severity) for p in problems] == [("unknown_table", Severity.WARNING)]
    assert problems[0].hint.params["value"] == "aktører"
    assert set(tables.frames) == {"actors"}


def test_an_unknown_column_is_left_out_but_looked_through(tmp_path):
    text = "id;navn;type;Telefon;;navnn\na1;A;frivillig;12345678;x;\na2;B;frivillig;01819012365;;\n"
    found = read_dataset(folder(tmp_path, aktorer=text))[1]
    assert [(p.code, p.row, p.column) for p in found] == [
        ("nameless_column", None, "E"), ("unknown_column", None, "Telefon"), ("unknown_column", None,
        "navnn"),
        ("national_id", 3, "Telefon"),
    ]  # fmt: skip
    assert [p.hint.params for p in found if p.column == "navnn"] == [{"value": "navn"}]
    assert "01819012365" not in repr(found)


def test_two_files_for_one_table_are_a_problem(tmp_path):
    path = folder(tmp_path, aktorer=ACTORS, actors=ACTORS)
    assert places(path) == [("duplicate_table", "aktorer.csv", None, None)]


def test_an_empty_actors_table_is_an_error_and_another_empty_one_is_not(tmp_path):
    path = folder(tmp_path, aktorer="id;navn;type\n", bidrag="aktor;bidrag\n")
    assert places(path) == [("empty_table", "aktorer.csv", None, None)]
    folder(tmp_path, aktorer=ACTORS, steder="")
    found = read_dataset(path)[1]
    assert [(p.code, p.file, p.severity) for p in found] == [("empty_table", "steder.csv", Severity.WARNING)]


def test_thousands_of_the_same_are_counted(tmp_path):
    rows = "".join(f"a{i};A;tull\n" for i in range(MOST_ALIKE + 5))
    found = read_dataset(folder(tmp_path, aktorer="id;navn;type\n" + rows))[1]
    assert len(found) == MOST_ALIKE + 1
    assert [p.params["count"] for p in found if p.code == "and_more"] == [5]


def test_problems_do_not_depend_on_the_order_in_which_files_were_made(tmp_path):
    files = {"aktorer": "id;navn;type\na1;;x\n", "bidrag": "aktor;bidrag\nb;y\n", "steder": "id\n1\n"}
    for target, names in (("a", list(files)), ("b", list(files)[::-1])):
        (tmp_path / target).mkdir()
        folder(tmp_path / target, **{name: files[name] for name in names})
    assert places(tmp_path / "a") == places(tmp_path / "b")
    assert len(places(tmp_path / "a")) == 6


def test_load_raises_with_all_problems_and_reads_valid_tables(tmp_path):
    with pytest.raises(TableErrors) as caught:
        load_tables(folder(tmp_path, aktorer="id;navn;type\na1;;x\n"))
    assert [p.code for p in caught.value.problems] == ["missing_value", "unknown_code"]


def test_a_broken_descriptor_is_a_warning(tmp_path):
    path = folder(tmp_path, aktorer=ACTORS)
    (path / "datapackage.json").write_text("{", encoding="utf-8")
    assert [p.code for p in load_tables(path)[1]] == ["broken_datapackage"]
    (path / "datapackage.json").write_text(json.dumps({"title": 3}), encoding="utf-8")
    assert load_tables(path)[1] == ()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("finnes-ikke", "not_found"),
        ("tom", "not_a_dataset"),
        ("fil.pdf", "not_a_dataset"),
        ("a\0b", "not_found"),
    ],
)
def test_what_is_no_dataset_is_an_input_error(tmp_path, name, code):
    (tmp_path / "tom").mkdir()
    (tmp_path / "fil.pdf").write_bytes(b"%PDF")
    with pytest.raises(InputError) as caught:
        read_dataset(tmp_path / name)
    assert caught.value.code == code


def test_groups_that_are_counted_are_read_as_the_feature_they_count(tmp_path):
    """Dashes of every kind, and the words for a sex; what is no age band stays as it stands."""
    rows = ["utfordring;steg;egenskap;gruppe;antall", "sak;møtt;kjønn;Kvinner;3", "sak;møtt;kjønn;ukjend;1"]
    rows += [f"sak;møtt;aldersgruppe;{group};2" for group in ("13–19", "67-", "voksne")] + [
        "sak;møtt;yrke;67-;4"
    ]
    sak = "id;tittel;nivaa\nsak;Saken;tjeneste\n"
    tables, problems = read_dataset(
        folder(tmp_path, aktorer=ACTORS, utfordringer=sak, deltakertall="\n".join(rows) + "\n")
    )
    assert problems == ()
    frame = tables.frames["turnout"].astype(object)
    assert list(zip(frame["attribute"], frame["group"], strict=True)) == [
        ("kjonn", "kvinne"), ("kjonn", "ukjent"), ("aldersgruppe", "13-19"), ("aldersgruppe", "67+"),
        ("aldersgruppe", "voksne"), ("yrke", "67-"),
    ]  # fmt: skip


def test_two_spellings_of_one_age_band_are_a_repeat(tmp_path):
    figures = "kommune;dato;egenskap;gruppe;antall;kilde\n" + "".join(
        f"5038;1.1.2026;aldersgruppe;{group};{count};n\n" for group, count in (("13-19", 5), ("13–19", 6))
    )
    assert [one[0] for one in places(folder(tmp_path, aktorer=ACTORS, befolkning=figures))] == [
        "duplicate_key"
    ]


def test_an_unknown_word_for_a_sex_is_kept_with_a_warning(tmp_path):
    actors = "id;navn;type;kjønn\na;A;innbygger;Kvinne\nb;B;innbygger;vet ei\nc;C;innbygger;vil ikke svare\n"
    tables, problems = read_dataset(folder(tmp_path, aktorer=actors))
    assert [(p.code, p.row, p.column, p.value, p.severity) for p in problems] == [
        ("unknown_sex", 3, "kjønn", "vet ei", Severity.WARNING)
    ]
    assert problems[0].hint.params["known"] == ("kvinne", "mann", "annet", v.WITHHELD)
    assert list(tables.features["value"]) == ["kvinne", "vet ei", v.WITHHELD]
