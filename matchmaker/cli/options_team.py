"""The options of ``team``. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.cli.options_missing import BODIES
from matchmaker.cli.values import names
from matchmaker.services.team_spelling import SPELLINGS, weight_of

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

ALSO_CALLED = {"include": ("--pin",), "exclude": ("--without",)}
"""Other names of options."""
SHAPES = {
    "include": "ID", "exclude": "ID", "at_least": "SEKTOR:N", "at_least_with": "EGENSKAP=VERDI:N",
    "at_most_with": "EGENSKAP=VERDI:N", "most_each": "EGENSKAP:N",
    "company": "EGENSKAP=VERDI:N", "no_majority": "EGENSKAP",
    "together": "ID:ID", "apart": "ID:ID", "cover": "BIDRAG:N", "needs": "BIDRAG:N:VIKTIGHET",
    "hold": "TEKST", "times": "TID", "languages": "SPRÅK",
}  # fmt: skip


def fill_team(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Who should be in the room."""
    add = sub.add_argument
    add("dataset", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))
    add("--challenge", required=True, metavar="ID", help=words.term("cli.challenge"))
    for option in ("size", "min_size", "max_size"):
        add(f"--{option.replace('_', '-')}", type=int, metavar="N", help=words.term(f"cli.{option}"))
    for one in SPELLINGS:
        add(f"--{one.option}", *ALSO_CALLED.get(one.field, ()), dest=one.field, action="append", default=[],
            type=one.read, metavar=SHAPES[one.field], help=words.term(f"cli.team_{one.field}"))  # fmt: skip
    add("--rule", action="append", default=[], metavar="ID", help=words.term("cli.team_rule"))
    add("--without-rule", action="append", default=[], metavar="ID", help=words.term("cli.team_without_rule"))
    add("--body", choices=BODIES, default=BODIES[0], help=words.term("cli.body"))
    add("--place", metavar="ID", help=words.term("cli.committee_place"))
    add("--meeting", metavar=words.term("cli.municipality_word"), help=words.term("cli.team_meeting"))
    add("--hours", type=float, metavar="N", help=words.term("cli.team_hours"))
    add("--compare", type=names, metavar=words.term("cli.by_word"), help=words.term("cli.team_compare"))
    add("--resident-seats", type=int, default=4, metavar="N", help=words.term("cli.team_resident_seats"))
    add("--weight", action="append", default=[], type=weight_of, metavar="DEL=POENG",
        help=words.term("cli.team_weight"))  # fmt: skip
    add("--on", metavar="ÅÅÅÅ-MM-DD", help=words.term("cli.on"))
    add("--seed", type=int, default=0, metavar="N", help=words.term("cli.seed"))
    add("--budget", type=int, default=200_000, metavar="N", help=words.term("cli.budget"))
    add("--front", type=names, metavar="DEL,DEL", help=words.term("cli.team_front"))
    add("--alternatives", type=int, metavar="N", help=words.term("cli.team_alternatives"))
    add("--different", type=int, default=2, metavar="N", help=words.term("cli.team_different"))
    add("--within", type=float, default=5.0, metavar="PROSENT", help=words.term("cli.team_within"))
    add("--why", metavar="SETE", help=words.term("cli.team_why"))
    add("--why-not", metavar="ID", help=words.term("cli.team_why_not"))
    add("--keep", action="store_true", help=words.term("cli.keep"))
