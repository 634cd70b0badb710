"""Whatever a file holds, reading gives tables and problems, or one of our errors: never a traceback.

At least 2,000 garbled or odd inputs (the sum of ``max_examples`` below without the round trips), and the
round trip: what is written is what is read.
"""

from __future__ import annotations

import io
import math
import tempfile
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.exceptions import IllegalCharacterError

from matchmaker.kernel.errors import InputError, MatchmakerError, Problem, TableErrors
from matchmaker.kernel.messages import catalogue
from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.model.schema import CellType, Column
from matchmaker.model.tables import Tables, frame_from
from matchmaker.sources.cells.numbers import read_number
from matchmaker.sources.cells.screening import screen
from matchmaker.sources.lists.plain_list import import_list
from matchmaker.sources.reading import load_tables, read_dataset
from matchmaker.sources.writing import cell_text, write_folder, write_workbook

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
TITLES = sorted({word for table in schema.TABLES.values() for word in (table.title, table.name)})
HEADERS = sorted({column.header for table in schema.TABLES.values() for column in table.columns})

odd_cells = st.one_of(
    st.sampled_from(
        ["", " ", "a1", "frivillig", "ja", "1,5", "1.500", "01.02.2024", "2024-13-01", "5038", "#REF!",
        "=1", "'=1", "\x00",
         "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "a|b|", "1e999", "-0", "٣",
         "ß", "\u202e", "01819012365",
         "9" * 400, "a\nb", '"', "'", "NaN", "None", "å" * 50]
    ),
    st.text(max_size=12),
    st.integers(-(10**20), 10**20).map(str),
)  # fmt: skip
odd_headers = st.one_of(
    st.sampled_from(HEADERS),
    st.sampled_from(["kjønn", "egenskap: x", "helse", "", "navn"]),
    st.text(max_size=8),
)
odd_rows = st.lists(st.lists(odd_cells, max_size=9), max_size=6)


@st.composite
def csv_bytes(draw: st.DrawFn) -> bytes:
    """Random bytes, random text, or rows of odd cells in some dialect, sometimes cut or soiled."""
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return draw(st.binary(max_size=200))
    if kind == 1:
        return draw(st.text(st.sampled_from(";,\t\"\n\r' =aå1.-\x00\ufeff"), max_size=120)).encode()
    sign = draw(st.sampled_from([";", ",", "\t", "|"]))
    rows = [draw(st.lists(odd_headers, min_size=1, max_size=9)), *draw(odd_rows)]
    quote = draw(st.booleans())
    text = "\n".join(sign.join(f'"{cell}"' if quote else cell for cell in row) for row in rows)
    data = text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"])), errors="replace")
    return soiled(draw, data) if kind == 3 else data


def soiled(draw: st.DrawFn, data: bytes) -> bytes:
    """Some bytes changed, taken away or put in, perhaps the end cut off."""
    content = bytearray(data)
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, max(len(content) - 1, 0)))
        match draw(st.integers(0, 3)):
            case 0 if content:
                content[place] = draw(st.integers(0, 255))
            case 1:
                content[place:place] = draw(st.binary(min_size=1, max_size=5))
            case 2:
                del content[place : place + draw(st.integers(1, 9))]
            case _:
                content = content[: place + 1] if draw(st.integers(0, 9)) == 0 else content
    return bytes(content)


@cache
def valid_workbook() -> bytes:
    """A small workbook, so that what is soiled matters: numbers, dates, text, a formula, an error."""
    book = Workbook()
    page = book.active
    page.title = "aktører"
    page.append(["id", "navn", "type", "kommune", "kapasitet_timer", "informert_dato", "kjønn"])
    page.append(["a1", "Lag på øya", "frivillig", 5038, 1.5, date(2024, 1, 2), "kvinne"])
    page.append(["a2", "=1+1", "frivillig", "Verdal", "#REF!", "1.2.2024", None])
    book.create_sheet("relasjoner").append(["fra", "til", "type"])
    book["relasjoner"].append(["a1", "a2", "samarbeider"])
    sink = io.BytesIO()
    book.save(sink)
    return sink.getvalue()


