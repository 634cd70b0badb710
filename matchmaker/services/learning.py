"""Who can learn from whom, in one dataset or across several."""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.comparison.learning import (
    FACTOR,
    Learning,
    LearningPair,
    Statement,
    learning_pairs,
    statements_of,
)
from matchmaker.kernel.errors import InputError, Message
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition, network_told, version_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from matchmaker.kernel.errors import Param
    from matchmaker.model.population import Population
    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

__all__ = ["FACTOR", "LearnRequest", "LearnResult", "Learner", "LearningLine", "learn", "shared_reasons"]


@dataclass(frozen=True, slots=True)
class LearnRequest:
    """A question about who can learn from whom."""

    datasets: tuple[str, ...] = ()
    """Datasets to look in, together; all that the workspace has when none is named."""
    factor: float = FACTOR
    """How many times as many people the larger municipality may have and still be near in size."""
    on: date | None = None
    """The day whose population figures are used; today when not given."""
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class Learner:
    """One end of a pair."""

    dataset: str
    actor: str
    """Id."""
    name: str
    kind_label: Param
    municipality: str | None
    people: int | None
    """Inhabitants of the municipality; ``None`` where there is no figure."""
    source: str | None
    synthetic: bool


@dataclass(frozen=True, slots=True)
class LearningLine:
    """One pair, with the reasons for it."""

    experienced: Learner
    learner: Learner
    challenge: str | None
    themes: tuple[str, ...]
    ratio: float | None
    near: bool | None
    reasons: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class LearnResult:
    """Who can learn from whom, in the order of municipality numbers."""

    request: LearnRequest
    datasets: tuple[str, ...]
    """The datasets that were looked in."""
    pairs: tuple[LearningLine, ...]
    waiting: int | None
    """Pairs that are not shown, as one of them has not said yes to contact; the working edition only."""
    notes: tuple[Message, ...]
    data_version: str | None
    """Told in the working edition only."""
    code_version: str
    synthetic: bool
    """Whether any of those shown is invented."""


def shared_reasons(lines: Sequence[LearningLine]) -> tuple[Message, ...]:
    """Reasons that hold for every one of several lines, told once of them all; none of one line alone."""
    if len(lines) < 2:
        return ()
    return tuple(one for one in lines[0].reasons if all(one in line.reasons for line in lines[1:]))


def learn(workspace: Workspace, request: LearnRequest, environment: Environment) -> LearnResult:
    """Look for who has experience with what another wants to learn about; in public no private person.

    Raises
    ------
    InputError
        ``unknown_dataset``; ``bad_factor`` for a factor below 1.
    """
    if not math.isfinite(request.factor) or request.factor < 1:
        raise InputError("bad_factor", {"value": request.factor})
    names = tuple(dict.fromkeys(request.datasets)) or tuple(info.name for info in workspace.datasets())
    registers = {name: workspace.dataset(name).register for name in names}
    stated = [
        one
        for name, register in registers.items()
        for one in statements_of(network_told(register, request.edition), name)
    ]
    said = _once(stated)
    on = request.on or environment.today
    people = _people(workspace.official_population(), said, on)
    found = learning_pairs(said, people, request.factor)
    lines = tuple(_line(pair, registers) for pair in found.pairs)
    synthetic = any(end.synthetic for line in lines for end in (line.experienced, line.learner))
    working = request.edition is Edition.WORKING
    return LearnResult(
        request=request,
        datasets=names,
        pairs=lines,
        waiting=found.waiting if working else None,
        notes=_notes(found, said, request, again=len(stated) - len(said), synthetic=synthetic),
        data_version=_version(registers.values()) if working else None,
        code_version=matchmaker.__version__,
        synthetic=synthetic,
    )


def _once(stated: Iterable[Statement]) -> list[Statement]:
    """Each statement once though a copy of its dataset says it too: of the dataset that is first by name."""
    first: dict[Statement, Statement] = {}
    for one in sorted(stated, key=lambda said: said.dataset):
        first.setdefault(replace(one, dataset=""), one)
    return list(first.values())


def _people(figures: Population, said: Iterable[Statement], on: date) -> dict[str, int | None]:
    """Inhabitants of each municipality that has said anything; ``None`` without a figure."""
    found: dict[str, int | None] = {}
    for number in sorted({one.municipality for one in said if one.municipality is not None}):
        counts = figures.counts((number,), on, "kjonn")
        found[number] = None if counts is None else counts.total
    return found


def _notes(
    found: Learning, said: list[Statement], request: LearnRequest, *, again: int, synthetic: bool
) -> tuple[Message, ...]:
    working = request.edition is Edition.WORKING
    return (
        *((Message("note.learning_said_again", {"count": again}),) if again and working else ()),
        *((Message("note.nobody_has_said"),) if not said else ()),
        *((Message("note.learning_waiting", {"count": found.waiting}),) if found.waiting and working else ()),
        *((Message("note.learning_waiting_public"),) if not working else ()),
        Message("note.learning_order"),
        *((Message("note.synthetic"),) if synthetic else ()),
        Message(f"note.edition_{request.edition.value}"),
    )


def _version(registers: Iterable[Register]) -> str:
    joined = "|".join(str(version_told(one, Edition.WORKING)) for one in registers)
    return joined if "|" not in joined else hashlib.sha256(joined.encode()).hexdigest()[:16]


def _line(pair: LearningPair, registers: dict[str, Register]) -> LearningLine:
    one, other = (
        _end(statement, people, registers[statement.dataset])
        for statement, people in zip((pair.experienced, pair.learner), pair.people, strict=True)
    )
    return LearningLine(one, other, pair.challenge, pair.themes, pair.ratio, pair.near, pair.reasons)


def _end(one: Statement, people: int | None, register: Register) -> Learner:
    label = labels.kind(register, one.kind)
    return Learner(
        dataset=one.dataset, actor=one.actor, name=one.name,
        kind_label=label, municipality=one.municipality, people=people, source=one.source,
        synthetic=one.synthetic,
    )  # fmt: skip
