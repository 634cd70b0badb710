"""The options of ``overview``. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.options_missing import EDITIONS

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

KINDS = (
    "invitasjon", "stol", "behov", "funn", "lagringstid", "informert", "utkast", "data", "befolkning",
)  # fmt: skip
"""What can need attention, in the order of a list."""


def fill_overview(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """What a dataset holds, what needs attention, what was decided last."""
    add = sub.add_argument
    add("dataset", nargs="?", metavar=words.term("cli.dataset_word"), help=words.term("cli.overview_dataset"))
    add("--kind", choices=KINDS, help=words.term("cli.overview_kind"))
    add("--edition", choices=EDITIONS, default=EDITIONS[0], help=words.term("cli.edition"))
