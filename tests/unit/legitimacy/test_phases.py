"""Who came in when, by hand on a process of eight involvements, and against networkx and scipy."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import entropy

from matchmaker.kernel.errors import Message
from matchmaker.legitimacy.contact import (
    Contact,
    contact,
    contact_findings,
    last_involved,
    months_since,
    ways,
)
from matchmaker.legitimacy.finding import Finding, Urgency
from matchmaker.legitimacy.phase_findings import phase_findings
from matchmaker.legitimacy.phases import Cell, gini, phase_table
from matchmaker.legitimacy.sides import sides_of
from matchmaker.network.network import COLLABORATION, Network
from matchmaker.representation.indices import evenness
from tests.unit.small import LEVANGER, VERDAL, actor, challenge, register

if TYPE_CHECKING:
    from matchmaker.model.register import Register

DAY = date(2026, 11, 22)
DAY_STAMP = pd.Timestamp(DAY)


def took(who: str, phase: str, **more: Any) -> dict[str, Any]:
    return {"challenge": "sak", "actor": who, "phase": phase, **more}


def at(year: int, month: int, day: int) -> pd.Timestamp:
    return pd.Timestamp(year, month, day)


ACTORS = [
    actor("office", "administrasjon", municipality=VERDAL),
    actor("county", "offentlig_partner"),
    actor("club", municipality=VERDAL),
    actor("firm", "naeringsliv", municipality=VERDAL),
    actor("nurse", "fagperson", municipality=VERDAL),
    actor("mayor", "politiker", municipality=VERDAL),
    actor("youth", "ungdom", municipality=VERDAL),
    actor("elders", "eldreraad", municipality=VERDAL),
]
PROCESS = [
    took("office", "definere", valid_from=at(2026, 1, 10)),
    took("county", "definere"),
    took("club", "definere", valid_from=at(2026, 1, 1)),
    took("club", "designe"),
    took("nurse", "designe", role="innbygger", valid_from=at(2026, 2, 1)),
    took("office", "designe"),
    took("mayor", "gjennomfore", valid_from=at(2026, 3, 1)),
    took("youth", "gjennomfore"),
    took("office", "gjennomfore"),
    took("elders", "designe"),
]


def process(
    involvements: list[dict[str, Any]] = PROCESS, phase: str | None = "gjennomfore", **rows: Any
) -> Register:
    return register(
        actors=ACTORS, challenges=[challenge("sak", phase=phase)], involvements=involvements, **rows
    )


def found(involvements: list[dict[str, Any]] = PROCESS, phase: str | None = "gjennomfore") -> list[Finding]:
    made = process(involvements, phase)
    return list(phase_findings(phase_table(made, "sak"), made.challenge("sak"), made))


# -- the table ----------------------------------------------------------------------------------------


def test_the_role_decides_the_side_and_else_the_actors_own() -> None:
    made = process()
    frame = made.frame("involvements")
    sides = frame.join(sides_of(made, frame)).set_index(frame["actor"].astype(str))
    assert sides.at["nurse", "sector"] == "innbygger"  # a neighbour this time
    assert sides.at["nurse", "kind"] == "innbygger"
    assert sides.at["mayor", "sector"] == "politiker"
    assert sides.at["elders", "sector"] == "politiker"
    assert not sides.at["elders", "core"]  # a council is not the elected members' own voice
    assert sides_of(made, frame.iloc[:0]).empty


def test_actors_are_counted_once_by_form_in_each_phase_with_somebody_registered() -> None:
    twice = [*PROCESS, took("office", "definere", role="tjeneste")]
    table = phase_table(process(twice), "sak")
    assert table.registered == ("definere", "designe", "gjennomfore")
    assert table.cell("administrasjon", "definere") == Cell("administrasjon", "definere", 0, 0, 2, 1)
    assert table.cell("tjeneste", "definere") == Cell("tjeneste", "definere", 0, 0, 1, 1)  # and there too
    assert table.cell("innbygger", "designe") == Cell("innbygger", "designe", 1, 0, 0, 1)
    assert table.cell("innbygger", "gjennomfore") == Cell("innbygger", "gjennomfore", 0, 1, 0, 1)
    assert table.cell("politiker", "designe") == Cell("politiker", "designe", 0, 0, 1, 0)
    assert table.cell("naeringsliv", "definere") == Cell("naeringsliv", "definere", 0, 0, 0, 0)
    assert table.cell("innbygger", "drive") is None  # nobody is registered: unknown, and no zero
    assert [row.actors for row in table.phases] == [3, 4, 3, None]


def test_the_first_involvement_by_side_and_kind() -> None:
    table = phase_table(process(), "sak")
    sides = {first.code: first for first in table.sides}
    assert list(sides) == ["innbygger", "frivillig", "politiker", "administrasjon"]
    assert (sides["innbygger"].phase, sides["innbygger"].on) == ("designe", date(2026, 2, 1))
    assert (sides["innbygger"].days, sides["innbygger"].undated, sides["innbygger"].actors) == (31, 1, 2)
    assert (sides["administrasjon"].days, sides["administrasjon"].undated) == (9, 3)
    kinds = {first.code: first for first in table.kinds}
    assert (kinds["ungdom"].on, kinds["ungdom"].days, kinds["ungdom"].undated) == (None, None, 1)
    assert not kinds["eldreraad"].core
    assert list(kinds)[:3] == ["administrasjon", "frivillig", "offentlig_partner"]
    assert "fagperson" not in kinds  # she came as a neighbour


def test_nobody_registered_is_a_table_without_cells() -> None:
    table = phase_table(process([]), "sak")
    assert (table.cells, table.sides, table.kinds, table.registered) == ((), (), (), ())
    assert [row.actors for row in table.phases] == [None] * 4
    assert (table.evenness, table.gini) == (None, None)


def test_organisations_alone() -> None:
    """What the public edition counts: as if no person and no group were there."""
    table = phase_table(process(), "sak", {"organisasjon"})
    assert [row.actors for row in table.phases] == [3, 3, 1, None]
    assert all(cell.persons == cell.groups == 0 for cell in table.cells)
    without = [row for row in PROCESS if row["actor"] not in ("nurse", "mayor", "youth")]
    assert table == phase_table(process(without), "sak")


# -- equality -----------------------------------------------------------------------------------------


def test_evenness_by_hand() -> None:
    """Define: 0, 1, 0, 2 of four sides; H = ln 3 − ⅔ ln 2 = 0.6365; ln 4 = 1.3863; J = 0.4591."""
    table = phase_table(process(), "sak")
    assert table.phases[0].evenness == pytest.approx(0.4591479, abs=1e-7)
    # Gini of 0, 0, 1, 2: differences 2 × (0 + 1 + 2 + 1 + 2 + 1) = 14, over 2 × 4 × 3
    assert table.phases[0].gini == pytest.approx(14 / 24)
    assert (table.phases[3].evenness, table.phases[3].gini) == (None, None)
    assert table.evenness == pytest.approx(entropy([2, 2, 2, 4]) / np.log(4))


@given(st.lists(st.integers(0, 50), min_size=2, max_size=6).filter(sum))
def test_evenness_and_gini_against_scipy_and_the_sorted_formula(counts: list[int]) -> None:
    assert evenness(counts) == pytest.approx(entropy(counts) / np.log(len(counts)))
    ranked, n = sorted(counts), len(counts)
    other = 2 * sum(rank * value for rank, value in enumerate(ranked, 1)) / (n * sum(counts)) - (n + 1) / n
    assert gini(counts) == pytest.approx(other)


@pytest.mark.parametrize("counts", [[], [0, 0], [5]])
def test_there_is_no_evenness_of_nobody_or_of_one_side(counts: list[int]) -> None:
    assert evenness(counts) is None
    assert gini(counts) is None


@settings(max_examples=4)
@given(st.permutations(PROCESS), st.permutations(ACTORS))
def test_the_order_of_rows_never_matters(rows: list[Any], actors: list[Any]) -> None:
    made = register(actors=actors, challenges=[challenge("sak", phase="gjennomfore")], involvements=rows)
    assert phase_table(made, "sak") == phase_table(process(), "sak")
    there = list(phase_findings(phase_table(made, "sak"), made.challenge("sak"), made))
    assert there == found()


# -- findings -----------------------------------------------------------------------------------------


def test_sides_that_solve_without_having_defined() -> None:
    absent = {f.group: f for f in found() if f.code == "side_not_defining"}
    assert set(absent) == {"innbygger"}  # politicians have a finding of their own
    assert absent["innbygger"].message.params["phase"] == Message("phase.designe")
    assert absent["innbygger"].severity is Urgency.IMPORTANT  # a service's challenge: expected, 3
    assert (absent["innbygger"].n, absent["innbygger"].of) == (0, 3)


def test_a_side_that_only_defines() -> None:
    only = [f for f in found([*PROCESS, took("firm", "definere")]) if f.code == "side_only_defining"]
    assert [f.group for f in only] == ["naeringsliv"]
    assert only[0].severity is Urgency.NOTE  # expected with importance 1


def test_politicians_in_the_last_phase_only() -> None:
    """The council that came in earlier is not the elected members' own voice."""
    assert [f.code for f in found()].count("politicians_last") == 1
    early = [*PROCESS, took("mayor", "definere")]
    assert "politicians_last" not in {f.code for f in found(early)}
    never = [row for row in PROCESS if row["actor"] != "mayor"]
    assert "politicians_last" not in {f.code for f in found(never)}


