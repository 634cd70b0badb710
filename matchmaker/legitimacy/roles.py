"""Findings about roles in a challenge that the list of needs and sides does not show.

What :mod:`matchmaker.legitimacy.contributions` finds (needs nobody covers, short needs, councils and groups
that are absent) is not found again here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import Message, Param
from matchmaker.legitimacy.contributions import ENOUGH, called
from matchmaker.legitimacy.finding import Finding, Urgency
from matchmaker.model import municipalities
from matchmaker.model import vocabulary as v
from matchmaker.needs.fit import fits
from matchmaker.network.network import EVERY_RELATION, Network
from matchmaker.rules.affected import councils_for
from matchmaker.rules.tables import councils

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from matchmaker.legitimacy.composition import Composition
    from matchmaker.model.register import Register

NECESSARY = 3
EVERY_FORM = frozenset(form.value for form in v.Form)


def role_findings(composition: Composition) -> Iterator[Finding]:
    """Every finding of this module, for those who take part in a challenge."""
    yield from single_points(composition)
    yield from umbrella_findings(composition)
    yield from unlinked_councils(composition)
    yield from unlinked_groups(composition)


def single_points(composition: Composition) -> Iterator[Finding]:
    """Needs that one actor alone covers, where one is what was asked for and the need is not necessary.

    Short needs and necessary needs that hang on one are found by ``need_findings``.
    """
    challenge = composition.challenge
    if challenge is None:
        return
    fit = fits(composition.register, challenge.needs).matrix
    for column, need in enumerate(challenge.needs):
        able = composition.members[fit[composition.members, column] >= ENOUGH]
        if len(able) != 1 or need.count != 1 or need.importance == NECESSARY:
            continue
        label: Param = composition.register.own_names.get(need.contribution, need.contribution)
        if need.contribution in v.CONTRIBUTIONS:
            label = Message(f"contribution.{need.contribution}")
        yield Finding(
            "need_one_actor",
            Urgency.INFO,
            need.contribution,
            Message("finding.need_one_actor", {"need": label, "name": called(composition.register, able)}),
            n=1,
            of=len(composition.members),
            remedy=(Message("remedy.need_one_actor", {"need": label}),),
        )


@dataclass(frozen=True, slots=True)
class Umbrella:
    """An actor who takes part and speaks for others."""

    actor: str
    """Actor id."""
    kind: str
    members: int | None
    """Members that are registered; ``None`` when none is, which says nothing about how many there are."""
    present: int
    """Of these, how many take part themselves."""


def umbrellas(composition: Composition, forms: Collection[str] = EVERY_FORM) -> tuple[Umbrella, ...]:
    """Those in the composition who speak for others, by id.

    Members are those who are *medlem av* the actor, and those whom the actor *representerer*. An actor of a
    kind that is an umbrella (næringsforening, frivilligsentral, paraply) is one also when no member is
    registered.

    Parameters
    ----------
    forms
        Which umbrellas and members are counted: persons, groups, organisations.
    """
    register = composition.register
    right = register.actors["form"].isin(list(forms)).to_numpy(dtype=bool)
    there = set(composition.members.tolist())
    spoken_for = _members(register)
    found = []
    for code in composition.members.tolist():
        members = {member for member in spoken_for.get(code, ()) if right[member]}
        kind = str(register.actors["kind"].iloc[code])
        if right[code] and (members or register.kinds[kind].umbrella):
            present = len(members & there)
            found.append(Umbrella(str(register.ids[code]), kind, len(members) or None, present))
    return tuple(found)


def _members(register: Register) -> dict[int, set[int]]:
    """Who is spoken for by whom, by code."""
    ties = register.frame("ties")
    found: dict[int, set[int]] = {}
    tails, heads = ties["tail"].cat.codes.tolist(), ties["head"].cat.codes.tolist()
    for tail, head, relation in zip(tails, heads, ties["relation"].astype(str), strict=True):
        if relation == v.Relation.MEDLEM_AV:
            found.setdefault(head, set()).add(tail)
        elif relation == v.Relation.REPRESENTERER:
            found.setdefault(tail, set()).add(head)
    return found


def umbrella_findings(composition: Composition, forms: Collection[str] = EVERY_FORM) -> Iterator[Finding]:
    """Umbrellas whose members do not all take part: a seat for a næringsforening is not every firm's.

    Where *forms* leaves some out, they may be members too: it is then not said that no member is
    registered, nor how many there are, but members of those forms who are silent are silent all the same.
    """
    register = composition.register
    whole = set(forms) >= EVERY_FORM
    for umbrella in umbrellas(composition, forms):
        name = called(register, [register.code(umbrella.actor)])
        if umbrella.members is None and not whole:
            continue
        if umbrella.members is None:
            yield Finding(
                "umbrella_unknown", Urgency.INFO, umbrella.actor,
                Message("finding.umbrella_unknown", {"name": name}),
                remedy=(Message("remedy.register_members"),),
            )  # fmt: skip
        elif umbrella.present < umbrella.members:
            silent = umbrella.members - umbrella.present
            params: dict[str, Param] = {"name": name, "silent": silent, "present": umbrella.present}
            bare = Message("finding.umbrella_silent_public", {"name": name})
            yield Finding(
                "umbrella_silent", Urgency.NOTE, umbrella.actor,
                Message("finding.umbrella_silent", params) if whole else bare,
                n=umbrella.present if whole else None, of=umbrella.members if whole else None,
                remedy=(Message("remedy.umbrella_silent", {"name": name}),),
                public_message=bare,
            )  # fmt: skip


def unlinked_councils(composition: Composition) -> Iterator[Finding]:
    """Statutory councils without a registered tie to anybody who takes part.

    Only those that ``council_findings`` does not ask for: councils whose groups the challenge does not
    concern. Information, since no law asks for a tie.
    """
    challenge = composition.challenge
    if challenge is None:
        return
    concerned = councils_for(challenge.affected)
    linked = _linked(composition)
    actors = composition.register.actors
    for area in composition.areas():
        for council in councils():
            if council.kind in concerned:
                continue
            is_it = (actors["municipality"] == area) & (actors["kind"] == council.kind)
            bodies = np.flatnonzero((is_it & (actors["form"] == v.Form.ORGANISASJON)).to_numpy(dtype=bool))
            if len(bodies) == 0 or linked[bodies].any():
                continue
            params: dict[str, Param] = {
                "council": Message(f"kind.{council.kind}"),
                "municipality": municipalities.name(area),
            }
            yield Finding(
                "council_unlinked", Urgency.INFO, f"{council.kind}:{area}",
                Message("finding.council_unlinked", params), remedy=(Message("remedy.council", params),),
            )  # fmt: skip


def unlinked_groups(composition: Composition) -> Iterator[Finding]:
    """Affected groups whom nobody in the composition belongs to, works for or has a registered tie to."""
    challenge = composition.challenge
    if challenge is None:
        return
    cells = composition.register.actors["groups"].astype(object)
    tags = [set(cell.split("|")) if isinstance(cell, str) else set() for cell in cells]
    linked = _linked(composition)
    for group in challenge.affected:
        tagged = np.array([group.group in mine for mine in tags], dtype=bool)
        if (tagged & linked).any():
            continue
        params: dict[str, Param] = {"group": group.name}
        yield Finding(
            "group_unlinked", Urgency.IMPORTANT, group.group,
            Message("finding.group_unlinked", params), n=0, of=len(composition.members),
            remedy=(Message("remedy.hold_chair", params), Message("remedy.practical")),
        )  # fmt: skip


def _linked(composition: Composition) -> np.ndarray:
    """Members of the composition, and everybody with a registered tie of any kind to one of them."""
    network = Network.from_register(composition.register, EVERY_RELATION)
    member = np.zeros(len(network), dtype=bool)
    member[composition.members] = True
    linked = member.copy()
    linked[network.tail[member[network.head]]] = True
    linked[network.head[member[network.tail]]] = True
    return linked
