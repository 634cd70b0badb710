"""Which letters and which separator a CSV file uses, found without asking.

Norwegian Excel writes Windows-1252 or UTF-8 with a byte order mark, and separates with ``;``. Other
programs write UTF-8 and ``,``. Some export tabs. All of them are read.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from matchmaker.kernel.errors import InputError, Message

DELIMITERS = (";", "\t", ",")
"""Separators that are recognised, the likeliest in Norway first: it wins when counts are equal."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_PLAIN = ("utf-8", "cp1252")
_MOST_NULS = 0.01
_SAMPLE = 100_000
_FIRST_LINES = 20
_NAMED = re.compile(r'"?sep=([;,\t])"?', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text file as text."""

    text: str
    """The content, without byte order mark and without a ``sep=`` line."""
    encoding: str
    """Python's name of the encoding: ``utf-8``, ``utf-8-sig``, ``utf-16`` or ``cp1252``."""
    delimiter: str
    """One of :data:`DELIMITERS`; ``,`` when the header holds none of them."""


def decode(data: bytes) -> Decoded:
    """Turn the bytes of a CSV file into text and find its separator.

    A byte order mark decides; without one the file is UTF-8, or else Windows-1252. An empty file is
    an empty text.

    Raises
    ------
    InputError
        ``not_text`` when the bytes are no text in any of these encodings, for example a workbook
        or a picture that was given the ending ``.csv``.
    """
    text, encoding = _text(data)
    if text.count("\0") > _MOST_NULS * len(text):
        raise _not_text()
    first, _, rest = text.partition("\n")
    named = _NAMED.fullmatch(first.rstrip("\r"))
    if named:
        return Decoded(rest, encoding, named.group(1))
    return Decoded(text, encoding, delimiter_of(text))


def _text(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise _not_text() from error
    for encoding in _PLAIN:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise _not_text()


def _not_text() -> InputError:
    return InputError("not_text", hint=Message("hint.not_text"))


def delimiter_of(text: str) -> str:
    """Find the separator of a CSV text: the one that most of its first lines hold, outside quotation.

    When two are held by equally many lines, the one that the first of them holds more often wins;
    a text without any is taken to be separated by commas.

    >>> delimiter_of("id;navn;type"), delimiter_of('id,"a;b;c",type'), delimiter_of("id")
    (';', ',', ',')
    """
    lines = [line for line in text[:_SAMPLE].splitlines() if line.strip()][:_FIRST_LINES]
    bare = ["".join(line.split('"')[::2]) for line in lines]
    held = [line for line in bare if any(sign in line for sign in DELIMITERS)]
    if not held:
        return ","

    def rank(sign: str) -> tuple[int, int, int]:
        among = sum(sign in line for line in held)
        return among, held[0].count(sign), -DELIMITERS.index(sign)

    return max(DELIMITERS, key=rank)
