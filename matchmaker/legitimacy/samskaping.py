"""Is it samskaping? What a process most resembles as it is described, why, and what would change that.

The label is careful on purpose: «slik prosessen er beskrevet, ligner den mest på …». It says nothing
about whether a process is good or lawful; no act demands samskaping (SINTEF 2023 line 160).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message
from matchmaker.legitimacy.process_traits import Known, answers_of, known_traits
from matchmaker.legitimacy.samskaping_rules import (
    NAMED,
    PRINCIPLE_PLACES,
    PRINCIPLES,
    TABLES,
    Document,
    Label,
    Place,
    Row,
    Wording,
    label_of,
    open_rows,
    possible_labels,
)
from matchmaker.model.vocabulary import Answer, Trait

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a row of the table that holds, or a reservation."""

    code: str
    message: Message
    places: tuple[Place, ...]
    """Where the documents say so."""
    answers: tuple[Known, ...] = ()
    """The answers it rests on."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One answer that would have to be another."""

    trait: Trait
    answer: str
    """What it would have to be."""
    before: str | None
    """What it is; ``None`` when it is unknown."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A smallest set of answers that would turn the label."""

    label: Label
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a process most resembles, as it is described."""

    label: Label
    firm: bool
    """Whether the label stands whatever the unknown answers are."""
    possible: tuple[Label, ...]
    """Every label that the unknown answers leave possible, the present one among them unless it is
    «for lite beskrevet»."""
    reasons: tuple[Reason, ...]
    """Rows that hold; the first is the decisive one. Empty when no row holds."""
    reservations: tuple[Reason, ...]
    """What speaks for caution: answers that are *delvis*, principles that are not met."""
    turns: tuple[Turn, ...]
    """For each other label, a smallest set of answers that would give it; fewest answers first."""
    unknown: tuple[Trait, ...]
    """Unanswered questions that may turn the label, in the order of the table."""
    traits: tuple[Known, ...]
    """Every trait, known or not."""


def classify(register: Register, challenge: str, on: date, wording: Wording = Wording.STRICT) -> Verdict:
    """Say what a challenge's process most resembles.

    Parameters
    ----------
    register, challenge, on
        See :func:`~matchmaker.legitimacy.process_traits.known_traits`.
    wording
        Which wording of the first test to use; the stricter unless something else is said.
    """
    return verdict_of(known_traits(register, challenge, on), wording)


def verdict_of(known: Sequence[Known], wording: Wording = Wording.STRICT) -> Verdict:
    """The verdict on known traits; no trait at all is «for lite beskrevet»."""
    table, answers = TABLES[wording], answers_of(known)
    label, possible = label_of(answers, table), possible_labels(answers, table)
    by_trait = {one.trait: one for one in known}
    held = [row for row in table if row.holds(answers)]
    return Verdict(
        label=label,
        firm=possible == (label,),
        possible=possible,
        reasons=tuple(_reason(row, by_trait) for row in held if row.label is label),
        reservations=_reservations(by_trait, held, label),
        turns=_turns(answers, table, label),
        unknown=tuple(
            dict.fromkeys(
                condition.trait
                for row in open_rows(answers, table)
                if row.label is not label
                for condition in row.conditions
                if condition.trait not in answers
            )
        ),
        traits=tuple(known),
    )


def _reason(row: Row, known: Mapping[Trait, Known]) -> Reason:
    rests_on = tuple(known[condition.trait] for condition in row.conditions)
    params: dict[str, Param] = {}
    if len(rests_on) == 1:
        params = {"answer": Message(f"answer.{rests_on[0].answer}")}
    return Reason(row.code, Message(f"classify.reason.{row.code}", params), row.places, rests_on)


def _reservations(known: Mapping[Trait, Known], held: Sequence[Row], label: Label) -> tuple[Reason, ...]:
    """Cautions: rows that point elsewhere, answers that are partly, and principles that are not met."""
    found = [_elsewhere(row, known) for row in held if row.label is not label]
    for trait in Trait:
        one = known.get(trait)
        if one is None or one.answer not in (Answer.DELVIS, Answer.NEI):
            continue
        params: dict[str, Param] = {"trait": Message(f"trait.{trait.value}")}
        if one.answer == Answer.DELVIS:
            places = (PRINCIPLE_PLACES[trait],) if trait in PRINCIPLES else ()
            found.append(Reason("partly", Message("classify.reservation.partly", params), places, (one,)))
        elif trait in PRINCIPLES:
            place = PRINCIPLE_PLACES[trait]
            message = Message("classify.reservation.principle", params)
            found.append(Reason("principle", message, (place,), (one,)))
        elif trait is Trait.OVER_TID and label is Label.SAMSKAPING:
            message = Message("classify.reservation.not_over_time")
            found.append(Reason("not_over_time", message, (Place(Document.SINTEF, "158"),), (one,)))
    return tuple(found)


def _elsewhere(row: Row, known: Mapping[Trait, Known]) -> Reason:
    """A row that holds and has another label than the one that came first."""
    reason = _reason(row, known)
    params: dict[str, Param] = {
        "label": Message(f"classify.label.{row.label.value}"),
        "reason": reason.message,
    }
    message = Message("classify.reservation.elsewhere", params)
    return Reason(row.code, message, row.places, reason.answers)


def _turns(answers: Mapping[Trait, str], table: Sequence[Row], label: Label) -> tuple[Turn, ...]:
    found = []
    for target in NAMED:
        if target is not label:
            ways = [_way(answers, table, row) for row in table if row.label is target]
            found.append(Turn(target, min(ways, key=len)))
    # fewest answers first; equal lengths keep the order of the labels
    return tuple(sorted(found, key=lambda turn: len(turn.changes)))


def _way(answers: Mapping[Trait, str], table: Sequence[Row], target: Row) -> tuple[Changed, ...]:
    """Fewest answers that make *target* hold and every earlier row of another label not hold.

    Fewest, because the earlier rows that stop a target have one condition each, about traits of their
    own: each needs exactly one answer changed. That no shorter way exists is tested by trying them all.
    """
    wanted = {
        condition.trait: condition.answers[0]
        for condition in target.conditions
        if not condition.holds(answers)
    }
    for row in table[: table.index(target)]:
        if row.label is not target.label and row.holds(answers):
            wanted[row.conditions[0].trait] = row.conditions[0].otherwise
    return tuple(Changed(trait, wanted[trait], answers.get(trait)) for trait in Trait if trait in wanted)
