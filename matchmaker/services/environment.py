"""The outside world as one object, built only by the command line and the dashboard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matchmaker.kernel.progress import Progress, Silent

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Environment:
    """What a service may know of the world besides its request."""

    today: date
    """The day on which the question is asked."""
    progress: Progress = field(default_factory=Silent)
    """Who follows long work, and may cancel it."""
