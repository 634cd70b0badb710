"""Serving the dashboard: to the one person at this machine, or to those who log in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard.app import create_app, take_turns
from dashboard.guard.config import LOOPBACK
from dashboard.guard.front import guarded
from dashboard.guard.origin import OwnMachine
from dashboard.pages.ahead import begin_reading
from matchmaker.kernel.errors import InputError, Message

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from _typeshed.wsgi import WSGIApplication

    from dashboard.guard.config import Config
    from matchmaker.services.environment import Environment
    from matchmaker.services.kept import KeptWorkspace

THREADS = 8


def check_host(host: str) -> None:
    """Refuse to listen to others where there is no log-in. Raises ``InputError`` (not_own_machine)."""
    if host not in LOOPBACK:
        raise InputError("not_own_machine", {"host": host}, hint=Message("hint.public"))


def serve(workspace: KeptWorkspace, environment: Environment, host: str, port: int) -> None:
    """Serve the dashboard to the one person at this machine, without log-in, until stopped.

    Parameters
    ----------
    workspace, environment
        See :func:`dashboard.app.create_app`.
    host, port
        Where to listen; raises as :func:`check_host`.
    """
    check_host(host)
    app = create_app(workspace, environment)
    begin_reading(app.answers)
    _wait(OwnMachine(app.server), host, port)


def serve_public(
    config: Config, environment: Environment, clock: Callable[[], datetime], host: str, port: int
) -> None:
    """Serve a shared dashboard until stopped; raises as :func:`dashboard.guard.front.guarded`.

    Parameters
    ----------
    config, environment, clock
        See :func:`dashboard.guard.front.guarded`.
    host, port
        Where to listen. What is sent here is not encrypted: a proxy with https stands in front.
    """
    _wait(guarded(config, environment, clock), host, port)


def _wait(served: WSGIApplication, host: str, port: int) -> None:
    from waitress import serve as wait

    from dashboard.app import MOST_BYTES

    take_turns()
    wait(served, host=host, port=port, threads=THREADS, ident=None, max_request_body_size=MOST_BYTES)
