"""A draft on the page «Aktører og data», without a browser: what is shown, and what is done to it."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any

import pytest
from dash import html

from dashboard.components import ids
from dashboard.components.grid import columns, field, letters, position, rows
from dashboard.pages import aktorer_og_data, data_commit, data_drop, data_held, data_undo
from dashboard.pages.data_columns import column_options, known_headers
from dashboard.pages.data_difference import difference
from dashboard.pages.data_draft import answer
from dashboard.pages.data_mending import Wish
from dashboard.pages.data_problems import MOST_LISTED, marks, problem_list, summary
from dashboard.pages.data_said import MOST_LETTERS, bumped, command, signature, when
from dashboard.texts import words
from matchmaker.kernel.errors import InputError
from matchmaker.services import drafts
from matchmaker.services.committing import preview_path
from matchmaker.services.dropping import DropRequest, drop_file
from matchmaker.services.history import history

if TYPE_CHECKING:
    from pathlib import Path

    from dashboard.pages.answers import Answers
    from matchmaker.services.drafts import DraftView

NB = words("nb")
ACTORS = "id;navn;type;kommune\na;Alfa;frivilig;5038\nb;Beta;frivillig;5037\nb;Gamma;naeringsliv;5037\n"
"""Row 2 has a misspelt code; rows 3 and 4 share an id."""
SEARCH = "?datasett=fjord&utkast=utkast-1"


@pytest.fixture(autouse=True)
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is read aloud: outside a callback there is nobody to say it to."""
    said: list[str] = []
    for name in ("data_draft", "data_commit", "data_undo", "data_drop"):
        monkeypatch.setattr(f"dashboard.pages.{name}.announce", said.append)
    return said


@pytest.fixture
def view(desk: Answers) -> DraftView:
    return drop_file(desk.workspace, DropRequest("fjord.csv", ACTORS.encode(), "Kari", "fjord"))


def said(shown: Any) -> str:
    """Everything a piece of a page says, in order."""
    if isinstance(shown, list | tuple):
        return " ".join(said(part) for part in shown)
    if isinstance(shown, str | int):
        return str(shown)
    return said(shown.children) if getattr(shown, "children", None) is not None else ""


def attributes(shown: Any, name: str) -> list[str]:
    parts = [part.to_plotly_json()["props"] for one in shown for part in [one, *one._traverse()]
             if hasattr(part, "to_plotly_json")]  # fmt: skip
    return [part[name] for part in parts if name in part]


def title(view: DraftView) -> str:
    return view.draft.sheets.sheets[0].title


def at(view: DraftView) -> dict[str, Any]:
    return {"draft": view.draft.id, "revision": view.draft.revision, "sheet": title(view)}


def written(view: DraftView, row: int, column: int, text: str) -> dict[str, Any]:
    cell = {"draft": view.draft.id, "sheet": title(view), "row": row, "column": field(column), "text": text}
    return {"count": 1, "cells": [cell]}


