"""How long work tells how far it has come, and how it learns that nobody waits any longer."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Three methods; anything that has them can follow a long job."""

    def start(self, total: int, what: str) -> None:
        """Work of *total* steps begins; *what* is a message code (``progress.*``)."""

    def advance(self, done: int) -> None:
        """*done* steps of the total are finished."""

    def cancelled(self) -> bool:
        """Whether the asker no longer wants the answer."""


class Silent:
    """Follows nothing and never cancels: the default."""

    def start(self, total: int, what: str) -> None:
        """Take no notice."""

    def advance(self, done: int) -> None:
        """Take no notice."""

    def cancelled(self) -> bool:
        """Never."""
        return False


class Within:
    """Follows a part of the work as so many steps of the whole, which has begun already.

    Parameters
    ----------
    whole
        Told of the steps.
    before
        Steps of the whole that are finished when the part begins.
    """

    def __init__(self, whole: Progress, before: int) -> None:
        self._whole, self._before = whole, before

    def start(self, total: int, what: str) -> None:
        """Take no notice: the whole has counted the part's steps."""

    def advance(self, done: int) -> None:
        """Tell the whole."""
        self._whole.advance(self._before + done)

    def cancelled(self) -> bool:
        """Whether the whole is no longer wanted."""
        return self._whole.cancelled()
