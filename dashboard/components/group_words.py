"""What attributes, their values and the levels of a seating are called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from matchmaker.kernel.errors import Message
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services import labels

if TYPE_CHECKING:
    from dashboard.texts import Words
    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register

ATTRIBUTES: Final = {
    "type": "groups.attribute.type",
    "sektor": "groups.attribute.sektor",
    "enhet": "groups.attribute.enhet",
    "grupper": "groups.attribute.grupper",
    "alder": "groups.attribute.alder",
}
"""Attributes that the library has no word for, with the code of ours."""
_NAMED: Final = frozenset({"aldersgruppe", "kjonn", "kommune", "sprak", "sted", "utdanning"})
_SEXES: Final = frozenset({"kvinne", "mann"})
MODES: Final = {
    GroupMode.SPRE: "groups.mode.spre",
    GroupMode.BALANSER: "groups.mode.balanser",
    GroupMode.SAMLE: "groups.mode.samle",
    GroupMode.IGNORER: "groups.mode.ignorer",
    GroupMode.IKKE_ALENE: "groups.mode.ikke_alene",
}
"""What is wanted of an attribute."""
LEVELS: Final = {
    "svakeste": "groups.level.svakeste",
    "mangfold": "groups.level.mangfold",
    "gjentatte_moter": "groups.level.gjentatte_moter",
    "relasjoner": "groups.level.relasjoner",
    "onsker": "groups.level.onsker",
}
"""What a seating is judged by."""


class Names:
    """What is called what in one dataset, in one language.

    Parameters
    ----------
    text
        The words.
    register
        The dataset.
    """

    def __init__(self, text: Words, register: Register) -> None:
        self._text = text
        self._register = register
        self._places = register.own_names

    def attribute(self, code: str) -> str:
        """What an attribute is called; its own word where nobody has another."""
        if code in ATTRIBUTES:
            return self._text.t(ATTRIBUTES[code])
        if code in _NAMED:
            return _capital(self._text.say(Message(f"attribute.{code}")))
        return _capital(code.replace("_", " "))

    def value(self, attribute: str, code: str) -> str:
        """What a value is called; as it stands in the data where nobody has another word."""
        if not code:
            return self._text.t("groups.unknown_value")
        if attribute == "type":
            return _capital(self._text.show(labels.kind(self._register, code)))
        if attribute == "sektor":
            return _capital(self._text.say(labels.sector(code)))
        if attribute == "kommune":
            return labels.place(code)
        if attribute == "kjonn" and code in _SEXES:
            return _capital(self._text.say(Message(f"sex.{code}")))
        return self._places.get(code, code).replace("_", " ")

    def said(self, message: Message) -> str:
        """Say one of the library's messages, with the names of an attribute and a value that it is about."""
        attribute, value = message.params.get("attribute"), message.params.get("value")
        if not isinstance(attribute, str):
            return self._text.say(message)
        named: dict[str, Param] = {"attribute": self.attribute(attribute).lower()}
        if isinstance(value, str):
            named["value"] = self.value(attribute, value)
        return self._text.say(Message(message.code, {**message.params, **named}))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
