"""How the values of an attribute look in a group's make-up: a colour, and a short word that tells without it.

Colours: Okabe and Ito (2008); where there are more values than colours they come again, underlined. A bar is
one small picture, so that a page of many groups answers at once.
"""

from __future__ import annotations

from html import escape
from itertools import count
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COLOURS: Final = ("#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#bbbbbb")
_WHITE_ON: Final = frozenset({"#0072b2"})
_UNKNOWN: Final = "#ffffff"
_WIDE, _HIGH, _GAP = 300, 28, 2
_LETTER: Final = 8.8
"""Width of a bar, its height, the gap in it, and of a letter, in the picture's own measure."""


class Mark(NamedTuple):
    """How one value looks."""

    short: str
    """The shortest beginning of its name that no other value has."""
    colour: str
    ink: str
    """Colour of the word on it."""
    underlined: bool = False
    """Whether the colour has come before."""


def marks(names: Mapping[str, str]) -> dict[str, Mark]:
    """Give each value of an attribute its look, in order.

    Parameters
    ----------
    names
        From each value to what it is called; the empty value is «not known».
    """
    shown = {value: name for value, name in names.items() if value}
    shorts = _shorts(list(shown.values()))
    found = {
        value: Mark(shorts[name], colour, "#fff" if colour in _WHITE_ON else "#000", at >= len(COLOURS))
        for at, (value, name) in enumerate(shown.items())
        for colour in [COLOURS[at % len(COLOURS)]]
    }
    return {**found, "": Mark("?", _UNKNOWN, "#000")}


def bar(parts: Sequence[tuple[Mark, int]]) -> str:
    """Draw how many in a group have each value, as the address of a small picture.

    Parameters
    ----------
    parts
        Values that somebody has, with how many; each is as wide as it is many, and never so narrow that its
        word has no room.
    """
    words = [mark.short if number == 1 else f"{mark.short} ×{number}" for mark, number in parts]
    least = [_LETTER * len(word) + 8 for word in words]
    total = sum(number for _, number in parts) or 1
    room = _WIDE - _GAP * (len(parts) - 1) - sum(least)
    spare = [max(room, 0) * number / total for _, number in parts]
    wide = max(_WIDE, _WIDE - room)
    drawn, at = [], 0.0
    for (mark, _), word, low, more in zip(parts, words, least, spare, strict=True):
        drawn.append(_segment(mark, word, at, low + more))
        at += low + more + _GAP
    view = f"0 0 {wide:.0f} {_HIGH}"
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{view}" width="{wide:.0f}" height="{_HIGH}" '
        f'font-family="system-ui,sans-serif" font-size="15" font-weight="650" text-anchor="middle">'
        f"{''.join(drawn)}</svg>"
    )
    return f"data:image/svg+xml,{quote(picture)}"


def _segment(mark: Mark, word: str, at: float, width: float) -> str:
    line = (
        f'<path d="M{at + 5:.1f} 24.5h{width - 10:.1f}" stroke="#000" stroke-width="2"/>'
        if mark.underlined
        else ""
    )
    dashes = ' stroke-dasharray="3 2"' if mark.colour == _UNKNOWN else ""
    return (
        f'<rect x="{at + 0.5:.1f}" y=".5" width="{width - 1:.1f}" height="{_HIGH - 1}" rx="4" '
        f'fill="{mark.colour}" stroke="#000" stroke-opacity=".5"{dashes}/>'
        f'<text x="{at + width / 2:.1f}" y="19.5" fill="{mark.ink}">{escape(word)}</text>{line}'
    )


def _shorts(names: list[str]) -> dict[str, str]:
    """The shortest beginning that tells each name from the others; of a number, the whole number."""
    found = {}
    for name in names:
        others = [other.casefold() for other in names if other != name]
        for letters in count(1):
            start = name[:letters]
            whole = not (start[-1:].isdigit() and name[letters : letters + 1].isdigit())
            if letters >= len(name) or (
                whole and not any(other.startswith(start.casefold()) for other in others)
            ):
                found[name] = start.strip()
                break
    return found
