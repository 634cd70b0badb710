"""The command ``report``: a report for the case file, written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.cli import text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.missing import day
from matchmaker.services.ages import INVITED_FROM, OLDEST
from matchmaker.services.disclosure import Edition
from matchmaker.services.jsonable import jsonable
from matchmaker.services.report import ReportRequest, file_name, make_report, write_report
from matchmaker.services.report_request import parts_named

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matchmaker.cli.commands import Session
    from matchmaker.kernel.messages import Language


def run_report(session: Session) -> int:
    """Make the report that is asked for, and write it."""
    options = session.options
    report = make_report(
        session.workspace, report_request(options, session.words.language), session.environment
    )
    written = write_report(report, Path(options.output or file_name(report, options.to)), options.to)
    if options.json:
        session.write_json({
            "report": jsonable(report, session.words), "written": jsonable(written, session.words)
        })  # fmt: skip
    else:
        text.written(written, session.paper, session.words)
    return Exit.OK


def report_request(options: argparse.Namespace, language: Language) -> ReportRequest:
    """The request that the options spell. Raises ``InputError`` (bad_date, report_unknown_part)."""
    return ReportRequest(
        dataset=options.dataset,
        challenge=options.challenge,
        edition=Edition(options.edition),
        include=parts_named(options.include.split(",")),
        team=tuple(filter(None, options.team.split(","))),
        kept=options.kept,
        size=options.size,
        seed=options.seed,
        ages=options.ages or (INVITED_FROM, OLDEST),
        on=day(options.on),
        language=language,
    )


COMMANDS: dict[str, Callable[[Session], int]] = {"report": run_report}
