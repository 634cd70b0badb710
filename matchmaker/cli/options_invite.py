"""The options of ``matchmaker invite``. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.messages import LANGUAGES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from matchmaker.kernel.messages import Catalogue

PHASES = ("definere", "designe", "gjennomfore", "drive")
MODES = ("lede", "bidra", "observere", "legge_til_rette")
ROLES = ("ombud", "leder", "styring", "arbeidsgiver")
BASES = ("samtykke", "avtale", "rettslig_forpliktelse", "allmenn_interesse", "berettiget_interesse")
ANSWERS = ("ja", "nei", "ubesvart")
TEXTS = (
    "expectation", "mandate", "decided-by", "when", "where", "fee", "travel", "interpreter", "access",
    "sender", "contact-point", "privacy-contact",
)  # fmt: skip
"""Terms that are said in words."""


def seat(text: str) -> tuple[str, tuple[str, ...]]:
    """Read ``AKTØR`` or ``AKTØR:RESERVE,RESERVE``. Raises ``ValueError`` for no actor.

    >>> seat("kari:ola,per")
    ('kari', ('ola', 'per'))
    """
    actor, _, others = text.partition(":")
    if not actor.strip():
        raise ValueError(text)
    return actor.strip(), tuple(filter(None, (one.strip() for one in others.split(","))))


def assigned(text: str) -> tuple[str, str]:
    """Read ``NAVN=VERDI``. Raises ``ValueError`` for anything else."""
    name, value = text.split("=", 1)
    return name.strip(), value.strip()


def fill_invite(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Keep a team, write invitations to its seats, keep the answers."""
    # what every command can be told, before or after the action; taken before the actions are added
    common = type(sub)(parents=[sub], add_help=False)
    actions = sub.add_subparsers(
        prog=sub.prog, dest="action", required=True, metavar=words.term("cli.invite_action"),
        title=words.term("cli.invite_actions"), help=words.term("cli.invite_do"), parser_class=type(sub),
    )  # fmt: skip
    for name, fill in _ACTIONS.items():
        about = words.term(f"cli.invite_{name.replace('-', '_')}")
        made = actions.add_parser(
            name, help=about, description=about, parents=[common], formatter_class=sub.formatter_class,
            add_help=False,
        )  # fmt: skip
        fill(made, words)


def _text(sub: argparse.ArgumentParser, words: Catalogue, *names: str) -> None:
    for name in names:
        sub.add_argument(f"--{name}", metavar=words.term("cli.text_word"),
                         help=words.term(f"cli.invite_option_{name.replace('-', '_')}"))  # fmt: skip


def _keep_team(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    add = sub.add_argument
    add("dataset", nargs="?", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))
    add("--challenge", metavar="ID", help=words.term("cli.invite_challenge"))
    add("--seat", action="append", default=[], type=seat, metavar=words.term("cli.invite_seat_word"),
        help=words.term("cli.invite_seat"))  # fmt: skip
    add("--hold", action="append", default=[], metavar="TEKST", help=words.term("cli.team_hold"))
    add("--open", action="append", default=[], metavar="ID", help=words.term("cli.invite_open"))
    add("--exclude", action="append", default=[], type=assigned,
        metavar=words.term("cli.invite_exclude_word"), help=words.term("cli.invite_exclude"))  # fmt: skip
    add("--run", default="", metavar="ID", help=words.term("cli.invite_run"))
    add("--name", default="", metavar=words.term("cli.text_word"), help=words.term("cli.invite_name"))


def _draft(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    add = sub.add_argument
    add("team", metavar="TEAM", help=words.term("cli.invite_team"))
    _text(sub, words, *TEXTS)
    add("--hours", type=float, metavar="N", help=words.term("cli.invite_option_hours"))
    add("--reply-by", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.invite_option_reply_by"))
    for name, known in (("phase", PHASES), ("mode", MODES), ("role", ROLES), ("basis", BASES)):
        add(f"--{name}", choices=known, help=words.term(f"cli.invite_option_{name}"))
    add("--party", action="store_true", help=words.term("cli.invite_option_party"))
    add("--like", metavar="ID", help=words.term("cli.invite_like"))
    add("--seat", action="append", default=[], metavar="ID", help=words.term("cli.invite_only"))
    add("--motive", action="append", default=[], type=assigned, metavar=words.term("cli.invite_motive_word"),
        help=words.term("cli.invite_motive"))  # fmt: skip
    add("--preview", action="store_true", help=words.term("cli.preview"))
    add("--letter", choices=LANGUAGES, help=words.term("cli.invite_letter"))
    _files(sub, words)


def _files(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    add = sub.add_argument
    add("--to", metavar=words.term("cli.folder"), help=words.term("cli.invite_to"))
    add("--format", choices=("docx", "text"), default="docx", help=words.term("cli.invite_format"))
    add("--contacts", action="store_true", help=words.term("cli.invite_contacts"))


def _sent(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    sub.add_argument("invitation", nargs="+", metavar="ID", help=words.term("cli.invite_id"))
    sub.add_argument("--on", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.invite_on"))
    _since(sub, words)


def _since(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    sub.add_argument("--since", type=int, metavar="N", help=words.term("cli.since_revision"))


def _answer(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    sub.add_argument("invitation", metavar="ID", help=words.term("cli.invite_id"))
    sub.add_argument("answer", choices=ANSWERS, help=words.term("cli.invite_answer_word"))
    sub.add_argument("--on", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.invite_on"))
    _since(sub, words)


def _next(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    sub.add_argument("invitation", metavar="ID", help=words.term("cli.invite_id"))
    sub.add_argument("--reply-by", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.invite_option_reply_by"))
    _files(sub, words)


def _change(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    add = sub.add_argument
    add("team", metavar="TEAM", help=words.term("cli.invite_team"))
    add("--seat", default="", metavar="ID", help=words.term("cli.change_seat"))
    add("--actor", metavar="ID", help=words.term("cli.change_actor"))
    lock = sub.add_mutually_exclusive_group()
    lock.add_argument(
        "--lock", dest="locked", action="store_const", const=True, help=words.term("cli.change_lock")
    )
    lock.add_argument("--unlock", dest="locked", action="store_const", const=False,
                      help=words.term("cli.change_unlock"))  # fmt: skip
    add("--held", metavar=words.term("cli.text_word"), help=words.term("cli.change_held"))
    until = sub.add_mutually_exclusive_group()
    until.add_argument("--until", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.change_until"))
    until.add_argument("--always", action="store_true", help=words.term("cli.change_always"))
    add("--name", metavar=words.term("cli.text_word"), help=words.term("cli.invite_name"))
    _since(sub, words)


def _list(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    sub.add_argument("team", nargs="?", metavar="TEAM", help=words.term("cli.invite_team"))


_ACTIONS: dict[str, Callable[[argparse.ArgumentParser, Catalogue], None]] = {
    "keep-team": _keep_team, "change": _change, "draft": _draft, "sent": _sent, "answer": _answer,
    "next": _next, "list": _list,
}  # fmt: skip
