"""The desk: who is let in, by which cookie they are known, and what is said in the log about it."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from dashboard.app import TOKEN_COOKIE
from dashboard.guard.accounts import Accounts, plain_name
from dashboard.guard.attempts import Attempts
from dashboard.guard.book import Book
from dashboard.guard.keys import new_token
from dashboard.guard.oidc import Begun, Provider, RefusedError
from dashboard.guard.sessions import Sessions
from matchmaker.kernel.errors import InputError, Message

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from argon2 import PasswordHasher
    from werkzeug.wrappers import Request, Response

    from dashboard.guard.config import Config
    from dashboard.guard.sessions import Session
    from matchmaker.services.roles import Role

_LOG = logging.getLogger("dashboard.guard")
SESSION_COOKIE: Final = "samskaping"
DOOR_COOKIE: Final = "samskaping-dor"
"""Before the log-in: binds the form, and a log-in elsewhere, to the browser that began it."""
KNOWN_COOKIE: Final = "samskaping-kjent"
"""After it: that an account has logged in from this browser. It lets nobody in, and names nobody."""
KNOWN_DAYS: Final = 180


class Desk:
    """Lets people in and out.

    Parameters
    ----------
    config
        What whoever runs it has decided.
    clock
        Tells the time, with its time zone.
    hasher
        See :class:`~dashboard.guard.accounts.Accounts`.
    """

    def __init__(
        self, config: Config, clock: Callable[[], datetime], hasher: PasswordHasher | None = None
    ) -> None:
        self._config = config
        self._clock = clock
        self.book = Book(config.accounts)
        self.accounts = Accounts(self.book, clock, hasher)
        self._attempts = Attempts(self.book, clock, config.key)
        told = config.oidc
        self.sessions = Sessions(
            self.book, clock, config.idle, config.absolute, None if told is None else told.told_for
        )
        self.provider = None if told is None else Provider(told, f"{config.address}/oidc/tilbake", clock)
        first = "__Host-" if config.secure else ""
        self.session_cookie, self.door_cookie = first + SESSION_COOKIE, first + DOOR_COOKIE
        self.token_cookie, self.known_cookie = first + TOKEN_COOKIE, first + KNOWN_COOKIE

    def check(self) -> None:
        """Raise ``InputError`` (nobody_can_log_in) when there is no way to log in."""
        if self.provider is None and not self.accounts.listed():
            raise InputError("nobody_can_log_in", {"file": str(self._config.accounts)},
                             hint=Message("hint.nobody_can_log_in"))  # fmt: skip

    def mark(self, account: str) -> str:
        """What stands in the log instead of an account's name."""
        return self._config.key.mark("log", account)[:12]

    # -- who is there ----------------------------------------------------------------------------------

    def session(self, request: Request) -> Session | None:
        """Who asks."""
        return self.sessions.find(request.cookies.get(self.session_cookie))

    def rights(self, session: Session) -> Mapping[str, Role]:
        """What somebody may, workspace by workspace; a right that was taken away holds no longer."""
        return self.accounts.rights(session.account) if session.rights is None else session.rights

    def token(self, session: Session) -> str:
        """What our own pages send back with everything that changes something."""
        return self._config.key.mark("token", session.token)

    def token_fits(self, session: Session, token: str | None) -> bool:
        """Whether that was sent back."""
        return self._config.key.fits("token", session.token, token)

    # -- the form --------------------------------------------------------------------------------------

    def door(self, request: Request) -> str:
        """The token of a browser that has not logged in, its own or a new one."""
        held = request.cookies.get(self.door_cookie, "")
        return held if len(held) == len(new_token()) and held.isalnum() and held.isascii() else new_token()

    def form_token(self, door: str) -> str:
        """What the form sends back."""
        return self._config.key.mark("form", door)

    def form_fits(self, request: Request, token: str | None) -> bool:
        """Whether the form was made for this browser."""
        door = request.cookies.get(self.door_cookie)
        return bool(door) and self._config.key.fits("form", str(door), token)

    def log_in(self, request: Request, name: str, password: str) -> tuple[str | None, int]:
        """Try a name and a password; gives the token of a new session, or seconds to wait."""
        account, address = plain_name(name), request.remote_addr or ""
        browser = self._browser(request, account)
        wait = self._attempts.begin(account, address, browser)
        if wait:
            _LOG.warning("log-in held back: account %s", self.mark(account))
            return None, wait
        found = self.accounts.verified(name, password)
        if found is None:
            _LOG.warning("log-in refused: account %s", self.mark(account))
            return None, 0
        self._attempts.succeeded(account, address, browser)
        return self._begin(request, found.name, found.shown, None), 0

    def _begin(self, request: Request, account: str, shown: str, rights: Mapping[str, Role] | None) -> str:
        self.sessions.end(request.cookies.get(self.session_cookie))
        _LOG.info("logged in: account %s", self.mark(account))
        return self.sessions.begin(account, shown, rights)

    def _browser(self, request: Request, account: str) -> str | None:
        """What means the browser, where the account has logged in from it before."""
        number, _, mark = request.cookies.get(self.known_cookie, "").partition(".")
        return number if self._config.key.fits("browser", f"{account}\x1f{number}", mark) else None

    def log_out(self, session: Session) -> None:
        """End a session on the server."""
        self.sessions.end(session.token)
        _LOG.info("logged out: account %s", self.mark(session.account))

    # -- log-in elsewhere ------------------------------------------------------------------------------

    def leave(self, door: str, after: str) -> str:
        """Give the address of the provider to go to. Raises ``RefusedError``."""
        if self.provider is None:
            raise RefusedError("none")
        address, begun = self.provider.begin(after)
        self.sessions.wait(door, begun.as_dict())
        return address

    def come_back(self, request: Request) -> tuple[str, str]:
        """Let in who comes back from the provider: a session's token, and where to.

        Raises ``RefusedError``.
        """
        waited = self.sessions.waited(request.cookies.get(self.door_cookie))
        try:
            if self.provider is None or waited is None:
                raise RefusedError("not_begun_here")
            begun = Begun(**waited)
            claims = self.provider.finish(begun, request.args)
        except RefusedError as wrong:
            _LOG.warning("log-in elsewhere refused: %s", wrong.why)
            raise
        settings = self.provider.settings
        account = "oidc:" + self._config.key.mark("subject", self.provider.subject(claims))[:24]
        shown = _words(claims.get(settings.shown)) or account
        return self._begin(request, account, shown, settings.rights(claims)), begun.after

    # -- cookies ---------------------------------------------------------------------------------------

    def remember(self, response: Response, token: str) -> None:
        """Have the browser hold a session, and what our pages send back; forget what was before it."""
        self._set(response, self.session_cookie, token)
        self._set(response, self.token_cookie, self._config.key.mark("token", token), script=True)
        self._drop(response, self.door_cookie)

    def remember_browser(self, response: Response, name: str) -> None:
        """Have the browser hold that an account has logged in from it."""
        number = new_token()
        mark = self._config.key.mark("browser", f"{plain_name(name)}\x1f{number}")
        self._set(response, self.known_cookie, f"{number}.{mark}", days=KNOWN_DAYS)

    def forget(self, response: Response) -> None:
        """Have the browser forget the session."""
        self._drop(response, self.session_cookie)
        self._drop(response, self.token_cookie)

    def remember_door(self, response: Response, door: str) -> None:
        """Have the browser hold the token of somebody who has not logged in."""
        self._set(response, self.door_cookie, door)

    def _set(
        self, response: Response, name: str, value: str, *, script: bool = False, days: int | None = None
    ) -> None:
        age = None if days is None else timedelta(days=days)
        response.set_cookie(name, value, path="/", secure=self._config.secure, httponly=not script,
                            samesite="Lax", max_age=age)  # fmt: skip

    def _drop(self, response: Response, name: str) -> None:
        response.delete_cookie(name, path="/", secure=self._config.secure, httponly=True, samesite="Lax")


def _words(claim: Any) -> str:  # noqa: ANN401 - whatever a provider sends
    return " ".join(claim.split())[:80] if isinstance(claim, str) else ""
