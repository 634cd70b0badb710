"""Wishes, checked on teams small enough to be obvious."""

from __future__ import annotations

import pytest

from matchmaker.rules.constraints import (
    Apart,
    AtLeast,
    AtLeastBySize,
    AtLeastWith,
    Constraint,
    Demand,
    Exclude,
    Include,
    NotAlone,
    Size,
    holds,
)

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


FACTS = {
    "anno": {"sektor": "innbygger", "kjonn": "kvinne", "under_18": "ja"},
    "berg": {"sektor": "innbygger", "kjonn": "mann", "under_18": "ja"},
    "cirk": {"sektor": "frivillig", "under_18": "nei"},
    "dalen": {},
}


@pytest.mark.parametrize(
    ("demand", "team", "met"),
    [
        (AtLeastWith("kjonn", ("kvinne",), 1), {"anno"}, True),
        (AtLeastWith("kjonn", ("kvinne",), 1), {"berg", "cirk"}, False),
        (AtLeastWith("kjonn", ("kvinne", "mann"), 2), {"anno", "berg"}, True),
        # a trait that nobody has stated counts for no value
        (AtLeastWith("kjonn", ("kvinne", "mann"), 1), {"cirk", "dalen"}, False),
        (AtLeastWith("kjonn", ("kvinne",), 0), set(), True),
        (AtLeastBySize("kjonn", ("kvinne",), (0, 0, 1)), {"berg"}, True),
        (AtLeastBySize("kjonn", ("kvinne",), (0, 0, 1)), {"berg", "cirk"}, False),
        (AtLeastBySize("kjonn", ("kvinne",), (0, 0, 1)), {"anno", "cirk"}, True),
        (AtLeastBySize("kjonn", ("kvinne",), (0, 0, 0)), {"anno", "berg", "cirk"}, False),  # beyond the table
        (AtLeastBySize("kjonn", ("kvinne",), (1,)), set(), False),
        (NotAlone("under_18", 2), {"cirk"}, True),
        (NotAlone("under_18", 2), {"anno", "cirk"}, False),
        (NotAlone("under_18", 2), {"anno", "berg", "cirk"}, True),
        (NotAlone("under_18", 2), {"cirk", "dalen"}, False),
        (NotAlone("under_18", 2), {"anno", "berg", "dalen"}, True),
        (NotAlone("under_18", 2), set(), True),
        (Apart("anno", "berg"), {"anno", "berg"}, False),
        (Apart("anno", "berg"), {"anno", "cirk"}, True),
        (Apart("anno", "berg"), set(), True),
        (AtLeast("innbygger", 2), {"anno", "berg", "dalen"}, True),
        (AtLeast("innbygger", 2), {"anno", "dalen"}, False),
        (Size(1, 2), {"anno"}, True),
        (Size(1, 2), set(), False),
        (Include("anno"), {"dalen"}, False),
        (Exclude("anno"), {"dalen"}, True),
        # somebody of whom there are no facts at all
        (AtLeast("innbygger", 1), {"fremmed"}, False),
        (NotAlone("under_18", 2), {"fremmed"}, False),
    ],
)
def test_a_demand_holds(demand: Demand, team: set[str], met: bool) -> None:
    assert holds(demand, team, FACTS) is met
