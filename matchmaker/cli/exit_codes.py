"""What the command tells the shell; ``matchmaker --help`` and the README list them."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """Exit codes, distinct for what a script must tell apart."""

    OK = 0
    """Done."""
    FINDINGS = 1
    """``check`` found errors, ``groups`` or ``draw`` could not keep every rule, ``verify`` found a draw not
    equal, or ``gaps --fail-on`` found what it was told to fail on."""
    BAD_INPUT = 2
    """The command, a file or a table cannot be used as it is."""
    IMPOSSIBLE = 3
    """The wish cannot be met; the smallest changes that would work are printed."""
    INTERNAL = 70
    """A defect in the program."""
    CANCELLED = 130
    """Stopped by the user."""
