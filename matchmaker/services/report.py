"""A report for the case file: who should be in the room, who is missing, what to do, and how it is known."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import catalogue
from matchmaker.legitimacy.finding import Urgency
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services.report_actions import actions_section
from matchmaker.services.report_basis import basis_of
from matchmaker.services.report_challenge import challenge_section
from matchmaker.services.report_command import report_command
from matchmaker.services.report_content import Report
from matchmaker.services.report_gaps import affected_section, gaps_section
from matchmaker.services.report_method import data_version, method_section, privacy_section, seeds
from matchmaker.services.report_process import process_section
from matchmaker.services.report_records import records_section
from matchmaker.services.report_request import PARTS, Part, ReportRequest
from matchmaker.services.report_screen import Names, screened
from matchmaker.services.report_team import chairs_section, team_section
from matchmaker.services.written import WriteResult

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from matchmaker.services.environment import Environment
    from matchmaker.services.report_basis import Ask, Basis
    from matchmaker.services.report_content import Section
    from matchmaker.services.workspace import Workspace

__all__ = [
    "FORMATS", "PARTS", "Part", "Report", "ReportRequest", "file_name", "make_report", "report_file",
    "write_report",
]  # fmt: skip

HTML, DOCX, XLSX = "html", "docx", "xlsx"
FORMATS = (HTML, DOCX, XLSX)
"""Kinds of files."""
_SECTIONS: Mapping[Part, Callable[[Basis], Section]] = {
    Part.CHALLENGE: challenge_section,
    Part.TEAM: team_section,
    Part.CHAIRS: chairs_section,
    Part.GAPS: gaps_section,
    Part.AFFECTED: affected_section,
    Part.PROCESS: process_section,
    Part.ACTIONS: actions_section,
    Part.RECORDS: records_section,
}


def make_report(
    workspace: Workspace, request: ReportRequest, environment: Environment, ask: Ask | None = None
) -> Report:
    """Make a report.

    Parameters
    ----------
    workspace
        Where the dataset is; what it keeps stands in the report where it is one that keeps.
    request
        About what, in which edition, with which parts.
    environment
        Tells the day when the request does not.
    ask
        Asks the other services; each time anew when nothing is given. What is kept of decisions and of the
        process is always read anew.

    Returns
    -------
    Report
        In no language. Of the public edition nothing depends on a count that it hides, and no private person
        of the register is named in it.

    Raises
    ------
    InputError
        ``unknown_dataset``, ``unknown_challenge``, ``unknown_actor``, ``unknown_record``, ``not_a_team``;
        ``report_team_twice``, ``report_team_without_challenge``, ``report_other_team``; ages in the wrong
        order; a size below 1.
    """
    basis = basis_of(workspace, request, environment, ask)
    chosen = [_SECTIONS[part](basis) for part in PARTS if part in request.include]
    request = basis.request
    report = Report(
        request=replace(request, team=_told(basis)),
        title=basis.challenge.title if basis.challenge else basis.info.title,
        edition=Message(f"report.edition_{request.edition.value}"),
        dated=basis.on,
        summary=_summary(basis),
        sections=(*chosen, method_section(basis), privacy_section(basis)),
        seeds=seeds(basis),
        data_version=data_version(basis),
        dataset_version=basis.info.version,
        rules_version=RULES_VERSION,
        code_version=matchmaker.__version__,
        synthetic=basis.synthetic,
        command=report_command(replace(request, team=_told(basis))),
    )
    return screened(report, basis.register) if basis.public else report


def _told(basis: Basis) -> tuple[str, ...]:
    """The team that was given; private persons are not listed in a public answer, not even by id."""
    if not basis.public:
        return basis.request.team
    names = Names(basis.register)
    return tuple(actor for actor in basis.request.team if not names.stand_in(actor))


def _summary(basis: Basis) -> tuple[Message, ...]:
    urgent = sum(one.severity is Urgency.IMPORTANT for one in basis.findings)
    found = [Message("report.sum_findings", {"count": urgent})]
    if basis.team:
        found.insert(0, Message("report.sum_seats", {"count": len(basis.team)}))
    if basis.synthetic:
        found.append(Message("note.synthetic"))
    return tuple(found)


def report_file(report: Report, to: str) -> bytes:
    """Write a report as a file: the same bytes for the same report.

    Parameters
    ----------
    report
        Of whichever edition.
    to
        One of :data:`FORMATS`. The file is in the language of the report's request.

    Raises
    ------
    InputError
        ``unknown_choice`` for another kind of file.
    """
    words = catalogue(report.request.language)
    if to == HTML:
        from matchmaker.services.report_html import html_file

        return html_file(report, words)
    if to == DOCX:
        from matchmaker.services.report_docx import docx_file

        return docx_file(report, words)
    if to == XLSX:
        from matchmaker.services.report_xlsx import xlsx_file

        return xlsx_file(report, words)
    raise InputError("unknown_choice", {"field": Message("report.format"), "value": to, "known": FORMATS})


def file_name(report: Report, to: str) -> str:
    """What a report's file is called: the dataset, the challenge, the edition and the day."""
    asked = report.request
    plain = asked.dataset.replace("@", "-v").replace("/", "-").strip(".-")
    parts = ("rapport", plain, asked.challenge or "", asked.edition.value, report.dated.isoformat())
    return "-".join(filter(None, parts)) + f".{to}"


def write_report(report: Report, path: Path, to: str) -> WriteResult:
    """Write a report to a file, making its folder when there is none; raises as :func:`report_file`."""
    content = report_file(report, to)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return WriteResult(str(path.parent), (path.name,), ())
