"""A kept team part by part: its name, its seats, and who is not to be asked; and what each part is called."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import Message
from matchmaker.services.settled_team import seats_by_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register
    from matchmaker.services.together import Touched
    from matchmaker.store.records import Team

NAME = "navn"
_EXCLUDED = "uten:"
Parts = dict[str, Any]


def parts_of(team: Team) -> Parts:
    """Look at a team part by part: ``navn``, ``uten:<actor>`` and the seats by their ids, in order."""
    excluded = {f"{_EXCLUDED}{one['actor']}": one["reason"] for one in team.excluded}
    seats = {name: {**seat, "id": name} for name, seat in seats_by_id(team).items()}
    return {NAME: team.name, **excluded, **seats}


def team_of(team: Team, parts: Parts) -> Team:
    """The team with other parts."""
    seats = tuple(value for name, value in parts.items() if name != NAME and not name.startswith(_EXCLUDED))
    excluded = tuple(
        {"actor": name.removeprefix(_EXCLUDED), "reason": str(value)}
        for name, value in parts.items()
        if name.startswith(_EXCLUDED)
    )
    return replace(team, name=str(parts[NAME]), seats=seats, excluded=excluded)


def part_word(name: str, names: Mapping[str, str]) -> Param:
    """What a part is called."""
    if name == NAME:
        return Message("together.part_name")
    if name.startswith(_EXCLUDED):
        actor = name.removeprefix(_EXCLUDED)
        return Message("together.part_excluded", {"name": names.get(actor, actor)})
    return Message("together.part_seat", {"number": name.rpartition("-")[2] or name})


def value_word(value: Any, names: Mapping[str, str]) -> Param:  # noqa: ANN401 - a part is a text or a seat
    """What stands in a part, in words."""
    if value is None:
        return Message("together.nothing")
    if isinstance(value, str):
        return value
    actor = str(value.get("actor") or "")
    if actor:
        code = "together.sits_locked" if value.get("locked") else "together.sits"
        return Message(code, {"name": names.get(actor, actor)})
    held = str(value.get("open") or "")
    params: dict[str, Param] = {"group": names.get(held, held)}
    if value.get("until"):
        return Message("together.chair_until", {**params, "until": day_word(str(value["until"]))})
    return Message("together.chair", params)


def day_word(day: str) -> str:
    """Write an ISO date as people do; what is none stands as it is."""
    try:
        return date.fromisoformat(day).strftime("%d.%m.%Y")
    except ValueError:
        return day


def names_of(register: Register, challenge: str) -> dict[str, str]:
    """What actors, and the affected groups of a challenge, are called."""
    affected = register.frame("affected")
    mine = affected[affected["challenge"].astype(object) == challenge]
    groups = dict(zip(mine["group"].astype(str), mine["name"].astype(str), strict=True))
    return {**groups, **dict(zip(register.ids, register.actors["name"].astype(str), strict=True))}


def both_words(touched: Sequence[Touched[str, Any]], names: Mapping[str, str]) -> tuple[Message, ...]:
    """Say of each part what it was, what they made of it, and what I would."""
    return tuple(
        Message("together.both", {
            "part": part_word(one.key, names), "before": value_word(one.before, names),
            "theirs": value_word(one.theirs, names), "mine": value_word(one.mine, names),
        })
        for one in touched
    )  # fmt: skip
