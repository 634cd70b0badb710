"""The command ``compare``: municipalities side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli import side_by_side_text as text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.missing import day
from matchmaker.services.disclosure import Edition
from matchmaker.services.network_scope import TOGETHER
from matchmaker.services.side_by_side import CompareRequest, NullModel, compare

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.cli.commands import Session


def run_compare(session: Session) -> int:
    """Say what municipalities' networks are like, side by side."""
    options = session.options
    request = CompareRequest(
        datasets=tuple(options.datasets),
        municipalities=tuple(options.municipalities),
        relations=tuple(options.relations) or (TOGETHER,),
        on=day(options.on),
        null=NullModel(options.against),
        draws=options.draws,
        seed=options.seed,
        edition=Edition(options.edition),
    )
    session.show(compare(session.workspace, request, session.environment), text.show)
    return Exit.OK


COMMANDS: dict[str, Callable[[Session], int]] = {"compare": run_compare}
