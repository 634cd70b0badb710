"""A chosen network with what is drawn and listed of its actors: read once, asked many times."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from matchmaker.kernel.once import Once
from matchmaker.network.network import Network
from matchmaker.services import labels
from matchmaker.services.network_scope import part_of, relations_of
from matchmaker.services.network_view import Node

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.kernel.errors import Param
    from matchmaker.model.register import Register
    from matchmaker.services.network_scope import NetworkRequest
    from matchmaker.services.workspace import Workspace

MOST_HELD: Final = 40
"""Columns and divisions that are kept with a network."""


@dataclass(frozen=True)
class Basis:
    """The actors and ties of a request. Node *i* is row *i* of the register's actors."""

    request: NetworkRequest
    register: Register
    network: Network
    once: Once = field(default_factory=lambda: Once(MOST_HELD), repr=False, compare=False)
    """What has been worked out of it."""

    def __len__(self) -> int:
        return len(self.network)

    def column(self, name: str) -> np.ndarray:
        """A column of the actors as Python values, ``None`` where it is empty, shape (n,)."""
        return self.once.get(f"column {name}", lambda: self._read(name))

    def _read(self, name: str) -> np.ndarray:
        values = self.register.actors[name].astype(object)
        found: np.ndarray = values.where(values.notna(), None).to_numpy(dtype=object)
        return found

    @cached_property
    def names(self) -> np.ndarray:
        """Name of each actor, shape (n,)."""
        return self.column("name")

    @cached_property
    def folded(self) -> np.ndarray:
        """The names as they are searched and sorted, whatever the case, shape (n,)."""
        return np.array([str(name).casefold() for name in self.names], dtype=object)

    @cached_property
    def by_name(self) -> np.ndarray:
        """Nodes in the order of their names, then of their ids, shape (n,)."""
        # ids are in order already, so a stable sort by name leaves those who share one in it
        return np.argsort(self.folded, kind="stable")

    @cached_property
    def kind_labels(self) -> dict[str, Param]:
        """What each kind that occurs is called, by code, in the order of codes."""
        return {code: labels.kind(self.register, code) for code in sorted(set(self.column("kind")))}

    def codes(self, actors: tuple[str, ...]) -> np.ndarray:
        """Nodes of some ids, shape (k,); −1 for who is not in this network."""
        found = self.network.ids.get_indexer(pd.Index(list(actors), dtype=object))
        return found.astype(np.int64)

    def node(self, actor: str | None) -> int | None:
        """Node of an actor; ``None`` when there is none, or not in this network."""
        if actor is None:
            return None
        code = int(self.codes((actor,))[0])
        return None if code < 0 else code

    def listed(
        self, nodes: np.ndarray, places: Mapping[str, tuple[float, float]] | None = None
    ) -> tuple[Node, ...]:
        """Some of the actors as they are drawn and listed, in the order of *nodes*."""
        columns = ("id", "name", "kind", "sector", "form", "municipality", "reserved", "synthetic")
        frame = self.register.actors[list(columns)].iloc[nodes].astype(object)
        frame = frame.where(frame.notna(), None)
        rows = zip(*(frame[name] for name in columns), self.network.degree[nodes], strict=True)
        return tuple(
            Node(
                actor, name, kind, self.kind_labels[kind], sector, form, municipality, int(degree),
                *(places or {}).get(actor, (0.0, 0.0)), bool(reserved), bool(synthetic),
            )
            for actor, name, kind, sector, form, municipality, reserved, synthetic, degree in rows
        )  # fmt: skip


def read_basis(workspace: Workspace, request: NetworkRequest) -> Basis:
    """Read a network. Raises ``InputError``."""
    register, relations = part_of(workspace, request), relations_of(request)
    return Basis(request, register, Network.from_register(register, relations))
