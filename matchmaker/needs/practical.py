"""The practical side of fit: whether somebody who could contribute has the hours, the time and the language.

Each actor gets a factor in [0, 1], the product of three:

* *capacity*: hours left / hours asked, at most 1. Hours left are those stated, less those given to other
  challenges;
* *availability*: 0.5 where what the actor has stated and the wished times have nothing in common;
* *language*: 0.6 where the stated and the wished languages have none in common: an interpreter is needed.

**Unknown is 1**, in each of them: what nobody has said holds nobody back. A factor says what has to be
arranged (fewer hours, another time, an interpreter), never what a person is worth. The two constants are
the tool's own and can be argued with. Times and languages meet when they are spelt alike; case, accents
and spaces do not matter.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model.schema import fold
from matchmaker.model.vocabulary import UNKNOWN, WITHHELD

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from matchmaker.model.register import Register

OTHER_TIME = 0.5
"""Factor where no wished time suits."""
INTERPRETER = 0.6
"""Factor where no wished language is shared."""
LANGUAGE = "sprak"
"""The feature that holds the languages an actor has stated."""
_NOBODY_SAID = {fold(UNKNOWN), fold(WITHHELD), ""}


@dataclass(frozen=True, slots=True)
class Practicalities:
    """What taking part asks of each seat; what is not asked is no hindrance.

    Raises
    ------
    InputError
        bad_hours_asked: hours that are not a number above 0.
    """

    hours: float | None = None
    """Hours asked of each seat, above 0."""
    times: tuple[str, ...] = ()
    """When one could meet; any of them will do."""
    languages: tuple[str, ...] = ()
    """Languages spoken at the meetings; any of them will do."""
    challenge: str | None = None
    """Id of the challenge itself: hours already given to it are not given elsewhere."""

    def __post_init__(self) -> None:
        if self.hours is not None and not (math.isfinite(self.hours) and self.hours > 0):
            raise InputError("bad_hours_asked", {"value": self.hours})


@dataclass(frozen=True)
class Practical:
    """The factors of every actor, by actor code, and what they were made from."""

    wanted: Practicalities
    capacity: np.ndarray
    """In [0, 1]."""
    availability: np.ndarray
    """1 or :data:`OTHER_TIME`."""
    language: np.ndarray
    """1 or :data:`INTERPRETER`."""
    left: np.ndarray
    """Hours left, ≥ 0; NaN where no capacity is stated."""
    times: np.ndarray
    """Stated times as tags joined by «|»; ``None`` where unknown."""

    @property
    def factor(self) -> np.ndarray:
        """What the fit is multiplied by, in [0, 1]."""
        product: np.ndarray = self.capacity * self.availability * self.language
        return product

    def reasons(self, actor: int) -> tuple[Message, ...]:
        """What has to be arranged for the actor with this code; nothing when every factor is 1."""
        found = []
        if self.capacity[actor] < 1:
            params = {"left": _said(self.left[actor]), "hours": _said(self.wanted.hours)}
            found.append(Message("practical.capacity", params))
        if self.availability[actor] < 1:
            stated = tuple(str(self.times[actor]).split("|"))
            found.append(Message("practical.availability", {"stated": stated, "times": self.wanted.times}))
        if self.language[actor] < 1:
            found.append(Message("practical.language", {"languages": self.wanted.languages}))
        return tuple(found)


def _said(hours: float | None) -> int | float | None:
    """Hours as people say them: whole ones without decimals, others with one."""
    if hours is None:
        return None
    rounded = round(float(hours), 1)
    return int(rounded) if rounded.is_integer() else rounded


def practical_factors(register: Register, wanted: Practicalities) -> Practical:
    """Compute every actor's factors. A Register without actors gives empty arrays."""
    left = np.maximum(
        register.actors["hours"].to_numpy(dtype=float) - hours_given(register, wanted.challenge), 0.0
    )
    capacity = np.ones(len(register))
    if wanted.hours is not None:
        capacity = np.where(np.isnan(left), 1.0, np.minimum(left / wanted.hours, 1.0))
    available = register.actors["available"]
    return Practical(
        wanted=wanted,
        capacity=capacity,
        availability=np.where(_parted(available, wanted.times), OTHER_TIME, 1.0),
        language=np.where(_foreign(register, wanted.languages), INTERPRETER, 1.0),
        left=left,
        times=available.astype(object).where(available.notna(), None).to_numpy(),
    )


def hours_given(register: Register, except_challenge: str | None = None) -> np.ndarray:
    """Hours that each actor gives to challenges, other than one: by actor code, 0 where none are stated."""
    frame = register.frame("involvements")
    counted = frame["hours"].notna() & (frame["challenge"].astype(object) != except_challenge)
    codes = frame["actor"].cat.codes.to_numpy()[counted.to_numpy()]
    hours = frame["hours"].to_numpy(dtype=float)[counted.to_numpy()]
    given: np.ndarray = np.bincount(codes, weights=hours, minlength=len(register)).astype(float)
    return given


def _parted(column: pd.Series[Any], wished: Sequence[str]) -> np.ndarray:
    """For each cell whether something is stated and nothing of it is wished; each distinct cell once."""
    wanted = {fold(one) for one in wished} - {""}
    stated = [_tags(str(cell)) for cell in column.cat.categories]
    apart = [bool(wanted and tags) and not tags & wanted for tags in stated]
    # a missing cell has code -1 and so the last entry: unknown
    return np.array([*apart, False])[column.cat.codes.to_numpy()]


def _foreign(register: Register, wished: Sequence[str]) -> np.ndarray:
    """For each actor whether languages are stated and none of them is wished.

    An actor may state several in one cell («samisk, norsk») or in several rows; one in common is enough.
    """
    features = register.features
    features = features[(features["feature"] == LANGUAGE).to_numpy()]
    codes = features["actor"].cat.codes.to_numpy()
    wanted = {fold(one) for one in wished} - {""}
    values = [_tags(str(cell)) for cell in features["value"].cat.categories]
    said = np.array([bool(tags) for tags in values], dtype=bool)
    shared = np.array([bool(tags & wanted) for tags in values], dtype=bool)
    foreign = np.zeros(len(register), dtype=bool)
    if wanted and len(features):
        of_row = features["value"].cat.codes.to_numpy()
        foreign[codes[said[of_row]]] = True
        foreign[codes[shared[of_row]]] = False
    return foreign


def _tags(cell: str) -> set[str]:
    """What a cell lists, without what says that nobody has said."""
    return {fold(part) for part in re.split(r"[|,;/]|\bog\b", cell)} - _NOBODY_SAID
