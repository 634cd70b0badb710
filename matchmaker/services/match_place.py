"""Which municipality is meant, by its name, its number or one of its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model.municipalities import lookup

if TYPE_CHECKING:
    from matchmaker.model.register import Register


def municipality_of(written: str | None) -> str | None:
    """The number of a municipality by name or number; nothing for nothing.

    Raises ``InputError`` (unknown_municipality).
    """
    if written is None:
        return None
    found = lookup(written)
    if found is None:
        raise InputError("unknown_municipality", {"value": written}, Message("hint.unknown_municipality"))
    return found


def municipality_of_place(register: Register, place: str) -> str:
    """The municipality that a place of the dataset belongs to. Raises ``InputError`` (unknown_place)."""
    frame = register.frame("places").astype(object)
    home = dict(zip(frame["id"], frame["municipality"], strict=True))
    if place not in home:
        raise InputError("unknown_place", {"place": place, "known": tuple(sorted(home))})
    return str(home[place])
