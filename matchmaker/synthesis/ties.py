"""Invented ties: circles within a municipality and side, town halls as hubs, and some at random."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model import vocabulary as v
from matchmaker.synthesis.cast import COUNCILS, Cast
from matchmaker.synthesis.distinct import distinct
from matchmaker.synthesis.plan import need, room
from matchmaker.synthesis.relations import code, draw_relations, is_collaboration

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.synthesis.plants.brokers import Tie

CIRCLE = 10
"""Actors in a circle: they have most of their ties with each other."""
_NEAR = 150
"""How far along the line of circles a near acquaintance may stand."""
_HUBS = ("kommunestyre", "administrasjon", "frivilligsentral", "helse_omsorg", "skole")
_IN_CIRCLE, _NEARBY, _AT_HALL = 0.60, 0.20, 0.12
"""Shares of ties; the rest go between any two. Assumed."""
_AFFILIATIONS = {
    "politiker": ("kommunestyre", v.Relation.MEDLEM_AV),
    "fagperson": ("administrasjon", v.Relation.ANSATT_I),
    "frivillig": ("frivilligsentral", v.Relation.MEDLEM_AV),
}
_WITHIN_HALL = (
    ("utvalg", "kommunestyre", v.Relation.DEL_AV),
    ("helse_omsorg", "administrasjon", v.Relation.DEL_AV),
    ("skole", "administrasjon", v.Relation.DEL_AV),
    ("administrasjon", "frivilligsentral", v.Relation.SAMARBEIDER),
    *(("kommunestyre", council, v.Relation.OPPNEVNER) for council in COUNCILS),
)


@dataclass(frozen=True)
class TieRows:
    """Ties as positions of actors and codes of relations."""

    tail: np.ndarray
    head: np.ndarray
    relation: np.ndarray

    def __len__(self) -> int:
        return len(self.tail)

    def rows(self, chosen: np.ndarray) -> TieRows:
        """Some of the ties."""
        return TieRows(self.tail[chosen], self.head[chosen], self.relation[chosen])

    def and_then(self, other: TieRows) -> TieRows:
        """These ties and *other*."""
        return TieRows(
            np.concatenate([self.tail, other.tail]),
            np.concatenate([self.head, other.head]),
            np.concatenate([self.relation, other.relation]),
        )


def build_ties(
    count: int,
    missing: int,
    cast: Cast,
    planted: Sequence[Tie],
    closed: np.ndarray,
    involved: np.ndarray,
    rng: np.random.Generator,
) -> tuple[TieRows, TieRows]:
    """Make *count* ties, and *missing* further ones that are true and left out.

    Two actors have at most one tie. What is planted is never touched: it comes first, chance gives no
    tie to an actor that is *closed*, and none that raises a question of habilitet to two actors who
    are *involved*.

    Parameters
    ----------
    count, missing
        How many ties are in the register, and how many are left out.
    cast
        The actors.
    planted
        Ties that must be there.
    closed, involved
        Whether each actor gets planted ties only, and takes part in any challenge.
    rng
        Draws the rest.

    Returns
    -------
    tuple of TieRows
        The register's ties, and those left out.

    Raises
    ------
    InputError
        ``plan_too_small`` when *count* has no room for the planted, or there are too few ties to
        leave out; ``plan_too_dense``.
    """
    need("ties", len(planted), count)
    fixed = _fixed(planted, _structure(cast, closed), len(cast), count)
    wanted = count - len(fixed) + missing
    line = _line(cast, closed, rng)
    room("ties", wanted, len(line) * (len(line) - 1) // 2)
    taken = _keys(fixed.tail, fixed.head, len(cast))
    key = distinct(_Drawing(cast, line, rng).draw, wanted, "ties", taken)
    tail, head = np.divmod(key, len(cast))
    drawn = TieRows(*draw_relations(tail, head, cast.person, involved, rng))
    out = _left_out(drawn, missing, line, len(cast), rng)
    kept = np.ones(len(drawn), dtype=bool)
    kept[out] = False
    return fixed.and_then(drawn.rows(kept)), drawn.rows(out)


def _keys(tail: np.ndarray, head: np.ndarray, actors: int) -> np.ndarray:
    """One number for each pair, whichever way it is written."""
    return np.asarray(np.minimum(tail, head) * actors + np.maximum(tail, head))


def _structure(cast: Cast, closed: np.ndarray) -> TieRows:
    """Give the ties that follow from what an actor is: parts, appointments, membership, employment."""
    parts = []
    for tail_kind, head_kind, relation in _WITHIN_HALL:
        parts.append((cast.body(tail_kind), cast.body(head_kind), relation))
    for kind, (body, relation) in _AFFILIATIONS.items():
        rows = np.flatnonzero(cast.is_one_of([kind]) & ~cast.hall & ~closed)
        parts.append((rows, cast.body(body)[cast.municipality[rows]], relation))
    ties = TieRows(
        np.concatenate([tail for tail, _, _ in parts]),
        np.concatenate([head for _, head, _ in parts]),
        np.concatenate([np.full(len(tail), code(relation)) for tail, _, relation in parts]),
    )
    return ties.rows((ties.tail >= 0) & (ties.head >= 0))


def _fixed(planted: Sequence[Tie], structure: TieRows, actors: int, most: int) -> TieRows:
    """Put what is planted before the structure, without a second tie between two."""
    rows = np.array([(t, h, code(r)) for t, h, r in planted], dtype=np.int64).reshape(-1, 3)
    both = TieRows(rows[:, 0], rows[:, 1], rows[:, 2]).and_then(structure)
    _, first = np.unique(_keys(both.tail, both.head, actors), return_index=True)
    return both.rows(np.sort(first)[:most])


def _line(cast: Cast, closed: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Stand the actors in line: by municipality, and there mostly side by side with their own side."""
    sectors = list(v.Sector)
    side = np.array([sectors.index(v.KINDS[kind].sector) for kind in cast.kinds])[cast.kind]
    order = np.lexsort((side + rng.normal(0, 0.7, size=len(cast)), cast.municipality))
    return np.asarray(order[~closed[order]])


