"""Who comes to an event, and when: those who are registered, else every person of the dataset."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model.register import records_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchmaker.model.register import Register
    from matchmaker.services.groups_request import GroupsRequest


@dataclass(frozen=True)
class Comers:
    """People of an event, in the order of every array about it."""

    ids: tuple[str, ...]
    names: tuple[str, ...]
    """Those that several have with the id behind, in parentheses."""
    rows: tuple[Mapping[str, Any], ...]
    """What each registration says, by column; empty for those who are in no sheet *påmeldte*."""
    synthetic: bool
    """Whether any of them is invented."""
    notes: tuple[Message, ...]
    absent: Mapping[str, str] = field(default_factory=dict)
    """Names of those who were to come and do not, by id."""

    def position(self) -> dict[str, int]:
        """Where each stands."""
        return {actor: at for at, actor in enumerate(self.ids)}

    def who(self, column: str) -> np.ndarray:
        """Who has «yes» in a column of *påmeldte*; unknown is no yes."""
        return np.array([row.get(column) is True or row.get(column) == 1 for row in self.rows], dtype=bool)


def comers(register: Register, request: GroupsRequest) -> Comers:
    """Find out who comes.

    With a sheet *påmeldte* those in it; without one all persons of the dataset who are not «reservert».

    Raises
    ------
    InputError
        ``nobody_registered`` when nobody is left.
    """
    rows = {str(row["actor"]): row for row in records_of(register.frame("registrations"))}
    actors = register.actors
    ids = actors["id"].astype(str).to_numpy()
    reserved = actors["reserved"].fillna(value=False).to_numpy(dtype=bool)
    persons = register.persons
    notes: list[Message] = []
    if rows:
        chosen = np.array([actor in rows for actor in ids])
    else:
        chosen = persons & ~reserved
        left_out = int((persons & reserved).sum())
        if left_out:
            notes.append(Message("groups.reserved_left_out", {"count": left_out}))
    chosen &= ~np.isin(ids, request.absent)
    if not chosen.any():
        raise InputError("nobody_registered", hint=Message("hint.nobody_registered"))
    kept = tuple(ids[chosen].tolist())
    names = tuple(actors["name"].astype(str).to_numpy()[chosen].tolist())
    synthetic = bool(actors["synthetic"].fillna(value=False).to_numpy(dtype=bool)[chosen].any())
    called = dict(zip(ids.tolist(), actors["name"].astype(str).to_numpy().tolist(), strict=True))
    away = tuple(actor for actor in dict.fromkeys(request.absent) if actor in called)
    told_apart = _told_apart((*kept, *away), (*names, *(called[actor] for actor in away)))
    names, absent = told_apart[: len(kept)], dict(zip(away, told_apart[len(kept) :], strict=True))
    return Comers(kept, names, tuple(rows.get(actor, {}) for actor in kept), synthetic, tuple(notes), absent)


def _told_apart(ids: Sequence[str], names: Sequence[str]) -> tuple[str, ...]:
    """Names, with the id behind those that several have: nobody can tell which of two is meant otherwise."""
    held = Counter(" ".join(name.split()).casefold() for name in names)
    return tuple(
        f"{name} ({actor})" if held[" ".join(name.split()).casefold()] > 1 else name
        for actor, name in zip(ids, names, strict=True)
    )


def presence(people: Comers, rounds: int) -> np.ndarray:
    """Who is there in which round, bool, shape (rounds, people); no rounds stated means all of them."""
    present = np.ones((rounds, len(people.ids)), dtype=bool)
    for at, row in enumerate(people.rows):
        stated = listed(row.get("rounds"))
        if stated:
            present[:, at] = [str(number + 1) in stated for number in range(rounds)]
    return present


def listed(cell: object) -> tuple[str, ...]:
    """The parts of a cell that holds several, in order."""
    return tuple(str(cell).split("|")) if cell is not None and str(cell) else ()
