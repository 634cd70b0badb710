"""Errors are data that survive a process boundary and come in a fixed order."""

from __future__ import annotations

import pickle
import random
from dataclasses import FrozenInstanceError

import pytest

from matchmaker.kernel.errors import (
    Change,
    Infeasible,
    InputError,
    MatchmakerError,
    Message,
    Problem,
    RefereeError,
    Relaxation,
    Severity,
    TableErrors,
)

HINT = Message("hint.self_tie")
PROBLEMS = (
    Problem("duplicate_key", "actors", "aktører.csv", 7, "id", "a"),
    Problem("unknown_code", "actors", "aktører.csv", 12, "type", "x", severity=Severity.WARNING),
    Problem("missing_table", "actors"),
)
RELAXATIONS = (Relaxation((Change("max_size", "set", 3, Message("change.max_size")),)),)


@pytest.mark.parametrize(
    ("error", "kept"),
    [
        (InputError("unknown_actor", {"actor": "x"}, HINT), ("code", "params", "hint")),
        (MatchmakerError("counts_not_valid", {"attribute": "kjonn"}), ("code", "params", "hint")),
        (RefereeError("referee_bound", {"claimed": 1, "bound": 0}), ("code", "params", "hint")),
        (TableErrors(PROBLEMS), ("code", "params", "problems")),
        (
            Infeasible("no_team_possible", RELAXATIONS, {"challenge": "Sak"}, [Message("wish.max_size")]),
            ("code", "params", "relaxations", "conflict"),
        ),
    ],
)
def test_an_error_is_the_same_after_pickling(error: MatchmakerError, kept: tuple[str, ...]) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert [getattr(again, name) for name in kept] == [getattr(error, name) for name in kept]
    assert again.message == error.message


def test_an_error_says_its_code_below_error() -> None:
    assert InputError("bad_size", {"low": 3}).message == Message("error.bad_size", {"low": 3})


def test_the_parameters_of_an_error_are_a_copy() -> None:
    params = {"actor": "x"}
    error = InputError("unknown_actor", params)
    params["actor"] = "y"
    assert error.params == {"actor": "x"}


def test_problems_are_ordered_by_place_whatever_the_order_of_finding() -> None:
    found = [
        Problem("c", table, file, row, column, value)
        for table in ("actors", "ties")
        for file in ("a.csv", "b.csv")
        for row in (None, 2, 10)
        for column in (None, "id")
        for value in (None, "x")
    ]
    expected = TableErrors(found).problems
    for seed in range(5):
        shuffled = found.copy()
        random.Random(seed).shuffle(shuffled)
        assert TableErrors(shuffled).problems == expected
    rows = [problem.row for problem in expected if problem.table == "actors" and problem.file == "a.csv"]
    assert rows == [None] * 4 + [2] * 4 + [10] * 4


def test_only_errors_are_counted_as_errors() -> None:
    error = TableErrors(PROBLEMS)
    assert error.code == "tables_not_valid"
    assert error.params == {"count": 2}
    assert len(error.problems) == 3


def test_the_sentence_of_a_problem_gets_the_place_and_the_extra_values() -> None:
    problem = Problem("x", "ties", "", 3, "fra", "a", params={"near": "b", "value": "c"})
    expected = {"table": "ties", "row": 3, "column": "fra", "value": "c", "near": "b"}
    assert problem.message == Message("problem.x", expected)
    assert Problem("x", "ties", "relasjoner.csv").message.params["table"] == "relasjoner.csv"


def test_records_are_frozen() -> None:
    for record, name in ((HINT, "code"), (PROBLEMS[0], "row"), (RELAXATIONS[0], "changes")):
        with pytest.raises(FrozenInstanceError):
            setattr(record, name, None)
