"""Planted duplicates: two rows for one actor, with the name written in two ways."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.synthesis.cast import SUFFIX, Cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.synthesis.stock import Stock
    from matchmaker.synthesis.traits import Traits

_DOUBLED = ("frivillig", "naeringsliv", "innbygger")


def _misspelt(stem: str, number: str) -> str:
    """Swap two letters that differ, in the middle of the word."""
    place = next(i for i in range(len(stem) // 2, 0, -1) if stem[i] != stem[i - 1])
    return f"{stem[: place - 1]}{stem[place]}{stem[place - 1]}{stem[place + 1 :]} {number}"


VARIANTS: dict[str, Callable[[str, str], str]] = {
    "store_bokstaver": lambda stem, number: f"{stem.upper()} {number}",
    "uten_mellomrom": lambda stem, number: f"{stem}{number}",
    "tillegg": lambda stem, number: f"{stem} nr. {number}",
    "stavefeil": _misspelt,
}
"""Ways to write a name differently, taken in turn. The number stays: it tells actors apart."""


def plant_duplicates(count: int, stock: Stock) -> tuple[tuple[int, int, str], ...]:
    """Take pairs of one kind and municipality: position of the actor, of its copy, and the variant.

    Raises
    ------
    InputError
        ``plan_too_small`` when no municipality has two of the kind left.
    """
    planted = []
    for number in range(count):
        kind = (_DOUBLED[number % len(_DOUBLED)],)
        pair = np.sort(stock.take(2, "duplicates", stock.fullest(kind), kind))
        variant = list(VARIANTS)[number % len(VARIANTS)]
        planted.append((int(pair[0]), int(pair[1]), variant))
    return tuple(planted)


def copied(cast: Cast, traits: Traits, planted: tuple[tuple[int, int, str], ...]) -> tuple[Cast, Traits]:
    """Give each copy the place, the traits and nearly the name of its actor."""
    names, place = cast.names.copy(), cast.place.copy()
    sex, band, voice = traits.sex.copy(), traits.band.copy(), traits.voice.copy()
    for actor, copy, variant in planted:
        stem, number = str(names[actor]).removesuffix(SUFFIX).rsplit(maxsplit=1)
        names[copy] = f"{VARIANTS[variant](stem, number)} {SUFFIX}"
        for column in (place, sex, band, voice):
            column[copy] = column[actor]
    return replace(cast, names=names, place=place), replace(traits, sex=sex, band=band, voice=voice)
