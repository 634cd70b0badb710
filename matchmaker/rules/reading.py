"""From a Register to a case: what the rules need to know, and nothing inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.model import vocabulary as v
from matchmaker.model.ages import AgeBand
from matchmaker.model.register import records_of
from matchmaker.rules.affected import ages_of
from matchmaker.rules.case import SEX, Case, Concern, Link, Member

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from matchmaker.model.population import Population
    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register

COUNCILS = frozenset(kind for kind, spec in v.KINDS.items() if spec.council)


def case_of(
    register: Register,
    challenge: Challenge | None,
    seats: Collection[str],
    on: date,
    *,
    party: str | None = None,
    residents: Mapping[str, int] | None = None,
) -> Case:
    """The case of some seats, for a challenge.

    Parameters
    ----------
    register
        The dataset.
    challenge
        What it is for; ``None`` looks at the register as a whole.
    seats
        Actor ids; none is a case without a composition.
    on
        The day of the process: relations in force then.
    party
        A party to the case, for habilitet.
    residents
        Residents per municipality; see :func:`residents_of`.

    Raises
    ------
    InputError
        unknown_actor: a seat or a party that the register does not have.
    """
    members = members_of(register, seats)
    ids = [member.id for member in members]
    if party is not None:
        ids.append(str(register.ids[register.code(party)]))
    links = _links(register, ids, on)
    held = _councils(register, register.ids)
    return Case(
        members=members,
        areas=areas_of(register, challenge),
        concern=None if challenge is None else _concern(challenge),
        links=links,
        councils=held,
        linked=_councils(register, [m.id for m in members] + _took_part(register, challenge)),
        residents=residents or {},
        labels=_labels(register, {*ids, *(end for link in links for end in (link.tail, link.head))}),
        places=_places(register),
    )


def areas_of(register: Register, challenge: Challenge | None) -> tuple[str, ...]:
    """Municipalities concerned: the challenge's, else those of the actors, in number order."""
    if challenge is not None and challenge.municipalities:
        return tuple(sorted(challenge.municipalities))
    return tuple(sorted(set(register.actors["municipality"].dropna().astype(str))))


def residents_of(population: Population, areas: Collection[str], on: date) -> dict[str, int]:
    """Residents per municipality at a date; a municipality without figures is left out, never zero."""
    found = {area: population.counts([area], on, SEX) for area in areas}
    return {area: counts.total for area, counts in found.items() if counts is not None}


def members_of(register: Register, seats: Collection[str]) -> tuple[Member, ...]:
    """The seats as the rules see them, in order of id, each once. Raises ``InputError`` (unknown_actor)."""
    codes = sorted({register.code(actor) for actor in seats})
    rows = register.actors.iloc[codes]
    features = register.features
    mine = features[features["actor"].isin(list(rows["id"]))].astype(object)
    stated: dict[str, dict[str, str]] = {}
    for actor, feature, value in zip(mine["actor"], mine["feature"], mine["value"], strict=True):
        if value not in (v.UNKNOWN, v.WITHHELD):
            stated.setdefault(actor, {})[feature] = value
    return tuple(
        Member(
            id=row["id"],
            kind=row["kind"],
            sector=row["sector"],
            form=row["form"],
            place=row["place"],
            sex=stated.get(row["id"], {}).get(SEX),
            ages=ages_stated(stated.get(row["id"], {})),
        )
        for row in records_of(pd.DataFrame(rows[["id", "kind", "sector", "form", "place"]]))
    )


def ages_stated(stated: Mapping[str, str]) -> tuple[int, int] | None:
    """Youngest and oldest age that a statement allows: of ``alder``, else of ``aldersgruppe``.

    ``None`` when neither is stated in a way that can be read: unknown, not a problem of the rules.

    >>> ages_stated({"alder": "17"}), ages_stated({"aldersgruppe": "13-19"}), ages_stated({})
    ((17, 17), (13, 19), None)
    """
    age = stated.get("alder", "")
    if age.isdigit():
        return (int(age), int(age))
    try:
        band = AgeBand.parse(stated.get("aldersgruppe", ""))
    except InputError:
        return None
    return (band.low, band.high)


def _links(register: Register, ids: list[str], on: date) -> tuple[Link, ...]:
    """Relations in force that one of these is an end of; dates are inclusive, an open end is in force."""
    frame, moment = register.frame("ties"), pd.Timestamp(on)
    ours = frame["tail"].isin(ids) | frame["head"].isin(ids)
    running = ~(frame["valid_from"] > moment) & ~(frame["valid_to"] < moment)
    rows = frame[(ours & running).to_numpy(dtype=bool)].astype({"tail": object, "head": object})
    found = {
        Link(str(tail), str(relation), str(head))
        for tail, relation, head in zip(rows["tail"], rows["relation"], rows["head"], strict=True)
    }
    return tuple(sorted(found, key=lambda link: (link.tail, link.relation, link.head)))


def _councils(register: Register, ids: Collection[str]) -> frozenset[tuple[str, str]]:
    """(municipality, kind) of the councils among these; one of its members is not the council."""
    actors = register.actors
    rows = actors[
        actors["id"].isin(list(ids)) & actors["kind"].isin(COUNCILS) & (actors["form"] == v.Form.ORGANISASJON)
    ]
    rows = rows[rows["municipality"].notna()]
    return frozenset(zip(rows["municipality"].astype(str), rows["kind"].astype(str), strict=True))


def _took_part(register: Register, challenge: Challenge | None) -> list[str]:
    if challenge is None:
        return []
    return sorted({involved.actor for involved in register.involvements_in(challenge.id)})


def _concern(challenge: Challenge) -> Concern:
    groups = {group.group for group in challenge.affected}
    themes = frozenset(challenge.themes)
    return Concern(
        tags=frozenset(groups) | themes,
        themes=themes,
        ages=ages_of(challenge.affected),
        budget=challenge.budget,
    )


def _labels(register: Register, ids: set[str]) -> dict[str, Param]:
    """What actors are called: a private person by kind, never by name."""
    actors = register.actors
    rows = actors[actors["id"].isin(sorted(ids))]
    found: dict[str, Param] = {}
    for row in records_of(pd.DataFrame(rows[["id", "name", "kind", "form"]])):
        kind = row["kind"]
        known = Message(f"kind.{kind}") if kind in v.KINDS else register.own_names.get(kind, kind)
        found[row["id"]] = known if row["form"] == v.Form.PERSON else row["name"]
    return found


def _places(register: Register) -> dict[str, str]:
    places = register.frame("places").astype(object)
    return dict(zip(places["id"], places["name"], strict=True))
