"""The options of ``network`` and ``actors``, and of what of a dataset is meant. Imports nothing heavy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.model.vocabulary import Sector

if TYPE_CHECKING:
    import argparse

    from matchmaker.kernel.messages import Catalogue

SIDES = tuple(side.value for side in Sector)
GROUPINGS = ("sted", "nettverksgruppe")
_DAY = "ÅÅÅÅ-MM-DD"


def fill_scope(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Which part of a dataset is looked at: actors, ties and a period."""
    add = sub.add_argument
    add("--municipality", metavar="NR", help=words.term("cli.measures_municipality"))
    add("--side", action="append", default=[], choices=SIDES, help=words.term("cli.measures_side"))
    add("--kind", action="append", default=[], metavar="KODE", help=words.term("cli.measures_kind"))
    add("--contribution", action="append", default=[], metavar="KODE",
        help=words.term("cli.measures_contribution"))  # fmt: skip
    add("--relation", "--relations", dest="relation", action="append", default=[],
        metavar=words.term("cli.relation_word"), help=words.term("cli.measures_relation"))  # fmt: skip
    add("--since", metavar=_DAY, help=words.term("cli.measures_since"))
    add("--until", metavar=_DAY, help=words.term("cli.measures_until"))


def fill_actors(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """Everybody in a dataset, by name."""
    sub.add_argument("dataset", metavar=words.term("cli.dataset_word"), help=words.term("cli.dataset"))
    fill_scope(sub, words)


def fill_network(sub: argparse.ArgumentParser, words: Catalogue) -> None:
    """A view of a network: the whole, a part, the surroundings of an actor, or the way between two."""
    fill_actors(sub, words)
    add = sub.add_argument
    add("--around", metavar="ID", help=words.term("cli.network_around"))
    add("--steps", type=int, default=0, choices=(0, 1, 2), help=words.term("cli.network_steps"))
    add("--way-to", metavar="ID", help=words.term("cli.network_way_to"))
    add("--grouping", choices=GROUPINGS, default=GROUPINGS[0], help=words.term("cli.network_grouping"))
    add("--inside", action="append", default=[], metavar=words.term("cli.network_group_word"),
        help=words.term("cli.network_inside"))  # fmt: skip
    add("--measure", action="append", default=[], metavar=words.term("cli.measures_measure_word"),
        help=words.term("cli.network_measure"))  # fmt: skip
    add("--communities", action="store_true", help=words.term("cli.network_communities"))
    add("--bridges", action="store_true", help=words.term("cli.network_bridges"))
