"""The options of the commands about who is missing. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.values import ages, names

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

EDITIONS = ("arbeidsversjon", "offentlig")
PARTS = ("intersections", "phases", "funnel", "outreach")
"""Further parts of the answer, each asked for by its name."""
BODIES = ("frivillig_gruppe", "oppnevnt_utvalg", "folkevalgt_organ", "raad", "planprosess")


def _dataset(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    sub.add_argument("dataset", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))


def _edition(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    sub.add_argument("--edition", choices=EDITIONS, default=EDITIONS[0], help=words.term("cli.edition"))


def fill_gaps(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Who and what is missing, and the further parts of that answer."""
    _dataset(sub, words)
    add = sub.add_argument
    add("--challenge", metavar="ID", help=words.term("cli.challenge_gaps"))
    add("--team", default="", metavar="ID,ID", help=words.term("cli.team_gaps"))
    add("--suggest", type=int, metavar="N", help=words.term("cli.suggest"))
    add("--ages", type=ages, metavar="13-", help=words.term("cli.ages"))
    add("--on", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.on"))
    _edition(sub, words)
    add("--by", type=names, metavar=words.term("cli.by_word"), help=words.term("cli.by"))
    add("--step", choices=("invitert", "paameldt", "moett", "bidro", "brukt"), help=words.term("cli.step"))
    for part in PARTS:
        add(f"--{part}", action="store_true", help=words.term(f"cli.{part}"))
    add("--reach", type=int, default=2, metavar="N", help=words.term("cli.reach"))
    add("--cap", type=int, default=2, metavar="N", help=words.term("cli.cap"))
    add("--smallest-shown", type=int, default=5, metavar="N", help=words.term("cli.smallest_shown"))
    add("--seed", type=int, default=0, metavar="N", help=words.term("cli.seed"))
    add("--fail-on", choices=("viktig", "merk", "opplysning"), help=words.term("cli.fail_on"))
    add("--keep", action="store_true", help=words.term("cli.keep"))


def fill_rules(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """The rules, and what came of them."""
    add = sub.add_argument
    add("action", choices=("check", "list"), help=words.term("cli.rules_action"))
    add("dataset", nargs="?", metavar=words.term("cli.dataset_word"), help=words.term("cli.rules_dataset"))
    add("--challenge", metavar="ID", help=words.term("cli.challenge_gaps"))
    add("--team", default="", metavar="ID,ID", help=words.term("cli.team_gaps"))
    add("--body", choices=BODIES, default=BODIES[0], help=words.term("cli.body"))
    add("--rule", action="append", default=[], metavar="ID", help=words.term("cli.rule"))
    add("--party", metavar="ID", help=words.term("cli.party"))
    add("--act", choices=("1967", "2025"), default="1967", help=words.term("cli.act"))
    add("--as-if-elected", action="store_true", help=words.term("cli.as_if_elected"))
    add("--confirmed", action="append", default=[], metavar="ID", help=words.term("cli.confirmed"))
    add("--place", metavar="ID", help=words.term("cli.committee_place"))
    add("--council", metavar=words.term("cli.kind_word"), help=words.term("cli.council"))
    add("--months", type=int, metavar="N", help=words.term("cli.months"))
    add("--signatures", type=int, metavar="N", help=words.term("cli.signatures"))
    add("--proposal-to", choices=("kommune", "fylke"), default="kommune", help=words.term("cli.proposal_to"))
    add("--on", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.on"))
    _edition(sub, words)


def fill_classify(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """What a process most resembles."""
    _dataset(sub, words)
    add = sub.add_argument
    add("--challenge", required=True, metavar="ID", help=words.term("cli.challenge_classify"))
    add("--wording", choices=("forslag", "nesten_ferdig"), default="forslag", help=words.term("cli.wording"))
    add("--on", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.on"))


def fill_population(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """A municipality's figures from Statistics Norway."""
    add = sub.add_argument
    add("municipalities", nargs="+", metavar=words.term("cli.municipality_word"),
        help=words.term("cli.population_municipalities"))  # fmt: skip
    add("--year", action="append", type=int, default=[], metavar="ÅÅÅÅ", help=words.term("cli.year"))
    add("--refresh", action="store_true", help=words.term("cli.refresh"))
