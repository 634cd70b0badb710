"""The command ``stress``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli import stress_text
from matchmaker.cli.exit_codes import Exit
from matchmaker.services.disclosure import Edition
from matchmaker.services.match_place import municipality_of
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.stress import StressRequest, stress

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matchmaker.cli.commands import Session


def stress_request(options: argparse.Namespace) -> StressRequest:
    """The request that the options of ``stress`` spell."""
    network = NetworkRequest(
        options.dataset, municipality_of(options.municipality), sectors=tuple(options.side),
        relations=tuple(options.relation),
    )  # fmt: skip
    return StressRequest(
        network, tuple(options.leaving), options.share, options.busiest, options.connect, options.draws,
        options.seed, Edition(options.edition),
    )  # fmt: skip


def run_stress(session: Session) -> int:
    """Say what a network keeps when some leave."""
    request = stress_request(session.options)
    session.show(stress(session.workspace, request, session.environment), stress_text.show)
    return Exit.OK


COMMANDS: dict[str, Callable[[Session], int]] = {"stress": run_stress}
