"""What of the counts of persons may be told, decided once for everything that is told of the same persons.

Findings, tables of residents and the funnel all follow the decision made here, so that none of them lets a
count be found that another hides. The arithmetic is in :mod:`matchmaker.representation.protection`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matchmaker.legitimacy.composition import Scope
from matchmaker.legitimacy.steps import EVERYBODY, stated_by
from matchmaker.model import vocabulary as v
from matchmaker.representation.protection import SMALLEST, Shown, protect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from matchmaker.legitimacy.composition import Composition
    from matchmaker.legitimacy.finding import Finding
    from matchmaker.legitimacy.steps import Stated
    from matchmaker.model.records import Turnout

COMPARED = "population_group"
"""Code of the findings that compare a group with the population."""
NOT_COMPARED = frozenset({"no_residents", "nobody_stated"})
"""Codes that say that there was nobody to compare."""
PERSONS_PER_GROUP = 2
"""A step of the funnel is shown by an attribute when it has, for each group, this many times the smallest
count that is shown: below that most groups would be hidden, and be so at the larger steps as well."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What else the public may learn of the same persons."""

    turnout: tuple[Turnout, ...] = ()
    """Counts by step of the process that these persons took part in."""
    seats: bool = False
    """Whether their seats are listed, so that the number of residents is known."""
    persons: bool = True
    """Whether there are persons among them at all."""
    smallest: int = SMALLEST
    """The smallest count of persons that is told."""


def beside(composition: Composition, smallest: int = SMALLEST) -> Beside:
    """What else may be told of the persons of a composition."""
    took_part = composition.scope is Scope.TOOK_PART and composition.challenge is not None
    return Beside(
        turnout=composition.register.turnout_of(composition.challenge.id)
        if took_part and composition.challenge is not None
        else (),
        seats=composition.scope is Scope.TEAM,
        persons=bool(composition.register.persons[composition.members].any()),
        smallest=smallest,
    )


@dataclass(frozen=True, slots=True)
class Protected:
    """The decision about one attribute."""

    attribute: str
    residents: Mapping[str, Shown] | None = None
    """What is shown of each group of those who are compared with the population; ``None``: nothing."""
    funnel: Mapping[str, Shown] | None = None
    """What is shown of each group at the steps; ``None``: nothing."""
    steps: tuple[str, ...] = ()
    """The steps that are shown by this attribute, in order."""
    stated: Stated | None = None
    """The counts by step; ``None`` when there are none."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """Residents per group that has a population figure; in a team, also those who have said nothing."""

    @property
    def several(self) -> bool:
        """Whether a group that is hidden may be small in another table than the one of residents."""
        return self.residents is not None and self.funnel is not None

    @property
    def touched(self) -> bool:
        """Whether any group of the residents is hidden."""
        return self.residents is None or set(self.residents.values()) != {Shown.SHOWN}


def protected(findings: Sequence[Finding], told: Beside) -> dict[str, Protected]:
    """Decide about every attribute that the findings compare or that is counted by step."""
    rows: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        if finding.code == COMPARED or finding.code in NOT_COMPARED:
            rows[finding.group.split(":")[0]].append(finding)
    counted = {row.attribute for row in told.turnout} - {EVERYBODY}
    return {
        attribute: _attribute(attribute, rows.get(attribute, []), told)
        for attribute in sorted({*rows, *counted})
    }


def _attribute(attribute: str, rows: Sequence[Finding], told: Beside) -> Protected:
    """The tables of one attribute: together where that is possible, else the larger ones alone."""
    people = {
        finding.group.split(":", 1)[1]: finding.n or 0
        for finding in rows
        if finding.code == COMPARED and finding.population_share is not None
    }
    shares = {f.group.split(":", 1)[1]: f.population_share or 0.0 for f in rows if f.code == COMPARED}
    if told.seats and people:
        people[v.UNKNOWN] = _unknown(rows)
        return Protected(attribute, _seats(people, shares, told.smallest), counts=people)
    stated = _stated(told.turnout, attribute)
    steps = _large_steps(stated, told.smallest)
    tables = [] if stated is None else [_at(stated, step) for step in steps]
    order = _order(
        [*people, *(() if stated is None else (g for g in stated.counts if g not in people))], shares
    )
    alike = stated is None or not people or set(stated.counts) <= set(people)
    if tables and people and alike:
        both = protect([people, *tables], order, told.smallest)
        if both is not None:
            return Protected(attribute, both, both, steps, stated, people)
    if tables:
        own = _order(() if stated is None else stated.counts, shares)
        funnel = protect(tables, own, told.smallest)
        if funnel is not None:
            return Protected(attribute, None, funnel, steps, stated, people)
    found = protect([people], _order(people, shares), told.smallest) if people else None
    return Protected(attribute, found, stated=stated, counts=people)


def _unknown(rows: Sequence[Finding]) -> int:
    """Residents in no group that has a figure: who have said nothing, or something else."""
    outside = sum(finding.n or 0 for finding in rows if finding.population_share is None)
    return outside + next((finding.unknown or 0 for finding in rows), 0)


def _seats(people: Mapping[str, int], shares: Mapping[str, float], smallest: int) -> dict[str, Shown] | None:
    """A team, whose seats are listed: how many have said nothing must not be found by subtraction either.

    Those of five and more do not help to hide the others, since they may be known.
    """
    unknown = people[v.UNKNOWN]
    groups = [group for group in people if group != v.UNKNOWN or unknown < smallest]
    found = protect([people], _order(groups, shares), smallest)
    return found if found is None or unknown < smallest else {**found, v.UNKNOWN: Shown.SHOWN}


def _order(groups: Iterable[str], shares: Mapping[str, float]) -> list[str]:
    """Groups that are small in the population are hidden first, others in the order of the table.

    The population decides, and not the counts: which group was chosen would tell about its count.
    """
    kept = list(groups)
    return sorted(kept, key=lambda group: (shares.get(group) or 2.0, kept.index(group)))


def _stated(turnout: tuple[Turnout, ...], attribute: str) -> Stated | None:
    found = stated_by(turnout, attribute, None)
    return found if found.counts else None


def _at(stated: Stated, step: str) -> dict[str, int]:
    return {group: counts[step] for group, counts in stated.counts.items() if step in counts}


def _large_steps(stated: Stated | None, smallest: int) -> tuple[str, ...]:
    """The steps with persons enough; how many they are is assumed to be known."""
    if stated is None:
        return ()
    least = PERSONS_PER_GROUP * smallest * len(stated.counts)
    return tuple(step.value for step in v.Step if sum(_at(stated, step.value).values()) >= least)
