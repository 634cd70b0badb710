"""The options of ``stress``. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.options_missing import EDITIONS
from matchmaker.model.vocabulary import Sector

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

SIDES = tuple(side.value for side in Sector)


def fill_stress(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """What the network keeps when some leave, and whom to connect now."""
    add = sub.add_argument
    add("dataset", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))
    add("--leaving", action="append", default=[], metavar=words.term("cli.kind_word"),
        help=words.term("cli.stress_leaving"))  # fmt: skip
    add("--share", type=float, default=1.0, metavar="0-1", help=words.term("cli.stress_share"))
    add("--busiest", type=int, default=5, metavar="N", help=words.term("cli.stress_busiest"))
    add("--connect", type=int, default=5, metavar="N", help=words.term("cli.stress_connect"))
    add("--municipality", metavar="NR", help=words.term("cli.stress_municipality"))
    add("--side", action="append", default=[], choices=SIDES, help=words.term("cli.stress_side"))
    add("--relation", "--relations", dest="relation", action="append", default=[],
        metavar=words.term("cli.relation_word"), help=words.term("cli.stress_relation"))  # fmt: skip
    add("--draws", type=int, default=200, metavar="N", help=words.term("cli.stress_draws"))
    add("--seed", type=int, default=0, metavar="N", help=words.term("cli.stress_seed"))
    add("--edition", choices=EDITIONS, default=EDITIONS[0], help=words.term("cli.edition"))
