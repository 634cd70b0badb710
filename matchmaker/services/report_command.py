"""The command that gives the same report."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from matchmaker.services.command_words import in_language, said
from matchmaker.services.disclosure import Edition
from matchmaker.services.repeat import ages_text
from matchmaker.services.report_request import NO_TEAM, PARTS, ReportRequest

if TYPE_CHECKING:
    from collections.abc import Iterator


def report_command(request: ReportRequest, *options: str) -> str:
    """Write the command that gives the same report, and with *options* the kind of file it is written as."""
    words = [word for option, value in _wishes(request) for word in said(option, value)]
    words += [*options, *in_language(request.language)]
    about = [request.dataset, *([request.challenge] if request.challenge else [])]
    if any(one.startswith("-") for one in about):
        return shlex.join(["matchmaker", "report", *words, "--", *about])
    return shlex.join(["matchmaker", "report", *about, *words])


def written_as(line: str, kind: str) -> str:
    """Say in a report's command which kind of file is written; before the words that stand last, if any do.

    >>> written_as("matchmaker report --lang nn -- -vår", "docx")
    "matchmaker report --lang nn --to docx -- '-vår'"
    """
    words = shlex.split(line)
    at = words.index("--") if "--" in words else len(words)
    return shlex.join([*words[:at], "--to", kind, *words[at:]])


def _wishes(request: ReportRequest) -> Iterator[tuple[str, str]]:
    """Options and values of what differs from a plain wish; edition and day are always told."""
    plain = ReportRequest(request.dataset)
    yield "edition", request.edition.value
    if set(request.include) != set(PARTS):
        yield "include", ",".join(part.value for part in PARTS if part in request.include)
    if request.kept:
        yield "kept", request.kept
    if request.team:
        yield "team", ",".join(request.team)
    if _suggests(request):
        yield "seed", str(request.seed)
    if request.size != plain.size and _suggests(request):
        yield "size", str(request.size)
    ages = ages_text(request.ages)
    if ages:
        yield "ages", ages
    if request.on:
        yield "on", request.on.isoformat()


def _suggests(request: ReportRequest) -> bool:
    settled = request.team or request.kept not in (None, NO_TEAM)
    return not settled and request.challenge is not None and request.edition is Edition.WORKING
