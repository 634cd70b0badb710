"""Canonical JSON and chains of rows: one form only, and no row can be changed alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.kernel.canonical import canonical, read_canonical
from matchmaker.kernel.chain import START, Break, chain, linked, promise, read_chain

WORDS = st.text(st.characters(codec="utf-8"), max_size=5)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)
ROWS: list[Any] = [{"number": number, "said": "æ" * number} for number in range(5)]


@given(PLAIN)
def test_canonical_json_is_what_the_standard_library_writes_and_reads_back(value: Any) -> None:
    written = canonical(value)
    again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert written == again.encode()
    assert read_canonical(written) == value == json.loads(written)


@pytest.mark.parametrize("value", [1.0, [1.5], {"a": {"b": 0.1}}, 2**70, {1: 2}, {"a": object()}])
def test_what_has_several_spellings_is_not_written(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@pytest.mark.parametrize(
    "text",
    [
        b"", b"{", b"nei", b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b"1.0", b"1e2", b" 1", b"1\n",
        b"NaN", b'"\\u0061"', b"\xff", b'"\xed\xa0\x80"', b"99999999999999999999999", b"[" * 100_000,
        b"[" * 500 + b"]" * 500, b"[" * 100_000 + b"]" * 100_000,
    ],
)  # fmt: skip
def test_another_form_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_canonical(text)


def test_a_chain_reads_back_row_by_row() -> None:
    content, last = chain(ROWS)
    links = read_chain(content)
    assert links.broken is None
    assert links.hashes[-1] == last
    assert [links.row(number) for number in range(1, 6)] == ROWS
    assert links.hashes[0] == linked(START, canonical(ROWS[0]))


def test_a_chain_goes_on_where_it_ended() -> None:
    first, middle = chain(ROWS[:2])
    second, last = chain(ROWS[2:], middle)
    assert (first + second, last) == chain(ROWS)


def test_no_row_is_a_whole_chain() -> None:
    assert chain([]) == (b"", START)
    assert read_chain(b"").broken is None
    assert read_chain(b"").lines == ()


def test_the_first_row_that_does_not_hang_together_is_named() -> None:
    lines = chain(ROWS)[0].splitlines(keepends=True)
    assert read_chain(b"".join([lines[0], *lines[2:]])).broken == Break(2, "hash")  # one gone
    assert read_chain(b"".join([*lines[:2], lines[3], lines[2], lines[4]])).broken == Break(
        3, "hash"
    )  # moved
    assert read_chain(b"".join([*lines[:3], lines[2], *lines[3:]])).broken == Break(4, "hash")  # twice
    assert read_chain(b"".join([*lines, b"\n"])).broken == Break(6, "form")
    assert read_chain(b"".join(lines)[:-1]).broken == Break(5, "form")
    assert read_chain(b"\n" + b"".join(lines)).broken == Break(1, "form")
    assert read_chain(b"\n" * 1000).broken == Break(1, "form")
    assert read_chain(b"".join(lines).replace(b"\n", b"\r\n")).broken == Break(1, "form")


def test_a_row_with_its_own_hash_made_anew_breaks_the_next() -> None:
    lines = chain(ROWS)[0].splitlines(keepends=True)
    before = read_chain(b"".join(lines)).hashes[1]
    lines[2] = chain([{"number": 99}], before)[0]
    assert read_chain(b"".join(lines)).broken == Break(4, "hash")


def test_a_promise_depends_on_what_it_is_about_and_on_its_salt() -> None:
    made = {promise(*words) for words in (("a", "b", "c"), ("a", "b", "d"), ("a", "x", "c"), ("y", "b", "c"))}
    assert len(made) == 4
    assert promise("a", "b", "c") == promise("a", "b", "c")
