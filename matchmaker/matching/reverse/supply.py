"""Supply first: contributions that nobody has asked for, and where they are needed.

A stated contribution is *idle* when its actor takes part in no challenge with a need that it fits. What a
kind of actor usually brings is an assumption and no offer; it is never idle. Matched is what is *latent*:
needs that nobody who takes part covers, or fewer than asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.reverse.landscape import Basis, State
from matchmaker.model.register import records_of
from matchmaker.needs.fit import EVIDENCE, GRADE, kinship

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd

    from matchmaker.matching.reverse.landscape import Landscape, OpenNeed
    from matchmaker.model.register import Register

LOCAL_SIDES = frozenset({"innbygger", "naeringsliv", "frivillig"})
"""Whose contributions are looked at unless something else is asked for: the local community's."""


class Usage(StrEnum):
    """What the Register says about the use of an idle contribution."""

    NEVER = "ikke_registrert"
    """Its actor is not registered in any challenge."""
    ELSEWHERE = "brukt_til_annet"
    """Its actor takes part, but nowhere with a need that it fits."""
    UNKNOWN = "ukjent"
    """Its actor takes part where no need is stated: whether it is used there is not known."""


SURENESS = (Usage.NEVER, Usage.ELSEWHERE, Usage.UNKNOWN)
"""How sure it is that a contribution is unused, surest first."""


@dataclass(frozen=True, slots=True)
class Match:
    """A challenge that an idle contribution could serve."""

    challenge: str
    need: OpenNeed | None
    """``None`` when only a group connects them."""
    fit: int | None
    """Whole hundredths, 1–100; ``None`` with the need."""
    basis: Basis
    groups: tuple[str, ...]
    """Groups that the challenge concerns and the actor belongs to or works for."""


@dataclass(frozen=True, slots=True)
class Idle:
    """One contribution that nobody has asked for."""

    actor: str
    contribution: str
    evidence: str | None
    source: str | None
    usage: Usage
    taking_part: tuple[str, ...]
    """Challenges that its actor takes part in."""
    matches: tuple[Match, ...]
    """Best first."""


@dataclass(frozen=True, slots=True)
class Supply:
    """What is idle."""

    idle: tuple[Idle, ...]
    """Those that some challenge could use, best first, at most as many as asked for."""
    stated: int
    """How many contributions were looked at."""
    unused: int
    """How many of them are idle."""
    matched: int
    """How many of the idle ones some need could use."""


def idle_supply(
    ever: Register,
    now: Register,
    view: Landscape,
    *,
    municipality: str | None = None,
    sectors: Collection[str] = LOCAL_SIDES,
    most: int = 20,
    most_matches: int = 3,
) -> Supply:
    """Find what is idle and match it to latent needs.

    Ranked by importance × fit of the best match. Of equal worth, a match with a challenge that has begun
    comes first: where nobody takes part yet, that nobody covers a need says little. Then by how sure it is
    that the contribution is unused, then by actor and contribution. Who is reserved is never looked at.

    Parameters
    ----------
    ever
        The whole Register: whoever once took part was once asked.
    now
        The Register of the day: contributions in force.
    view
        The landscape of *now*.
    municipality
        Only actors of this municipality.
    sectors
        Only actors of these sides.
    most, most_matches
        How many contributions, and matches of each, are returned.
    """
    stated = _stated(now, municipality, sectors)
    used, unsure = _usage(ever, view, stated)
    idle = stated[~used]
    unsure = unsure[~used]
    part = _taking_part(ever)
    usage = [
        Usage.UNKNOWN if unknown else Usage.ELSEWHERE if actor in part else Usage.NEVER
        for actor, unknown in zip(idle["actor"].astype(str), unsure.tolist(), strict=True)
    ]
    field = _Field(now, view)
    values = _values(field, idle)
    worth = values.max(axis=1) if values.shape[1] else np.zeros(len(idle), dtype=np.int32)
    codes = idle["actor"].cat.codes.to_numpy()
    what = idle["contribution"].astype(str).to_numpy()
    sure = np.array([SURENESS.index(item) for item in usage], dtype=np.int64)
    begun = np.array([need.taking_part > 0 for need in view.needs], dtype=bool)
    waiting = ~((values == worth[:, None]) & begun).any(axis=1)
    found: list[Idle] = []
    for row in np.lexsort((what, codes, sure, waiting, -worth)).tolist():
        if len(found) == most:
            break
        matches = _matches(field, values[row], int(codes[row]), most_matches)
        if matches:
            (said,) = records_of(idle.iloc[[row]][["actor", "contribution", "evidence", "source"]])
            taking_part = part.get(said["actor"], ())
            found.append(Idle(**said, usage=usage[row], taking_part=taking_part, matches=matches))
    return Supply(tuple(found), len(stated), len(idle), int((worth > 0).sum()))


def _stated(register: Register, municipality: str | None, sectors: Collection[str]) -> pd.DataFrame:
    actors = register.actors
    wanted = (actors["sector"].isin(list(sectors)) & ~actors["reserved"]).to_numpy(dtype=bool)
    if municipality is not None:
        wanted = wanted & (actors["municipality"] == municipality).fillna(value=False).to_numpy(dtype=bool)
    frame = register.frame("contributions")
    return frame[wanted[frame["actor"].cat.codes.to_numpy()]].reset_index(drop=True)


