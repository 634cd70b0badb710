"""The attack suite: no small hidden count of a public edition can be worked out from it.

300 random editions here, 10,000 in ``benchmarks/attack.py``. Where the protection is taken away, the same
attacker finds the counts: a test that could not fail would show nothing.
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.attack import Attack, Known
from tests.attack_editions import Trial, trial

PARTS, EACH = 10, 30


@pytest.mark.parametrize("part", range(PARTS))
def test_no_small_hidden_count_can_have_one_value_only(part: int) -> None:
    attacked = 0
    for seed in range(part * EACH, (part + 1) * EACH):
        made = trial(seed)
        attack = Attack(made.published, made.known, made.findings)
        assert seed % 5 or attack.allows(made.truth), seed
        small = {c for c in attack.hidden() if made.truth[c] < attack.smallest}
        attacked += len(small)
        assert not small & set(attack.pinned()), seed
    assert attacked


def _naive(made: Trial) -> dict[str, Any]:
    """The same tables with small counts hidden and nothing else."""
    naive = deepcopy(made.published)
    for table in naive["tables"]:
        columns = ["residents"] if table["name"] == "innbyggere" else table["columns"]
        for row in table["rows"]:
            if row["state"] == "vist":
                continue
            true = [made.truth[table["attribute"], column, row["group"]] for column in columns]
            row["state"] = "vist"
            row["counts"] = [n if n >= naive["request"]["smallest_shown"] else None for n in true]
    return naive


def test_the_attacker_breaks_tables_in_which_small_counts_alone_are_hidden() -> None:
    broken = 0
    for seed in range(0, 60, 4):
        made = trial(seed)
        attack = Attack(_naive(made), made.known)
        found = attack.pinned()
        assert all(made.truth[cell] == value for cell, value in found.items()), seed
        broken += sum(1 <= value < attack.smallest for value in found.values())
    assert broken >= 5


# -- by hand ------------------------------------------------------------------------------------------


def _edition(*tables: dict[str, Any]) -> dict[str, Any]:
    request = {"smallest_shown": 5}
    return {"request": request, "scope": "deltok", "tables": list(tables), "findings": [], "seats": []}


def _table(attribute: str, total: int | None, rows: dict[str, tuple[str, int | None]]) -> dict[str, Any]:
    made = [
        {"group": group, "state": state, "counts": [count], "share": None, "population_share": 0.1}
        for group, (state, count) in rows.items()
    ]
    return {
        "name": "innbyggere", "attribute": attribute, "columns": ["antall"], "rows": made, "totals": [total]
    }  # fmt: skip


def test_subtraction() -> None:
    told = _edition(_table("kjonn", 43, {"kvinne": ("faa", None), "mann": ("vist", 40)}))
    assert Attack(told, Known()).pinned() == {("kjonn", "residents", "kvinne"): 3}
    both = _edition(_table("kjonn", 43, {"kvinne": ("faa", None), "mann": ("skjult", None)}))
    ranges = Attack(both, Known()).ranges()
    assert ranges["kjonn", "residents", "kvinne"] == (0, 4)
    assert ranges["kjonn", "residents", "mann"] == (39, 43)
    # with no total told, none is found; with one from the newspaper, it is
    bare = _edition(_table("kjonn", None, {"kvinne": ("faa", None), "mann": ("vist", 40)}))
    assert not Attack(bare, Known()).pinned()
    assert Attack(bare, Known(totals={("kjonn", "residents"): 43})).pinned()


def test_a_step_gives_the_next_one_away() -> None:
    """Five invited, fewer than five who came, and one person lost in all: four."""
    rows = [
        {"group": "ung", "state": "vist", "counts": [5, None], "share": None, "population_share": None},
        {"group": "eldre", "state": "vist", "counts": [20, None], "share": None, "population_share": None},
    ]
    table = {"name": "trakt", "attribute": "alder", "columns": ["invitert", "moett"], "rows": rows}
    rows[1]["counts"] = [20, 20]
    found = Attack(_edition({**table, "totals": [25, 24]}), Known()).pinned()
    assert found["alder", "moett", "ung"] == 4
