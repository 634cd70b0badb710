"""A workbook with forty planted faults gives exactly those findings, in one run (Must show 4)."""

from collections import Counter
from pathlib import Path

import pytest

from matchmaker.kernel.errors import Problem, TableErrors
from matchmaker.sources.reading import load_tables, read_dataset
from tests.sources_faults import workbook


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workbook.write(tmp_path_factory.mktemp("feil"))


@pytest.fixture(scope="module")
def problems(path: Path) -> tuple[Problem, ...]:
    return read_dataset(path)[1]


def test_there_are_forty_of_at_least_fifteen_kinds():
    planted = workbook.expected()
    assert len(planted) == 40
    assert len({code for code, *_ in planted}) >= 15


def test_exactly_those_are_found_with_sheet_row_and_column(problems):
    found = [(p.code, p.file, p.row, p.column) for p in problems]
    assert Counter(found) == Counter(workbook.expected())


def test_they_are_all_carried_by_one_error_in_order_of_place(path):
    with pytest.raises(TableErrors) as caught:
        load_tables(path)
    assert len(caught.value.problems) == 40
    assert list(caught.value.problems) == sorted(caught.value.problems, key=Problem.sort_key)


def test_a_near_miss_is_hinted_at(problems):
    hints = {
        p.value: p.hint.params["value"] for p in problems if p.hint and p.hint.code == "hint.did_you_mean"
    }
    assert hints["persn"] == "person"
    assert hints["lokalerr"] == "lokaler"


def test_an_identity_number_is_never_repeated(problems):
    assert workbook.SYNTHETIC_ID not in repr(problems)
    assert workbook.SYNTHETIC_ID[:6] not in repr(problems)
