"""What stands in the form for groups as a wish."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dashboard.pages.groups_form import NO, YES, Offer
from dashboard.pages.groups_rules import RuleSets
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services.groups_request import SEPARATIONS, TIES, AttributeWish, GroupsRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.model.register import Register


@dataclass(frozen=True, slots=True)
class Given:
    """What stands in the form, as it comes from the browser."""

    numbers: tuple[Any, Any, Any, Any]
    """Groups, rounds, least, most."""
    attributes: Sequence[str]
    modes: Sequence[Any]
    alone: Sequence[Any]
    weights: Sequence[Any]
    rules: object
    absent: Any
    meet: Any
    ties: Any
    separate: Any
    visit: Any
    seed: Any


def _whole(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) and value >= 0 else None


def asked(before: GroupsRequest, given: Given, register: Register) -> GroupsRequest:
    """Make a wish of what stands in the form.

    What is as the dataset says, or as is usual, is left out of the wish, so that it follows the dataset.

    Parameters
    ----------
    before
        The wish of the address: what the form has no field for stays as it was.
    given
        The fields.
    register
        The dataset.
    """
    sets = RuleSets.read(given.rules)
    groups, rounds, least, most = (_whole(value) for value in given.numbers)
    meet = {YES: True, NO: False}.get(str(given.meet))
    return replace(
        before,
        groups=groups or None,
        rounds=rounds or None,
        least=least,
        most=most or None,
        attributes=_wishes(given, Offer(register, replace(before, attributes=()))),
        together=sets.together,
        apart=sets.apart,
        pins=sets.pins,
        separations=tuple(one for one in SEPARATIONS if one in (given.separate or ())),
        meet_once=meet,
        visit_once=bool(given.visit),
        ties=given.ties if given.ties in TIES else TIES[0],
        absent=tuple(str(one) for one in given.absent or ()),
        seed=_whole(given.seed) or 0,
        tries=None,
        done=None,
    )


def _wishes(given: Given, usual: Offer) -> tuple[AttributeWish, ...]:
    found = []
    for code, mode, alone, weight in zip(
        given.attributes, given.modes, given.alone, given.weights, strict=True
    ):
        chosen = GroupMode(mode) if mode in {one.value for one in GroupMode} else GroupMode.IGNORER
        if chosen is not GroupMode.IGNORER:
            found.append(AttributeWish(code, chosen, min(max(_whole(weight) or 1, 1), 100)))
        if alone:
            found.append(AttributeWish(code, GroupMode.IKKE_ALENE))
    if _ordered(found) == _ordered(usual.wishes):
        return ()
    if not found and given.attributes:
        return (AttributeWish(given.attributes[0], GroupMode.IGNORER),)
    return tuple(found)


def _ordered(wishes: Sequence[AttributeWish]) -> list[tuple[str, str, int]]:
    """Wishes in an order of their own; how much «ingen alene» weighs means nothing."""
    return sorted(
        (wish.attribute, wish.mode.value, 1 if wish.mode is GroupMode.IKKE_ALENE else wish.weight)
        for wish in wishes
        if wish.mode is not GroupMode.IGNORER
    )
