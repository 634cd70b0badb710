"""What needs attention: one item each, with what it is about, how urgent, and the command that leads on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from matchmaker.kernel.errors import Message
from matchmaker.legitimacy.finding import Urgency
from matchmaker.services.disclosure import Edition
from matchmaker.services.invitation_letter import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["DO", "KIND_WORDS", "NOTHING", "AttentionItem", "AttentionKind", "Urgency", "dated", "in_order"]


class AttentionKind(StrEnum):
    """What kind of thing needs attention, in the order of a list."""

    INVITATION = "invitasjon"
    """Invitations without an answer, not sent, or not written."""
    CHAIR = "stol"
    """Chairs of a settled team that are held, and seats nobody is left to ask for."""
    NEED = "behov"
    """Needs that nobody covers."""
    FINDING = "funn"
    """Other important findings about who is not reached."""
    RETENTION = "lagringstid"
    """Things whose time of keeping is over, or soon is."""
    INFORMED = "informert"
    """Persons of whom it is not known that they were told they stand in the register."""
    DRAFT = "utkast"
    """Work on a dataset that is not kept as a version."""
    DATA = "data"
    """What looked odd when the dataset was read."""
    POPULATION = "befolkning"
    """Population figures that are old."""


KIND_WORDS: Final[Mapping[AttentionKind, str]] = {
    AttentionKind.INVITATION: "attention.kind_invitation",
    AttentionKind.CHAIR: "attention.kind_chair",
    AttentionKind.NEED: "attention.kind_need",
    AttentionKind.FINDING: "attention.kind_finding",
    AttentionKind.RETENTION: "attention.kind_retention",
    AttentionKind.INFORMED: "attention.kind_informed",
    AttentionKind.DRAFT: "attention.kind_draft",
    AttentionKind.DATA: "attention.kind_data",
    AttentionKind.POPULATION: "attention.kind_population",
}
"""Kind → code of what it is called."""
NOTHING: Final[Mapping[Edition, str]] = {
    Edition.WORKING: "overview.nothing", Edition.PUBLIC: "overview.nothing_public",
}  # fmt: skip
"""Edition → code of what is said when nothing is told: in public there may be what is not told."""
DO: Final[Mapping[AttentionKind, str]] = {
    AttentionKind.INVITATION: "attention.do_invitation",
    AttentionKind.CHAIR: "attention.do_chair",
    AttentionKind.NEED: "attention.do_need",
    AttentionKind.FINDING: "attention.do_finding",
    AttentionKind.RETENTION: "attention.do_retention",
    AttentionKind.INFORMED: "attention.do_informed",
    AttentionKind.DRAFT: "attention.do_draft",
    AttentionKind.DATA: "attention.do_data",
    AttentionKind.POPULATION: "attention.do_population",
}
"""Kind → code of what to do about it."""


@dataclass(frozen=True, slots=True)
class AttentionItem:
    """One thing that needs attention. It names groups, seats and needs, never a person."""

    kind: AttentionKind
    id: str
    """Tells it from others of its kind."""
    urgency: Urgency
    message: Message
    count: int
    """How many things it sums up, >= 1."""
    command: str
    """The command that leads on; empty where only a page does."""
    challenge: str | None = None
    """Id of the challenge it concerns; ``None`` for the dataset or the workspace as a whole."""
    title: str = ""
    """The challenge's title."""
    due: str = ""
    """Date by which something is to be done, ISO 8601; empty where there is none."""
    details: tuple[Message, ...] = ()
    """What it sums up, in words."""
    record: str = ""
    """Id of the team or draft that it is about; empty where there is none."""

    @property
    def do(self) -> Message:
        """What to do about it."""
        return Message(DO[self.kind])


def dated(day: str) -> Message:
    """A date, ISO 8601, as people write it."""
    return day_of(date.fromisoformat(day[:10]))


def in_order(items: Iterable[AttentionItem]) -> tuple[AttentionItem, ...]:
    """Items by the date they are due, those without a date last; then by kind, then by id."""
    rank = {kind: place for place, kind in enumerate(AttentionKind)}
    return tuple(sorted(items, key=lambda one: (not one.due, one.due, rank[one.kind], one.id)))
