"""What an invitation says about what is asked for: what must stand there, and what has its place.

Elected members name unclear expectations, an unclear purpose and mandate, and too much time as what keeps
them from samskaping (SINTEF 2023, ch. 4.2, lines 197-199): without those three nothing is written.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.model import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Mapping

BEST_ROLES = ("ombud", "leder")
"""The roles of an elected member to which samskaping belongs (SINTEF 2023, ch. 4.1, line 191)."""
ELECTED_ROLES = (*BEST_ROLES, "styring", "arbeidsgiver")
"""The four roles of an elected member (SINTEF 2023, ch. 4.1, lines 180-183)."""
REQUIRED = ("expectation", "mandate", "hours")
"""Without these no invitation is written."""
_HOURS_OF_A_YEAR = 8_784
_CODES = {
    "phase": tuple(phase.value for phase in v.Phase),
    "mode": tuple(mode.value for mode in v.Mode),
    "role": ELECTED_ROLES,
    "basis": tuple(basis.value for basis in v.LegalBasis),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What is asked, and on which terms. Empty means: not said yet; nothing is ever made up for it."""

    expectation: str = ""
    """What is expected of whoever takes the seat."""
    mandate: str = ""
    """What the team may do."""
    hours: float | None = None
    """Hours in all, > 0."""
    phase: str = ""
    """Which of the four phases; that of the challenge when empty."""
    mode: str = ""
    """How to take part: lead, contribute, observe, facilitate."""
    role: str = ""
    """In which of the four roles an elected member takes part; nobody else has one."""
    decided_by: str = ""
    """Who decides in the end; as the challenge says when empty."""
    when: str = ""
    where: str = ""
    reply_by: date | None = None
    """Svarfrist."""
    fee: str = ""
    """Godtgjøring."""
    travel: str = ""
    interpreter: str = ""
    access: str = ""
    """Tilrettelegging."""
    sender: str = ""
    """Who invites."""
    contact_point: str = ""
    """Where questions and answers go."""
    privacy_contact: str = ""
    """Where questions about personal data go."""
    basis: str = ""
    """Behandlingsgrunnlag; what the register says of the actor when empty."""
    case_with_party: bool = False
    """Whether a case with a party is expected, so that habilitet is spoken of."""


def field_label(name: str) -> Message:
    """What a field is called."""
    return Message(f"invite.field_{name}")


def check_terms(terms: Terms) -> None:
    """Refuse terms that lack what must be there, or that say what cannot be.

    Raises
    ------
    InputError
        ``invitation_incomplete`` with all that is missing at once; ``bad_invitation_hours``;
        ``unknown_choice``.
    """
    missing: tuple[Param, ...] = tuple(
        field_label(name) for name in REQUIRED if getattr(terms, name) is None or not _said(terms, name)
    )
    if missing:
        raise InputError("invitation_incomplete", {"fields": missing}, Message("hint.invitation_incomplete"))
    if terms.hours is not None and not 0 < terms.hours <= _HOURS_OF_A_YEAR:  # NaN is not in between
        raise InputError("bad_invitation_hours", {"hours": "NaN" if math.isnan(terms.hours) else terms.hours})
    for name, known in _CODES.items():
        value = getattr(terms, name)
        if value and value not in known:
            raise InputError(
                "unknown_choice", {"field": field_label(name), "value": value, "known": known}
            )  # fmt: skip


def _said(terms: Terms, name: str) -> bool:
    return bool(str(getattr(terms, name)).strip())


def plain_terms(terms: Terms) -> dict[str, Any]:
    """Terms as JSON values, for a record."""
    reply_by = terms.reply_by.isoformat() if terms.reply_by else None
    return {**asdict(terms), "reply_by": reply_by}


def terms_of(held: Mapping[str, Any]) -> Terms:
    """Terms as a record holds them; fields that a later tool has added are left out."""
    known = {one.name for one in fields(Terms)}
    said = {name: value for name, value in held.items() if name in known}
    if said.get("reply_by"):
        said["reply_by"] = date.fromisoformat(str(said["reply_by"]))
    return Terms(**said)
