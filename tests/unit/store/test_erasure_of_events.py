"""What an erasure takes away of somebody who was registered for an event, in versions and in drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from matchmaker.model.register import records_of
from matchmaker.store import erasure
from matchmaker.store.draft_rows import without_person
from tests.rights_data import ID, fill

if TYPE_CHECKING:
    from matchmaker.store.store import Store


def test_what_stays_of_a_participant(memory: Store) -> None:
    """Who sat where stays with the pseudonym; what a registration and a rule tell of them goes."""
    fill(memory)
    new = erasure.erase(memory, ID, dataset=None, reason="bedt om det", author="kari").id
    found, _ = memory.register("lite")
    rows = {table: records_of(found.frame(table)) for table in ("registrations", "group_rules", "seatings")}
    mine, other = (
        next(row for row in rows["registrations"] if row["actor"] == who) for who in (new, "zz-annen")
    )
    assert {name: value for name, value in mine.items() if value} == {"actor": new, "rounds": "1|2"}
    assert mine["facilitator"] is False
    assert (other["leader"], other["facilitator"]) == (new, True)
    assert other["household"].startswith("bor hos Slettet person")
    rule = {row["actor"]: row for row in rows["group_rules"]}
    assert set(rule) == {new, "zz-annen"}
    assert rule[new]["reason"] is None
    assert rule["zz-annen"]["reason"].startswith("se regelen om Slettet person")
    assert {(row["event"], row["actor"], row["source"]) for row in rows["seatings"]} == {
        (None, new, None), ("i fjor", new, None),
    }  # fmt: skip


def test_a_draft_loses_what_an_event_says_of_a_person(memory: Store) -> None:
    sheets = [
        ("påmeldte", ["aktor", "onsker", "leder", "husstand"],
         [["p", "sak", "", "gult hus"], ["q", "", "p", "x"]]),
        ("grupperegler", ["id", "regel", "aktor", "begrunnelse"],
         [["p", "sammen", "q", "y"], ["r", "", "p", "z"]]),
    ]  # fmt: skip
    body = {"sheets": {"source": "", "sheets": [{"title": t, "headers": h, "rows": r} for t, h, r in sheets]}}
    left = orjson.loads(without_person(orjson.dumps(body).decode(), "p"))["sheets"]["sheets"]
    assert [sheet["rows"] for sheet in left] == [
        [["p", "", "", ""], ["q", "", "p", "x"]], [["p", "sammen", "q", "y"], ["r", "", "p", ""]],
    ]  # fmt: skip