def test_letters_are_a_spreadsheets() -> None:
    assert [letters(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_columns_name_leads_back_to_its_position() -> None:
    assert [position(field(at)) for at in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="nr"):
        position("nr")


def test_rows_keep_their_numbers_and_leave_empty_cells_out() -> None:
    assert rows("ark", (2, 5), (("a", ""), ("", "b"))) == [
        {"id": "ark|2", "nr": 2, "c0": "a"}, {"id": "ark|5", "nr": 5, "c1": "b"},
    ]  # fmt: skip


def test_cells_beyond_the_headers_have_letters_and_faulty_headers_say_why() -> None:
    made = columns(NB, ("id", ""), (("a", "b", "c"),), {1: "mangler overskrift"})
    assert [one["headerName"] for one in made] == ["Rad", "id", "B", "C"]
    assert made[2]["headerTooltip"] == "mangler overskrift"
    assert "headerTooltip" not in made[1]


def test_every_problem_leads_to_its_cell(view: DraftView) -> None:
    shown = problem_list(NB, view)
    assert attributes(shown, "data-cell-row") == [f"{title(view)}|2", f"{title(view)}|4"]
    assert attributes(shown, "data-cell-column") == ["c2", "c0"]
    assert "2 feil å rette" in said(shown)
    assert marks(NB, view, title(view))[f"{title(view)}|2"]["c2"].startswith("«frivilig»")
    assert marks(NB, view, "et annet ark") == {}


def test_many_problems_are_counted_and_the_first_are_listed(desk: Answers) -> None:
    lines = "".join(f"a{number};Navn;frivilig;5038\n" for number in range(MOST_LISTED + 7))
    content = f"id;navn;type;kommune\n{lines}".encode()
    found = drop_file(desk.workspace, DropRequest("mange.csv", content, "Kari"))
    shown = problem_list(NB, found)
    assert len(attributes(shown, "data-cell-row")) == MOST_LISTED
    assert "7 til" in said(shown)


def test_a_draft_is_shown_with_the_first_sheet_when_none_is_asked_for(desk: Answers, view: DraftView) -> None:
    made = answer(NB, SEARCH, desk, None, Wish(None))
    assert (made.hidden, made.desk_hidden) == (False, True)
    assert made.at == at(view)
    assert [row["nr"] for row in made.rows] == [2, 3, 4]
    assert json.dumps(made.faults)


def test_rows_are_sent_only_when_the_grid_does_not_hold_them(desk: Answers, view: DraftView) -> None:
    wish = Wish(ids.GRID_EDITS, edits=written(view, 2, 2, "frivillig"), author="Ola")
    made = answer(NB, SEARCH, desk, at(view), wish)
    assert type(made.rows).__name__ == "NoUpdate"
    assert made.at["revision"] == 2
    held = drafts.open_draft(desk.workspace, view.draft.id)
    assert (held.errors, held.draft.author) == (1, "Ola")
    assert answer(NB, SEARCH, desk, at(view), Wish(None)).rows[0]["c2"] == "frivillig"


def test_what_was_written_over_somebody_elses_change_is_kept_and_written_anyway(
    desk: Answers, view: DraftView
) -> None:
    drafts.mend(
        desk.workspace, view.draft.id, 1, (drafts.CellEdit(title(view), 2, "type", "frivillig"),), "Ola"
    )
    wish = Wish(ids.GRID_EDITS, edits=written(view, 4, 0, "c"), author="Kari")
    made = answer(NB, SEARCH, desk, at(view), wish)
    assert "endret av Ola" in said(made.told)
    assert "«c»" in said(made.told)
    assert drafts.open_draft(desk.workspace, view.draft.id).draft.revision == 2
    again = answer(NB, SEARCH, desk, made.at, Wish(ids.WRITE_ANYWAY, refused=made.refused, author="Kari"))
    assert (again.told, again.refused) == ("", None)
    assert drafts.open_draft(desk.workspace, view.draft.id).errors == 0


def test_rows_and_columns_are_added_and_taken_away(desk: Answers, view: DraftView) -> None:
    answer(NB, SEARCH, desk, at(view), Wish(ids.ADD_ROW))
    held = drafts.open_draft(desk.workspace, view.draft.id)
    assert held.draft.sheets.sheets[0].numbers == (2, 3, 4, 5)
    answer(NB, SEARCH, desk, at(held), Wish(ids.REMOVE_ROWS, marked=[{"nr": 4}, {"nr": 5}]))
    held = drafts.open_draft(desk.workspace, view.draft.id)
    assert held.draft.sheets.sheets[0].numbers == (2, 3)
    answer(NB, SEARCH, desk, at(held), Wish(ids.COLUMN_RENAME, column=("c4", "merknad")))
    held = drafts.open_draft(desk.workspace, view.draft.id)
    assert held.draft.sheets.sheets[0].headers[4] == "merknad"
    answer(NB, SEARCH, desk, at(held), Wish(ids.COLUMN_REMOVE, column=("c4", "")))
    held = drafts.open_draft(desk.workspace, view.draft.id)
    assert held.draft.sheets.sheets[0].headers == ("id", "navn", "type", "kommune")
    for nothing in (
        Wish(ids.REMOVE_ROWS),
        Wish(ids.COLUMN_REMOVE),
        Wish(ids.COLUMN_RENAME, column=("c1", "")),
    ):
        answer(NB, SEARCH, desk, at(held), nothing)
    assert drafts.open_draft(desk.workspace, view.draft.id).draft.revision == held.draft.revision


def test_a_draft_that_is_not_there_is_told_of(desk: Answers) -> None:
    made = answer(NB, "?utkast=utkast-9", desk, None, Wish(None))
    assert "utkast-9" in said(made.told)
    assert made.rows == []


def test_no_draft_shows_the_rest_of_the_page(desk: Answers) -> None:
    made = answer(NB, "?datasett=innherred", desk, None, Wish(None))
    assert (made.hidden, made.desk_hidden) == (True, False)


def test_columns_to_choose_from_are_the_sheets_and_a_new_one(view: DraftView) -> None:
    sheet = view.draft.sheets.sheets[0]
    options = column_options(NB, sheet.headers, sheet.width)
    assert [one["value"] for one in options] == ["c0", "c1", "c2", "c3", "c4"]
    assert "navn" in known_headers("aktører")
    assert known_headers("noe annet") == []


def test_a_draft_cannot_be_kept_while_something_is_wrong_and_says_why(desk: Answers, view: DraftView) -> None:
    assert "(2)" in data_commit.reason(NB, view)
    edits = (drafts.CellEdit(title(view), 2, "type", "frivillig"), drafts.CellEdit(title(view), 4, "id", "c"))
    mended = drafts.mend(desk.workspace, view.draft.id, 1, edits, "Kari")
    assert data_commit.reason(NB, mended) == ""
    draft = f"?utkast={view.draft.id}"
    address, changed, told, wrong = data_commit.committed(NB, desk, view.draft.id, (2, "Kari", 4), draft)
    assert (address, changed, wrong) == ({"left": draft, "reached": "?datasett=fjord"}, 5, "")
    assert "«fjord» er nå versjon 1" in said(told)
    same = drafts.edit_dataset(desk.workspace, "fjord", "Kari")
    assert data_commit.reason(NB, same) == NB.t("commit.nothing_new", number=1)
    assert "Ingenting er annerledes" in said(difference(NB, same.difference))  # type: ignore[arg-type]


def test_a_conflict_tells_who_and_what_and_the_draft_stays(desk: Answers, view: DraftView) -> None:
    edits = (drafts.CellEdit(title(view), 2, "type", "frivillig"), drafts.CellEdit(title(view), 4, "id", "c"))
    drafts.mend(desk.workspace, view.draft.id, 1, edits, "Kari")
    drafts.commit_draft(desk.workspace, view.draft.id, 2, "Kari")
    two = [drafts.edit_dataset(desk.workspace, "fjord", who).draft for who in ("Ola", "Eva")]
    for number, draft in enumerate(two):
        edit = drafts.CellEdit("aktører", 2, "navn", f"Alfa {number}")
        drafts.mend(desk.workspace, draft.id, 1, (edit,), draft.author)
    drafts.commit_draft(desk.workspace, two[0].id, 2, "Ola")
    meanwhile = data_commit.ending(NB, desk, drafts.open_draft(desk.workspace, two[1].id))
    assert "Versjon 2 av Ola" in said(meanwhile)
    *_, wrong = data_commit.committed(NB, desk, two[1].id, (2, "Eva", 0), "")
    assert "aktører: «a» er endret av Ola" in said(wrong)
    assert two[1].id in said(wrong)
    assert drafts.open_draft(desk.workspace, two[1].id).draft.author == "Eva"


def test_a_difference_shows_before_and_after(desk: Answers, tmp_path: Path) -> None:
    folder = tmp_path / "ny"
    folder.mkdir()
    content = ACTORS.replace("frivilig;", "frivillig;").replace("\nb;Gamma", "\nc;Gamma")
    (folder / "aktører.csv").write_text(content, encoding="utf-8")
    found = preview_path(desk.workspace, "nytt", folder)
    shown = difference(NB, found)
    assert "3" in said(shown)
    assert [part for one in shown for part in one._traverse() if isinstance(part, html.Ins)]


def test_the_way_back_is_named_and_shut_when_there_is_none(desk: Answers, view: DraftView) -> None:
    shut = data_undo.bar(NB, desk)
    assert attributes([shut], "aria-disabled") == ["true", "true"]
    assert "ingenting er gjort ennå" in said(shut)
    edits = (drafts.CellEdit(title(view), 2, "type", "frivillig"), drafts.CellEdit(title(view), 4, "id", "c"))
    drafts.mend(desk.workspace, view.draft.id, 1, edits, "Kari")
    drafts.commit_draft(desk.workspace, view.draft.id, 2, "Kari")
    step = history(desk.workspace).undo
    assert step is not None
    assert attributes([data_undo.bar(NB, desk)], "aria-disabled") == ["true"]
    assert "av Kari" in said(data_undo.bar(NB, desk))
    assert data_undo.gone(NB, desk, "undo", step.number, None) == ""
    assert "uten navn" not in said(data_undo.gone(NB, desk, "undo", step.number, None))
    assert data_undo.gone(NB, desk, "undo", step.number, None) != ""  # it is undone already


def test_what_the_browser_sends_is_read(view: DraftView) -> None:
    contents = "data:text/csv;base64," + b64encode(ACTORS.encode()).decode()
    request = data_drop.request_of(NB, "liste.csv", contents, (" fjord ", " ", None), " Kari ")
    assert request == DropRequest("liste.csv", ACTORS.encode(), "Kari", "fjord", None, keep_contacts=False)
    broken = data_drop.request_of(NB, "liste.csv", "data:,%%%", (None, "5038", True), "")
    assert (broken.content, broken.author, broken.municipality) == (b"", "uten navn", "5038")
    assert data_drop.draft_address(view).startswith("?datasett=fjord&utkast=utkast-1&ark=")


def test_waiting_drafts_are_listed_newest_first(desk: Answers, view: DraftView) -> None:
    second = drafts.edit_dataset(desk.workspace, "innherred", "Ola").draft
    shown = said(data_drop.waiting(NB, desk))
    assert shown.index(second.id) < shown.index(view.draft.id)
    assert "av Kari" in shown


def test_a_dataset_says_which_version_it_is(desk: Answers) -> None:
    assert "Ligger som filer" in said(data_held.holds(NB, "?datasett=innherred", desk))
    draft = drafts.edit_dataset(desk.workspace, "innherred", "Ola").draft
    drafts.commit_draft(desk.workspace, draft.id, 1, "Ola")
    assert "Versjon 1" in said(data_held.holds(NB, "?datasett=innherred", desk))
    with pytest.raises(InputError):
        data_held.holds(NB, "?datasett=finnes_ikke", desk)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_page_can_be_made_in_every_language(language: Any, desk: Answers, view: DraftView) -> None:
    text = words(language)
    made = aktorer_og_data.layout(text, SEARCH, desk)
    json.dumps([part.to_plotly_json() for part in made], default=lambda part: part.to_plotly_json())
    assert answer(text, SEARCH, desk, None, Wish(None)).told == ""
    assert "2" in summary(text, view)


def test_a_signature_is_short_and_never_empty() -> None:
    assert signature(NB, None) == signature(NB, "   ") == "uten navn"
    assert len(signature(NB, "x" * 500)) == MOST_LETTERS


def test_commands_are_ready_to_be_copied() -> None:
    assert said(command(NB, "export", "to ord", "ut.xlsx")).endswith("matchmaker export 'to ord' ut.xlsx")
    assert said(command(NB, "export", "-x")).endswith("matchmaker export -- -x")


def test_times_are_written_as_people_do() -> None:
    assert when(NB, "2026-11-22T09:05:00+00:00") == "22.11.2026 kl. 09:05"
    assert when(NB, "en gang") == "en gang"


def test_changes_are_counted_from_whatever_is_there() -> None:
    assert [bumped(None), bumped(1), bumped("x")] == [1, 2, 1]
