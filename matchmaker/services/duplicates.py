"""Rows that may be one and the same actor: suggested, merged, or said to be different once and for all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.linkage.merge import merged
from matchmaker.linkage.suggest import suggest_duplicates
from matchmaker.model.register import Register
from matchmaker.services.committing import CommitRequest, base_of, commit_difference
from matchmaker.store import records
from matchmaker.store.difference import between
from matchmaker.store.frames import frames_of
from matchmaker.store.records import Different

if TYPE_CHECKING:
    from matchmaker.services.committing import CommitResult
    from matchmaker.services.kept import KeptWorkspace


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two rows that may be one actor; somebody decides."""

    actors: tuple[str, str]
    """Ids, the lesser first."""
    names: tuple[str, str]
    score: float
    """0–1, how much speaks for it."""
    reasons: tuple[Message, ...]
    keep: str
    """The id that is proposed to stay."""


@dataclass(frozen=True, slots=True)
class DuplicatesResult:
    """What may be written twice in a dataset."""

    dataset: str
    version: int
    """0 for a dataset that lies as files."""
    suggestions: tuple[Suggestion, ...]
    """The most likely first."""
    refused: int
    """Pairs that somebody has said are different; they are not suggested again."""


def find_duplicates(workspace: KeptWorkspace, dataset: str) -> DuplicatesResult:
    """Suggest what to merge. Raises ``InputError`` (unknown_dataset)."""
    register = workspace.dataset(dataset).register
    plain, _ = workspace.split(dataset)
    refused = _refused(workspace, plain)
    names = dict(zip(register.ids, register.actors["name"].astype(str), strict=True))
    found = tuple(
        Suggestion(
            (pair.one, pair.other), (names[pair.one], names[pair.other]), pair.score, pair.reasons, pair.keep
        )
        for pair in suggest_duplicates(register, refused)
    )
    return DuplicatesResult(plain, workspace.version(dataset) or 0, found, len(refused))


def _refused(workspace: KeptWorkspace, dataset: str) -> frozenset[tuple[str, str]]:
    with workspace.store.reading() as reading:
        held = [record.body for record in records.of_kind(reading, Different.kind)]
    return frozenset(
        (body.actors[0], body.actors[1])
        for body in held
        if isinstance(body, Different) and body.dataset == dataset
    )


def say_different(workspace: KeptWorkspace, dataset: str, one: str, other: str, author: str) -> None:
    """Remember that two actors are not the same, as a step. Raises ``InputError`` (unknown_actor)."""
    register = workspace.dataset(dataset).register
    register.code(one)
    register.code(other)
    if one == other:
        raise InputError("same_actor", {"actor": one})
    pair = (min(one, other), max(one, other))
    if pair in _refused(workspace, dataset):
        return
    name = Message("step.different", {"one": pair[0], "other": pair[1], "dataset": dataset})
    with workspace.store.step(name, author) as work:
        work.add(Different(dataset=dataset, actors=pair))


@dataclass(frozen=True, slots=True)
class MergeResult:
    """Two rows have become one."""

    committed: CommitResult
    dropped: tuple[Message, ...]
    """What the two said differently, of which only one could be kept."""


def merge(
    workspace: KeptWorkspace, dataset: str, stays: str, goes: str, author: str, base: int
) -> MergeResult:
    """Let one actor take over all that is said of another, as one step.

    *base* is the version in which somebody saw the two; 0 for a dataset that lies as files.

    Raises ``InputError``: ``unknown_actor``, ``same_actor``, ``changed_meanwhile``.
    """
    number = base_of(workspace, dataset, base, author)
    register, _ = workspace.store.register(dataset, number)
    made = merged(register, stays, goes)
    after = Register.from_tables(made.tables)
    name = Message("step.merged", {"stays": stays, "goes": goes, "dataset": dataset})
    difference = between(frames_of(register), frames_of(after))
    wish = CommitRequest(dataset, author, number)
    return MergeResult(commit_difference(workspace, wish, difference, name), made.dropped)
