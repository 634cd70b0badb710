"""The command ``overview``: what there is, what needs attention, and what was decided last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from matchmaker.cli import overview_text as text
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.overview_text import Counted, Seen
from matchmaker.kernel.errors import TableErrors
from matchmaker.services.attention import AttentionKind, AttentionRequest, attention, dataset_attention
from matchmaker.services.catalogue import list_datasets, overview
from matchmaker.services.disclosure import Edition

if TYPE_CHECKING:
    from collections.abc import Callable

    from matchmaker.cli.commands import Session
    from matchmaker.services.attention import AttentionItem


def run_overview(session: Session) -> int:
    """Look at one dataset; at all of them when none is named."""
    options = session.options
    if options.dataset is None:
        session.show(_every(session), text.every)
        return Exit.OK
    answer = attention(session.workspace, _request(session, options.dataset), session.environment)
    answer = replace(answer, items=_of_kind(session, answer.items))
    held = overview(session.workspace, options.dataset)
    public = answer.request.edition is Edition.PUBLIC
    session.show(Seen(None if public else held, held.challenges, answer, options.kind or ""), text.one)
    return Exit.OK


def _request(session: Session, dataset: str) -> AttentionRequest:
    return AttentionRequest(dataset, Edition(session.options.edition))


def _of_kind(session: Session, items: tuple[AttentionItem, ...]) -> tuple[AttentionItem, ...]:
    """What needs attention of the kind that is asked for; everything when none is."""
    if session.options.kind is None:
        return items
    kind = AttentionKind(session.options.kind)
    return tuple(item for item in items if item.kind is kind)


def _every(session: Session) -> tuple[Counted, ...]:
    """Every dataset with how much in it needs attention; no count where its files have faults."""
    found = []
    for info in list_datasets(session.workspace):
        try:
            asked = _request(session, info.name)
            items = dataset_attention(session.workspace, asked, session.environment)
            count: int | None = len(_of_kind(session, items))
        except TableErrors:
            count = None
        found.append(Counted(info, count))
    return tuple(found)


COMMANDS: dict[str, Callable[[Session], int]] = {"overview": run_overview}
