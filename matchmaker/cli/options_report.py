"""The options of ``report``. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.options_missing import EDITIONS
from matchmaker.cli.values import ages

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

FORMATS = ("html", "docx", "xlsx")


def fill_report(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """A report for the case file."""
    add = sub.add_argument
    add("dataset", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))
    add("challenge", nargs="?", metavar="ID", help=words.term("cli.report_challenge"))
    add("--to", choices=FORMATS, default=FORMATS[0], help=words.term("cli.report_to"))
    add("--output", metavar=words.term("cli.file_word"), help=words.term("cli.report_output"))
    add("--edition", choices=EDITIONS, default=EDITIONS[0], help=words.term("cli.edition"))
    add("--include", default="", metavar="team,gaps", help=words.term("cli.report_include"))
    add("--team", default="", metavar="ID,ID", help=words.term("cli.team_gaps"))
    add("--kept", metavar="ID", help=words.term("cli.report_kept"))
    add("--size", type=int, default=8, metavar="N", help=words.term("cli.report_size"))
    add("--seed", type=int, default=0, metavar="N", help=words.term("cli.seed"))
    add("--ages", type=ages, metavar="13-", help=words.term("cli.ages"))
    add("--on", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.on"))
