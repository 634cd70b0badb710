"""Who contributes what: actors on one side, contributions on the other, and how each side is projected."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from matchmaker.network.network import Network
from matchmaker.network.rows import Rows

if TYPE_CHECKING:
    from matchmaker.model.register import Register


@dataclass(frozen=True)
class TwoMode:
    """Ties between two kinds of nodes, each once; nothing ties two of the same kind."""

    actors: pd.Index
    """Names of the first kind; node *i* is ``actors[i]``."""
    events: pd.Index
    """Names of the second kind: contributions, arenas, projects."""
    actor: np.ndarray
    """Actor of each tie, shape (m,). Ties are ordered by actor, then event."""
    event: np.ndarray
    """Event of each tie, shape (m,)."""

    @classmethod
    def from_pairs(cls, actors: pd.Index, events: pd.Index, actor: np.ndarray, event: np.ndarray) -> TwoMode:
        """Build from codes, shape (k,) each; a pair that comes twice is one tie."""
        width = max(len(events), 1)
        pairs = np.unique(np.asarray(actor, dtype=np.int64) * width + np.asarray(event, dtype=np.int64))
        arrays = (pairs // width, pairs % width)
        for array in arrays:
            array.setflags(write=False)
        return cls(actors, events, *arrays)

    @classmethod
    def from_register(cls, register: Register) -> TwoMode:
        """Who contributes which type of contribution; every actor is there, and types that somebody has."""
        frame = register.frame("contributions")
        kinds = frame["contribution"].astype(str)
        events = pd.Index(sorted(kinds.unique()), dtype=object)
        codes = events.get_indexer(pd.Index(kinds, dtype=object))
        return cls.from_pairs(register.ids, events, frame["actor"].cat.codes.to_numpy(), codes)

    @cached_property
    def of_actor(self) -> Rows:
        """Events of each actor."""
        return Rows.of(len(self.actors), self.actor, self.event, np.ones(len(self.actor)))

    @cached_property
    def of_event(self) -> Rows:
        """Actors of each event."""
        return Rows.of(len(self.events), self.event, self.actor, np.ones(len(self.actor)))

    def one_mode(self) -> Network:
        """Both kinds as nodes of one network, actors first: for measures of paths."""
        ids = [*(f"a:{one}" for one in self.actors), *(f"b:{one}" for one in self.events)]
        return Network.from_ties(ids, self.actor, self.event + len(self.actors))
