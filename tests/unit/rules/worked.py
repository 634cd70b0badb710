"""How the worked cases under ``cases/`` are written: a composition and what is given, in one line each.

*members*: seats separated by spaces, ``3:kvinne`` is three of them, ``-`` is a person of whom nothing is
known. Traits are joined by commas: ``kvinne``/``mann``/``annet``, an age or an age band, and ``id=``,
``type=``, ``sektor=``, ``form=``, ``sted=``. *given*: ``name=value`` separated by spaces; lists by commas.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from matchmaker.rules.case import Asked, Case, Concern, Link, Member
from matchmaker.rules.reading import ages_stated
from matchmaker.rules.rule import Act, Body

TODAY = date(2026, 11, 22)
FOLDER = Path(__file__).parent / "cases"


class Worked(NamedTuple):
    """One line of a table of worked cases."""

    members: str
    given: str
    outcomes: tuple[str, ...]
    reason: str


def worked(rule: str) -> list[Worked]:
    """The worked cases of a rule."""
    with (FOLDER / f"{rule}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Worked(r["members"], r["given"], tuple(r["outcome"].split("|")), r["reason"]) for r in rows]


def members(text: str) -> tuple[Member, ...]:
    """Seats of a line, numbered ``m00`` …"""
    seats: list[Member] = []
    for token in text.split():
        count, _, traits = token.rpartition(":")
        seats += [seat(traits, f"m{len(seats) + i:02d}") for i in range(int(count or 1))]
    return tuple(seats)


def seat(traits: str, name: str) -> Member:
    """One seat of its traits."""
    known: dict[str, Any] = {"id": name}
    words = {"id": "id", "type": "kind", "sektor": "sector", "form": "form", "sted": "place"}
    for trait in traits.split(","):
        key, _, value = trait.partition("=")
        if value:
            known[words[key]] = value
        elif key in ("kvinne", "mann", "annet"):
            known["sex"] = key
        elif key != "-":
            known["ages"] = ages_stated({"alder": key, "aldersgruppe": key})
    return Member(**known)


def question(line: Worked) -> tuple[Case, Asked, date]:
    """A line as a case, what is asked, and the day."""
    given = dict(part.split("=", 1) for part in line.given.split())
    lists = {key: tuple(value.split(",")) for key, value in given.items()}
    about = {"tags", "themes", "ages", "budget", "concern"}
    concern = Concern(
        tags=frozenset(lists.get("tags", ())),
        themes=frozenset(lists.get("themes", ())),
        ages=tuple((int(a.split("-")[0]), int(a.split("-")[1])) for a in lists.get("ages", ())),
        budget=float(given["budget"]) if "budget" in given else None,
    )
    links = [Link(*text.split(">")) for text in lists.get("link", ())]
    case = Case(
        members=tuple(sorted(members(line.members), key=lambda member: member.id)),
        areas=lists.get("areas", ()),
        concern=concern if about & set(given) else None,
        links=tuple(sorted(links, key=lambda link: (link.tail, link.relation, link.head))),
        councils=_pairs(lists.get("councils", ())),
        linked=_pairs(lists.get("linked", ())),
        residents={area: int(count) for area, count in _pairs(lists.get("residents", ()))},
    )
    return case, _asked(given, lists), date.fromisoformat(given.get("on", TODAY.isoformat()))


def _pairs(texts: tuple[str, ...]) -> frozenset[tuple[str, str]]:
    return frozenset((text.split(":")[0], text.split(":")[1]) for text in texts)


def _asked(given: dict[str, str], lists: dict[str, tuple[str, ...]]) -> Asked:
    return Asked(
        body=Body(given.get("body", Body.VOLUNTARY)),
        rules=lists.get("rules", ()),
        party=given.get("party"),
        act=Act(given.get("act", Act.OF_1967)),
        as_if_elected=given.get("as_if") == "ja",
        confirmed=lists.get("confirmed", ()),
        place=given.get("place"),
        council=given.get("council"),
        months=int(given["months"]) if "months" in given else None,
        signatures=int(given["signatures"]) if "signatures" in given else None,
        to=given.get("to", "kommune"),
    )