@st.composite
def soiled_archives(draw: st.DrawFn) -> bytes:
    """A workbook in which one part was soiled and packed again, so that its checksums hold."""
    sink = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(valid_workbook())) as source, zipfile.ZipFile(sink, "w") as target:
        names = source.namelist()
        chosen = draw(
            st.sampled_from(
                [name for name in names if "workbook" in name or "sheet" in name or "styles" in name]
            )
        )
        gone = draw(st.sampled_from([None] * 9 + names))
        for name in names:
            if name != gone:
                content = source.read(name)
                target.writestr(name, soiled(draw, content) if name == chosen else content)
    return sink.getvalue()


@st.composite
def odd_workbooks(draw: st.DrawFn) -> bytes:
    """A sound workbook of odd sheets."""
    book = Workbook()
    book.remove(book.active)
    cells = st.one_of(
        odd_cells,
        st.none(),
        st.floats(),
        st.integers(-(10**30), 10**30),
        st.booleans(),
        st.dates(),
        st.datetimes(),
    )
    titles = st.text(
        st.characters(exclude_characters="\\*?:/[]'", exclude_categories=["Cc", "Cs"]),
        min_size=1,
        max_size=20,
    )
    for _ in range(draw(st.integers(1, 3))):
        page = book.create_sheet(draw(st.sampled_from(TITLES) | titles))
        top = draw(st.integers(1, 3))
        rows = [
            draw(st.lists(odd_headers, max_size=8)),
            *draw(st.lists(st.lists(cells, max_size=9), max_size=5)),
        ]
        for number, row in enumerate(rows, top):
            for column, cell in enumerate(row, 1):
                try:
                    page.cell(number, column, cell)
                except (ValueError, IllegalCharacterError):  # control signs
                    page.cell(number, column, "x")
    sink = io.BytesIO()
    try:
        book.save(sink)
    except (ValueError, TypeError, OverflowError):  # what openpyxl itself cannot write
        assume(condition=False)
    return sink.getvalue()


def survives(path: Path) -> None:
    """Reading ends in tables and problems that can be said, or in an error of ours that can be said."""
    words = catalogue("nb")
    problems: tuple[Problem, ...]
    try:
        tables, problems = load_tables(path)
        assert isinstance(tables, Tables)
    except TableErrors as error:
        problems = error.problems
    except InputError as error:
        problems = ()
        said = words.say(error.message)
        assert said
    for problem in problems[:20]:
        assert words.say(problem.message)
        assert problem.hint is None or words.say(problem.hint)


def survives_as_list(path: Path) -> None:
    try:
        tables, _ = import_list(path, keep_notes=True)
        assert "actors" in tables.frames
    except MatchmakerError as error:
        said = catalogue("nb").say(error.message)
        assert said


def checked(data: bytes, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        survives(path)
        survives_as_list(path)


@settings(max_examples=500, deadline=None, suppress_health_check=SLOW)
@given(
    st.dictionaries(st.sampled_from(TITLES) | st.just("aktører"), csv_bytes(), min_size=1, max_size=3),
    st.binary(max_size=30),
)
def test_no_folder_of_csv_files_gives_a_traceback(files, descriptor):
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            (Path(folder) / f"{name}.csv").write_bytes(data)
            survives_as_list(Path(folder) / f"{name}.csv")
        (Path(folder) / "datapackage.json").write_bytes(descriptor)
        survives(Path(folder))


@settings(max_examples=750, deadline=None, suppress_health_check=SLOW)
@given(st.data())
def test_no_soiled_workbook_gives_a_traceback(data):
    checked(soiled(data.draw, valid_workbook()), "bok.xlsx")


@settings(max_examples=650, deadline=None, suppress_health_check=SLOW)
@given(soiled_archives())
def test_no_workbook_with_soiled_parts_gives_a_traceback(data):
    checked(data, "bok.xlsx")


@settings(max_examples=150, deadline=None, suppress_health_check=SLOW)
@given(odd_workbooks())
def test_no_odd_workbook_gives_a_traceback(data):
    checked(data, "bok.xlsx")


# -- round trips -----------------------------------------------------------------------------------

ids = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,8}", fullmatch=True)
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1, max_size=20
).map(screen)
texts = texts.filter(lambda text: isinstance(text, str) and text != "" and screen(text) == text)
tags = st.lists(
    texts.map(lambda text: " ".join(text.split())).filter(lambda t: not set(t) & set("|;,\n") and t),
    min_size=1,
    max_size=3,
)


