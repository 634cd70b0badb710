"""An event in versions: seats that are moved, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.kernel.errors import Message
from matchmaker.model.register import Register, records_of
from matchmaker.services.workspace import FolderWorkspace
from matchmaker.store.difference import between
from matchmaker.store.frames import frames_of
from tests.rights_data import change

if TYPE_CHECKING:
    from matchmaker.store.store import Store


def seats(register: Register) -> set[tuple[object, ...]]:
    rows = records_of(register.frame("seatings"))
    return {(row["event"], row["round"], row["actor"], row["group"]) for row in rows}


def seated(register: Register, shift: int) -> Register:
    """Everybody in a group in two rounds of this event and one of an earlier; *shift* moves them on."""
    people = sorted(register.frame("registrations")["actor"].astype(str))
    groups = list(register.frame("event_groups")["id"].astype(str))
    rows = [
        {"event": event, "round": float(number), "actor": person,
         "group": groups[(place + (shift if event is None else 0)) % len(groups)]}
        for event, number in ((None, 1), (None, 2), ("i fjor", 1))
        for place, person in enumerate(people)
    ]  # fmt: skip
    tables = register.tables()
    frames = {name: frame for name, frame in tables.frames.items() if name != "seatings"}
    bare = Register.from_tables(type(tables)(frames, tables.features))
    return bare.with_rows("seatings", pd.DataFrame(rows))


def test_seats_are_moved_and_moved_back(memory: Store) -> None:
    bare = FolderWorkspace().dataset("sandnes_bootcamp").register
    first, second = seated(bare, 0), seated(bare, 1)
    assert len(first.frame("seatings")) == 3 * 110
    with memory.step(Message("step.founded", {"dataset": "lite"}), "kari") as work:
        work.found("lite", bare, "{}")
    change(memory, 1, bare, first, "kari")
    change(memory, 2, first, second, "kari")
    moved = between(frames_of(first), frames_of(second))
    assert moved.counts() == {"seatings": (0, 220, 0)}  # those of the earlier event stay as they are
    now, number = memory.register("lite")
    assert (number, now.fingerprint) == (3, second.fingerprint)
    assert seats(now) == seats(second) != seats(first)
    memory.undo("kari")
    assert memory.register("lite")[0].fingerprint == first.fingerprint
    memory.undo("kari")
    assert memory.register("lite")[0].fingerprint == bare.fingerprint
