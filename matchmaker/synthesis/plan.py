"""How large an invented register is to be, and what is planted in it."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.model.ages import AgeBand
from matchmaker.model.municipalities import municipalities as known_municipalities

if TYPE_CHECKING:
    from collections.abc import Mapping

ISLAND = 5
"""Actors in each part that only a broker ties to the rest."""
BROKER_TIES = ISLAND + 4
"""Ties of one planted broker: a ring on its island, two into the island and two out of it."""


@dataclass(frozen=True, slots=True)
class Plants:
    """How many of each thing is planted. Each is a count ≥ 0 unless it says otherwise."""

    silent_groups: int = 1
    """Groups that a challenge concerns and of which no actor in the register is a voice."""
    uncovered_needs: int = 1
    """Needs of a challenge that no actor covers, neither by statement nor by kind."""
    thin_groups: int = 2
    """Challenges in which one group of residents is under-represented; every second one is a sex in
    an age band, the others are an age band of both sexes."""
    thin_factor: float = 0.25
    """The group's share of the participants divided by its share of the population, 0 ≤ x < 1."""
    thin_participants: int = 60
    """Residents, with sex and age stated, who take part in each of those challenges."""
    missing_councils: int = 1
    """Statutory councils that a municipality lacks."""
    brokers: int = 2
    """Actors that alone tie a part of the network to the rest."""
    conflicts: int = 3
    """Participants tied to a party of the same challenge in a way that raises a question of habilitet."""
    duplicates: int = 3
    """Pairs of rows for one and the same actor."""
    missing_ties: int = 10
    """Ties that exist in truth and are left out of the register."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The size of an invented register. The tables get exactly these numbers of rows.

    Raises
    ------
    InputError
        ``plan_not_valid`` for a number out of range, no or repeated municipalities, and
        ``unknown_municipality``.
    """

    municipalities: tuple[str, ...]
    """Present four-digit numbers, each once; at least one. Actors are spread by population."""
    actors: int = 1_000
    """Actors of all kinds, ≥ 0."""
    contributions: int = 3_000
    """Stated contributions, ≥ 0."""
    ties: int = 5_000
    """Ties between actors, ≥ 0."""
    involvements: int = 400
    """Rows of participation, ≥ 0."""
    challenges: int = 6
    """Challenges, ≥ 0; those with a thin group come first and lie in the most populous municipality."""
    ages: AgeBand = field(default_factory=lambda: AgeBand(20))
    """Ages of the residents. From 20, where an age band begins: nobody invented is under age, and
    whole bands can be compared with the population."""
    plants: Plants = field(default_factory=Plants)
    """What is planted; it is a part of the numbers above, not added to them."""

    def __post_init__(self) -> None:
        known = known_municipalities()
        for number in self.municipalities:
            if number not in known:
                raise InputError("unknown_municipality", {"value": number})
        if not self.municipalities or len(set(self.municipalities)) < len(self.municipalities):
            raise _not_valid("municipalities", " ".join(self.municipalities))
        for name, value in {**_numbers(self), **_numbers(self.plants)}.items():
            if value < 0 or (name == "thin_factor" and value >= 1):
                raise _not_valid(name, value)


def _numbers(record: Plan | Plants) -> Mapping[str, int | float]:
    values = {item.name: getattr(record, item.name) for item in fields(record)}
    return {name: value for name, value in values.items() if isinstance(value, int | float)}


def _not_valid(name: str, value: str | float) -> InputError:
    return InputError("plan_not_valid", {"field": name, "value": value})


def need(what: str, needed: int, have: int) -> None:
    """Refuse a plan that has too little of something for what is to be planted.

    Parameters
    ----------
    what
        Key of the message ``plan.<what>``.
    needed, have
        How many there must be, and how many there are.

    Raises
    ------
    InputError
        ``plan_too_small`` when *have* is less than *needed*.
    """
    if have < needed:
        params: dict[str, Param] = {"what": Message(f"plan.{what}"), "needed": needed, "have": have}
        raise InputError("plan_too_small", params)


def room(what: str, wanted: int, possible: int) -> None:
    """Refuse a plan that asks for more than half of all the different rows there can be.

    Beyond that an invented table would say that nearly everything goes with everything.

    Raises
    ------
    InputError
        ``plan_too_dense``.
    """
    if wanted > possible // 2:
        raise too_dense(what, wanted, possible // 2)


def too_dense(what: str, wanted: int, possible: int) -> InputError:
    """Make the error that says that there cannot be as many different rows as are wanted."""
    params: dict[str, Param] = {"what": Message(f"plan.{what}"), "wanted": wanted, "possible": possible}
    return InputError("plan_too_dense", params)
