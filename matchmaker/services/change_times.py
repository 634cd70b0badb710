"""Which times are meant by a question about a change, and the network at each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model.municipalities import lookup
from matchmaker.services.disclosure import Edition
from matchmaker.services.kept import AT
from matchmaker.services.match_place import municipality_of
from matchmaker.services.network_scope import part_of

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register
    from matchmaker.services.change import ChangeRequest
    from matchmaker.services.network_scope import NetworkRequest
    from matchmaker.services.workspace import Workspace


@dataclass(frozen=True)
class Moment:
    """The network at one time."""

    label: str
    """The day, or the title of the dataset with what tells two of one title apart."""
    dataset: str
    day: date | None
    whole: Register
    """Everybody in the network, whatever the edition and the day."""
    open: Register
    """Those whom the edition may tell of, whatever the day."""
    register: Register
    """Those whom the edition may tell of, and what was in force on the day."""


def moments(workspace: Workspace, request: ChangeRequest) -> tuple[Moment, ...]:
    """Find the times, earliest first.

    The public edition is about groups and organisations: what a network of everybody becomes from one time to
    the next would tell of one person's ties.

    Raises
    ------
    InputError
        ``change_without_times``, ``change_two_ways``, ``change_one_day``, ``change_same_day``,
        ``change_same_dataset``, ``change_with_period`` where it is not clear which times are meant;
        ``period_backwards`` for a day before the one that is said before it;
        ``unknown_municipality``, ``unknown_contribution``, ``unknown_dataset``, ``unknown_version``.
    """
    days = _days(request)
    names: tuple[str, ...] = (request.network.dataset,)
    if request.before is not None:
        names = (_earlier(workspace, request.network.dataset, request.before), *names)
    if len(names) != len(set(names)):
        raise InputError("change_same_dataset", {"dataset": names[0]}, Message("hint.change_times"))
    whole = [_scoped(workspace, replace(request.network, dataset=name)) for name in names]
    open_ = whole if request.edition is Edition.WORKING else _without_persons(whole)
    if days:
        dated = ((day, whole[0], open_[0]) for day in days)
        return tuple(
            Moment(day.isoformat(), names[0], day, everybody, shown, shown.at(day))
            for day, everybody, shown in dated
        )
    labels = _titles(workspace, names)
    return tuple(
        Moment(label, name, None, everybody, shown, shown)
        for label, name, everybody, shown in zip(labels, names, whole, open_, strict=True)
    )


def _days(request: ChangeRequest) -> tuple[date, ...]:
    """The days that are asked for, earliest first; none where two datasets are held against each other."""
    hint = Message("hint.change_times")
    days = request.dates
    if request.before is not None:
        if days:
            raise InputError("change_two_ways", hint=hint)
        return ()
    if not days:
        raise InputError("change_without_times", hint=hint)
    if len(days) == 1:
        raise InputError("change_one_day", {"day": days[0].isoformat()}, hint)
    for day in days:
        if days.count(day) > 1:
            raise InputError("change_same_day", {"day": day.isoformat()}, hint)
    for first, second in pairwise(days):
        if second < first:
            period: dict[str, Param] = {"since": first.isoformat(), "until": second.isoformat()}
            raise InputError("period_backwards", period, hint)
    if request.network.since is not None or request.network.until is not None:
        raise InputError("change_with_period", hint=hint)
    return days


def _earlier(workspace: Workspace, dataset: str, before: str) -> str:
    """The name of the earlier dataset; a number is that version of the same one."""
    if not (before.isascii() and before.isdigit()):
        return before
    if any(info.name == before for info in workspace.datasets()):
        return before
    plain, at, number = dataset.rpartition(AT)
    return f"{plain if at and number.isdigit() else dataset}{AT}{before}"


def _titles(workspace: Workspace, names: tuple[str, ...]) -> tuple[str, ...]:
    """What the datasets are called: their titles, and their names where the titles are alike."""
    titles = [workspace.dataset(name).info.title for name in names]
    return tuple(titles) if len(set(titles)) == len(titles) else names


def _scoped(workspace: Workspace, network: NetworkRequest) -> Register:
    """The network that is meant, a municipality's by its present number and its former ones."""
    register = part_of(workspace, replace(network, municipality=None))
    if network.municipality is None:
        return register
    wanted = municipality_of(network.municipality)
    homes = register.actors["municipality"].astype(object)
    known = {home: lookup(str(home)) for home in homes.dropna().unique()}
    inside = homes.isna() | (homes.map(known) == wanted)
    gone = register.actors["id"][(~inside).to_numpy()].astype(str)
    return register.without_actors(gone) if len(gone) else register


def _without_persons(registers: list[Register]) -> list[Register]:
    """The same without everybody who is a private person in one of them."""
    gone = set().union(*(persons(register) for register in registers))
    return [
        register.without_actors(here) if (here := gone & set(map(str, register.ids))) else register
        for register in registers
    ]


def persons(register: Register) -> set[str]:
    """Ids of the private persons of a network."""
    return set(map(str, register.ids[register.persons]))
