"""Small networks and datasets for the comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from matchmaker.measures.case import Case
from matchmaker.model.vocabulary import Sector
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts
from tests.unit.small import actor, register

if TYPE_CHECKING:
    from matchmaker.model.register import Register

SIDES = [one.value for one in Sector]
KIND = {"i": "innbygger", "f": "frivillig", "p": "politiker", "a": "administrasjon"}


def drawn(n: int, degree: float, seed: int, *, within: float = 2.0) -> Case:
    """A block model of six equal sides: *within* times as many ties within a side as across."""
    random = np.random.default_rng(seed)
    of = np.arange(n) % 6
    tail, head = np.triu_indices(n, 1)
    weight = np.where(of[tail] == of[head], within, 1.0)
    chance = weight * n * degree / 2 / weight.sum()
    there = random.random(len(tail)) < chance
    return Case(Network.from_ties(pd.RangeIndex(n), tail[there], head[there]), Parts(tuple(SIDES), of))


def dataset(*ties: str, alone: str = "", **more: Any) -> Register:
    """Actors called by side and number, tied as in ``"i1-a1"`` or, stronger, ``"i1-a1*2.5"``."""
    rows = []
    for tie in ties:
        pair, _, strength = tie.partition("*")
        tail, head = pair.split("-")
        rows.append({"tail": tail, "head": head, "relation": "samarbeider", "strength": float(strength or 1)})
    names = {end for row in rows for end in (row["tail"], row["head"])} | set(alone.split())
    actors = [actor(str(name), KIND[str(name)[0]]) for name in sorted(map(str, names))]
    return register(actors=actors, ties=rows, **more)
