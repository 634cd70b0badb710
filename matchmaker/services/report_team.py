"""Who should be in the room, and the open chairs, in a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Infeasible, Message, Param
from matchmaker.services import labels
from matchmaker.services.invitation_letter import day_of
from matchmaker.services.public_tables import OTHERS, PERSONS
from matchmaker.services.report_content import Items, Section, Table, Text, lines, number, text
from matchmaker.services.report_public import public_table
from matchmaker.services.report_records import decision_on
from matchmaker.services.seats import seated

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.services.report_basis import Basis
    from matchmaker.services.report_content import Block, Cell
    from matchmaker.services.seats import Seat
    from matchmaker.services.team import TeamResult

ABOUT_THE_SEAT = frozenset({"reason.speaks_for", "reason.umbrella"})
"""Reasons of an organisation's seat that say nothing about who else is there."""


def team_section(basis: Basis) -> Section:
    """Who should be in the room: the seats with their reasons; in the public edition persons by kind."""
    return Section("team", Message("report.part_team"), tuple(_room(basis)))


def _room(basis: Basis) -> Iterator[Block]:
    if basis.challenge is None:
        yield Text(Message("report.team_needs_challenge"))
        return
    yield Text(heading(basis), lead=True)
    found = basis.suggested
    if isinstance(found, Infeasible):
        yield from _impossible(found)
    elif not basis.team:
        yield Text(Message("report.team_not_told"))
        wanted = (PERSONS, OTHERS)
        yield from (public_table(basis, one) for one in basis.published.tables if one.name in wanted)
    else:
        yield Text(_whence(basis))
        if basis.public:
            yield from _public_seats(basis)
        else:
            yield _seats(basis)
            yield from _coverage(basis)


def heading(basis: Basis) -> Message:
    """«Forslag – avgjøres av …», or who has decided on a kept team and when."""
    decision = None if basis.kept is None else decision_on(basis, basis.kept.record)
    if decision is not None:
        day = day_of(decision[1])
        return Message("report.decided", {"role": decision[0], "day": day})
    decider = basis.challenge.decided_by if basis.challenge else None
    return Message("team.heading", {"role": decider or Message("team.decider_unknown")})


def _whence(basis: Basis) -> Message:
    if basis.kept is not None:
        return Message("report.team_kept", {"record": basis.kept.record, "date": basis.kept.kept_at})
    found = basis.suggested
    if found is None or isinstance(found, Infeasible):
        return Message("report.team_given")
    return Message(f"status.{found.status}", {"gap": found.gap})


def _impossible(found: Infeasible) -> Iterator[Block]:
    yield Text(found.message)
    if found.relaxations:
        yield Text(Message("infeasible.heading"))
        yield Items(tuple(tuple(change.message for change in way.changes) for way in found.relaxations))


# -- the working edition ---------------------------------------------------------------------------------


def _seats(basis: Basis) -> Table:
    explained = {} if basis.explained is None else {seat.filled_by: seat for seat in basis.explained.seats}
    order = tuple(explained) if basis.kept is None and explained else basis.team
    headers: list[Param] = [Message(f"report.seat_{name}") for name in ("who", "role", "how", "why")]
    if basis.kept is not None:
        headers.append(Message("report.seat_status"))
    rows = tuple(_seat(basis, actor, explained.get(actor)) for actor in order)
    notes = () if explained else (Message("report.no_reasons"),)
    return Table(Message("report.seats"), tuple(headers), rows, notes)


def _seat(basis: Basis, actor: str, why: Seat | None) -> tuple[Cell, ...]:
    found = seated(basis.register, actor)
    name: Param = Message("report.invented", {"name": found.name}) if found.synthetic else found.name
    where: Param = found.kind_label
    if found.municipality:
        place = labels.place(found.municipality)
        where = Message("outreach.role", {"kind": found.kind_label, "municipality": place})
    cells = [text(name), text(where), text(found.fill_how), lines(why.reasons if why else ())]
    if basis.kept is not None:
        turn = next((one.turn for one in basis.kept.states if one.actor == actor), None)
        cells.append(text(None if turn is None else Message(f"invite.turn_{turn.value}")))
    return tuple(cells)


def _coverage(basis: Basis) -> Iterator[Block]:
    found = basis.explained
    if found is None:
        return
    headers = ("team.need", "team.importance", "team.wanted", "team.seats", "team.best_fit")
    rows = tuple(
        (
            text(need.label), number(need.importance), number(need.wanted), number(len(need.seats)),
            text(need.best_fit),
        )
        for need in found.needs
    )  # fmt: skip
    yield Table(Message("team.needs"), tuple(map(Message, headers)), rows)
    if found is basis.suggested:
        yield _score(found)


def _score(found: TeamResult) -> Table:
    rows = tuple((text(term.message), text(term.points)) for term in found.terms)
    title = Message("team.score", {"points": found.objective})
    headers = (Message("team.term"), Message("team.points"))
    return Table(title, headers, rows, tuple(found.notes))


# -- the public edition -----------------------------------------------------------------------------------


def _public_seats(basis: Basis) -> Iterator[Block]:
    """Organisations by name with what they bring; persons by kind, and nothing that rests on them."""
    brings = dict(_brings(basis))
    rows = tuple(
        (
            text(Message("report.invented", {"name": seat.name}) if seat.synthetic else seat.name),
            text(seat.sector), text(seat.fill_how), lines(brings.get(str(seat.name), ())),
        )
        for seat in basis.published.seats
    )  # fmt: skip
    headers = tuple(Message(f"report.seat_{name}") for name in ("who", "side", "how", "why"))
    yield Table(Message("report.seats"), headers, rows, (Message("report.reasons_of_organisations"),))


def _brings(basis: Basis) -> Iterator[tuple[str, tuple[Message, ...]]]:
    """Name of an organisation → what its seat brings, whoever else has one."""
    if basis.explained is None:
        return
    for seat in basis.explained.seats:
        covered = tuple(need.label for need in basis.explained.needs if seat.filled_by in need.seats)
        said = [Message("report.brings", {"needs": covered})] if covered else []
        said += [reason for reason in seat.reasons if reason.code in ABOUT_THE_SEAT]
        yield seat.name, tuple(said)


# -- open chairs ------------------------------------------------------------------------------------------


def chairs_section(basis: Basis) -> Section:
    """Chairs that are held.

    Which groups have nobody is not told in the public edition; a chair that somebody has settled is.
    """
    title = Message("report.part_chairs")
    blocks: tuple[Block, ...]
    if basis.challenge is None:
        blocks = (Text(Message("report.team_needs_challenge")),)
    elif basis.kept is not None:
        names = {group.group: group.name for group in basis.challenge.affected}
        held = tuple(Message("chair.held", {"group": names.get(one, one)}) for one in basis.kept.chairs)
        blocks = (Items(held),) if held else (Text(Message("report.no_chairs")),)
    elif basis.public:
        blocks = (Text(Message("report.chairs_not_told")),)
    else:
        found = basis.explained
        items = () if found is None else tuple(chair.message for chair in found.open_chairs)
        blocks = (Items(items),) if items else (Text(Message("report.no_chairs")),)
    return Section("chairs", title, (Text(Message("report.chairs_lead")), *blocks))
