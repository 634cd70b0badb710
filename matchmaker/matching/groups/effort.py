"""How much work a search was, in counted steps: what repeats its answer."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Effort:
    """How much work was meant and done; both together repeat a result, under the same seed."""

    planned: int
    """Steps that the temperatures were laid out for: tries of an exchange."""
    done: int
    """Steps after which the search ended, fewer when time ran out or the asker cancelled."""
