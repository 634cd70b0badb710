"""What stands in a person's place after an erasure, and how they are found in text and in JSON.

The rules (``docs/decisions/0010-erasure.md``):

- An *id* is replaced where it is a whole text or a whole word, in what belongs to the person's datasets or
  to none. It is left alone in what belongs to another dataset, where it is somebody else's.
- A *name* that the person has or has had is replaced as whole words, whatever its case, with or without
  the *s* of the genitive. *Contact details* likewise, telephone numbers however they are spaced.
- What another actor has too cannot be told apart in free text: it is left, and its place is told
  (*doubtful*). So it is with a name that is part of another actor's longer name, and with an id or a name
  that is also a word of the tool's own, or shorter than three letters. Beside the person's id, in one JSON
  object or list, a name is theirs.
- In an object about the person, such as a seat with its reasons, the free texts of the person's own rows
  (sources, unit) are taken away too.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, TypeAlias

from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.store.people import folded
from matchmaker.store.records import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaker.store.people import Contact, Person

Own: TypeAlias = "bool | None"
"""Whether a text belongs to one of the person's datasets, to another, or (``None``) to none."""
PHONE = "telefon"
_PHONE_DIGITS = 5
_LETTERS = 3
"""A shorter name or id is too often a word."""
TAKEN_AWAY = "[slettet]"
"""What stands where a contact detail stood."""
ID_FIELDS = frozenset({
    "about", "actor", "actors", "alternates", "drawn", "exclude", "filled_by", "include", "leader", "members",
    "seats", "team",
})  # fmt: skip
"""Fields of records, requests and results that hold actor ids."""
_ALL_IDS = "rounds"
"""A field in which every text is an actor id."""
_CODE = "code"
"""A field that holds a code of the tool's, never a word of a person's."""

_TOOL_WORDS = frozenset(
    folded(word)
    for word in (
        *(code.value for kind in (v.Sector, v.Form, v.Level, v.Phase, v.Mode, v.Grade, v.Evidence,
                                  v.LegalBasis, v.Origin, v.Relation, v.GroupMode, v.GroupRule)
          for code in kind),
        *v.KINDS, *v.CONTRIBUTIONS, *schema.FEATURE_HEADERS, v.UNKNOWN, v.WITHHELD, *schema.TABLES,
        *(column.name for table in schema.TABLES.values() for column in table.columns),
        *KINDS, *(one.name for kind in KINDS.values() for one in fields(kind)),
        "ja", "nei", "venter", "ubesvart", "team", "gaps", "params", "text", "request", "result", "record",
        "dataset", "version", "contents", "entries", "changes", "step",
    )
)  # fmt: skip


@dataclass
class Tally:
    """How often somebody was found."""

    replaced: int = 0
    doubtful: int = 0
    """Found, but may be somebody else: left as it was."""


@dataclass(frozen=True, slots=True)
class _Where:
    """Where in a JSON value a text stands."""

    own: Own
    field: str = ""
    beside: bool = False
    """Whether the person's id stands beside it."""
    about: bool = False
    """Whether it stands in an object about the person, however deep."""

    def within(self, *, beside: bool) -> _Where:
        return replace(self, beside=beside, about=self.about or beside)