def test_kinds_that_only_come_in_last() -> None:
    (last,) = [f for f in found() if f.code == "kinds_last"]
    assert last.message.params["kinds"] == (Message("kind.ungdom"),)
    assert (last.n, last.of, last.group) == (1, 7, "gjennomfore")


def test_one_phase_is_no_last_phase_and_tells_nothing_about_defining() -> None:
    designing = [took("mayor", "designe"), took("club", "designe")]
    assert {f.code for f in found(designing, "designe")} == {"phase_unregistered"}


@pytest.mark.parametrize(
    ("phase", "unregistered"),
    [("definere", []), ("gjennomfore", []), ("drive", ["drive"]), (None, ["drive"])],
)
def test_a_phase_with_nobody_registered_is_told_unless_it_is_still_to_come(
    phase: str | None, unregistered: list[str]
) -> None:
    codes = [f.group for f in found(phase=phase) if f.code == "phase_unregistered"]
    assert codes == unregistered


# -- ways to elected members --------------------------------------------------------------------------


def tie(one: str, other: str, relation: str = "samarbeider") -> dict[str, Any]:
    return {"tail": one, "head": other, "relation": relation}


def test_citizens_reached_only_through_the_administration() -> None:
    ties = [tie("youth", "office"), tie("office", "mayor")]
    made = process(ties=ties)
    found = contact(made, made.challenge("sak"), DAY)
    # the nurse came as a citizen and has no tie
    assert found == Contact(citizens=2, reached=1, direct=0, share=1.0, elected=1, took_part=True)
    (finding,) = contact_findings(found)
    assert finding.code == "citizens_through_administration"
    assert finding.message.params == {"n": 2, "reached": 1, "percent": 100}


