"""The one door from the command line to the dashboard, opened only when asked for."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError

if TYPE_CHECKING:
    from matchmaker.services.environment import Environment
    from matchmaker.services.kept import KeptWorkspace


def serve(workspace: KeptWorkspace, environment: Environment, host: str, port: int) -> None:
    """Serve the dashboard until stopped.

    Raises ``InputError`` (dashboard_not_installed) with how to get it when the extra is missing.
    """
    if importlib.util.find_spec("dash") is None:
        raise InputError("dashboard_not_installed")
    from dashboard.app import serve as serve_dashboard

    serve_dashboard(workspace, environment, host, port)
