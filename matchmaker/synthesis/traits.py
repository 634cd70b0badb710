"""What invented actors state about themselves: sex, age band, whose voice they are, capacity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.rng import generator
from matchmaker.model.ages import AgeBand
from matchmaker.model.figures import SEXES
from matchmaker.synthesis.cast import OFFICIALS, RESIDENTS, VOLUNTARY, Cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.synthesis.margins import Margins

WORKING = AgeBand(20, 66)
"""Ages of the elected members and employees that are invented."""
UNKNOWN, WITHHELD = 0.07, 0.015
"""Shares of persons for whom a trait is not known, and who would rather not say. Assumed."""
VOICES = {
    "eldre": ("Eldre", 67, None),
    "ungdom": ("Ungdom", 13, 19),
    "foreldre": ("Foreldre", None, None),
    "unge_voksne": ("Unge voksne", 20, 34),
    "nye_innbyggere": ("Nye innbyggere", None, None),
    "pendlere": ("Pendlere", None, None),
    "smaabedrifter": ("Småbedrifter", None, None),
    "frivillige": ("Frivillige", None, None),
}
"""Affected groups that have a voice in every municipality: id → name, first and last age."""
_COUNCIL_VOICE = {"eldreraad": "eldre", "ungdomsraad": "ungdom"}
_TAGGED = {"ildsjel": 0.10, "frivillig": 0.15, "velforening": 0.10, "innbygger": 0.01}
"""Chance that an actor of a kind is a voice of any one group. Assumed."""


@dataclass(frozen=True)
class Traits:
    """One row per actor of the cast."""

    sex: np.ndarray
    """Position in ``SEXES``; one more is withheld, −1 is unknown."""
    band: np.ndarray
    """Position in the margins' bands; one more is withheld, −1 is unknown."""
    voice: np.ndarray
    """Whether it is a voice of each of :data:`VOICES`, shape (actors, groups)."""
    hours: np.ndarray
    """Capacity in hours a year; nan is unknown."""
    reserved: np.ndarray
    """Whether it is «reservert»."""


def build_traits(cast: Cast, margins: Margins, ages: AgeBand, seed: int) -> Traits:
    """Draw what the actors have stated; sex and age of persons by their municipality's margins."""
    sex, band = _drawn(cast, margins, ages, generator(seed, "synthesis", "margins"))
    rng = generator(seed, "synthesis", "traits")
    hours = 5.0 * rng.integers(2, 41, size=len(cast))
    hours[rng.random(len(cast)) < 0.4] = np.nan
    return Traits(
        _stated(sex, len(SEXES), rng),
        _stated(band, len(margins.bands), rng),
        _voices(cast, generator(seed, "synthesis", "voices")),
        hours,
        cast.person & (rng.random(len(cast)) < 0.01),
    )


def _drawn(
    cast: Cast, margins: Margins, ages: AgeBand, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Draw the true sex and band of every person; −1 for organisations."""
    sex, band = np.full(len(cast), -1), np.full(len(cast), -1)
    groups: Sequence[tuple[tuple[str, ...], AgeBand]] = ((RESIDENTS, ages), (OFFICIALS, WORKING))
    for kinds, span in groups:
        chosen = cast.is_one_of(kinds)
        for town in range(len(cast.municipalities)):
            rows = np.flatnonzero(chosen & (cast.municipality == town))
            sex[rows], band[rows] = margins.draw(rng, town, len(rows), span)
    return sex, band


def _stated(true: np.ndarray, withheld: int, rng: np.random.Generator) -> np.ndarray:
    """Hide some of what is true: unknown (−1) or withheld, whatever the value is."""
    chance = rng.random(len(true))
    stated = np.where(chance < UNKNOWN + WITHHELD, withheld, true)
    return np.where((chance < UNKNOWN) | (true < 0), -1, stated)


def _voices(cast: Cast, rng: np.random.Generator) -> np.ndarray:
    """Give every group a voice in every municipality, and some groups several."""
    chance = np.zeros(len(cast.kinds))
    for kind, share in _TAGGED.items():
        chance[cast.kinds.index(kind)] = share
    voice = rng.random((len(cast), len(VOICES))) < chance[cast.kind][:, None]
    names = list(VOICES)
    for kind, group in _COUNCIL_VOICE.items():
        voice[cast.is_one_of([kind]), names.index(group)] = True
    voluntary = cast.is_one_of(VOLUNTARY)
    for town in range(len(cast.municipalities)):
        here = np.flatnonzero(voluntary & (cast.municipality == town))
        voice[rng.choice(here, size=len(names)), np.arange(len(names))] = True
    return np.asarray(voice)
