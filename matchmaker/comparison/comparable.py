"""Which quantities of networks can be compared across sizes, and which cannot, with the reason.

A quantity is comparable when the interval of the difference between two networks of one process covers
nothing in 95 ± 2 % of the cases whatever their sizes, and a planted difference of one third is found in 90 %
of the cases from 60 actors up. ``benchmarks/comparison.py`` measures both; this list follows from it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Comparable(StrEnum):
    """What is compared; the words are ``compared.<code>`` and ``compared.<code>.means``."""

    TIES_PER_ACTOR = "relasjoner_per_aktor"
    """Mean number of other actors that an actor is tied to."""
    CROSS_SHARE = "andel_paa_tvers"
    """Share of the ties whose two ends are on different sides."""
    CROSS_TO_EXPECTED = "paa_tvers_mot_ventet"
    """That share, divided by what it would be if ties of the actors as busy as they are ignored sides."""
    TOWN_HALL_SHARE = "andel_med_kommunen"
    """Share of the ties that have the municipality (administration, services) at an end."""
    CROSS_BY_TOWN_HALL = "andel_paa_tvers_med_kommunen"
    """Share of the ties between sides that have the municipality at an end."""
    MUTUAL_SHARE = "andel_gjensidige"
    """Share of the tied pairs whose tie goes both ways; directed networks only."""

    @property
    def is_share(self) -> bool:
        """Whether it lies between 0 and 1; the others have no upper limit."""
        return self not in (Comparable.TIES_PER_ACTOR, Comparable.CROSS_TO_EXPECTED)


COMPARABLE: Final[tuple[Comparable, ...]] = tuple(Comparable)


class Reason(StrEnum):
    """Why a quantity is not compared; the words are ``not_compared.reason.<code>``."""

    SIZE = "storrelse"
    """Its value depends on how many actors there are, even where the process is the same."""
    POWER = "for_lite_aa_se"
    """A difference of one third is not found often enough among 60 actors."""
    SAME = "samme_som_en_annen"
    """It says the same as a quantity that is compared, on a scale without a zero to start from."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A quantity that is not compared."""

    code: str
    """The words are ``not_compared.<code>``."""
    reason: Reason


LEFT_OUT: Final[tuple[LeftOut, ...]] = (
    LeftOut("tetthet", Reason.SIZE),
    LeftOut("klynging", Reason.SIZE),
    LeftOut("sentralisering", Reason.SIZE),
    LeftOut("veilengde", Reason.SIZE),
    LeftOut("homofili_logodds", Reason.SIZE),
    LeftOut("andel_aktorer_med_kommunen", Reason.SIZE),
    LeftOut("sider_per_aktor", Reason.SIZE),
    LeftOut("andel_uten_relasjon", Reason.POWER),
    LeftOut("innbyggere_med_politiker", Reason.POWER),
    LeftOut("ei_indeks", Reason.SAME),
)
"""Measured in ``benchmarks/comparison.py`` and left out, in the order in which they are told."""
