"""Every measure there is, and cases of networks that all of them can be asked about."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import numpy as np
import pandas as pd

import matchmaker.measures as room
from matchmaker.kernel.rng import generator
from matchmaker.measures.case import Case
from matchmaker.measures.spec import Measure
from matchmaker.model.vocabulary import Sector
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts
from matchmaker.network.two_mode import TwoMode

SECTORS = tuple(one.value for one in Sector)
KINDS = 5
"""Contributions in the cases."""


@cache
def found() -> dict[str, Measure]:
    """Measures of every module of the room, by name."""
    measures: dict[str, Measure] = {}
    for module in sorted(one.name for one in iter_modules(room.__path__) if one.name != "registry"):
        for measure in getattr(import_module(f"matchmaker.measures.{module}"), "MEASURES", ()):
            assert measure.spec.name not in measures, measure.spec.name
            measures[measure.spec.name] = measure
    return measures


def ids(n: int) -> list[str]:
    return [f"a{k:03}" for k in range(n)]


def case(network: Network, of: np.ndarray, pairs: np.ndarray | None = None, seed: int = 1) -> Case:
    """A case with a sector per actor and contributions *pairs* (k, 2); none where nothing is given."""
    pairs = np.zeros((0, 2), dtype=int) if pairs is None else pairs
    kinds = pd.Index([f"b{k}" for k in range(KINDS)] if len(pairs) else [], dtype=object)
    contributions = TwoMode.from_pairs(network.ids, kinds, *pairs.T)
    return Case(network, Parts(SECTORS, np.asarray(of, dtype=np.int64)), contributions, seed)


def values(measure: Measure, one: Case) -> np.ndarray:
    """What a measure says; one number is an array of shape ()."""
    return np.asarray(measure.of(one), dtype=float)


def rich_ties(pieces: int = 1) -> tuple[int, np.ndarray]:
    """How many actors, and ties (k, 2) among them: in each piece 36 in a circle, and 50 drawn ones."""
    size, rng = 36, generator(4, "rich")
    rows = []
    for piece in range(pieces):
        around = np.column_stack([np.arange(size), (np.arange(size) + 1) % size])
        drawn = rng.integers(0, size, (50, 2))
        rows.append(np.concatenate([around, drawn[drawn[:, 0] != drawn[:, 1]]]) + piece * size)
    return pieces * size, np.concatenate(rows)


def rich(pieces: int = 1, *, directed: bool = False, weighted: bool = False, times: int = 1) -> Case:
    """A case in which there is everything: six of each sector in every piece, open and closed triangles.

    Everybody has two contributions or more. In a directed network every second tie goes both ways, and the
    circle goes all round. *times* says how often each tie is told.
    """
    n, ties = rich_ties(pieces)
    if directed:
        ties = np.concatenate([ties, ties[::2, ::-1]])
    ties = np.unique(ties if directed else np.sort(ties, axis=1), axis=0)
    strength = 1.0 + np.arange(len(ties)) % 4 if weighted else np.ones(len(ties))
    tail, head = np.tile(ties, (times, 1)).T
    network = Network.from_ties(ids(n), tail, head, np.tile(strength, times), directed=directed)
    held = [(k, (k + step * (k % 3 + 1)) % KINDS) for k in range(n) for step in (0, 1)]
    rng = generator(5, "rich")
    return case(network, rng.permutation(n) % len(SECTORS), np.array(held))
