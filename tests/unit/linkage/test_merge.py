"""What the register is after a merge: valid, complete, and open about what did not fit in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.linkage.merge import Merge, merged
from matchmaker.linkage.suggest import suggest_duplicates
from matchmaker.model.register import Register, records_of
from matchmaker.synthesis.generate import generate
from matchmaker.synthesis.plan import Plan, Plants
from tests.unit.small import LEVANGER, VERDAL, actor, challenge, official, register

PLACES = [{"id": "vinne", "name": "Vinne", "municipality": VERDAL}]


def merge(features: Any = None, **rows: Any) -> tuple[Register, Merge]:
    """Merge ``b`` into ``a`` among three actors."""
    rows.setdefault("actors", [actor("a"), actor("b"), actor("c")])
    for row in rows["actors"]:
        row["name"] = "A" if row["id"] in "ab" else "C"
    done = merged(register(features, **rows), "a", "b")
    made = Register.from_tables(done.tables)
    assert "b" not in made
    return made, done


def codes(done: Merge) -> list[str]:
    return [message.code for message in done.dropped]


def test_it_takes_two() -> None:
    some = register(actors=[actor("a"), actor("b")])
    for keep, drop, code in (
        ("a", "a", "merge_with_itself"),
        ("a", "x", "unknown_actor"),
        ("x", "a", "unknown_actor"),
    ):
        with pytest.raises(InputError) as refused:
            merged(some, keep, drop)
        assert refused.value.code == code


def test_empty_cells_are_filled_and_the_rest_is_told() -> None:
    rows = [
        actor("a", municipality=VERDAL, groups="unge", hours=10.0, unit="Plan"),
        actor("b", "velforening", place="vinne", municipality=VERDAL, orgnr="310000000",
              groups="eldre|unge", hours=20.0, reserved=True, informed=date(2026, 1, 2)),
        actor("c"),
    ]  # fmt: skip
    made, done = merge(actors=rows, places=PLACES)
    one = made.actor("a")
    assert (one.place, one.orgnr, one.unit, one.informed) == ("vinne", "310000000", "Plan", date(2026, 1, 2))
    assert one.groups == ("eldre", "unge")
    assert one.reserved
    assert (one.kind, one.hours) == ("frivillig", 10.0)
    told = [(m.params["field"], m.params["kept"], m.params["dropped"]) for m in done.dropped]
    assert told == [("type", "frivillig", "velforening"), ("kapasitet_timer", 10, 20)]


@pytest.mark.parametrize("ends", [("municipality", "place"), ("place", "municipality")])
def test_a_place_is_never_put_into_another_municipality(ends: tuple[str, str]) -> None:
    values = {"municipality": LEVANGER, "place": "vinne"}
    rows = [actor("a", **{ends[0]: values[ends[0]]}), actor("b", **{ends[1]: values[ends[1]]})]
    made, done = merge(actors=rows, places=PLACES)
    assert getattr(made.actor("a"), ends[1]) is None
    assert codes(done) == ["merged.other_cell"]


def test_the_source_of_another_basis_is_not_taken() -> None:
    rows = [
        actor("a", "innbygger", legal_basis="samtykke"),
        actor("b", "innbygger", legal_basis="avtale", basis_source="brev"),
    ]
    made, done = merge(actors=rows)
    assert made.actor("a").basis_source is None
    assert len(done.dropped) == 2
    rows[1]["legal_basis"] = "samtykke"
    assert merge(actors=rows)[0].actor("a").basis_source == "brev"


def test_everything_that_hangs_on_an_actor_is_moved() -> None:
    made, done = merge(
        features=[("b", "kjonn", "kvinne"), ("a", "sprak", "norsk"), ("c", "sprak", "samisk")],
        actors=[actor("a", "innbygger"), actor("b", "innbygger"), actor("c")],
        roles=[{"actor": "b", "kind": "ildsjel", "organisation": "c"}],
        contributions=[{"actor": "b", "contribution": "lokaler"}, {"actor": "a", "contribution": "utstyr"}],
        ties=[{"tail": "c", "head": "b", "relation": "kjenner", "strength": 2.0}],
        challenges=[challenge()],
        involvements=[{"challenge": "sak", "actor": "b", "phase": "definere"}],
    )
    assert done.dropped == ()
    one = made.actor("a")
    assert one.features == {"kjonn": "kvinne", "sprak": "norsk"}
    assert made.actor("c").features == {"sprak": "samisk"}
    assert [role.organisation for role in one.roles] == ["c"]
    assert {item.contribution for item in made.contributions_of("a")} == {"lokaler", "utstyr"}
    assert [(tie.tail, tie.head, tie.strength) for tie in made.ties_of("a")] == [("a", "c", 2.0)]
    assert [item.actor for item in made.involvements_in("sak")] == ["a"]


def test_roles_in_the_organisation_that_goes_are_roles_in_the_one_that_stays() -> None:
    made, done = merge(roles=[{"actor": "c", "kind": "ildsjel", "organisation": "b"}])
    assert [role.organisation for role in made.actor("c").roles] == ["a"]
    assert done.dropped == ()


def test_nobody_is_tied_to_itself() -> None:
    made, done = merge(
        ties=[{"tail": "b", "head": "a", "relation": "samarbeider"}],
        roles=[{"actor": "a", "kind": "ildsjel", "organisation": "b"}],
    )
    assert made.ties_of("a") == ()
    assert made.actor("a").roles == ()
    assert sorted(codes(done)) == ["merged.self_role", "merged.self_tie"]


@pytest.mark.parametrize(("of_a", "of_b"), [(1.0, 3.0), (3.0, 1.0)])
def test_of_two_ties_the_stronger_stays(of_a: float, of_b: float) -> None:
    made, done = merge(
        ties=[
            {"tail": "a", "head": "c", "relation": "samarbeider", "strength": of_a},
            {"tail": "c", "head": "b", "relation": "samarbeider", "strength": of_b, "source": "liste"},
            {"tail": "c", "head": "b", "relation": "kjenner"},
        ]
    )
    found = {tie.relation: tie for tie in made.ties_of("a")}
    assert set(found) == {"samarbeider", "kjenner"}
    assert found["samarbeider"].strength == 3.0
    assert found["samarbeider"].source == "liste"
    (told,) = done.dropped
    assert (told.params["field"], told.params["kept"], told.params["dropped"]) == ("styrke", 3, 1)


def test_the_other_way_round_is_another_tie() -> None:
    made, _ = merge(
        ties=[
            {"tail": "a", "head": "c", "relation": "finansierer"},
            {"tail": "c", "head": "b", "relation": "finansierer"},
        ]
    )
    assert len(made.ties_of("a")) == 2


def test_at_an_event_nobody_leads_or_sits_apart_from_oneself() -> None:
    rules = [{"id": name, "rule": kind, "actor": who} for name, kind, people in
             (("r1", "fra_hverandre", "ab"), ("r2", "sammen", "abc")) for who in people]  # fmt: skip
    made, done = merge(
        registrations=[{"actor": "b", "leader": "a", "household": "x"}, {"actor": "c", "leader": "b"}],
        group_rules=rules,
        seatings=[{"round": 1.0, "group": "g", "actor": "b"}],
    )
    registered = {row["actor"]: row for row in records_of(made.frame("registrations"))}
    assert (registered["a"]["leader"], registered["a"]["household"]) == (None, "x")
    assert registered["c"]["leader"] == "a"
    left = records_of(made.frame("group_rules"))
    assert [(row["id"], row["actor"]) for row in left] == [("r2", "a"), ("r2", "c")]
    assert made.frame("seatings")["actor"].tolist() == ["a"]
    assert codes(done) == ["merged.own_leader", "merged.rule_of_one"]
    assert all(catalogue(language).say(one) for language in LANGUAGES for one in done.dropped)


def test_rows_that_repeat_a_key_become_one() -> None:
    made, done = merge(
        contributions=[
            {"actor": "a", "contribution": "lokaler", "grade": "noe", "valid_to": date(2026, 6, 1)},
            {"actor": "b", "contribution": "lokaler", "grade": "god", "evidence": "oppgitt"},
        ],
        challenges=[challenge()],
        involvements=[
            {"challenge": "sak", "actor": c, "phase": "definere", "hours": 4.0} for c in "ab"
        ],
    )  # fmt: skip
    (one,) = made.contributions_of("a")
    assert (one.grade, one.evidence, one.valid_to) == ("noe", "oppgitt", None)  # the open end holds both
    assert len(made.involvements_in("sak")) == 1
    assert [(m.params["field"], m.params["kept"], m.params["dropped"]) for m in done.dropped] == [
        ("nivaa", "noe", "god")
    ]


@pytest.mark.parametrize(
    ("first", "second", "expected", "told"),
    [
        ((None, date(2020, 1, 1)), (date(2020, 1, 2), None), (None, None), 0),
        ((date(2019, 1, 1), date(2020, 1, 1)), (date(2018, 1, 1), date(2019, 6, 1)),
         (date(2018, 1, 1), date(2020, 1, 1)), 0),
        ((None, date(2020, 1, 1)), (date(2020, 1, 3), None), (None, date(2020, 1, 1)), 2),
    ],
)  # fmt: skip
def test_periods_are_joined_only_where_they_meet(first: Any, second: Any, expected: Any, told: int) -> None:
    roles = [
        {"actor": who, "kind": "ildsjel", "organisation": "c", "valid_from": start, "valid_to": end}
        for who, (start, end) in (("a", first), ("b", second))
    ]
    made, done = merge(roles=roles)
    (role,) = made.actor("a").roles
    assert (role.valid_from, role.valid_to) == expected
    assert len(done.dropped) == told


def test_what_the_one_that_stays_has_said_is_not_replaced() -> None:
    actors = [actor("a", "innbygger"), actor("b", "politiker")]
    stated = [("a", "kjonn", "vil_ikke_oppgi"), ("b", "kjonn", "mann"), ("b", "parti", "x")]
    made, done = merge(features=stated, actors=actors)
    assert made.actor("a").features == {"kjonn": "vil_ikke_oppgi"}  # and party is for elected members only
    assert codes(done) == ["merged.other_cell", "merged.other_value", "merged.not_moved"]
    for language in LANGUAGES:
        assert all("{" not in catalogue(language).say(message) for message in done.dropped)


def test_a_whole_invented_region_can_be_merged_pair_by_pair() -> None:
    plan = Plan(("5037", "5038"), 1_000, plants=replace(Plants(), duplicates=12))
    made = Register.from_tables(generate(plan, official(), seed=4).tables)
    before = len(made)
    total = {table: len(made.frame(table)) for table in ("ties", "contributions", "involvements")}
    found = suggest_duplicates(made)
    assert len(found) >= 10
    for pair in found:
        done = merged(made, pair.keep, pair.drop)
        made = Register.from_tables(done.tables)
        assert pair.keep in made
    assert len(made) == before - len(found)
    assert suggest_duplicates(made) == ()
    for table, rows in total.items():
        assert rows - 2 * len(found) <= len(made.frame(table)) <= rows


def test_the_order_of_entry_does_not_matter() -> None:
    rows = [actor(c, municipality=VERDAL) for c in "abc"]
    ties = [{"tail": a, "head": b, "relation": "kjenner"} for a, b in (("a", "c"), ("b", "c"), ("a", "b"))]
    prints = {
        Register.from_tables(merged(register(actors=some, ties=ways), "a", "b").tables).fingerprint
        for some in (rows, rows[::-1])
        for ways in (ties, ties[::-1])
    }
    assert len(prints) == 1
