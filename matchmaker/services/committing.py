"""A dataset becomes a new version: first what would change, then the change itself, then Excel again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model.register import Register
from matchmaker.services.comparing import counts_of, difference_result
from matchmaker.services.kept import text_of_package
from matchmaker.sources.datapackage import Package, read_package
from matchmaker.sources.reading import load_tables
from matchmaker.store import versions
from matchmaker.store.difference import Difference, between
from matchmaker.store.frames import FEATURES, frames_of, no_frames

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from matchmaker.model.tables import Tables
    from matchmaker.services.comparing import DifferenceResult, SheetCounts
    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.store.steps import Work


@dataclass(frozen=True, slots=True)
class CommitRequest:
    """A wish to keep a dataset as a new version."""

    dataset: str
    author: str
    """Who is told in the log."""
    base: int = 0
    """The version that the change was made from; 0 for a new dataset."""
    token: str | None = None
    """The same wish under the same token is done once."""


@dataclass(frozen=True, slots=True)
class CommitResult:
    """A new version."""

    dataset: str
    version: int
    counts: tuple[SheetCounts, ...]
    rows: int
    """Rows that differ from the version before."""
    actor: str | None = None
    """Id of the actor whose own row was kept; ``None`` for anything else."""


def present_register(workspace: KeptWorkspace, dataset: str) -> tuple[Register, int]:
    """The present version of a dataset and its number; files count as version 0, and so does nothing."""
    number = workspace.version(dataset)
    return based_on(workspace, dataset, number or 0), number or 0


def based_on(workspace: KeptWorkspace, dataset: str, base: int) -> Register:
    """The version that a change was made from: 0 means the files, or nothing where there are none.

    Raises ``InputError`` (unknown_version).
    """
    if base:
        return workspace.store.register(dataset, base)[0]
    known = any(info.name == dataset for info in workspace.files.datasets())
    return workspace.files.dataset(dataset).register if known else Register.of_valid(_nothing())


def _nothing() -> Tables:
    from matchmaker.model.tables import Tables

    frames = no_frames()
    features = frames.pop(FEATURES)
    return Tables(frames, features)


def preview(workspace: KeptWorkspace, dataset: str, base: int, tables: Tables) -> DifferenceResult:
    """Say what *tables* change in the version that they were made from; see :func:`based_on`.

    That is what :func:`commit` keeps, also when others have changed something else meanwhile. Raises
    ``TableErrors`` for tables that are not valid.
    """
    before, after = based_on(workspace, dataset, base), Register.from_tables(tables)
    return difference_result(dataset, base, between(frames_of(before), frames_of(after)))


def commit(
    workspace: KeptWorkspace, request: CommitRequest, tables: Tables, package: Package | None = None,
    also: Callable[[Work], None] | None = None,
) -> CommitResult:  # fmt: skip
    """Keep *tables* as the dataset's next version, as one step; *also* is done in the same step.

    Raises
    ------
    TableErrors
        The tables are not valid; nothing is kept.
    InputError
        ``nothing_changed``; ``changed_meanwhile`` with who changed what since the version that the change
        was made from; ``dataset_exists`` when a new dataset's name is taken; ``done_already``.
    """
    after = Register.from_tables(tables)
    if request.base:
        before, _ = workspace.store.register(request.dataset, request.base)
        return commit_difference(workspace, request, between(frames_of(before), frames_of(after)), also=also)
    name = Message("step.founded", {"dataset": request.dataset})
    with workspace.store.step(name, request.author, request.token) as work:
        number = work.found(request.dataset, after, text_of_package(package or Package()))
        if also is not None:
            also(work)
    counts = counts_of(between(no_frames(), frames_of(after)))
    return CommitResult(request.dataset, number, counts, sum(one.added for one in counts))


def preview_path(workspace: KeptWorkspace, dataset: str, path: Path) -> DifferenceResult:
    """Say what would change if a folder or workbook became the next version; raises as :func:`preview`."""
    tables = load_tables(path)[0]
    return preview(workspace, dataset, workspace.version(dataset) or 0, tables)


def commit_path(workspace: KeptWorkspace, request: CommitRequest, path: Path) -> CommitResult:
    """Keep a folder or workbook as the next version; raises as :func:`commit`."""
    return commit(workspace, request, load_tables(path)[0], read_package(path)[0])


def commit_difference(
    workspace: KeptWorkspace, request: CommitRequest, difference: Difference, name: Message | None = None,
    also: Callable[[Work], None] | None = None,
) -> CommitResult:  # fmt: skip
    """Keep a difference as the dataset's next version; *also* and errors as for :func:`commit`."""
    counts = counts_of(difference)
    rows = sum(one.added + one.changed + one.removed for one in counts)
    said = name or Message("step.changed", {"dataset": request.dataset, "rows": rows})
    with workspace.store.step(said, request.author, request.token) as work:
        number = work.change(request.dataset, request.base, difference)
        if also is not None:
            also(work)
    return CommitResult(request.dataset, number, counts, rows)


def keep(workspace: KeptWorkspace, dataset: str, author: str) -> int:
    """Keep a dataset that lies as files, under its own name; returns the version's number.

    One that is kept already stays as it is.
    """
    plain, number = workspace.split(dataset)
    found = number or workspace.version(plain)
    if found is not None:
        return found
    opened = workspace.files.dataset(plain)
    name = opened.info.name
    if workspace.version(name) is not None:
        raise InputError("dataset_exists", {"name": name})
    request = CommitRequest(name, author)
    return commit(workspace, request, opened.register.tables(), workspace.about(plain)).version


def base_of(workspace: KeptWorkspace, dataset: str, base: int, author: str) -> int:
    """Give the version that a change was made from; 0 means files, which are kept first.

    When somebody else has kept the same files meanwhile, it is the version with which the dataset began,
    and not whatever they have made of it: else their changes would be overwritten in silence.
    """
    if base:
        return base
    keep(workspace, dataset, author)
    with workspace.store.reading() as reading:
        begun = [one.number for one in versions.versions(reading, dataset) if one.parent is None]
    return begun[-1]


def export_workbook(workspace: KeptWorkspace, dataset: str) -> bytes:
    """Write a dataset (``name`` or ``name@version``) as a workbook that reads back equal.

    Raises ``InputError`` (unknown_dataset, unknown_version) or ``TableErrors`` (faulty files).
    """
    from matchmaker.sources.writing import workbook_bytes  # openpyxl is slow to import

    return workbook_bytes(workspace.dataset(dataset).register.tables())


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """A version in a list."""

    number: int
    author: str
    at: str
    step: Message | None
    """What was done."""
    same_as: int | None
    """The earlier version that an undo brought back; ``None`` for new content."""


def list_versions(workspace: KeptWorkspace, dataset: str) -> tuple[VersionInfo, ...]:
    """Every version of a kept dataset, oldest first. Raises ``InputError`` (unknown_dataset)."""
    from matchmaker.store.steps import steps

    with workspace.store.reading() as reading:
        versions.present(reading, dataset)
        names = {step.number: step.name for step in steps(reading)}
        found = versions.versions(reading, dataset)
    return tuple(
        VersionInfo(one.number, one.author, one.at, names.get(one.step),
                    None if one.content_of == one.number else one.content_of)
        for one in found
    )  # fmt: skip
