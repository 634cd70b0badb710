"""Answers about a suggested team as text: trade-offs, other teams, why and why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.services.labels import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.seats import Seat, Seated
    from matchmaker.services.team_others import DifferentResult, FrontResult
    from matchmaker.services.team_why_not import WhyNotResult


def front(result: FrontResult, paper: Paper, words: Catalogue) -> None:
    """Teams between which a choice of values remains: a table of parts, then who is in each."""
    _heading(result.challenge_title, result.decided_by, paper, words)
    parts = [words.say(part) for part in result.parts]
    paper.table(
        [words.term("teams.team"), *parts, words.term("teams.points")],
        [
            [str(number), *(words.number(value, 2) for value in team.values), words.number(team.points, 2)]
            for number, team in enumerate(result.teams, start=1)
        ],
    )
    _who(result, paper, words)


def different(result: DifferentResult, paper: Paper, words: Catalogue) -> None:
    """The best team and others: points, and who differs."""
    _heading(result.challenge_title, result.decided_by, paper, words)
    paper.table(
        [words.term("teams.team"), words.term("teams.points")],
        [[str(number), words.number(team.points, 2)] for number, team in enumerate(result.teams, start=1)],
    )
    _who(result, paper, words)


def why(seat: Seat, paper: Paper, words: Catalogue) -> None:
    """What one seat brings: its reasons, and what it adds part by part."""
    paper.heading(shown(seat.name, synthetic=seat.synthetic, words=words))
    paper.line(f"{words.show(seat.kind_label)} · {words.say(seat.fill_how)}", indent=2)
    for reason in seat.reasons:
        paper.line(f"- {words.say(reason)}", indent=2)
    paper.table(
        [words.term("team.term"), words.term("team.points")],
        [[words.say(term.message), words.number(term.points, 2)] for term in seat.by_term]
        + [[words.term("teams.sum"), words.number(seat.adds, 2)]],
    )
    if seat.others:
        others = ", ".join(words.say(other.message) for other in seat.others)
        paper.line(f"{words.term('team.others')} {others}", indent=2)


def why_not(result: WhyNotResult, paper: Paper, words: Catalogue) -> None:
    """What it would take to bring a contribution in."""
    paper.heading(f"{result.challenge_title}: {_names([result.actor], words)}")
    paper.line(words.say(result.answer))
    for code, seats in (("teams.come", result.come), ("teams.leave", result.leave)):
        if seats:
            paper.line(words.say(Message(code, {"names": _names(seats, words)})), indent=2)
    if result.terms:
        paper.table(
            [words.term("team.term"), words.term("teams.difference")],
            [[words.say(term.message), words.number(term.difference, 2)] for term in result.terms],
        )
    if result.changes:
        paper.heading(words.term("why_not.changes"))
    for change in result.changes:
        paper.line(f"- {words.say(change)}", indent=1)
    paper.line()
    for note in result.notes:
        paper.line(words.say(note))


def _heading(title: str, decided_by: str | None, paper: Paper, words: Catalogue) -> None:
    role = decided_by or words.term("team.decider_unknown")
    paper.heading(f"{title}: {words.say(Message('team.heading', {'role': role}))}")


def _who(result: FrontResult | DifferentResult, paper: Paper, words: Catalogue) -> None:
    """Everybody of the first team, and for the others who comes and who leaves."""
    first, *rest = result.teams
    paper.heading(words.say(Message("teams.number", {"number": 1})))
    paper.line(_names(first.seats, words), indent=2)
    for number, team in enumerate(rest, start=2):
        paper.heading(words.say(Message("teams.number", {"number": number})))
        paper.line(words.say(Message("teams.come", {"names": _names(team.come, words)})), indent=2)
        paper.line(words.say(Message("teams.leave", {"names": _names(team.leave, words)})), indent=2)
    paper.line()
    for note in result.notes:
        paper.line(words.say(note))


def _names(seats: Iterable[Seated], words: Catalogue) -> str:
    """Names have commas of their own, so they are told apart by something else."""
    return " · ".join(shown(one.name, synthetic=one.synthetic, words=words) for one in seats)
