"""Who asks, in the request that is being answered."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from matchmaker.services.roles import Who

WHO: Final[ContextVar[Who | None]] = ContextVar("who", default=None)
"""Set by the front for as long as a workspace answers."""
