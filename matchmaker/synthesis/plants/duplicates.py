"""Planted duplicates: two rows for one actor, its name written in two ways; and one that only looks it.

Beside each pair stands a lookalike: another actor whose name differs in an activity, a number or a word,
or who has the very same name and is somebody else (another municipality, organisation number, sex).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from matchmaker.model import municipalities as klass
from matchmaker.synthesis.cast import SUFFIX, Cast
from matchmaker.synthesis.plants.doubled_names import (
    OF_PERSONS,
    VARIANTS,
    invented,
    lookalike,
)

if TYPE_CHECKING:
    from matchmaker.synthesis.stock import Stock
    from matchmaker.synthesis.traits import Traits

_DOUBLED = ("frivillig", "naeringsliv", "innbygger")
_NUMBERED = (False, False), (True, False), (True, True), (False, True)
"""Whether the actor and its copy have an organisation number, in turn."""
_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)
_SERIES = 31_000_000
"""Invented organisation numbers begin with 31: real ones begin with 8 or 9."""


class Double(NamedTuple):
    """One planted duplicate, as positions in the cast."""

    actor: int
    copy: int
    lookalike: int
    kind: str
    variant: str


def plant_duplicates(count: int, stock: Stock) -> tuple[Double, ...]:
    """Take two rows for one actor and one for a lookalike, all of one kind; kinds and variants in turn.

    The lookalike of every fourth pair lives in another municipality where there is one to take.

    Raises
    ------
    InputError
        ``plan_too_small`` when no municipality has three of the kind left.
    """
    planted = []
    turns: Counter[str] = Counter()
    for number in range(count):
        kind = _DOUBLED[number % len(_DOUBLED)]
        town = stock.fullest((kind,))
        pair = np.sort(stock.take(2, "duplicates", town, (kind,)))
        beside = stock.elsewhere(town, (kind,)) if number % 4 == 3 else town
        other = stock.take(1, "duplicates", beside, (kind,))
        ways = OF_PERSONS if kind == "innbygger" else tuple(VARIANTS)
        planted.append(Double(int(pair[0]), int(pair[1]), int(other[0]), kind, ways[turns[kind] % len(ways)]))
        turns[kind] += 1
    return tuple(planted)


def copied(
    cast: Cast, traits: Traits, planted: tuple[Double, ...], rng: np.random.Generator
) -> tuple[Cast, Traits]:
    """Give each actor a name, its copy the traits and nearly the name, and the lookalike one like it.

    The place of every third organisation's copy is unknown.
    """
    names, place = cast.names.copy(), cast.place.copy()
    sex, band, voice = traits.sex.copy(), traits.band.copy(), traits.voice.copy()
    counts = Counter(item.kind for item in planted)
    drawn = {kind: invented(kind, counts[kind], rng) for kind in sorted(counts)}
    taken = {name.plain for some in drawn.values() for name in some}
    fresh = {kind: iter(some) for kind, some in drawn.items()}
    orgnr: dict[int, str] = {}
    for turn, item in enumerate(planted):
        name = next(fresh[item.kind])
        town = klass.name(cast.municipalities[cast.municipality[item.actor]])
        names[item.actor] = f"{name.plain} {SUFFIX}"
        names[item.copy] = f"{VARIANTS[item.variant](name, town, rng)} {SUFFIX}"
        for column in (place, sex, band, voice):
            column[item.copy] = column[item.actor]
        elsewhere = cast.municipality[item.lookalike] != cast.municipality[item.actor]
        if name.person:
            if sex[item.actor] in (0, 1):
                sex[item.lookalike] = 1 - sex[item.actor]
        else:
            _number(item, turn, orgnr)
            if turn % 3 == 0:
                place[item.copy] = -1
        namesake = name.person or elsewhere or item.lookalike in orgnr
        # a namesake's name is in small letters, as no name stands twice
        beside = name.plain.lower() if namesake else lookalike(name, turn, taken)
        taken.add(beside)
        names[item.lookalike] = f"{beside} {SUFFIX}"
    return (
        replace(cast, names=names, place=place, orgnr=orgnr),
        replace(traits, sex=sex, band=band, voice=voice),
    )


def _number(item: Double, turn: int, orgnr: dict[int, str]) -> None:
    """Give organisation numbers to some: the same to actor and copy, another to some lookalikes."""
    own, of_copy = (True, True) if item.variant == "annet_navn" else _NUMBERED[turn // 3 % len(_NUMBERED)]
    if own:
        orgnr[item.actor] = _orgnr(2 * turn)
    if of_copy:
        orgnr[item.copy] = _orgnr(2 * turn)
    if own and of_copy:
        orgnr[item.lookalike] = _orgnr(2 * turn + 1)


def _orgnr(serial: int) -> str:
    """Make the valid organisation number (modulus 11) of a serial number; no real organisation has it.

    A serial number stands for two candidates in a row, of which at least one has a control digit.

    >>> _orgnr(0), _orgnr(1)
    ('310000000', '310000027')
    """
    controls = ((digits, _control(digits)) for digits in (_SERIES + 2 * serial, _SERIES + 2 * serial + 1))
    return next(f"{digits}{control}" for digits, control in controls if control < 10)


def _control(digits: int) -> int:
    total = sum(int(digit) * weight for digit, weight in zip(str(digits), _WEIGHTS, strict=True))
    return -total % 11