def values(column: Column) -> st.SearchStrategy[Any]:
    """Canonical values of a column."""
    low = column.low if column.low is not None else -1e6
    high = column.high if column.high is not None else 1e6
    whole = st.integers(math.ceil(low), math.floor(min(high, 1e9)))
    return {
        CellType.ID: ids,
        CellType.REFERENCE: ids,
        CellType.TEXT: texts,
        CellType.CODE: st.sampled_from(column.codes or ("x",)),
        CellType.CODES: st.sets(st.sampled_from(column.codes or ("x",)), min_size=1).map(joined),
        CellType.TAGS: tags.map(joined),
        CellType.RANKED: st.lists(ids, min_size=1, max_size=3, unique=True).map("|".join),
        CellType.NUMBER: st.floats(low, high, allow_nan=False).map(fifteen_digits),
        CellType.WHOLE: whole.map(float),
        CellType.WHOLES: st.sets(whole, min_size=1, max_size=4).map(
            lambda found: "|".join(map(str, sorted(found)))
        ),
        CellType.DATE: st.dates(date(1800, 1, 1), date(2200, 12, 31)),
        CellType.YES_NO: st.booleans(),
        CellType.MUNICIPALITY: st.sampled_from(("0301", "5037", "5038", "5041")),
        CellType.MUNICIPALITIES: st.sets(st.sampled_from(("0301", "5037", "5038")), min_size=1).map(joined),
        CellType.ORGNR: st.just("974760673"),
    }[column.type]


def fifteen_digits(value: float) -> float:
    """As many digits as a spreadsheet keeps."""
    return float(f"{value:.15g}")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_csv_keeps_every_digit(value):
    assert read_number(cell_text(value)) == value


def joined(found: Any) -> str:
    return "|".join(sorted(set(found)))


@st.composite
def tables_strategy(draw: st.DrawFn) -> Tables:
    """Tables in canonical form; they need not fit together, only every cell be valid."""
    frames, features = {}, []
    names = [
        "actors",
        *draw(
            st.lists(
                st.sampled_from(
                    [n for n in schema.TABLES if n not in ("actors", "kinds", "contribution_types")]
                ),
                unique=True,
                max_size=3,
            )
        ),
    ]
    for name in names:
        rows = [
            {
                column.name: draw(values(column) if column.required else st.none() | values(column))
                for column in schema.TABLES[name].columns
            }
            for _ in range(draw(st.integers(1, 4)))
        ]
        frames[name] = frame_from(name, rows)
    actors = list(frames["actors"]["id"].astype(object))
    assume(len(set(actors)) == len(actors))
    for row, actor in enumerate(actors, 2):
        for feature in ("kjonn", "morsmal"):
            value = draw(st.none() | st.sampled_from(("kvinne", "samisk språk", v.WITHHELD, "=1")))
            if value is not None:
                features.append((row, actor, feature, value))
    long = (
        pd.DataFrame(features, columns=["row", "actor", "feature", "value"])
        .set_index("row")
        .astype("category")
    )
    return Tables(frames, long.rename_axis(None))


def plain(frame: pd.DataFrame) -> list[tuple[Any, ...]]:
    """Rows with their numbers; missing is ``None``."""
    loose = frame.astype(object)
    return list(loose.where(loose.notna(), None).itertuples(name=None))


def assert_same(one: Tables, other: Tables) -> None:
    assert set(one.frames) == set(other.frames)
    for name, frame in one.frames.items():
        assert list(frame.columns) == list(other.frames[name].columns)
        assert [str(t) for t in frame.dtypes] == [str(t) for t in other.frames[name].dtypes]
        assert plain(frame) == plain(other.frames[name])
    assert plain(one.features) == plain(other.features)


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(tables_strategy())
def test_a_folder_that_was_written_reads_as_the_same_tables(tables):
    with tempfile.TemporaryDirectory() as folder:
        write_folder(tables, Path(folder))
        assert_same(tables, read_dataset(Path(folder))[0])


@settings(max_examples=30, deadline=None, suppress_health_check=SLOW)
@given(tables_strategy())
def test_a_workbook_that_was_written_reads_as_the_same_tables(tables):
    with tempfile.TemporaryDirectory() as folder:
        path = write_workbook(tables, Path(folder) / "ut.xlsx")
        assert_same(tables, read_dataset(path)[0])
