"""The command ``stress``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli import stress_text
from matchmaker.cli.exit_codes import Exit
from matchmaker.services.disclosure import Edition
from matchmaker.services.network_scope import NetworkRequest, municipality_of
from matchmaker.services.stress import StressRequest, stress

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.cli.commands import Session


def run_stress(session: Session) -> int:
    """Say what a network keeps when some leave."""
    options = session.options
    network = NetworkRequest(
        options.dataset, municipality_of(options.municipality), sectors=tuple(options.side),
        relations=tuple(options.relation),
    )  # fmt: skip
    request = StressRequest(
        network, tuple(options.leaving), options.share, options.busiest, options.connect, options.draws,
        options.seed, Edition(options.edition),
    )  # fmt: skip
    session.show(stress(session.workspace, request, session.environment), stress_text.show)
    return Exit.OK


COMMANDS: dict[str, Callable[[Session], int]] = {"stress": run_stress}
