"""How citizens reach elected members, and how long it is since they were last involved.

SINTEF (2023), ch. 5.1: the dialogue with citizens «går gjerne gjennom kommuneadministrasjonen»; ch. 5.2:
citizen dialogue also between plan rounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from matchmaker.kernel.errors import Message, Param
from matchmaker.legitimacy.finding import Finding, Urgency
from matchmaker.legitimacy.sides import sides_of
from matchmaker.model import vocabulary as v
from matchmaker.network.network import COLLABORATION, Network

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register

LONG_AGO = 12
"""Whole months without citizens from which dialogue between the rounds is proposed; a convention."""


@dataclass(frozen=True, slots=True)
class Contact:
    """The registered ways from citizens to elected members."""

    citizens: int
    """Citizens and groups of citizens looked at."""
    reached: int
    """Of these, how many have any registered way to an elected member or body."""
    direct: int
    """Of these, how many have a tie to one."""
    share: float | None
    """Mean over those reached of the share of their shortest ways that pass an administration node, 0–1;
    ``None`` when nobody is reached."""
    elected: int
    """Elected members and bodies looked for."""
    took_part: bool
    """Whether the citizens are those who took part in the challenge, and not all of its municipalities."""


def contact(register: Register, challenge: Challenge, on: date) -> Contact:
    """Follow the ties of collaboration in force on a day from citizens to the nearest elected members.

    Citizens are those who took part in the challenge as citizens, or else those of its municipalities;
    elected members are those of its municipalities and those who took part as such. All ties are equally
    long: what is asked is through whom one must go, not how strong the ties are.
    """
    frame = register.frame("involvements")
    frame = frame[frame["challenge"] == challenge.id]
    sides = sides_of(register, frame)
    codes = frame["actor"].cat.codes.to_numpy()
    own = register.actors["sector"].astype(object).to_numpy()
    core = np.array([register.kinds[str(kind)].core for kind in register.actors["kind"]], dtype=bool)
    near = register.in_area(challenge.municipalities)
    elected = near & core & (own == v.Sector.POLITIKER)
    elected[codes[((sides["sector"] == v.Sector.POLITIKER) & sides["core"]).to_numpy(dtype=bool)]] = True
    citizens = np.zeros(len(register), dtype=bool)
    citizens[codes[(sides["sector"] == v.Sector.INNBYGGER).to_numpy(dtype=bool)]] = True
    took_part = bool(citizens.any())
    if not took_part:
        citizens = near & (own == v.Sector.INNBYGGER)
    citizens &= ~elected
    network = Network.from_register(register.at(on), COLLABORATION)
    distance, through = ways(network, elected, core & (own == v.Sector.ADMINISTRASJON))
    reached = citizens & (distance > 0)
    return Contact(
        citizens=int(citizens.sum()),
        reached=int(reached.sum()),
        direct=int((citizens & (distance == 1)).sum()),
        share=float(through[reached].mean()) if reached.any() else None,
        elected=int(elected.sum()),
        took_part=took_part,
    )


def ways(network: Network, targets: np.ndarray, between: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Count shortest ways from every node to the nearest targets, and how many pass certain nodes.

    Parameters
    ----------
    targets, between
        Bool, one per node: where the ways end, and whom they may pass. The ends of a way do not count as
        passed.

    Returns
    -------
    tuple of numpy.ndarray
        Distance in ties to the nearest target (0 for a target, −1 when there is no way), and the share of
        the shortest ways with at least one of *between* inside them (0 where there is no way).
    """
    distance = np.where(targets, 0, -1)
    every, clean = targets.astype(float), targets.astype(float)
    ends = np.concatenate([network.tail, network.head])
    others = np.concatenate([network.head, network.tail])
    step = 0
    while (onward := (distance[others] == step) & (distance[ends] < 0)).any():
        to, via = ends[onward], others[onward]
        np.add.at(every, to, every[via])
        passable = clean[via] if step == 0 else np.where(between[via], 0.0, clean[via])
        np.add.at(clean, to, passable)
        step += 1
        distance[to] = step
    through = np.zeros(len(network))
    found = distance > 0
    through[found] = 1.0 - clean[found] / every[found]
    return distance, through


