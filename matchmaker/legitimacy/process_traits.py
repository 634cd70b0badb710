"""What is known of a process: what is stated, and what the register itself shows where nothing is.

Stated beats derived. The register can show that something was there (both sides took part in defining,
say), never that it was not: a side that is not registered may have been forgotten, so its absence is
unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.model.vocabulary import Answer, Mode, Phase, Sector, Trait, Who

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from matchmaker.model.records import Involvement
    from matchmaker.model.register import Register

PUBLIC = frozenset({Sector.POLITIKER.value, Sector.ADMINISTRASJON.value, Sector.TJENESTE.value})
"""Sides that are public; the other three are private or civil."""
SOLVING = (Phase.DESIGNE.value, Phase.GJENNOMFORE.value, Phase.DRIVE.value)
OVER_TIME_DAYS = 90
"""Days between the first and the last registered date from which a process lasts *over time*. The
documents say «over tid» (SINTEF 2023 line 158) and give no number: this one is the tool's."""


@dataclass(frozen=True, slots=True)
class Known:
    """One trait of a process, and how it is known."""

    trait: Trait
    answer: str | None
    """``None`` is unknown, never *no*."""
    source: str | None = None
    """The source in words, for what is stated."""
    shown_by: Message | None = None
    """What in the register shows it, for what is derived."""

    @property
    def derived(self) -> bool:
        """Whether the answer was read from the register and not stated."""
        return self.shown_by is not None


def known_traits(register: Register, challenge: str, on: date) -> tuple[Known, ...]:
    """Every trait of a challenge's process, in the vocabulary's order.

    Parameters
    ----------
    register
        Where the traits and those who took part are registered.
    challenge
        Id of the challenge; one that nobody has described has no known trait.
    on
        Traits and involvements dated later are left out; those without a date count.
    """
    stated = {
        row.trait: Known(Trait(row.trait), row.answer, row.source)
        for row in register.traits_of(challenge)
        if _by(row.date, on)
    }
    shown = _shown(register, [i for i in register.involvements_in(challenge) if _by(i.valid_from, on)], on)
    if Trait.STIGE.value in stated:
        step = Message(f"answer.{stated[Trait.STIGE.value].answer}")
        message = Message("classify.shown.ladder", {"step": step})
        shown[Trait.RAMME] = Known(Trait.RAMME, Who.KOMMUNEN.value, shown_by=message)
    return tuple(stated.get(trait.value, shown.get(trait, Known(trait, None))) for trait in Trait)


def _by(when: date | None, on: date) -> bool:
    return when is None or when <= on


def _shown(register: Register, took_part: Sequence[Involvement], on: date) -> dict[Trait, Known]:
    """What those who took part show."""
    sides: dict[str, set[bool]] = {}
    active: dict[str, set[bool]] = {}
    actors = register.actors.set_index("id")["sector"].astype(str)
    for one in took_part:
        sector = register.kinds[one.role].sector.value if one.role else actors[one.actor]
        public = sector in PUBLIC
        sides.setdefault(one.phase, set()).add(public)
        if one.mode != Mode.OBSERVERE.value:
            active.setdefault(one.phase, set()).add(public)
    everybody = {side for present in sides.values() for side in present}
    found: dict[Trait, Message] = {}
    if True in everybody:
        found[Trait.OFFENTLIG_PART] = Message("classify.shown.public_party")
    if False in everybody:
        found[Trait.PRIVAT_PART] = Message("classify.shown.private_party")
    both = [phase.value for phase in Phase if len(active.get(phase.value, ())) == 2]
    if Phase.DEFINERE.value in both:
        found[Trait.DEFINERER_SAMMEN] = Message("classify.shown.both_define")
    solved = tuple(Message(f"phase.{phase}") for phase in both if phase in SOLVING)
    if solved:
        found[Trait.LOSER_SAMMEN] = Message("classify.shown.both_solve", {"phases": solved})
    days = _span(took_part, on)
    if days >= OVER_TIME_DAYS:
        found[Trait.OVER_TID] = Message("classify.shown.over_time", {"days": days, "least": OVER_TIME_DAYS})
    return {trait: Known(trait, Answer.JA.value, shown_by=message) for trait, message in found.items()}


def _span(took_part: Sequence[Involvement], on: date) -> int:
    """Days from the first to the last registered date, the last not after *on*; 0 without dates."""
    dates = [d for one in took_part for d in (one.valid_from, one.valid_to) if d is not None]
    return (min(max(dates), on) - min(dates)).days if dates else 0


def answers_of(known: Sequence[Known]) -> Mapping[Trait, str]:
    """Trait → answer of those that are known."""
    return {one.trait: one.answer for one in known if one.answer is not None}
