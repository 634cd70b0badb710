"""The guard's own pages, which run no script: log-in, the list of workspaces, and what is not there."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import flask
from werkzeug.exceptions import HTTPException
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from dashboard.components.shell import LANGUAGE_NAMES
from dashboard.components.statement import statement
from dashboard.guard.oidc import RefusedError
from dashboard.state import Outside
from dashboard.texts import words
from matchmaker.kernel.messages import DEFAULT_LANGUAGE, LANGUAGES, Language
from matchmaker.services.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask.typing import ResponseReturnValue
    from werkzeug.wrappers import Request

    from dashboard.guard.config import Config
    from dashboard.guard.desk import Desk

_LOG = logging.getLogger("dashboard.guard")
_HERE: Final = Path(__file__).parent
_ASSETS: Final = _HERE.parent / "assets"
STYLES: Final[Mapping[str, Path]] = {
    "tokens.css": _ASSETS / "a-tokens.css",
    "base.css": _ASSETS / "b-base.css",
    "parts.css": _ASSETS / "c-parts.css",
    "dor.css": _HERE / "dor.css",
    "icons/mark.svg": _ASSETS / "icons" / "mark.svg",
}
ROLES: Final[Mapping[Role, str]] = {
    Role.READER: "role.leser",
    Role.PLANNER: "role.planlegger",
    Role.STEWARD: "role.forvalter",
}
"""Role → code of what it is called."""
MOST_BYTES: Final = 16_000
"""Largest form that is read."""
_TEMPLATES = flask.Flask("dashboard.guard", template_folder=str(_HERE / "templates"), static_folder=None)
_MAY_CHOOSE: Final = "sprak"


def language_of(request: Request) -> Language:
    """The language of the address, or the first of the browser's that is known."""
    asked = request.args.get(_MAY_CHOOSE) or request.accept_languages.best_match(
        ["nb", "no", "nn", "en"], DEFAULT_LANGUAGE
    )
    return next((one for one in LANGUAGES if one == asked), DEFAULT_LANGUAGE)


def safe_address(text: str | None, otherwise: str) -> str:
    """Read where somebody was going: an address of our own, and nothing else."""
    own = text is not None and text.startswith(otherwise) and not text.startswith(("//", "/\\"))
    plain = own and all(" " < sign < "\x7f" and sign != "\\" for sign in str(text))
    return str(text) if plain else otherwise


def not_found(request: Request) -> Response:
    """Say that there is nothing here, in the same words for what is there and not one's to see."""
    return _page(request, "finnes-ikke.html", 404)


def _page(request: Request, template: str, status: int = 200, /, **values: Any) -> Response:  # noqa: ANN401
    language = language_of(request)
    said = words(language)
    home = request.environ["SCRIPT_NAME"] + "/"
    others = [
        (code, LANGUAGE_NAMES[code], f"?{urlencode({_MAY_CHOOSE: code, **_kept(values)})}")
        for code in LANGUAGES
    ]
    text = _TEMPLATES.jinja_env.get_template(template).render(
        t=said.t, language=language, others=others, home=home, **values
    )
    response = Response(text, status, mimetype="text/html")
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Language, Cookie"
    return response


def _kept(values: Mapping[str, Any]) -> dict[str, str]:
    return {"til": values["after"]} if values.get("after") else {}


def make_pages(config: Config, desk: Desk) -> flask.Flask:
    """Make the guard's own pages."""
    app = flask.Flask("dashboard.guard", static_folder=None)
    app.url_map.merge_slashes = False
    app.config["MAX_CONTENT_LENGTH"] = app.config["MAX_FORM_MEMORY_SIZE"] = MOST_BYTES
    home = f"{config.prefix}/"
    _add_open(app)
    _add_statement(app, config)
    _add_log_in(app, desk, home)
    _add_elsewhere(app, desk, home)
    _add_inside(app, config, desk, home)
    return app


