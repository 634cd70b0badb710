"""The options of the commands about people's rights. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue


def assigned(text: str) -> tuple[str, str]:
    """Read ``NAVN=VERDI``. Raises ``ValueError`` for anything else."""
    name, value = text.split("=", 1)
    return name.strip(), value


def limit(text: str) -> tuple[str, int]:
    """Read ``FORMÅL=DAGER``. Raises ``ValueError`` for anything else."""
    purpose, days = text.split("=", 1)
    return purpose.strip(), int(days)


def _person(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    sub.add_argument("person", metavar="PERSON", help=words.term("cli.person"))
    sub.add_argument(
        "--dataset", metavar=words.term("cli.dataset_word"), help=words.term("cli.person_dataset")
    )


def fill_innsyn(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Everything that is kept about a person."""
    _person(sub, words)


def fill_erase(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Erase a person."""
    _person(sub, words)
    sub.add_argument("--reason", required=True, metavar=words.term("cli.text_word"),
                     help=words.term("cli.erase_reason"))  # fmt: skip
    sub.add_argument("--preview", action="store_true", help=words.term("cli.preview"))


def fill_retention(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """How long things are kept, and the job that acts on it."""
    sub.add_argument("--set", action="append", default=[], type=limit, metavar=words.term("cli.limit_word"),
                     help=words.term("cli.retention_set"))  # fmt: skip
    which = sub.add_mutually_exclusive_group()
    which.add_argument("--preview", action="store_true", help=words.term("cli.retention_preview"))
    which.add_argument("--apply", action="store_true", help=words.term("cli.retention_apply"))


def fill_contact(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """How an actor is reached."""
    sub.add_argument("dataset", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))
    sub.add_argument("actor", metavar=words.term("cli.actor_word"), help=words.term("cli.contact_actor"))
    add = sub.add_argument
    add("--set", action="append", default=[], type=assigned, metavar=words.term("cli.contact_word"),
        help=words.term("cli.contact_set"))  # fmt: skip
    add("--remove", action="append", default=[], metavar=words.term("cli.channel_word"),
        help=words.term("cli.contact_remove"))  # fmt: skip
    add("--source", default="", metavar=words.term("cli.text_word"), help=words.term("cli.contact_source"))
