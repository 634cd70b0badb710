"""XML read with expat alone, as a stream: no document type, no entities, nothing from elsewhere.

Why not defusedxml: its last release with a stable number is 0.7.1 of March 2021 (PSF licence); what it does
for expat is what stands here, some ten lines. lxml is not needed for reading a stream of elements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, Protocol
from xml.parsers import expat

from matchmaker.kernel.errors import InputError, Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.sources.interchange.gathering import Gathering

DEEPEST = 100
"""Most elements inside each other."""
MOST_TEXT = 1_000_000
"""Most characters of text in one element."""
_CHUNK = 1 << 20


class Reader(Protocol):
    """Takes the elements of one format, by their local names."""

    def start(self, tag: str, attributes: Mapping[str, str], row: int) -> None:
        """An element begins in line *row*."""

    def end(self, tag: str, text: str, row: int) -> None:
        """An element ends; *text* is what stood directly in it since its last child."""


def local(name: str) -> str:
    """The name of an element or attribute without its namespace.

    >>> local("http://graphml.graphdrawing.org/xmlns node"), local("id")
    ('node', 'id')
    """
    return name.rpartition(" ")[2]


def parse(content: bytes, reader: Reader, gathering: Gathering) -> None:
    """Send the elements of an XML file to a reader.

    A file that is not well-formed (cut off, wrong letters) is a problem ``xml_broken`` among the others, at
    its line; what came before has been read.

    Raises
    ------
    InputError
        ``xml_entities`` for a document type or entity, ``network_too_deep``, ``network_too_long``.
    """
    made = expat.ParserCreate(namespace_separator=" ")
    made.buffer_text = True
    path: list[list[str]] = []
    lengths: list[int] = []

    def refuse(*_: object) -> NoReturn:
        raise InputError("xml_entities", {"file": gathering.label}, Message("hint.xml_entities"))

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(path) >= DEEPEST:
            raise _beyond("network_too_deep", gathering.label, DEEPEST)
        gathering.declared(len(attributes), "nodes")
        path.append([])
        lengths.append(0)
        plain = {local(key): value for key, value in attributes.items()}
        reader.start(local(name), plain, made.CurrentLineNumber)

    def text(data: str) -> None:
        if path:
            path[-1].append(data)
            lengths[-1] += len(data)
            if lengths[-1] > MOST_TEXT:
                raise _beyond("network_too_long", gathering.label, MOST_TEXT)

    def end(name: str) -> None:
        lengths.pop()
        reader.end(local(name), "".join(path.pop()), made.CurrentLineNumber)

    made.StartElementHandler, made.EndElementHandler, made.CharacterDataHandler = start, end, text
    made.StartDoctypeDeclHandler = made.EntityDeclHandler = made.ExternalEntityRefHandler = refuse
    made.UnparsedEntityDeclHandler = made.NotationDeclHandler = refuse
    try:
        for begin in range(0, max(len(content), 1), _CHUNK):
            made.Parse(content[begin : begin + _CHUNK], begin + _CHUNK >= len(content))
    except (expat.ExpatError, LookupError, ValueError):  # ValueError: letters that the stated coding has not
        gathering.problem("xml_broken", max(made.ErrorLineNumber, 1))


def _beyond(code: str, label: str, limit: int) -> InputError:
    return InputError(code, {"file": label, "limit": limit}, Message(f"hint.{code}"))


def escaped(text: str) -> str:
    """Write a text for XML, in an element or between double quotes; line ends and tabs survive both.

    >>> escaped('<å & "b">')
    '&lt;å &amp; &quot;b&quot;&gt;'
    """
    for sign, spelt in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("\n", "&#10;"),
                        ("\t", "&#9;"), ("\r", "&#13;")):  # fmt: skip
        text = text.replace(sign, spelt)
    return text
