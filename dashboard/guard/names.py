"""Names of workspaces, as they stand in addresses."""

from __future__ import annotations

import re
from typing import Final

from matchmaker.kernel.errors import InputError

OWN: Final = ("health", "logg-inn", "logg-ut", "oidc", "stil", "tilgjengelighet")
"""First parts of the guard's own addresses, which no workspace can have."""
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def check_workspace(name: str) -> str:
    """Read the name of a workspace. Raises ``InputError`` (workspace_name)."""
    if not _NAME.fullmatch(name) or name in OWN:
        raise InputError("workspace_name", {"workspace": name[:64], "taken": OWN})
    return name
