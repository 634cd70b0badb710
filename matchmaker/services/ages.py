"""The ages invited: the usual ones, whether a wish for others makes sense, and how they are told."""

from __future__ import annotations

from matchmaker.kernel.errors import InputError, Message

INVITED_FROM = 13
"""Youngest age compared unless the asker says otherwise: from lower secondary school."""
OLDEST = 105


def check_ages(ages: tuple[int, int]) -> None:
    """Raise ``InputError`` (bad_ages) for ages below 0 or in the wrong order."""
    low, high = ages
    if not 0 <= low <= high:
        raise InputError("bad_ages", {"low": low, "high": high})


def ages_note(ages: tuple[int, int]) -> Message:
    """Which ages were compared with, in words."""
    low, high = ages
    return Message("note.ages_from" if high >= OLDEST else "note.ages", {"low": low, "high": high})
