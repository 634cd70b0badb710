"""What the browser fetches at once, what only where it is used, and how long it keeps what it has."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

import flask

if TYPE_CHECKING:
    from dash import Dash

LATE: Final = "late"
"""Folder of assets that are not in every page."""
LATE_LIBRARIES: Final = ("dash_ag_grid",)
"""Component libraries that few pages use; ``assets/late.js`` has stand-ins that fetch them."""
PLOTLY: Final = f"{LATE}/plotly-basic.min.js"
"""The part of plotly.js that knows bars, lines and points, as its makers publish it."""
GENERATORS: Final = f"{LATE}/regenerator-runtime.js"
"""What is left of Dash's polyfill for browsers of 2019 in those of today."""
POLYFILL, UNUSED = "dash/deps/polyfill@", ("dash/dash_table/",)
YEAR, HOUR = 31_536_000, 3_600
_SCRIPT: Final = re.compile(r'<script src="([^"]+)"></script>\n?')
_COMPRESSED: Final = [
    "text/html", "text/css", "application/json", "application/javascript", "text/javascript", "image/svg+xml",
]  # fmt: skip


def needed_now(app: Dash, scripts: str) -> str:
    """Leave out of a page's scripts those of libraries that are fetched later, or never."""

    def kept(one: re.Match[str]) -> str:
        if _in(one[1], (POLYFILL,)):
            return one[0].replace(one[1], _address(app, GENERATORS))
        return "" if _later(one[1]) or _in(one[1], UNUSED) else one[0]

    return _SCRIPT.sub(kept, scripts)


def needed_later(app: Dash, scripts: str) -> str:
    """Tell the page where to fetch what it may come to need, as ``<meta>`` that ``assets/late.js`` reads."""
    parts = {library: src for src in _SCRIPT.findall(scripts) if (library := _later(src))}
    parts["plotly"] = _address(app, PLOTLY)
    return "\n".join(
        f'<meta name="late" data-part="{name}" content="{escape(src)}">' for name, src in parts.items()
    )


def _address(app: Dash, asset: str) -> str:
    changed = (Path(app.config.assets_folder) / asset).stat().st_mtime
    return f"{app.get_asset_url(asset)}?m={int(changed)}"


def _later(src: str) -> str:
    return next((library for library in LATE_LIBRARIES if _in(src, (f"{library}/",))), "")


def _in(src: str, folders: tuple[str, ...]) -> bool:
    return any(f"/_dash-component-suites/{folder}" in src for folder in folders)


class Compressed:
    """Keeps files that never change as they are sent; what has no name to be kept under is not kept."""

    def __init__(self) -> None:
        self._held: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        """What was kept, if anything."""
        return self._held.get(key)

    def set(self, key: str, value: bytes) -> None:
        """Keep it, where the key ends in a name."""
        if not key.endswith(";"):
            self._held[key] = value


def new_server(name: str) -> flask.Flask:
    """Make the server, which sends what is large compressed, and what never changes compressed once.

    It is made before the application, since what compresses reads its settings once.
    """
    server = flask.Flask(name)
    server.config["COMPRESS_MIMETYPES"] = _COMPRESSED
    server.config["COMPRESS_CACHE_BACKEND"] = Compressed
    server.config["COMPRESS_CACHE_KEY"] = _kept_as
    return server


def keep_assets(app: Dash) -> None:
    """Let the browser keep assets. To be called last: what is added last comes first, before compressing."""
    app.server.after_request(_keep)


def _kept_as(request: flask.Request) -> str:
    fixed = "/_dash-component-suites/" in request.path or request.args.get("m")
    return request.full_path if fixed else ""


def _keep(response: flask.Response) -> flask.Response:
    """Say how long an asset may be kept: a year with its date in the address, else an hour.

    It is read whole, since a file that is compressed while it is sent stays open.
    """
    if flask.request.path.startswith("/assets/") and response.status_code in (200, 304):
        dated = bool(flask.request.args.get("m"))
        response.cache_control.no_cache = None
        response.cache_control.private = True
        response.cache_control.max_age = YEAR if dated else HOUR
        response.cache_control.immutable = dated
        response.direct_passthrough = False
        response.make_sequence()
    return response
