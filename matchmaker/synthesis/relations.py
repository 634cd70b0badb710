"""Which kind of tie goes between two invented actors, and which way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model import vocabulary as v

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RELATIONS = tuple(v.Relation)
"""Codes of relations are positions in this tuple."""
_R = v.Relation
_BETWEEN_PERSONS: Mapping[v.Relation, float] = {_R.KJENNER: 0.79, _R.SAMARBEIDER: 0.20, _R.NAERSTAENDE: 0.01}
_BETWEEN_ORGANISATIONS: Mapping[v.Relation, float] = {
    _R.SAMARBEIDER: 0.65, _R.ARRANGERER_MED: 0.20, _R.MEDLEM_AV: 0.10, _R.FINANSIERER: 0.05,
}  # fmt: skip
_ACROSS: Mapping[v.Relation, float] = {
    _R.MEDLEM_AV: 0.55, _R.SAMARBEIDER: 0.30, _R.KJENNER: 0.10, _R.STYREVERV_I: 0.03, _R.LEDER: 0.02,
}  # fmt: skip
"""Shares of relations between a person and an organisation. All three tables are assumed."""
_PLAIN = {_R.NAERSTAENDE: _R.KJENNER, _R.STYREVERV_I: _R.MEDLEM_AV, _R.LEDER: _R.MEDLEM_AV}
"""What a tie is instead where it would raise a question of habilitet that is not planted."""


def code(relation: v.Relation) -> int:
    """Position of a relation in :data:`RELATIONS`."""
    return RELATIONS.index(relation)


def is_collaboration(relation: np.ndarray) -> np.ndarray:
    """Whether each code is of a relation by which two parties can reach each other."""
    return np.take([v.RELATIONS[item].collaboration for item in RELATIONS], relation)


def is_symmetric(relation: np.ndarray) -> np.ndarray:
    """Whether each code is of a relation that goes both ways."""
    return np.take([v.RELATIONS[item].symmetric for item in RELATIONS], relation)


def draw_relations(
    tail: np.ndarray,
    head: np.ndarray,
    person: np.ndarray,
    involved: np.ndarray,
    rng: np.random.Generator,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Draw the relation of each pair, and turn pairs so that a person comes before an organisation.

    Two actors who both take part in something never get a tie that raises a question of habilitet.

    Parameters
    ----------
    tail, head
        Pairs, as positions of actors.
    person, involved
        Whether each actor is a person, and takes part in any challenge.
    rng
        Draws the relations.

    Returns
    -------
    tuple of ndarray
        Tail, head and relation code.
    """
    turn = ~person[tail] & person[head]
    tail, head = np.where(turn, head, tail), np.where(turn, tail, head)
    persons = person[tail].astype(np.int64) + person[head]
    chance = rng.random(len(tail))
    relation = np.empty(len(tail), dtype=np.int64)
    for ends, shares in enumerate((_BETWEEN_ORGANISATIONS, _ACROSS, _BETWEEN_PERSONS)):
        rows = persons == ends
        relation[rows] = _picked(list(shares), list(shares.values()), chance[rows])
    both = involved[tail] & involved[head]
    for loaded, plain in _PLAIN.items():
        relation[both & (relation == code(loaded))] = code(plain)
    return tail, head, relation


def _picked(relations: Sequence[v.Relation], shares: Sequence[float], chance: np.ndarray) -> np.ndarray:
    place = np.searchsorted(np.cumsum(shares), chance, side="right")
    codes = np.array([code(relation) for relation in relations])
    return np.asarray(codes[np.minimum(place, len(codes) - 1)])
