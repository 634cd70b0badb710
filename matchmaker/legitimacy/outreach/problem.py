"""An outreach problem as integer-coded arrays: gaps, brokers, ends and the steps between them.

The room asks. A *broker* (bindeledd) is one step from the room, or one step from such a broker; an *end*
is an organisation, a place or an open invitation that knows a group and is one step from the room or from
a broker. So no broker is more than two steps from those who know the group, and a path reads room –
broker – [one more] – end. Which actors may be brokers and ends is decided in ``posing``; a person is never
an end.

The cost of a plan is the sum of

* **opening**: once for every broker that is used at all, with what they already carry;
* **asking**: for every gap that a broker is asked about (once per gap, however many ends they lead to);
* **ends**: for every end that is asked to pass the open invitation on.

All costs are whole thousandths, so that two plans cost the same or they do not.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError

if TYPE_CHECKING:
    import numpy as np

MOST_COST = 1000.0
"""Greatest cost of one thing; beyond it the solver could no longer tell single thousandths apart."""
UNLIMITED = 1_000_000
"""Cap of a broker that may be asked about any number of gaps."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What it costs to ask, in points; all may be changed by the asker.

    Each lies between 0 and 1000; otherwise ``InputError`` (bad_weight) is raised. Only their proportions
    matter. They are this tool's choice: no source gives them.
    """

    organisation: float = 1.0
    """A first contact with an organisation."""
    person: float = 3.0
    """A first contact with a person or a group of people, who mostly help in their own time."""
    ask_organisation: float = 0.2
    """Each gap that an organisation is asked about."""
    ask_person: float = 1.0
    """Each gap that a person or a group of people is asked about."""
    involvement: float = 0.3
    """For each other challenge that the actor takes part in now."""
    load: float = 2.0
    """For an actor whose whole capacity is already given elsewhere, in proportion below that."""

    def __post_init__(self) -> None:
        for item in fields(self):
            value = getattr(self, item.name)
            # not-a-number fails every comparison, so it is caught too
            if not 0 <= value <= MOST_COST:
                raise InputError("bad_weight", {"name": item.name, "value": value, "most": MOST_COST})


STANDARD = Costs()
"""What asking costs unless the asker says otherwise."""


@dataclass(frozen=True)
class OutreachProblem:
    """Everything the solver and the referee need. Positions are brokers, gaps and targets.

    A *target* is one end for one gap: an actor that knows two groups is two targets. Without gaps or
    without anybody who knows a group, every array is empty and the plan is empty too.
    """

    gaps: tuple[str, ...]
    """Key of each gap."""
    want: np.ndarray
    """How many different ends each gap is to have: the wish, or as many as can be reached, shape (g,)."""
    brokers: tuple[str, ...]
    """Actor ids, ascending."""
    first: np.ndarray
    """Whether the room can ask a broker itself, bool, shape (n,)."""
    opening: np.ndarray
    """Cost of using a broker at all, shape (n,), ≥ 0."""
    asking: np.ndarray
    """Cost of each gap that a broker is asked about, shape (n,), ≥ 0."""
    cap: np.ndarray
    """How many gaps a broker may be asked about, shape (n,)."""
    steps: np.ndarray
    """(broker the room asks, broker one step further), shape (s, 2), ascending; the second is never
    one that the room can ask itself."""
    targets: tuple[str, ...]
    """What each target is: an actor id, or :data:`PLACE` and the id of a place."""
    target_gap: np.ndarray
    """Gap of each target, shape (t,), ascending."""
    target_cost: np.ndarray
    """Cost of each target, shape (t,), ≥ 0."""
    direct: np.ndarray
    """Whether the room can ask the end itself, bool, shape (t,)."""
    serves: np.ndarray
    """(target, broker one step from it), shape (k, 2), ascending."""


PLACE = "sted:"
"""What the name of a target begins with when it is a place."""


@dataclass(frozen=True, slots=True, order=True)
class Path:
    """The room – brokers – end, for one gap."""

    gap: int
    target: int
    brokers: tuple[int, ...] = ()
    """None, one or two, in the order in which they are asked."""
