"""The store: what services ask for, over any storage."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.store import steps, versions
from matchmaker.store.gate import Action, Open, action_of, reading_now
from matchmaker.store.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

    from matchmaker.model.register import Register
    from matchmaker.store.gate import Gate
    from matchmaker.store.steps import Step, Work
    from matchmaker.store.storage import Reading, Storage, Writing


class Store:
    """Keeps datasets in versions, records, and what was done.

    Parameters
    ----------
    storage
        Where the rows are.
    clock
        Tells the time, with its time zone.
    gate
        Is asked before anything is read or changed; open when none is given.
    """

    def __init__(self, storage: Storage, clock: Callable[[], datetime], gate: Gate | None = None) -> None:
        self.storage = storage
        self.gate: Gate = gate or Open()
        self._clock = clock
        self._opened = Opened()

    def now(self) -> str:
        """Date and time, to the second, ISO 8601."""
        return self._clock().isoformat(timespec="seconds")

    def reading(self, action: Action | None = None) -> AbstractContextManager[Reading]:
        """Read in one moment; *action* says what for. Raises ``InputError`` (not_allowed)."""
        self.gate.permit(action or reading_now())
        return self.storage.reading()

    def writing(self, action: Action) -> AbstractContextManager[Writing]:
        """Change what is no step: drafts, contact details, erasures. Raises ``InputError`` (not_allowed)."""
        self.gate.permit(action)
        return self.storage.writing()

    @contextmanager
    def step(self, name: Message, author: str, token: str | None = None) -> Iterator[Work]:
        """Do something as one step: all of it is kept, and told in the log, or none.

        Parameters
        ----------
        name
            What is being done, for the list of steps and for *undo*.
        author
            Who does it.
        token
            Tells one wish from another: where the answer was lost on the way, the same wish asked again
            is not done twice.

        Raises
        ------
        InputError
            ``done_already`` for a token whose step is kept, with its number; ``not_allowed``.
        """
        self.gate.permit(action_of(name.code))
        with self.storage.writing() as writing:
            done = steps.with_token(writing, token) if token else None
            if done is not None:
                raise InputError("done_already", {"step": done.number, "name": done.name})
            work = steps.begin(writing, self._opened, self.gate.signed(author), self.now())
            yield work
            steps.end(work, name, token)

    def undo(self, author: str, expected: int | None = None) -> Step:
        """Undo the last step. Raises as :func:`matchmaker.store.steps.undo`, and ``not_allowed``."""
        return self._again(steps.undo, author, expected)

    def redo(self, author: str, expected: int | None = None) -> Step:
        """Do again what was undone last. Raises as :func:`matchmaker.store.steps.redo`."""
        return self._again(steps.redo, author, expected)

    def _again(self, go: Callable[[Work, int | None], Step], author: str, expected: int | None) -> Step:
        """Go one step back or forth, which takes the right to do that very step as well."""
        with self.writing(Action.UNDO) as writing:
            work = steps.begin(writing, self._opened, self.gate.signed(author), self.now())
            step = go(work, expected)
            target = step.name.params.get("step")
            if isinstance(target, Message):
                self.gate.permit(action_of(target.code))  # raising here takes the change back
            return step

    def register(self, dataset: str, number: int | None = None) -> tuple[Register, int]:
        """One version of a dataset, the present one when *number* is ``None``; and its number.

        Raises ``InputError``: ``unknown_dataset``, ``unknown_version``, ``not_allowed``.
        """
        with self.reading() as reading:
            if number is None:
                number = versions.present(reading, dataset)
            return self._opened.register(reading, dataset, number), number
