"""Local accounts: names, argon2id hashes of passwords, and rights in workspaces."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import TYPE_CHECKING, Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from dashboard.guard.book import ACCOUNT, RIGHT, SESSION
from dashboard.guard.names import check_workspace
from matchmaker.kernel.errors import InputError, Message
from matchmaker.services.roles import Role

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from dashboard.guard.book import Book

LEAST, MOST = 12, 256
"""Characters of a password: fewer are guessed, and more only cost the server work."""
_NAME: Final = re.compile(r"[^\s\x00-\x1f\x7f<>\"'/\\]{1,64}")
_TURNS: Final = BoundedSemaphore(2)
"""Hashing takes 64 MB each time: so many at once, and the others wait."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who can log in."""

    name: str
    shown: str
    """What they are called in the log of a workspace."""
    rights: Mapping[str, Role]
    """Workspace → role."""


class Accounts:
    """The accounts of one book.

    Parameters
    ----------
    book
        Where they are kept.
    clock
        Tells the time, with its time zone.
    hasher
        Makes and checks hashes; argon2id as RFC 9106 proposes it for small machines when none is given.
    """

    def __init__(
        self, book: Book, clock: Callable[[], datetime], hasher: PasswordHasher | None = None
    ) -> None:
        self._book = book
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        self._nobody: str | None = None

    def add(self, name: str, password: str, shown: str = "") -> None:
        """Make an account without rights. Raises ``InputError`` (account_…, password_…)."""
        plain = account_name(name)
        check_password(plain, password)
        hashed = self._hash(password)
        with self._book.writing() as writing:
            if _row(writing, plain) is not None:
                raise InputError("account_exists", {"account": plain})
            at = int(self._clock().timestamp())
            writing.execute(
                insert(ACCOUNT).values(name=plain, shown=shown.strip() or plain, password=hashed, at=at)
            )

    def remove(self, name: str) -> None:
        """Take an account away and end its sessions. Raises ``InputError`` (unknown_account)."""
        with self._book.writing() as writing:
            plain = _known(writing, name)
            writing.execute(delete(ACCOUNT).where(ACCOUNT.c.name == plain))
            writing.execute(delete(RIGHT).where(RIGHT.c.account == plain))
            writing.execute(delete(SESSION).where(SESSION.c.account == plain))

    def set_password(self, name: str, password: str) -> None:
        """Give another password and end the sessions. Raises ``InputError`` (unknown_account, …)."""
        check_password(account_name(name), password)
        hashed = self._hash(password)
        with self._book.writing() as writing:
            plain = _known(writing, name)
            writing.execute(update(ACCOUNT).where(ACCOUNT.c.name == plain).values(password=hashed))
            writing.execute(delete(SESSION).where(SESSION.c.account == plain))

    def grant(self, name: str, workspace: str, role: Role) -> None:
        """Give a role in a workspace, in place of another. Raises ``InputError`` (unknown_account, …)."""
        check_workspace(workspace)
        with self._book.writing() as writing:
            row = {"account": _known(writing, name), "workspace": workspace, "role": role.value}
            kept = upsert(RIGHT).values(row)
            writing.execute(kept.on_conflict_do_update(index_elements=["account", "workspace"], set_=row))

    def revoke(self, name: str, workspace: str) -> None:
        """Take the role in a workspace away. Raises ``InputError`` (unknown_account, no_right)."""
        with self._book.writing() as writing:
            plain = _known(writing, name)
            mine = (RIGHT.c.account == plain) & (RIGHT.c.workspace == workspace)
            if writing.execute(delete(RIGHT).where(mine)).rowcount == 0:
                raise InputError("no_right", {"account": plain, "workspace": workspace})

    def listed(self) -> tuple[Account, ...]:
        """Every account, by name."""
        with self._book.reading() as reading:
            rows = reading.execute(select(ACCOUNT.c.name, ACCOUNT.c.shown).order_by(ACCOUNT.c.name)).all()
            return tuple(Account(name, shown, _rights(reading, name)) for name, shown in rows)

    def rights(self, name: str) -> Mapping[str, Role]:
        """The rights of an account as they are now; none for one that is not there."""
        with self._book.reading() as reading:
            return _rights(reading, name)

    def verified(self, name: str, password: str) -> Account | None:
        """Who logs in with a name and a password; ``None`` when they do not fit.

        It takes as long where there is no such account.
        """
        plain = plain_name(name)
        with self._book.reading() as reading:
            row = _row(reading, plain)
        if self._nobody is None:  # whoever asks first, so that it tells nothing of who they ask for
            self._nobody = self._hash("en som ikke finnes")
        hashed = self._nobody if row is None else row[1]
        fits = self._verify(hashed, password[: MOST + 1])
        if row is None or not fits:
            return None
        if self._hasher.check_needs_rehash(hashed):
            renewed = self._hash(password)
            with self._book.writing() as writing:
                mine = (ACCOUNT.c.name == plain) & (ACCOUNT.c.password == hashed)
                writing.execute(update(ACCOUNT).where(mine).values(password=renewed))
        return Account(plain, row[0], self.rights(plain))

    def _hash(self, password: str) -> str:
        with _TURNS:
            return self._hasher.hash(password)

    def _verify(self, hashed: str, password: str) -> bool:
        with _TURNS:
            try:
                return self._hasher.verify(hashed, password)
            except (VerificationError, InvalidHashError):
                return False


def account_name(text: str) -> str:
    """Read the name of an account, its case not minded. Raises ``InputError`` (account_name)."""
    plain = plain_name(text)
    if not _NAME.fullmatch(plain) or ":" in plain:  # a colon stands in the names of those from elsewhere
        raise InputError("account_name", {"account": text[:64]})
    return plain


def check_password(account: str, password: str) -> None:
    """Refuse a password that is easily guessed. Raises ``InputError`` (password_…)."""
    if not LEAST <= len(password) <= MOST:
        raise InputError("password_length", {"least": LEAST, "most": MOST}, hint=Message("hint.password"))
    if account in password.casefold() or len(set(password)) < LEAST // 2:
        raise InputError("password_simple", hint=Message("hint.password"))


def plain_name(text: str) -> str:
    """The one way in which a name is written, however somebody types it."""
    return unicodedata.normalize("NFKC", text[:200]).strip().casefold()


def _row(reading: Connection, name: str) -> tuple[str, str] | None:
    found = reading.execute(select(ACCOUNT.c.shown, ACCOUNT.c.password).where(ACCOUNT.c.name == name))
    row = found.one_or_none()
    return None if row is None else (row[0], row[1])


def _known(reading: Connection, name: str) -> str:
    plain = plain_name(name)
    if _row(reading, plain) is None:
        raise InputError("unknown_account", {"account": plain})
    return plain


def _rights(reading: Connection, name: str) -> dict[str, Role]:
    wanted = select(RIGHT.c.workspace, RIGHT.c.role).where(RIGHT.c.account == name)
    return {workspace: Role(role) for workspace, role in reading.execute(wanted.order_by(RIGHT.c.workspace))}
