"""Wishes, checked on teams small enough to be obvious."""

from __future__ import annotations

import pytest

from matchmaker.rules.constraints import (
    Apart,
    AtLeast,
    AtLeastBySize,
    AtLeastWith,
    AtMostEach,
    AtMostWith,
    Company,
    Demand,
    Exclude,
    Include,
    NoMajority,
    NotAlone,
    Size,
    Together,
)

FACTS = {
    "anno": {"sektor": "innbygger", "kjonn": "kvinne", "under_18": "ja"},
    "berg": {"sektor": "innbygger", "kjonn": "mann", "under_18": "ja"},
    "cirk": {"sektor": "frivillig", "under_18": "nei"},
    "dalen": {},
}


@pytest.mark.parametrize(
    ("demand", "team", "met"),
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
def test_sizes_names_and_sides(demand: Demand, team: set[str], met: bool) -> None:
    assert demand.meets(team, FACTS) is met


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
        (Apart("anno", "anno"), {"anno"}, False),
        (Together("anno", "berg"), {"anno", "berg", "cirk"}, True),
        (Together("anno", "berg"), {"anno", "cirk"}, False),
        (Together("anno", "berg"), {"cirk"}, True),
        (Together("anno", "fremmed"), {"anno"}, False),
        (AtMostWith("kjonn", ("mann",), 0), {"anno", "cirk", "dalen"}, True),
        (AtMostWith("kjonn", ("mann",), 0), {"anno", "berg"}, False),
        (AtMostWith("kjonn", ("mann", "kvinne"), 1), {"anno", "berg"}, False),
        (AtMostEach("sektor", 1), {"anno", "cirk"}, True),
        (AtMostEach("sektor", 1), {"anno", "berg", "cirk"}, False),
        # two of whom nothing is known are not known to be of the same
        (AtMostEach("sektor", 1), {"dalen", "fremmed"}, True),
        (AtMostEach("sektor", 0), set(), True),
        (NoMajority("sektor"), {"anno", "cirk"}, True),
        (NoMajority("sektor"), {"anno", "berg", "cirk"}, False),
        (NoMajority("sektor"), {"anno", "berg", "cirk", "dalen"}, True),
        (NoMajority("sektor"), {"dalen"}, True),
        (NoMajority("sektor"), set(), True),
        (Company("under_18", 2), {"anno", "cirk"}, False),
        (Company("under_18", 2), {"anno", "berg"}, True),
        # one in doubt is not known to need company, and is none
        (Company("under_18", 2), {"cirk", "dalen"}, True),
        (Company("under_18", 2), {"anno", "dalen"}, False),
        (Company("under_18", 2), set(), True),
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
def test_a_demand_by_what_is_known(demand: Demand, team: set[str], met: bool) -> None:
    assert demand.meets(team, FACTS) is met
    # a list is as good as a set
    assert demand.meets(sorted(team), FACTS) is met
