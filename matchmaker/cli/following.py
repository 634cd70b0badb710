"""How far long work has come, on one line of the terminal; nothing where nobody looks."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType
    from typing import TextIO

    from matchmaker.kernel.messages import Catalogue

_PATIENCE = 1.0
"""Seconds before anything is said: short work needs no telling."""
_PACE = 0.2
"""Seconds between two lines."""


class Following:
    """Follows work on a terminal; see :class:`matchmaker.kernel.progress.Progress`.

    Ctrl-C cancels the whole command, but inside :meth:`stopping`.
    """

    def __init__(self, stream: TextIO, words: Catalogue) -> None:
        self._stream = stream if stream.isatty() else None
        self._words = words
        self._total, self._what, self._next = 0, "", 0.0
        self._stopped = False

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
        """Whether Ctrl-C was pressed inside :meth:`stopping`; else never, as it ends the command."""
        return self._stopped

    @contextmanager
    def stopping(self) -> Iterator[None]:
        """Work whose best answer so far is worth having: the first Ctrl-C asks for it, a second ends all."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.signal(signal.SIGINT, self._stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        if self._stopped:
            signal.default_int_handler(number, frame)
        self._stopped = True
