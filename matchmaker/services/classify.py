"""Is it samskaping? What a challenge's process most resembles, with places, reservations and turns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import Message
from matchmaker.legitimacy.samskaping import Changed, Reason, Turn, Verdict, classify
from matchmaker.legitimacy.samskaping_rules import PRINCIPLES, TABLE_VERSION, Label, Place, Wording
from matchmaker.model.vocabulary import Answer, Form, Trait
from matchmaker.services.disclosure import Edition, version_told

if TYPE_CHECKING:
    from datetime import date

    from matchmaker.kernel.errors import Param
    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

__all__ = [
    "Changed", "ClassifyRequest", "ClassifyResult", "Label", "Place", "Reason", "Told", "Turn", "Wording",
    "classify_process",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ClassifyRequest:
    """A question about what a process is."""

    dataset: str
    challenge: str
    wording: Wording = Wording.STRICT
    """Which wording of the first test; the documents have two, the stricter is used unless asked."""
    on: date | None = None
    """What is dated later is left out; today when not given."""
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class Told:
    """One question about the process, and what is known."""

    trait: Trait
    answer: str | None
    """``None`` is unknown, never *no*."""
    message: Message
    """Question and answer in words, with what shows it or that nobody has said."""
    derived: bool
    """Read from who took part, and not stated."""
    source: str | None
    """The source as it stands in the register, for what is stated."""


@dataclass(frozen=True, slots=True)
class ClassifyResult:
    """What a process most resembles, as it is described."""

    request: ClassifyRequest
    title: str
    label: Label
    message: Message
    """The careful sentence: «Slik prosessen er beskrevet, ligner den mest på …»."""
    firm: bool
    """Whether the label stands whatever the unanswered questions have for answers."""
    firmness: Message
    """The same in words, with the questions that matter."""
    possible: tuple[Label, ...]
    """Labels that the unanswered questions leave possible."""
    reasons: tuple[Reason, ...]
    """Why, the decisive reason first, each with its places in the documents."""
    reservations: tuple[Reason, ...]
    turns: tuple[Turn, ...]
    """Smallest sets of answers that would turn the label, fewest first."""
    turn_messages: tuple[Message, ...]
    """The turns in words, in the same order."""
    unknown: tuple[Trait, ...]
    """Unanswered questions that may turn the label."""
    told: tuple[Told, ...]
    """Every question, answered or not; the six principles last."""
    notes: tuple[Message, ...]
    data_version: str | None
    """Told in the working edition only."""
    rules_version: str
    code_version: str


def classify_process(
    workspace: Workspace, request: ClassifyRequest, environment: Environment
) -> ClassifyResult:
    """Say what a challenge's process most resembles, as it is described. No person is counted or named.

    The public edition reads who took part as if organisations alone had: whether one of a few persons was
    there is not told, and could turn the answer.

    Raises
    ------
    InputError
        ``unknown_dataset``, ``unknown_challenge`` or ``no_challenges``.
    """
    register = workspace.dataset(request.dataset).register
    challenge = register.challenge(request.challenge)
    public = request.edition is Edition.PUBLIC
    looked_at = _organisations(register) if public else register
    verdict = classify(looked_at, request.challenge, request.on or environment.today, request.wording)
    return ClassifyResult(
        request=request,
        title=challenge.title,
        label=verdict.label,
        message=_sentence(verdict.label),
        firm=verdict.firm,
        firmness=_firmness(verdict),
        possible=verdict.possible,
        reasons=verdict.reasons,
        reservations=verdict.reservations,
        turns=verdict.turns,
        turn_messages=tuple(_turn(turn) for turn in verdict.turns),
        unknown=verdict.unknown,
        told=_told(verdict),
        notes=(
            *_in_words(challenge, verdict),
            _principles(verdict),
            Message(f"classify.wording.{request.wording.value}"),
            Message("classify.no_duty"),
            *((Message("classify.public"),) if public else ()),
        ),
        data_version=version_told(register, request.edition),
        rules_version=TABLE_VERSION,
        code_version=matchmaker.__version__,
    )


def _organisations(register: Register) -> Register:
    actors = register.actors
    others = actors["id"][(actors["form"] != Form.ORGANISASJON.value).to_numpy()]
    return register.without_actors(others.astype(str))


def _sentence(label: Label) -> Message:
    if label in (Label.FOR_LITE, Label.INGEN):
        return Message(f"classify.{label.value}")
    return Message("classify.resembles", {"label": Message(f"classify.label.{label.value}")})


def _firmness(verdict: Verdict) -> Message:
    if verdict.firm:
        return Message("classify.firm")
    params: dict[str, Param] = {
        "questions": tuple(Message(f"trait.{trait.value}") for trait in verdict.unknown),
        "labels": tuple(
            Message(f"classify.label.{label.value}")
            for label in verdict.possible
            if label is not verdict.label
        ),
    }
    code = "classify.open" if verdict.label in (Label.FOR_LITE, Label.INGEN) else "classify.not_firm"
    return Message(code, params)


def _turn(turn: Turn) -> Message:
    changes = tuple(
        Message(
            "classify.change" if one.before is not None else "classify.change_unknown",
            {
                "trait": Message(f"trait.{one.trait.value}"),
                "answer": Message(f"answer.{one.answer}"),
                **({} if one.before is None else {"before": Message(f"answer.{one.before}")}),
            },
        )
        for one in turn.changes
    )
    label = Message(f"classify.label.{turn.label.value}")
    return Message("classify.turn", {"label": label, "changes": changes})


def _told(verdict: Verdict) -> tuple[Told, ...]:
    told = []
    for known in verdict.traits:
        params: dict[str, Param] = {"trait": Message(f"trait.{known.trait.value}")}
        code = "classify.told_unknown"
        if known.answer is not None:
            params["answer"] = Message(f"answer.{known.answer}")
            params["how"] = known.shown_by if known.derived else known.source or Message("classify.no_source")
            code = "classify.told_derived" if known.derived else "classify.told_stated"
        told.append(Told(known.trait, known.answer, Message(code, params), known.derived, known.source))
    return tuple(sorted(told, key=lambda one: one.trait in PRINCIPLES))


def _in_words(challenge: Challenge, verdict: Verdict) -> tuple[Message, ...]:
    """Who set the frame and who decides where the register says so in free text only: it is not read."""
    texts = {Trait.RAMME: challenge.framed_by, Trait.BESLUTNING: challenge.decided_by}
    known = {one.trait for one in verdict.traits if one.answer is not None}
    return tuple(
        Message("classify.in_words", {"trait": Message(f"trait.{trait.value}"), "text": text})
        for trait, text in texts.items()
        if text and trait not in known
    )


def _principles(verdict: Verdict) -> Message:
    """How many of the six principles are answered *ja*, and how many are answered at all."""
    answers = [one.answer for one in verdict.traits if one.trait in PRINCIPLES and one.answer is not None]
    params: dict[str, Param] = {"met": answers.count(Answer.JA.value), "answered": len(answers)}
    return Message("classify.principles", {**params, "of": len(PRINCIPLES)})
