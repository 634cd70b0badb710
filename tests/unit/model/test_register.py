"""The Register: one canonical form, never changed, unknown stays unknown."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from matchmaker.kernel.errors import InputError, TableErrors
from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.model.records import Role
from matchmaker.model.register import Register
from matchmaker.model.tables import Tables, frame_from
from tests.unit.small import actor, challenge, register, tables


def held(**rows):  # type: ignore[no-untyped-def]
    """A Register with three actors and more."""
    actors = [actor("c"), actor("a", "innbygger"), actor("b", "skole")]
    return register(actors=actors, **rows)


def tie(tail: str, head: str, relation: str = "samarbeider", **more: object) -> dict[str, object]:
    return {"tail": tail, "head": head, "relation": relation, **more}


# -- defaults, and what is implied -------------------------------------------------------------------


def test_an_empty_register_is_valid() -> None:
    empty = Register.from_tables(Tables({}))
    assert len(empty) == 0
    assert "a" not in empty
    assert empty.actors.empty
    assert empty.features.empty
    assert list(empty.actors.columns) == [c.name for c in schema.ACTORS.columns]
    assert empty.at(date(2026, 1, 1)).fingerprint == empty.fingerprint
    assert empty.without_actors([]).fingerprint == empty.fingerprint


def test_sector_and_form_follow_from_the_kind_unless_stated() -> None:
    stated = actor("x", "student", sector="frivillig", form="person")
    found = register(actors=[actor("a", "eldreraad"), stated])
    council, student = found.actor("a"), found.actor("x")
    assert (council.sector, council.form) == ("politiker", "organisasjon")  # vocabulary.KINDS
    assert (student.sector, student.form) == ("frivillig", "person")


def test_who_is_kept_on_a_legal_basis_is_a_person_whatever_the_kind_usually_is() -> None:
    rows = [
        actor("a", "ungdom"),
        actor("b", "ungdom", legal_basis="samtykke"),
        actor("c", "ungdom", informed=date(2026, 1, 1)),
        actor("d", "ungdom", form="gruppe", legal_basis="samtykke"),
    ]
    assert list(register(actors=rows).actors["form"]) == ["gruppe", "person", "person", "gruppe"]


@pytest.mark.parametrize("kind", sorted(v.KINDS))
def test_every_kind_has_a_sector_and_a_form(kind: str) -> None:
    found = register(actors=[actor("x", kind)]).actor("x")
    assert found.sector == v.KINDS[kind].sector.value
    assert found.form == v.KINDS[kind].form.value


def test_empty_cells_with_a_natural_meaning_get_it() -> None:
    found = held(
        ties=[tie("a", "b")],
        challenges=[challenge()],
        needs=[{"challenge": "sak", "contribution": "lokaler"}],
    )
    assert found.actor("a").reserved is False
    (only,) = found.ties_of("a")
    assert only.strength == 1.0
    (need,) = found.challenge("sak").needs
    assert (need.count, need.importance) == (1, 2)  # schema.NEEDS


def test_what_nobody_has_said_is_none() -> None:
    found = register(
        actors=[{"id": "a", "name": "A", "kind": "innbygger"}],
        contributions=[{"actor": "a", "contribution": "lokaler"}],
        challenges=[{"id": "s", "title": "S", "levels": "tjeneste"}],
        involvements=[{"challenge": "s", "actor": "a", "phase": "drive"}],
        affected=[{"challenge": "s", "group": "g", "name": "G"}],
    )
    someone = found.actor("a")
    unknown = (
        someone.municipality, someone.place, someone.orgnr, someone.unit, someone.appointed_by,
        someone.hours, someone.legal_basis, someone.informed, someone.origin, someone.source,
    )  # fmt: skip
    assert set(unknown) == {None}
    assert someone.groups == ()
    assert someone.available == ()
    assert dict(someone.features) == {}
    (offered,) = found.contributions_of("a")
    assert (offered.grade, offered.evidence, offered.valid_from, offered.valid_to) == (None,) * 4
    (part,) = found.involvements_in("s")
    assert (part.role, part.mode, part.hours) == (None, None, None)
    case = found.challenge("s")
    assert (case.budget, case.phase, case.decided_by) == (None, None, None)
    assert (case.municipalities, case.goals) == ((), ())
    assert (case.affected[0].age_from, case.affected[0].age_to) == (None, None)
    assert found.actors["hours"].isna().all()  # not zero


def test_lists_and_whole_numbers_are_read_out_of_their_cells() -> None:
    found = register(
        actors=[actor("a", groups="eldre|ungdom", available="kveld")],
        challenges=[challenge(levels="politikk|tjeneste", goals="10|11|3", municipalities="5037|5038")],
        affected=[{"challenge": "sak", "group": "g", "name": "G", "age_from": 60.0}],
    )
    assert found.actor("a").groups == ("eldre", "ungdom")
    case = found.challenge("sak")
    assert case.levels == ("politikk", "tjeneste")
    assert case.goals == (3, 10, 11)
    assert case.municipalities == ("5037", "5038")
    assert case.affected[0].age_from == 60


def test_needs_come_most_important_first_then_by_code() -> None:
    wanted = [("lokaler", 1.0), ("utstyr", 3.0), ("okonomi", 3.0), ("forskning", None)]
    found = held(
        challenges=[challenge()],
        needs=[{"challenge": "sak", "contribution": c, "importance": i} for c, i in wanted],
    )
    needs = [need.contribution for need in found.challenge("sak").needs]
    assert needs == ["okonomi", "utstyr", "forskning", "lokaler"]


def test_further_roles_and_features_belong_to_the_actor() -> None:
    found = register(
        [("a", "kjonn", "kvinne"), ("a", "sprak", "samisk"), ("b", "kjonn", v.WITHHELD)],
        actors=[actor("a", "innbygger"), actor("b", "innbygger"), actor("s", "skole")],
        roles=[{"actor": "a", "kind": "fagperson", "organisation": "s", "valid_from": date(2024, 8, 1)}],
    )
    someone = found.actor("a")
    assert someone.roles == (Role("fagperson", "s", date(2024, 8, 1), None),)
    assert dict(someone.features) == {"kjonn": "kvinne", "sprak": "samisk"}
    assert dict(found.actor("b").features) == {"kjonn": v.WITHHELD}


# -- ties -------------------------------------------------------------------------------------------


def test_ties_that_go_both_ways_run_from_the_lesser_id() -> None:
    found = held(ties=[tie("c", "a"), tie("c", "b", "ansatt_i"), tie("b", "a", "ansatt_i", symmetric=True)])
    ends = {(t.tail, t.head, t.relation, t.symmetric) for who in "abc" for t in found.ties_of(who)}
    assert ends == {
        ("a", "c", "samarbeider", True),
        ("c", "b", "ansatt_i", False),
        ("a", "b", "ansatt_i", True),
    }


def test_a_row_may_say_that_a_mutual_relation_is_not() -> None:
    (only,) = held(ties=[tie("c", "a", "kjenner", symmetric=False)]).ties_of("a")
    assert (only.tail, only.head, only.symmetric) == ("c", "a", False)


def test_another_type_or_period_is_another_tie() -> None:
    found = held(
        ties=[
            tie("a", "b"),
            tie("a", "b", "kjenner"),
            tie("a", "b", valid_from=date(2024, 1, 1)),
            tie("a", "b", "ansatt_i"),
            tie("b", "a", "ansatt_i"),
        ]
    )
    assert len(found.ties_of("a")) == 5


def test_actor_columns_are_coded_over_the_sorted_ids() -> None:
    found = held(ties=[tie("c", "a"), tie("b", "c")])
    assert list(found.ids) == ["a", "b", "c"]
    assert [found.code(name) for name in "abc"] == [0, 1, 2]
    frame = found.frame("ties")
    assert list(frame["tail"].cat.categories) == list(frame["head"].cat.categories) == ["a", "b", "c"]
    assert list(frame["tail"].cat.codes) == [0, 1]


# -- a dataset's own words --------------------------------------------------------------------------


def test_a_dataset_may_have_kinds_and_contribution_types_of_its_own() -> None:
    found = register(
        actors=[actor("a", "lag"), actor("b", "grendelag")],
        kinds=[
            {"id": "lag", "name": "Lag", "sector": "frivillig"},
            {"id": "grendelag", "name": "Grendelag", "sector": "innbygger", "form": "gruppe"},
        ],
        contribution_types=[{"id": "badstue", "name": "badstue", "parent": "lokaler"}],
        contributions=[{"actor": "a", "contribution": "badstue"}],
    )
    assert (found.actor("a").sector, found.actor("a").form) == ("frivillig", "organisasjon")
    assert (found.actor("b").sector, found.actor("b").form) == ("innbygger", "gruppe")
    assert found.kinds["grendelag"].core
    assert found.contribution_parents["badstue"] == "lokaler"
    assert found.own_names == {"lag": "Lag", "grendelag": "Grendelag", "badstue": "badstue"}
    assert set(v.KINDS) < set(found.kinds)


# -- what is not there ------------------------------------------------------------------------------


def test_what_does_not_exist_is_said_with_what_does() -> None:
    found = held(challenges=[challenge("s1"), challenge("s2")])
    with pytest.raises(InputError) as wrong:
        found.actor("nobody")
    assert (wrong.value.code, wrong.value.params) == ("unknown_actor", {"actor": "nobody"})
    with pytest.raises(InputError) as wrong:
        found.challenge("s3")
    assert wrong.value.params == {"challenge": "s3", "known": ("s1", "s2")}
    with pytest.raises(InputError):
        found.without_actors(["a", "nobody"])


# -- new Registers from old ones ----------------------------------------------------------------------


def test_further_rows_make_a_new_register() -> None:
    old = held(ties=[tie("a", "b")])
    new = old.with_rows("ties", frame_from("ties", [tie("c", "b", "kjenner")]))
    assert [len(old.frame("ties")), len(new.frame("ties"))] == [1, 2]
    whole = held(ties=[tie("c", "b", "kjenner"), tie("a", "b")])
    assert new.fingerprint == whole.fingerprint
    assert new.fingerprint != old.fingerprint


def test_further_rows_are_checked_with_the_others() -> None:
    old = held(ties=[tie("a", "b")])
    with pytest.raises(TableErrors) as wrong:
        old.with_rows("ties", frame_from("ties", [tie("b", "a")]))
    (problem,) = wrong.value.problems
    assert (problem.code, problem.row, problem.params["first"]) == ("duplicate_tie", 3, 2)
    with pytest.raises(TableErrors) as wrong:
        old.with_rows("actors", frame_from("actors", [actor("a")]))
    assert [p.code for p in wrong.value.problems] == ["duplicate_key"]


def test_without_an_actor_everything_that_hangs_on_it_goes() -> None:
    features = [("a", "kjonn", "kvinne"), ("b", "kjonn", "mann")]
    rows = {
        "actors": [actor("a", "innbygger"), actor("b", "innbygger"), actor("c")],
        "contributions": [{"actor": w, "contribution": "lokaler"} for w in "abc"],
        "ties": [tie("a", "b"), tie("b", "c")],
        "challenges": [challenge()],
        "involvements": [{"challenge": "sak", "actor": w, "phase": "drive"} for w in "ac"],
        "roles": [{"actor": "b", "kind": "fagperson", "organisation": "a"}],
    }
    left = register(features, **rows).without_actors(["a"])
    expected = register(
        [("b", "kjonn", "mann")],
        **{
            **rows,
            "actors": rows["actors"][1:],
            "contributions": rows["contributions"][1:],
            "ties": [tie("b", "c")],
            "involvements": [{"challenge": "sak", "actor": "c", "phase": "drive"}],
            "roles": [],
        },
    )
    assert left.fingerprint == expected.fingerprint
    assert list(left.frame("ties")["tail"].cat.categories) == ["b", "c"]


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2023, 12, 31), {"open", "to"}),
        (date(2024, 1, 1), {"open", "to", "from", "both"}),  # the first day is inside
        (date(2024, 12, 31), {"open", "to", "from", "both"}),  # and so is the last
        (date(2025, 1, 1), {"open", "from"}),
    ],
)
def test_both_ends_of_a_period_are_inside(day: date, in_force: set[str]) -> None:
    first, last = date(2024, 1, 1), date(2024, 12, 31)
    spans = {"open": (None, None), "from": (first, None), "to": (None, last), "both": (first, last)}
    names = list(spans)
    found = register(
        actors=[actor(name) for name in names],
        contributions=[
            {"actor": n, "contribution": "lokaler", "valid_from": a, "valid_to": b}
            for n, (a, b) in spans.items()
        ],
    ).at(day)
    assert {name for name in names if found.contributions_of(name)} == in_force
    assert len(found) == 4  # actors have no period


def test_tables_of_a_register_make_the_same_register() -> None:
    found = register(
        [("a", "kjonn", "kvinne")],
        actors=[actor("b"), actor("a", "innbygger")],
        ties=[tie("b", "a")],
        challenges=[challenge()],
    )
    assert Register.from_tables(found.tables()).fingerprint == found.fingerprint


# -- immutability and fingerprint -------------------------------------------------------------------


def test_nothing_done_to_a_frame_reaches_the_register() -> None:
    found = held(ties=[tie("a", "b")])
    before = found.fingerprint
    actors, ties = found.actors, found.frame("ties")
    actors.loc[0, "name"] = "B"
    del actors["kind"]
    ties["strength"] = 99.0
    assert found.actor("a").name == "A"
    assert found.ties_of("a")[0].strength == 1.0
    again = Register.from_tables(found.tables())
    assert again.fingerprint == before


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Other"},
        {"kind": "skole"},
        {"reserved": True},
        {"hours": 0.0},
        {"municipality": "5037"},
        {"informed": date(2024, 1, 1)},
        {"groups": "eldre"},
    ],
)
def test_the_fingerprint_sees_every_cell(change: dict[str, object]) -> None:
    plain = register(actors=[actor("a"), actor("b")])
    assert plain.fingerprint == register(actors=[actor("b"), actor("a")]).fingerprint
    assert plain.fingerprint != register(actors=[{**actor("a"), **change}, actor("b")]).fingerprint


def test_the_fingerprint_sees_features_and_which_table_a_row_is_in() -> None:
    people = [actor("a", "innbygger"), actor("b", "innbygger")]
    prints = {
        register(features, actors=people).fingerprint
        for features in (None, [("a", "kjonn", "mann")], [("b", "kjonn", "mann")], [("a", "sprak", "mann")])
    }
    assert len(prints) == 4


def test_a_fingerprint_does_not_depend_on_spare_categories() -> None:
    """A column read from a file may know categories that no row uses."""
    plain = tables(actors=[actor("a")])
    frame = plain.frame("actors")
    wide = frame.assign(kind=frame["kind"].cat.add_categories(["skole", "aa"]))
    expected = Register.from_tables(plain).fingerprint
    assert Register.from_tables(Tables({"actors": wide})).fingerprint == expected
    assert isinstance(wide["kind"].dtype, pd.CategoricalDtype)


def test_an_area_holds_its_own_and_those_above_the_municipalities() -> None:
    found = Register.from_tables(
        Tables(
            {
                "actors": frame_from(
                    "actors",
                    [
                        {"id": "a", "name": "A", "kind": "frivillig", "municipality": "5038"},
                        {"id": "b", "name": "B", "kind": "frivillig", "municipality": "5041"},
                        {"id": "c", "name": "C", "kind": "offentlig_partner"},
                    ],
                )
            }
        )
    )
    assert found.in_area(("5038",)).tolist() == [True, False, True]
    assert found.in_area(("5038", "5041")).tolist() == [True, True, True]
    assert found.in_area(()).tolist() == [True, True, True]


def test_numbers_of_participants_and_traits_are_rows_of_their_challenge() -> None:
    counted = {"challenge": "sak", "attribute": "alle", "group": "alle", "source": "telt"}
    found = register(
        actors=[actor("a")],
        challenges=[challenge(), challenge("annen")],
        turnout=[
            counted | {"step": "invitert", "count": 40.0},
            counted | {"step": "moett", "count": 7.0, "date": pd.Timestamp("2026-05-04")},
            counted | {"challenge": "annen", "step": "moett", "count": 1.0},
        ],
        process=[{"challenge": "sak", "trait": "over_tid", "answer": "ja"}],
    )
    turnout = found.turnout_of("sak")
    assert [(row.step, row.count, row.date) for row in turnout] == [
        ("invitert", 40, None),
        ("moett", 7, date(2026, 5, 4)),
    ]
    assert all(type(row.count) is int for row in turnout)
    assert [(row.trait, row.answer) for row in found.traits_of("sak")] == [("over_tid", "ja")]
    assert found.traits_of("annen") == ()
