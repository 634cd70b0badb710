"""What does not fit together in the tables of an event, each with the planner's own row and header."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.model import event_checks
from matchmaker.model import vocabulary as v
from matchmaker.model.event_checks import of_one
from matchmaker.model.validation import cross_checks
from tests.unit.small import actor, challenge, register, tables

PEOPLE = [actor(name, "innbygger") for name in "abc"]
GROUPS = [{"id": "bord-1"}, {"id": "bord-2"}]
BASE: dict[str, Any] = {"actors": PEOPLE, "challenges": [challenge(), challenge("sak-2")]}


def rule(name: str, kind: str, who: str, **more: object) -> dict[str, object]:
    return {"id": name, "rule": kind, "actor": who, **more}


def seat(who: str, group: str, **more: object) -> dict[str, object]:
    return {"round": 1.0, "group": group, "actor": who, **more}


def test_an_event_that_fits_together_has_no_problem() -> None:
    made = register(
        **BASE,
        registrations=[
            {"actor": "a", "wishes": "sak-2|sak", "leader": "b", "host": "bord-1"},
            {"actor": "b"},
        ],
        event_groups=[{"id": "bord-1", "least": 2.0, "most": 2.0, "challenge": "sak"}, {"id": "bord-2"}],
        grouping=[{"attribute": "kjonn", "mode": "balanser"}, {"attribute": "kjonn", "mode": "ikke_alene"}],
        group_rules=[
            rule("r1", "sammen", "a"), rule("r1", "sammen", "b"),
            rule("r2", "fast_plass", "a", group="bord-2"), rule("r3", "habilitet", "c", challenge="sak"),
        ],
        seatings=[seat("a", "bord-2"), seat("a", "bord-9", event="i fjor"), seat("b", "bord-1")],
    )  # fmt: skip
    assert made.frame("registrations")["wishes"].astype(object)[0] == "sak-2|sak"  # the first wish is first
    assert made.frame("registrations")["facilitator"].tolist() == [False, False]
    assert made.frame("registrations")["minor"].isna().all()  # nobody has said
    assert made.frame("grouping")["weight"].tolist() == [1.0, 1.0]
    assert made.frame("event_groups")["facilitators"].tolist() == [0.0, 0.0]
    assert made.frame("seatings")["event"].astype(object).where(lambda e: e.notna(), None).tolist() == [
        "i fjor", None, None,
    ]  # fmt: skip


CASES: dict[str, tuple[dict[str, Any], tuple[str, str, int, str, str | None]]] = {
    "sizes in the wrong order": (
        {"event_groups": [{"id": "x", "least": 8.0, "most": 7.0}]},
        ("sizes_reversed", "event_groups", 2, "mest", "7.0"),
    ),
    "their own leader": (
        {"registrations": [{"actor": "a", "leader": "b"}, {"actor": "b", "leader": "b"}]},
        ("own_leader", "registrations", 3, "leder", "b"),
    ),
    "a leader who is not there": (
        {"registrations": [{"actor": "a", "leader": "x"}]},
        ("unknown_reference", "registrations", 2, "leder", "x"),
    ),
    "a wish that is no challenge": (
        {"registrations": [{"actor": "a", "wishes": "sak|sak-3"}]},
        ("unknown_wish", "registrations", 2, "onsker", "sak|sak-3"),
    ),
    "host of a group that is not there": (
        {"event_groups": GROUPS, "registrations": [{"actor": "a", "host": "bord-3"}]},
        ("unknown_reference", "registrations", 2, "vert_for", "bord-3"),
    ),
    "a seat in a group that is not there": (
        {"event_groups": GROUPS, "seatings": [seat("a", "bord-3")]},
        ("unknown_reference", "seatings", 2, "gruppe", "bord-3"),
    ),
    "a rule about a group that is not there": (
        {"event_groups": GROUPS, "group_rules": [rule("r", "ikke_gruppe", "a", group="bord3")]},
        ("unknown_reference", "group_rules", 2, "gruppe", "bord3"),
    ),
    "a rule that says two things": (
        {"group_rules": [
            rule("r", "sammen", "a"), rule("r", "sammen", "b"), rule("r", "fra_hverandre", "c"),
        ]},
        ("rule_changes", "group_rules", 4, "regel", "fra_hverandre"),
    ),
    "a fixed group without a group": (
        {"group_rules": [rule("r", "fast_plass", "a")]},
        ("rule_without_group", "group_rules", 2, "gruppe", None),
    ),
    "not in a group that is not named": (
        {"group_rules": [rule("r", "ikke_gruppe", "a")]},
        ("rule_without_group", "group_rules", 2, "gruppe", None),
    ),
    "habilitet without a challenge": (
        {"group_rules": [rule("r", "habilitet", "a")]},
        ("rule_without_challenge", "group_rules", 2, "utfordring", None),
    ),
    "together with nobody": (
        {"group_rules": [rule("r", "sammen", "a")]},
        ("rule_of_one", "group_rules", 2, "aktor", "a"),
    ),
    "apart from nobody": (
        {"group_rules": [rule("r", "fra_hverandre", "a"), rule("r2", "habilitet", "a", challenge="sak")]},
        ("rule_of_one", "group_rules", 2, "aktor", "a"),
    ),
    "somebody twice in a rule": (
        {"group_rules": [rule("r", "sammen", "a"), rule("r", "sammen", "a"), rule("r", "sammen", "b")]},
        ("duplicate_key", "group_rules", 3, "id", "r"),
    ),
    "two seats in one round": (
        {"seatings": [seat("a", "x"), seat("a", "y"), seat("a", "y", event="i fjor")]},
        ("duplicate_key", "seatings", 3, "arrangement", None),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_problem_points_at_its_cell(case: str) -> None:
    rows, expected = CASES[case]
    (problem,) = cross_checks(tables(**BASE, **rows))
    place = (problem.code, problem.table, problem.row, problem.column, problem.value)
    assert place == expected
    for language in LANGUAGES:
        words = catalogue(language)
        assert problem.hint is not None
        assert words.knows(problem.hint.code)
        said = words.say(problem.hint)
        assert "{" not in said


def test_every_check_has_a_case() -> None:
    given = set(
        re.findall(r'"([a-z]+(?:_[a-z]+)+)"', Path(event_checks.__file__).read_text(encoding="utf-8"))
    )
    known = {code for code in given if catalogue("nb").knows(f"problem.{code}")}
    assert known == {case[1][0] for case in CASES.values()} - {"duplicate_key"}


def test_without_groups_any_group_will_do() -> None:
    registered = [{"actor": "a", "host": "x"}]
    assert cross_checks(tables(**BASE, registrations=registered, seatings=[seat("a", "y")])) == []


def test_what_could_not_be_read_is_passed_over() -> None:
    """A rule whose words could not be read has been told already."""
    rows: list[dict[str, object]] = [rule("r", "sammen", "a"), {"id": "r", "rule": None, "actor": "b"}]
    assert cross_checks(tables(**BASE, group_rules=rows)) == []


def test_without_somebody_who_is_only_mentioned_the_row_stays() -> None:
    made = register(
        **BASE,
        registrations=[{"actor": "a", "leader": "b", "minor": False}, {"actor": "b", "leader": "c"}],
        group_rules=[rule("two", "sammen", "a"), rule("two", "sammen", "b"),
                     *(rule("three", "fra_hverandre", who) for who in "abc")],
        seatings=[seat("b", "x"), seat("c", "x")],
    )  # fmt: skip
    left = made.without_actors(["b"])
    expected = register(
        **{**BASE, "actors": [PEOPLE[0], PEOPLE[2]]},
        registrations=[{"actor": "a", "minor": False}],
        group_rules=[rule("three", "fra_hverandre", who) for who in "ac"],
        seatings=[seat("c", "x")],
    )
    assert left.fingerprint == expected.fingerprint
    assert cross_checks(left.tables()) == []


def test_rules_about_one_are_those_that_need_several() -> None:
    made = tables(group_rules=[rule(kind.value, kind.value, "a") for kind in v.GroupRule])
    assert of_one(made.frame("group_rules")).tolist() == [True, True, False, False, False]
    assert of_one(tables().frame("group_rules")).tolist() == []


def test_a_table_without_rows_changes_no_fingerprint() -> None:
    """A later tool with more tables gives an older dataset the same fingerprint."""
    made = register(**BASE)
    frames = {name: made.frame(name) for name in made.tables().frames}
    assert len(frames) == 2
    from matchmaker.model.register import Register

    assert Register(frames, made.features).fingerprint == made.fingerprint
