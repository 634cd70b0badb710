"""What takes time to work out is worked out once, and kept."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Value = TypeVar("Value")


class Once:
    """Keeps what was worked out, so many of it, the longest unused let go first.

    Threads may share it; two who ask for the same at once share the work.

    Parameters
    ----------
    most
        How many are kept, at least 1.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._working: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, work: Callable[[], Value]) -> Value:
        """What is kept under a key, else what *work* gives, which is kept. Errors are not."""
        with self._lock:
            if key in self._kept:
                known: Value = self._used(key)
                return known
            working = self._working.setdefault(key, Lock())
        with working:
            with self._lock:
                if key in self._kept:
                    again: Value = self._used(key)
                    return again
            try:
                found = work()
                self.put(key, found)
                return found
            finally:
                with self._lock:
                    self._working.pop(key, None)

    def known(self, key: Hashable) -> Any:  # noqa: ANN401 (whatever was kept)
        """What is kept under a key; ``None`` where nothing is."""
        with self._lock:
            return self._used(key) if key in self._kept else None

    def put(self, key: Hashable, value: object) -> None:
        """Keep what has been worked out elsewhere."""
        with self._lock:
            self._kept[key] = value
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def _used(self, key: Hashable) -> Any:  # noqa: ANN401
        self._kept.move_to_end(key)
        return self._kept[key]
