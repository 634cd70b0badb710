"""A register as outreach sees it: who may be asked, who knows a group, who is one step away.

*Who is never asked.* Who is «reservert – foreslås ikke»; who is there as a user, relative, pupil or youth;
anybody who has stated an age under 18; groups that are themselves invited openly (parents, residents …).

*Where a path ends.* At an organisation or a body that knows the group, as stated in its *grupper*; at a group
of people that is invited openly; at a place where the group is. Never at a person, and never at users or
pupils: who has a tie to *them* passes an open invitation on and gives no names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.network.network import Network
from matchmaker.rules.affected import is_for
from matchmaker.rules.tables import councils

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from matchmaker.legitimacy.outreach.gap import Gap
    from matchmaker.model.register import Register

STEPS = (
    "samarbeider", "kjenner", "arrangerer_med", "medlem_av", "representerer", "del_av", "oppnevner",
)  # fmt: skip
"""Relations along which somebody can be asked: works with, knows, arranges with, is a member of, speaks for;
and, within one house, is a part of and appoints. Money and kinship are not ways to ask."""
PROTECTED = frozenset({"bruker", "paarorende", "elev", "ungdom"})
"""Persons of these kinds are never asked to pass anything on."""
OPEN = frozenset({"innbygger", "bruker", "paarorende", "foreldre", "ungdom", "elev", "student"})
"""Groups of people of these kinds are invited openly; they are not asked to pass anything on."""
BEHIND = frozenset({"bruker", "elev"})
"""Groups of people of these kinds are not even the end of a path: who has a tie to them is."""
ADULT = 18
FEW = 5
"""Persons who must have stated a group and a place before the place counts as one where the group is."""


@dataclass(frozen=True)
class Ground:
    """The register as arrays; positions are actors."""

    ids: np.ndarray
    form: np.ndarray
    kind: np.ndarray
    place: np.ndarray
    tags: tuple[frozenset[str], ...]
    municipality: np.ndarray
    reserved: np.ndarray
    near: np.ndarray
    """Belongs to the area."""
    room: np.ndarray
    """Asks, and need not be asked: an organisation or a body in the room."""
    people: np.ndarray
    """A person in the room: asked as others are, and needs nobody in between."""
    brokers: np.ndarray
    """May be asked to pass something on."""
    source: np.ndarray
    """Where each step begins; every step stands once in each direction."""
    to: np.ndarray


def ground_of(
    register: Register, room: Collection[int], area: Sequence[str], relations: Collection[str]
) -> Ground:
    """The register as arrays, seen from the *room*; the parameters are those of ``posing.pose``."""
    actors = register.actors
    network = Network.from_register(register, relations)
    form = actors["form"].astype(object).to_numpy()
    kind = actors["kind"].astype(object).to_numpy()
    reserved = actors["reserved"].to_numpy(dtype=bool)
    inside = np.zeros(len(register), dtype=bool)
    inside[list(room)] = True
    person = form == "person"
    barred = reserved | np.where(person, _protected(register, kind), np.isin(kind, list(OPEN)))
    asks = inside & ~person & ~barred
    tags = tuple(
        frozenset(str(cell).split("|")) if isinstance(cell, str) else frozenset()
        for cell in actors["groups"].astype(object)
    )
    return Ground(
        ids=register.ids.to_numpy(dtype=object),
        form=form,
        kind=kind,
        place=actors["place"].astype(object).where(actors["place"].notna(), "").to_numpy(dtype=object),
        tags=tags,
        municipality=actors["municipality"].astype(object).to_numpy(),
        reserved=reserved,
        near=register.in_area(area),
        room=asks,
        people=inside & person,
        brokers=~barred & ~asks,
        source=np.concatenate([network.tail, network.head]),
        to=np.concatenate([network.head, network.tail]),
    )


def _protected(register: Register, kind: np.ndarray) -> np.ndarray:
    """Who is there as a user, relative, pupil or youth, in any role, or has stated an age under 18."""
    found = np.isin(kind, list(PROTECTED))
    roles = register.frame("roles")
    roles = roles[roles["kind"].astype(object).isin(list(PROTECTED))]
    found[roles["actor"].cat.codes.to_numpy()] = True
    frame = register.features
    stated = frame[frame["feature"].isin(["alder", "aldersgruppe"])]
    for code, value in zip(stated["actor"].cat.codes, stated["value"].astype(str), strict=True):
        first = value.split("-")[0].split("–")[0].rstrip("+")
        if first.isdigit() and int(first) < ADULT:
            found[code] = True
    return found


def knows(ground: Ground, gap: Gap) -> np.ndarray:
    """Who knows a group: by stated tags, by being its council, by living in the place."""
    wanted, ages = set(gap.tags), () if gap.ages is None else (gap.ages,)
    found = np.array([bool(mine & wanted) for mine in ground.tags], dtype=bool)
    for council in councils():
        if is_for(council, wanted, ages):
            found |= (ground.kind == council.kind) & (ground.form == "organisasjon")
    if gap.place is not None:
        found |= ground.place == gap.place
    return found


def ends_of(ground: Ground, gap: Gap, knows: np.ndarray) -> np.ndarray:
    """Who a path may end at. A council that is registered is itself the one end for its seat."""
    behind = np.isin(ground.kind, list(BEHIND)) & (ground.form == "gruppe")
    tied = np.zeros(len(knows), dtype=bool)
    tied[ground.to[(knows & behind)[ground.source]]] = True
    fit = ground.near & ~ground.reserved & (ground.form != "person") & ~behind
    if gap.council is not None:
        kind, municipality = gap.council
        own: np.ndarray = fit & (ground.kind == kind) & (ground.municipality == municipality)
        own &= ground.form == "organisasjon"
        if own.any():
            return own
    passes_on = tied & (ground.form == "organisasjon")
    found: np.ndarray = fit & (knows | passes_on)
    return found


def places_of(ground: Ground, gap: Gap, knows: np.ndarray, register: Register) -> tuple[str, ...]:
    """Places where the group is: told by an organisation or a group of people, or by five persons or more."""
    if gap.council is not None:
        return ()
    if gap.place is not None:
        return (gap.place,) if gap.place in set(register.frame("places")["id"].astype(str)) else ()
    there = knows & ground.near & (ground.place != "")
    several = ground.place[there & (ground.form != "person")].tolist()
    names, counts = np.unique(ground.place[there & (ground.form == "person")].astype(str), return_counts=True)
    return tuple(sorted({*several, *names[counts >= FEW].tolist()}))
