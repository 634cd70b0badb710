"""What ``match`` finds, as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.services.labels import shown

if TYPE_CHECKING:
    from matchmaker.cli.paper import Paper
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.match_actor import ActorResult
    from matchmaker.services.match_challenges import ChallengesResult
    from matchmaker.services.match_supply import IdleContribution, SupplyResult
    from matchmaker.services.match_town_hall import TownHallResult
    from matchmaker.services.seats import Seated


def show_supply(result: SupplyResult, paper: Paper, words: Catalogue) -> None:
    """Contributions that nobody has asked for, each with the challenges it could serve."""
    paper.heading(words.term("match.supply_heading"))
    _notes(result.notes, paper, words)
    if not result.idle and result.stated is not None:
        paper.line(words.term("match.supply_none"))
    for item in result.idle:
        _idle(item, paper, words)


def _idle(item: IdleContribution, paper: Paper, words: Catalogue) -> None:
    paper.heading(f"{words.show(item.label)}: {_name(item.seat, words)}")
    paper.line(_filled(item.seat, words), indent=2)
    paper.line(f"- {words.say(item.usage_message)}", indent=2)
    paper.line(f"- {words.say(item.basis)}", indent=2)
    for match in item.matches:
        paper.line(f"→ {match.title}: {' '.join(words.say(said) for said in match.messages)}", indent=2)


def show_town_hall(result: TownHallResult, paper: Paper, words: Catalogue) -> None:
    """For each contribution asked for the seat that is suggested, and the alternates."""
    paper.heading(words.say(Message("match.town_hall_heading", {"municipality": result.place})))
    _notes(result.notes, paper, words)
    for reply in result.replies:
        paper.heading(f"{words.show(reply.label)} ({words.say(reply.why)})")
        if not reply.seats:
            paper.line(words.term("match.nobody_has"), indent=1)
        for number, item in enumerate(reply.seats, start=1):
            paper.line(f"{number}. {_name(item.seat, words)}", indent=1)
            paper.line(_filled(item.seat, words), indent=4)
            for reason in item.reasons:
                paper.line(f"- {words.say(reason)}", indent=4)
        if reply.others:
            paper.line(words.say(Message("match.more_have", {"count": reply.others})), indent=1)


def show_actor(result: ActorResult, paper: Paper, words: Catalogue) -> None:
    """The challenges to which one actor adds most."""
    if result.seat is None:  # in the public edition nobody is named
        paper.heading(words.term("match.actor_heading_unnamed"))
    else:
        paper.heading(words.say(Message("match.actor_heading", {"name": _name(result.seat, words)})))
    _notes(result.notes, paper, words)
    if result.taking_part:
        paper.line(words.say(Message("match.takes_part", {"challenges": result.taking_part})))
    for best in result.challenges:
        points = words.say(Message("match.adds_points", {"points": words.number(best.points)}))
        paper.heading(f"{best.title} ({points})")
        for reason in best.reasons:
            paper.line(f"- {words.say(reason)}", indent=2)


def show_challenges(result: ChallengesResult, paper: Paper, words: Catalogue) -> None:
    """The teams of several challenges."""
    paper.heading(words.term("match.challenges_heading"))
    if result.status is not None:
        paper.line(words.say(Message(f"status.{result.status}", {"gap": result.gap})))
    _notes(result.notes, paper, words)
    for team in result.teams:
        decider = team.decided_by or words.term("team.decider_unknown")
        paper.heading(f"{team.title}: {words.say(Message('team.heading', {'role': decider}))}")
        share = "–" if team.share is None else words.percent(team.share)
        points = Message("match.team_points", {"points": words.number(team.points), "share": share})
        paper.line(words.say(points), indent=1)
        for item in team.seats:
            more = words.say(Message("match.seat_adds", {"points": words.number(item.adds)}))
            paper.line(f"- {_name(item.seat, words)} ({more})", indent=1)
            paper.line(_filled(item.seat, words), indent=4)
            for reason in item.reasons:
                paper.line(words.say(reason), indent=4)
            if item.hours_left is not None:
                left = Message("match.hours_left", {"hours": words.number(item.hours_left)})
                paper.line(words.say(left), indent=4)
        if team.uncovered:
            paper.line(words.say(Message("match.team_uncovered", {"needs": team.uncovered})), indent=1)


def _name(seat: Seated, words: Catalogue) -> str:
    return shown(seat.name, synthetic=seat.synthetic, words=words)


def _filled(seat: Seated, words: Catalogue) -> str:
    return f"{words.show(seat.kind_label)} · {words.say(seat.fill_how)}"


def _notes(notes: tuple[Message, ...], paper: Paper, words: Catalogue) -> None:
    for note in notes:
        paper.line(words.say(note))
