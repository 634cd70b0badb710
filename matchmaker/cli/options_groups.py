"""The options of ``groups``. Imports nothing heavy."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from matchmaker.cli.values import column
from matchmaker.kernel.errors import Message
from matchmaker.model.vocabulary import GroupMode
from matchmaker.services.groups_spelling import SPELLINGS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from matchmaker.kernel.errors import Param
    from matchmaker.kernel.messages import Catalogue
    from matchmaker.services.groups_spelling import Spelling

SHAPES = {
    "attributes": "EGENSKAP=MAATE[:VEKT]", "order": "NIVAA,NIVAA", "together": "ID,ID", "apart": "ID,ID",
    "pins": "ID=GRUPPE", "separations": "enhet,leder,husstand|ingen", "ties": "ingen|fremmede|par",
    "absent": "ID,ID",
}  # fmt: skip
"""What a value looks like; others are numbers."""
OF_LISTS = ("map", "municipality", "kind")
"""Options that say how an ordinary list is read."""


def fill_groups(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Split an event into groups, over one round or several."""
    add = sub.add_argument
    fill_event(sub, words)
    how = sub.add_mutually_exclusive_group()
    how.add_argument("--repair", action="store_true", help=words.term("cli.groups_repair"))
    how.add_argument("--as-told", action="store_true", help=words.term("cli.groups_as_told"))
    add("--seating", metavar=words.term("cli.file_word"), help=words.term("cli.groups_seating"))
    add("--explain", metavar="ID", help=words.term("cli.groups_explain"))
    fill_papers(sub, words)


def fill_papers(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """What is to become of a seating: kept, and written to files."""
    add = sub.add_argument
    add("--keep", action="store_true", help=words.term("cli.groups_keep"))
    add("--since", type=int, metavar="N", help=words.term("cli.since_version"))
    for name in ("xlsx", "csv", "badges"):
        add(f"--{name}", metavar=words.term("cli.file_word"), help=words.term(f"cli.groups_{name}"))


def fill_event(sub: argparse.ArgumentParser, words: Catalogue, without: Sequence[str] = ()) -> None:
    """An event and how it is to be split: the options that ``groups`` and ``draw`` share.

    Parameters
    ----------
    sub
        The command's parser.
    words
        In which language.
    without
        Fields of the request that the command has no option for.
    """
    add = sub.add_argument
    add("dataset", metavar=words.term("cli.groups_event_word"), help=words.term("cli.groups_event"))
    for one in SPELLINGS:
        if one.field in without:
            continue
        about = words.term(f"cli.groups_{one.field}")
        for flag, meaning in one.flags:
            add(f"--{flag}", dest=one.field, action="store_const", const=meaning,
                help=about if meaning else words.term(f"cli.groups_{one.field}_not"))  # fmt: skip
        if not one.flags:
            add(f"--{one.option}", dest=one.field, action="append" if one.several else "store",
                type=_reader(one, words), metavar=SHAPES.get(one.field, "N"), help=about)  # fmt: skip
    add("--map", action="append", default=[], type=column, metavar="KOLONNE=FELT",
        help=words.term("cli.groups_map"))  # fmt: skip
    add("--kind", metavar=words.term("cli.kind_word"), help=words.term("cli.kind"))
    add("--municipality", metavar=words.term("cli.municipality_word"), help=words.term("cli.municipality"))


def _reader(one: Spelling, words: Catalogue) -> Callable[[str], Any]:
    """How an option is read; what an attribute may be wanted to be is told where it is not understood."""
    if one.field != "attributes":
        return one.read

    def read(text: str) -> Any:  # noqa: ANN401 - whatever the spelling reads
        try:
            return one.read(text)
        except ValueError as wrong:
            modes = tuple((mode.value, Message(f"group_mode.{mode.value}")) for mode in GroupMode)
            told: tuple[Param, ...] = tuple(
                Message("cli.mode", {"code": code, "mode": mode}) for code, mode in modes
            )
            params: dict[str, Param] = {"text": text, "modes": told}
            raise argparse.ArgumentTypeError(words.say(Message("cli.bad_attribute", params))) from wrong

    return read
