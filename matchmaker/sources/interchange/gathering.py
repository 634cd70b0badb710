"""A network being read: nodes and ties as they come, within limits, and *one* list of what is wrong."""

from __future__ import annotations

import math
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, Problem, Severity, TableErrors
from matchmaker.sources.interchange.exchanged import Exchanged, attribute, is_known
from matchmaker.sources.interchange.values import EXPECTED, WrongValue, has_control_signs, read, tidy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.kernel.errors import Param
    from matchmaker.sources.cells.cell_problem import CellProblem
    from matchmaker.sources.interchange.exchanged import Attribute, Value

MOST_BYTES = 500_000_000
"""Largest file that is read."""
MOST_NODES = 2_000_000
MOST_TIES = 10_000_000
MOST_ATTRIBUTES = 1_000
"""Most attributes of nodes, and most of ties: as many as a sheet has columns."""
MOST_PROBLEMS = 1_000
"""After so many, the file is another kind of file: the rest is not looked at."""
_MOST_GUESSED = 20
_SHOWN = 80


def check_size(label: str, content: bytes, most: int = MOST_BYTES) -> None:
    """Raise ``InputError`` (``network_too_large``) for a file of more bytes than are read."""
    if len(content) > most:
        hint = Message("hint.network_too_large")
        raise InputError("network_too_large", {"file": label, "limit": most // 1_000_000}, hint)


class Gathering:
    """Takes nodes and ties in any order; :meth:`whole` gives the network, or tells all that is wrong.

    Parameters
    ----------
    label
        What the planner knows the file as; problems stand there.
    """

    def __init__(self, label: str) -> None:
        self.label = label
        self.problems: list[Problem] = []
        self._ids: dict[str, int] = {}
        self._rows: list[int] = []
        self._ends: list[tuple[str, str, int]] = []
        self._directed: list[bool] = []
        self._of: dict[str, dict[str, dict[int, Value]]] = {"nodes": {}, "ties": {}}

    # -- what is found -----------------------------------------------------------------------------------

    def node(self, name: str, row: int) -> int | None:
        """Take a node; its position, or ``None`` when it cannot be taken."""
        self._few(len(self._ids), "nodes", MOST_NODES)
        plain = self._plain(name, row, "id")
        if plain is None:
            return None
        if plain in self._ids:
            self.problem("duplicate_node", row, "id", plain, first=self._rows[self._ids[plain]])
            return None
        self._ids[plain] = len(self._rows)
        self._rows.append(row)
        return self._ids[plain]

    def known(self, name: str, row: int) -> int | None:
        """The position of a node, which is taken when it is new: for formats that list ties alone."""
        found = self._ids.get(tidy(name))
        return self.node(name, row) if found is None else found

    def tie(self, tail: str, head: str, row: int, *, directed: bool) -> int | None:
        """Take a tie between nodes that may come later; its position, or ``None``."""
        self._few(len(self._ends), "ties", MOST_TIES)
        one, other = self._plain(tail, row, "source"), self._plain(head, row, "target")
        if one is None or other is None:
            return None
        self._ends.append((one, other, row))
        self._directed.append(directed)
        return len(self._ends) - 1

    def value(self, about: str, position: int, name: str, value: Value) -> None:
        """Keep an attribute of a node or tie; *about* is ``"nodes"`` or ``"ties"``. A second value wins."""
        columns = self._of[about]
        if name not in columns:
            self._few(len(columns), f"attributes_of_{about}", MOST_ATTRIBUTES)
            columns[name] = {}
        columns[name][position] = value

    def text(self, about: str, position: int, name: str, text: str, kind: str, row: int) -> None:
        """Keep an attribute that stands as text and is of a stated type."""
        try:
            found = read(text, kind)
        except WrongValue as wrong:
            self.problem(wrong.code, row, name, text, kind=kind)
            return
        if isinstance(found, str) and has_control_signs(found):
            self.problem("control_characters", row, name, None)
        elif found != "":
            self.value(about, position, name, found)

    def loose(self, about: str, position: int, name: str, value: object, row: int) -> None:
        """Keep a value as a format without stated types, or another program, gives it."""
        if value is None:
            return
        if isinstance(value, str):
            self.text(about, position, name, value, "text", row)
        elif isinstance(value, float) and not math.isfinite(value):
            self.problem("not_finite", row, name, str(value), kind="float")
        elif isinstance(value, bool | int | float | date):
            self.value(about, position, name, value)
        else:
            self.problem("wrong_type", row, name, type(value).__name__, kind="text")

    def forget(self, about: str, position: int, name: str) -> None:
        """Take a value back."""
        self._of[about].get(name, {}).pop(position, None)

    def has(self, about: str, position: int, name: str) -> bool:
        """Whether a node or tie has an attribute already."""
        return position in self._of[about].get(name, {})

    def turn(self, position: int, *, directed: bool) -> None:
        """Say whether a tie that has come has a direction."""
        self._directed[position] = directed

    def fill_text(self, about: str, name: str, text: str, kind: str, row: int) -> None:
        """Give a value that stands as text to all those that have come and have not got the attribute."""
        try:
            found = read(text, kind)
        except WrongValue as wrong:
            self.problem(wrong.code, row, name, text, kind=kind)
            return
        if found != "":
            self.fill(about, name, found)

    def fill(self, about: str, name: str, value: Value) -> None:
        """Give an attribute to all those that have come and have not got it."""
        column = self._of[about].get(name)
        if column is None:
            self._few(len(self._of[about]), f"attributes_of_{about}", MOST_ATTRIBUTES)
            column = self._of[about][name] = {}
        for position in range(len(self._rows) if about == "nodes" else len(self._ends)):
            column.setdefault(position, value)

    def declared(self, count: int, about: str) -> None:
        """Refuse a file that declares many more attributes than are kept. Raises ``InputError``."""
        self._few(count, f"attributes_of_{about}", 2 * MOST_ATTRIBUTES)

    # -- what is wrong -----------------------------------------------------------------------------------

    def problem(
        self, code: str, row: int | None, column: str | None = None, value: str | None = None,
        kind: str = "", severity: Severity = Severity.ERROR, **params: Param,
    ) -> None:  # fmt: skip
        """Note a problem; after very many the file is given up. Its hint is ``hint.<code>``."""
        shown = None if value is None else tidy(value[: _SHOWN + 1])
        if shown is not None and len(shown) > _SHOWN:
            shown = shown[:_SHOWN] + " …"
        hint = Message(f"hint.{code}", params)
        self.problems.append(
            Problem(
                code, "network", self.label, row, column, shown, EXPECTED.get(kind), hint, severity, params
            )
        )
        if len(self.problems) >= MOST_PROBLEMS:
            self.problems.append(
                Problem("and_no_more", "network", self.label, params={"limit": MOST_PROBLEMS},
                        hint=Message("hint.and_no_more"))
            )  # fmt: skip
            raise TableErrors(self.problems)

    def cell_problem(self, fault: CellProblem, row: int, column: str | None, raw: str) -> None:
        """Note what is wrong with a cell of a table."""
        shown = None if fault.secret else raw[:_SHOWN]
        self.problems.append(
            Problem(
                fault.code, "network", self.label, row, column, shown, hint=fault.hint, params=fault.params
            )
        )

    def _plain(self, name: str, row: int, column: str) -> str | None:
        plain = tidy(name)
        if not plain:
            self.problem("nameless_node", row, column)
        elif has_control_signs(name):
            self.problem("control_characters", row, column)
        elif len(plain) > 1000:
            self.problem("value_too_long", row, column, plain)
        else:
            return plain
        return None

    def _few(self, count: int, what: str, most: int) -> None:
        if count >= most:
            params: Mapping[str, Param] = {
                "file": self.label, "limit": most, "what": Message(f"network_part.{what}"),
            }  # fmt: skip
            raise InputError("network_too_many", params, Message("hint.network_too_many"))

    # -- the whole ---------------------------------------------------------------------------------------

    def whole(self) -> tuple[Exchanged, tuple[Problem, ...]]:
        """The network, and what was read but looks odd.

        Raises
        ------
        TableErrors
            With every problem, when any is an error.
        """
        ends = [self._end(name, row, column) for tail, head, row in self._ends
                for name, column in ((tail, "source"), (head, "target"))]  # fmt: skip
        if any(problem.severity is Severity.ERROR for problem in self.problems):
            raise TableErrors(self.problems)
        found = Exchanged(
            tuple(self._ids), tuple(ends[::2]), tuple(ends[1::2]), tuple(self._directed),
            self._columns("nodes", len(self._ids)), self._columns("ties", len(self._ends)),
        )  # fmt: skip
        return found, tuple(sorted(self.problems, key=Problem.sort_key))

    def _end(self, name: str, row: int, column: str) -> int:
        position = self._ids.get(name)
        if position is None:
            guessed = sum(problem.code == "unknown_node" for problem in self.problems) < _MOST_GUESSED
            near = get_close_matches(name[:100], list(self._ids)[:2000], 1) if guessed else []
            self.problem("unknown_node", row, column, name, near=near[0] if near else None)
            return -1
        return position

    def _columns(self, about: str, count: int) -> tuple[Attribute, ...]:
        found = (
            attribute(name, [values.get(position) for position in range(count)])
            for name, values in sorted(self._of[about].items())
        )
        return tuple(column for column in found if is_known(column))
