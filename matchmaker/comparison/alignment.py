"""Who of one dataset is who in another: by id, organisation number, or seat of a merged municipality."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.model.municipalities import lookup
from matchmaker.model.vocabulary import Form

if TYPE_CHECKING:
    import pandas as pd

    from matchmaker.model.register import Register


@dataclass(frozen=True, slots=True)
class Alignment:
    """Actors of two datasets."""

    to: dict[str, str]
    """Id before → id after, of those found again; several may lead to one where municipalities merged."""
    by_id: int
    """How many by the same id."""
    by_orgnr: tuple[tuple[str, str], ...]
    """Before, after: another id with the same organisation number."""
    by_seat: tuple[tuple[str, str], ...]
    """Before, after: the same kind of body of a municipality that has another number now."""


def align(before: Register, after: Register) -> Alignment:
    """Find the actors of *before* again in *after*.

    The same id is the same actor. Of the rest, an organisation number that stands once on each side decides.
    Of what then remains, a group or an organisation whose municipality's number is a former one leads to the
    only one left of the same kind and unit in the present municipality; persons are never found so.
    """
    old, new = _rows(before), _rows(after)
    to = {one: one for one in old if one in new}
    by_id = len(to)
    by_orgnr = _by_orgnr(old, new, to)
    to.update(by_orgnr)
    by_seat = _by_seat(old, new, to)
    to.update(by_seat)
    return Alignment(to, by_id, tuple(sorted(by_orgnr.items())), tuple(sorted(by_seat.items())))


def _rows(register: Register) -> dict[str, pd.Series]:
    frame = register.actors.astype(object)
    frame = frame.where(frame.notna(), None)
    return {str(row["id"]): row for _, row in frame.iterrows()}


def _by_orgnr(old: dict[str, pd.Series], new: dict[str, pd.Series], to: dict[str, str]) -> dict[str, str]:
    left, free = _once(old, set(to)), _once(new, set(to.values()))
    return {left[number]: free[number] for number in sorted(left) if number in free}


def _once(rows: dict[str, pd.Series], taken: set[str]) -> dict[str, str]:
    """Organisation number → the one actor that has it, of those not taken."""
    found: dict[str, list[str]] = {}
    for actor, row in rows.items():
        if row["orgnr"] is not None and actor not in taken:
            found.setdefault(str(row["orgnr"]), []).append(actor)
    return {number: actors[0] for number, actors in found.items() if len(actors) == 1}


def _by_seat(old: dict[str, pd.Series], new: dict[str, pd.Series], to: dict[str, str]) -> dict[str, str]:
    free: dict[tuple[str, ...], list[str]] = {}
    taken = set(to.values())
    for actor, row in new.items():
        if actor not in taken and (seat := _seat(row)) is not None:
            free.setdefault(seat, []).append(actor)
    found = {}
    for actor, row in old.items():
        if actor in to or row["municipality"] is None or lookup(row["municipality"]) == row["municipality"]:
            continue
        seat = _seat(row)
        if seat is not None and len(free.get(seat, ())) == 1:
            found[actor] = free[seat][0]
    return found


def _seat(row: pd.Series) -> tuple[str, ...] | None:
    """Kind, unit and present municipality of a body; nothing for persons and where that is unknown."""
    if row["form"] == Form.PERSON.value or row["municipality"] is None:
        return None
    present = lookup(row["municipality"])
    return None if present is None else (str(row["kind"]), str(row["unit"] or ""), present)
