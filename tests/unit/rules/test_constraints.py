"""Wishes, checked on teams small enough to be obvious."""

from __future__ import annotations

import pytest

from matchmaker.rules.constraints import AtLeast, Constraint, Exclude, Include, Size

SECTORS = {"anno": "innbygger", "berg": "innbygger", "cirk": "frivillig"}


@pytest.mark.parametrize(
    ("rule", "team", "holds"),
    [
        (Size(1, 2), set(), False),
        (Size(1, 2), {"anno"}, True),
        (Size(1, 2), {"anno", "berg"}, True),
        (Size(1, 2), {"anno", "berg", "cirk"}, False),
        (Size(0, 0), set(), True),
        (Include("anno"), {"anno"}, True),
        (Include("anno"), {"berg"}, False),
        (Exclude("anno"), {"anno"}, False),
        (Exclude("anno"), {"berg"}, True),
        (Exclude("anno"), set(), True),
        (AtLeast("innbygger", 2), {"anno", "berg"}, True),
        (AtLeast("innbygger", 2), {"anno", "cirk"}, False),
        (AtLeast("frivillig", 0), set(), True),
        # a member whose sector nobody has stated counts for no sector
        (AtLeast("innbygger", 1), {"fremmed"}, False),
    ],
)
def test_holds(rule: Constraint, team: set[str], holds: bool) -> None:
    assert rule.holds(team, SECTORS) is holds
