"""Errors are data: a code, its parameters and where it happened. Sentences are made elsewhere.

Nothing in this module contains prose for people; :mod:`matchmaker.kernel.messages` turns codes into
sentences in three languages.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Param: TypeAlias = "str | int | float | bool | Message | tuple[Param, ...] | None"


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say to a person: a code from the catalogue and the values its sentence needs.

    Parameters
    ----------
    code
        Key in the message catalogue, for example ``"reason.only_coverer"``.
    params
        Values by name. A value may itself be a message (a term to be translated) or a tuple of
        values (a list, joined in the reader's language).
    """

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


class Severity(StrEnum):
    """How much a finding matters, most serious first in a list."""

    ERROR = "feil"
    WARNING = "advarsel"
    INFO = "opplysning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a table, and how to mend it."""

    code: str
    """What kind of problem, e.g. ``"unknown_code"``; the sentence is ``problem.<code>``."""
    table: str
    """The table's name as the library knows it, e.g. ``"actors"``."""
    file: str = ""
    """The file or workbook sheet as the planner knows it, e.g. ``"aktører.csv"``."""
    row: int | None = None
    """Row in the spreadsheet, header = 1; ``None`` when the problem is not one row's."""
    column: str | None = None
    """Header as it stands in the file."""
    value: str | None = None
    """What stands in the cell."""
    expected: Message | None = None
    """What a valid cell would hold."""
    hint: Message | None = None
    """How to mend it."""
    severity: Severity = Severity.ERROR
    params: Mapping[str, Param] = field(default_factory=dict)
    """Further values for the sentence."""

    @property
    def message(self) -> Message:
        """The sentence that says what is wrong."""
        place: dict[str, Param] = {
            "table": self.file or self.table,
            "row": self.row,
            "column": self.column,
            "value": self.value,
        }
        return Message(f"problem.{self.code}", {**place, **self.params})

    def sort_key(self) -> tuple[str, str, int, str, str, str]:
        """Order problems by file, row and column, so that a list never depends on chance."""
        return (self.table, self.file, self.row or 0, self.column or "", self.code, self.value or "")


class MatchmakerError(Exception):
    """Base of every error that the library raises on purpose.

    Parameters
    ----------
    code
        Key in the catalogue below ``error.``, e.g. ``"unknown_dataset"``.
    params
        Values for the sentence.
    hint
        How to mend it.
    """

    def __init__(
        self, code: str, params: Mapping[str, Param] | None = None, hint: Message | None = None
    ) -> None:
        super().__init__(code, dict(params or {}), hint)
        self.code = code
        self.params: Mapping[str, Param] = dict(params or {})
        self.hint = hint

    @property
    def message(self) -> Message:
        """The sentence that says what went wrong."""
        return Message(f"error.{self.code}", self.params)


class InputError(MatchmakerError):
    """What was asked for cannot be read or does not exist: the asker can mend it."""


class SeveralErrors(InputError):
    """Several things are wrong with what was asked for; all of them are told at once."""

    def __init__(self, errors: Iterable[InputError]) -> None:
        self.errors = tuple(errors)
        super().__init__("several", {"count": len(self.errors)})

    def __reduce__(self) -> tuple[type[SeveralErrors], tuple[tuple[InputError, ...]]]:
        """Pickle by the errors, which are all there is."""
        return (SeveralErrors, (self.errors,))


class TableErrors(InputError):
    """One or more tables are not valid. Carries *every* problem found, in order of place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=Problem.sort_key))
        errors = sum(problem.severity is Severity.ERROR for problem in self.problems)
        super().__init__("tables_not_valid", {"count": errors})

    def __reduce__(self) -> tuple[type[TableErrors], tuple[tuple[Problem, ...]]]:
        """Pickle by the problems, which are all there is."""
        return (TableErrors, (self.problems,))


@dataclass(frozen=True, slots=True)
class Change:
    """One change to a wish, as data: the command line prints it, the dashboard makes a button."""

    field: str
    """Which part of the request, e.g. ``"max_size"``."""
    action: str
    """``"set"``, ``"add"`` or ``"remove"``."""
    value: str | int
    """The new value, or the member to add or remove."""
    message: Message
    """The change in words."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A smallest set of changes that makes an impossible wish possible."""

    changes: tuple[Change, ...]


class Infeasible(MatchmakerError):
    """The wish cannot be met.

    Carries the smallest changes that would make it possible, and wishes of which all cannot be had together
    while all but any one of them can (``conflict``; empty where nobody has looked for them).
    """

    def __init__(
        self,
        code: str,
        relaxations: Iterable[Relaxation],
        params: Mapping[str, Param] | None = None,
        conflict: Iterable[Message] = (),
    ) -> None:
        super().__init__(code, params)
        self.relaxations = tuple(relaxations)
        self.conflict = tuple(conflict)

    def __reduce__(self) -> tuple[type[Infeasible], tuple[object, ...]]:
        """Pickle with the relaxations and the conflict."""
        return (Infeasible, (self.code, self.relaxations, dict(self.params), self.conflict))


class RefereeError(MatchmakerError):
    """A solver's answer did not pass the independent check: a defect here, never the asker's."""
