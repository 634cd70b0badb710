"""Check a draw anywhere: the document alone is enough, no dataset and no network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.chain import Links, read_chain
from matchmaker.kernel.errors import InputError, Message
from matchmaker.matching.groups.draw import Veiled, commitment_to, drawn_seed, seed_commitment
from matchmaker.matching.groups.draw_rows import Kind
from matchmaker.matching.groups.problem import ABSENT
from matchmaker.matching.groups.referee import judge
from matchmaker.matching.groups.search import search
from matchmaker.services.groups_draw_document import (
    MOST_BYTES,
    Document,
    counted,
    made_here,
    read_document,
    read_head,
    search_code,
    write_problem,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.services.environment import Environment


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """What is asked about a document."""

    content: bytes
    commitment: str = ""
    """What was published beforehand, of the whole or of the seed alone; empty: nothing to compare with."""
    me: str = ""
    """An id whose number is looked for, with its *salt*."""
    salt: str = ""


@dataclass(frozen=True, slots=True)
class MySeat:
    """Where somebody sits in a draw."""

    number: int
    row: int
    """Row of the document in which the number stands."""
    groups: tuple[str, ...]
    """Id of the group in each round; empty where not there."""


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of checking a draw."""

    equal: bool
    """Whether the chain holds, every promise is kept, and running it again gives the same."""
    findings: tuple[Message, ...]
    """What is wrong; empty when equal."""
    notes: tuple[Message, ...]
    rows: int
    """How many rows hold together."""
    broken: int | None
    """The first row that does not; ``None`` when all do."""
    committed: str
    """What must have been published beforehand."""
    seed: str
    document: str
    """Hash of the last row."""
    people: int
    groups: int
    rounds: int
    tries: int
    tool: str
    mine: MySeat | None


def verify_draw(request: VerifyRequest, environment: Environment) -> Verification:
    """Check a document, and run its draw again.

    Raises
    ------
    InputError
        ``draw_too_large``; ``draw_not_document``: no document of a draw; ``draw_row``: its chain holds, and
        a row is not what it must be; ``draw_cancelled``; ``draw_salt_missing``.
    """
    if len(request.content) > MOST_BYTES:
        raise InputError(
            "draw_too_large",
            {"what": Message("draw.what_bytes"), "number": len(request.content), "most": MOST_BYTES},
        )
    if bool(request.me) != bool(request.salt):
        raise InputError("draw_salt_missing")
    links = read_chain(request.content)
    if not links.lines:
        raise InputError("draw_not_document", hint=Message("hint.draw_not_document"))
    head = read_head(links)
    cut = not _ended(links)
    if links.broken or cut:
        row = links.broken.row if links.broken else len(links.lines) + 1
        why = links.broken.why if links.broken else "cut"
        return Verification(
            equal=False, findings=(Message(f"draw.row_{why}", {"row": row}),), notes=(),
            rows=len(links.lines), broken=row, committed="", seed=head.seed, document="", people=0,
            groups=0, rounds=0, tries=head.effort.planned, tool=head.tool, mine=None,
        )  # fmt: skip
    document = read_document(links)
    mine = _mine(document, request)
    findings = (
        *_promises(document, request),
        *_again(document, links, environment),
        *_unknown(request, mine),
    )
    problem = document.read.problem
    return Verification(
        equal=not findings, findings=findings, notes=_notes(document, request), rows=len(links.lines),
        broken=None, committed=document.committed, seed=head.seed, document=links.hashes[-1],
        people=len(problem.people), groups=len(problem.groups), rounds=problem.rounds,
        tries=head.effort.planned, tool=head.tool, mine=mine,
    )  # fmt: skip


def _ended(links: Links) -> bool:
    last = links.row(len(links.lines))
    return isinstance(last, dict) and last.get("kind") == Kind.END.value


def _promises(document: Document, request: VerifyRequest) -> Iterator[Message]:
    """What was said before and does not fit what is said now."""
    head, result = document.head, document.result
    if request.commitment and request.commitment.strip().lower() not in (document.committed, head.seed):
        yield Message("draw.other_commitment", {"found": document.committed, "expected": request.commitment})
    if seed_commitment(result.seed, result.nonce) != head.seed:
        yield Message("draw.other_seed")
    if bool(head.mix) != bool(result.mixed):
        yield Message("draw.mix_missing" if head.mix else "draw.mix_unasked", {"mix": head.mix})
    read = document.read
    again = write_problem(head, Veiled(read.problem, read.commitments, np.arange(len(read.commitments))))
    if again[1] != document.committed:
        yield Message("draw.other_form")


def _again(document: Document, links: Links, environment: Environment) -> Iterator[Message]:
    """Count what is told, search again, and say where the answers part."""
    problem, result, head = document.read.problem, document.result, document.head
    if counted(judge(problem, result.seating)) != result.counted:
        yield Message("draw.miscounted")
    seed = drawn_seed(result.seed, result.mixed)
    found = search(problem, seed=seed, effort=head.effort, progress=environment.progress)
    if found.cancelled:
        raise InputError("draw_cancelled")
    if found.effort.done == result.done and np.array_equal(found.seating, result.seating):
        return
    if head.code != search_code():
        yield Message("draw.other_code", {"tool": head.made_by, "here": made_here()})
    differ = np.flatnonzero((found.seating != result.seating).any(axis=0))
    if not len(differ):
        yield Message("draw.other_effort", {"said": result.done, "found": found.effort.done})
        return
    number = int(differ[0])
    row = len(links.lines) - 1 - len(problem.people) + 1 + number
    yield Message("draw.other_seating", {"count": len(differ), "number": number, "row": row})


def _notes(document: Document, request: VerifyRequest) -> tuple[Message, ...]:
    head, result = document.head, document.result
    notes = [Message("note.draw_mixed", {"mix": head.mix, "mixed": result.mixed})] if head.mix else []
    if not head.mix:
        notes.append(Message("note.draw_no_mix"))
    if not request.commitment:
        notes.append(Message("note.draw_no_commitment"))
    elif request.commitment.strip().lower() == head.seed:
        notes.append(Message("note.draw_seed_only"))
    if head.code != search_code():
        notes.append(Message("note.draw_other_code", {"tool": head.made_by, "here": made_here()}))
    if result.counted[0]:
        notes.append(Message("note.draw_rules_broken", {"count": result.counted[0]}))
    return tuple(notes)


def _mine(document: Document, request: VerifyRequest) -> MySeat | None:
    if not request.me:
        return None
    read = document.read
    for number, commitment in enumerate(read.commitments):
        if commitment == commitment_to(request.me, request.salt):
            row = read.rows + 2 - len(read.commitments) + number
            held = document.result.seating[:, number].tolist()
            groups = tuple("" if one == ABSENT else read.problem.groups[one] for one in held)
            return MySeat(number, row, groups)
    return None


def _unknown(request: VerifyRequest, mine: MySeat | None) -> Iterator[Message]:
    if request.me and mine is None:
        yield Message("draw.me_unknown", {"actor": request.me})
