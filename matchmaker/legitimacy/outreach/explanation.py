"""A plan in words: its paths, whom to ask about what, and what to do where no path leads.

Names are handed in, so that a public edition can let roles stand in for private names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.legitimacy.outreach.gap import kinds_to_look_for, means_for
from matchmaker.legitimacy.outreach.problem import PLACE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matchmaker.legitimacy.outreach.gap import Gap
    from matchmaker.legitimacy.outreach.model import Plan
    from matchmaker.legitimacy.outreach.posing import Posed
    from matchmaker.legitimacy.outreach.problem import Path

MOST_NAMES = 3


@dataclass(frozen=True, slots=True)
class Route:
    """One path, as ids."""

    asker: str | None
    """The organisation in the room that asks; ``None`` is those who are in the room together."""
    brokers: tuple[str, ...]
    """Those who are asked to pass it on, in order."""
    end: str
    """Actor id, or ``sted:`` and the id of a place."""

    @property
    def actors(self) -> tuple[str, ...]:
        """Every actor on the way, in order, each once; a place is none."""
        end = () if self.end.startswith(PLACE) else (self.end,)
        asker = () if self.asker is None else (self.asker,)
        return tuple(dict.fromkeys((*asker, *self.brokers, *end)))


def route(posed: Posed, path: Path) -> Route:
    """A path of the plan as ids."""
    problem = posed.problem
    asker = posed.broker_asker[path.brokers[0]] if path.brokers else posed.target_asker[path.target]
    return Route(asker, tuple(problem.brokers[b] for b in path.brokers), problem.targets[path.target])


def path_in_words(
    way: Route, gap: Gap, group: Param, named: Callable[[str], Param], is_open: Callable[[str], bool]
) -> Message:
    """A path: who asks → who passes on → an open invitation.

    Parameters
    ----------
    way
        The path.
    gap
        What it is for; a council that is not there is itself the end.
    group
        What the group is called.
    named
        What an actor or a place is called.
    is_open
        Whether an end is a group of people that is invited openly.
    """
    steps = [Message("outreach.room")] if way.asker is None else [named(way.asker)]
    steps += [named(broker) for broker in way.brokers]
    if way.end.startswith(PLACE):
        steps.append(Message("outreach.open_at_place", {"place": named(way.end), "group": group}))
    elif is_open(way.end):
        steps.append(Message("outreach.open", {"group": named(way.end)}))
    else:
        if way.end != way.asker:
            steps.append(named(way.end))
        if gap.council is None:
            steps.append(Message("outreach.open", {"group": group}))
    return _joined(steps)


def _joined(steps: Sequence[Param]) -> Message:
    so_far = Message("outreach.path", {"path": steps[0]})
    for step in steps[1:]:
        so_far = Message("outreach.step", {"before": so_far, "after": step})
    return so_far


def advice(
    gap: Gap,
    group: Param,
    counts: tuple[int, int],
    unlinked: Sequence[Param],
    unopened: Sequence[Param],
    there: frozenset[str] = frozenset(),
) -> tuple[Message, ...]:
    """What to do where fewer ends are reached than wanted; never an invented actor.

    Parameters
    ----------
    gap
        The gap.
    group
        What its group is called.
    counts
        How many ends are reached, and how many were wanted.
    unlinked
        Who knows the group without a registered way to them: they are contacted directly. Where there is
        nobody, the kinds of actors that usually know such a group are named.
    unopened
        Groups of people that an open invitation can be sent to, without anybody to pass it on.
    there
        Kinds of organisations that are in the room, and need not be looked for.
    """
    reached, wanted = counts
    if reached >= wanted:
        return ()
    found = []
    if reached == 0:
        found.append(Message("outreach.nobody_reaches", {"group": group}))
    else:
        found.append(Message("outreach.fewer_reach", {"group": group, "reached": reached, "wanted": wanted}))
    if unlinked:
        found.append(Message("outreach.known_without_way", {"names": tuple(unlinked[:MOST_NAMES])}))
    if unopened:
        found.append(Message("outreach.open_without_way", {"names": tuple(unopened[:MOST_NAMES])}))
    if not unlinked:
        kinds = tuple(Message(f"kind.{kind}") for kind in kinds_to_look_for(gap, there))
        found += [Message("outreach.look_for", {"kinds": kinds})] if kinds else []
    return tuple(found)


def means(gap: Gap) -> tuple[Message, ...]:
    """Practical means that fit the group."""
    return tuple(Message(f"means.{code}") for code in means_for(gap))


def asks(plan: Plan) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Each broker that is asked, with the gaps they are asked about; in the order of their ids."""
    return tuple((broker, gaps) for broker, gaps in enumerate(plan.count.asked) if gaps)
