"""The options of the commands that serve the dashboard. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

ACTIONS = ("list", "add", "remove", "password", "grant", "revoke")
ROLES = ("leser", "planlegger", "forvalter")


def fill_place(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Where to listen."""
    sub.add_argument("--host", default="127.0.0.1", help=words.term("cli.host"))
    sub.add_argument("--port", type=int, default=8050, help=words.term("cli.port"))


def fill_serve(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Serve the dashboard, alone or to those who log in."""
    fill_place(sub, words)
    sub.add_argument("--public", action="store_true", help=words.term("cli.public"))
    _shared(sub, words)
    sub.add_argument("--address", default="", metavar="URL", help=words.term("cli.public_address"))


def fill_accounts(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Who can log in to a shared dashboard, and what they may."""
    add = sub.add_argument
    add("action", choices=ACTIONS, help=words.term("cli.accounts_action"))
    add("account", nargs="?", metavar=words.term("cli.account_word"), help=words.term("cli.account"))
    add("place", nargs="?", metavar=words.term("cli.workspace_word"),
        help=words.term("cli.account_workspace"))  # fmt: skip
    add("role", nargs="?", choices=ROLES, help=words.term("cli.role"))
    add("--name", default="", metavar=words.term("cli.text_word"), help=words.term("cli.account_name"))
    add("--stdin", action="store_true", help=words.term("cli.account_stdin"))
    _shared(sub, words)


def _shared(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    which = sub.add_mutually_exclusive_group()
    which.add_argument("--config", metavar=words.term("cli.file_word"), help=words.term("cli.public_config"))
    which.add_argument("--workspaces", metavar=words.term("cli.folder"), help=words.term("cli.workspaces"))
    sub.add_argument("--accounts", metavar=words.term("cli.file_word"), help=words.term("cli.accounts_file"))
