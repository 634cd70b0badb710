"""How a wish for a team is spelt: the same on the command line, in an address and in a relaxation.

Imports nothing heavy, so that ``--help`` answers at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


def count_of(text: str) -> tuple[str, int]:
    """Read ``sektor:3``. Raises ``ValueError`` for anything else, or a count below 1.

    >>> count_of("frivillig:2")
    ('frivillig', 2)
    """
    name, count = text.rsplit(":", 1)
    if not name or int(count) < 1:
        raise ValueError(text)
    return name, int(count)


def trait_of(text: str) -> tuple[str, str, int]:
    """Read ``kjonn=kvinne:3``; none at all is 0. Raises ``ValueError`` for anything else.

    >>> trait_of("kjonn=kvinne:3")
    ('kjonn', 'kvinne', 3)
    """
    named, count = text.rsplit(":", 1)
    trait, value = named.split("=", 1)
    if not trait or not value or int(count) < 0:
        raise ValueError(text)
    return trait, value, int(count)


def pair_of(text: str) -> tuple[str, str]:
    """Read two actor ids, ``a:b``. Raises ``ValueError`` for anything else.

    >>> pair_of("a:b")
    ('a', 'b')
    """
    first, second = text.split(":")
    if not first or not second:
        raise ValueError(text)
    return first, second


def need_of(text: str) -> tuple[str, int, int]:
    """Read ``bidrag:antall:viktighet``; a count and an importance that are not said are 1 and 2.

    >>> need_of("lokalkunnskap"), need_of("lokaler:2"), need_of("lokaler:2:3")
    (('lokalkunnskap', 1, 2), ('lokaler', 2, 2), ('lokaler', 2, 3))
    """
    name, *numbers = text.split(":")
    if not name or len(numbers) > 2:
        raise ValueError(text)
    count, importance = [*(int(number) for number in numbers), *(1, 2)[len(numbers) :]]
    return name, count, importance


def weight_of(text: str) -> tuple[str, float]:
    """Read ``tie=2.5``; a comma may stand for the point. Raises ``ValueError`` for anything else.

    >>> weight_of("tie=2,5")
    ('tie', 2.5)
    """
    name, points = text.split("=", 1)
    return name, float(points.replace(",", "."))


NO_COMPARISON = "ingen"
"""What stands for comparing with nothing at all."""


class Spelling(NamedTuple):
    """One wish that may be said several times."""

    field: str
    """Field of the request."""
    option: str
    """Option of the command, without the dashes."""
    key: str
    """Key in an address."""
    read: Callable[[str], Any]
    write: Callable[[Any], str]


def _colons(value: tuple[object, ...]) -> str:
    return ":".join(map(str, value))


def _trait(value: tuple[str, str, int]) -> str:
    return f"{value[0]}={value[1]}:{value[2]}"


SPELLINGS = (
    Spelling("include", "include", "med", str, str),
    Spelling("exclude", "exclude", "uten", str, str),
    Spelling("at_least", "at-least", "minst", count_of, _colons),
    Spelling("at_least_with", "at-least-with", "minst_med", trait_of, _trait),
    Spelling("at_most_with", "at-most-with", "hoyst_med", trait_of, _trait),
    Spelling("most_each", "most-each", "hoyst_av_hver", count_of, _colons),
    Spelling("company", "company", "ikke_alene", trait_of, _trait),
    Spelling("no_majority", "no-majority", "ikke_flertall", str, str),
    Spelling("together", "together", "sammen", pair_of, _colons),
    Spelling("apart", "apart", "hver_for_seg", pair_of, _colons),
    Spelling("cover", "cover", "dekk", count_of, _colons),
    Spelling("needs", "need", "behov", need_of, _colons),
    Spelling("hold", "hold", "holdt", str, str),
    Spelling("times", "time", "tid", str, str),
    Spelling("languages", "language", "sprak", str, str),
)
"""Wishes that may be said several times, in the order in which they are written."""
