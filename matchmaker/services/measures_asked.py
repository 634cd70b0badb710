"""Which measures are asked for: those that are named, or an overview without what would take too long."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.measures.registry import MEASURES
from matchmaker.measures.registry import measure as registered
from matchmaker.measures.spec import Cost
from matchmaker.measures.star import LONGEST

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matchmaker.kernel.errors import Param
    from matchmaker.measures.case import Case
    from matchmaker.measures.spec import Measure

STAR: Final = "star_or_mesh"
VOICE: Final = "voice"
VERDICTS: Final = (STAR, VOICE)
"""Answers with words of their own, asked for by name like measures."""
STAR_DRAWS: Final = 199
"""Draws of star or mesh at most: each finds all shortest ways anew."""

# Each answers a question that a planner asks, in a unit that needs no course in network analysis. Of measures
# that say nearly the same (density and ties per actor, fragmentation and the largest part) only what is
# needed is here; density is, since everybody asks for it. What takes shortest paths from everybody is told by
# the verdict star or mesh.
OVERVIEW: Final = (
    "mean_degree",  # how many do actors know?
    "density",  # the number that other tools open with
    "components", "largest_share",  # does it hang together?
    "degree_centralisation", "hangs_on_one",  # does it hang on one?
    "cut_points",  # how many does it hang on?
    "cross_share",  # do the sides meet?
    "kept_without_town_hall",  # what if the municipality were not there?
    "direct_to_deciders",  # do citizens know an elected member?
    "kept_without_elected",  # what does an election leave?
    "single_carrier_share",  # which contributions hang on one actor?
)  # fmt: skip
FIELD_WORDS: Final = {"grad": "degree", "valens": "degree", "mellomhet": "betweenness"}
"""What textbooks call a measure that is called otherwise here."""
_ALIKE: Final = 0.6
MOST_PATHS: Final = 2e8
"""Actors × ties: at 1.25e8 betweenness takes 2 s (5 s by strength), at 2e9 51 s (benchmarks/RESULTS.md)."""
MOST_WEDGES: Final = 1e10
"""Sum of squared degrees: brokerage over 3e8 pairs of neighbours takes 6 s (benchmarks/RESULTS.md)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What to work out."""

    measures: tuple[Measure, ...]
    verdicts: frozenset[str]
    left_out: tuple[str, ...]
    """Names that are left out of the overview, as the network is large; whoever names them gets them."""


def asked_for(names: Iterable[str], case: Case) -> Asked:
    """Find the measures that are named, each once; the overview where none is.

    Raises
    ------
    InputError
        ``no_such_measure`` with those that are spelt most alike.
    """
    named = tuple(dict.fromkeys(names))
    if named:
        chosen = tuple(found(name) for name in named if name not in VERDICTS)
        return Asked(chosen, frozenset(VERDICTS) & set(named), ())
    everything = tuple(found(name) for name in OVERVIEW)
    large = [one.spec.name for one in everything if _too_large(one.spec.cost, case)]
    network = case.network
    if len(network) * len(network.tail) * STAR_DRAWS > LONGEST:
        large.append(STAR)
    kept = tuple(one for one in everything if one.spec.name not in large)
    return Asked(kept, frozenset(VERDICTS) - set(large), tuple(large))


def found(name: str) -> Measure:
    """Find a measure. Raises ``InputError`` (no_such_measure) with those that are called most alike."""
    try:
        return registered(name)
    except InputError as error:
        params: dict[str, Param] = {"name": name, "near": _near(name)}
        raise InputError("no_such_measure", params, Message("hint.measure_list")) from error


def _near(name: str) -> tuple[str, ...]:
    """Up to three measures whose name, or what they are called in any language, is spelt most alike."""
    known = [*(one.spec.name for one in MEASURES), *VERDICTS]
    called = dict.fromkeys(known, "") | FIELD_WORDS
    for language in LANGUAGES:
        say = catalogue(language).say
        called |= {say(Message(f"measure.{one.spec.name}")).casefold(): one.spec.name for one in MEASURES}
    close = get_close_matches(name.casefold(), called, n=9, cutoff=_ALIKE)
    found = tuple(dict.fromkeys(called[one] or one for one in close))[:3]
    return found or tuple(get_close_matches(name.casefold(), known, n=3, cutoff=0.0))


def _too_large(cost: Cost, case: Case) -> bool:
    network = case.network
    if cost is Cost.PATHS:
        return len(network) * len(network.tail) > MOST_PATHS
    return cost is Cost.WEDGES and float(np.square(network.degree.astype(float)).sum()) > MOST_WEDGES
