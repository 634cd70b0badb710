"""What takes time to work out is worked out once, and kept."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Value = TypeVar("Value")


class Once:
    """Keeps what was worked out, the latest of each kind; two who ask at once share the work."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._working: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, work: Callable[[], Value]) -> Value:
        """What *work* gives for a key. Errors are not kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                known: Value = self._kept[key]
                return known
            working = self._working.setdefault(key, Lock())
        with working:
            with self._lock:
                if key in self._kept:
                    again: Value = self._kept[key]
                    return again
            try:
                found = work()
                with self._lock:
                    self._kept[key] = found
                    while len(self._kept) > self._most:
                        self._kept.popitem(last=False)
                return found
            finally:
                with self._lock:
                    self._working.pop(key, None)
