"""A dropped file, mended cell by cell, becomes a version."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest

from matchmaker.kernel.errors import InputError, TableErrors
from matchmaker.services import drafts
from matchmaker.services.committing import CommitRequest, commit, export_workbook
from matchmaker.services.drafts import (
    CellEdit,
    add_row,
    commit_draft,
    discard,
    edit_dataset,
    list_drafts,
    mend,
    open_draft,
    remove_rows,
)
from matchmaker.services.dropping import DropRequest, drop_file
from tests.unit.small import actor, tables

if TYPE_CHECKING:
    from matchmaker.services.kept import KeptWorkspace

ACTORS = [
    ["id", "navn", "type", "kommune"],
    ["velet", "Velet", "frivilligg", "5038"],
    ["laget", "Laget", "frivillig", "9999"],
]


def csv_of(rows: list[list[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def dropped(
    kept: KeptWorkspace, rows: list[list[str]], file: str = "aktører.csv", dataset: str = "lite"
) -> str:
    return drop_file(kept, DropRequest(file, csv_of(rows), "Kari", dataset)).draft.id


def test_every_problem_is_at_its_cell_and_can_be_mended(kept: KeptWorkspace) -> None:
    seen = drop_file(kept, DropRequest("aktører.csv", csv_of(ACTORS), "Kari", "lite"))
    places = [(one.problem.code, one.row, one.position) for one in seen.problems]
    assert places == [("unknown_code", 2, 2), ("unknown_municipality", 3, 3)]
    assert (seen.errors, seen.difference) == (2, None)
    sheet = seen.draft.sheets.sheets[0].title
    with pytest.raises(TableErrors):
        commit_draft(kept, seen.draft.id, 1, "Kari")
    edits = (CellEdit(sheet, 2, "type", "frivillig"), CellEdit(sheet, 3, "kommune", "Levanger"))
    mended = mend(kept, seen.draft.id, 1, edits, "Kari")
    assert mended.errors == 0
    assert mended.difference is not None
    assert mended.difference.total == 2
    assert commit_draft(kept, seen.draft.id, 2, "Kari").version == 1
    assert kept.dataset("lite").register.actor("laget").municipality == "5037"
    assert list_drafts(kept) == ()


def test_a_draft_outlives_the_browser(kept: KeptWorkspace) -> None:
    draft = dropped(kept, ACTORS)
    kept.store.storage.close()
    assert [one.id for one in list_drafts(kept)] == [draft]
    assert open_draft(kept, draft).errors == 2
    discard(kept, draft)
    with pytest.raises(InputError, match="unknown_draft"):
        open_draft(kept, draft)


def test_two_on_one_draft_are_told(kept: KeptWorkspace) -> None:
    draft = dropped(kept, ACTORS)
    sheet = open_draft(kept, draft).draft.sheets.sheets[0].title
    mend(kept, draft, 1, (CellEdit(sheet, 2, "type", "frivillig"),), "Kari")
    with pytest.raises(InputError, match="draft_changed") as told:
        mend(kept, draft, 1, (CellEdit(sheet, 2, "type", "skole"),), "Ola")
    assert told.value.params["who"] == "Kari"
    with pytest.raises(InputError, match="draft_changed"):
        commit_draft(kept, draft, 1, "Ola")
    assert open_draft(kept, draft).draft.sheets.sheets[0].rows[0][2] == "frivillig"


def test_rows_are_added_and_taken_away(kept: KeptWorkspace) -> None:
    draft = dropped(kept, ACTORS)
    sheet = open_draft(kept, draft).draft.sheets.sheets[0].title
    longer = add_row(kept, draft, 1, sheet, "Kari")
    assert longer.draft.sheets.sheets[0].numbers == (2, 3, 4)
    shorter = remove_rows(kept, draft, 2, sheet, (2, 4), "Kari")
    assert shorter.draft.sheets.sheets[0].numbers == (3,)
    assert shorter.errors == 1


def test_one_table_leaves_the_others_as_they_were(kept: KeptWorkspace) -> None:
    held = tables(actors=[actor("a"), actor("b")], contributions=[{"actor": "a", "contribution": "utstyr"}])
    commit(kept, CommitRequest("lite", "Kari"), held)
    rows = [["aktor", "bidrag"], ["b", "utstyr"]]
    seen = drop_file(kept, DropRequest("bidrag.csv", csv_of(rows), "Kari", "lite"))
    assert seen.errors == 0
    assert seen.difference is not None
    assert [(one.sheet, one.action) for one in seen.difference.rows] == [
        ("bidrag", "removed"),
        ("bidrag", "added"),
    ]
    commit_draft(kept, seen.draft.id, 1, "Kari")
    assert list(kept.dataset("lite").register.ids) == ["a", "b"]


def test_an_ordinary_list_adds_those_who_are_new(kept: KeptWorkspace) -> None:
    rows = [["Navn", "Organisasjon", "Rolle"], ["", "Verdal velforening", "frivillig lag"]]
    first = drop_file(kept, DropRequest("deltakere.csv", csv_of(rows), "Kari", "lite", municipality="Verdal"))
    assert first.errors == 0, first.problems
    commit_draft(kept, first.draft.id, 1, "Kari")
    rows.append(["", "Levanger frivilligsentral", "frivilligsentral"])
    second = drop_file(
        kept, DropRequest("deltakere.csv", csv_of(rows), "Kari", "lite", municipality="Verdal")
    )
    assert second.difference is not None
    assert [one.action for one in second.difference.rows] == ["added"]


def test_a_dataset_is_edited_as_it_is(kept: KeptWorkspace) -> None:
    seen = edit_dataset(kept, "innherred", "Kari")
    assert (seen.errors, seen.draft.base) == (0, 0)
    assert seen.difference is not None
    assert seen.difference.total == 0
    sheet = seen.draft.sheets.sheet("aktører")
    mend(kept, seen.draft.id, 1, (CellEdit("aktører", sheet.numbers[0], "navn", "Nytt navn"),), "Kari")
    result = commit_draft(kept, seen.draft.id, 2, "Kari")
    assert result.version == 1
    assert kept.about("innherred").synthetic, "what the dataset says about itself is kept"
    with pytest.raises(InputError, match="unknown_dataset"):
        edit_dataset(kept, "borte", "Kari")


def test_a_workbook_is_the_whole_dataset(kept: KeptWorkspace) -> None:
    commit(kept, CommitRequest("lite", "Kari"), tables(actors=[actor("a"), actor("b")]))
    book = export_workbook(kept, "lite")
    commit(kept, CommitRequest("lite", "Kari", 1), tables(actors=[actor("a")]))
    seen = drop_file(kept, DropRequest("lite.xlsx", book, "Kari", "lite"))
    assert seen.draft.base == 2
    assert seen.difference is not None
    assert [(one.key, one.action) for one in seen.difference.rows] == [("b", "added")]


def test_what_is_mended_while_the_draft_is_being_kept_stops_it(
    kept: KeptWorkspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the reading of a draft and the step, somebody else mends a cell: the draft stays, with it."""
    draft = dropped(kept, [ACTORS[0], ["velet", "Velet", "frivillig", "5038"]])
    read = drafts.read_sheets

    def meanwhile(sheets: object) -> object:
        monkeypatch.setattr(drafts, "read_sheets", read)
        mend(kept, draft, 1, (CellEdit("aktører", 2, "navn", "Ola sin"),), "Ola")
        return read(sheets)  # type: ignore[arg-type]

    monkeypatch.setattr(drafts, "read_sheets", meanwhile)
    with pytest.raises(InputError) as wrong:
        commit_draft(kept, draft, 1, "Kari")
    assert (wrong.value.code, wrong.value.params["who"]) == ("draft_changed", "Ola")
    assert kept.version("lite") is None
    assert open_draft(kept, draft).draft.revision == 2


def test_a_draft_shows_what_it_changes_also_when_others_have_changed_something_else(
    kept: KeptWorkspace,
) -> None:
    commit(kept, CommitRequest("lite", "Kari"), tables(actors=[actor("a"), actor("b")]))
    seen = edit_dataset(kept, "lite", "Kari")
    seen = mend(kept, seen.draft.id, 1, (CellEdit("aktører", 2, "navn", "Kari sin"),), "Kari")
    commit(
        kept, CommitRequest("lite", "Ola", 1), tables(actors=[actor("a"), actor("b") | {"name": "Ola sin"}])
    )
    difference = open_draft(kept, seen.draft.id).difference
    assert difference is not None
    assert [(row.key, row.action) for row in difference.rows] == [("a", "changed")]
    commit_draft(kept, seen.draft.id, 2, "Kari")
    assert list(kept.dataset("lite").register.actors["name"]) == ["Kari sin", "Ola sin"]
