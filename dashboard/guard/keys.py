"""What is made of the secret key: tokens that belong to a session, and marks that tell nobody anything."""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.rng import secret

LEAST_KEY: Final = 32
"""Fewer characters than this are no key."""


class Key:
    """The server's secret key. Raises ``InputError`` (secret_key) for one that is missing or short."""

    def __init__(self, text: str | None) -> None:
        if len(text or "") < LEAST_KEY:
            raise InputError("secret_key", {"least": LEAST_KEY}, hint=Message("hint.secret_key"))
        self._key = str(text).encode()

    def mark(self, purpose: str, value: str) -> str:
        """Give 64 hexadecimal digits that only who has the key can make of a value."""
        return hmac.new(self._key, f"{purpose}\x1f{value}".encode(), hashlib.sha256).hexdigest()

    def fits(self, purpose: str, value: str, mark: str | None) -> bool:
        """Whether a mark was made of a value; takes as long when it was not."""
        given = (mark or "").encode("utf-8", "replace")
        return hmac.compare_digest(self.mark(purpose, value).encode(), given)


def new_token() -> str:
    """Draw 256 bits that nobody can guess, as 64 hexadecimal digits."""
    return secret() + secret()


def digest(token: str) -> str:
    """Give what is kept of a token: it can be found again by whoever shows it, and not be shown."""
    return hashlib.sha256(token.encode()).hexdigest()
