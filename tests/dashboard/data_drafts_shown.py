"""Every piece of a draft that callbacks fill in, as it is shown when there is something to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboard.components import ids
from dashboard.pages import data_commit, data_drop, data_mending, data_undo
from dashboard.pages.answers import Answers
from dashboard.texts import words
from matchmaker.kernel.errors import InputError
from matchmaker.services import drafts
from matchmaker.store.memory import MemoryStorage
from tests.dashboard.conftest import kept

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment


def everything(environment: Environment) -> list[Any]:
    """A waiting draft, its end, the way back, and both kinds of conflict."""
    text = words("nb")
    answers = Answers(kept(MemoryStorage()), environment)
    first = drafts.edit_dataset(answers.workspace, "innherred", "Kari").draft
    drafts.commit_draft(answers.workspace, first.id, 1, "Kari")
    two = [drafts.edit_dataset(answers.workspace, "innherred", who).draft for who in ("Kari", "Ola")]
    for number, draft in enumerate(two):
        edit = drafts.CellEdit("aktører", draft.sheets.sheet("aktører").numbers[0], "navn", f"Ny {number}")
        drafts.mend(answers.workspace, draft.id, 1, (edit,), draft.author)
    drafts.commit_draft(answers.workspace, two[0].id, 2, "Kari")
    view = drafts.open_draft(answers.workspace, two[1].id)
    cell = {"sheet": "aktører", "row": 2, "column": "c1", "text": "x"}
    wish = data_mending.Wish(ids.GRID_EDITS, edits={"cells": [cell]})
    changed, _ = data_mending.not_done(text, InputError("draft_changed"), view, wish)
    return [
        data_drop.waiting(text, answers), data_undo.bar(text, answers), changed,
        data_commit.ending(text, answers, view),
        data_commit.committed(text, answers, two[1].id, (2, "Ola", 0), "")[-1],
    ]  # fmt: skip
