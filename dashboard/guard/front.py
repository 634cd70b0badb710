"""The front of a shared dashboard: every request passes here, and nothing behind it is open to nobody."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit

from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Request, Response

from dashboard import state
from dashboard.app import TOKEN_HEADER
from dashboard.guard.desk import Desk
from dashboard.guard.headers import with_headers
from dashboard.guard.mounted import Mounted
from dashboard.guard.names import OWN
from dashboard.guard.origin import SAFE, drawn_in, same_origin
from dashboard.guard.pages import make_pages, not_found
from dashboard.guard.who import WHO
from matchmaker.kernel.messages import LANGUAGES
from matchmaker.services.roles import Who

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from _typeshed.wsgi import StartResponse, WSGIApplication

    from dashboard.guard.config import Config
    from matchmaker.services.environment import Environment

_LOG = logging.getLogger("dashboard.guard")
LEFT_HEADER: Final = "Samskaping-Left"
"""Tells our own pages how many seconds the log-in lasts if nothing more is asked for."""


def guarded(
    config: Config, environment: Environment, clock: Callable[[], datetime], desk: Desk | None = None
) -> WSGIApplication:
    """Put a shared dashboard together.

    Parameters
    ----------
    config
        What whoever runs it has decided.
    environment, clock
        Tell the day, and the time with its time zone.
    desk
        Who is let in; made of the configuration when none is given.

    Returns
    -------
    WSGIApplication
        For any WSGI server.

    Raises
    ------
    InputError
        ``nobody_can_log_in`` when there are neither accounts nor a provider of log-in, and what reading
        the accounts raises.
    """
    watch = desk or Desk(config, clock)
    watch.check()
    front = Front(config, watch, Mounted(config, environment, clock, watch.token_cookie))
    served: WSGIApplication = ProxyFix(front, x_for=config.proxies, x_proto=0)
    return with_headers(served, secure=config.secure)


class Front:
    """Decides for each request who asks, whether our own page asks, and what may answer."""

    def __init__(self, config: Config, desk: Desk, mounted: Mounted) -> None:
        self._config = config
        self._desk = desk
        self._mounted = mounted
        self._pages = make_pages(config, desk)

    def __call__(self, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        """Answer a request; see PEP 3333."""
        self._place(environ)
        first, _, rest = environ.get("PATH_INFO", "").lstrip("/").partition("/")
        request = Request(environ)
        if drawn_in(environ):
            return Response(status=403)(environ, start)
        if request.method not in SAFE and not same_origin(environ, self._config.origin):
            _LOG.warning("refused: sent by another page")
            return Response(status=403)(environ, start)
        if first in ("", *OWN):
            served: WSGIApplication = self._pages.wsgi_app
            return served(environ, start)
        return self._inside(request, first, rest)(environ, start)

    def _place(self, environ: dict[str, Any]) -> None:
        """Have everything behind see the address that is configured, whatever the request says it is."""
        parts = urlsplit(self._config.address)
        environ["wsgi.url_scheme"], environ["HTTP_HOST"] = parts.scheme, parts.netloc
        environ["SERVER_NAME"] = parts.hostname or ""
        environ["SERVER_PORT"] = str(parts.port or (443 if self._config.secure else 80))
        path, prefix = environ.get("PATH_INFO", ""), self._config.prefix
        if prefix and (path == prefix or path.startswith(f"{prefix}/")):  # a proxy that leaves it on
            environ["PATH_INFO"] = path[len(prefix) :]
        environ["SCRIPT_NAME"] = prefix

    def _inside(self, request: Request, name: str, rest: str) -> WSGIApplication:
        session = self._desk.session(request)
        if session is None:
            return self._log_in_first(request)
        sent = request.headers.get(TOKEN_HEADER)
        if request.method not in SAFE and not self._desk.token_fits(session, sent):
            _LOG.warning("refused: without the token, account %s", self._desk.mark(session.account))
            return Response(status=403)
        role = self._desk.rights(session).get(name)
        served = self._mounted.served(name) if role else None
        if served is None or role is None:
            return not_found(request)
        if not rest and not request.path.endswith("/"):
            return Response(status=302, headers={"Location": f"{self._config.prefix}/{name}/"})
        inside = (
            Response(status=204)
            if rest == state.HERE
            else self._as_somebody(served, name, Who(session.shown, role))
        )
        return _with_left(inside, session.left)

    def _log_in_first(self, request: Request) -> WSGIApplication:
        page = request.method in SAFE and request.accept_mimetypes.accept_html and "/_" not in request.path
        if not page:
            return Response(status=401)
        asked = request.full_path.rstrip("?") if request.query_string else request.path
        language = next((part for part in request.path.split("/")[2:3] if part in LANGUAGES), None)
        said = {"til": f"{self._config.prefix}{asked}", **({"sprak": language} if language else {})}
        after = urlencode(said)
        return Response(status=302, headers={"Location": f"{self._config.prefix}/logg-inn?{after}"})

    def _as_somebody(self, served: WSGIApplication, name: str, who: Who) -> WSGIApplication:
        base = f"{self._config.prefix}/{name}"
        config = self._config
        outside = state.Outside(base, f"{config.prefix}/", config.statement, config.contact)

        def answer(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
            environ["SCRIPT_NAME"] = base
            environ["PATH_INFO"] = environ["PATH_INFO"].lstrip("/")[len(name) :]
            tokens = WHO.set(who), state.OUTSIDE.set(outside)
            try:
                return served(environ, start)
            finally:
                WHO.reset(tokens[0])
                state.OUTSIDE.reset(tokens[1])

        return answer


def _with_left(served: WSGIApplication, left: int) -> WSGIApplication:
    def answer(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:  # noqa: ANN401 - as PEP 3333 has it
            return start(status, [*headers, (LEFT_HEADER, str(left))], *rest)

        return served(environ, begin)

    return answer
