"""Findings about needs, sides, councils, affected groups and ties."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import Message, Param
from matchmaker.legitimacy.composition import Composition, Scope
from matchmaker.legitimacy.finding import Finding, Urgency
from matchmaker.model import municipalities
from matchmaker.model import vocabulary as v
from matchmaker.needs.fit import fits
from matchmaker.network.network import EVERY_RELATION, Network
from matchmaker.rules.acts import law
from matchmaker.rules.affected import councils_for
from matchmaker.rules.tables import councils, expected_sectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from matchmaker.model.register import Register

ENOUGH = 0.3
"""Fit from which somebody counts as covering a need: more than an assumption from the kind of actor
about a neighbouring skill."""
MOST_NAMES = 3


def need_findings(composition: Composition) -> Iterator[Finding]:
    """Needs that nobody covers, and needs that hang on one."""
    challenge, register = composition.challenge, composition.register
    if challenge is None:
        return
    everyone = fits(register, challenge.needs).matrix
    for column, need in enumerate(challenge.needs):
        able = [int(c) for c in composition.members if everyone[c, column] >= ENOUGH]
        label = _contribution(composition, need.contribution)
        if not able:
            elsewhere = _best(composition, everyone[:, column])
            yield Finding(
                "need_uncovered",
                Urgency.IMPORTANT if need.importance > 1 else Urgency.NOTE,
                need.contribution,
                Message("finding.need_uncovered", {"need": label}),
                n=0, of=len(composition.members), expected=float(need.count),
                remedy=(
                    Message("remedy.ask", {"names": elsewhere}) if elsewhere
                    else Message("remedy.find_contribution", {"need": label}),
                ),
            )  # fmt: skip
        elif len(able) < need.count or (len(able) == 1 and need.importance == 3):
            code = "need_short" if len(able) < need.count else "need_single"
            yield Finding(
                code,
                Urgency.NOTE,
                need.contribution,
                Message(f"finding.{code}", {"need": label, "n": len(able), "wanted": need.count}),
                n=len(able),
                of=len(composition.members),
                expected=float(max(need.count, 2)),
                remedy=_second(composition, everyone[:, column], label),
                public_message=_unnumbered(composition, code, label, able),
            )


def _unnumbered(composition: Composition, code: str, label: Param, able: Sequence[int]) -> Message | None:
    """The sentence without a count of persons; ``None`` where seats or organisations are all that is counted.

    A team is counted in seats; those who took part or could be asked may be persons. All who are there are
    looked at, not those who cover the need: that the number is left out would tell that a person does.
    Organisations that cover it are no secret and are counted.
    """
    organisation = (composition.register.actors["form"] == v.Form.ORGANISASJON.value).to_numpy(dtype=bool)
    if composition.scope is Scope.TEAM or bool(organisation[composition.members].all()):
        return None
    told: dict[str, Param] = {"need": label, "organisations": int(organisation[list(able)].sum())}
    return Message(f"finding.{code}_public", told)


def _second(composition: Composition, fit: np.ndarray, label: Param) -> tuple[Message, ...]:
    names = _best(composition, fit)
    if names:
        return (Message("remedy.ask", {"names": names}),)
    # somebody is there already, so that nobody is known would not be true
    return (Message("remedy.find_another", {"need": label}),)


def called(register: Register, codes: Sequence[int] | np.ndarray) -> tuple[Param, ...]:
    """What the first few actors are called: a private person by kind, never by name."""
    actors = register.actors
    found: dict[str, Param] = {}
    for code in codes:
        kind, name = str(actors["kind"].iloc[code]), str(actors["name"].iloc[code])
        if actors["form"].iloc[code] == "person":
            found.setdefault(kind, Message(f"kind.{kind}") if kind in v.KINDS else register.own_names[kind])
        else:
            found.setdefault(name, name)
    return tuple(found.values())[:MOST_NAMES]


def _best(composition: Composition, fit: np.ndarray) -> tuple[Param, ...]:
    """Those outside the composition who cover a need best; nobody who is reserved."""
    register = composition.register
    reserved = register.actors["reserved"].to_numpy()
    near = register.in_area(composition.areas())
    free = np.setdiff1d(np.flatnonzero((fit >= ENOUGH) & ~reserved & near), composition.members)
    ranked = sorted(free.tolist(), key=lambda code: (-fit[code], str(register.ids[code])))
    return called(register, ranked)


def _contribution(composition: Composition, code: str) -> Param:
    if code in v.CONTRIBUTIONS:
        return Message(f"contribution.{code}")
    return composition.register.own_names.get(code, code)


def side_findings(composition: Composition) -> Iterator[Finding]:
    """Sides of samskaping that are expected at the challenge's level and have nobody present."""
    challenge, register = composition.challenge, composition.register
    if challenge is None:
        return
    everyone = register.actors
    core = np.array([register.kinds[str(kind)].core for kind in everyone["kind"]], dtype=bool)
    there = composition.members[core[composition.members]]
    present = set(everyone["sector"].iloc[there].astype(str))
    area = everyone["municipality"].isin(composition.areas()).to_numpy()
    near = core & area & ~everyone["reserved"].to_numpy(dtype=bool)
    for expected in expected_sectors(challenge.levels):
        if expected.sector in present:
            continue
        side = Message(f"sector.{expected.sector}")
        names = called(register, np.flatnonzero(near & (everyone["sector"] == expected.sector).to_numpy()))
        yield Finding(
            "side_absent",
            Urgency.IMPORTANT if expected.importance > 1 else Urgency.NOTE,
            expected.sector,
            Message("finding.side_absent", {"side": side, "source": expected.source}),
            n=0, of=len(composition.members),
            remedy=(
                Message("remedy.ask", {"names": names}) if names
                else Message("remedy.find_side", {"side": side}),
            ),
        )  # fmt: skip


