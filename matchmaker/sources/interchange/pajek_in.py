"""Pajek ``.net``, read: vertices with names and attributes, edges, arcs and lists of both.

Format: Pajek reference manual (Mrvar and Batagelj), ch. 5.3, with pairs of name and value behind a vertex or
tie as networkx writes them. Matrices and several relations in one file are problems. A name must be a
vertex's own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.sources.interchange.exchanged import WEIGHT
from matchmaker.sources.interchange.gathering import MOST_NODES, Gathering, check_size
from matchmaker.sources.interchange.pajek_out import NO_WEIGHT
from matchmaker.sources.interchange.text_files import text_in
from matchmaker.sources.interchange.values import guess, number_kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.kernel.errors import Param, Problem
    from matchmaker.sources.interchange.exchanged import Exchanged

_TOKEN = re.compile(r'"([^"]*)"|(\S+)')
_CODE = re.compile(r"&#([0-9]{1,7});")
_NUMBER = re.compile(r"[+-]?[0-9.]+(?:[eE][+-]?[0-9]+)?")
_MOST_TOKENS = 3_000
_LISTS = {"*edges": False, "*arcs": True, "*edgeslist": False, "*arcslist": True}


def read_pajek(content: bytes, label: str) -> tuple[Exchanged, tuple[Problem, ...]]:
    """Read a Pajek file (UTF-8).

    Parameters and return value are those of :func:`~matchmaker.sources.interchange.graphml_in.read_graphml`.

    Raises
    ------
    TableErrors
        With every problem: ``pajek_line``, ``pajek_vertices``, ``not_supported``, ``duplicate_node``,
        ``unknown_node``, ``wrong_type`` …
    InputError
        ``network_too_large``, ``network_too_many``, ``network_not_utf8``, ``not_a_network``.
    """
    check_size(label, content)
    gathering = Gathering(label)
    reader = _Reader(gathering)
    for row, line in enumerate(text_in(content, label).split("\n"), 1):
        bare = line.strip()
        if bare and not bare.startswith(("%", "/*")):
            reader.take(bare, row)
    return reader.whole()


class _Reader:
    """Takes the lines of a Pajek file."""

    def __init__(self, gathering: Gathering) -> None:
        self._to = gathering
        self._section = ""
        self._count: int | None = None
        self._names: dict[int, str | None] = {}
        self._first = (0, 0)

    def take(self, line: str, row: int) -> None:
        """Take one line that is not blank."""
        if line.startswith("*"):
            self._begin(line, row)
            return
        tokens = [_token(found) for found in _TOKEN.finditer(line)]
        if len(tokens) > _MOST_TOKENS and self._section not in ("*edgeslist", "*arcslist"):
            self._to.problem("pajek_line", row)
        elif self._section == "*vertices":
            self._vertex(tokens, row)
        elif self._section in ("*edges", "*arcs"):
            self._tie(tokens, row)
        elif self._section in _LISTS:
            for other in tokens[1:]:
                self._tie([tokens[0], other], row)
        elif self._section != "skip":
            params: dict[str, Param] = {"file": self._to.label, "format": "Pajek"}
            raise InputError("not_a_network", params, Message("hint.not_a_network"))

    def _begin(self, line: str, row: int) -> None:
        word, *rest = line.split(maxsplit=1)
        word = word.casefold()
        if word in ("*network", "*title"):
            self._section = "skip"
        elif word == "*vertices":
            self._vertices((rest or [""])[0], row)
        elif word in _LISTS and self._section != "":
            self._first = (0, 0)
            self._section = word
        else:
            self._section = "skip"
            self._to.problem("not_supported", row, word)

    def _vertices(self, text: str, row: int) -> None:
        number = text.split()[0] if text.split() else ""
        self._section = "*vertices"
        if self._count is not None or not number.isascii() or not number.isdigit() or len(number) > 9:
            self._to.problem("pajek_vertices", row, "*Vertices", text)
            self._count = self._count or 0
        elif int(number) > MOST_NODES:
            params: dict[str, Param] = {
                "file": self._to.label,
                "limit": MOST_NODES,
                "what": Message("network_part.nodes"),
            }
            raise InputError("network_too_many", params, Message("hint.network_too_many"))
        else:
            self._count = int(number)

    def _vertex(self, tokens: Sequence[tuple[str, bool]], row: int) -> None:
        number = self._number(tokens[0][0], row)
        if number is None:
            return
        if number in self._names:
            self._to.problem("duplicate_node", row, "id", tokens[0][0], first=None)
            return
        name = tokens[1][0] if len(tokens) > 1 else str(number)
        position = self._to.node(name, row)
        self._names[number] = name if position is not None else None
        rest = list(tokens[2:])
        while rest and not rest[0][1] and _NUMBER.fullmatch(rest[0][0]):
            rest.pop(0)  # where it is drawn
        if len(rest) % 2:
            rest.pop(0)  # and how
        if position is not None:
            self._pairs("nodes", position, rest, row)

    def _tie(self, tokens: Sequence[tuple[str, bool]], row: int) -> None:
        if len(tokens) < 2:
            self._to.problem("pajek_line", row)
            return
        ends = [self._number(text, row) for text, _ in tokens[:2]]
        if None in ends:
            return
        names = [self._names.get(int(end or 0), str(end)) for end in ends]
        if None in names:  # its name was a problem already
            return
        tie = self._to.tie(str(names[0]), str(names[1]), row, directed=_LISTS[self._section])
        rest = list(tokens[2:])
        if tie is None:
            return
        if rest and not rest[0][1]:
            self._to.text("ties", tie, WEIGHT, rest[0][0], number_kind(rest[0][0]), row)
            rest.pop(0)
        if rest[:2] == [(NO_WEIGHT, False), ("true", False)]:
            self._to.forget("ties", tie, WEIGHT)
            rest = rest[2:]
        self._pairs("ties", tie, rest, row)

    def _pairs(self, about: str, position: int, rest: Sequence[tuple[str, bool]], row: int) -> None:
        if len(rest) % 2:
            self._to.problem("pajek_line", row)
            return
        for (name, _), (text, is_text) in zip(rest[::2], rest[1::2], strict=True):
            if is_text:
                self._to.text(about, position, name, text, "text", row)
            else:
                self._to.loose(about, position, name, guess(text), row)

    def _number(self, text: str, row: int) -> int | None:
        if text.isascii() and text.isdigit() and len(text) < 10:
            number = int(text)
            if 1 <= number <= (self._count or 0):
                return number
            self._to.problem("unknown_node", row, "id", text, near=None)
        else:
            self._to.problem("pajek_line", row, "id", text)
        return None

    def whole(self) -> tuple[Exchanged, tuple[Problem, ...]]:
        """The network; vertices that stand on no line of their own are called by their numbers."""
        if self._count is None:
            params: dict[str, Param] = {"file": self._to.label, "format": "Pajek"}
            raise InputError("not_a_network", params, Message("hint.not_a_network"))
        for number in range(1, self._count + 1):
            if number not in self._names:
                self._to.node(str(number), 1)
        return self._to.whole()


def _token(found: re.Match[str]) -> tuple[str, bool]:
    """A word of a line, and whether it stood between quotation marks."""
    text = found[1] if found[1] is not None else found[2]
    plain = _CODE.sub(lambda code: chr(int(code[1])) if int(code[1]) < 0x110000 else code[0], text)
    return plain, found[1] is not None
