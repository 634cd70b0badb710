"""The options of ``measures``. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.options_missing import EDITIONS
from matchmaker.cli.options_network import fill_scope
from matchmaker.cli.spreading import fill_spreading

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

NULLS = ("storrelse", "grad", "rolle_og_grad", "egenskaper")
"""Codes of the null models."""


def fill_measures(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """What a network is like, in numbers."""
    add = sub.add_argument
    add("dataset", nargs="?", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))
    add("--measure", action="append", default=[], metavar=words.term("cli.measures_measure_word"),
        help=words.term("cli.measures_measure"))  # fmt: skip
    add("--list", action="store_true", help=words.term("cli.measures_list"))
    fill_scope(sub, words)
    add("--against", choices=NULLS, help=words.term("cli.measures_against"))
    add("--draws", type=int, default=999, metavar="N", help=words.term("cli.measures_draws"))
    add("--missing", action="store_true", help=words.term("cli.measures_missing"))
    add("--directed", action="store_true", help=words.term("cli.measures_directed"))
    add("--seed", type=int, default=0, metavar="N", help=words.term("cli.measures_seed"))
    fill_spreading(sub, words)
    add("--edition", choices=EDITIONS, default=EDITIONS[0], help=words.term("cli.edition"))
