"""The options of ``needs``. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.options_missing import EDITIONS

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

LEVELS = ("politikk", "administrasjon", "tjeneste")
PHASES = ("definere", "designe", "gjennomfore", "drive")


def fill_needs(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """What a challenge needs: one of the dataset, or one that is described."""
    add = sub.add_argument
    add("dataset", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))
    add("--challenge", metavar="ID", help=words.term("cli.needs_challenge"))
    add("--title", metavar=words.term("cli.needs_text_word"), help=words.term("cli.needs_title"))
    add("--theme", action="append", default=[], metavar=words.term("cli.needs_text_word"),
        help=words.term("cli.needs_theme"))  # fmt: skip
    add("--level", action="append", default=[], choices=LEVELS, help=words.term("cli.needs_level"))
    add("--phase", choices=PHASES, help=words.term("cli.needs_phase"))
    add("--affected", action="append", default=[], metavar=words.term("cli.needs_text_word"),
        help=words.term("cli.needs_affected"))  # fmt: skip
    add("--municipality", action="append", default=[], metavar=words.term("cli.municipality_word"),
        help=words.term("cli.needs_municipality"))  # fmt: skip
    add("--on", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.on"))
    add("--edition", choices=EDITIONS, default=EDITIONS[0], help=words.term("cli.edition"))
