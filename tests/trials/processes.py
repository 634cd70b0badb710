"""Processes that begin at once, with everything already imported."""

from __future__ import annotations

import multiprocessing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext

PRELOADED = (
    "matchmaker.store.sql",
    "matchmaker.store.folder",
    "alembic.command",
    "psycopg",
    "tests.store_data",
)


def warmed() -> ForkServerContext:
    """Make processes by a server that has imported what they need: no thread of ours is copied."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(PRELOADED))
    return context
