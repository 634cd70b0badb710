"""The sentences that stand beside what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.comparison.turnover import Formed, Turn
from matchmaker.kernel.errors import Message
from matchmaker.services.disclosure import Edition
from matchmaker.services.network_scope import which_ties

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from matchmaker.comparison.turnover import Turnover
    from matchmaker.services.change import ChangeRequest
    from matchmaker.services.change_result import ArenaLine, QuantityLine
    from matchmaker.services.change_times import Moment


def summary(first: Moment, last: Moment, found: Turnover, *, comparable: bool) -> Message:
    """What was found, in one sentence."""
    counts = {name: found.count(turn) for name, turn in _TURNS.items()}
    if not comparable:
        only = {name: counts[name] for name in ("entered", "left")}
        return Message("changed.summary_apart", {"first": first.label, "last": last.label, **only})
    return Message("changed.summary", {"first": first.label, "last": last.label, **counts})


_TURNS = {
    "entered": Turn.ENTERED, "left": Turn.LEFT, "stronger": Turn.STRONGER, "weaker": Turn.WEAKER,
    "stayed": Turn.STAYED,
}  # fmt: skip


def notes(
    request: ChangeRequest, times: Sequence[Moment], found: Turnover, lines: Sequence[QuantityLine],
    held: ArenaLine | None, relations: Collection[str], *, synthetic: bool,
) -> tuple[Message, ...]:  # fmt: skip
    """What must be said beside the figures."""
    return (
        *which_ties(relations),
        *_of_times(times, found, relations),
        *_of_tests(lines, held, len(times)),
        *((Message("note.changed_found_again"),) if found.alignment.by_seat else ()),
        *((Message("note.changed_inward", {"count": found.inward}),) if found.inward else ()),
        *((Message("note.changed_public"),) if request.edition is Edition.PUBLIC else ()),
        *((Message("note.synthetic"),) if synthetic else ()),
        Message(f"note.edition_{request.edition.value}"),
    )


def _of_times(times: Sequence[Moment], found: Turnover, relations: Collection[str]) -> Iterator[Message]:
    """What is new and what is only newly registered, and what no date is known of."""
    entered = found.count(Turn.ENTERED)
    if entered:
        counts = {
            name: found.count(Turn.ENTERED, formed)
            for name, formed in (
                ("formed", Formed.FORMED), ("registered", Formed.REGISTERED), ("unknown", Formed.UNKNOWN)
            )
        }  # fmt: skip
        yield Message("note.changed_formed", {"count": entered, **counts})
    if times[0].day is None:
        return
    ties = times[0].open.frame("ties")
    ties = ties[ties["relation"].isin(list(relations))]
    undated = int((ties["valid_from"].isna() & ties["valid_to"].isna()).sum())
    yield Message("note.changed_actors_undated")
    if undated:
        yield Message("note.changed_ties_undated", {"count": undated, "of": len(ties)})


def _of_tests(lines: Sequence[QuantityLine], held: ArenaLine | None, times: int) -> Iterator[Message]:
    """What chance means here, and how many were tested."""
    tested = sum(line.tested is not None and line.tested.p is not None for line in lines)
    if tested:
        yield Message("note.changed_chance", {"count": tested})
    if lines and times > 2:
        yield Message("note.changed_series")
    if held is not None and not held.registered:
        yield Message("note.changed_arena_nobody", {"challenge": held.title})
    elif held is not None:
        yield Message("note.changed_arena")
