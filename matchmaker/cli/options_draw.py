"""The options of ``draw`` and ``verify``. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.options_groups import fill_event, fill_papers

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

NOT_DRAWN = ("done", "seconds")
"""Options of ``groups`` that a draw has not: its work is promised, and a time is no amount of work."""


def fill_draw(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Promise a draw before the event, or make it after."""
    add, file = sub.add_argument, words.term("cli.file_word")
    fill_event(sub, words, without=NOT_DRAWN)
    which = sub.add_mutually_exclusive_group(required=True)
    which.add_argument("--commit", metavar=file, help=words.term("cli.draw_commit"))
    which.add_argument("--reveal", metavar=file, help=words.term("cli.draw_reveal"))
    add("--to", metavar=file, help=words.term("cli.draw_to"))
    add("--salts", metavar=file, help=words.term("cli.draw_salts"))
    for name in ("mix", "mixed"):
        add(f"--{name}", default="", metavar=words.term("cli.text_word"), help=words.term(f"cli.draw_{name}"))
    fill_papers(sub, words)


def fill_verify(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Check a draw: the document alone is enough."""
    add = sub.add_argument
    add("file", metavar=words.term("cli.file_word"), help=words.term("cli.verify_file"))
    add("--commitment", default="", metavar="HASH", help=words.term("cli.verify_commitment"))
    add("--me", default="", metavar="ID", help=words.term("cli.verify_me"))
    add("--salt", default="", metavar="SALT", help=words.term("cli.verify_salt"))
