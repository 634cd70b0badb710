"""Proofs that are under way: one for each window, and the one before is let go when another is asked for."""

from __future__ import annotations

from itertools import count
from threading import Lock


class Proof:
    """A proof under way, as the search sees it (:class:`matchmaker.kernel.progress.Progress`)."""

    def __init__(self) -> None:
        self._ended = False
        self.outdated = False
        """Whether the window asks for something else by now, so that nobody waits for the answer."""
        self.done, self.total = 0, 0
        """Steps that are finished, and all of them; 0 until the work has said how much it is."""

    def start(self, total: int, what: str) -> None:  # noqa: ARG002 - the page says what it is
        """Work begins."""
        self.done, self.total = 0, total

    def advance(self, done: int) -> None:
        """Some of it is finished."""
        self.done = done

    def cancelled(self) -> bool:
        """Whether to stop and tell what has been found."""
        return self._ended

    def stop(self) -> None:
        """Stop and tell what has been found: somebody would not wait any longer."""
        self._ended = True

    def let_go(self) -> None:
        """Stop: the window asks for something else."""
        self.outdated = True
        self._ended = True


class Proofs:
    """The proofs under way."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._running: dict[int, Proof] = {}
        self._lock = Lock()

    def window(self) -> int:
        """Number a window that has been opened; told to nobody else."""
        with self._lock:
            return next(self._numbers)

    def begin(self, window: int) -> Proof:
        """Begin a proof for a window, and let go of the one it waited for."""
        proof = Proof()
        with self._lock:
            before = self._running.get(window)
            self._running[window] = proof
        if before is not None:
            before.let_go()
        return proof

    def end(self, window: int, proof: Proof) -> None:
        """Forget a proof that has come to its end."""
        with self._lock:
            if self._running.get(window) is proof:
                del self._running[window]

    def running(self, window: int) -> Proof | None:
        """What a window waits for; ``None`` when nothing."""
        return self._running.get(window)

    def let_go(self, window: int) -> None:
        """Let go of what the window waits for, if anything."""
        proof = self._running.get(window)
        if proof is not None:
            proof.let_go()

    def stop(self, window: int) -> None:
        """Have what the window waits for told as far as it has come."""
        proof = self._running.get(window)
        if proof is not None:
            proof.stop()
