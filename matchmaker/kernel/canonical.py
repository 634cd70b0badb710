"""JSON in the one form it can have, so that equal values have equal bytes and equal hashes.

Keys in order, no space, UTF-8 and nothing escaped that need not be, whole numbers only (fractions have
several spellings). RFC 8785 (*JSON Canonicalization Scheme*) gives the same bytes where keys are ASCII and
numbers are below 2⁵³.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import orjson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Canonical: TypeAlias = "str | int | bool | Sequence[Canonical] | Mapping[str, Canonical] | None"
"""A value that has one form."""


def canonical(value: Canonical) -> bytes:
    """Write a value in its one form.

    Raises
    ------
    TypeError
        For a fraction, a key that is no text, a whole number beyond 64 bits, and what JSON has not.
    """
    if not is_plain(value):
        raise TypeError("fraction")
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def read_canonical(text: bytes) -> Canonical:
    """Read a value back.

    Raises
    ------
    ValueError
        For what is no JSON, is nested deeper than anything written here, or stands in another form than its
        one: a space, another order of keys, a key twice, a fraction.
    """
    value: Canonical = orjson.loads(text)
    try:
        same = canonical(value) == text
    except TypeError as wrong:
        raise ValueError("form") from wrong
    if not same:
        raise ValueError("form")
    return value


def is_plain(value: object) -> bool:
    """Whether no fraction stands anywhere in a value. Counts no depth: nothing here calls itself."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, float):
            return False
        if isinstance(one, dict):
            waiting.extend(one.values())
        elif isinstance(one, list | tuple):
            waiting.extend(one)
    return True
