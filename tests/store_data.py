"""What the tests of the store share: places to keep rows in, a clock that ticks, and small datasets."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import Message
from matchmaker.store import audit, records, versions
from matchmaker.store.difference import Difference, between
from matchmaker.store.folder import FolderStorage
from matchmaker.store.frames import frames_of
from matchmaker.store.opening import MEMORY, open_storage
from matchmaker.store.sql import SqlStorage
from matchmaker.store.sqlite_file import SqliteFile
from tests.unit.small import actor, challenge, register

if TYPE_CHECKING:
    from matchmaker.model.register import Register
    from matchmaker.store.storage import Storage
    from matchmaker.store.store import Store

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
NAME = Message("step.edited", {"dataset": "lite"})


class Clock:
    """A second later each time it is asked."""

    def __init__(self) -> None:
        self._asked = 0

    def __call__(self) -> datetime:
        self._asked += 1
        return START + timedelta(seconds=self._asked)


KINDS = ("memory", "folder", "sqlite", "postgresql")
"""Every storage that the store's rules are held against."""


class Place:
    """Where rows are kept, and every storage that was opened there."""

    def __init__(self, kind: str, address: str) -> None:
        self.kind = kind
        self.address = address
        self._opened: list[Storage] = []

    def open(self, wait: float = 20.0) -> Storage:
        """A new storage on the same place; memory has only itself."""
        if self.address == MEMORY and self._opened:
            return self._opened[0]
        self._opened.append(self._make(wait))
        return self._opened[-1]

    def _make(self, wait: float) -> Storage:
        if self.kind == "folder":
            return FolderStorage(Path(self.address), wait)
        if self.kind == "sqlite":
            return SqliteFile(Path(self.address), wait)
        return SqlStorage(self.address, wait) if self.kind == "postgresql" else open_storage(self.address)

    def close(self) -> None:
        """Let go of everything."""
        for storage in self._opened:
            storage.close()


# -- a small dataset ------------------------------------------------------------------------------------

LETTERS = "abcdefgh"


def rows(**names: str) -> dict[str, str]:
    """Actor id → name: eight actors, some with other names than at the start."""
    return {f"akt-{letter}": f"Forening {letter.upper()}" for letter in LETTERS} | {
        f"akt-{letter}": name for letter, name in names.items()
    }


def dataset(names: dict[str, str] | None = None, **more: list[dict[str, Any]]) -> Register:
    """A dataset with those actors, and something in most other tables."""
    names = rows() if names is None else names
    return _made(names, **more) if more else _remembered(tuple(names.items()))


@lru_cache(maxsize=64)
def _remembered(names: tuple[tuple[str, str], ...]) -> Register:
    return _made(dict(names))


def _made(names: dict[str, str], **more: list[dict[str, Any]]) -> Register:
    here = sorted(names)
    features = [(one, "kjonn", "kvinne") for one in here[:2]]
    pairs = list(pairwise(here))
    tables: dict[str, list[dict[str, Any]]] = {
        "contributions": [
            {"actor": one, "contribution": "lokalkunnskap", "grade": 2 if one < "akt-d" else None}
            for one in here
        ],
        "ties": [{"tail": a, "head": b, "relation": "samarbeid"} for a, b in pairs[:3]],
        "challenges": [challenge()],
        "needs": [{"challenge": "sak", "contribution": "lokalkunnskap", "importance": 3}],
    }
    made = [
        {**actor(one), "name": name, "form": "person" if one in here[:2] else None}
        for one, name in names.items()
    ]
    return register(features, **{"actors": made, **tables, **more})


def difference(before: Register, after: Register) -> Difference:
    """What an editor who sees *before* hands in."""
    return between(frames_of(before), frames_of(after))


def names_in(register: Register) -> dict[str, str]:
    """Actor id → name of a Register, back again."""
    frame = register.actors.astype(object)
    return dict(zip(frame["id"], frame["name"], strict=True))


def found(store: Store, name: str = "lite", register: Register | None = None, author: str = "kari") -> int:
    """Keep a new dataset as one step."""
    with store.step(Message("step.founded", {"dataset": name}), author) as work:
        return work.found(name, dataset() if register is None else register, "{}")


def change(store: Store, base: int, to: Register, author: str = "kari", name: str = "lite") -> int:
    """Change a dataset as one step, as somebody does who has seen version *base*."""
    before, _ = store.register(name, base)
    with store.step(NAME, author) as work:
        return work.change(name, base, difference(before, to))


def note(store: Store, text: str, author: str = "kari") -> str:
    """Keep a note as one step."""
    with store.step(Message("step.note"), author) as work:
        return work.add(records.Note(about="lite", text=text))


def state(store: Store) -> dict[str, Any]:
    """Everything that people see: datasets with their present content, and records."""
    with store.reading() as reading:
        names = [str(row["name"]) for row in reading.rows("dataset") if row["head"]]
        held = {
            f"{kind}/{one.id}": one.body for kind in records.KINDS for one in records.of_kind(reading, kind)
        }
        heads = {name: versions.head(reading, name) for name in names}
    return {name: store.register(name, number)[0].fingerprint for name, number in heads.items()} | held


def findings(storage: Storage, expected: str | None = None) -> list[str]:
    """Codes of what the log's check finds."""
    with storage.reading() as reading:
        return [finding.code for finding in audit.verify(reading, expected).findings]