def contact_findings(found: Contact) -> Iterator[Finding]:
    """That citizens reach elected members only through others, as far as is registered."""
    if found.citizens == 0 or found.elected == 0 or found.direct:
        return
    params: dict[str, Param] = {"n": found.citizens}
    if found.share is None:
        code, severity = "citizens_no_way", Urgency.INFO
    elif found.share > 0:
        code, severity = "citizens_through_administration", Urgency.NOTE
        params |= {"reached": found.reached, "percent": round(100 * found.share)}
    else:
        return
    yield Finding(
        code,
        severity,
        v.Sector.INNBYGGER.value,
        Message(f"finding.{code}", params),
        n=found.direct,
        of=found.citizens,
        share=found.share,
        remedy=(Message("remedy.direct_meeting"),),
        persons=True,
    )


@dataclass(frozen=True, slots=True)
class LastInvolved:
    """The last day that citizens are stated to have been involved."""

    day: date
    """The last stated day, not after the day asked about."""
    still: bool
    """Whether an involvement has no last day: it may be going on, or nobody knows when it ended, so that the
    day is the least that is certain."""
    months: int
    """Whole months from the day until the one asked about, ≥ 0."""


def last_stated(register: Register, challenge: Challenge, on: date) -> LastInvolved | None:
    """Tell until when citizens of the challenge's places are stated to have taken part in anything.

    Every challenge of the dataset counts. An involvement counts until its last day, and one with an open end
    until its first: that nobody has stated an end is no proof of today. One that has not begun, or has no
    date at all, tells nothing. ``None`` when nothing dated is registered.
    """
    frame = register.frame("involvements")
    codes = frame["actor"].cat.codes.to_numpy()
    home = register.actors["municipality"].astype(object).to_numpy()[codes]
    there = np.ones(len(frame), dtype=bool)
    if challenge.municipalities:
        there = np.isin(pd.Series(home).fillna("").to_numpy(dtype=str), challenge.municipalities)
    citizen = (sides_of(register, frame)["sector"] == v.Sector.INNBYGGER).to_numpy(dtype=bool)
    mine = frame[there & citizen]
    day = pd.Timestamp(on)
    mine = mine[mine[["valid_from", "valid_to"]].notna().any(axis=1) & ~(mine["valid_from"] > day)]
    if mine.empty:
        return None
    last: date = min(mine["valid_to"].fillna(mine["valid_from"]).max(), day).date()
    months = (on.year - last.year) * 12 + on.month - last.month - int(on.day < last.day)
    return LastInvolved(last, bool(mine["valid_to"].isna().any()) and last < on, months)


def months_since(register: Register, challenge: Challenge, on: date) -> int | None:
    """Whole months since the last stated day; see :func:`last_stated`."""
    found = last_stated(register, challenge, on)
    return None if found is None else found.months


def last_involved(register: Register, challenge: Challenge, on: date) -> Finding:
    """Until when citizens of the challenge's places were involved, as information.

    Dialogue between the rounds is proposed only where they are known to have been out of it for
    :data:`LONG_AGO` months: not where it is recent, nor where the end is open or nothing is dated.
    """
    found = last_stated(register, challenge, on)
    code, params = "citizens_never_dated", dict[str, Param]()
    if found is not None:
        code = "citizens_involved_at_least" if found.still else "citizens_last_involved"
        params = {"date": on.isoformat(), "day": found.day.isoformat(), "months": found.months}
    long_ago = found is not None and not found.still and found.months >= LONG_AGO
    return Finding(
        "citizens_last_involved" if found is not None else code,
        Urgency.INFO,
        v.Sector.INNBYGGER.value,
        Message(f"finding.{code}", params),
        remedy=(Message("remedy.between_rounds"),) if long_ago else (),
        persons=True,
    )
