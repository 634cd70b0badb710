"""Every problem between cells, rows and tables: with the planner's own row and header."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from matchmaker.kernel.errors import Problem
from matchmaker.model import schema
from matchmaker.model.tables import Tables, frame_from
from matchmaker.model.validation import cross_checks
from tests.unit.small import actor, challenge, tables

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)
PEOPLE = [actor("a", "innbygger"), actor("b", "innbygger")]


def tie(tail: str, head: str, relation: str = "samarbeider", **more: object) -> dict[str, object]:
    return {"tail": tail, "head": head, "relation": relation, **more}


def places(found: list[Problem]) -> list[tuple[str, str, int | None, str | None, str | None]]:
    return [(p.code, p.table, p.row, p.column, p.value) for p in found]


def test_a_valid_dataset_has_no_problem() -> None:
    assert (
        cross_checks(
            tables(
                [("a", "parti", "Oppdiktet parti")],
                actors=[actor("a", "politiker"), actor("b")],
                ties=[tie("a", "b"), tie("b", "a", "ansatt_i")],
                challenges=[challenge()],
            )
        )
        == []
    )


CASES: dict[str, tuple[dict[str, Any], tuple[str, str, int, str, str | None]]] = {
    "the same id twice": (
        {"actors": [actor("a"), actor("b"), actor("a")]},
        ("duplicate_key", "actors", 4, "id", "a"),
    ),
    "the same need twice": (
        {
            "actors": PEOPLE,
            "challenges": [challenge()],
            "needs": [{"challenge": "sak", "contribution": "lokaler"}] * 2,
        },
        ("duplicate_key", "needs", 3, "utfordring", "sak"),
    ),
    "an actor that is not there": (
        {"actors": PEOPLE, "contributions": [{"actor": "aa", "contribution": "lokaler"}]},
        ("unknown_reference", "contributions", 2, "aktor", "aa"),
    ),
    "a challenge that is not there": (
        {"actors": PEOPLE, "needs": [{"challenge": "s", "contribution": "lokaler"}]},
        ("unknown_reference", "needs", 2, "utfordring", "s"),
    ),
    "a place that is not there": (
        {"actors": [actor("a", place="vik")]},
        ("unknown_reference", "actors", 2, "sted", "vik"),
    ),
    "a tie to an actor that is not there": (
        {"actors": PEOPLE, "ties": [tie("a", "b"), tie("a", "c")]},
        ("unknown_reference", "ties", 3, "til_aktor", "c"),
    ),
    "an organisation that is not there": (
        {"actors": PEOPLE, "roles": [{"actor": "a", "kind": "fagperson", "organisation": "x"}]},
        ("unknown_reference", "roles", 2, "organisasjon", "x"),
    ),
    "dates in the wrong order": (
        {
            "actors": PEOPLE,
            "contributions": [
                {"actor": "a", "contribution": "lokaler", "valid_from": LAST, "valid_to": FIRST}
            ],
        },
        ("dates_reversed", "contributions", 2, "til_dato", "2024-01-01"),
    ),
    "ages in the wrong order": (
        {
            "actors": PEOPLE,
            "challenges": [challenge()],
            "affected": [{"challenge": "sak", "group": "g", "name": "G", "age_from": 20.0, "age_to": 13.0}],
        },
        ("ages_reversed", "affected", 2, "alder_til", "13.0"),
    ),
    "an answer of another question": (
        {
            "actors": PEOPLE,
            "challenges": [challenge()],
            "process": [
                {"challenge": "sak", "trait": "over_tid", "answer": "ja"},
                {"challenge": "sak", "trait": "beslutning", "answer": "nei"},
            ],
        },
        ("answer_elsewhere", "process", 3, "svar", "nei"),
    ),
    "a tie to itself": (
        {"actors": PEOPLE, "ties": [tie("a", "a")]},
        ("self_tie", "ties", 2, "til_aktor", "a"),
    ),
    "the same tie twice": (
        {"actors": PEOPLE, "ties": [tie("a", "b", "ansatt_i"), tie("a", "b", "ansatt_i")]},
        ("duplicate_tie", "ties", 3, "fra_aktor", "a"),
    ),
    "the same mutual tie from both ends": (
        {"actors": PEOPLE, "ties": [tie("a", "b"), tie("b", "a")]},
        ("duplicate_tie", "ties", 3, "fra_aktor", "b"),
    ),
    "a place in another municipality": (
        {
            "actors": [actor("a", place="vik", municipality="5037")],
            "places": [{"id": "vik", "name": "Vik", "municipality": "5038"}],
        },
        ("place_elsewhere", "actors", 2, "sted", "vik"),
    ),
    "a contribution type that is part of itself": (
        {
            "actors": PEOPLE,
            "contribution_types": [
                {"id": "x", "name": "x", "parent": "y"},
                {"id": "z", "name": "z", "parent": "lokaler"},
                {"id": "y", "name": "y", "parent": "y"},
            ],
        },
        ("circular_type", "contribution_types", 4, "del_av", "y"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_problem_points_at_its_cell(case: str) -> None:
    rows, expected = CASES[case]
    found = cross_checks(tables(**rows))
    assert expected in places(found)
    if case != "a contribution type that is part of itself":
        assert len(found) == 1
    else:  # x is a part of y, which is a part of itself: both must be mended
        assert [p.row for p in found] == [2, 4]


def test_every_cross_check_has_a_case() -> None:
    """The codes that the module gives are those above and the two about features, below."""
    source = cross_checks.__globals__["__file__"]
    import re
    from pathlib import Path

    given = set(re.findall(r'"([a-z]+_[a-z_]+)"', Path(source).read_text(encoding="utf-8")))
    codes = {case[1][0] for case in CASES.values()} | {"party_not_elected", "duplicate_feature"}
    known = {code for code in given if f"problem.{code}" in _catalogue()}
    assert known == codes


def _catalogue() -> set[str]:
    from babel.messages.pofile import read_po

    from matchmaker.kernel import messages

    po = messages._LOCALE / "nb" / "LC_MESSAGES" / "matchmaker.po"
    with po.open("rb") as file:
        return {message.id for message in read_po(file) if message.id}


def test_party_is_for_elected_members_only() -> None:
    found = cross_checks(
        tables(
            [("a", "parti", "X"), ("b", "parti", "X"), ("x", "parti", "X")],
            actors=[actor("a", "politiker"), actor("b", "innbygger")],
        )
    )
    (problem,) = found
    assert (problem.code, problem.row, problem.column) == ("party_not_elected", 3, "parti")
    assert problem.value is None  # the party itself is not repeated


def test_a_feature_has_one_value() -> None:
    """A row has one cell for it: a second value could not be written, so it is not kept either."""
    stated = [("a", "sprak", "norsk"), ("a", "sprak", "samisk"), ("a", "kjonn", "mann"), ("b", "sprak", "x")]
    (problem,) = cross_checks(tables(stated, actors=[actor("a"), actor("b")]))
    assert (problem.code, problem.table, problem.column) == ("duplicate_feature", "actors", "sprak")
    assert problem.value is None  # what somebody stated is not repeated
    twice = cross_checks(tables(stated, actors=[actor("a"), actor("a"), actor("b")]))
    assert [found.code for found in twice] == ["duplicate_key"]  # one cause, one problem


def test_the_planners_own_headers_and_files_are_used() -> None:
    made = Tables(
        {"actors": frame_from("actors", [actor("a"), actor("a")])},
        headers={("actors", "id"): "Kode"},
        files={"actors": "liste.xlsx › Aktørar"},
    )
    (problem,) = cross_checks(made)
    assert (problem.file, problem.column) == ("liste.xlsx › Aktørar", "Kode")
    assert cross_checks(tables(actors=[actor("a"), actor("a")]))[0].file == "aktører"


def test_the_first_row_is_pointed_to_from_every_repeat() -> None:
    found = cross_checks(tables(actors=[actor("x"), actor("a"), actor("a"), actor("a")]))
    assert [(p.row, p.params["first"]) for p in found] == [(4, 3), (5, 3)]
    ties = [tie("a", "b"), tie("b", "a", strength=2.0), tie("a", "b")]
    found = cross_checks(tables(actors=PEOPLE, ties=ties))
    assert [(p.row, p.params["first"]) for p in found] == [(3, 2), (4, 2)]


def test_a_lost_reference_gets_the_most_like_id() -> None:
    rows = [{"actor": "verdal-lyons", "contribution": "lokaler"}, {"actor": "qq", "contribution": "lokaler"}]
    found = cross_checks(tables(actors=[actor("verdal-lions"), actor("snasa")], contributions=rows))
    assert [p.params["near"] for p in found] == ["verdal-lions", None]
    assert found[0].params["target"] == "aktører"


def test_a_cell_that_could_not_be_read_is_passed_over() -> None:
    """It has been reported by the reader already."""
    rows = [{"actor": None, "contribution": "lokaler"}, {"actor": "a", "contribution": None}]
    assert cross_checks(tables(actors=[*PEOPLE, {"name": "X", "kind": "skole"}], contributions=rows)) == []
    assert cross_checks(tables(actors=PEOPLE, ties=[tie("a", None), tie("a", "b", None)])) == []  # type: ignore[arg-type]


def test_keys_with_an_open_part_repeat_too() -> None:
    """Two offers without a start date are the same; another start date makes another offer."""
    same = {"actor": "a", "contribution": "lokaler"}
    assert len(cross_checks(tables(actors=PEOPLE, contributions=[same, same]))) == 1
    assert cross_checks(tables(actors=PEOPLE, contributions=[same, {**same, "valid_from": FIRST}])) == []


def test_another_period_or_direction_is_no_repeat() -> None:
    ties = [tie("a", "b"), tie("a", "b", valid_from=FIRST), tie("a", "b", valid_to=LAST)]
    ties += [tie("a", "b", "leder"), tie("b", "a", "leder")]
    assert cross_checks(tables(actors=PEOPLE, ties=ties)) == []


def test_all_problems_come_at_once_in_order_of_place() -> None:
    found = cross_checks(
        tables(
            actors=[actor("b"), actor("a"), actor("a", place="x")],
            ties=[tie("a", "a"), tie("q", "a")],
            contributions=[{"actor": "z", "contribution": "lokaler"}],
        )
    )
    assert found == sorted(found, key=Problem.sort_key)
    assert {p.code for p in found} == {"duplicate_key", "unknown_reference", "self_tie"}
    assert len(found) == 5


def test_rows_keep_the_spreadsheets_numbers() -> None:
    """Blank rows are skipped by the reader; the frame's index is the row in the sheet."""
    frame = frame_from("actors", [actor("a"), actor("a")])
    frame.index = pd.Index([5, 17])
    (problem,) = cross_checks(Tables({"actors": frame}))
    assert (problem.row, problem.params["first"]) == (17, 5)


def test_no_table_is_forgotten() -> None:
    """Dangling references and repeated keys are looked for in every table that has them."""
    for name, spec in schema.TABLES.items():
        columns = [c for c in spec.columns if c.type is schema.CellType.REFERENCE]
        for column in columns:
            row: dict[str, object] = {column.name: "nobody"}
            found = cross_checks(tables(**{name: [row]}))
            where = [(p.code, p.table, p.column) for p in found]
            assert ("unknown_reference", name, column.header) in where
