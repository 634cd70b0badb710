"""What speaks for and against two rows being one actor, weighed in bits.

After Fellegi and Sunter (1969): each agreement and contradiction has a weight, the base-2 logarithm of how
much more often it is seen in two rows of one actor than in rows of two; the weights and the prior are added
up, and the score is the probability that they stand for. The weights are **assumed, not estimated**, and
say no more than which evidence is stronger than which; they are whole numbers, so that scores are equal or
they are not. What nobody has stated weighs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.linkage.names import Likeness, Name, likeness, percent
from matchmaker.model import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

PRIOR = -9
"""Two rows that share no more than a key of their name."""
SAME_NUMBER, SHARED_NUMBER = 18, 6
"""The same organisation number; one that more than two rows bear is a parent's and says less."""
OTHER_NAME, PART_OF_ONE = -6, -6
"""Under one number: names unlike; names unlike *and* another kind, as a municipality and its bodies."""
TIED = -6
"""A tie between the two: whoever stated it held them for two."""
_NEVER = -1_000
_OF_ONE_MUNICIPALITY = frozenset({"kommunestyre", "utvalg", "administrasjon"}) | {
    kind for kind, spec in v.KINDS.items() if spec.council
}
_SEX = "kjonn"


@dataclass(frozen=True, slots=True)
class Row:
    """What is looked at of one actor; ``None`` and −1 are unknown."""

    name: Name
    home: frozenset[str]
    """Folded words of its municipality."""
    form: str
    kind: str
    sector: str
    municipality: str | None
    """Its own, else that of its place."""
    place: str | None
    number: str | None
    unit: str | None
    synthetic: bool
    roles: frozenset[str] = frozenset()
    """Organisations in which it has a role."""
    features: Mapping[str, str] = field(default_factory=dict)
    """What it has stated; what it would rather not say is left out."""

    @property
    def person(self) -> bool:
        """Whether it is a person."""
        return self.form == v.Form.PERSON.value


@dataclass(slots=True)
class Evidence:
    """Bits and reasons as they are gathered."""

    bits: int = PRIOR
    reasons: list[Message] = field(default_factory=list)

    def add(self, bits: int, reason: Message | None = None) -> None:
        """Weigh one thing, and say it when there is something to say."""
        self.bits += bits
        if reason is not None:
            self.reasons.append(reason)

    @property
    def score(self) -> float:
        """The probability that the bits stand for, 0–1, six decimals."""
        return round(1 / (1 + 2.0 ** min(-self.bits, 1_000)), 6)


def weigh(
    one: Row, other: Row, *, shared_number: bool, tied: bool, common: Container[str] = ()
) -> Evidence | None:
    """Weigh what speaks for and against two rows being one; ``None`` when they cannot be.

    Parameters
    ----------
    one, other
        The rows.
    shared_number
        Whether more than two rows bear the organisation number of *one*.
    tied
        Whether the register has a tie between the two.
    common
        Words that stand in several names; see :func:`~matchmaker.linkage.names.likeness`.
    """
    if _cannot_be(one, other):
        return None
    found = Evidence()
    numbered = one.number is not None and one.number == other.number
    alike = likeness(one.name, other.name, (one.home, other.home), common)
    if alike is None and not numbered:
        return None
    if numbered:
        found.add(SHARED_NUMBER if shared_number else SAME_NUMBER, Message("duplicate.same_number"))
    _name(found, one, other, alike)
    if one.person:
        _of_persons(found, one, other)
    else:
        _of_organisations(found, one, other, alike)
    if tied:
        found.add(TIED, Message("duplicate.tied"))
    return found


def _cannot_be(one: Row, other: Row) -> bool:
    """Two numbers, a person and an organisation, somebody real and somebody invented, two town halls."""
    if None not in (one.number, other.number):
        return one.number != other.number or one.person != other.person or one.synthetic != other.synthetic
    if one.person != other.person or one.synthetic != other.synthetic:
        return True
    home = one.municipality, other.municipality
    if None not in home:
        return home[0] != home[1]
    return bool({one.kind, other.kind} & _OF_ONE_MUNICIPALITY)


def _name(found: Evidence, one: Row, other: Row, alike: Likeness | None) -> None:
    if alike is None:
        found.add(OTHER_NAME, Message("duplicate.other_name", {"percent": percent(one.name, other.name)}))
    elif alike.same:
        found.add(5 if one.person else 9, Message("duplicate.same_name"))
    else:
        found.add(2 if one.person else 6, Message("duplicate.like_name", {"percent": alike.percent}))


def _both(one: str | None, other: str | None) -> bool | None:
    """Whether two values agree; ``None`` when one is not known."""
    return None if one is None or other is None else one == other


def _of_organisations(found: Evidence, one: Row, other: Row, alike: Likeness | None) -> None:
    where = _both(one.municipality, other.municipality)
    if where is not None:
        found.add(
            3 if where else -4, _said(where, "duplicate.same_municipality", "duplicate.other_municipality")
        )
    place = _both(one.place, other.place)
    if place is not None:
        found.add(3 if place else -2, _said(place, "duplicate.same_place", "duplicate.other_place"))
    unit = _both(one.unit, other.unit)
    if unit is not None:
        found.add(3 if unit else -6, _said(unit, "duplicate.same_unit", "duplicate.other_unit"))
    if one.kind == other.kind:
        found.add(2, Message("duplicate.same_kind"))
        return
    found.add(-1 if one.sector == other.sector else -2, Message("duplicate.other_kind"))
    if alike is None:
        found.add(PART_OF_ONE)


def _of_persons(found: Evidence, one: Row, other: Row) -> None:
    """A name and a municipality are not enough; any contradiction is too much.

    A person's sex says nothing that agreement of the name has not said.
    """
    if _both(one.municipality, other.municipality):
        found.add(2, Message("duplicate.same_municipality"))
    place = _both(one.place, other.place)
    if place is not None:
        found.add(4 if place else _NEVER, _said(place, "duplicate.same_place", "duplicate.other_place"))
    unit = _both(one.unit, other.unit)
    if unit is not None:
        found.add(4 if unit else -6, _said(unit, "duplicate.same_unit", "duplicate.other_unit"))
    if one.roles & other.roles:
        found.add(5, Message("duplicate.same_role_organisation"))
    shared = sorted(one.features.keys() & other.features.keys())
    agreed = [name for name in shared if one.features[name] == other.features[name]]
    if len(agreed) < len(shared):
        found.add(_NEVER)
    told = [name for name in agreed if name != _SEX]
    if told:
        found.add(3, Message("duplicate.same_features", {"features": tuple(told)}))
    if one.kind != other.kind:
        found.add(-1, Message("duplicate.other_kind"))


def _said(agrees: bool, yes: str, no: str) -> Message:  # noqa: FBT001
    return Message(yes if agrees else no)
