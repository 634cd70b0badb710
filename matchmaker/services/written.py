"""What a service wrote to disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Message


@dataclass(frozen=True, slots=True)
class WriteResult:
    """Files that were written, and what the reader should know about them."""

    folder: str
    files: tuple[str, ...]
    """Names within the folder, in order."""
    notes: tuple[Message, ...] = ()
