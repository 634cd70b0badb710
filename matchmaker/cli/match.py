"""The command ``match``: supply first, the right seat in the town hall, one actor, several challenges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.missing import day
from matchmaker.kernel.errors import InputError, Message
from matchmaker.services.disclosure import Edition

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.cli.commands import Session


def run_match(session: Session) -> int:
    """Answer the one question that is asked. Raises ``InputError`` (match_what) when none is."""
    options = session.options
    if options.supply:
        _supply(session)
    elif options.actor:
        _actor(session)
    elif options.challenges:
        _challenges(session)
    elif options.request or options.theme:
        _town_hall(session)
    else:
        raise InputError("match_what", hint=Message("hint.match_what"))
    return Exit.OK


def _supply(session: Session) -> None:
    from matchmaker.cli import match_text
    from matchmaker.services.match_supply import SupplyRequest, find_supply

    options = session.options
    request = SupplyRequest(
        options.dataset, options.municipality, most=_most(session, 20), on=day(options.on),
        edition=Edition(options.edition),
    )  # fmt: skip
    session.show(find_supply(session.workspace, request, session.environment), match_text.show_supply)


def _town_hall(session: Session) -> None:
    from matchmaker.cli import match_text
    from matchmaker.services.match_town_hall import TownHallRequest, ask_town_hall

    options = session.options
    request = TownHallRequest(
        options.dataset, options.request or (), tuple(options.theme), options.municipality, options.place,
        most=_most(session, 3), on=day(options.on), edition=Edition(options.edition),
    )  # fmt: skip
    session.show(ask_town_hall(session.workspace, request, session.environment), match_text.show_town_hall)


def _actor(session: Session) -> None:
    from matchmaker.cli import match_text
    from matchmaker.services.match_actor import ActorRequest, suggest_challenges

    options = session.options
    request = ActorRequest(
        options.dataset, options.actor, _most(session, 5), day(options.on), Edition(options.edition)
    )
    session.show(suggest_challenges(session.workspace, request, session.environment), match_text.show_actor)


def _challenges(session: Session) -> None:
    from matchmaker.cli import match_text
    from matchmaker.services.match_challenges import HOURS, ChallengesRequest, assign_teams

    options = session.options
    request = ChallengesRequest(
        options.dataset,
        options.challenges,
        min_size=options.size if options.min_size is None else options.min_size,
        max_size=options.size,
        hours=HOURS if options.hours is None else options.hours,
        unknown_seats=options.unknown_seats,
        seed=options.seed,
        on=day(options.on),
        edition=Edition(options.edition),
    )
    session.show(assign_teams(session.workspace, request, session.environment), match_text.show_challenges)


def _most(session: Session, usual: int) -> int:
    most: int | None = session.options.most
    return usual if most is None else most


COMMANDS: dict[str, Callable[[Session], int]] = {"match": run_match}
