"""Whether some team meets some of the demands: their rows posed once, and asked again for any of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.solving.port import Rows, Status, solve

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from matchmaker.matching.team.demands import DemandRow
    from matchmaker.solving.port import Programme


@dataclass(frozen=True)
class Possible:
    """The rows of some demands, each with its owner: a demand, or a wish that is several demands."""

    programme: Programme
    owner: np.ndarray
    """Whom each row belongs to; −1 for what must always hold."""

    @classmethod
    def of(cls, owned: Iterable[tuple[int, DemandRow]], candidates: int) -> Possible:
        """Pose the rows, each with its owner, for so many candidates."""
        rows, owner, others = Rows(), [], dict[str, int]()
        for whose, row in owned:
            columns, values = row.entries(lambda name: others.setdefault(name, candidates + len(others)))
            rows.add(columns, values, row.low, row.high)
            owner.append(whose)
        count = candidates + len(others)
        nothing = [0.0] * count
        made = rows.programme(nothing, nothing, [1.0] * count, [True] * count)
        return cls(made, np.array(owner, dtype=np.int64))

    def with_(self, owners: Collection[int]) -> bool:
        """Whether some team meets these; the rows of the others are opened, not taken out.

        A search that uses up the solver's budget counts as if a team had been found.
        """
        held = np.isin(self.owner, [-1, *sorted(owners)])
        low = np.where(held, self.programme.row_low, -inf)
        high = np.where(held, self.programme.row_high, inf)
        answer = solve(replace(self.programme, row_low=low, row_high=high))
        return answer.status is not Status.INFEASIBLE
