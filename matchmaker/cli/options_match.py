"""The options of ``match``. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.values import names

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

EDITIONS = ("arbeidsversjon", "offentlig")


def fill_match(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """From what somebody has to where it is needed: one of four questions."""
    sub.add_argument("dataset", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))
    asked = sub.add_mutually_exclusive_group()
    ask = asked.add_argument
    ask("--supply", action="store_true", help=words.term("cli.match_supply"))
    ask("--request", type=names, metavar=words.term("cli.match_request_word"),
        help=words.term("cli.match_request"))  # fmt: skip
    ask("--actor", metavar="ID", help=words.term("cli.match_actor"))
    ask("--challenges", type=names, metavar="ID,ID", help=words.term("cli.match_challenges"))
    add = sub.add_argument
    add("--theme", action="append", default=[], metavar=words.term("cli.match_theme_word"),
        help=words.term("cli.match_theme"))  # fmt: skip
    add("--municipality", metavar=words.term("cli.municipality_word"),
        help=words.term("cli.match_municipality"))  # fmt: skip
    add("--place", metavar="ID", help=words.term("cli.match_place"))
    add("--size", type=int, default=8, metavar="N", help=words.term("cli.match_size"))
    add("--min-size", type=int, metavar="N", help=words.term("cli.match_min_size"))
    add("--hours", type=float, metavar="N", help=words.term("cli.match_hours"))
    add("--unknown-seats", type=int, default=1, metavar="N", help=words.term("cli.match_unknown_seats"))
    add("--most", type=int, metavar="N", help=words.term("cli.match_most"))
    add("--seed", type=int, default=0, metavar="N", help=words.term("cli.seed"))
    add("--on", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.on"))
    add("--edition", choices=EDITIONS, default=EDITIONS[0], help=words.term("cli.edition"))
