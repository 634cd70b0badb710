"""What the four ways of matching the other way round have in common: a need in words, and what may be told.

Supply first is :mod:`~matchmaker.services.match_supply`; the right seat in the town hall
:mod:`~matchmaker.services.match_town_hall`; one actor's challenges :mod:`~matchmaker.services.match_actor`;
several challenges at once :mod:`~matchmaker.services.match_challenges`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.matching.reverse.landscape import Basis, OpenNeed, State
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaker.model.register import Register
    from matchmaker.services.seats import Seated

MOST_LISTED = 1000
"""Longest list that can be asked for."""


def need_message(register: Register, need: OpenNeed, fit: int) -> Message:
    """What a challenge needs that somebody has, how well it fits, and who covers it now."""
    code = "match.needs" if need.basis is Basis.STATED else "match.needs_likely"
    label = labels.contribution(register, need.contribution)
    return Message(code, {"need": label, "fit": fit, "state": _state(need)})


def _state(need: OpenNeed) -> Message:
    if not need.taking_part:
        return Message("match.nobody_yet")
    if need.state is State.UNCOVERED:
        return Message("match.uncovered")
    counts = {"present": need.well, "wanted": need.count}
    return Message("match.too_few" if need.state is State.TOO_FEW else "match.covered", counts)


def basis_of(evidence: str | None, source: str | None, *, by_kind: bool = False) -> Message:
    """What a statement about a contribution rests on."""
    if by_kind:
        return Message("match.usual_for_kind", {"source": source})
    said = Message(f"evidence.{evidence}") if evidence else Message("match.evidence_unknown")
    return Message("match.basis", {"evidence": said, "source": source})


def edition_notes(edition: Edition, *, synthetic: bool) -> tuple[Message, ...]:
    """What is said below every answer."""
    if edition is Edition.PUBLIC:
        return (Message("match.not_public"),)
    return (
        *((Message("note.synthetic"),) if synthetic else ()),
        Message("note.suggestion"),
        Message("match.reserved_never"),
        Message(f"note.edition_{edition.value}"),
    )


def any_synthetic(seats: Iterable[Seated]) -> bool:
    """Whether any of the seats is somebody who is invented."""
    return any(seat.synthetic for seat in seats)


def check_most(most: int) -> None:
    """Raise ``InputError`` (bad_most) for a list of fewer than one, or of more than anybody reads."""
    if not 1 <= most <= MOST_LISTED:
        raise InputError("bad_most", {"value": most, "most": MOST_LISTED})
