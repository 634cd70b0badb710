"""How wishes are spelt: every spelling is read as it is written, and nothing else is read."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.services.team_spelling import (
    SPELLINGS,
    Spelling,
    count_of,
    need_of,
    pair_of,
    trait_of,
    weight_of,
)
from matchmaker.services.team_wish import TeamRequest

NAMES = st.from_regex(r"[a-z0-9][a-z0-9._-]{0,9}", fullmatch=True)
TEXTS = st.text(st.characters(categories=("L", "N"), include_characters=" ,:=.-«»"), min_size=1, max_size=12)
COUNTS = st.integers(1, 10**9)
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    count_of: st.tuples(NAMES, COUNTS),
    trait_of: st.tuples(NAMES, TEXTS, st.integers(0, 10**9)),
    pair_of: st.tuples(NAMES, NAMES),
    need_of: st.tuples(NAMES, st.integers(), st.integers()),
}


@pytest.mark.parametrize("one", SPELLINGS, ids=lambda one: one.field)
@given(data=st.data())
def test_what_is_written_is_read_again(one: Spelling, data: st.DataObject) -> None:
    value = data.draw(VALUES[one.read])
    assert one.read(one.write(value)) == value


def test_every_field_with_several_wishes_is_spelt_once() -> None:
    """But for rules and attributes compared with, which are spelt by what differs from the usual."""
    plain = TeamRequest("", "")
    several = {f.name for f in fields(TeamRequest) if isinstance(getattr(plain, f.name), tuple)}
    assert {one.field for one in SPELLINGS} == several - {"rules", "compare"}
    for names in (
        [one.field for one in SPELLINGS],
        [one.option for one in SPELLINGS],
        [one.key for one in SPELLINGS],
    ):
        assert len(set(names)) == len(SPELLINGS)


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (count_of, ""), (count_of, "a"), (count_of, ":1"), (count_of, "a:0"), (count_of, "a:-1"),
        (count_of, "a:x"),
        (count_of, "a:1.5"), (trait_of, "kjonn:1"), (trait_of, "kjonn=kvinne"), (trait_of, "=kvinne:1"),
        (trait_of, "kjonn=:1"), (trait_of, "kjonn=kvinne:-1"), (pair_of, "a"), (pair_of, "a:"),
        (pair_of, ":b"),
        (pair_of, "a:b:c"), (need_of, ""), (need_of, ":1"), (need_of, "a:x"), (need_of, "a:1:2:3"),
        (weight_of, "tie"), (weight_of, "tie="), (weight_of, "tie=much"),
    ],
)  # fmt: skip
def test_anything_else_is_refused(read: Any, text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the parser tells in its own words
        read(text)