def _add_open(app: flask.Flask) -> None:
    @app.get("/health")
    def health() -> ResponseReturnValue:
        return flask.Response("ok", mimetype="text/plain")

    @app.get("/stil/<path:name>")
    def style(name: str) -> ResponseReturnValue:
        if name not in STYLES:
            return not_found(flask.request)
        return flask.send_file(STYLES[name], max_age=3600)

    @app.errorhandler(Exception)
    def wrong(error: Exception) -> ResponseReturnValue:
        if isinstance(error, HTTPException):
            return not_found(flask.request) if error.code in (404, 405) else flask.Response("", error.code)
        _LOG.error("unexpected %s", type(error).__name__)  # its text may name somebody
        return flask.Response("", 500)


def _add_statement(app: flask.Flask, config: Config) -> None:
    @app.get("/tilgjengelighet")
    def accessibility() -> ResponseReturnValue:
        request = flask.request
        outside = Outside(statement=config.statement, contact=config.contact)
        parts = statement(words(language_of(request)), outside)
        return _page(request, "tilgjengelighet.html", parts=parts)


def _add_log_in(app: flask.Flask, desk: Desk, home: str) -> None:
    def form(status: int = 200, /, **more: object) -> Response:
        request = flask.request
        after = safe_address(request.values.get("til"), home)
        door = desk.door(request)
        provider = desk.provider.settings.name if desk.provider else None
        response = _page(request, "logg-inn.html", status, after=after, token=desk.form_token(door),
                         provider=provider, has_accounts=bool(desk.accounts.listed()), **more)  # fmt: skip
        desk.remember_door(response, door)
        return response

    @app.get("/logg-inn")
    def ask() -> ResponseReturnValue:
        if desk.session(flask.request) is not None:
            return redirect(safe_address(flask.request.args.get("til"), home))
        return form()

    @app.post("/logg-inn")
    def try_it() -> ResponseReturnValue:
        given = flask.request.form
        if not desk.form_fits(flask.request, given.get("bevis")):
            return form(403, said="door.form_old")
        token, wait = desk.log_in(flask.request, given.get("konto", ""), given.get("passord", ""))
        if wait:
            answer = form(429, said="door.wait", minutes=-(-wait // 60))
            answer.headers["Retry-After"] = str(wait)
            return answer
        if token is None:
            return form(401, said="door.wrong")
        response = redirect(safe_address(given.get("til"), home), 303)
        desk.remember(response, token)
        desk.remember_browser(response, given.get("konto", ""))
        return response


def _add_elsewhere(app: flask.Flask, desk: Desk, home: str) -> None:
    def refused(status: int) -> Response:
        return _page(flask.request, "avvist.html", status)

    @app.get("/oidc/start")
    def leave() -> ResponseReturnValue:
        door = desk.door(flask.request)
        try:
            address = desk.leave(door, safe_address(flask.request.args.get("til"), home))
        except RefusedError as wrong:
            _LOG.warning("log-in elsewhere not begun: %s", wrong.why)
            return refused(503)
        response = redirect(address)
        desk.remember_door(response, door)
        return response

    @app.get("/oidc/tilbake")
    def come_back() -> ResponseReturnValue:
        try:
            token, after = desk.come_back(flask.request)
        except RefusedError:
            return refused(403)
        response = redirect(after, 303)
        desk.remember(response, token)
        return response


def _add_inside(app: flask.Flask, config: Config, desk: Desk, home: str) -> None:
    @app.get("/")
    def choose() -> ResponseReturnValue:
        session = desk.session(flask.request)
        if session is None:
            return redirect(f"{home}logg-inn")
        language = language_of(flask.request)
        rights = desk.rights(session)
        mine = [
            (place.title, f"{home}{name}/{language}", ROLES[rights[name]])
            for name, place in sorted(config.places.items())
            if name in rights
        ]
        return _page(flask.request, "arbeidsrom.html", places=mine, shown=session.shown,
                     token=desk.token(session))  # fmt: skip

    @app.post("/logg-ut")
    def leave_all() -> ResponseReturnValue:
        session = desk.session(flask.request)
        if session is not None:
            if not desk.token_fits(session, flask.request.form.get("bevis")):
                return _page(flask.request, "avvist.html", 403)
            desk.log_out(session)
        response = redirect(f"{home}logg-inn?sprak={language_of(flask.request)}", 303)
        desk.forget(response)
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
