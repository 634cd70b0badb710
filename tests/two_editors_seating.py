"""Several people at one kept seating, in random interleavings, beside a plain model."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.rng import generator
from matchmaker.services.groups_keep import keep_together, told_seats
from matchmaker.services.seating_news import seating_news
from tests.invitations import workspace_on
from tests.store_data import Place
from tests.two_editors import (
    ACTS,
    GROUPS,
    PEOPLE,
    PER_PLACE,
    WHO,
    Model,
    Tally,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np

    from matchmaker.services.kept import KeptWorkspace


@dataclass
class SeatingEditor:
    """Somebody with the seating open, who moves people and keeps it."""

    number: int
    workspace: KeptWorkspace
    model: Model
    rng: np.random.Generator
    tally: Tally
    seen: dict[str, Any] = field(default_factory=dict)
    mine: dict[str, Any] = field(default_factory=dict)
    version: int = 0
    at: int = 0
    heard: int = 0
    told: Counter[tuple[str, str]] = field(default_factory=Counter)
    heard_from: int = 0

    @property
    def who(self) -> str:
        return WHO[self.number]

    def arrive(self) -> None:
        """Open the page."""
        self.open()
        self.heard, self.heard_from = self.version, len(self.model.log)

    def open(self) -> None:
        """See how it stands now, with nothing moved."""
        self.version = self.workspace.version("lite") or 0
        self.seen, self.mine, self.at = dict(self.model.kept), dict(self.model.kept), len(self.model.log)

    def look(self) -> None:
        """Ask whether anything has come."""
        found = seating_news(self.workspace, "lite", self.heard)
        self._hear(found.changes)
        self.heard = found.version

    def _hear(self, changes: tuple[Message, ...]) -> None:
        for change in changes:
            people: Any = change.params["people"]
            for person in people:
                self.told[str(change.params["who"]), person.casefold()] += 1
                self.tally.told += 1

    def act(self) -> None:
        """Move somebody, swap two, or keep what was moved."""
        draw = self.rng.random()
        if draw < 0.1:
            self.look()
        elif draw < 0.6:
            person = PEOPLE[self.rng.integers(len(PEOPLE))]
            self.mine[person] = GROUPS[self.rng.integers(len(GROUPS))]
        elif draw < 0.7:
            one, other = (PEOPLE[n] for n in self.rng.permutation(len(PEOPLE))[:2])
            self.mine[one], self.mine[other] = self.mine[other], self.mine[one]
        else:
            self.keep()

    def keep(self) -> None:
        moved = {one for one in PEOPLE if self.mine[one] not in (self.seen[one], self.model.kept[one])}
        wrong = {one for one in moved if self.model.kept[one] != self.seen[one]}
        since = {(WHO[by], part) for by, part in self.model.log[self.at :] if part in wrong}
        seats = tuple(sorted((1, group, person) for person, group in self.mine.items()))
        beside = len(self.model.log) > self.at
        try:
            kept = keep_together(self.workspace, "lite", seats, self.who, self.version)
        except InputError as error:
            assert error.code == "changed_meanwhile"  # noqa: PT017
            assert wrong, "refused without a conflict"
            both, changes = error.params["both"], error.params["changes"]
            assert isinstance(both, tuple)
            assert {str(one.params["part"]).casefold() for one in both if isinstance(one, Message)} == wrong
            assert isinstance(changes, tuple)
            named = {
                (str(one.params["who"]), str(person).casefold())
                for one in changes if isinstance(one, Message)
                for person in one.params["people"]  # type: ignore[union-attr]
            }  # fmt: skip
            assert named == since
            self._choose(moved, wrong)
            return
        assert not wrong, f"kept over {wrong}"
        for person in sorted(moved):
            self.model.change(self.number, person, self.seen[person], self.mine[person])
        self.tally.kept += bool(moved)
        self.tally.beside += bool(moved and beside)
        own = kept.version if moved else 0
        earlier = seating_news(self.workspace, "lite", self.heard)
        if own:
            self._hear(tuple(self._until(own)))
        else:
            self._hear(earlier.changes)
        self.heard = kept.version if own else earlier.version
        self.open()

    def _until(self, own: int) -> tuple[Message, ...]:
        """What others did between what was heard last and what I have just kept."""
        from matchmaker.services.seating_news import Called, changes_between

        called = Called.of(self.workspace.dataset("lite").register)
        with self.workspace.store.reading() as reading:
            return changes_between(reading, "lite", self.heard, own - 1, called)

    def _choose(self, moved: set[str], wrong: set[str]) -> None:
        """Put what I have moved on top of theirs; of what both moved, mine or theirs."""
        self.tally.refused += 1
        over = self.rng.random() < 0.5
        self.tally.mine += over
        stays = {one: self.mine[one] for one in (moved if over else moved - wrong)}
        self.open()
        self.mine |= stays


def seating_trial(places: Callable[[], Place], interleavings: int, seed: int) -> Tally:
    """Let two or three move people in one kept seating in an order drawn from *seed*."""
    rng, tally, start = generator(seed, "seating editors"), Tally(), time.perf_counter()
    for first in range(0, interleavings, PER_PLACE):
        place = places()
        workspace = workspace_on(place.open())
        kept = {person: GROUPS[number % 3] for number, person in enumerate(PEOPLE)}
        seats = tuple(sorted((1, group, person) for person, group in kept.items()))
        keep_together(workspace, "lite", seats, "kari")
        model = Model(dict(kept))
        for _ in range(first, min(first + PER_PLACE, interleavings)):
            _one_seating(workspace, model, rng, tally)
        place.close()
    tally.seconds = time.perf_counter() - start
    return tally


def _one_seating(workspace: KeptWorkspace, model: Model, rng: np.random.Generator, tally: Tally) -> None:
    count = 3 if rng.random() < 0.3 else 2
    editors = [SeatingEditor(number, workspace, model, rng, tally) for number in range(count)]
    for editor in editors:
        editor.arrive()
    for turn in rng.permutation(list(range(count)) * ACTS * 2):
        editors[int(turn)].act()
        assert {person: group for _, group, person in told_seats(workspace, "lite")} == model.kept
    for editor in editors:
        editor.look()
        others = Counter(
            (WHO[by], part) for by, part in model.log[editor.heard_from :] if by != editor.number
        )
        assert editor.told == others, (editor.told, others)
    tally.interleavings += 1