def _taking_part(ever: Register) -> dict[str, tuple[str, ...]]:
    frame = ever.frame("involvements")[["actor", "challenge"]].astype(str).drop_duplicates()
    found: dict[str, list[str]] = {}
    for actor, challenge in zip(frame["actor"], frame["challenge"], strict=True):
        found.setdefault(actor, []).append(challenge)
    return {actor: tuple(sorted(some)) for actor, some in found.items()}


def _usage(ever: Register, view: Landscape, stated: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Which rows are used, and which ones' actors take part where no need is stated; bool each."""
    parents = ever.contribution_parents
    stated_needs: dict[str, list[str]] = {challenge: [] for challenge in view.challenges}
    for need in view.needs:
        if need.basis is Basis.STATED:
            stated_needs[need.challenge].append(need.contribution)
    part = _taking_part(ever)
    used = np.zeros(len(stated), dtype=bool)
    unsure = np.zeros(len(stated), dtype=bool)
    pairs = zip(stated["actor"].astype(str), stated["contribution"].astype(str), strict=True)
    for row, (actor, what) in enumerate(pairs):
        for challenge in part.get(actor, ()):
            needed = stated_needs[challenge]
            used[row] |= any(kinship(what, code, parents) > 0 for code in needed)
            unsure[row] |= not needed
    return used, unsure


class _Field:
    """The Register and the landscape, with what is asked of them many times."""

    def __init__(self, register: Register, view: Landscape) -> None:
        self.register, self.view = register, view
        self._open: dict[str, np.ndarray] = {}
        self._tags = register.actors["groups"].astype(object).to_numpy()
        self._concerned = {
            group.group for challenge in view.challenges.values() for group in challenge.affected
        }

    def open_to(self, challenge: str) -> np.ndarray:
        """Who is in the challenge's area and does not take part in it, bool per actor."""
        if challenge not in self._open:
            allowed = self.register.in_area(self.view.challenges[challenge].municipalities).copy()
            allowed[self.view.taking_part[challenge]] = False
            self._open[challenge] = allowed
        return self._open[challenge]

    def groups_of(self, actor: int) -> set[str]:
        """The actor's groups that some challenge concerns."""
        cell = self._tags[actor]
        return set(cell.split("|")) & self._concerned if isinstance(cell, str) else set()

    def shared(self, challenge: str, mine: set[str]) -> tuple[str, ...]:
        """Which of these groups the challenge concerns, in its order."""
        return tuple(g.group for g in self.view.challenges[challenge].affected if g.group in mine)


def _values(field: _Field, idle: pd.DataFrame) -> np.ndarray:
    """Importance × fit (hundredths) of every idle row for every need; 0 where it is not latent for it."""
    parents = field.register.contribution_parents
    names = idle["contribution"].astype(str).to_numpy(dtype=object)
    kinds, kind = np.unique(names, return_inverse=True)
    graded = [GRADE[value] for value in _cells(idle["grade"])]
    proven = [EVIDENCE[value] for value in _cells(idle["evidence"])]
    quality = np.array(graded) * np.array(proven)
    actors = idle["actor"].cat.codes.to_numpy()
    values = np.zeros((len(idle), len(field.view.needs)), dtype=np.int32)
    for column, need in enumerate(field.view.needs):
        if need.state is not State.COVERED and len(idle):
            near = np.array([kinship(what, need.contribution, parents) for what in kinds])
            fit = np.round(100 * near[kind] * quality).astype(np.int32)
            values[:, column] = np.where(field.open_to(need.challenge)[actors], need.importance * fit, 0)
    return values


def _cells(column: pd.Series[str]) -> list[str | None]:
    return [value if isinstance(value, str) else None for value in column.astype(object)]


def _matches(field: _Field, values: np.ndarray, actor: int, most: int) -> tuple[Match, ...]:
    """The best match in each challenge, best first; where none is, challenges that a group connects."""
    mine = field.groups_of(actor)
    if not values.any():
        return _by_group(field, actor, mine, most)
    needs = field.view.needs
    best: dict[str, int] = {}
    for column in np.flatnonzero(values).tolist():
        challenge = needs[column].challenge
        if challenge not in best or values[column] > values[best[challenge]]:
            best[challenge] = column
    ranked = sorted(
        best.values(),
        key=lambda c: (
            -int(values[c]),
            needs[c].taking_part == 0,
            needs[c].state is not State.UNCOVERED,
            needs[c].challenge,
        ),
    )
    return tuple(
        Match(
            needs[c].challenge,
            needs[c],
            int(values[c]) // needs[c].importance,
            needs[c].basis,
            field.shared(needs[c].challenge, mine),
        )
        for c in ranked[:most]
    )


def _by_group(field: _Field, actor: int, mine: set[str], most: int) -> tuple[Match, ...]:
    if not mine:
        return ()
    shared = {challenge: field.shared(challenge, mine) for challenge in field.view.challenges}
    found = [
        Match(challenge, None, None, Basis.GROUP, groups)
        for challenge, groups in shared.items()
        if groups and field.open_to(challenge)[actor]
    ]
    return tuple(found[:most])
