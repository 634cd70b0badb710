"""The options of the commands that keep something. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue


def _dataset(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    sub.add_argument("dataset", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))


def _file(sub: argparse.ArgumentParser, words: Catalogue, what: str) -> None:
    sub.add_argument("file", metavar=words.term("cli.file_word"), help=words.term(what))


def fill_commit(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Keep a folder or workbook as a dataset's next version."""
    add = sub.add_argument
    add("dataset", metavar=words.term("cli.dataset_word"), help=words.term("cli.commit_dataset"))
    sub.add_argument(
        "path", nargs="?", metavar=words.term("cli.file_word"), help=words.term("cli.commit_path")
    )
    add("--base", type=int, metavar="N", help=words.term("cli.base"))
    add("--preview", action="store_true", help=words.term("cli.preview"))


def fill_versions(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """List a dataset's versions."""
    _dataset(sub, words)


def fill_diff(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Compare two versions."""
    _dataset(sub, words)
    sub.add_argument("older", type=int, metavar="N", help=words.term("cli.older"))
    sub.add_argument("newer", type=int, metavar="N", help=words.term("cli.newer"))


def fill_history(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """List what was done."""
    sub.add_argument("--last", type=int, default=20, metavar="N", help=words.term("cli.last"))


def fill_undo(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Undo the last step, or do it again."""
    sub.add_argument("--step", type=int, metavar="N", help=words.term("cli.expected_step"))


def fill_runs(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """List the runs that are kept."""
    del sub, words


def fill_repeat(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Ask a kept question again."""
    sub.add_argument("run", metavar="ID", help=words.term("cli.run"))


def fill_note(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Keep a remark."""
    sub.add_argument("text", metavar=words.term("cli.text_word"), help=words.term("cli.note_text"))
    sub.add_argument("--about", default="", metavar="ID", help=words.term("cli.about_id"))


def fill_decide(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Keep a decision with its reason and who decided."""
    sub.add_argument("about", metavar="ID", help=words.term("cli.about_id"))
    for name in ("decided", "reason", "by"):
        sub.add_argument(f"--{name}", required=True, metavar=words.term("cli.text_word"),
                         help=words.term(f"cli.decide_{name}"))  # fmt: skip
    sub.add_argument("--on", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.decide_on"))
    sub.add_argument("--archived", default="", metavar=words.term("cli.text_word"),
                     help=words.term("cli.decide_archived"))  # fmt: skip


def fill_audit(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Look after the log."""
    sub.add_argument("action", choices=("verify",), help=words.term("cli.audit_verify"))
    sub.add_argument("--anchor", metavar="N HASH", help=words.term("cli.anchor"))


def fill_backup(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Write everything that is kept to one file."""
    _file(sub, words, "cli.backup_file")


def fill_restore(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Fill an empty workspace from a backup."""
    _file(sub, words, "cli.restore_file")


def fill_duplicates(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Suggest what is written twice."""
    _dataset(sub, words)
    sub.add_argument("--different", nargs=2, metavar="ID", help=words.term("cli.different"))
    sub.add_argument("--merge", nargs=2, metavar="ID", help=words.term("cli.merge"))
