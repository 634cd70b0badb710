"""The command that gives the same answer again: for the report, and beside every answer on a web page."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from matchmaker.kernel.messages import DEFAULT_LANGUAGE, Language
from matchmaker.services.command_words import command, in_language, said
from matchmaker.services.disclosure import Edition
from matchmaker.services.gaps import INVITED_FROM, OLDEST, GapsRequest
from matchmaker.services.team_spelling import NO_COMPARISON, SPELLINGS
from matchmaker.services.team_wish import TeamRequest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from matchmaker.services.needs import NeedsRequest


def team_command(request: TeamRequest, language: Language = DEFAULT_LANGUAGE, *options: str) -> str:
    """Write the command that gives the same team, and with *options* a further answer about it."""
    words = [*said("challenge", request.challenge)]
    if request.min_size == request.max_size:
        words += ["--size", str(request.max_size)]
    else:
        words += ["--min-size", str(request.min_size), "--max-size", str(request.max_size)]
    words += [word for option, value in _wishes(request) for word in said(option, value)]
    # the seed is always told: it chose among equally good teams
    return command(
        "team", request.dataset, [*words, "--seed", str(request.seed), *options, *in_language(language)]
    )


def _wishes(request: TeamRequest) -> Iterator[tuple[str, str]]:
    """Options and values of what differs from a plain wish."""
    plain = TeamRequest(request.dataset, request.challenge)
    for one in SPELLINGS:
        told = (wish for wish in getattr(request, one.field) if one.field != "at_least" or wish[-1])
        yield from ((one.option, one.write(wish)) for wish in told)  # at least nobody asks for nothing
    yield from (("rule", rule) for rule in request.rules if rule not in plain.rules)
    yield from (("without-rule", rule) for rule in plain.rules if rule not in request.rules)
    for name in ("body", "place", "meeting", "hours", "resident_seats", "on", "budget"):
        value = getattr(request, name)
        if value != getattr(plain, name):
            yield name.replace("_", "-"), str(value)
    if request.compare != plain.compare:
        yield "compare", ",".join(request.compare) or NO_COMPARISON
    for item in fields(request.weights):
        points = getattr(request.weights, item.name)
        if points != getattr(plain.weights, item.name):
            yield "weight", f"{item.name}={points}"


def gaps_command(request: GapsRequest, language: Language = DEFAULT_LANGUAGE, *options: str) -> str:
    """Write the command that gives the same findings, and with *options* a further part of the answer."""
    words = _about(request)
    ages = ages_text(request.ages)
    if ages:
        words += ["--ages", ages]
    words += [*_day(request.on), *_edition(request.edition)]
    return command("gaps", request.dataset, [*words, *options, *in_language(language)])


def rules_command(request: GapsRequest, language: Language = DEFAULT_LANGUAGE) -> str:
    """Write the command that checks the rules on what is asked about."""
    words = [*_about(request), *_day(request.on), *_edition(request.edition)]
    return command("rules", ("check", request.dataset), [*words, *in_language(language)])


def classify_command(request: GapsRequest, language: Language = DEFAULT_LANGUAGE) -> str:
    """Write the command that says what the process of a challenge most resembles."""
    words = [*said("challenge", request.challenge or ""), *_day(request.on)]
    return command("classify", request.dataset, [*words, *in_language(language)])


def needs_command(request: NeedsRequest, language: Language = DEFAULT_LANGUAGE) -> str:
    """Write the command that says what a challenge needs, one of the dataset or one that is described."""
    once = (("challenge", request.challenge), ("title", request.title), ("phase", request.phase))
    words = [word for option, value in once if value for word in said(option, value)]
    for option, values in (
        ("theme", request.themes), ("level", request.levels), ("affected", request.affected),
        ("municipality", request.municipalities),
    ):  # fmt: skip
        words += [word for value in values for word in said(option, value)]
    words += [*_day(request.on), *_edition(request.edition)]
    return command("needs", request.dataset, [*words, *in_language(language)])


def _about(request: GapsRequest) -> list[str]:
    words = [*said("challenge", request.challenge)] if request.challenge else []
    return [*words, *said("team", ",".join(request.team))] if request.team else words


def _day(on: date | None) -> tuple[str, ...]:
    return said("on", on.isoformat()) if on else ()


def _edition(edition: Edition) -> tuple[str, ...]:
    return () if edition is Edition.WORKING else said("edition", edition.value)


def ages_text(ages: tuple[int, int]) -> str | None:
    """Write ages as in an address, ``60-`` or ``13-19``; ``None`` for the ages asked about otherwise."""
    low, high = ages
    if ages == (INVITED_FROM, OLDEST):
        return None
    return f"{low}-" if high == OLDEST else f"{low}-{high}"
