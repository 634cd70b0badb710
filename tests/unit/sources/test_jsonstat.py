"""Reading JSON-stat 2.0: order, missing values and statuses, roles, broken answers."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.sources.jsonstat import read_jsonstat

KOSTRA: dict[str, Any] = {
    "version": "2.0", "class": "dataset",
    "label": "12134: Utvalgte nøkkeltall for kommuneregnskap, kommunekonsern, etter region og år",
    "source": "Statistisk sentralbyrå", "updated": "2026-03-16T07:00:00Z",
    "role": {"time": ["Tid"], "geo": ["KOKkommuneregion0000"], "metric": ["ContentsCode"]},
    "id": ["KOKkommuneregion0000", "ContentsCode", "Tid"], "size": [3, 1, 1],
    "dimension": {
        "KOKkommuneregion0000": {
            "label": "region",
            "category": {
                "index": {"0301": 0, "4601": 1, "5001": 2},
                "label": {"0301": "Oslo - Oslove", "4601": "Bergen", "5001": "Trondheim - Tråante"},
            },
        },
        "ContentsCode": {
            "label": "statistikkvariabel",
            "category": {
                "index": {"KOSAG110000": 0}, "label": {"KOSAG110000": "Frie inntekter per innbygger (kr)"},
                "unit": {"KOSAG110000": {"base": "kr", "decimals": 0}},
            },
        },
        "Tid": {"label": "år", "category": {"index": {"2024": 0}, "label": {"2024": "2024"}}},
    },
    "extension": {"px": {"tableid": "12134"}, "contact": [{"name": "Oppdiktet Kontakt", "phone": "0"}]},
    "value": [81240, 66605, 62853],
}  # fmt: skip
"""An answer recorded from Statistics Norway's PxWebApi v2 on 25 April 2026, shortened (CC BY 4.0, «Kilde:
Statistisk sentralbyrå, tabell 12134»); the contact person is invented."""


def with_changes(**changes: Any) -> dict[str, Any]:
    return {**KOSTRA, **changes}


def test_a_recorded_answer() -> None:
    cube = read_jsonstat(KOSTRA)
    assert cube.dimension("geo") == "KOKkommuneregion0000"  # not «Region»: asked for by role
    assert cube.dimension("time") == "Tid"
    found = dict(zip(cube.frame["KOKkommuneregion0000"], cube.frame["value"], strict=True))
    assert found == {"0301": 81240, "4601": 66605, "5001": 62853}
    assert (cube.source, cube.updated) == ("Statistisk sentralbyrå", "2026-03-16T07:00:00Z")


def test_the_last_dimension_varies_fastest() -> None:
    """Each value is its own flat index by the definition: the sum of position × product of later sizes."""
    sizes = {"A": 2, "B": 3, "C": 4}
    codes = {name: [f"{name}{n}" for n in range(size)] for name, size in sizes.items()}
    answer = {
        "version": "2.0", "class": "dataset", "id": list(sizes), "size": list(sizes.values()),
        "dimension": {
            # the index is written backwards: its numbers count, not the order in which it stands
            name: {"category": {"index": {c: some.index(c) for c in reversed(some)}}}
            for name, some in codes.items()
        },
        "value": list(range(24)),
    }  # fmt: skip
    frame = read_jsonstat(answer).frame.set_index(["A", "B", "C"])["value"]
    for a, b, c in product(range(2), range(3), range(4)):
        assert frame[f"A{a}", f"B{b}", f"C{c}"] == a * 12 + b * 4 + c


def test_a_missing_value_is_missing_and_its_status_says_why() -> None:
    cube = read_jsonstat(with_changes(value=[1, None, None], status={"1": "..", "2": ":"}))
    assert np.isnan(cube.frame["value"].to_numpy()[1:]).all()
    assert cube.frame["value"].iloc[0] == 1
    assert cube.frame["status"].tolist()[1:] == ["..", ":"]


@pytest.mark.parametrize(
    ("changes", "values"),
    [
        ({"value": {"0": 5, "2": 7}}, [5.0, None, 7.0]),  # sparse
        ({"value": [0, 1, 2], "status": "p"}, [0.0, 1.0, 2.0]),  # one status for all
        ({"value": [0, 1, 2], "status": ["a", None, "b"]}, [0.0, 1.0, 2.0]),
    ],
)
def test_other_forms_that_the_standard_allows(changes: dict[str, Any], values: list[float | None]) -> None:
    found = read_jsonstat(with_changes(**changes)).frame["value"]
    assert [None if np.isnan(value) else value for value in found] == values


def test_an_index_may_be_a_list_or_left_out_for_one_code() -> None:
    dimension = {
        **KOSTRA["dimension"],
        "KOKkommuneregion0000": {"category": {"index": ["0301", "4601", "5001"]}},
        "Tid": {"category": {"label": {"2024": "2024"}}},
    }
    assert read_jsonstat(with_changes(dimension=dimension)).frame["Tid"].unique().tolist() == ["2024"]


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"class": "collection"}, "class"),
        ({"version": "1.0"}, "class"),
        ({"id": "Tid"}, "id"),
        ({"size": [3, 1]}, "id"),
        ({"size": [2, 1, 1]}, "dimension.KOKkommuneregion0000"),
        ({"dimension": {}}, "dimension.KOKkommuneregion0000"),
        ({"dimension": None}, "dimension.KOKkommuneregion0000"),
        ({"value": [1, 2]}, "value"),
        ({"value": None}, "value"),
        ({"status": ["a"]}, "status"),
    ],
)
def test_a_broken_answer_says_which_part_is_wrong(changes: dict[str, Any], what: str) -> None:
    with pytest.raises(InputError) as caught:
        read_jsonstat(with_changes(**changes))
    assert caught.value.code == "statistics_answer_not_valid"
    assert caught.value.params == {"what": what}


@pytest.mark.parametrize("answer", [None, [], "tekst", {}, 7])
def test_what_is_no_dataset_is_refused(answer: object) -> None:
    with pytest.raises(InputError, match="statistics_answer_not_valid"):
        read_jsonstat(answer)


def test_a_role_that_is_not_told_is_not_guessed() -> None:
    with pytest.raises(InputError):
        read_jsonstat(with_changes(role=None)).dimension("geo")
