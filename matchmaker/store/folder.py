"""Rows in a folder: a journal of changes, one line each, that is read from the beginning.

A line is written, and is on the disk, before the change counts as made. A line that was cut off in the
middle, because the process was killed or the disk was full, is not a change: it is taken away by the next
writer. Several processes may use one folder. Writers take turns by a lock on a file beside the journal; a
second lock, held for a moment only, keeps readers from seeing a line that is not yet on the disk.
"""

from __future__ import annotations

import errno
import hashlib
import os
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import orjson
from filelock import FileLock, Timeout

from matchmaker.kernel.errors import InputError
from matchmaker.store.memory import MemoryChange, no_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

    from matchmaker.store.layout import Key, Row

JOURNAL, NEW = "journal.jsonl", "journal.ny"
TURN, GATE = "las", "las-journal"
"""Locks: a writer's turn, from beginning to end; reading or writing the journal itself."""
_MARK = 16
"""Letters of checksum at the head of each line."""
_WAIT = 20.0
"""How long a writer waits for its turn, seconds."""
_POLL = 0.005
"""Seconds between two attempts at a lock that another process holds."""
_MEANS = {
    errno.ENOSPC: "store_full", errno.EDQUOT: "store_full", errno.EFBIG: "store_full",
    errno.EACCES: "store_read_only", errno.EPERM: "store_read_only", errno.EROFS: "store_read_only",
}  # fmt: skip
"""What the system refuses, by what it means; anything else is a folder that cannot be reached."""


class FolderStorage:
    """Keeps rows in a journal in a folder, which is made when it is not there.

    Parameters
    ----------
    folder
        Where the journal is.
    wait
        Seconds that a writer waits for its turn before it says ``store_busy``.
    """

    def __init__(self, folder: Path, wait: float = _WAIT) -> None:
        self._folder = folder
        self._wait = wait
        self._rows = no_rows()
        self._read = 0
        """How much of the journal has been read, in bytes."""
        self._file = -1
        """Which journal that was: it is replaced when it is scrubbed."""
        self._last = (0, b"")
        """Where the last line that was read begins, and its checksum."""
        self._turn = threading.Lock()
        self._held = threading.RLock()

    @property
    def place(self) -> str:
        """See :class:`matchmaker.store.storage.Storage`."""
        return str(self._folder)

    @contextmanager
    def reading(self) -> Iterator[MemoryChange]:
        """See :class:`matchmaker.store.storage.Storage`."""
        with self._held:
            if self._folder.exists() or self._read:  # looking makes no folder
                with self._gate():
                    self._catch_up()
            change = MemoryChange(self._rows)
        yield change

    @contextmanager
    def writing(self) -> Iterator[MemoryChange]:
        """See :class:`matchmaker.store.storage.Storage`."""
        with self._my_turn():
            with self._gate():
                self._catch_up()
                change = MemoryChange(self._rows)
            yield change
            if change.done:
                with self._gate():
                    self._append(line_of(change.done))
                    self._rows = change.rows_after

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        """Wait for other writers, in this process and in others."""
        if not self._turn.acquire(timeout=self._wait):
            raise InputError("store_busy", {"place": self.place})
        try:
            with self._lock(TURN):
                yield
        finally:
            self._turn.release()

    @contextmanager
    def _gate(self) -> Iterator[None]:
        """Have the journal, and what was read of it, to oneself for a moment."""
        with self._held, self._lock(GATE), _told(self._folder):
            yield

    @contextmanager
    def _lock(self, name: str) -> Iterator[None]:
        with _told(self._folder):
            if self._read and not (self._folder / JOURNAL).exists():
                raise InputError("store_unreachable", {"place": self.place})
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._folder / name, timeout=self._wait, poll_interval=_POLL)
            try:
                lock.acquire()
            except Timeout as wrong:
                raise InputError("store_busy", {"place": self.place}) from wrong
        try:
            yield
        finally:
            lock.release()

    def _catch_up(self) -> None:
        """Read what has been written since the last time, by this process or others."""
        path = self._folder / JOURNAL
        if not path.exists():
            self._forget()
            return
        with path.open("rb") as journal:
            if not self._is_same(journal):
                self._forget()
            self._file = os.fstat(journal.fileno()).st_ino
            journal.seek(self._read)
            for line in journal:
                done = changes_in(line)
                if done is None:
                    if line.endswith(b"\n"):  # a writer that is stopped leaves no end of line behind
                        raise InputError("store_damaged", {"place": self.place, "where": str(self._read)})
                    return
                for table, key, row in done:
                    if row is None:
                        self._rows[table].pop(key, None)
                    else:
                        self._rows[table][key] = row
                self._went_on(line)

    def _is_same(self, journal: BinaryIO) -> bool:
        """Whether this is the journal that was read so far: file numbers are used again by the system."""
        place, mark = self._last
        found = os.fstat(journal.fileno())
        if found.st_ino != self._file or found.st_size < self._read:
            return False
        journal.seek(place)
        return journal.read(len(mark)) == mark

    def _went_on(self, line: bytes) -> None:
        self._last = (self._read, line[:_MARK])
        self._read += len(line)

    def _forget(self) -> None:
        self._rows, self._read, self._file, self._last = no_rows(), 0, -1, (0, b"")

    def _append(self, line: bytes) -> None:
        # unbuffered: what could not be written must not be written later, when the file is closed
        with (self._folder / JOURNAL).open("ab", buffering=0) as journal:
            journal.truncate(self._read)  # what a writer left behind that was stopped in the middle
            try:
                rest = memoryview(line)
                while rest:
                    rest = rest[journal.write(rest) :]
                os.fsync(journal.fileno())
            except OSError:
                journal.truncate(self._read)
                raise
            self._file = os.fstat(journal.fileno()).st_ino
        if not self._read:
            _sync(self._folder)
        self._went_on(line)

    def scrub(self) -> None:
        """Write the journal anew with the present rows only, in one line."""
        with self._my_turn(), self._gate():
            self._catch_up()
            done: list[tuple[str, Key, Row | None]] = [
                (table, key, row) for table, held in self._rows.items() for key, row in sorted(held.items())
            ]
            new = self._folder / NEW
            try:
                with new.open("wb") as journal:
                    journal.write(line_of(done))
                    journal.flush()
                    os.fsync(journal.fileno())
                new.replace(self._folder / JOURNAL)
            finally:
                new.unlink(missing_ok=True)
            _sync(self._folder)
            self._catch_up()

    def close(self) -> None:
        """Forget what was read; no file is held open."""
        with self._held:
            self._forget()


def _sync(folder: Path) -> None:
    """Have the folder itself on the disk, so that a new name in it is not lost. Windows does so by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    """Say what the disk refuses in the storage's own words."""
    try:
        yield
    except OSError as wrong:
        code = _MEANS.get(wrong.errno or 0, "store_unreachable")
        raise InputError(code, {"place": str(folder), "reason": wrong.strerror or ""}) from wrong


def line_of(done: list[tuple[str, Key, Row | None]]) -> bytes:
    """Write changes as one line: a checksum and JSON."""
    text = orjson.dumps(done)
    return hashlib.sha256(text).hexdigest()[:_MARK].encode() + text + b"\n"


def changes_in(line: bytes) -> list[tuple[str, Key, Row | None]] | None:
    """Read a line; ``None`` when it was not written to its end."""
    mark, text = line[:_MARK], line[_MARK:-1]
    if line[-1:] != b"\n" or hashlib.sha256(text).hexdigest()[:_MARK].encode() != mark:
        return None
    return [(table, tuple(key), row) for table, key, row in orjson.loads(text)]
