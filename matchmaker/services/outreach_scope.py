"""Who asks, and what is planned for: the room and the gaps of an outreach plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import Message
from matchmaker.legitimacy.composition import Composition, Scope, of_challenge, of_register, of_team
from matchmaker.legitimacy.contributions import council_findings, group_findings
from matchmaker.legitimacy.population import population_findings
from matchmaker.model import vocabulary as v
from matchmaker.services.disclosure import Edition, publish, voices_told
from matchmaker.services.protected import beside

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.model.population import Population
    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register

ADMINISTRATION = "administrasjon"
PLANNED_FOR = frozenset(
    {"group_absent", "group_only_represented", "council_absent", "council_not_in_register"}
)
"""Findings that outreach is planned for, besides groups that fewer came from than expected."""


@dataclass(frozen=True)
class Room:
    """Those who ask."""

    composition: Composition
    """Who took part; everybody, where nobody is registered as taking part."""
    codes: tuple[int, ...]
    """Codes of those who ask; none where nobody can."""
    scope: str
    """``team``, ``deltok`` or ``administrasjon``."""


def kinds_there(room: Room) -> frozenset[str]:
    """Kinds of the organisations among those who ask: they need not be looked for. Persons do not count."""
    actors = room.composition.register.actors.iloc[list(room.codes)]
    return frozenset(actors["kind"][actors["form"] == v.Form.ORGANISASJON.value].astype(str))


@dataclass(frozen=True, slots=True)
class Found:
    """A gap and why it is one."""

    key: str
    why: Message


def room_of(register: Register, challenge: Challenge | None, team: tuple[str, ...]) -> Room:
    """The team, else those who took part, else the municipality's own administration.

    Raises ``InputError`` (unknown_actor).
    """
    if team:
        composition = of_team(register, challenge, team)
    else:
        composition = of_register(register) if challenge is None else of_challenge(register, challenge)
    if composition.scope is not Scope.REGISTER:
        return Room(composition, tuple(composition.members.tolist()), composition.scope.value)
    actors = register.actors.iloc[composition.members]
    core = np.array([register.kinds[str(kind)].core for kind in actors["kind"]], dtype=bool)
    own = core & ((actors["sector"] == ADMINISTRATION) & (actors["form"] == "organisasjon")).to_numpy(bool)
    return Room(composition, tuple(composition.members[own].tolist()), ADMINISTRATION)


def gaps_found(
    register: Register,
    challenge: Challenge | None,
    room: Room,
    figures: Population,
    on: date,
    ages: tuple[int, int],
    edition: Edition,
) -> tuple[Found, ...]:
    """Groups without a voice, councils that are not there, groups that fewer came from than expected.

    Groups and councils are looked for among those who ask; the population is compared with who took part. In
    the public edition a comparison counts only when it may be told there.
    """
    asking = room.composition
    if challenge is not None:
        # who asks where nobody is registered is the administration, whose seats are no secret
        scope = Scope.TEAM if asking.scope is Scope.REGISTER else asking.scope
        asking = Composition(register, scope, np.array(room.codes, dtype=np.int64), challenge)
    voices = (*group_findings(asking), *council_findings(asking))
    compared = tuple(population_findings(room.composition, figures, on, ages))
    found = {
        finding.group: Found(finding.group, finding.message)
        for finding in (
            *publish(voices, edition, beside(asking)),
            *publish(compared, edition, beside(room.composition)),
        )
        if finding.code in PLANNED_FOR or (finding.code == "population_group" and finding.verdict == "under")
    }
    if challenge is not None and edition is Edition.PUBLIC and not voices_told(beside(asking)):
        # nobody and somebody must look alike: every affected group is planned for
        why = Message("outreach.affected")
        found |= {group.group: Found(group.group, why) for group in challenge.affected}
    return tuple(found[key] for key in sorted(found))
