"""From an address to a storage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError

if TYPE_CHECKING:
    from matchmaker.store.storage import Storage

MEMORY = ":memory:"
_FILES = (".db", ".sqlite", ".sqlite3")
_POSTGRES = ("postgresql://", "postgresql+psycopg://", "postgres://")


def open_storage(address: str) -> Storage:
    """Find the storage that an address means; nothing is read or made before it is used.

    Parameters
    ----------
    address
        ``:memory:``; the path of a SQLite file (``.db``, ``.sqlite``, ``.sqlite3``); a
        ``postgresql://`` address; or any other path, which is a folder.

    Raises
    ------
    InputError
        ``store_address`` for an address of something else, ``store_no_driver`` when the driver for
        PostgreSQL is not installed.
    """
    if address == MEMORY:
        from matchmaker.store.memory import MemoryStorage

        return MemoryStorage()
    if address.startswith(_POSTGRES):
        return _postgres("postgresql+psycopg://" + address.split("://", 1)[1])
    if "://" in address:
        raise InputError("store_address", {"address": address.split("://", 1)[0]})
    path = Path(address).expanduser()
    if path.suffix.casefold() in _FILES:
        from matchmaker.store.sqlite_file import SqliteFile

        return SqliteFile(path)
    from matchmaker.store.folder import FolderStorage

    return FolderStorage(path)


def _postgres(address: str) -> Storage:
    from sqlalchemy.exc import ArgumentError

    from matchmaker.store.sql import SqlStorage

    try:
        return SqlStorage(address)
    except ModuleNotFoundError as wrong:
        raise InputError("store_no_driver") from wrong
    except (ArgumentError, ValueError) as wrong:
        raise InputError("store_address", {"address": "postgresql"}) from wrong
