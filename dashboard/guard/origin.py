"""Whether a request that changes something comes from our own pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from matchmaker.kernel.messages import DEFAULT_LANGUAGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication

SAFE: Final = ("GET", "HEAD", "OPTIONS")
"""Methods that change nothing here."""
_LOOPBACK: Final = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d+)?")


def same_origin(environ: dict[str, Any], origin: str) -> bool:
    """Whether the browser says that one of our pages sent it.

    Every browser sends at least one of the two headers with what is sent by POST, and no page can write
    them. Somebody without a browser can, but has nobody's cookies.
    """
    site, given = environ.get("HTTP_SEC_FETCH_SITE"), environ.get("HTTP_ORIGIN")
    if site is None and given is None:
        return False
    return site in (None, "same-origin") and given in (None, origin)


def drawn_in(environ: dict[str, Any]) -> bool:
    """Whether another site's page asks for something of ours as a part of itself, and not as a link."""
    cross = environ.get("HTTP_SEC_FETCH_SITE") in ("cross-site", "same-site")
    return cross and environ.get("HTTP_SEC_FETCH_MODE") != "navigate"


class OwnMachine:
    """Lets in only what a browser on this machine sends from our own pages, where there is no log-in.

    Without it any page that is open in the browser could send forms to ``127.0.0.1``, and read the answers
    by giving its own name this machine's number.
    """

    def __init__(self, served: WSGIApplication) -> None:
        self._served = served

    def __call__(self, environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        """Answer a request; see PEP 3333."""
        host = environ.get("HTTP_HOST", "")
        method = environ["REQUEST_METHOD"]
        ours = _LOOPBACK.fullmatch(host) is not None
        sent = method in SAFE or same_origin(environ, f"http://{host}") or not _from_browser(environ)
        if ours and sent and not drawn_in(environ):
            return self._served(environ, start)
        start("403 Forbidden", [("Content-Type", "text/plain"), ("Content-Language", DEFAULT_LANGUAGE)])
        return [b"403"]


def _from_browser(environ: dict[str, Any]) -> bool:
    return "HTTP_ORIGIN" in environ or "HTTP_SEC_FETCH_SITE" in environ or "HTTP_REFERER" in environ
