"""The options of ``measures``. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.options_missing import EDITIONS
from matchmaker.model.vocabulary import Sector

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

NULLS = ("storrelse", "grad", "rolle_og_grad", "egenskaper")
"""Codes of the null models."""
SIDES = tuple(side.value for side in Sector)
_DAY = "ÅÅÅÅ-MM-DD"


def fill_measures(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """What a network is like, in numbers."""
    add = sub.add_argument
    add("dataset", nargs="?", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))
    add("--measure", action="append", default=[], metavar=words.term("cli.measures_measure_word"),
        help=words.term("cli.measures_measure"))  # fmt: skip
    add("--list", action="store_true", help=words.term("cli.measures_list"))
    add("--municipality", metavar="NR", help=words.term("cli.measures_municipality"))
    add("--side", action="append", default=[], choices=SIDES, help=words.term("cli.measures_side"))
    add("--kind", action="append", default=[], metavar="KODE", help=words.term("cli.measures_kind"))
    add("--contribution", action="append", default=[], metavar="KODE",
        help=words.term("cli.measures_contribution"))  # fmt: skip
    add("--relation", action="append", default=[], metavar=words.term("cli.relation_word"),
        help=words.term("cli.measures_relation"))  # fmt: skip
    add("--since", metavar=_DAY, help=words.term("cli.measures_since"))
    add("--until", metavar=_DAY, help=words.term("cli.measures_until"))
    add("--against", choices=NULLS, help=words.term("cli.measures_against"))
    add("--draws", type=int, default=999, metavar="N", help=words.term("cli.measures_draws"))
    add("--missing", action="store_true", help=words.term("cli.measures_missing"))
    add("--directed", action="store_true", help=words.term("cli.measures_directed"))
    add("--seed", type=int, default=0, metavar="N", help=words.term("cli.measures_seed"))
    add("--workers", type=int, default=1, metavar="N", help=words.term("cli.measures_workers"))
    add("--cluster", metavar=words.term("cli.address"), help=words.term("cli.measures_cluster"))
    add("--edition", choices=EDITIONS, default=EDITIONS[0], help=words.term("cli.edition"))
