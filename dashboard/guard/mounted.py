"""The workspaces: each is a dashboard of its own below its own address, made when it is first asked for."""

from __future__ import annotations

import logging
from threading import Lock
from typing import TYPE_CHECKING, Final

import flask
from dash.exceptions import CallbackException
from werkzeug.exceptions import HTTPException

from dashboard.app import create_app
from dashboard.guard.pages import language_of
from dashboard.guard.who import WHO
from dashboard.texts import words
from matchmaker.kernel.errors import InputError
from matchmaker.services.opening import open_workspace
from matchmaker.services.roles import RoleGate
from matchmaker.services.workspace import FolderWorkspace, bundled_data

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from _typeshed.wsgi import WSGIApplication

    from dashboard.guard.config import Config, Place
    from matchmaker.services.environment import Environment

_LOG = logging.getLogger("dashboard.guard")
_NOT_UNDERSTOOD: Final = (
    CallbackException, TypeError, AttributeError, ValueError, LookupError, RecursionError,
)  # fmt: skip
"""What comes of a callback that is sent something that no page of ours sends."""


class Mounted:
    """The dashboards of the workspaces.

    Parameters
    ----------
    config
        Which workspaces there are.
    environment, clock
        Tell the day, and the time.
    token_cookie
        See :func:`dashboard.app.create_app`.
    """

    def __init__(
        self, config: Config, environment: Environment, clock: Callable[[], datetime], token_cookie: str
    ) -> None:
        self._config = config
        self._environment = environment
        self._clock = clock
        self._cookie = token_cookie
        self._made: dict[str, WSGIApplication] = {}
        self._lock = Lock()

    def served(self, name: str) -> WSGIApplication | None:
        """The dashboard of a workspace; ``None`` for one that is not there."""
        place = self._config.places.get(name)
        if place is None:
            return None
        with self._lock:
            if name not in self._made:
                self._made[name] = self._make(place)
            return self._made[name]

    def _make(self, place: Place) -> WSGIApplication:
        files = FolderWorkspace([*place.data, bundled_data()], fetched=place.figures)
        workspace = open_workspace(place.keeps, files, self._clock, RoleGate(WHO.get))
        base = f"{self._config.prefix}/{place.name}"
        app = create_app(workspace, self._environment, base, self._cookie)
        app.server.register_error_handler(Exception, _told)
        served: WSGIApplication = app.server.wsgi_app
        return served


def _told(wrong: Exception) -> flask.typing.ResponseReturnValue:
    """Answer what nobody caught without a trace: its text may name somebody, and so stands in no log."""
    if isinstance(wrong, HTTPException):
        return wrong
    if isinstance(wrong, InputError):
        return flask.Response("", 403 if wrong.code == "not_allowed" else 400)
    trace = wrong.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "?"
    if flask.request.method == "POST" and isinstance(wrong, _NOT_UNDERSTOOD):
        _LOG.warning("not understood: %s at %s", type(wrong).__name__, place)
        said = words(language_of(flask.request)).t("door.not_understood")
        return flask.Response(said, 400, mimetype="text/plain")
    _LOG.error("unexpected %s at %s", type(wrong).__name__, place)
    return flask.Response("", 500)
