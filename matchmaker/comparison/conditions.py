"""How a network was registered. Networks registered in different ways are not compared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

RESPONSE_WITHIN = 0.10
"""Difference in response rate up to which two networks count as alike: ten percentage points. A tie is
reported where either end answers, so that ten points fewer hide few of the ties; more may be the whole
difference."""


class Condition(StrEnum):
    """What must be alike; the words are ``condition.<code>``."""

    FORM = "skjema"
    BOUNDARY = "avgrensning"
    SEASON = "arstid"
    RESPONSE = "svarprosent"


@dataclass(frozen=True, slots=True)
class Conditions:
    """How one network was registered; ``None`` is unknown."""

    form: str | None = None
    """Which form was used."""
    boundary: str | None = None
    """Who was counted as an actor."""
    season: str | None = None
    """When in the year (code)."""
    response_rate: float | None = None
    """Share of those asked who answered, 0–1."""

    @classmethod
    def of_counts(
        cls, form: str | None, boundary: str | None, season: str | None, asked: tuple[int | None, int | None]
    ) -> Conditions:
        """Make conditions from a row of the sheet *innsamling*; *asked* is how many were asked and answered.

        A rate is unknown where either number is, where nobody was asked, and where more answered than were
        asked: one of the numbers is then wrong.
        """
        invited, answered = asked
        rate = None if not invited or answered is None or answered > invited else answered / invited
        return cls(form, boundary, season, rate)


@dataclass(frozen=True, slots=True)
class Unlike:
    """Why two networks cannot be compared; nothing in either list: they can."""

    differs: tuple[Condition, ...] = ()
    """Stated for both, and different."""
    unknown: tuple[Condition, ...] = ()
    """Not stated for one of them, or for both."""

    def __bool__(self) -> bool:
        return bool(self.differs or self.unknown)


def unlike(first: Conditions, second: Conditions) -> Unlike:
    """Tell which conditions are not alike; texts are alike when they are the same but for case and spaces."""
    pairs = {
        Condition.FORM: (first.form, second.form),
        Condition.BOUNDARY: (first.boundary, second.boundary),
        Condition.SEASON: (first.season, second.season),
        Condition.RESPONSE: (first.response_rate, second.response_rate),
    }
    unknown = tuple(what for what, (one, other) in pairs.items() if one is None or other is None)
    differs = tuple(
        what for what, (one, other) in pairs.items() if what not in unknown and not _alike(one, other)
    )
    return Unlike(differs, unknown)


def _alike(one: str | float | None, other: str | float | None) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
    if isinstance(one, float | int) and isinstance(other, float | int):
        return abs(one - other) <= RESPONSE_WITHIN + 1e-9
    return False
