"""The outside world as one object, built only by the command line and the dashboard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from matchmaker.kernel.progress import Progress, Silent

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


@dataclass(frozen=True)
class Environment:
    """What a service may know of the world besides its request."""

    clock: Callable[[], date]
    """Tells the day; asked anew each time, since a dashboard may be served for weeks."""
    progress: Progress = field(default_factory=Silent)
    """Who follows long work, and may cancel it."""
    timer: Callable[[], float] | None = None
    """Tells seconds that have gone by, for searches that are given a time; ``None``: nobody can tell."""

    @property
    def today(self) -> date:
        """The day on which the question is asked."""
        return self.clock()
