"""The commands ``export`` and ``learn``, and ``import`` of a network from another tool."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.cli import interchange_text as text
from matchmaker.cli import kept_text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.missing import day
from matchmaker.kernel.errors import InputError, Message
from matchmaker.services.disclosure import Edition
from matchmaker.services.importing_network import import_network
from matchmaker.services.interchange import ExportRequest, Format, export_network
from matchmaker.services.learning import LearnRequest, learn

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matchmaker.cli.commands import Session
    from matchmaker.services.importing import ImportRequest


def run_import_network(session: Session, request: ImportRequest) -> int:
    """Read a network file as a dataset."""
    session.show(import_network(session.workspace, request), text.imported)
    return Exit.OK


def run_export(session: Session) -> int:
    """Write a dataset as a workbook, or its network in a format for other tools."""
    options = session.options
    file = options.output or options.file
    if not file:
        raise InputError("export_without_file", hint=Message("hint.export_without_file"))
    if options.to == "xlsx":
        return _workbook(session, file)
    request = ExportRequest(options.dataset, Format(options.to), file, Edition(options.edition))
    session.show(export_network(session.workspace, request, session.environment), text.exported)
    return Exit.OK


def _workbook(session: Session, file: str) -> int:
    from matchmaker.services.committing import export_workbook

    dataset = session.options.dataset
    if session.options.edition != Edition.WORKING.value:
        raise InputError("export_workbook_edition")
    Path(file).write_bytes(export_workbook(session.workspace, dataset))
    session.show(Message("export.done", {"dataset": dataset, "file": file}), kept_text.said)
    return Exit.OK


def learn_request(options: argparse.Namespace) -> LearnRequest:
    """The request that the options of ``learn`` spell."""
    return LearnRequest(tuple(options.datasets), options.factor, day(options.on), Edition(options.edition))


def run_learn(session: Session) -> int:
    """Say who can learn from whom."""
    request = learn_request(session.options)
    session.show(learn(session.workspace, request, session.environment), text.learning)
    return Exit.OK


COMMANDS: dict[str, Callable[[Session], int]] = {"export": run_export, "learn": run_learn}
