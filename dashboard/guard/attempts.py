"""How often one may try to log in: per account, per address, and per both together.

A browser from which the account has logged in before is counted by itself: others who guess on purpose keep
nobody out who has been in, be they many or at the same address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, func, insert, select

from dashboard.guard.book import ATTEMPT

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sqlalchemy import Connection

    from dashboard.guard.book import Book
    from dashboard.guard.keys import Key

WINDOW: Final = 900
"""Seconds within which attempts are counted together."""
MOST: Final = {"both": 5, "account": 25, "address": 30, "browser": 5}
"""Attempts within the window: of one account from one address, of one account, from one address, and of one
account from a browser that has logged in to it before, to which the others do not apply."""


class Attempts:
    """Counts attempts in the book, so that a restart forgives nothing. No name or address is kept."""

    def __init__(self, book: Book, clock: Callable[[], datetime], key: Key) -> None:
        self._book = book
        self._clock = clock
        self._key = key

    def begin(self, account: str, address: str, browser: str | None = None) -> int:
        """Count an attempt before it is made; gives the seconds to wait, 0 when it may be made.

        It is counted beforehand, so that many at once are not more than many after each other.

        Parameters
        ----------
        account, address
            Who somebody says they are, and where from.
        browser
            What means the browser, where the account has logged in from it before.
        """
        now = int(self._clock().timestamp())
        keys = self._keys(account, address, browser)
        with self._book.writing() as writing:
            writing.execute(delete(ATTEMPT).where(ATTEMPT.c.at <= now - WINDOW))
            wait = max(_wait(writing, key, MOST[kind], now) for kind, key in keys.items())
            if wait == 0:
                writing.execute(insert(ATTEMPT), [{"key": key, "at": now} for key in keys.values()])
        return wait

    def succeeded(self, account: str, address: str, browser: str | None = None) -> None:
        """Forget what was counted for the account from here: it was the right one."""
        with self._book.writing() as writing:
            for kind, key in self._keys(account, address, browser).items():
                mine = ATTEMPT.c.key == key
                if kind in ("account", "address"):  # what others have tried still counts
                    last = select(func.max(ATTEMPT.c.number)).where(mine)
                    mine = ATTEMPT.c.number == last.scalar_subquery()
                writing.execute(delete(ATTEMPT).where(mine))

    def _keys(self, account: str, address: str, browser: str | None) -> dict[str, str]:
        said = {"both": f"{account}\x1f{address}", "account": account, "address": address}
        if browser is not None:
            said = {"browser": f"{account}\x1f{browser}"}
        return {kind: self._key.mark(f"attempt-{kind}", text) for kind, text in said.items()}


def _wait(writing: Connection, key: str, most: int, now: int) -> int:
    """Seconds until fewer than *most* attempts lie within the window."""
    times = writing.execute(
        select(ATTEMPT.c.at).where(ATTEMPT.c.key == key).order_by(ATTEMPT.c.at.desc()).limit(most)
    ).scalars().all()  # fmt: skip
    return 0 if len(times) < most else times[-1] + WINDOW - now
