"""Which network is meant: a dataset, and what of it; the same words for a drawing and for a measure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model.municipalities import name
from matchmaker.needs.fit import ancestors
from matchmaker.network.network import COLLABORATION, EVERY_RELATION

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from matchmaker.model.register import Register
    from matchmaker.services.workspace import Workspace

TOGETHER = "samarbeid"
"""A word for all relations that say two parties work together or can reach each other."""
EVERY = "alle"
"""A word for every kind of relation, where nothing said would mean some of them."""


@dataclass(frozen=True, slots=True)
class NetworkRequest:
    """Which network to show or to measure."""

    dataset: str
    municipality: str | None = None
    """Only this municipality's actors and those above the municipalities."""
    sectors: tuple[str, ...] = ()
    """Only these sides; empty means all."""
    contributions: tuple[str, ...] = ()
    """Only actors who contribute one of these, or a part of one; empty means all."""
    relations: tuple[str, ...] = ()
    """Only these kinds of ties (:data:`TOGETHER` and :data:`EVERY` mean several); empty means every kind."""
    since: date | None = None
    """Only what was in force on this day or later; ``None``: whatever is registered."""
    until: date | None = None
    """Only what was in force on this day or before."""
    kinds: tuple[str, ...] = ()
    """Only these kinds of actors; empty means every kind."""


def part_of(workspace: Workspace, request: NetworkRequest) -> Register:
    """Read the part of a dataset that is meant: its actors, and what was in force in the period.

    Ties of other kinds stay in it: :func:`relations_of` tells which are meant.

    Raises
    ------
    InputError
        ``unknown_dataset``, ``unknown_contribution``; ``nobody_in_municipality`` with those where somebody
        is; ``period_backwards`` where it ends before it begins.
    """
    register = workspace.dataset(request.dataset).register
    if request.since is not None and request.until is not None and request.until < request.since:
        raise InputError(
            "period_backwards", {"since": request.since.isoformat(), "until": request.until.isoformat()}
        )
    if request.since is not None or request.until is not None:
        register = register.during(request.since, request.until)
    actors = register.actors
    keep = actors["id"].notna()
    if request.municipality is not None:
        _somebody_in(register, request.municipality)
        keep &= actors["municipality"].isna() | (actors["municipality"] == request.municipality)
    if request.sectors:
        keep &= actors["sector"].isin(list(request.sectors))
    if request.kinds:
        keep &= actors["kind"].isin(list(request.kinds))
    if request.contributions:
        keep &= actors["id"].astype(str).isin(_who_offer(register, request.contributions))
    gone = actors["id"][~keep].astype(str)
    return register.without_actors(gone) if len(gone) else register


def _somebody_in(register: Register, number: str) -> None:
    there = sorted(set(register.actors["municipality"].dropna().astype(str)))
    if number not in there:
        known = tuple(f"{one} {name(one)}" for one in there)
        raise InputError("nobody_in_municipality", {"municipality": number, "known": known})


def relations_of(request: NetworkRequest) -> frozenset[str]:
    """Tell which kinds of ties are meant.

    Raises
    ------
    InputError
        ``unknown_relation`` with those that are known.
    """
    several = {TOGETHER: COLLABORATION, EVERY: EVERY_RELATION}
    chosen: set[str] = set()
    for word in request.relations:
        if word not in several and word not in EVERY_RELATION:
            known = (*several, *sorted(EVERY_RELATION))
            raise InputError("unknown_relation", {"relation": word, "known": known})
        chosen |= several.get(word, {word})
    return frozenset(chosen) or EVERY_RELATION


def which_ties(relations: Collection[str]) -> tuple[Message, ...]:
    """Say which kinds of ties are counted where nobody has picked out some, and how to ask for the others.

    A network is told with every kind, what is held against something else with collaboration only: the
    figures of the two differ, and the reader must know why.
    """
    if set(relations) == EVERY_RELATION:
        return (Message("note.every_relation", {"word": TOGETHER}),)
    return (Message("note.collaboration_only", {"word": EVERY}),) if set(relations) == COLLABORATION else ()


def _who_offer(register: Register, wanted: Iterable[str]) -> set[str]:
    """Ids of those who contribute one of *wanted*, or what is a part of one."""
    parents = register.contribution_parents
    asked = set(wanted)
    for code in sorted(asked - set(parents)):
        raise InputError("unknown_contribution", {"contribution": code, "known": tuple(sorted(parents))})
    frame = register.frame("contributions")
    codes = frame["contribution"].astype(str)
    within = {code for code in set(codes) if asked & set(ancestors(code, parents))}
    return set(frame["actor"].astype(str)[codes.isin(within)])
