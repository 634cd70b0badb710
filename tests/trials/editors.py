"""Two editors of the same data: nothing that one has kept is overwritten by the other, and both are told."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.rng import generator
from matchmaker.store import records
from matchmaker.store.difference import Difference, TableDifference
from matchmaker.store.store import Store
from tests.store_data import NAME, Clock, Place, dataset, findings, found, names_in, note

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from matchmaker.kernel.errors import Message
    from matchmaker.model.register import Register

WHO = ("kari", "ola")
TRIES = 2
"""How often each editor opens and commits in one interleaving."""
PER_PLACE = 50
"""Interleavings after which a new, empty place is taken."""
BARE: dict[str, list[dict[str, Any]]] = {"contributions": [], "ties": [], "challenges": [], "needs": []}


def bare(names: dict[str, str]) -> Register:
    """Actors and nothing else, so that every set of rows is valid."""
    made = dataset(names, **BARE)
    return made.without_actors([]) if len(made.features) == 0 else _without_features(made)


def _without_features(made: Register) -> Register:
    from matchmaker.model.register import Register
    from matchmaker.model.tables import Tables

    return Register.from_tables(Tables(made.tables().frames))


def edit(register: Register, wanted: dict[str, str]) -> Difference:
    """The difference between the actors of a Register and those that an editor wants."""
    frame, names = register.actors, names_in(register)
    ids = frame["id"].astype(object)
    gone = ids.map(lambda one: wanted.get(one) != names[one]).to_numpy(dtype=bool)
    come = {one: name for one, name in wanted.items() if names.get(one) != name}
    rows = pd.concat([frame.iloc[:1].astype(object)] * max(len(come), 1), ignore_index=True).iloc[: len(come)]
    rows["id"], rows["name"] = list(come), list(come.values())
    return Difference({"actors": TableDifference(frame[gone], rows.astype(dict(frame.dtypes.map(_kind))))})


def _kind(dtype: object) -> object:
    return "category" if str(dtype) == "category" else dtype


# -- one after the other, in any order, beside a model ----------------------------------------------------


@dataclass
class Edits:
    """What happened in a trial; a lost update is an ``AssertionError`` instead."""

    interleavings: int = 0
    accepted: int = 0
    refused: int = 0
    told: int = 0
    """Rows and records of which a refused editor was told who had changed them."""
    seconds: float = 0.0


@dataclass
class Model:
    """The rows as they must be: plain dictionaries, and who changed what in which version."""

    rows: dict[str, str]
    log: list[tuple[str, frozenset[str]]] = field(default_factory=list)
    """Who made version 2, 3 …, and which rows it changed."""
    note: str = "0"
    notes: list[str] = field(default_factory=list)
    """Who made revision 2, 3 … of the note."""

    def commit(
        self, who: str, seen: dict[str, str], wanted: dict[str, str], base: int
    ) -> set[tuple[str, str]]:
        """Accept a change, or give the rows that stand in its way with everyone who touched them."""
        touched = {one for one in {*seen, *wanted} if seen.get(one) != wanted.get(one)}
        wrong = {one for one in touched if self.rows.get(one) != seen.get(one)}
        if wrong:
            return {(one, by) for by, keys in self.log[base - 1 :] for one in wrong & keys}
        for one in touched:
            self.rows.pop(one, None)
            if one in wanted:
                self.rows[one] = wanted[one]
        self.log.append((who, frozenset(touched)))
        return set()


@dataclass
class Editor:
    """Somebody with a page open: what they saw, and how to keep what they made of it."""

    who: str
    store: Store
    model: Model
    rng: np.random.Generator
    base: int = 0
    revision: int = 0
    seen: dict[str, str] = field(default_factory=dict)

    def open(self, tally: Edits) -> None:
        """See the present rows and the note."""
        register, self.base = self.store.register("lite")
        self.seen = names_in(register)
        with self.store.reading() as reading:
            self.revision = records.get(reading, "notat-1").revision

    def commit(self, tally: Edits) -> None:
        """Keep an edit of what was seen; the model must say the same."""
        if self.rng.random() < 0.25:
            self._note(tally)
        else:
            self._rows(tally)

    def _rows(self, tally: Edits) -> None:
        wanted = self._wanted()
        if wanted == self.seen:
            return
        expected = self.model.commit(self.who, self.seen, wanted, self.base)
        told = self._try(wanted)
        assert {(str(one.params["key"]), str(one.params["who"])) for one in told} == expected
        self._count(tally, len(expected))

    def _try(self, wanted: dict[str, str]) -> tuple[Message, ...]:
        """Hand in what is wanted instead of what was seen."""
        before, _ = self.store.register("lite", self.base)
        try:
            with self.store.step(NAME, self.who) as work:
                work.change("lite", self.base, edit(before, wanted))
        except InputError as wrong:
            assert wrong.code == "changed_meanwhile", wrong  # noqa: PT017
            return wrong.params["changes"]  # type: ignore[return-value]
        return ()

    def _wanted(self) -> dict[str, str]:
        wanted = dict(self.seen)
        for _ in range(int(self.rng.integers(1, 4))):
            one = f"akt-{'abcdefghij'[self.rng.integers(10)]}"
            if self.rng.random() < 0.2:
                wanted.pop(one, None)
            else:
                wanted[one] = f"{self.who} {self.rng.integers(1_000_000)}"
        return wanted

    def _note(self, tally: Edits) -> None:
        text, since = f"{self.who} {self.rng.integers(1_000_000)}", self.model.notes[self.revision - 1 :]
        try:
            with self.store.step(NAME, self.who) as work:
                work.edit("notat-1", self.revision, records.Note(about="lite", text=text))
        except InputError as wrong:
            changes: Any = wrong.params["changes"]
            assert wrong.code == "changed_meanwhile"  # noqa: PT017
            assert since
            assert [one.params["who"] for one in changes] == since
            self._count(tally, len(since))
            return
        assert not since
        self.model.note = text
        self.model.notes.append(self.who)
        self._count(tally, 0)

    def _count(self, tally: Edits, told: int) -> None:
        tally.accepted += not told
        tally.refused += bool(told)
        tally.told += told


def interleaving_trial(places: Callable[[], Place], interleavings: int, seed: int) -> Edits:
    """Let two editors open, edit and commit in an order drawn from *seed*, beside a model in plain Python.

    Each editor has a storage of its own. After each interleaving the rows and the note must be those of
    the model.
    """
    rng, tally, start = generator(seed, "editors"), Edits(), time.perf_counter()
    for first in range(0, interleavings, PER_PLACE):
        place = places()
        names = {f"akt-{letter}": letter for letter in "abcdefgh"}
        stores = [Store(place.open(), Clock()) for _ in WHO]
        found(stores[0], register=bare(names))
        note(stores[0], "0")
        model = Model(names)
        editors = [Editor(who, store, model, rng) for who, store in zip(WHO, stores, strict=True)]
        for _ in range(first, min(first + PER_PLACE, interleavings)):
            interleave(editors, rng, tally)
            agree(editors, model)
            tally.interleavings += 1
        assert findings(stores[0].storage) == []
        place.close()
    tally.seconds = time.perf_counter() - start
    return tally


def interleave(editors: list[Editor], rng: np.random.Generator, tally: Edits) -> None:
    """Each editor opens and commits, in their own order but in any order between them."""
    turns = rng.permutation([0, 1] * TRIES * 2)
    done = [0, 0]
    for turn in turns:
        editor = editors[int(turn)]
        (editor.commit if done[turn] % 2 else editor.open)(tally)
        done[turn] += 1


def agree(editors: list[Editor], model: Model) -> None:
    """Both see what the model holds."""
    for editor in editors:
        assert names_in(editor.store.register("lite")[0]) == model.rows
        with editor.store.reading() as reading:
            assert records.get(reading, "notat-1").body == records.Note(about="lite", text=model.note)


# -- truly at the same time -------------------------------------------------------------------------------


def count_up(kind: str, address: str, who: str, times: int, seed: int) -> None:
    """Add one to a number in some row, *times* times, beginning anew where somebody else came first."""
    place = Place(kind, address)
    store, rng = Store(place.open(), Clock()), generator(seed, who)
    for _ in range(times):
        while True:
            register, base = store.register("lite")
            names = names_in(register)
            one = f"akt-{'abc'[rng.integers(3)]}"
            try:
                with store.step(NAME, who) as work:
                    work.change("lite", base, edit(register, {**names, one: str(int(names[one]) + 1)}))
            except InputError as wrong:
                assert wrong.code == "changed_meanwhile"  # noqa: PT017
                assert wrong.params["changes"]  # noqa: PT017
                continue
            break
    place.close()


def counts(place: Place) -> int:
    """What all have counted to."""
    return sum(int(name) for name in names_in(Store(place.open(), Clock()).register("lite")[0]).values())


def to_count(place: Place) -> None:
    """Rows that begin at nought."""
    found(Store(place.open(), Clock()), register=bare(dict.fromkeys(("akt-a", "akt-b", "akt-c"), "0")))
