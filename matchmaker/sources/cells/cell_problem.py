"""What a cell becomes: a value, or what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from matchmaker.kernel.errors import Message, Param

if TYPE_CHECKING:
    from collections.abc import Mapping

Value: TypeAlias = str | float | bool | date
"""A cell that was read. Numbers are floats; lists are canonical strings joined with ``|``."""

JOINT = "|"
"""Between the parts of a cell that holds several values."""


@dataclass(frozen=True, slots=True)
class CellProblem:
    """Why a cell could not be read; the caller adds file, row and column."""

    code: str
    """As in :class:`matchmaker.kernel.errors.Problem`."""
    hint: Message | None = None
    """How to mend it."""
    secret: bool = False
    """Whether the cell's content must not be repeated anywhere."""
    params: Mapping[str, Param] = field(default_factory=dict)
    """Further values for the sentence."""


def did_you_mean(candidate: str | None) -> Message | None:
    """Make the hint «mente du …?», when there is a candidate."""
    return None if candidate is None else Message("hint.did_you_mean", {"value": candidate})
