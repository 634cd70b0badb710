"""A letter as lines of text, for every kind of file and for the screen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.invitation_letter import Letter
    from matchmaker.store.people import Contact


class Style(StrEnum):
    """What a line is."""

    TITLE = "tittel"
    HEADING = "overskrift"
    TEXT = "tekst"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a letter."""

    style: Style
    text: str


def lines_of(letter: Letter, words: Catalogue, contacts: Sequence[Contact] = ()) -> tuple[Line, ...]:
    """Say a letter in the language of *words*, with the addressee's contact details when they are given."""
    sender, dated, greeting = letter.head
    said = [
        Line(Style.TITLE, words.say(letter.title)),
        *(Line(Style.TEXT, words.say(one)) for one in (sender, dated)),
        *(Line(Style.TEXT, _contact(one, words)) for one in contacts),
    ]
    if letter.synthetic:
        said.append(Line(Style.TEXT, words.term("invite.synthetic")))
    said.append(Line(Style.TEXT, words.say(greeting)))
    for part in letter.parts:
        said.append(Line(Style.HEADING, words.say(part.heading)))
        said += [Line(Style.TEXT, words.say(line)) for line in part.lines]
    return tuple(said)


def _contact(contact: Contact, words: Catalogue) -> str:
    label = Message(f"channel.{contact.channel}")
    return words.say(Message("invite.line", {"label": label, "value": contact.value}))


def plain_text(lines: Sequence[Line]) -> str:
    """A letter as a text file: an empty line above each heading, a line of dashes under the title."""
    found: list[str] = []
    for line in lines:
        if line.style is Style.HEADING:
            found.append("")
        found.append(line.text)
        if line.style is Style.TITLE:
            found += ["=" * len(line.text), ""]
    return "\n".join(found) + "\n"
