"""What is said of an ordinary list that was read: what was read as what, and what it leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.model.event_tables import REGISTRATIONS
from matchmaker.sources.cells.words import match_key
from matchmaker.sources.lists.list_headers import Certainty, Field

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Param
    from matchmaker.services.people_sheets import Beside
    from matchmaker.sources.lists.list_features import Stated
    from matchmaker.sources.lists.plain_list import ListRead

MOST_CELLS = 8
"""Cells that are pointed at in one sentence."""


def list_notes(file: str, read: ListRead, stated: Stated, more: Beside) -> tuple[Message, ...]:
    """Say what a list was read as.

    Parameters
    ----------
    file
        Its name.
    read, stated, more
        What came of it.
    """
    people = {actor for _, actor in read.by_row}
    notes = [Message("groups.list_read", {"file": file, "people": len(people)})]
    for code, what in (
        ("groups.list_columns", [f"{header} ({name})" for name, header in stated.columns.items()]),
        ("groups.list_registrations", [f"{header} ({name})" for name, header in more.columns.items()]),
        ("groups.list_sheets", list(more.sheets)),
        ("groups.list_unused", _unused(read, stated, more)),
    ):
        if what:
            notes.append(Message(code, {"columns": tuple(what)}))
    for code, count in (
        ("groups.list_twice", len(read.by_row) - len(people)),
        ("groups.list_skipped", len(read.report.skipped)),
    ):
        if count:
            notes.append(Message(code, {"count": count}))
    cells = [
        *stated.unread,
        *more.unread,
        *((one.row or 0, one.column or "") for one in read.report.problems),
    ]
    if cells:
        notes.append(_unread(sorted(set(cells))))
    wished = REGISTRATIONS.column("wishes").header in more.columns
    if wished and not (
        "event_groups" in more.frames and more.frames["event_groups"]["challenge"].notna().any()
    ):
        notes.append(Message("groups.list_wishes_of_nothing"))
    return tuple(notes)


def _unused(read: ListRead, stated: Stated, more: Beside) -> list[str]:
    """Headers of columns that nobody knows; the planner can say what they are."""
    used = {match_key(header) for header in (*stated.columns.values(), *more.columns.values())}
    return [
        guess.header for guess in read.report.headers
        if guess.field is Field.LEFT_OUT and guess.certainty is Certainty.NONE
        and guess.header and match_key(guess.header) not in used
    ]  # fmt: skip


def _unread(cells: list[tuple[int, str]]) -> Message:
    """Where the cells are that could not be read; what stands in them is not repeated."""
    places: tuple[Param, ...] = tuple(
        Message("groups.list_cell", {"row": str(row), "column": column}) for row, column in cells[:MOST_CELLS]
    )
    more = len(cells) - len(places)
    if more:
        places = (*places, Message("groups.list_more_cells", {"count": more}))
    return Message("groups.list_unread", {"count": len(cells), "cells": places})
