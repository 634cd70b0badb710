"""The one door from the command line to the dashboard, opened only when asked for."""

from __future__ import annotations

import importlib.util
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from datetime import datetime

    from dashboard.guard.accounts import Accounts
    from dashboard.guard.config import Config
    from matchmaker.services.environment import Environment
    from matchmaker.services.kept import KeptWorkspace


def serve(workspace: KeptWorkspace, environment: Environment, host: str, port: int) -> None:
    """Serve the dashboard to the one person at this machine until stopped.

    Raises ``InputError``: ``dashboard_not_installed`` with how to get it when the extra is missing,
    ``not_own_machine`` for a host that others reach.
    """
    _check_installed()
    from dashboard.serving import serve as serve_dashboard

    serve_dashboard(workspace, environment, host, port)


def check_alone(host: str) -> None:
    """Raise what :func:`serve` would raise, before anything is said."""
    _check_installed()
    from dashboard.serving import check_host

    check_host(host)


def public_config(options: argparse.Namespace) -> Config:
    """Read what a shared dashboard serves, from the options ``--config`` or ``--workspaces``.

    Raises ``InputError``: ``dashboard_not_installed``, ``public_what``, and what reading raises.
    """
    _check_installed()
    from dashboard.guard.config import of_folder, read_config

    if options.config:
        return read_config(Path(options.config), os.environ)
    if options.workspaces:
        accounts = Path(options.accounts) if options.accounts else None
        return of_folder(Path(options.workspaces), options.address, os.environ, accounts)
    raise InputError("public_what", hint=Message("hint.public"))


def serve_public(
    config: Config, environment: Environment, clock: Callable[[], datetime], host: str, port: int
) -> None:
    """Serve a shared dashboard until stopped. Raises ``InputError`` when nobody could log in."""
    from dashboard.serving import serve_public as serve_dashboard

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    serve_dashboard(config, environment, clock, host, port)


def accounts_in(options: argparse.Namespace, clock: Callable[[], datetime]) -> Accounts:
    """Open the accounts that the options mean. Raises ``InputError`` as :func:`public_config`."""
    _check_installed()
    from dashboard.guard.accounts import Accounts
    from dashboard.guard.book import Book
    from dashboard.guard.config import ACCOUNTS_FILE, accounts_of

    if options.config:
        return Accounts(Book(accounts_of(Path(options.config))), clock)
    beside = Path(options.workspaces or ".") / ACCOUNTS_FILE
    return Accounts(Book(Path(options.accounts) if options.accounts else beside), clock)


def _check_installed() -> None:
    if importlib.util.find_spec("dash") is None or importlib.util.find_spec("argon2") is None:
        raise InputError("dashboard_not_installed")
