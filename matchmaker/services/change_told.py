"""What came, went and stayed, in the words of an edition: actors, ties, and who was found again."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from matchmaker.comparison.alignment import align
from matchmaker.comparison.turnover import Formed, Turn
from matchmaker.kernel.errors import Message
from matchmaker.model.register import records_of
from matchmaker.services import labels
from matchmaker.services.change_result import (
    ActorLine,
    ActorsTurned,
    Counted,
    FoundAgain,
    Overlap,
    TieLine,
    TiesTurned,
)
from matchmaker.services.change_times import persons
from matchmaker.services.disclosure import Edition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaker.comparison.turnover import TieTurn, Turnover
    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register
    from matchmaker.services.change_times import Moment


def actors_turned(first: Moment, last: Moment, found: Turnover, edition: Edition) -> ActorsTurned:
    """Tell who came, went and stayed, by name."""
    then, now = _lines(first.register), _lines(last.register)
    counts = _told(_persons(first.whole, last.whole), edition)
    return ActorsTurned(
        _by_name(now[one] for one in found.entered),
        _by_name(then[one] for one in found.left),
        _by_name(now[one] for one in found.stayed),
        *counts,
    )


def ties_turned(
    first: Moment, last: Moment, found: Turnover, edition: Edition, *, comparable: bool
) -> TiesTurned:
    """Tell what became of the ties; how much two datasets have in common only where they can be compared."""
    among = len(found.among_stayed)
    return TiesTurned(
        turns=turns_of(found),
        formed=formed_of(found),
        inward=found.inward,
        overlap=Overlap(_share(found.jaccard, comparable=comparable), len(found.ties)),
        overlap_stayed=Overlap(_share(found.jaccard_stayed, comparable=comparable), among),
        lines=_tie_lines(first, last, found) if edition is Edition.WORKING else None,
    )


def turns_of(found: Turnover) -> tuple[Counted, ...]:
    """Count the ties by what became of them."""
    return tuple(Counted(one.value, Message(f"turn.{one.value}"), found.count(one)) for one in Turn)


def formed_of(found: Turnover) -> tuple[Counted, ...]:
    """Count the ties that came by whether they are new."""
    return tuple(
        Counted(one.value, Message(f"formed.{one.value}"), found.count(Turn.ENTERED, one)) for one in Formed
    )


def overlap_of(found: Turnover) -> Overlap:
    """Tell how much of the ties is there both times."""
    return Overlap(_share(found.jaccard, comparable=True), len(found.ties))


def found_again(first: Moment, last: Moment, found: Turnover) -> tuple[FoundAgain, ...]:
    """List who has another id now, by the earlier name, so that somebody can look it over."""
    then, now = _names(first.register), _names(last.register)
    ways = (
        (Message("changed.by_orgnr"), found.alignment.by_orgnr),
        (Message("changed.by_seat"), found.alignment.by_seat),
    )
    lines = (
        FoundAgain(before, then[before], after, now[after], how)
        for how, pairs in ways
        for before, after in pairs
    )
    return tuple(sorted(lines, key=lambda line: (line.before_name.casefold(), line.before)))


def _tie_lines(first: Moment, last: Moment, found: Turnover) -> tuple[TieLine, ...]:
    names = {**_names(first.register), **_names(last.register)}
    lines = (_tie_line(tie, names) for tie in found.ties if tie.turn is not Turn.STAYED)
    return tuple(
        sorted(lines, key=lambda line: (line.one_name.casefold(), line.other_name.casefold(), line.one))
    )


def _tie_line(tie: TieTurn, names: dict[str, str]) -> TieLine:
    one, other = sorted((tie.one, tie.other), key=lambda actor: (names[actor].casefold(), actor))
    return TieLine(
        one=one,
        other=other,
        one_name=names[one],
        other_name=names[other],
        turn=tie.turn.value,
        turn_label=Message(f"turn.{tie.turn.value}"),
        before=tie.before,
        after=tie.after,
        formed=None if tie.formed is None else tie.formed.value,
        formed_label=None if tie.formed is None else Message(f"formed.{tie.formed.value}"),
    )


def _persons(before: Register, after: Register) -> tuple[int, int, int]:
    """How many came, went and stayed of those who are a private person at one of the times or both."""
    if before is after:
        return 0, 0, len(persons(after))
    to = align(before, after).to
    then, now = {to.get(str(one), str(one)) for one in before.ids}, set(map(str, after.ids))
    private = persons(after) | {to.get(one, one) for one in persons(before)}
    return len(private & now - then), len(private & then - now), len(private & now & then)


def _told(counts: tuple[int, int, int], edition: Edition) -> tuple[Param, ...]:
    """Persons by number; not in public, where other answers tell how many of them are residents."""
    hidden = edition is Edition.PUBLIC and any(counts)
    return (Message("word.hidden"),) * len(counts) if hidden else counts


def _share(share: float, *, comparable: bool) -> float | None:
    return None if isnan(share) or not comparable else share


def _lines(register: Register) -> dict[str, ActorLine]:
    return {
        row["id"]: ActorLine(
            row["id"], row["name"], labels.kind(register, row["kind"]), row["municipality"], row["synthetic"]
        )
        for row in records_of(register.actors)
    }


def _by_name(lines: Iterable[ActorLine]) -> tuple[ActorLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.id)))


def _names(register: Register) -> dict[str, str]:
    actors = register.actors
    return dict(zip(actors["id"].astype(str), actors["name"].astype(str), strict=True))