class _Drawing:
    """Draws pairs of actors along the line."""

    def __init__(self, cast: Cast, line: np.ndarray, rng: np.random.Generator) -> None:
        self.cast = cast
        self.line = line
        self.rng = rng
        self.hubs = np.stack([cast.body(kind) for kind in _HUBS], axis=1)

    def draw(self, size: int) -> np.ndarray:
        """Draw *size* keys of pairs; −1 where a draw fell outside the line or on itself."""
        rng, most = self.rng, len(self.line)
        here = rng.integers(most, size=size)
        there = rng.integers(most, size=size)
        how = rng.random(size)
        circle = how < _IN_CIRCLE
        near = ~circle & (how < _IN_CIRCLE + _NEARBY)
        there[circle] = here[circle] // CIRCLE * CIRCLE + rng.integers(CIRCLE, size=circle.sum())
        there[near] = here[near] + rng.integers(-_NEAR, _NEAR + 1, size=near.sum())
        outside = (there < 0) | (there >= most)
        one, other = self.line[here], self.line[np.where(outside, 0, there)]
        hall = (how >= _IN_CIRCLE + _NEARBY) & (how < _IN_CIRCLE + _NEARBY + _AT_HALL)
        hub = rng.integers(len(_HUBS), size=size)
        other = np.where(hall, self.hubs[self.cast.municipality[one], hub], other)
        return np.where(outside | (one == other), -1, _keys(one, other, len(self.cast)))


def _left_out(
    drawn: TieRows, missing: int, line: np.ndarray, actors: int, rng: np.random.Generator
) -> np.ndarray:
    """Choose ties to leave out: collaboration, and where there are enough, within a circle."""
    place = np.full(actors, -1)
    place[line] = np.arange(len(line)) // CIRCLE
    among = rng.permutation(np.flatnonzero(is_collaboration(drawn.relation)))
    need("missing_ties", missing, len(among))
    apart = place[drawn.tail[among]] != place[drawn.head[among]]
    return np.sort(among[np.argsort(apart, kind="stable")][:missing])