class Pseudonym:
    """A person's new id and name, and the way from the old ones.

    Parameters
    ----------
    person
        Who is to be replaced.
    code
        Six hexadecimal digits that nobody else has.
    """

    def __init__(self, person: Person, code: str) -> None:
        self.person = person
        self.id, self.name = f"slettet-{code}", f"Slettet person {code}"
        tool = _TOOL_WORDS | person.words
        tool |= {word for word in (folded(person.id), *map(folded, person.names)) if len(word) < _LETTERS}
        self._common = folded(person.id) in tool
        self._shared_id = person.id in person.shared
        self._names = frozenset(map(folded, person.names)) - tool
        self._kinds: dict[str, tuple[str, bool]] = {}
        """Group of the pattern → kind, and whether it is doubtful."""
        unsure = person.shared | tool
        said = [
            *((f"(?:{_words(name)})(?:['’]?s)?", "name", folded(name) in unsure) for name in person.names),
            *((_value(one), "value", folded(one.value) in unsure) for one in person.contacts),
        ]
        parts = []
        for place, (some, kind, doubtful) in enumerate(sorted(said, key=lambda one: (-len(one[0]), one))):
            self._kinds[f"g{place}"] = (kind, doubtful)
            parts.append(f"(?P<g{place}>(?i:(?<!\\w)(?:{some})(?!\\w)))")
        parts.append(f"(?P<id>(?<![\\w@.-]){re.escape(person.id)}(?![\\w@-]|\\.\\w))")
        self._pattern = re.compile("|".join(parts))
        texts = "|".join(re.escape(text) for text in sorted(person.texts, key=lambda one: (-len(one), one)))
        self._texts = re.compile(texts) if texts else None
        longer = "|".join(sorted(map(_words, person.longer), key=lambda one: (-len(one), one)))
        self._longer = re.compile(f"(?i:(?<!\\w)(?:{longer})(?!\\w))") if longer else None

    def author(self, text: str, tally: Tally) -> str:
        """Replace the person as the author of something; an author is a name, never an id."""
        if text == self.person.id and not (self._shared_id or self._common):
            tally.replaced += 1
            return self.name
        return self.text(text, tally)

    def mentioned(self, value: Any) -> bool:  # noqa: ANN401 - any JSON value
        """Whether a JSON value tells, or may tell, of the person."""
        tally = Tally()
        self.json(value, tally)
        return bool(tally.replaced or tally.doubtful)

    def text(self, text: str, tally: Tally, *, own: Own = None, sure: bool = False) -> str:
        """Replace the person in a text.

        Parameters
        ----------
        text
            Any text, not JSON.
        tally
            Counts what was found.
        own
            Whether it belongs to one of the person's datasets.
        sure
            Whether a text that is a name as a whole is known to be theirs.
        """
        if sure and folded(text) in self._names:
            tally.replaced += 1
            return self.name
        longer = [one.span() for one in self._longer.finditer(text)] if self._longer else []

        def instead(match: re.Match[str]) -> str:
            start, end = match.span()
            kind, doubtful = self._kinds.get(str(match.lastgroup), ("id", self._doubtful_id(own)))
            if kind == "id" and own is False:
                return match[0]
            if doubtful or any(low <= start and end <= high for low, high in longer):
                tally.doubtful += 1
                return match[0]
            tally.replaced += 1
            return {"id": self.id, "name": self.name, "value": TAKEN_AWAY}[kind]

        return self._pattern.sub(instead, text)

    def _doubtful_id(self, own: Own) -> bool:
        return self._common or (self._shared_id and own is not True)

    def json(self, value: Any, tally: Tally, *, own: Own = None) -> Any:  # noqa: ANN401 - any JSON value
        """Replace the person in every text and every key of a JSON value."""
        return self._walked(value, tally, _Where(own))

    def _walked(self, value: Any, tally: Tally, where: _Where) -> Any:  # noqa: ANN401 - any JSON value
        if isinstance(value, str):
            return value if where.field == _CODE else self._string(value, tally, where)
        if isinstance(value, list):
            inner = where.within(beside=self._beside(value, where))
            return [self._walked(item, tally, inner) for item in value]
        if not isinstance(value, dict):
            return value
        inner = where.within(beside=self._beside(value.values(), where))
        return {
            (key if self._is_field(key) else self._string(key, tally, _Where(where.own))): self._walked(
                item, tally, inner if where.field == _ALL_IDS else replace(inner, field=key)
            )
            for key, item in value.items()
        }

    def _beside(self, values: Iterable[Any], where: _Where) -> bool:
        return where.own is not False and self.person.id in values

    def _is_field(self, key: str) -> bool:
        return folded(key) in _TOOL_WORDS

    def _string(self, text: str, tally: Tally, where: _Where) -> str:
        is_id = where.field in ID_FIELDS or where.field == _ALL_IDS
        if text == self.person.id and is_id and (where.own or (where.own is None and not self._shared_id)):
            tally.replaced += 1
            return self.id
        if where.about and self._texts:
            text, times = self._texts.subn(TAKEN_AWAY, text)
            tally.replaced += times
        return self.text(text, tally, own=where.own, sure=where.beside)


def _words(name: str) -> str:
    """A pattern for a name, however its words are spaced and its accents are written."""
    forms = {unicodedata.normalize(form, name) for form in ("NFC", "NFD")} | {name}
    return "|".join(sorted(r"\s+".join(map(re.escape, form.split())) for form in forms if form.split()))


def _value(one: Contact) -> str:
    """A pattern for a contact detail; a telephone number with or without spaces and the country's code."""
    digits = re.sub(r"\D", "", one.value)
    if one.channel == PHONE and len(digits) >= _PHONE_DIGITS:
        national = re.sub(r"^(00)?47(?=\d{8}$)", "", digits)
        return r"(?:(?:\+|00)?47[\s-]*)?" + r"[\s-]*".join(national)
    return _words(one.value)
