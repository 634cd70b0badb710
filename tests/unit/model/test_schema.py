"""Headers that can be told apart, and words for every table and column."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.model.schema import CellType, fold
from matchmaker.model.tables import Tables, dtype_of, empty_frame, frame_from

TABLES = sorted(schema.TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_every_header_means_one_column(name: str) -> None:
    spec = schema.TABLES[name]
    heads = [
        (fold(text), column.name)
        for column in spec.columns
        for text in {column.name, column.header, *column.aliases}
    ]
    if spec.features:
        heads += [
            (fold(text), feature) for feature, texts in schema.FEATURE_HEADERS.items() for text in set(texts)
        ]
    owners: dict[str, set[str]] = {}
    for head, owner in heads:
        owners.setdefault(head, set()).add(owner)
    shared = {head: names for head, names in owners.items() if len(names) > 1}
    assert shared == {}
    assert "" not in owners


def test_every_sheet_name_means_one_table() -> None:
    titles = [
        (fold(text), table.name)
        for table in schema.TABLES.values()
        for text in {table.name, table.title, *table.aliases}
    ]
    assert not [t for t, count in Counter(head for head, _ in set(titles)).items() if count > 1]


@pytest.mark.parametrize("name", TABLES)
def test_keys_are_columns(name: str) -> None:
    spec = schema.TABLES[name]
    for key in spec.key:
        assert spec.column(key).name == key
    with pytest.raises(KeyError):
        spec.column("no such column")
    assert any(spec.column(key).required for key in spec.key)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_every_table_and_column_is_explained(name: str, language: str) -> None:
    words = catalogue(language)  # type: ignore[arg-type]
    lacking = [code for column in schema.TABLES[name].columns if not words.knows(code := column.help_code)]
    lacking += [] if words.knows(f"table.{name}") else [f"table.{name}"]
    assert lacking == []


def test_references_and_open_vocabularies_name_a_table_with_ids() -> None:
    for table in schema.TABLES.values():
        for column in table.columns:
            if column.type is CellType.REFERENCE or column.target:
                assert schema.TABLES[column.target].column("id").required
            assert bool(column.codes) == (column.type in (CellType.CODE, CellType.CODES))


def test_the_six_kinds_of_the_field_are_kinds_and_sectors() -> None:
    """Architecture, convention 10: the field's own codes."""
    six = {"innbygger", "naeringsliv", "frivillig", "politiker", "administrasjon", "tjeneste"}
    assert {s.value for s in v.Sector} == six
    assert six < set(v.KINDS)
    assert all(v.KINDS[code].sector.value == code for code in six)


def test_every_contribution_leads_to_one_of_the_three_classes() -> None:
    """Resource, knowledge, effort (SINTEF 2023, ch. 2)."""
    for code in v.CONTRIBUTIONS:
        here: str | None = code
        seen = []
        while here is not None:
            assert here not in seen
            seen.append(here)
            here = v.CONTRIBUTIONS[here]
        assert seen[-1] in v.CONTRIBUTION_CLASSES


def test_codes_are_ascii_and_fold_to_themselves_uniquely() -> None:
    for codes in (v.KINDS, v.CONTRIBUTIONS, [r.value for r in v.Relation], [s.value for s in v.Sector]):
        assert all(code.isascii() and code == code.lower() for code in codes)
        assert len({fold(code) for code in codes}) == len(list(codes))


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert fold(f" {text} ") == fold(f"_{text}-") == once


def test_an_absent_table_is_an_empty_one() -> None:
    empty = Tables({})
    for name, spec in schema.TABLES.items():
        frame = empty.frame(name)
        assert list(frame.columns) == [column.name for column in spec.columns]
        assert len(frame) == 0
        assert {c.name: str(frame[c.name].dtype) for c in spec.columns} == {
            c.name: dtype_of(c.type) for c in spec.columns
        }
        assert empty.file(name) == spec.title
        assert empty.header(name, spec.columns[0].name) == spec.columns[0].header


def test_rows_made_in_code_get_the_types_of_rows_that_are_read() -> None:
    rows: list[dict[str, object]] = [{"id": "a", "hours": 3, "reserved": True}]
    frame = frame_from("actors", rows)
    expected = empty_frame(schema.ACTORS).dtypes.astype(str).to_dict()
    assert frame.dtypes.astype(str).to_dict() == expected
    assert list(frame.index) == [2]
