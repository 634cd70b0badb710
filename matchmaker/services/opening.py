"""From an address and some folders to a workspace that keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.services.kept import KeptWorkspace
from matchmaker.store.opening import open_storage
from matchmaker.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from matchmaker.services.workspace import FolderWorkspace
    from matchmaker.store.gate import Gate


def open_workspace(
    address: str, files: FolderWorkspace, clock: Callable[[], datetime], gate: Gate | None = None
) -> KeptWorkspace:
    """Open a workspace; nothing is read or made before it is used.

    Parameters
    ----------
    address
        Where it keeps; see :func:`matchmaker.store.opening.open_storage`.
    files
        Datasets that are read from where they lie.
    clock
        Tells the time, with its time zone.
    gate
        Is asked before anything is read or changed; open when none is given.

    Raises
    ------
    InputError
        ``store_address``, ``store_no_driver``.
    """
    return KeptWorkspace(Store(open_storage(address), clock, gate), files)
