"""The command ``change``: what changed between dates, datasets or versions, and after an arena."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli import change_text as text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.missing import day
from matchmaker.services.change import ChangeRequest, change_over_time
from matchmaker.services.disclosure import Edition
from matchmaker.services.network_scope import NetworkRequest

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matchmaker.cli.commands import Session


def change_request(options: argparse.Namespace) -> ChangeRequest:
    """The request that the options of ``change`` spell."""
    network = NetworkRequest(
        options.dataset,
        municipality=options.municipality,
        sectors=tuple(options.side),
        relations=tuple(options.relation),
    )
    return ChangeRequest(
        network,
        before=options.before,
        dates=tuple(found for written in options.date if (found := day(written)) is not None),
        arena=options.arena,
        seed=options.seed,
        edition=Edition(options.edition),
    )


def run_change(session: Session) -> int:
    """Say what changed."""
    request = change_request(session.options)
    session.show(change_over_time(session.workspace, request, session.environment), text.show)
    return Exit.OK


COMMANDS: dict[str, Callable[[Session], int]] = {"change": run_change}
