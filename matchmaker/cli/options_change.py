"""The options of ``change``. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.options_missing import EDITIONS

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

SIDES = ("innbygger", "naeringsliv", "frivillig", "politiker", "administrasjon", "tjeneste")


def fill_change(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """What changed between dates, datasets or versions, and after an arena."""
    add = sub.add_argument
    add("dataset", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))
    add("--before", metavar=words.term("cli.dataset_word"), help=words.term("cli.change_before"))
    add("--date", action="append", default=[], metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.change_date"))
    add("--arena", metavar="ID", help=words.term("cli.change_arena"))
    add("--municipality", metavar=words.term("cli.municipality_word"),
        help=words.term("cli.change_municipality"))  # fmt: skip
    add("--side", action="append", default=[], choices=SIDES, help=words.term("cli.change_side"))
    add("--relation", "--relations", dest="relation", action="append", default=[],
        metavar=words.term("cli.relation_word"), help=words.term("cli.change_relation"))  # fmt: skip
    add("--seed", type=int, default=0, metavar="N", help=words.term("cli.change_seed"))
    add("--edition", choices=EDITIONS, default=EDITIONS[0], help=words.term("cli.edition"))
