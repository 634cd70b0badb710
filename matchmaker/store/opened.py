"""Versions that have been opened, held so that what asks ten times reads once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.once import Once
from matchmaker.model.register import Register
from matchmaker.store import versions
from matchmaker.store.frames import tables_of

if TYPE_CHECKING:
    from matchmaker.store.storage import Reading

_HELD = 4


class Opened:
    """Registers of the versions opened last.

    They are held under the digest of what was read: a version from which somebody has been erased since
    is read anew.
    """

    def __init__(self) -> None:
        self._held = Once(_HELD)

    def register(self, reading: Reading, dataset: str, number: int) -> Register:
        """One version. Raises ``InputError`` (unknown_version)."""
        own = versions.version(reading, dataset, number).content_of
        key = (dataset, own, versions.digest_of_chain(reading, dataset, own))
        return self._held.get(
            key, lambda: Register.of_valid(tables_of(versions.frames(reading, dataset, own)))
        )

    def hold(self, reading: Reading, dataset: str, number: int, register: Register) -> None:
        """Hold a version that has just been made. Where it is not kept after all, nobody asks for it."""
        self._held.put((dataset, number, versions.digest_of_chain(reading, dataset, number)), register)
