"""Several people at one kept team and one kept seating, in random interleavings, beside a plain model.

The model knows nothing of the services: a dictionary of what is kept, what each editor has seen, and who
changed what. Every change must be kept, or refused as the model refuses it with everybody named who stood in
its way; in the end each editor must have been told of every change of the others, once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from matchmaker.services.settled_team import SettledSeat

if TYPE_CHECKING:
    pass

WHO = ("Nora (planlegger)", "Ola (planlegger)", "Nora (planlegger)")
"""Who edits; the third is the first in another window."""
SEATS = tuple(SettledSeat(one) for one in ("nabo", "ordforer", "lag", "bedrift", "skole"))
SPARE = ("venn", "kjenning", "folkevalgt", "raad", "ungdom", "sentral", "saksbehandler")
ASKED = ("sete-1", "sete-2")
"""Seats whose invitations are sent; the others are swapped and locked."""
FREE = ("sete-3", "sete-4", "sete-5")
CHAIR = "sete-6"
LETTERS = {"sete-1": "invitasjon-1", "sete-2": "invitasjon-2"}
DAY = date(2026, 11, 23)
ACTS = 5
"""What each editor does in one interleaving."""
PEOPLE = ("nabo", "venn", "kjenning", "ordforer", "folkevalgt")
GROUPS = ("gruppe-01", "gruppe-02", "gruppe-03")
PER_PLACE = 10
"""Interleavings after which a new, empty place is taken."""


@dataclass
class Tally:
    """What happened; a change that is lost or not told is an ``AssertionError`` instead."""

    interleavings: int = 0
    kept: int = 0
    beside: int = 0
    """Kept beside something that somebody else had changed since."""
    refused: int = 0
    mine: int = 0
    """Conflicts in which one's own was chosen; in the others theirs was."""
    undone: int = 0
    told: int = 0
    seconds: float = 0.0


@dataclass
class Model:
    """What must be kept, and who changed what, in order."""

    kept: dict[str, Any]
    log: list[tuple[int, str]] = field(default_factory=list)
    """(editor, part), one for each change."""

    def change(self, editor: int, part: str, seen: Any, wanted: Any) -> str:
        """Say what becomes of a change of one part: ``kept``, ``same`` or ``refused``."""
        now = self.kept.get(part)
        if wanted in (seen, now):
            return "same"
        if now != seen:
            return "refused"
        self.kept[part] = wanted
        self.log.append((editor, part))
        return "kept"

    def by(self, part: str, since: int) -> Counter[str]:
        """Who has changed a part after a moment."""
        return Counter(WHO[editor] for editor, one in self.log[since:] if one == part)
