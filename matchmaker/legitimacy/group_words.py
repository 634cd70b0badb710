"""What a combination of groups is called: «menn 13–34 år i Verdal»."""

from __future__ import annotations

from functools import reduce
from itertools import pairwise
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.legitimacy.crossing import MUNICIPALITY, PLACE
from matchmaker.legitimacy.population import AGE_GROUP
from matchmaker.legitimacy.steps import attribute_label, group_label
from matchmaker.model import municipalities
from matchmaker.model.ages import TOP_AGE, AgeBand
from matchmaker.model.population import SEX

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchmaker.model.register import Register


def described(register: Register, groups: Mapping[str, Sequence[str]]) -> Param:
    """Name a sub-group by the groups taken of each attribute that is used, sex and age first.

    No attribute gives «personer».
    """
    head: Param = Message("intersection.persons")
    if SEX in groups:
        head = tuple(group_label(SEX, group) for group in groups[SEX])
    others = [name for name in groups if name not in (SEX, AGE_GROUP, MUNICIPALITY, PLACE)]
    places = [name for name in (PLACE, MUNICIPALITY) if name in groups]
    ages = [AGE_GROUP] if AGE_GROUP in groups else []
    parts = [_part(register, name, tuple(groups[name])) for name in (*ages, *others, *places)]
    return reduce(
        lambda first, part: Message("intersection.join", {"first": first, "second": part}), parts, head
    )


def _part(register: Register, attribute: str, groups: tuple[str, ...]) -> Param:
    if attribute == AGE_GROUP:
        return _ages(groups)
    if attribute == MUNICIPALITY:
        return Message("intersection.in", {"places": tuple(map(municipalities.name, groups))})
    if attribute == PLACE:
        names = tuple(register.own_names.get(group, group) for group in groups)
        return Message("intersection.in", {"places": names})
    values = tuple(group_label(attribute, group) for group in groups)
    return Message("intersection.with", {"attribute": attribute_label(attribute), "values": values})


def _ages(groups: tuple[str, ...]) -> Param:
    """Neighbouring bands as one; the labels as they stand where they are not neighbours, or no bands."""
    try:
        bands = sorted(AgeBand.parse(group) for group in groups)
    except InputError:
        return Message("intersection.bands", {"bands": groups})
    if any(after.low != before.high + 1 for before, after in pairwise(bands)):
        return Message("intersection.bands", {"bands": groups})
    low, high = bands[0].low, bands[-1].high
    if high == TOP_AGE:
        return Message("intersection.ages_from", {"low": low})
    return Message("intersection.ages", {"low": low, "high": high})


def tenths(value: float) -> Message:
    """A number with one decimal."""
    whole, tenth = divmod(round(10 * value), 10)
    return Message("intersection.tenths", {"whole": whole, "tenth": tenth})


def percent(chance: float) -> Message:
    """A chance in whole per cent."""
    if 100 * chance < 1:
        return Message("intersection.under_one_percent")
    return Message("intersection.percent", {"value": round(100 * chance)})
