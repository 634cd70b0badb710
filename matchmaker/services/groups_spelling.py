"""How a wish for groups is spelt: the same on the command line and in an address.

Imports nothing heavy, so that ``--help`` answers at once.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from matchmaker.kernel.messages import DEFAULT_LANGUAGE, Language
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services.command_words import command, in_language, said
from matchmaker.services.groups_request import SEPARATIONS, TIES, AttributeWish, GroupsRequest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOTHING = "ingen"
"""What stands for keeping nobody apart by unit, leader or household."""
_YES, _NO = "ja", "nei"


def attribute_of(text: str) -> AttributeWish:
    """Read ``EGENSKAP=MAATE`` or ``EGENSKAP=MAATE:VEKT``; a weight that is not said is 1.

    Raises ``ValueError`` for anything else, an unknown way, or a weight below 1 or above 100.

    >>> attribute_of("type=spre:3").weight, attribute_of("kjonn=ikke_alene").mode.value
    (3, 'ikke_alene')
    """
    name, equals, rest = text.rpartition("=")
    mode, colon, weight = rest.partition(":")
    number = int(weight) if colon else 1
    if not equals or not name.strip() or not 1 <= number <= 100:
        raise ValueError(text)
    return AttributeWish(name.strip(), GroupMode(mode), number)


def _attribute(wish: AttributeWish) -> str:
    weight = "" if wish.weight == 1 else f":{wish.weight}"
    return f"{wish.attribute}={wish.mode.value}{weight}"


def set_of(text: str) -> tuple[str, ...]:
    """Read two actors or more, ``A,B,C``, each once. Raises ``ValueError`` for fewer.

    >>> set_of("a, b,a,c")
    ('a', 'b', 'c')
    """
    found = _several(text)
    if len(found) < 2:
        raise ValueError(text)
    return found


def some_of(text: str) -> tuple[str, ...]:
    """Read one name or more, ``A,B``, each once. Raises ``ValueError`` for none."""
    found = _several(text)
    if not found:
        raise ValueError(text)
    return found


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (part.strip() for part in text.split(",")))))


def pin_of(text: str) -> tuple[str, str]:
    """Read ``AKTOR=GRUPPE``. Raises ``ValueError`` for anything else.

    >>> pin_of("kari=gruppe-01")
    ('kari', 'gruppe-01')
    """
    actor, _, group = text.rpartition("=")
    if not actor.strip() or not group.strip():
        raise ValueError(text)
    return actor.strip(), group.strip()


def separations_of(text: str) -> tuple[str, ...]:
    """Read which of :data:`SEPARATIONS` are kept apart, or ``ingen``. Raises ``ValueError`` for others.

    >>> separations_of("leder,enhet"), separations_of("ingen")
    (('leder', 'enhet'), ())
    """
    found = () if text.strip() == NOTHING else some_of(text)
    if not set(found) <= set(SEPARATIONS):
        raise ValueError(text)
    return found


def _separations(value: tuple[str, ...]) -> str:
    return ",".join(value) or NOTHING


def ties_of(text: str) -> str:
    """Read one of :data:`TIES`. Raises ``ValueError`` for another word."""
    if text not in TIES:
        raise ValueError(text)
    return text


def count_of(text: str) -> int:
    """Read a whole number, 0 or more. Raises ``ValueError`` for anything else."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def seconds_of(text: str) -> float:
    """Read a time above 0; a comma may stand for the point. Raises ``ValueError`` for anything else.

    >>> seconds_of("2,5")
    2.5
    """
    number = float(text.replace(",", "."))
    if not 0 < number < float("inf"):
        raise ValueError(text)
    return number


def answer_of(text: str) -> bool:
    """Read ``ja`` or ``nei``. Raises ``ValueError`` for anything else."""
    if text not in (_YES, _NO):
        raise ValueError(text)
    return text == _YES


def _answer(value: object) -> str:
    return _YES if value else _NO


class Spelling(NamedTuple):
    """How one field of a request is written."""

    field: str
    """Field of the request."""
    option: str
    """Option of the command, without the dashes."""
    key: str
    """Key in an address."""
    read: Callable[[str], Any]
    """Text → value; ``ValueError`` for what is none."""
    write: Callable[[Any], str]
    """Value → text."""
    several: bool = False
    """Whether it may be said several times; the field is a tuple then, and the text is one of its values."""
    flags: tuple[tuple[str, bool], ...] = ()
    """Options without a value that stand for it on the command line, with what each says."""


_NAMES = ",".join
SPELLINGS = (
    Spelling("groups", "groups", "grupper", count_of, str),
    Spelling("rounds", "rounds", "runder", count_of, str),
    Spelling("least", "least", "minst", count_of, str),
    Spelling("most", "most", "mest", count_of, str),
    Spelling("attributes", "attribute", "egenskap", attribute_of, _attribute, several=True),
    Spelling("order", "order", "rekkefolge", some_of, _NAMES),
    Spelling("together", "together", "sammen", set_of, _NAMES, several=True),
    Spelling("apart", "apart", "hver_for_seg", set_of, _NAMES, several=True),
    Spelling("pins", "pin", "fast", pin_of, "=".join, several=True),
    Spelling("separations", "separate", "atskilt", separations_of, _separations),
    Spelling("meet_once", "meet-once", "motes_en_gang", answer_of, _answer,
             flags=(("meet-once", True), ("may-meet-again", False))),
    Spelling("visit_once", "visit-once", "besok_en_gang", answer_of, _answer, flags=(("visit-once", True),)),
    Spelling("ties", "ties", "relasjoner", ties_of, str),
    Spelling("absent", "absent", "fravaer", some_of, _NAMES),
    Spelling("seed", "seed", "fro", int, str),
    Spelling("tries", "tries", "forsok", count_of, str),
    Spelling("done", "done", "gjort", count_of, str),
    Spelling("seconds", "seconds", "sekunder", seconds_of, repr),
)  # fmt: skip
"""Every field of a request but the dataset, in the order in which they are written."""


def differing(request: GroupsRequest) -> Iterator[tuple[Spelling, Any]]:
    """Each thing that is otherwise than in a plain request: how it is spelt, and the value.

    What may be said several times comes once for each of its values.
    """
    plain = GroupsRequest(request.dataset)
    for one in SPELLINGS:
        value = getattr(request, one.field)
        if value != getattr(plain, one.field):
            yield from ((one, part) for part in (value if one.several else (value,)))


def spell(request: GroupsRequest, language: Language = DEFAULT_LANGUAGE, *options: str) -> str:
    """Write the command that asks the same, and with *options* a further answer about it."""
    words: list[str] = []
    for one, value in differing(request):
        flag = next((name for name, meaning in one.flags if meaning == value), None)
        words += (f"--{flag}",) if flag else said(one.option, one.write(value))
    return command("groups", request.dataset, [*words, *options, *in_language(language)])


def repeating(request: GroupsRequest, tries: int, done: int) -> GroupsRequest:
    """The request that gives an answer again: a time is replaced by the tries it was enough for."""
    if request.seconds is None and tries == done:
        return request
    return replace(request, seconds=None, tries=tries, done=None if done == tries else done)
