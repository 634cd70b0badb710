"""Which part of a network each node belongs to: sides, kinds, municipalities, places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matchmaker.model.register import Register

UNKNOWN = -1
"""Part of a node of which nobody has said where it belongs; a value of its own, never a part."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A division of the nodes into parts that do not overlap."""

    names: tuple[str, ...]
    """Name of each part, in an order that does not depend on the nodes'."""
    of: np.ndarray
    """Part of each node, shape (n,), int64; :data:`UNKNOWN` where it is not known."""

    @classmethod
    def from_values(cls, values: Iterable[str | None], order: Sequence[str] = ()) -> Parts:
        """Divide by a value per node.

        Parameters
        ----------
        values
            One per node; ``None`` is unknown.
        order
            Names that come first, in this order, even where no node has them; the others follow by name.
        """
        stated = [value if isinstance(value, str) else None for value in values]
        others = sorted({value for value in stated if value is not None} - set(order))
        names = (*order, *others)
        place = {name: part for part, name in enumerate(names)}
        of = np.array([UNKNOWN if value is None else place[value] for value in stated], dtype=np.int64)
        of.setflags(write=False)
        return cls(names, of)

    @classmethod
    def from_register(cls, register: Register, column: str = "sector") -> Parts:
        """Divide the actors of a Register by a column of theirs: ``sector``, ``kind``, ``municipality``."""
        values = register.actors[column].astype(object)
        return cls.from_values(values.where(values.notna(), None))

    @property
    def counts(self) -> np.ndarray:
        """Number of nodes in each part, shape (parts,); the unknown are not among them."""
        return np.bincount(self.of[self.of >= 0], minlength=len(self.names))

    def mask(self, *names: str) -> np.ndarray:
        """Nodes that belong to one of the named parts, shape (n,); names that are no part have none."""
        wanted = [part for part, name in enumerate(self.names) if name in names]
        return np.isin(self.of, wanted)
