"""What the rules look at: who sits in a body, what its matter concerns, and what the asker has said.

A :class:`Case` holds what is registered and :class:`Asked` what only the asker can know. Nothing is
inferred: a sex or an age that nobody has stated is unknown, and so is who will fill an organisation's seat.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matchmaker.model.vocabulary import KINDS, Sector
from matchmaker.rules.constraints import SECTOR
from matchmaker.rules.rule import Act, Body

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.kernel.errors import Param

SEX = "kjonn"
SEXES = ("kvinne", "mann")
"""The two that the acts speak of. Another answer is an answer, and counts for neither."""
OFFICE = "organisasjonstype"
"""Trait: the kind of an organisation or group; a person has none."""
ELECTED = "folkevalgt"
"""Trait: the seat of an elected member or of an elected body. A council of § 5-12 is not one."""
FROM_60, UNDER_19, MINOR = "minst_60", "under_19", "under_18"
YOUTH_SEATS = frozenset({"ungdomsraad", "elevraad", "elev", "ungdom"})
"""Kinds of groups and organisations whose seat is one for a minor."""


@dataclass(frozen=True, slots=True)
class Member:
    """One seat: a person, or a group's or an organisation's seat."""

    id: str
    kind: str = "innbygger"
    sector: str = "innbygger"
    form: str = "person"
    place: str | None = None
    """Place within the municipality; ``None`` is not known."""
    sex: str | None = None
    """As stated; ``None`` is not known or not told."""
    ages: tuple[int, int] | None = None
    """Youngest and oldest age that the statement allows; ``None`` is not known."""

    @property
    def elected(self) -> bool:
        """Whether the seat is an elected member's, or for one: by side and kind, as registered."""
        spec = KINDS.get(self.kind)
        return self.sector == Sector.POLITIKER.value and (spec is None or spec.core)

    @property
    def person(self) -> bool:
        """Whether the seat is held by a person that the register knows."""
        return self.form == "person"

    def facts(self) -> dict[str, str]:
        """What is known, trait by trait, for the demands of :mod:`matchmaker.rules.constraints`."""
        known = {SECTOR: self.sector}
        if self.elected:
            known[ELECTED] = "ja"
        if self.sex is not None:
            known[SEX] = self.sex
        if not self.person:
            known[OFFICE] = self.kind
        for trait, value in ((FROM_60, self._from(60)), (UNDER_19, self._below(19)), (MINOR, self._minor())):
            if value is not None:
                known[trait] = "ja" if value else "nei"
        return known

    def _from(self, age: int) -> bool | None:
        below = self._below(age)
        return None if below is None else not below

    def _below(self, age: int) -> bool | None:
        """``None`` when nobody has said, or when an age band goes across the limit."""
        if self.ages is None or self.ages[0] < age <= self.ages[1]:
            return None
        return self.ages[1] < age

    def _minor(self) -> bool | None:
        """A seat of a youth council is one for a minor; another organisation's seat is not.

        A pupil of whom no age is stated is treated with the same care as a minor.
        """
        if not self.person:
            return self.kind in YOUTH_SEATS
        return True if self.ages is None and self.kind in YOUTH_SEATS else self._below(18)


@dataclass(frozen=True, slots=True)
class Link:
    """A relation in force, as the rules need it."""

    tail: str
    relation: str
    head: str


@dataclass(frozen=True, slots=True)
class Concern:
    """What the matter concerns."""

    tags: frozenset[str] = frozenset()
    """Affected groups and themes, as codes."""
    themes: frozenset[str] = frozenset()
    """Themes alone."""
    ages: tuple[tuple[int, int], ...] = ()
    """Age ranges of the affected groups that are age ranges."""
    budget: float | None = None
    """Kroner; ``None`` is not stated."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is registered. Members, areas and links in order of id."""

    members: tuple[Member, ...] = ()
    """Who sits there; when rules are posed, who may be chosen."""
    areas: tuple[str, ...] = ()
    """Municipality numbers concerned."""
    concern: Concern | None = None
    """``None`` when no challenge is meant."""
    links: tuple[Link, ...] = ()
    """Relations that a member, or the party, is an end of."""
    councils: frozenset[tuple[str, str]] = frozenset()
    """(municipality, kind) of the councils that the register has."""
    linked: frozenset[tuple[str, str]] = frozenset()
    """Those of them that have a seat here or have taken part in the challenge."""
    residents: Mapping[str, int] = field(default_factory=dict)
    """Residents per municipality at the date; a municipality without figures is absent."""

    labels: Mapping[str, Param] = field(default_factory=dict)
    """What actors are called where a private person's name does not belong."""

    places: Mapping[str, str] = field(default_factory=dict)
    """Names of places by id."""

    def called(self, actor: str) -> Param:
        """What an actor is called; its id where nobody has said."""
        return self.labels.get(actor, actor)

    def facts(self) -> dict[str, dict[str, str]]:
        """What is known of each member."""
        return {member.id: member.facts() for member in self.members}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the asker says and the register cannot know."""

    body: Body = Body.VOLUNTARY
    rules: tuple[str, ...] = ()
    """Rules asked for by name; house rules of another municipality apply when they are named."""
    party: str | None = None
    """Actor id of a party to the case; ``None``: no case with a party is expected."""
    act: Act = Act.OF_1967
    as_if_elected: bool = False
    """Use the gender balance of public committees on a voluntary group, as good practice."""
    confirmed: tuple[str, ...] = ()
    """Rules whose question a human has settled: the council was heard, the duty was considered."""
    place: str | None = None
    """The place that an oppgaveutvalg is for."""
    council: str | None = None
    """Which of the three councils the composition is."""
    months: int | None = None
    """Length of the term of office."""
    signatures: int | None = None
    """How many residents stand behind a proposal."""
    to: str = "kommune"
    """``kommune`` or ``fylke``: whom the proposal is for."""
