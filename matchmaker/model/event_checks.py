"""What does not fit together in an event's tables: sizes, rules, wishes, leaders, lost groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from matchmaker.kernel.errors import Message
from matchmaker.model import vocabulary as v
from matchmaker.model.pointing import codes_of, near, problems_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from matchmaker.kernel.errors import Param, Problem
    from matchmaker.model.tables import Tables

RULES_OF_SEVERAL = (v.GroupRule.SAMMEN.value, v.GroupRule.FRA_HVERANDRE.value)
"""Rules that say nothing of one person."""
_OF_A_GROUP = (v.GroupRule.FAST_PLASS.value, v.GroupRule.IKKE_GRUPPE.value)
_GROUPS = (("registrations", "host"), ("group_rules", "group"), ("seatings", "group"))


def event_checks(tables: Tables) -> Iterator[Problem]:
    """Every problem between the cells of an event's tables."""
    yield from _sizes(tables)
    yield from _own_leader(tables)
    yield from _wishes(tables)
    yield from _groups(tables)
    yield from _changed_rules(tables)
    yield from _incomplete_rules(tables)
    yield from _rules_of_one(tables)


def _sizes(tables: Tables) -> Iterator[Problem]:
    frame = tables.frame("event_groups")
    wrong = frame.index[(frame["most"] < frame["least"]).to_numpy()]
    least = {int(row): f"{low:.0f}" for row, low in frame.loc[wrong, "least"].items()}
    yield from problems_at(tables, "event_groups", wrong, "most", "sizes_reversed", least=least)


def _own_leader(tables: Tables) -> Iterator[Problem]:
    frame = tables.frame("registrations")
    actor, leader = frame["actor"].astype(object), frame["leader"].astype(object)
    wrong = frame.index[(leader.notna() & (actor == leader)).to_numpy(dtype=bool)]
    yield from problems_at(tables, "registrations", wrong, "leader", "own_leader")


def _wishes(tables: Tables) -> Iterator[Problem]:
    """Wishes that are no challenge; of several in a cell the first is told."""
    wishes = tables.frame("registrations")["wishes"].dropna().astype(str)
    known = pd.Index(tables.frame("challenges")["id"].dropna().astype(str).unique())
    lost = {
        row: next((one for one in cell.split("|") if one not in known), None)
        for row, cell in zip(wishes.index, wishes, strict=True)
    }
    wrong = pd.Series({row: one for row, one in lost.items() if one is not None}, dtype=object)
    yield from problems_at(
        tables, "registrations", wrong.index, "wishes", "unknown_wish",
        wish=wrong.to_dict(), near=near(wrong, known), target=tables.file("challenges"),
    )  # fmt: skip


def _groups(tables: Tables) -> Iterator[Problem]:
    """Groups that *grupper* does not have. Where it is empty, and in earlier events, any group will do."""
    ids = pd.Index(tables.frame("event_groups")["id"].dropna().astype(str).unique())
    if ids.empty:
        return
    for table, column in _GROUPS:
        frame = tables.frame(table)
        values = frame[column]
        lost = values.notna().to_numpy() & (codes_of(values, ids) < 0)
        if table == "seatings":
            lost &= frame["event"].isna().to_numpy()
        rows = frame.index[lost]
        yield from problems_at(
            tables, table, rows, column, "unknown_reference",
            near=near(values.loc[rows], ids), target=tables.file("event_groups"),
        )  # fmt: skip


def _changed_rules(tables: Tables) -> Iterator[Problem]:
    """A second row of a rule that says another thing than its first."""
    frame = tables.frame("group_rules").dropna(subset=["id", "rule"])
    first: dict[str, tuple[int, str]] = {}
    rows: dict[int, Param] = {}
    words: dict[int, Param] = {}
    for row, rule, said in zip(frame.index, frame["id"].astype(str), frame["rule"].astype(str), strict=True):
        begun, before = first.setdefault(rule, (int(row), said))
        if said != before:
            rows[int(row)], words[int(row)] = begun, Message(f"group_rule.{before}")
    yield from problems_at(
        tables, "group_rules", pd.Index(list(rows)), "rule", "rule_changes", first=rows, before=words
    )


def _incomplete_rules(tables: Tables) -> Iterator[Problem]:
    frame = tables.frame("group_rules")
    rule = frame["rule"].astype(object)
    for column, code, kinds in (
        ("group", "rule_without_group", _OF_A_GROUP),
        ("challenge", "rule_without_challenge", (v.GroupRule.HABILITET.value,)),
    ):
        wrong = frame.index[(rule.isin(kinds) & frame[column].isna()).to_numpy(dtype=bool)]
        yield from problems_at(tables, "group_rules", wrong, column, code, rule=_named(frame, wrong))


def _rules_of_one(tables: Tables) -> Iterator[Problem]:
    frame = tables.frame("group_rules")
    wrong = frame.index[of_one(frame)]
    yield from problems_at(tables, "group_rules", wrong, "actor", "rule_of_one", rule=_named(frame, wrong))


def _named(frame: pd.DataFrame, rows: pd.Index) -> dict[int, Param]:
    """What the rule of each row is called."""
    said = frame.loc[rows, "rule"].astype(str)
    return {int(row): Message(f"group_rule.{rule}") for row, rule in zip(rows, said, strict=True)}


def of_one(rules: pd.DataFrame) -> np.ndarray:
    """Which rows of *grupperegler* are a rule for several of one person only; bool, one per row.

    A rule with a cell that could not be read is passed over.
    """
    ids = rules["id"].astype(object)
    told = rules[["id", "rule", "actor"]].notna().all(axis=1)
    alone = ids.map(ids.value_counts()) == 1
    found: np.ndarray = (told & alone & rules["rule"].astype(object).isin(RULES_OF_SEVERAL)).to_numpy(
        dtype=bool
    )
    return found
