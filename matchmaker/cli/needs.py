"""The command about what a challenge needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli import needs_text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.missing import day
from matchmaker.services.disclosure import Edition
from matchmaker.services.needs import NeedsRequest, draft

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matchmaker.cli.commands import Session


def needs_request(options: argparse.Namespace) -> NeedsRequest:
    """The request that the options of ``needs`` spell."""
    return NeedsRequest(
        dataset=options.dataset,
        challenge=options.challenge,
        title=options.title,
        themes=tuple(options.theme),
        levels=tuple(options.level),
        phase=options.phase,
        affected=tuple(options.affected),
        municipalities=tuple(options.municipality),
        on=day(options.on),
        edition=Edition(options.edition),
    )


def run_needs(session: Session) -> int:
    """Say what a challenge needs, stated and drafted, and who there is that fits."""
    request = needs_request(session.options)
    session.show(draft(session.workspace, request, session.environment), needs_text.show)
    return Exit.OK


COMMANDS: dict[str, Callable[[Session], int]] = {"needs": run_needs}
