"""The command ``compare``: municipalities side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli import side_by_side_text as text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.missing import day
from matchmaker.cli.spreading import where_of
from matchmaker.services.disclosure import Edition
from matchmaker.services.network_scope import EVERY, TOGETHER
from matchmaker.services.side_by_side import CompareRequest, NullModel, compare

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matchmaker.cli.commands import Session


def compare_request(options: argparse.Namespace) -> CompareRequest:
    """The request that the options of ``compare`` spell."""
    return CompareRequest(
        datasets=tuple(options.datasets),
        municipalities=tuple(options.municipalities),
        relations=_relations(options.relations),
        on=day(options.on),
        null=NullModel(options.against),
        draws=options.draws,
        seed=options.seed,
        edition=Edition(options.edition),
    )


def _relations(named: list[str]) -> tuple[str, ...]:
    return () if named == [EVERY] else tuple(named) or (TOGETHER,)


def run_compare(session: Session) -> int:
    """Say what municipalities' networks are like, side by side."""
    options = session.options
    found = compare(session.workspace, compare_request(options), session.environment, where_of(options))
    session.show(found, text.show)
    return Exit.OK


COMMANDS: dict[str, Callable[[Session], int]] = {"compare": run_compare}
