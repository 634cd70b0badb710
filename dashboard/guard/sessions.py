"""Who is logged in: sessions are kept on the server, and the browser holds a token that means one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import orjson
from sqlalchemy import delete, insert, select, update

from dashboard.guard.book import PENDING, SESSION
from dashboard.guard.keys import digest, new_token
from matchmaker.services.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime, timedelta

    from dashboard.guard.book import Book

_FINE: Final = 20
"""Seconds within which it is not written anew that somebody was seen."""
_PENDING: Final = 600
"""Seconds within which a log-in elsewhere must have ended."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is logged in."""

    token: str
    account: str
    shown: str
    rights: Mapping[str, Role] | None
    """As they were told at the log-in; ``None`` where they are looked up each time."""
    left: int
    """Seconds until it ends, if nothing more is asked for."""


class Sessions:
    """The sessions of one book.

    Parameters
    ----------
    book
        Where they are kept.
    clock
        Tells the time, with its time zone.
    idle, absolute
        How long one may be away, and how long a session lasts at the most.
    told
        How long one lasts at the most whose rights were told at the log-in; as others when not given.
    """

    def __init__(
        self,
        book: Book,
        clock: Callable[[], datetime],
        idle: timedelta,
        absolute: timedelta,
        told: timedelta | None = None,
    ) -> None:
        self._book = book
        self._clock = clock
        self._idle, self._absolute = int(idle.total_seconds()), int(absolute.total_seconds())
        self._told = self._absolute if told is None else min(int(told.total_seconds()), self._absolute)

    def begin(self, account: str, shown: str, rights: Mapping[str, Role] | None = None) -> str:
        """Begin a session; gives its token, which nobody has seen before."""
        token, now = new_token(), self._now()
        told = None if rights is None else orjson.dumps({k: v.value for k, v in rights.items()}).decode()
        with self._book.writing() as writing:
            old = (SESSION.c.seen <= now - self._idle) | (SESSION.c.begun <= now - self._absolute)
            writing.execute(delete(SESSION).where(old))
            writing.execute(
                insert(SESSION).values(
                    digest=digest(token), account=account, shown=shown, rights=told, begun=now, seen=now
                )
            )
        return token

    def find(self, token: str | None) -> Session | None:
        """Who a token means; ``None`` when it means nobody, or nobody any longer."""
        if not token:
            return None
        key, now = digest(token), self._now()
        with self._book.reading() as reading:
            row = reading.execute(select(SESSION).where(SESSION.c.digest == key)).mappings().one_or_none()
        if row is None:
            return None
        longest = self._absolute if row["rights"] is None else self._told
        if now - row["seen"] >= self._idle or now - row["begun"] >= longest:
            self.end(token)
            return None
        seen = row["seen"]
        if now - seen >= min(_FINE, self._idle // 4):
            seen = now
            with self._book.writing() as writing:
                writing.execute(update(SESSION).where(SESSION.c.digest == key).values(seen=now))
        told = None if row["rights"] is None else orjson.loads(row["rights"])
        rights = None if told is None else {name: Role(role) for name, role in told.items()}
        left = min(seen + self._idle, row["begun"] + longest) - now
        return Session(token, row["account"], row["shown"], rights, left)

    def end(self, token: str | None) -> None:
        """End a session; one that is not there is no error."""
        if token:
            with self._book.writing() as writing:
                writing.execute(delete(SESSION).where(SESSION.c.digest == digest(token)))

    def wait(self, token: str, body: Mapping[str, str]) -> None:
        """Remember what a browser is to come back with from a log-in elsewhere."""
        with self._book.writing() as writing:
            writing.execute(delete(PENDING).where(PENDING.c.at <= self._now() - _PENDING))
            row = {"digest": digest(token), "body": orjson.dumps(dict(body)).decode(), "at": self._now()}
            writing.execute(insert(PENDING).prefix_with("OR REPLACE").values(row))

    def waited(self, token: str | None) -> dict[str, str] | None:
        """What was remembered, once; ``None`` when nothing was, or too long ago."""
        if not token:
            return None
        mine = PENDING.c.digest == digest(token)
        with self._book.writing() as writing:
            row = writing.execute(select(PENDING.c.body, PENDING.c.at).where(mine)).one_or_none()
            writing.execute(delete(PENDING).where(mine))
        if row is None or self._now() - row[1] >= _PENDING:
            return None
        return dict(orjson.loads(row[0]))

    def _now(self) -> int:
        return int(self._clock().timestamp())