def test_half_of_the_ways_go_round_the_administration() -> None:
    ties = [tie("youth", "office"), tie("office", "mayor"), tie("youth", "club"), tie("club", "mayor")]
    made = process(ties=ties)
    assert contact(made, made.challenge("sak"), DAY).share == 0.5


def test_a_direct_tie_is_no_finding_and_no_way_is_only_told() -> None:
    made = process(ties=[tie("youth", "mayor")])
    direct = contact(made, made.challenge("sak"), DAY)
    assert (direct.direct, direct.share) == (1, 0.0)
    assert list(contact_findings(direct)) == []
    made = process(ties=[tie("office", "mayor")])
    (finding,) = contact_findings(contact(made, made.challenge("sak"), DAY))
    assert (finding.code, finding.severity, finding.share) == ("citizens_no_way", Urgency.INFO, None)


def test_ties_that_are_not_of_collaboration_or_have_ended_are_no_way() -> None:
    ended = {**tie("youth", "mayor"), "valid_to": at(2026, 11, 21)}
    made = process(ties=[ended, tie("nurse", "mayor", "naerstaende")])
    assert contact(made, made.challenge("sak"), DAY).reached == 0
    assert contact(made, made.challenge("sak"), date(2026, 11, 21)).direct == 1


def test_citizens_of_the_place_where_none_took_part() -> None:
    made = process([took("office", "definere")], ties=[tie("youth", "mayor")])
    there = contact(made, made.challenge("sak"), DAY)
    assert (there.citizens, there.direct, there.took_part) == (1, 1, False)


