"""The store: what services ask for, over any storage."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError
from matchmaker.store import steps, versions
from matchmaker.store.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from datetime import datetime

    from matchmaker.kernel.errors import Message
    from matchmaker.model.register import Register
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
    """

    def __init__(self, storage: Storage, clock: Callable[[], datetime]) -> None:
        self.storage = storage
        self._clock = clock
        self._opened = Opened()

    def now(self) -> str:
        """Date and time, to the second, ISO 8601."""
        return self._clock().isoformat(timespec="seconds")

    def reading(self) -> AbstractContextManager[Reading]:
        """Read in one moment."""
        return self.storage.reading()

    def writing(self) -> AbstractContextManager[Writing]:
        """Change what is no step: drafts, contact details, erasures."""
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
            ``done_already`` for a token whose step is kept, with its number.
        """
        with self.storage.writing() as writing:
            done = steps.with_token(writing, token) if token else None
            if done is not None:
                raise InputError("done_already", {"step": done.number, "name": done.name})
            work = steps.begin(writing, self._opened, author, self.now())
            yield work
            steps.end(work, name, token)

    def undo(self, author: str, expected: int | None = None) -> Step:
        """Undo the last step. Raises as :func:`matchmaker.store.steps.undo`."""
        with self.storage.writing() as writing:
            return steps.undo(steps.begin(writing, self._opened, author, self.now()), expected)

    def redo(self, author: str, expected: int | None = None) -> Step:
        """Do again what was undone last. Raises as :func:`matchmaker.store.steps.redo`."""
        with self.storage.writing() as writing:
            return steps.redo(steps.begin(writing, self._opened, author, self.now()), expected)

    def register(self, dataset: str, number: int | None = None) -> tuple[Register, int]:
        """One version of a dataset, the present one when *number* is ``None``; and its number.

        Raises ``InputError``: ``unknown_dataset``, ``unknown_version``.
        """
        with self.storage.reading() as reading:
            if number is None:
                number = versions.present(reading, dataset)
            return self._opened.register(reading, dataset, number), number
