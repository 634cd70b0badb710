"""Random steps, undo and redo beside a model: the way back leads through the states that there were."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.rng import generator
from matchmaker.store import records, versions
from matchmaker.store.store import Store
from tests.store_data import NAME, Clock, Place, dataset, difference, findings, names_in, rows, state

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from matchmaker.store.steps import Work

LENGTH = 10
"""Steps, undos and redos in one sequence."""
PER_PLACE = 10
"""Sequences after which a new, empty place is taken; the way back leads through all of them."""
DATASETS = ("en", "to")


@dataclass
class Walks:
    """What happened in a trial; another state than the model's is an ``AssertionError`` instead."""

    sequences: int = 0
    steps: int = 0
    undone: int = 0
    redone: int = 0
    at_the_end: int = 0
    """Undos and redos for which there was nothing, and which said so."""
    seconds: float = 0.0


class Walker:
    """A store, and every state it has been in: those behind can be undone to, those ahead done again."""

    def __init__(self, store: Store, rng: np.random.Generator, tally: Walks) -> None:
        self.store = store
        self.rng = rng
        self.tally = tally
        self.states = [state(store)]
        self.now = 0

    def go(self) -> None:
        """Do something, undo or redo; the state must be the model's."""
        way = self.rng.choice(["step", "undo", "redo"], p=[0.45, 0.35, 0.2])
        if way == "step":
            self._step()
        else:
            self._way(str(way))
        assert state(self.store) == self.states[self.now]

    def _step(self) -> None:
        with self.store.step(NAME, "kari") as work:
            for _ in range(int(self.rng.integers(1, 4))):
                self._something(work)
        del self.states[self.now + 1 :]  # what was undone is lost when other work is done
        self.states.append(state(self.store))
        self.now += 1
        self.tally.steps += 1

    def _way(self, way: str) -> None:
        there = self.now > 0 if way == "undo" else self.now < len(self.states) - 1
        try:
            (self.store.undo if way == "undo" else self.store.redo)("ola")
        except InputError as wrong:
            assert wrong.code == f"nothing_to_{way}"  # noqa: PT017 - either may be right
            assert not there
            self.tally.at_the_end += 1
            return
        assert there
        self.now += -1 if way == "undo" else 1
        self.tally.undone += way == "undo"
        self.tally.redone += way == "redo"

    def _something(self, work: Work) -> None:
        name, text = DATASETS[self.rng.integers(2)], f"Navn {self.rng.integers(1000)}"
        kept = [one for kind in ("notat", "ulike") for one in records.of_kind(work.writing, kind)]
        one: Any = kept[self.rng.integers(len(kept))] if kept else None
        what = self.rng.integers(6)
        now = versions.head(work.writing, name)
        if what < 2 and now:
            before = work.opened.register(work.writing, name, now)
            after = {**names_in(before), f"akt-{'abcdefgh'[self.rng.integers(8)]}": text}
            if after != names_in(before):
                work.change(name, now, difference(before, dataset(after)))
                return
        if what < 3 and not now:
            work.found(name, dataset(rows(a=text)), "{}")
        elif what == 3 and now:
            work.take_away(name)
        elif what == 4 and one is not None:
            work.remove(one.id, one.revision)
        elif what == 5 and one is not None:
            work.edit(one.id, one.revision, records.Note(about=name, text=text))
        else:
            work.add(records.Note(about=name, text=text))


def walk_trial(places: Callable[[], Place], sequences: int, seed: int) -> Walks:
    """Walk *sequences* times :data:`LENGTH` steps back and forth, and compare each state."""
    rng, tally, start = generator(seed, "walks"), Walks(), time.perf_counter()
    for first in range(0, sequences, PER_PLACE):
        place = places()
        walker = Walker(Store(place.open(), Clock()), rng, tally)
        for _ in range(first, min(first + PER_PLACE, sequences)):
            for _ in range(LENGTH):
                walker.go()
            tally.sequences += 1
        # another handle, which has nothing in memory, finds the same
        assert state(Store(place.open(), Clock())) == walker.states[walker.now]
        assert findings(place.open()) == []
        place.close()
    tally.seconds = time.perf_counter() - start
    return tally
