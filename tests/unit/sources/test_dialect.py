"""CSV in the dialects that people's programs write."""

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.sources.files.csv_files import parse_csv
from matchmaker.sources.files.dialect import decode, delimiter_of

TEXT = "id;navn;sted\na1;Åse på øya;Ærøy\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_dialect_gives_the_same_cells(encoding, delimiter, newline):
    data = TEXT.replace(";", delimiter).replace("\n", newline).encode(encoding)
    grid = parse_csv(data, "t", "t.csv")
    assert grid.headers == ("id", "navn", "sted")
    assert [column.texts[column.codes[0]] for column in grid.columns] == ["a1", "Åse på øya", "Ærøy"]


def test_a_sep_line_decides_and_is_no_row():
    grid = parse_csv(b"sep=,\r\nid,navn\r\n1,a;b\r\n", "t", "t.csv")
    assert grid.headers == ("id", "navn")
    assert list(grid.rows) == [2]


def test_separators_inside_quotation_marks_do_not_count():
    assert delimiter_of('id,"a;b;c;d",type\n1,"x;y;z",2') == ","


def test_a_title_above_the_list_does_not_decide():
    assert delimiter_of("Deltakere, møte 5. mai\n\nnavn;rolle;sted\na;b;c\n") == ";"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04" + bytes(200), b"\x89PNG\x81\x8d", "id;navn".encode("utf-16-le")]
)
def test_what_is_no_text_is_refused_with_a_hint(data):
    with pytest.raises(InputError) as caught:
        decode(data)
    assert caught.value.code == "not_text"
    assert caught.value.hint is not None


def test_an_open_quotation_mark_is_an_error_with_its_row():
    with pytest.raises(InputError) as caught:
        parse_csv(b'id;navn\n1;a\n2;"b\n3;c\n4;d\n', "t", "t.csv")
    assert (caught.value.code, caught.value.params["row"]) == ("unclosed_quote", 3)


def test_blank_rows_are_skipped_and_numbers_stay_true():
    grid = parse_csv(b'\n\nid;navn\n;\n1;"to\nlinjer"\n \n2;b\n', "t", "t.csv")
    assert grid.headers == ("id", "navn")
    assert list(grid.rows) == [5, 7]


def test_cells_beyond_the_headers_are_kept_apart():
    grid = parse_csv(b"id;navn;;\n1;a;;\n2;b;c\n3\n", "t", "t.csv")
    assert [(extra.row, extra.value) for extra in grid.extras] == [(3, "c")]
    assert grid.columns[1].texts[grid.columns[1].codes[2]] == ""


def test_a_file_of_nothing_has_no_headers():
    for data in (b"", b"\n\n", b";;;\n"):
        assert parse_csv(data, "t", "t.csv").headers == ()
