"""Umbrella silence: organisations that speak for members of whom no other tie is known."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.model import vocabulary as v
from matchmaker.network.network import EVERY_RELATION, Network

if TYPE_CHECKING:
    from collections.abc import Collection

    from matchmaker.model.register import Register


@dataclass(frozen=True, slots=True)
class UmbrellaSilence:
    """Organisations that speak for members, by what the network knows of those members."""

    heard: tuple[str, ...]
    """Those with a member who has a tie to somebody outside the circle of the organisation and its members,
    by id."""
    silent: tuple[str, ...]
    """Those with members in the network, none of whom has such a tie: whoever is to meet one of them must go
    through the organisation."""
    unknown: tuple[str, ...]
    """Those without a member in the network: whether their members meet others is not known."""

    @property
    def n(self) -> int:
        """How many organisations speak for members."""
        return len(self.heard) + len(self.silent) + len(self.unknown)

    @property
    def share(self) -> float:
        """Share that is silent of those of whom it is known, 0–1; nan where it is known of none."""
        known = len(self.heard) + len(self.silent)
        return len(self.silent) / known if known else nan

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest share of all of them that may be silent, however it is with the unknown."""
        if not self.n:
            return (nan, nan)
        return (len(self.silent) / self.n, (len(self.silent) + len(self.unknown)) / self.n)


def silence(
    network: Network, umbrellas: np.ndarray, umbrella: np.ndarray, member: np.ndarray
) -> UmbrellaSilence:
    """Sort those who speak for members by what ties their members have.

    Parameters
    ----------
    network
        All ties that count; membership itself may be among them or not.
    umbrellas
        Who speaks for members, a mask of shape (n,).
    umbrella, member
        Who is a member of whom: nodes, shape (k,) each. Those of actors outside *umbrellas* are left out.
    """
    held: dict[int, set[int]] = {int(one): set() for one in np.flatnonzero(umbrellas)}
    for over, under in zip(umbrella.tolist(), member.tolist(), strict=True):
        if over in held and over != under:
            held[over].add(under)
    found: dict[str, list[str]] = {"heard": [], "silent": [], "unknown": []}
    for over, members in held.items():
        circle = members | {over}
        out = any(set(network.neighbours_of(one).tolist()) - circle for one in members)
        kind = "unknown" if not members else "heard" if out else "silent"
        found[kind].append(str(network.ids[over]))
    return UmbrellaSilence(**{kind: tuple(sorted(ids)) for kind, ids in found.items()})


def umbrella_silence(register: Register, relations: Collection[str] = EVERY_RELATION) -> UmbrellaSilence:
    """Sort the umbrella organisations of a Register.

    An actor speaks for members when its kind does (næringsforening, frivilligsentral, paraply). Its members
    are those who are *medlem av* it, and those whom it *representerer*. Ties that have ended or not begun are
    included: take ``register.at(day)`` first.

    Parameters
    ----------
    relations
        Ties that count as a member's own.
    """
    kinds = register.actors["kind"].astype(str)
    umbrellas = np.array([register.kinds[kind].umbrella for kind in kinds], dtype=bool)
    ties = register.frame("ties")
    relation = ties["relation"].astype(str).to_numpy()
    tail, head = (ties[end].cat.codes.to_numpy().astype(np.int64) for end in ("tail", "head"))
    up, down = relation == v.Relation.MEDLEM_AV.value, relation == v.Relation.REPRESENTERER.value
    over, under = np.concatenate([head[up], tail[down]]), np.concatenate([tail[up], head[down]])
    return silence(Network.from_register(register, relations), umbrellas, over, under)
