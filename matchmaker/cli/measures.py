"""The command ``measures``: what a network is like, in numbers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from matchmaker.cli import measures_text as text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.missing import day
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.parallel import dask_cluster, processes
from matchmaker.services.disclosure import Edition
from matchmaker.services.measures import (
    SHARES,
    MeasuresRequest,
    NullModel,
    known_measures,
    measure_network,
)
from matchmaker.services.network_scope import NetworkRequest, municipality_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matchmaker.cli.commands import Session
    from matchmaker.kernel.parallel import Opener


def run_measures(session: Session) -> int:
    """Say what a network is like, or which measures there are."""
    options = session.options
    if options.list:
        session.show(known_measures(), text.listed)
        return Exit.OK
    request = _request(options)
    found = measure_network(session.workspace, request, session.environment, _where(options))
    session.show(found, text.show)
    return Exit.OK


def _request(options: argparse.Namespace) -> MeasuresRequest:
    if not options.dataset:
        raise InputError("measures_without_dataset", hint=Message("hint.measures_without_dataset"))
    network = NetworkRequest(
        dataset=options.dataset,
        municipality=municipality_of(options.municipality),
        sectors=tuple(options.side),
        kinds=tuple(options.kind),
        contributions=tuple(options.contribution),
        relations=tuple(options.relation),
        since=day(options.since),
        until=day(options.until),
    )
    return MeasuresRequest(
        network=network,
        measures=tuple(options.measure),
        null=NullModel(options.against) if options.against else None,
        draws=options.draws,
        missing_shares=SHARES if options.missing else (),
        directed=options.directed,
        seed=options.seed,
        edition=Edition(options.edition),
    )


def _where(options: argparse.Namespace) -> Opener | None:
    """Where draws are made; ``None`` is here."""
    if options.cluster:
        return partial(dask_cluster, options.cluster)
    return None if options.workers == 1 else partial(processes, options.workers)


COMMANDS: dict[str, Callable[[Session], int]] = {"measures": run_measures}
