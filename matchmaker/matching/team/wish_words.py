"""What a wish is called: its name as data, and the words that its sentences need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.matching.team.facts import AREA, COVERS, ELECTED, KIND, PLACE, TRAITS
from matchmaker.model import municipalities
from matchmaker.model import vocabulary as v
from matchmaker.rules.case import SEX, SEXES
from matchmaker.rules.constraints import (
    SECTOR,
    Apart,
    AtLeast,
    AtLeastBySize,
    AtLeastWith,
    AtMostEach,
    AtMostWith,
    Company,
    Exclude,
    Include,
    NoMajority,
    NotAlone,
    Together,
)
from matchmaker.rules.rule import rules

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.kernel.errors import Param
    from matchmaker.rules.constraints import Demand

RULES = "rules"
"""The part of a request that says which rules are posed."""
_ATTRIBUTES = (SEX, "aldersgruppe", AREA, PLACE, "sprak", "utdanning")


def words_of(demand: Demand) -> tuple[str, Mapping[str, Param]]:
    """The name of a demand, unique among those of its kind that ask for the same, and its words."""
    match demand:
        case Include(actor) | Exclude(actor):
            return actor, {"actor": _actor(actor)}
        case Apart(first, second) | Together(first, second):
            return f"{first}:{second}", {"first": _actor(first), "second": _actor(second)}
        case AtLeast(sector):
            return sector, {"sector": _value(SECTOR, sector)}
        case AtLeastWith(trait, ("ja",)) if trait == ELECTED:
            sector = v.Sector.POLITIKER.value
            return sector, {"sector": _value(SECTOR, sector)}
        case AtLeastWith(trait, ("ja",)) if trait.startswith(COVERS):
            contribution = trait.removeprefix(COVERS)
            return contribution, {"contribution": _contribution(contribution)}
        case AtLeastWith(trait, values) | AtMostWith(trait, values) | AtLeastBySize(trait, values):
            said = tuple(_value(trait, value) for value in values)
            return f"{trait}={'|'.join(values)}", {"trait": _trait(trait), "values": said}
        case Company(trait, _, value):
            return f"{trait}={value}", {"trait": _trait(trait), "values": (_value(trait, value),)}
        case AtMostEach(trait) | NoMajority(trait) | NotAlone(trait):
            return trait, {"trait": _trait(trait)}
    return "", {}


def title_of(rule: str) -> Param:
    """What a rule is called; its id when it is not in the table."""
    return Message(f"rule.title.{rule}") if any(one.id == rule for one in rules()) else rule


def _actor(actor: str) -> Message:
    return Message("param.actor", {"id": actor})


def _contribution(code: str) -> Param:
    return Message(f"contribution.{code}") if code in v.CONTRIBUTIONS else code


def _trait(trait: str) -> Param:
    """A trait in words; one that a dataset has made up is called what the dataset calls it."""
    if trait in _ATTRIBUTES:
        return Message(f"attribute.{trait}")
    return Message(f"wish_trait.{trait}") if trait in TRAITS else trait


def _value(trait: str, value: str) -> Param:
    if trait == SECTOR and value in {sector.value for sector in v.Sector}:
        return Message(f"sector.{value}")
    if trait == KIND and value in v.KINDS:
        return Message(f"kind.{value}")
    if trait == SEX and value in SEXES:
        return Message(f"sex.{value}")
    return municipalities.name(value) if trait == AREA else value
