"""Whom to connect now: new ties between those who stay that keep most connected when others leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.compiling import compiled
from matchmaker.measures.drawn import Spread
from matchmaker.measures.pieces import GONE, pieces
from matchmaker.measures.resilience import leaving

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.measures.case import Case

MOST_KINDS: Final = 2_000
"""Sets of interchangeable actors that are compared two by two."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A tie between two actors that would keep more connected; a suggestion, decided by people."""

    tail: str
    """Actor id, the lesser of the two."""
    head: str
    tail_alike: int
    """Actors for whom the tie would do exactly as much: *tail* is one of them."""
    head_alike: int
    gained: Spread
    """Pairs that keep a way because of this tie, beyond those above it, over the draws."""
    kept: Spread
    """Share of the pairs with a way before that keep it with this tie and those above it, 0–1."""


def connect(
    case: Case, leavers: np.ndarray | None = None, share: float = 1.0, draws: int = 200, seed: int = 0,
    count: int = 5, suggested: np.ndarray | None = None,
) -> tuple[Proposal, ...]:  # fmt: skip
    """Propose ties to make before *leavers* leave, best first.

    Each tie is the one with the greatest gain in pairs that keep a way to each other, summed over the draws,
    when those above it are made (greedy). Among actors for whom a tie does exactly as much, it is given to
    one with fewest of the ties above it, and then to the first by id: otherwise the first by id would get all
    of them, and the network would hang on one again. Both ends are actors who are not going to leave, and
    have a way to each other now: what never was connected is another question. The list ends where no tie
    gains anything.

    Parameters
    ----------
    leavers, share, draws, seed
        As in :func:`~matchmaker.measures.resilience.turnover`: the same seed gives the same draws.
    count
        How many ties at most.
    suggested
        Who may be an end of a tie, a mask of shape (n,): whoever asked not to be suggested is no end, and is
        not counted among those for whom a tie would do as much. Anybody where nothing is given.

    Raises
    ------
    InputError
        As :func:`~matchmaker.measures.resilience.turnover`.
    """
    network = case.network
    who = case.deciders() if leavers is None else np.asarray(leavers, dtype=bool)
    stays = np.flatnonzero(~who if suggested is None else ~who & np.asarray(suggested, dtype=bool))
    stays = stays[np.argsort(network.ids[stays].to_numpy(), kind="stable")]
    before, drawn = pieces(network), list(leaving(network, who, share, draws, seed))
    piece = np.stack([pieces(network, gone) for gone in drawn])
    had = _pairs([np.where(gone, GONE, before) for gone in drawn])
    found: list[Proposal] = []
    used = np.zeros(len(stays), dtype=np.int64)
    while len(found) < count:
        kinds, first, which = _kinds(piece[:, stays])
        one, other, gain = _best(_sizes(piece)[:, stays[first]], kinds, before[stays[first]])
        if not gain:
            break
        alike, now = np.bincount(which[which >= 0]), _pairs(piece)
        chosen = sorted((_least_used(which == kind, used), int(alike[kind])) for kind in (one, other))
        places = [place for place, _ in chosen]
        used[places] += 1
        ends = stays[places]
        piece = _joined(piece, int(ends[0]), int(ends[1]))
        then = _pairs(piece)
        kept = np.divide(then, had, out=np.full(len(had), np.nan), where=had > 0)
        found.append(
            Proposal(str(network.ids[ends[0]]), str(network.ids[ends[1]]), chosen[0][1], chosen[1][1],
                     Spread.of(then - now), Spread.of(kept))
        )  # fmt: skip
    return tuple(found)


def _least_used(alike: np.ndarray, used: np.ndarray) -> int:
    """Place of the one among those alike who has fewest of the ties proposed so far; the first of several."""
    places = np.flatnonzero(alike)
    return int(places[np.argmin(used[places])])


def _pairs(piece: np.ndarray | Sequence[np.ndarray]) -> np.ndarray:
    """Connected pairs in each draw."""
    return np.array([(_row_sizes(row)[row != GONE] - 1).sum() // 2 for row in piece], dtype=np.int64)


def _row_sizes(row: np.ndarray) -> np.ndarray:
    """Size of the piece each actor is in; for those who have left it means nothing."""
    found: np.ndarray = np.bincount(row[row != GONE], minlength=len(row))[row].astype(np.int64)
    return found


def _sizes(piece: np.ndarray) -> np.ndarray:
    return np.stack([_row_sizes(row) for row in piece])


def _kinds(piece: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Actors in the same piece in every draw are of one kind: pieces of each, its first actor, whose it is.

    Kinds are in the order of their first actors. Of more than :data:`MOST_KINDS`, those with most actors are
    kept, and proposals are the best among these.
    """
    kinds, first, which, count = np.unique(
        piece, axis=1, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.argsort(-count, kind="stable")[:MOST_KINDS]
    order = order[np.argsort(first[order], kind="stable")]
    place = np.full(len(count), -1)
    place[order] = np.arange(len(order))
    return np.ascontiguousarray(kinds[:, order]), first[order], place[which]


@compiled
def _best(size: np.ndarray, piece: np.ndarray, home: np.ndarray) -> tuple[int, int, int]:
    """The two kinds whose tie joins most pairs over the draws; the first two among equals."""
    draws, kinds = piece.shape
    one, other, best = 0, 0, 0
    for tail in range(kinds):
        for head in range(tail + 1, kinds):
            if home[tail] != home[head]:
                continue
            gain = 0
            for draw in range(draws):
                if piece[draw, tail] != piece[draw, head]:
                    gain += size[draw, tail] * size[draw, head]
            if gain > best:
                one, other, best = tail, head, gain
    return one, other, best


def _joined(piece: np.ndarray, one: int, other: int) -> np.ndarray:
    """The pieces with a tie between two who stay in every draw."""
    least = np.minimum(piece[:, one], piece[:, other])[:, None]
    both = (piece == piece[:, [one]]) | (piece == piece[:, [other]])
    return np.where(both, least, piece)
