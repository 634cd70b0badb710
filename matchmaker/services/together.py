"""Two people change the same thing: what each did, put together; and where both touched it, who did what.

What is changed is looked at as parts by name: the seats of a team, the place of each person in a round. A
part that only one of them has changed is that one's; a part that both have changed in different ways is a
conflict, and somebody chooses.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from matchmaker.kernel.errors import InputError, Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matchmaker.kernel.errors import Param

Key = TypeVar("Key")
Value = TypeVar("Value")

MOST_TOLD = 50
"""Changes that are told one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Touched(Generic[Key, Value]):
    """A part that both have changed, in different ways; ``None`` is a part that is not there."""

    key: Key
    before: Value | None
    theirs: Value | None
    mine: Value | None


@dataclass(frozen=True, slots=True)
class Merged(Generic[Key, Value]):
    """What two people have made of the same."""

    parts: Mapping[Key, Value]
    """Put together; where both have changed a part, theirs, since it is what is kept."""
    mine: tuple[Key, ...]
    """Parts that I have changed and that are not as they are kept; those of a conflict too."""
    theirs: tuple[Key, ...]
    """Parts that others have changed since."""
    conflicts: tuple[Touched[Key, Value], ...]


def merge(
    before: Mapping[Key, Value], mine: Mapping[Key, Value], theirs: Mapping[Key, Value]
) -> Merged[Key, Value]:
    """Put together what I and others have made of what was there before.

    Parameters
    ----------
    before
        The parts that both began from.
    mine
        The parts as I want them.
    theirs
        The parts as they are kept now.

    Returns
    -------
    Merged
        In the order in which parts are kept, mine that are new at the end. The same change made by both is
        no conflict.
    """
    parts = dict(theirs)
    changed: list[Key] = []
    conflicts: list[Touched[Key, Value]] = []
    for key in {**before, **mine}:
        old, new, now = before.get(key), mine.get(key), theirs.get(key)
        if new in (old, now):
            continue
        changed.append(key)
        if now != old:
            conflicts.append(Touched(key, old, now, new))
        elif new is None:
            del parts[key]
        else:
            parts[key] = new
    others = tuple(key for key in {**before, **theirs} if before.get(key) != theirs.get(key))
    return Merged(parts, tuple(changed), others, tuple(conflicts))


def refusal(
    what: str, changes: Sequence[Message], both: Sequence[Message], now: int, count: int | None = None
) -> InputError:
    """Make the error of a change that touches what somebody else has changed: ``changed_meanwhile``.

    Parameters
    ----------
    what
        What was to be changed: a dataset, or a record.
    changes
        Who changed what.
    both
        Each part that both have changed: ``together.both`` with *part*, *before*, *theirs*, *mine*.
    now
        The version or revision that is kept now, which they are told of.
    count
        How many parts both have changed, where not all are told.
    """
    told, touched = tuple(changes[:MOST_TOLD]), tuple(both[:MOST_TOLD])
    params: dict[str, Param] = {
        "dataset": what, "count": len(both) if count is None else count, "changes": told, "both": touched,
        "now": now,
    }  # fmt: skip
    return InputError("changed_meanwhile", params, Message("hint.changed_meanwhile"))
