"""The words on the screen: the library's sentences, and the dashboard's own gettext domain."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from matchmaker.kernel.errors import Message, Param
from matchmaker.kernel.messages import DEFAULT_LANGUAGE, Catalogue, Language, catalogue

DOMAIN = "dashboard"
LOCALE = Path(__file__).parent / "locale"


class Words:
    """Everything that can be said in one language.

    Parameters
    ----------
    language
        ``"nb"``, ``"nn"`` or ``"en"``.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self._own = Catalogue(DOMAIN, language, LOCALE)
        self._library = catalogue(language)

    def t(self, code: str, /, **params: Param) -> str:
        """Say one of the dashboard's own texts. Raises ``KeyError`` for a code without a text."""
        return self._own.say(Message(code, {name: self.show(value) for name, value in params.items()}))

    def say(self, message: Message) -> str:
        """Say one of the library's messages."""
        return self._library.say(message)

    def show(self, value: Param) -> str:
        """Write a value as a reader of the language expects; ``None`` is an en dash."""
        return self._library.show(value)

    def number(self, value: float, decimals: int = 1) -> str:
        """Write a number with the language's decimal sign."""
        return self._library.number(value, decimals)

    def p_value(self, p: float) -> str:
        """Write a p-value, never as nothing."""
        return self._library.p_value(p)

    def percent(self, share: float, decimals: int = 0) -> str:
        """Write a share, 0–1, as per cent."""
        return self._library.percent(share, decimals)


@cache
def words(language: Language = DEFAULT_LANGUAGE) -> Words:
    """The words of one language."""
    return Words(language)
