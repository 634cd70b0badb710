"""The command ``team``: who should be in the room, why, and what else would do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from matchmaker.cli import team_text, text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.missing import day
from matchmaker.kernel.errors import InputError
from matchmaker.rules.rule import Body
from matchmaker.services.team import suggest_team
from matchmaker.services.team_called import called
from matchmaker.services.team_others import DifferentRequest, FrontRequest, other_teams, team_front
from matchmaker.services.team_spelling import NO_COMPARISON, SPELLINGS
from matchmaker.services.team_why_not import WhyNotRequest, why_not_somebody
from matchmaker.services.team_wish import TeamRequest, weighted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matchmaker.cli.commands import Session
    from matchmaker.services.seats import Seat
    from matchmaker.services.team import TeamResult

SEATS = 8
"""How many seats when nothing is said."""


def team_request(options: argparse.Namespace) -> TeamRequest:
    """The request that the options of ``team`` spell."""
    low, high = _sizes(options.size, options.min_size, options.max_size)
    plain = TeamRequest(options.dataset, options.challenge)
    chosen = {*options.rule, *(rule for rule in plain.rules if rule not in options.without_rule)}
    usual = tuple(rule for rule in plain.rules if rule in chosen)
    repeated: dict[str, Any] = {one.field: tuple(getattr(options, one.field)) for one in SPELLINGS}
    return replace(
        plain,
        **repeated,
        min_size=low,
        max_size=high,
        rules=tuple(dict.fromkeys((*usual, *options.rule))),
        body=Body(options.body),
        place=options.place,
        meeting=options.meeting,
        hours=options.hours,
        compare=_compared(plain.compare if options.compare is None else options.compare),
        resident_seats=options.resident_seats,
        on=day(options.on),
        seed=options.seed,
        budget=options.budget,
        weights=weighted(options.weight),
    )


def _compared(attributes: tuple[str, ...]) -> tuple[str, ...]:
    return () if attributes == (NO_COMPARISON,) else attributes


def _sizes(size: int | None, least: int | None, most: int | None) -> tuple[int, int]:
    """Least and greatest size. What is not said: as *size*, else one and eight, as far as they fit."""
    if size is None and least is None and most is None:
        size = SEATS
    low = next(number for number in (least, size, 1) if number is not None)
    high = next(number for number in (most, size, max(low, SEATS)) if number is not None)
    return low, high


def run_team(session: Session) -> int:
    """Suggest a team, or answer a question about the suggestion."""
    options = session.options
    others = () if options.why_not is None else (options.why_not,)
    request, left_out = called(session.workspace, team_request(options), *others)
    if options.keep:
        from matchmaker.cli.kept import kept_answer

        return kept_answer(session, request, text.team)
    workspace, environment = session.workspace, session.environment
    if options.front is not None:
        trade = FrontRequest(request, options.front)
        session.show(team_front(workspace, trade, environment), team_text.front)
    elif options.alternatives is not None:
        further = DifferentRequest(request, options.alternatives, options.different, options.within)
        session.show(other_teams(workspace, further, environment), team_text.different)
    elif left_out:
        question = WhyNotRequest(request, *left_out)
        session.show(why_not_somebody(workspace, question, environment), team_text.why_not)
    elif options.why is not None:
        session.show(_seat(suggest_team(workspace, request, environment), options.why), team_text.why)
    else:
        session.show(suggest_team(workspace, request, environment), text.team)
    return Exit.OK


def _seat(result: TeamResult, asked: str) -> Seat:
    """One seat of a suggestion, by its id or by who fills it. Raises ``InputError`` (unknown_seat)."""
    for seat in result.seats:
        if asked in (seat.id, seat.filled_by):
            return seat
    raise InputError("unknown_seat", {"seat": asked, "known": tuple(seat.id for seat in result.seats)})


COMMANDS: dict[str, Callable[[Session], int]] = {"team": run_team}
