"""The one place where the dashboard is put together: a workspace and an environment become a web page."""

from __future__ import annotations

import sys
from functools import wraps
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import flask
from dash import Dash

from dashboard import state
from dashboard.components import loading, shell
from dashboard.components.still import still
from dashboard.pages import routes
from dashboard.pages.answers import Answers
from dashboard.texts import words

if TYPE_CHECKING:
    from collections.abc import Callable

    import werkzeug

    from matchmaker.services.environment import Environment
    from matchmaker.services.kept import KeptWorkspace

MOST_BYTES = 28_000_000
"""Largest request that is read: a file of the largest size, written as base64, and what goes with it."""
TURN = 0.001
"""Seconds after which a thread lets another go on: a search in one must not hold up answers in others."""
TOKEN_COOKIE, TOKEN_HEADER = "samskaping-token", "X-Samskaping-Token"
_INDEX = """<!DOCTYPE html>
<html lang="{language}">
<head>
{metas}
<meta name="color-scheme" content="light dark">
<title>{title}</title>
{late}
<link rel="icon" type="image/svg+xml" href="{icon}">
{css}
</head>
<body>
{entry}
<noscript>{noscript}</noscript>
{config}
{scripts}
{renderer}
</body>
</html>"""


class Dashboard(Dash):
    """Sends the first bytes in the reader's language, with the page's own title."""

    answers: Answers
    """What its pages are filled with."""

    def callback(self, *where: Any, **how: Any) -> Callable[[Callable[..., Any]], Any]:  # noqa: ANN401
        """Register a callback; what it answers and only tells is drawn as one component (:mod:`still`)."""
        register = super().callback(*where, **how)

        def connect(answer: Callable[..., Any]) -> Any:  # noqa: ANN401 - as Dash gives it back
            @wraps(answer)
            def told(*given: Any) -> Any:  # noqa: ANN401 - as it comes from the browser
                return still(answer(*given))

            return register(told)

        return connect

    def interpolate_index(self, *_args: object, **parts: str) -> str:
        """Fill in the first page; see :meth:`dash.Dash.interpolate_index`."""
        route = _route()
        return _INDEX.format(
            language=route.language,
            title=shell.title(route),
            icon=self.get_asset_url("icons/mark.svg"),
            noscript=words(route.language).t("shell.noscript"),
            entry=parts["app_entry"].replace("Loading...", words(route.language).t("state.loading")),
            late=loading.needed_later(self, parts["scripts"]),
            scripts=loading.needed_now(self, parts["scripts"]),
            **{name: parts[name] for name in ("metas", "css", "config", "renderer")},
        )


def take_turns() -> None:
    """Let the threads of a server take turns five times as often as Python does by itself (decision 0023)."""
    sys.setswitchinterval(TURN)


def _route() -> state.Route:
    return state.route(flask.request.script_root + flask.request.path)


def create_app(
    workspace: KeptWorkspace, environment: Environment, base: str = "", token_cookie: str = TOKEN_COOKIE
) -> Dashboard:
    """Put the dashboard together.

    Parameters
    ----------
    workspace
        Where datasets are read and kept.
    environment
        Tells the day on which questions are asked, and who follows long work.
    base
        What the browser's addresses begin with, where the application is mounted below the root.
    token_cookie
        Cookie whose value the browser sends back in the header :data:`TOKEN_HEADER` with all it sends.

    Returns
    -------
    Dashboard
        The application; ``.server`` is the WSGI application. Nothing is fetched from other hosts.
    """
    app = Dashboard(
        "dashboard",
        server=loading.new_server("dashboard"),  # type: ignore[arg-type]
        assets_folder=str(Path(__file__).parent / "assets"),
        assets_path_ignore=[f"^{loading.LATE}$"],
        assets_ignore=r"cytoscape\.min",  # fetched where there is a drawing
        serve_locally=True,
        compress=True,
        title=words().t("shell.name"),
        update_title="",
        suppress_callback_exceptions=True,  # pages come and go; a test holds that every id exists
        health_endpoint="health",
        enable_mcp=False,
        requests_pathname_prefix=f"{base}/",
        routes_pathname_prefix="/",
        csrf_token_name=token_cookie,
        csrf_header_name=TOKEN_HEADER,
        add_log_handler=False,
    )
    loading.keep_assets(app)
    app.enable_dev_tools(debug=False)
    app.layout = shell.shell
    app.answers = Answers(workspace, environment)
    routes.register(app, app.answers)
    _protect(app)
    return app


def _protect(app: Dash) -> None:
    """Set limits and headers, send ``/`` to the first page, and call a missing page missing."""
    server = app.server
    server.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
    policy = "; ".join((
        "default-src 'self'",
        f"script-src 'self' {' '.join(app.csp_hashes())}",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ))  # fmt: skip

    @server.before_request  # type: ignore[untyped-decorator]
    def begin() -> werkzeug.Response | None:
        if flask.request.path in ("/", "/nb", "/nn", "/en"):
            language = _route().language
            return flask.redirect(state.href(language, state.FIRST_PAGE))
        return None

    @server.after_request  # type: ignore[untyped-decorator]
    def end(response: flask.Response) -> flask.Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        page = response.mimetype == "text/html" and response.status_code == HTTPStatus.OK
        if page and _route().page is None:
            response.status_code = HTTPStatus.NOT_FOUND
        return response