def council_findings(composition: Composition) -> Iterator[Finding]:
    """Statutory councils that are not there.

    For a challenge: those whose group the challenge concerns. For a register: those that a municipality
    in it must have. A seat never counts as having heard a council, and the finding says so.
    """
    register, challenge = composition.register, composition.challenge
    actors = register.actors.iloc[composition.members]
    actors = actors[actors["form"] == "organisasjon"]  # one of its members is not the council
    held = set(zip(actors["municipality"].astype(object), actors["kind"].astype(str), strict=True))
    concerned = councils_for(challenge.affected) if challenge is not None else frozenset()
    for area in composition.areas():
        for council in councils():
            if (area, council.kind) in held:
                continue
            if challenge is not None and council.kind not in concerned:
                continue
            params: dict[str, Param] = {
                "council": Message(f"kind.{council.kind}"),
                "municipality": municipalities.name(area),
                "law": law(council.law),
            }
            in_register = composition.scope is Scope.REGISTER
            code = "council_not_in_register" if in_register else "council_absent"
            yield Finding(
                code, Urgency.IMPORTANT, f"{council.kind}:{area}", Message(f"finding.{code}", params),
                n=0, of=len(composition.members),
                remedy=(Message("remedy.council", params),),
            )  # fmt: skip


def group_findings(composition: Composition) -> Iterator[Finding]:
    """Affected groups without a voice of their own in the composition."""
    challenge = composition.challenge
    if challenge is None:
        return
    actors = composition.register.actors.iloc[composition.members]
    tags = [set(str(cell).split("|")) if isinstance(cell, str) else set() for cell in actors["groups"]]
    direct = (actors["form"] != "organisasjon").to_numpy()
    for group in challenge.affected:
        there = np.array([group.group in mine for mine in tags], dtype=bool)
        params: dict[str, Param] = {"group": group.name}
        if not there.any():
            yield Finding(
                "group_absent", Urgency.IMPORTANT, group.group,
                Message("finding.group_absent", params), n=0, of=len(actors),
                remedy=_invite(composition, group.group, group.name),
            )  # fmt: skip
        elif not (there & direct).any():
            speakers = called(composition.register, composition.members[there])
            yield Finding(
                "group_only_represented", Urgency.NOTE, group.group,
                Message("finding.group_only_represented", {**params, "speakers": speakers}),
                n=0, of=len(actors), remedy=_invite(composition, group.group, group.name),
            )  # fmt: skip


def _invite(composition: Composition, tag: str, name: str) -> tuple[Message, ...]:
    """Through whom a group can be invited: organisations and open invitations, never a user or pupil."""
    actors = composition.register.actors
    tagged = (
        actors["groups"].astype(object).map(lambda cell: isinstance(cell, str) and tag in cell.split("|"))
    )
    near = composition.register.in_area(composition.areas())
    able = actors[tagged.astype(bool) & (actors["form"] != "person") & ~actors["reserved"] & near]
    outside = able[~able["id"].isin(composition.ids())]
    names = tuple(outside["name"].astype(str))[:MOST_NAMES]
    first = (
        Message("remedy.invite_through", {"names": names, "group": name})
        if names
        else Message("remedy.hold_chair", {"group": name})
    )
    return (first, Message("remedy.practical"))


def tie_findings(composition: Composition) -> Iterator[Finding]:
    """Actors with «ingen registrerte relasjoner»: what is missing is registration, perhaps not contact."""
    if composition.scope is not Scope.REGISTER:
        return
    network = Network.from_register(composition.register, EVERY_RELATION)
    alone = np.intersect1d(network.isolates(), composition.members)
    if len(alone) == 0:
        return
    actors = composition.register.actors.iloc[alone]
    shown = tuple(actors["name"][actors["form"] == "organisasjon"].astype(str))[:MOST_NAMES]
    code = "no_registered_ties" if shown else "no_registered_ties_unnamed"
    params: dict[str, Param] = {"n": len(alone), "of": len(composition.members), "names": shown}
    yield Finding(
        "no_registered_ties",
        Urgency.INFO,
        "relasjoner",
        Message(f"finding.{code}", params),
        n=len(alone),
        of=len(composition.members),
        remedy=(Message("remedy.register_ties"),),
        public_message=Message(f"finding.{code}_public", {"names": shown}),
    )