@settings(max_examples=20)
@given(st.data())
def test_ways_are_those_that_networkx_finds(data: st.DataObject) -> None:
    n = data.draw(st.integers(2, 8))
    names = [f"a{i}" for i in range(n)]
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    ties = data.draw(st.lists(st.sampled_from(pairs), unique=True))
    flags = st.lists(st.booleans(), min_size=n, max_size=n)
    targets, between = np.array(data.draw(flags)), np.array(data.draw(flags))
    made = register(actors=[actor(name) for name in names], ties=[tie(*pair) for pair in ties])
    network = Network.from_register(made, COLLABORATION)
    graph = network.to_networkx()
    distance, through = ways(network, targets, between)
    for node in range(n):
        every = [
            path
            for target in np.flatnonzero(targets)
            if nx.has_path(graph, names[node], names[target])
            for path in nx.all_shortest_paths(graph, names[node], names[target])
        ]
        nearest = min(map(len, every), default=0)
        every = [path for path in every if len(path) == nearest]
        assert distance[node] == nearest - 1
        assert all(graph.has_edge(*pair) for path in every for pair in pairwise(path))
        passed = [any(between[names.index(inner)] for inner in path[1:-1]) for path in every]
        assert through[node] == pytest.approx(np.mean(passed) if passed else 0.0)


# -- how long since -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "months"),
    [
        ({"valid_from": at(2025, 1, 1), "valid_to": at(2026, 2, 22)}, 9),
        ({"valid_to": at(2026, 2, 23)}, 8),
        ({"valid_from": at(2025, 1, 1)}, 22),  # an open end is no proof of today
        ({"valid_from": at(2025, 1, 1), "valid_to": at(2027, 1, 1)}, 0),
        ({"valid_from": at(2026, 12, 1)}, None),  # has not begun
        ({}, None),
    ],
)
def test_months_since_citizens_were_involved(row: dict[str, Any], months: int | None) -> None:
    made = process([took("youth", "designe", **row), took("club", "designe", valid_from=at(2026, 11, 1))])
    assert months_since(made, made.challenge("sak"), DAY) == months
    told = last_involved(made, made.challenge("sak"), DAY)
    assert told.code == ("citizens_never_dated" if months is None else "citizens_last_involved")
    assert told.severity is Urgency.INFO


@pytest.mark.parametrize(
    ("row", "code", "day", "advised"),
    [
        ({"valid_from": at(2024, 1, 1), "valid_to": at(2025, 11, 22)}, "last_involved", "2025-11-22", True),
        ({"valid_to": at(2025, 11, 23)}, "last_involved", "2025-11-23", False),  # 11 whole months
        ({"valid_from": at(2024, 1, 1)}, "involved_at_least", "2024-01-01", False),
        ({"valid_from": DAY_STAMP}, "last_involved", "2026-11-22", False),  # it begins that day: certain
        ({}, "never_dated", None, False),
    ],
)
def test_dialogue_is_proposed_only_where_citizens_are_known_to_have_been_out_long(
    row: dict[str, Any], code: str, day: str | None, advised: bool
) -> None:
    made = process([took("youth", "designe", **row)])
    told = last_involved(made, made.challenge("sak"), DAY)
    assert told.message.code == f"finding.citizens_{code}"
    assert told.message.params.get("day") == day
    assert [remedy.code for remedy in told.remedy] == ["remedy.between_rounds"] * advised


def test_months_count_every_challenge_of_the_same_place_and_no_other_place() -> None:
    rows = [
        {**took("youth", "drive", valid_from=at(2026, 1, 1), valid_to=at(2026, 5, 1)), "challenge": "før"}
    ]
    made = register(
        actors=[*ACTORS, actor("afar", "ungdom", municipality=LEVANGER)],
        challenges=[challenge("sak"), challenge("før"), challenge("alle", municipalities=None)],
        involvements=[*rows, took("afar", "drive", valid_from=at(2026, 6, 1), valid_to=at(2026, 10, 1))],
    )
    assert months_since(made, made.challenge("sak"), DAY) == 6
    assert months_since(made, made.challenge("alle"), DAY) == 1  # no municipality: the whole dataset
