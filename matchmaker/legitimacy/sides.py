"""On which side somebody took part: the role of the involvement decides, else the actor's own side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from matchmaker.model.register import Register


def sides_of(register: Register, involvements: pd.DataFrame) -> pd.DataFrame:
    """Kind, sector and voice of each involvement.

    A neighbour who is also a nurse may take part as either; where the involvement says in which role, that
    role counts, else what the actor is in the register.

    Parameters
    ----------
    involvements
        Rows of the register's own ``involvements`` table.

    Returns
    -------
    pandas.DataFrame
        With the index of *involvements*: ``kind`` and ``sector`` (codes), and ``core``: whether the presence
        of such a kind means that the side itself is there. No row gives no row.
    """
    actors = register.actors.iloc[involvements["actor"].cat.codes.to_numpy()]
    role = involvements["role"].astype(object).to_numpy()
    stated = pd.notna(role)
    kind = np.where(stated, role, actors["kind"].astype(object).to_numpy())
    own = actors["sector"].astype(object).to_numpy()
    specs = [register.kinds[str(code)] for code in kind]
    sector = [
        spec.sector.value if said else str(mine) for spec, said, mine in zip(specs, stated, own, strict=True)
    ]
    return pd.DataFrame(
        {
            "kind": pd.Series(kind, index=involvements.index, dtype=object),
            "sector": pd.Series(sector, index=involvements.index, dtype=object),
            "core": pd.Series([spec.core for spec in specs], index=involvements.index, dtype=bool),
        }
    )
