"""Options of ``compare``; imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.options_missing import EDITIONS
from matchmaker.cli.spreading import fill_spreading

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

NULLS = ("grad", "rolle_og_grad", "storrelse", "egenskaper")
"""Null models by code; the first is meant where none is named."""


def fill_compare(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Municipalities side by side."""
    add = sub.add_argument
    add(
        "datasets", nargs="*", metavar=words.term("cli.dataset_word"), help=words.term("cli.compare_datasets")
    )
    add("--municipality", action="append", default=[], dest="municipalities",
        metavar=words.term("cli.municipality_word"), help=words.term("cli.compare_municipality"))  # fmt: skip
    add("--relation", "--relations", action="append", default=[], dest="relations",
        metavar=words.term("cli.relation_word"), help=words.term("cli.compare_relation"))  # fmt: skip
    add("--on", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.compare_on"))
    add("--against", choices=NULLS, default=NULLS[0], help=words.term("cli.compare_against"))
    add("--draws", type=int, default=200, metavar="N", help=words.term("cli.compare_draws"))
    add("--seed", type=int, default=0, metavar="N", help=words.term("cli.compare_seed"))
    fill_spreading(sub, words)
    add("--edition", choices=EDITIONS, default=EDITIONS[0], help=words.term("cli.edition"))
