"""What every answer says to the browser, whoever made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication

ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
    "Permissions-Policy": ", ".join(
        f"{name}=()"
        for name in ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "microphone",
                     "midi", "payment", "usb")
    ),
}  # fmt: skip
POLICY: Final = "; ".join((
    "default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'", "base-uri 'none'",
    "frame-ancestors 'none'",
))  # fmt: skip
"""For pages that run no script; the dashboard's own pages bring their own."""
HSTS: Final = "max-age=31536000"
_STORED: Final = ("cache-control", "etag")
_FIXED: Final = ("/assets/", "/_dash-component-suites/", "/stil/")
"""Parts of addresses of files that hold no data."""


def with_headers(served: WSGIApplication, *, secure: bool) -> WSGIApplication:
    """Give every answer the headers; *secure* tells that the browser came by https."""

    def answer(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        fixed = any(part in environ.get("PATH_INFO", "") for part in _FIXED)

        def begin(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:  # noqa: ANN401 - as PEP 3333 has it
            given = {name.casefold() for name, _ in headers}
            wanted = dict(ALWAYS)
            if "content-security-policy" not in given:
                wanted["Content-Security-Policy"] = POLICY
            if secure:
                wanted["Strict-Transport-Security"] = HSTS
            kept = [(name, value) for name, value in headers if name not in wanted and name != "Server"]
            if not (fixed and status.startswith(("200", "304"))):
                kept = [(name, value) for name, value in kept if name.casefold() not in _STORED]
                wanted["Cache-Control"] = "no-store"
            return start(status, [*kept, *wanted.items()], *rest)

        return served(environ, begin)

    return answer
