"""Who of one dataset is who in another: by id, organisation number, or seat of a merged municipality."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from matchmaker.model.municipalities import lookup, municipalities
from matchmaker.model.vocabulary import KINDS, Form, Sector

if TYPE_CHECKING:
    import pandas as pd

    from matchmaker.model.register import Register

_ONE_OF: Final = frozenset(
    {"kommunestyre", "administrasjon"} | {kind for kind, spec in KINDS.items() if spec.council}
)
"""Kinds of which a municipality has one, unless units are stated."""
_OWN: Final = frozenset({Sector.POLITIKER.value, Sector.ADMINISTRASJON.value, Sector.TJENESTE.value})
"""Sides whose bodies are the municipality's own, and come together when municipalities do."""


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
    """Before, after: the same body of municipalities that merged."""


def align(before: Register, after: Register) -> Alignment:
    """Find the actors of *before* again in *after*.

    The same id is the same actor. Of the rest, an organisation number that stands once on each side decides.
    Of what then remains, bodies of the municipality lead to the only one of the same kind and unit in the
    present municipality, where municipalities merged: its council, its administration, one of the three
    councils, and what has a unit of its own. Their municipality may stand with its former number or, as where
    a sheet was read after the merger, with the present one; of the latter, no more than there are former
    numbers are taken for bodies that merged. Persons, associations and businesses are never found so.
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
    then, now = _seated(old), _seated(new)
    return {
        actor: now[seat][0]
        for seat, actors in then.items()
        if len(now.get(seat, ())) == 1 and _came_together([old[actor]["municipality"] for actor in actors])
        for actor in actors
        if actor not in to
    }


def _seated(rows: dict[str, pd.Series]) -> dict[tuple[str, ...], list[str]]:
    """Seat → the bodies on it."""
    found: dict[tuple[str, ...], list[str]] = {}
    for actor, row in rows.items():
        if (seat := _seat(row)) is not None:
            found.setdefault(seat, []).append(actor)
    return found


def _came_together(numbers: list[str]) -> bool:
    """Whether bodies on one seat, with these municipality numbers, may be what merged into one.

    Two with one former number are two bodies of one municipality. Which former municipality one with the
    present number belonged to cannot be known.
    """
    present = str(lookup(numbers[0]))
    count = Counter(numbers)
    with_present = count.pop(present, 0)
    if any(several > 1 for several in count.values()):
        return False
    former = len(municipalities()[present].former)
    return not with_present or 1 < former >= with_present + len(count)


def _seat(row: pd.Series) -> tuple[str, ...] | None:
    """Kind, unit and present municipality of a body of the municipality; nothing for all others."""
    if row["form"] == Form.PERSON.value or row["municipality"] is None or row["sector"] not in _OWN:
        return None
    if row["unit"] is None and row["kind"] not in _ONE_OF:
        return None
    present = lookup(row["municipality"])
    return None if present is None else (str(row["kind"]), str(row["unit"] or ""), present)
