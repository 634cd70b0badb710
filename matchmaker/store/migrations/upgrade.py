"""Bring a database's tables up to date, in the connection and the transaction of the caller."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from matchmaker.kernel.errors import InputError

if TYPE_CHECKING:
    from sqlalchemy import Connection

REVISION = "0001"
"""The newest step."""


def found_revision(connection: Connection) -> str | None:
    """The step the database has come to; ``None`` for one without our tables."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def upgrade(connection: Connection) -> None:
    """Take every step that is missing.

    Raises ``InputError``: ``store_newer`` for a database of a later tool; ``store_damaged`` for one that has
    our tables and does not know from which step.
    """
    from alembic import command  # slow to import, and seldom needed
    from alembic.config import Config

    found = found_revision(connection)
    if found is not None and found > REVISION:
        raise InputError("store_newer", {"found": found, "known": REVISION})
    if found is None and inspect(connection).has_table("meta"):
        place = str(connection.engine.url.database)
        raise InputError("store_damaged", {"place": place, "where": "alembic_version"})
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
