"""What codes are called: a message from the catalogue, or the dataset's own word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.model import municipalities, schema
from matchmaker.model import vocabulary as v

if TYPE_CHECKING:
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.model.records import Actor
    from matchmaker.model.register import Register


def kind(register: Register, code: str) -> Param:
    """What a kind of actor is called."""
    return Message(f"kind.{code}") if code in v.KINDS else register.own_names.get(code, code)


def without_name(register: Register, actor: Actor) -> Param:
    """What an actor is called where a private person's name does not belong: a person by kind."""
    return kind(register, actor.kind) if actor.form == "person" else actor.name


def shown(name: str, *, synthetic: bool, words: Catalogue) -> str:
    """A name with the mark that every invented actor carries, unless the name itself says it."""
    marked = any(catalogue(language).term("word.synthetic") in name for language in LANGUAGES)
    return f"{name} ({words.term('word.synthetic')})" if synthetic and not marked else name


def contribution(register: Register, code: str) -> Param:
    """What a contribution type is called."""
    if code in v.CONTRIBUTIONS:
        return Message(f"contribution.{code}")
    return register.own_names.get(code, code)


def sector(code: str) -> Message:
    """What a side of samskaping is called."""
    return Message(f"sector.{code}")


def place(number: str) -> str:
    """What a municipality is called."""
    return municipalities.name(number)


def table_title(table: str) -> str:
    """What a table's sheet is titled."""
    return schema.TABLES[table].title
