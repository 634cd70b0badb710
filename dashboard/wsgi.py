"""The shared dashboard for a WSGI server: ``gunicorn dashboard.wsgi:application``.

What is to be served is said by the environment: ``MATCHMAKER_CONFIG``, a TOML file; or
``MATCHMAKER_WORKSPACES``, a folder of workspaces, with ``MATCHMAKER_ADDRESS``, ``MATCHMAKER_ACCOUNTS`` (a
file) and ``MATCHMAKER_PROXIES`` (a number). ``MATCHMAKER_SECRET_KEY`` or ``MATCHMAKER_SECRET_KEY_FILE``
holds the secret key, ``MATCHMAKER_OIDC_SECRET`` the secret for log-in elsewhere.
"""

from __future__ import annotations

import logging
import os
from datetime import datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from dashboard.app import take_turns
from dashboard.guard.config import Config, of_folder, read_config
from dashboard.guard.front import guarded
from matchmaker.kernel.errors import InputError, MatchmakerError
from matchmaker.kernel.messages import catalogue
from matchmaker.services.environment import Environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _typeshed.wsgi import WSGIApplication


def now() -> datetime:
    """Day and time, from the clock."""
    return datetime.now(ZoneInfo("Europe/Oslo"))


def config_of(environ: Mapping[str, str]) -> Config:
    """Read what is to be served. Raises as :func:`dashboard.guard.config.read_config`."""
    if environ.get("MATCHMAKER_CONFIG"):
        return read_config(Path(environ["MATCHMAKER_CONFIG"]), environ)
    accounts, proxies = environ.get("MATCHMAKER_ACCOUNTS"), environ.get("MATCHMAKER_PROXIES", "0")
    if not proxies.isdigit():
        raise InputError("config_value", {"name": "MATCHMAKER_PROXIES"})
    return of_folder(
        Path(environ.get("MATCHMAKER_WORKSPACES", ".")),
        environ.get("MATCHMAKER_ADDRESS", ""),
        environ,
        Path(accounts) if accounts else None,
        int(proxies),
    )


def application_of(environ: Mapping[str, str]) -> WSGIApplication:
    """Put the application together; what is missing is said in words, and ends the process."""
    take_turns()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    try:
        return guarded(config_of(environ), Environment(lambda: now().date(), timer=monotonic), now)
    except MatchmakerError as wrong:
        words = catalogue()
        said = [words.say(wrong.message), *([words.say(wrong.hint)] if wrong.hint else [])]
        raise SystemExit("\n".join(said)) from None


def __getattr__(name: str) -> WSGIApplication:
    """Make ``application`` when a WSGI server asks for it, and not when somebody reads this module."""
    if name != "application":
        raise AttributeError(name)
    made = application_of(os.environ)
    globals()["application"] = made
    return made
