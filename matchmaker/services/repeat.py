"""The command that gives the same answer again: for the report, and beside every answer on a web page."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from matchmaker.kernel.messages import DEFAULT_LANGUAGE, Language
from matchmaker.services.disclosure import Edition
from matchmaker.services.gaps import INVITED_FROM, OLDEST, GapsRequest

if TYPE_CHECKING:
    from matchmaker.services.team import TeamRequest


def team_command(request: TeamRequest, language: Language = DEFAULT_LANGUAGE) -> str:
    """Write the command that gives the same team."""
    words = ["--challenge", request.challenge]
    if request.min_size == request.max_size:
        words += ["--size", str(request.max_size)]
    else:
        words += ["--min-size", str(request.min_size), "--max-size", str(request.max_size)]
    for actor in request.include:
        words += ["--include", actor]
    for actor in request.exclude:
        words += ["--exclude", actor]
    for sector, count in request.at_least:
        words += ["--at-least", f"{sector}:{count}"]
    # the seed is always told: it chose among equally good teams
    return _command("team", request.dataset, [*words, "--seed", str(request.seed), *_in(language)])


def gaps_command(request: GapsRequest, language: Language = DEFAULT_LANGUAGE, *options: str) -> str:
    """Write the command that gives the same findings, and with *options* a further part of the answer."""
    words: list[str] = []
    if request.challenge:
        words += ["--challenge", request.challenge]
    if request.team:
        words += ["--team", ",".join(request.team)]
    ages = ages_text(request.ages)
    if ages:
        words += ["--ages", ages]
    if request.on:
        words += ["--on", request.on.isoformat()]
    if request.edition is not Edition.WORKING:
        words += ["--edition", request.edition.value]
    return _command("gaps", request.dataset, [*words, *options, *_in(language)])


def about_challenge(name: str, request: GapsRequest, language: Language, *options: str) -> str:
    """Write a command of another *name* about the same dataset, challenge and day."""
    words = ["--challenge", request.challenge] if request.challenge else []
    if request.on:
        words += ["--on", request.on.isoformat()]
    return _command(name, request.dataset, [*words, *options, *_in(language)])


def _command(name: str, dataset: str, options: list[str]) -> str:
    """The whole command; a dataset whose name begins with a dash stands last, told from an option."""
    if dataset.startswith("-"):
        return shlex.join(["matchmaker", *name.split(), *options, "--", dataset])
    return shlex.join(["matchmaker", *name.split(), dataset, *options])


def ages_text(ages: tuple[int, int]) -> str | None:
    """Write ages as in an address, ``60-`` or ``13-19``; ``None`` for the ages asked about otherwise."""
    low, high = ages
    if ages == (INVITED_FROM, OLDEST):
        return None
    return f"{low}-" if high == OLDEST else f"{low}-{high}"


def _in(language: Language) -> list[str]:
    return [] if language == DEFAULT_LANGUAGE else ["--lang", language]
