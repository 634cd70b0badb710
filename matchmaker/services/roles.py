"""Who may do what in a workspace that several people share: the one table of roles and actions."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from matchmaker.kernel.errors import InputError, Message
from matchmaker.store.gate import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Role(StrEnum):
    """What somebody is in a workspace, least first; each may do all that the one before may."""

    READER = "leser"
    """Sees what may be told in public, and the names of datasets."""
    PLANNER = "planlegger"
    """Sees everything but contact details, and does the work."""
    STEWARD = "forvalter"
    """Answers for the personal data as well."""


LEAST: Final[Mapping[Action, Role]] = {
    Action.LIST: Role.READER,
    Action.READ_PUBLIC: Role.READER,
    Action.READ: Role.PLANNER,
    Action.DRAFT: Role.PLANNER,
    Action.CHANGE: Role.PLANNER,
    Action.UNDO: Role.PLANNER,
    Action.NOTE: Role.PLANNER,
    Action.DECIDE: Role.PLANNER,
    Action.RUN: Role.PLANNER,
    Action.TEAM: Role.PLANNER,
    Action.INVITE: Role.PLANNER,
    Action.CONTACTS: Role.STEWARD,
    Action.INNSYN: Role.STEWARD,
    Action.ERASE: Role.STEWARD,
    Action.RETENTION: Role.STEWARD,
    Action.AUDIT: Role.STEWARD,
    Action.BACKUP: Role.STEWARD,
    Action.RESTORE: Role.STEWARD,
}
"""Action → the least role that may do it."""
_ORDER: Final = tuple(Role)


def may(role: Role, action: Action) -> bool:
    """Whether somebody with a role may do something."""
    return _ORDER.index(role) >= _ORDER.index(LEAST[action])


def permit(role: Role | None, action: Action) -> None:
    """Let it happen, or raise ``InputError`` (not_allowed); ``None`` is somebody without any role."""
    if role is None or not may(role, action):
        least = LEAST[action]
        raise InputError(
            "not_allowed",
            {
                "action": Message(f"action.{action.value}"),
                "role": Message(f"role.{least.value}"),
            },
            hint=Message("hint.not_allowed_public" if action is Action.READ else "hint.not_allowed"),
        )


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody in a workspace."""

    shown: str
    """What they are called in its log."""
    role: Role


class RoleGate:
    """Asks what role the one has whose request is being answered; nobody may do nothing.

    Parameters
    ----------
    who
        Tells who asks just now; ``None`` when nobody does.
    """

    def __init__(self, who: Callable[[], Who | None]) -> None:
        self._who = who

    def permit(self, action: Action) -> None:
        """Let it happen, or raise ``InputError`` (not_allowed)."""
        who = self._who()
        permit(None if who is None else who.role, action)

    def signed(self, author: str) -> str:  # noqa: ARG002 - what somebody calls themselves proves nothing
        """Who is logged in, whatever they call themselves."""
        who = self._who()
        return "" if who is None else who.shown
