"""What can be done with what is kept, and who is asked before it is done.

Every reading and every change names one :class:`Action`, and the store asks its gate before it happens. A
page or command therefore cannot forget to ask. The command line's gate is open; the one of a dashboard
that several people use asks what role they have.
"""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Action(StrEnum):
    """What can be done."""

    LIST = "liste"
    """See which datasets there are, and what they say about themselves."""
    READ_PUBLIC = "offentlig"
    """Ask for what may be told in public."""
    READ = "arbeidsversjon"
    """See everything as it is, names and exact counts included, but contact details."""
    DRAFT = "utkast"
    """Begin, mend and throw away drafts."""
    CHANGE = "endre"
    """Give a dataset a new version."""
    UNDO = "angre"
    """Undo the last step, or do it again; what the step itself asks for is asked too."""
    NOTE = "notat"
    DECIDE = "beslutning"
    RUN = "kjoring"
    """Keep a question with its answer."""
    TEAM = "team"
    """Keep a team or a seating."""
    INVITE = "invitasjon"
    """Keep, send and answer invitations."""
    CONTACTS = "kontakt"
    """See or change how people are reached."""
    INNSYN = "innsyn"
    """See everything that is kept about one person."""
    ERASE = "slette"
    RETENTION = "lagringstid"
    """Set how long things are kept, and act on it."""
    AUDIT = "revisjon"
    """Go through the log."""
    BACKUP = "sikkerhetskopi"
    RESTORE = "gjenoppretting"


STEPS: Final[Mapping[str, Action]] = {
    "step.answer": Action.INVITE,
    "step.bidro": Action.INVITE,
    "step.brukt": Action.INVITE,
    "step.changed": Action.CHANGE,
    "step.different": Action.CHANGE,
    "step.founded": Action.CHANGE,
    "step.invitations": Action.INVITE,
    "step.invitert": Action.INVITE,
    "step.kept_beslutning": Action.DECIDE,
    "step.kept_notat": Action.NOTE,
    "step.kept_team": Action.TEAM,
    "step.merged": Action.CHANGE,
    "step.moett": Action.INVITE,
    "step.paameldt": Action.INVITE,
    "step.redo": Action.UNDO,
    "step.retention": Action.RETENTION,
    "step.row_added": Action.CHANGE,
    "step.row_changed": Action.CHANGE,
    "step.row_removed": Action.CHANGE,
    "step.run": Action.RUN,
    "step.seated": Action.TEAM,
    "step.sent": Action.INVITE,
    "step.team_changed": Action.TEAM,
    "step.undo": Action.UNDO,
}
"""Code of a step's name → what it is to do it."""


def action_of(step: str) -> Action:
    """What it is to do a step, by the code of its name; one that is not known is the gravest there is."""
    return STEPS.get(step, Action.RESTORE)


class Gate(Protocol):
    """Is asked before anything is read or changed."""

    def permit(self, action: Action) -> None:
        """Let it happen, or raise ``InputError`` (not_allowed)."""

    def signed(self, author: str) -> str:
        """Who is told to have done it, given what they call themselves."""


class Open:
    """Lets everything happen, by whoever they say they are: the one person at their own machine."""

    def permit(self, action: Action) -> None:
        """Let it happen."""

    def signed(self, author: str) -> str:
        """What they call themselves."""
        return author


_READING: ContextVar[Action] = ContextVar("reading", default=Action.READ)


def reading_now() -> Action:
    """What it is to read just now: everything as it is, unless it is within :func:`reading_as`."""
    return _READING.get()


@contextmanager
def reading_as(action: Action) -> Iterator[None]:
    """Within it, what is read serves *action*: the caller answers for what is told of it."""
    token = _READING.set(action)
    try:
        yield
    finally:
        _READING.reset(token)
