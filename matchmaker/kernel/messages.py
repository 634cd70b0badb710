"""The only place that turns codes into sentences (gettext; bokmål by default, nynorsk, English).

A sentence is looked up by its code in the catalogue ``locale/<language>/LC_MESSAGES/matchmaker.mo``.
Bokmål is a catalogue like the others, so a code without a sentence is caught by a test and never
shown to a person as if it were a sentence.
"""

from __future__ import annotations

import gettext
import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from matchmaker.kernel.errors import Message, Param

if TYPE_CHECKING:
    from collections.abc import Iterable

Language = Literal["nb", "nn", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
DEFAULT_LANGUAGE: Language = "nb"
_LOCALE = Path(__file__).parent / "locale"
LEAST_SHARE = 0.00001
"""Smallest share written with digits of its own; what is smaller is often a rounding error."""
_AND = {"nb": " og ", "nn": " og ", "en": " and "}


class Catalogue:
    """The sentences of one gettext domain in one language.

    Parameters
    ----------
    domain
        Name of the ``.mo`` file without its ending.
    language
        ``"nb"``, ``"nn"`` or ``"en"``.
    folder
        The ``locale`` folder that holds the domain.
    """

    def __init__(self, domain: str, language: Language, folder: Path = _LOCALE) -> None:
        self.language = language
        self._translations = gettext.translation(domain, folder, languages=[language])

    def knows(self, code: str) -> bool:
        """Whether the catalogue holds a sentence for *code*."""
        return self._translations.gettext(code) != code

    def say(self, message: Message) -> str:
        """Turn a message into a sentence, translating the messages inside it first.

        A code that the catalogue does not know raises ``KeyError``: better a failing test than a
        code on a planner's screen.
        """
        template = self._translations.gettext(message.code)
        if template == message.code:
            raise KeyError(message.code)
        if not message.params:
            return template.replace("{{", "{").replace("}}", "}")
        return template.format(**{name: self.show(value) for name, value in message.params.items()})

    def term(self, code: str) -> str:
        """Turn a code without parameters into words; see :meth:`say`."""
        return self.say(Message(code))

    def plain(self, code: str) -> str:
        """The sentence as it stands in the catalogue, its placeholders not filled in."""
        return self._translations.gettext(code)

    def show(self, value: Param) -> str:
        """Write one value the way a reader of the language expects it.

        Numbers get a decimal comma in Norwegian; ``None`` becomes an en dash; a list is joined with
        commas and *and*.
        """
        if isinstance(value, Message):
            return self.say(value)
        if isinstance(value, bool):
            return self.term("word.yes" if value else "word.no")
        if isinstance(value, int):
            return self.number(value, 0)
        if isinstance(value, float):
            return self.number(value, 2)
        if isinstance(value, tuple):
            return self.join(self.show(item) for item in value)
        return "–" if value is None else value

    def join(self, items: Iterable[str]) -> str:
        """Join words as a list in a sentence: «a, b og c». Empty gives an en dash."""
        words = list(items)
        if len(words) < 2:
            return words[0] if words else "–"
        return ", ".join(words[:-1]) + _AND[self.language] + words[-1]

    def number(self, value: float, decimals: int = 1) -> str:
        """Write a number: decimal comma and thin-space thousands in Norwegian, ``1,234.5`` in English.

        Four-digit numbers are not split in Norwegian (Språkrådet); not-a-number is an en dash.
        """
        if math.isnan(value):
            return "–"
        text = f"{value:z,.{decimals}f}"  # z: what rounds to nothing has no sign
        if self.language == "en":
            return text
        if sum(letter.isdigit() for letter in text.partition(".")[0]) <= 4:
            text = text.replace(",", "")
        return text.replace(",", "\u202f").replace(".", ",").replace("-", "−")

    def p_value(self, p: float) -> str:
        """Write a p-value with three decimals, and a smaller one as less than that, never as nothing."""
        least = 0.001
        return f"< {self.number(least, 3)}" if p < least else self.number(p, 3)

    def percent(self, share: float, decimals: int = 0) -> str:
        """Write a share (0–1) as per cent: «12 %» in Norwegian, ``12%`` in English.

        A share below 1 % has two significant digits («0,11 %»), so that few never reads as nobody; below
        0.001 % it is what it rounds to.
        """
        if LEAST_SHARE <= share < 0.01:
            decimals = max(decimals, 1 - math.floor(math.log10(100 * share)))
        space = "" if self.language == "en" else "\u00a0"
        return f"{self.number(100 * share, decimals)}{space}%"


@cache
def catalogue(language: Language = DEFAULT_LANGUAGE) -> Catalogue:
    """The library's own sentences in *language*."""
    return Catalogue("matchmaker", language)
