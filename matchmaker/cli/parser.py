"""The command line's words. Imports nothing heavy, so that ``--help`` answers at once."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any, NoReturn

import matchmaker
from matchmaker.cli import options_change as change
from matchmaker.cli import options_draw as draw
from matchmaker.cli import options_groups as groups
from matchmaker.cli import options_interchange as interchange
from matchmaker.cli import options_invite as invite
from matchmaker.cli import options_kept as kept
from matchmaker.cli import options_match as match
from matchmaker.cli import options_measures as measures
from matchmaker.cli import options_missing as missing
from matchmaker.cli import options_needs as needs
from matchmaker.cli import options_network as network
from matchmaker.cli import options_overview as overview
from matchmaker.cli import options_report as report
from matchmaker.cli import options_rights as rights
from matchmaker.cli import options_serve as serve
from matchmaker.cli import options_side_by_side as side_by_side
from matchmaker.cli import options_stress as stress
from matchmaker.cli import options_team as team
from matchmaker.cli.exit_codes import Exit
from matchmaker.cli.values import column
from matchmaker.kernel.errors import Message
from matchmaker.kernel.messages import DEFAULT_LANGUAGE, LANGUAGES, Catalogue, Language, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LANGUAGE_VARIABLE = "MATCHMAKER_LANG"
DATA_VARIABLE = "MATCHMAKER_DATA"
WORKSPACE_VARIABLE = "MATCHMAKER_WORKSPACE"
FIGURES_VARIABLE = "MATCHMAKER_FIGURES"
FIGURES = "samskaping-folketall"
"""Where fetched population figures are kept unless something else is said: a folder where one stands."""
AUTHOR_VARIABLE = "MATCHMAKER_AS"
WORKSPACE = "samskaping.db"
"""Where things are kept unless something else is said: a file in the folder one stands in."""
TRACE_VARIABLE = "MATCHMAKER_TRACE"


def language_of(argv: Sequence[str]) -> Language:
    """The language asked for, found before parsing so that help itself can speak it."""
    asked = os.environ.get(LANGUAGE_VARIABLE, DEFAULT_LANGUAGE)
    for position, word in enumerate(argv):
        if word == "--lang" and position + 1 < len(argv):
            asked = argv[position + 1]
        elif word.startswith("--lang="):
            asked = word.split("=", 1)[1]
    return next((language for language in LANGUAGES if language == asked), DEFAULT_LANGUAGE)


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help with the usage line's first word in the reader's language."""

    words = catalogue(DEFAULT_LANGUAGE)

    def add_usage(
        self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        """Write the usage line."""
        super().add_usage(usage, actions, groups, prefix or self.words.term("cli.usage") + " ")


class _Parser(argparse.ArgumentParser):
    """Tells what is wrong in the reader's language and exits with the documented code."""

    words = catalogue(DEFAULT_LANGUAGE)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and how to get help."""
        said = self.words.say(Message("cli.bad_command", {"message": message, "command": self.prog}))
        self.exit(Exit.BAD_INPUT, said + "\n")


def build(language: Language) -> argparse.ArgumentParser:
    """The parser of every command, in one language."""
    words = catalogue(language)
    _speak(words)
    common = _Parser(add_help=False)
    _options(common, words, again=True)
    parser = _Parser(
        prog="matchmaker",
        description=words.term("cli.about"),
        epilog=words.term("cli.epilogue"),
        formatter_class=_Help,
        add_help=False,
    )
    parser.add_argument("-h", "--help", action="help", help=words.term("cli.help"))
    parser.add_argument("--version", action="version", version=matchmaker.__version__,
                        help=words.term("cli.version"))  # fmt: skip
    _options(parser, words, again=False)
    commands = parser.add_subparsers(
        prog="matchmaker",
        dest="command",
        required=True,
        metavar=words.term("cli.command"),
        title=words.term("cli.commands"),
    )
    for name, fill in _COMMANDS.items():
        about = words.term(f"cli.{name}")
        sub = commands.add_parser(
            name, help=about, description=about, parents=[common], formatter_class=_Help, add_help=False
        )
        sub.add_argument("-h", "--help", action="help", help=words.term("cli.help"))
        fill(sub, words)
    return parser


def _speak(words: Catalogue) -> None:
    """Let the parser's own sentences be looked up in the catalogue; unknown ones stay English."""
    _Help.words = _Parser.words = words

    def translate(text: str) -> str:
        code = f"argparse.{text}"
        return words.plain(code) if words.knows(code) else text

    argparse._ = translate  # type: ignore[attr-defined]


def _options(parser: argparse.ArgumentParser, words: Catalogue, *, again: bool) -> None:
    """Options of every command.

    They may stand before the command or after it; *again* is for after, where leaving one out must not
    undo what was said before.
    """

    def default(value: object) -> object:
        return argparse.SUPPRESS if again else value

    add = parser.add_argument
    add("--json", action="store_true", default=default(value=False), help=words.term("cli.json"))
    add("--lang", choices=LANGUAGES, default=default(words.language), help=words.term("cli.lang"))
    add("--data", action="append", default=default([]), metavar=words.term("cli.folder"),
        help=words.term("cli.data"))  # fmt: skip
    add("--workspace", default=default(None), metavar=words.term("cli.address"),
        help=words.term("cli.workspace"))  # fmt: skip
    add("--figures", default=default(None), metavar=words.term("cli.folder"),
        help=words.term("cli.figures"))  # fmt: skip
    add("--as", dest="author", default=default(None), metavar=words.term("cli.author_word"),
        help=words.term("cli.author"))  # fmt: skip


def _dataset(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    sub.add_argument("dataset", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))


def _check(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    _dataset(sub, words)


def _import(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    add = sub.add_argument
    add("file", metavar=words.term("cli.file_word"), help=words.term("cli.file"))
    add("--to", metavar=words.term("cli.folder"), help=words.term("cli.to"))
    add("--municipality", metavar=words.term("cli.municipality_word"), help=words.term("cli.municipality"))
    add("--kind", metavar=words.term("cli.kind_word"), help=words.term("cli.kind"))
    add("--keep-notes", action="store_true", help=words.term("cli.keep_notes"))
    add("--map", action="append", default=[], type=column, metavar="KOLONNE=FELT", help=words.term("cli.map"))
    add("--relation", metavar=words.term("cli.relation_word"), help=words.term("cli.relation"))


def _template(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    sub.add_argument("folder", metavar=words.term("cli.folder"), help=words.term("cli.template_folder"))


def _synth(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    add = sub.add_argument
    add("folder", metavar=words.term("cli.folder"), help=words.term("cli.synth_folder"))
    add("--municipalities", default="5037,5038,5053,5006,5041", metavar="NR,NR",
        help=words.term("cli.synth_municipalities"))  # fmt: skip
    for name, default in (("actors", 1000), ("contributions", 3000), ("ties", 5000),
                          ("involvements", 400), ("challenges", 6), ("duplicates", 3)):  # fmt: skip
        add(f"--{name}", type=int, default=default, metavar="N", help=words.term(f"cli.synth_{name}"))
    add("--seed", type=int, default=0, metavar="N", help=words.term("cli.seed"))


def _demo(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    serve.fill_place(sub, words)
    sub.add_argument("--no-serve", action="store_true", help=words.term("cli.no_serve"))
    sub.add_argument("--report", default="demo-rapport.html", metavar=words.term("cli.file_word"),
                     help=words.term("cli.demo_report"))  # fmt: skip


_COMMANDS = {
    "overview": overview.fill_overview,
    "team": team.fill_team, "needs": needs.fill_needs, "match": match.fill_match,
    "groups": groups.fill_groups, "draw": draw.fill_draw, "verify": draw.fill_verify,
    "invite": invite.fill_invite, "gaps": missing.fill_gaps, "check": _check, "import": _import,
    "template": _template, "synth": _synth, "serve": serve.fill_serve,
    "accounts": serve.fill_accounts, "demo": _demo,
    "commit": kept.fill_commit, "export": interchange.fill_export, "learn": interchange.fill_learn,
    "measures": measures.fill_measures, "network": network.fill_network, "actors": network.fill_actors,
    "change": change.fill_change,
    "compare": side_by_side.fill_compare,
    "stress": stress.fill_stress,
    "versions": kept.fill_versions,
    "diff": kept.fill_diff, "history": kept.fill_history, "undo": kept.fill_undo, "redo": kept.fill_undo,
    "runs": kept.fill_runs, "repeat": kept.fill_repeat, "note": kept.fill_note, "decide": kept.fill_decide,
    "audit": kept.fill_audit, "backup": kept.fill_backup, "restore": kept.fill_restore,
    "duplicates": kept.fill_duplicates, "innsyn": rights.fill_innsyn, "erase": rights.fill_erase,
    "retention": rights.fill_retention, "contact": rights.fill_contact,
    "rules": missing.fill_rules, "classify": missing.fill_classify,
    "population": missing.fill_population, "report": report.fill_report,
}  # fmt: skip
