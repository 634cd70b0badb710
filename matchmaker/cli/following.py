"""How far long work has come, on one line of the terminal; nothing where nobody looks."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TextIO

    from matchmaker.kernel.messages import Catalogue

_PATIENCE = 1.0
"""Seconds before anything is said: short work needs no telling."""
_PACE = 0.2
"""Seconds between two lines."""


class Following:
    """Follows work on a terminal; see :class:`matchmaker.kernel.progress.Progress`.

    Ctrl-C cancels the whole command, so that nothing is left to ask here.
    """

    def __init__(self, stream: TextIO, words: Catalogue) -> None:
        self._stream = stream if stream.isatty() else None
        self._words = words
        self._total, self._what, self._next = 0, "", 0.0

    def start(self, total: int, what: str) -> None:
        """Remember what begins."""
        self._total, self._what, self._next = total, what, monotonic() + _PATIENCE

    def advance(self, done: int) -> None:
        """Tell how far it has come, now and then."""
        if self._stream is None or not self._total:
            return
        ended = done >= self._total
        if monotonic() < self._next and not ended:
            return
        if ended:
            self._stream.write("\r\033[K")
        else:
            share = self._words.percent(done / self._total)
            self._stream.write(f"\r\033[K{self._words.term(self._what)} {share}")
            self._next = monotonic() + _PACE
        self._stream.flush()

    def cancelled(self) -> bool:
        """Never: Ctrl-C ends the command."""
        return False
