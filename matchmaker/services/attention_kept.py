"""What needs attention in what is kept about people and data: times of keeping, drafts, who was told."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from matchmaker.kernel.errors import Message
from matchmaker.services.attention_items import AttentionItem, AttentionKind, Urgency, dated
from matchmaker.services.drafts import list_drafts
from matchmaker.services.kept import KeptWorkspace
from matchmaker.services.rights import look_at_retention
from matchmaker.store.audit import anchor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.services.environment import Environment
    from matchmaker.services.rights import PurposeShown, RetentionResult
    from matchmaker.services.workspace import Dataset, Workspace

SOON: Final = 30
"""Days before something goes from which it is told."""
_COMMAND: Final = "matchmaker retention --preview"


@dataclass(frozen=True, slots=True)
class RetentionRequest:
    """A question about what goes; the answer is the same while the state is."""

    dataset: str
    """The dataset that is looked at beside it; what goes is asked of the whole workspace."""
    state: str
    """From :func:`state_of`."""


def state_of(workspace: KeptWorkspace) -> str:
    """What tells one state of everything that is kept from another: the log's last entry, and the drafts."""
    with workspace.store.reading() as reading:
        number, last = anchor(reading)
        drafts = [f"{row['id']} {row['revision']} {row['at']}" for row in reading.rows("draft")]
    return "\n".join((f"{number} {last}", *drafts))


def retention_attention(
    workspace: Workspace, request: RetentionRequest, environment: Environment
) -> tuple[AttentionItem, ...]:
    """What is to be taken away today, and what soon is, one item for each purpose.

    Nothing where nothing is kept. Raises ``InputError`` (not_allowed).
    """
    del request
    if not isinstance(workspace, KeptWorkspace):
        return ()
    result = look_at_retention(workspace.store, environment)
    soon = (environment.today + timedelta(days=SOON)).isoformat()
    return tuple(item for shown in result.purposes for item in _purpose(shown, result, soon))


def _purpose(shown: PurposeShown, result: RetentionResult, soon: str) -> Iterator[AttentionItem]:
    name = Message(f"purpose.{shown.purpose}")
    due = sorted(one.goes for one in result.due if one.purpose == shown.purpose)
    if due:
        said = Message("attention.goes_now", {"purpose": name, "count": len(due)})
        yield AttentionItem(AttentionKind.RETENTION, shown.purpose, Urgency.IMPORTANT, said, len(due),
                            _COMMAND, due=due[0])  # fmt: skip
    elif shown.next and shown.next <= soon:
        said = Message("attention.goes_soon", {"purpose": name})
        yield AttentionItem(AttentionKind.RETENTION, shown.purpose, Urgency.NOTE, said, 1, _COMMAND,
                            due=shown.next)  # fmt: skip


def drafts_attention(workspace: KeptWorkspace, dataset: str | None) -> tuple[AttentionItem, ...]:
    """Drafts that are to be a version of a dataset; for ``None``, those that are to be a new dataset."""
    known = {info.name for info in workspace.datasets()}
    drafts = list_drafts(workspace)
    found = [
        one for one in drafts if one.dataset == dataset or (dataset is None and one.dataset not in known)
    ]
    return tuple(
        AttentionItem(
            AttentionKind.DRAFT, one.id, Urgency.NOTE,
            Message("attention.draft", {"dataset": one.dataset, "who": one.author, "date": dated(one.at)}), 1,
            "", record=one.id,
        )
        for one in found
    )  # fmt: skip


def data_attention(opened: Dataset, dataset: str) -> Iterator[AttentionItem]:
    """What looked odd when it was read, and persons who may not have been told; the invented are left out."""
    name = shlex.quote(dataset)
    if opened.warnings:
        count = len(opened.warnings)
        said = Message("attention.warnings", {"count": count})
        yield AttentionItem(AttentionKind.DATA, "lest", Urgency.NOTE, said, count, f"matchmaker check {name}")
    actors = opened.register.actors
    real = (actors["form"] == "person") & ~actors["synthetic"].fillna(value=False).astype(bool)
    untold = int((real & actors["informed"].isna()).sum())
    if untold:
        said = Message("attention.not_informed", {"count": untold})
        yield AttentionItem(AttentionKind.INFORMED, "register", Urgency.NOTE, said, untold,
                            f"matchmaker export {name} {shlex.quote(f'{dataset}.xlsx')}")  # fmt: skip
