"""A rule of an event as its asker knows it, so that those which cannot all be kept can be named."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroupWish:
    """One rule about some people, or some groups."""

    kind: str
    """``sammen``, ``fra_hverandre``, ``fast_plass``, ``ikke_gruppe``, ``habilitet``, ``vert``, ``trinnfri``,
    ``sprak``, ``tolk``, ``leder``, ``enhet``, ``husstand``, ``mindreaarig``, ``fasilitator``, ``alene``."""
    people: tuple[int, ...]
    """Positions, ascending."""
    groups: tuple[int, ...] = ()
    """Positions of the groups it names: the one to sit in, or those to keep out of."""
