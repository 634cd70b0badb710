"""The options of ``export`` and ``learn``. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.options_missing import EDITIONS

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

FORMATS = ("xlsx", "graphml", "gexf", "pajek", "edges", "json")
"""A workbook, or one of the formats for networks."""


def fill_export(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Write a dataset as a workbook, or its network for other tools."""
    add = sub.add_argument
    add("dataset", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))
    add("file", nargs="?", metavar=words.term("cli.file_word"), help=words.term("cli.export_file"))
    add("--to", choices=FORMATS, default=FORMATS[0], help=words.term("cli.export_to"))
    add("--output", metavar=words.term("cli.file_word"), help=words.term("cli.export_output"))
    add("--edition", choices=EDITIONS, default=EDITIONS[0], help=words.term("cli.export_edition"))


def fill_learn(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Who can learn from whom."""
    add = sub.add_argument
    add("datasets", nargs="*", metavar=words.term("cli.dataset_word"), help=words.term("cli.learn_datasets"))
    add("--factor", type=float, default=3.0, metavar="N", help=words.term("cli.learn_factor"))
    add("--on", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.on"))
    add("--edition", choices=EDITIONS, default=EDITIONS[0], help=words.term("cli.edition"))
