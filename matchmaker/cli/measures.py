"""The command ``measures``: what a network is like, in numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli import measures_text as text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.network import scope
from matchmaker.cli.spreading import where_of
from matchmaker.kernel.errors import InputError, Message
from matchmaker.services.disclosure import Edition
from matchmaker.services.measures import (
    SHARES,
    MeasuresRequest,
    NullModel,
    known_measures,
    measure_network,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matchmaker.cli.commands import Session


def run_measures(session: Session) -> int:
    """Say what a network is like, or which measures there are."""
    options = session.options
    if options.list:
        session.show(known_measures(), text.listed)
        return Exit.OK
    request = _request(options)
    found = measure_network(session.workspace, request, session.environment, where_of(options))
    session.show(found, text.show)
    return Exit.OK


def _request(options: argparse.Namespace) -> MeasuresRequest:
    if not options.dataset:
        raise InputError("measures_without_dataset", hint=Message("hint.measures_without_dataset"))
    return MeasuresRequest(
        network=scope(options),
        measures=tuple(options.measure),
        null=NullModel(options.against) if options.against else None,
        draws=options.draws,
        missing_shares=SHARES if options.missing else (),
        directed=options.directed,
        seed=options.seed,
        edition=Edition(options.edition),
    )


COMMANDS: dict[str, Callable[[Session], int]] = {"measures": run_measures}
