"""A draw over random events: it reads back whole, gives the same again, and no byte of it can be changed."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matchmaker.kernel.canonical import canonical, read_canonical
from matchmaker.kernel.chain import chain, read_chain
from matchmaker.kernel.errors import InputError
from matchmaker.matching.groups.draw import Veiled, veil
from matchmaker.matching.groups.draw_reading import read_problem
from matchmaker.matching.groups.effort import Effort
from matchmaker.matching.groups.referee import judge
from matchmaker.matching.groups.search import search
from matchmaker.services.groups_draw_document import new_head, write_problem
from matchmaker.services.groups_draw_verify import Verification
from tests.draw_cases import assert_same, checked, drawn, problem_of, salts_of

if TYPE_CHECKING:
    from matchmaker.kernel.canonical import Canonical

ANYWHERE = st.integers(0, 10**9)
"""A place in the document, counted round."""


@cache
def document() -> tuple[bytes, str]:
    """A small draw, and what was published of it."""
    content, _, committed = drawn(problem_of(11, 9, 10), mix="terninger")
    return content, committed


@settings(max_examples=200)
@given(st.integers(0, 10**6))
def test_every_field_of_every_problem_reads_back(seed: int) -> None:
    problem = problem_of(seed)
    veiled = veil(problem, salts_of(problem))
    head = new_head("0" * 64, Effort(9, 9), "")
    content, committed = write_problem(head, veiled)
    links = read_chain(content)
    read = read_problem(links.row, 2, len(links.lines))
    assert_same(read.problem, veiled.problem)
    assert read.commitments == veiled.commitments
    assert read.rows == len(links.lines) - 1
    again = write_problem(head, Veiled(read.problem, read.commitments, veiled.order))
    assert again == (content, committed)


@settings(max_examples=60)
@given(st.integers(0, 10**6))
def test_a_veil_takes_the_names_and_leaves_the_event(seed: int) -> None:
    """The seating that the veiled problem gives counts the same under the names; what things are called is
    nothing to the search."""
    problem = problem_of(seed)
    veiled = veil(problem, salts_of(problem))
    found = search(veiled.problem, seed=seed, effort=500)
    under, above = judge(veiled.problem, found.seating), judge(problem, veiled.unveiled(found.seating))
    assert (under.broken, under.told_elsewhere, under.levels) == (
        above.broken,
        above.told_elsewhere,
        above.levels,
    )
    assert under.key(problem.order) == above.key(problem.order)
    content = write_problem(new_head("0" * 64, Effort(9, 9), ""), veiled)[0]
    for word in (b"person-", b"egenskap-", b"verdi-", b"alene", b"tolk", b"hemmelig", b"skjult-"):
        assert word not in content


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_a_draw_gives_the_same_again_and_its_bytes_do_not_change(seed: int) -> None:
    problem = problem_of(seed)
    content, _, committed = drawn(problem)
    assert drawn(problem)[0] == content
    found = checked(content, committed)
    assert isinstance(found, Verification)
    assert found.equal, found.findings
    assert found.rows == content.count(b"\n")


def row_named(content: bytes) -> int:
    """The row that a verification names of a document that was changed; fails when nothing is noticed."""
    found = checked(content)
    if isinstance(found, InputError):
        assert found.code == "draw_not_document"
        return 1
    assert not found.equal
    assert found.broken is not None
    assert found.findings[0].params["row"] == found.broken
    return found.broken


@settings(max_examples=400)
@given(ANYWHERE, st.integers(1, 255))
def test_any_byte_that_is_another_breaks_the_chain_in_its_row(place: int, change: int) -> None:
    content, _ = document()
    place %= len(content)
    changed = content[:place] + bytes([content[place] ^ change]) + content[place + 1 :]
    assert row_named(changed) == content.count(b"\n", 0, place) + 1


@settings(max_examples=150)
@given(ANYWHERE, st.sampled_from([b" ", b"\n", b"\t", b"\r", b"0", b"x"]))
def test_any_byte_that_is_added_breaks_the_chain_in_its_row(place: int, byte: bytes) -> None:
    content, _ = document()
    place %= len(content)
    changed = content[:place] + byte + content[place:]
    assert row_named(changed) == content.count(b"\n", 0, place) + 1


@settings(max_examples=150)
@given(ANYWHERE)
def test_any_byte_that_is_gone_breaks_the_chain_in_its_row(place: int) -> None:
    content, _ = document()
    place %= len(content)
    changed = content[:place] + content[place + 1 :]
    assert row_named(changed) == content.count(b"\n", 0, place) + 1


def test_a_document_that_ends_too_early_is_noticed() -> None:
    lines = document()[0].splitlines(keepends=True)
    for rows in range(1, len(lines)):
        assert row_named(b"".join(lines[:rows])) == rows + 1


def rows_of_document() -> list[Canonical]:
    """The rows without their hashes."""
    links = read_chain(document()[0])
    return [links.row(number) for number in range(1, len(links.lines) + 1)]


@settings(max_examples=80)
@given(ANYWHERE, ANYWHERE, st.sampled_from((-1, 1, 2, 10**12)))
def test_a_number_changed_with_the_whole_chain_made_anew_is_noticed(at: int, which: int, by: int) -> None:
    """Whoever writes all hashes anew cannot keep the one that was published; of the rest it is the
    second run that tells."""
    rows = rows_of_document()
    at %= len(rows)
    text = canonical(rows[at])
    numbers = list(re.finditer(rb"(?<=[:,\[])\d+(?=[,\]}])", text))
    assume(numbers)
    one = numbers[which % len(numbers)]
    other = str(int(one.group()) + by).encode()
    changed = read_canonical(text[: one.start()] + other + text[one.end() :])
    found = checked(chain([*rows[:at], changed, *rows[at + 1 :]])[0], document()[1])
    if isinstance(found, InputError):
        assert found.code in ("draw_row", "draw_too_large")
    else:
        assert not found.equal
        assert found.broken is None


def test_a_seat_that_was_moved_is_named_by_number_and_row() -> None:
    rows = rows_of_document()
    at = len(rows) - 1 - len(problem_of(11, 9, 10).people) + 3
    seat = rows[at]
    assert isinstance(seat, dict)
    groups = [1 - one if one in (0, 1) else one for one in seat["groups"]]
    assert groups != seat["groups"]
    found = checked(chain([*rows[:at], {**seat, "groups": groups}, *rows[at + 1 :]])[0], document()[1])
    assert isinstance(found, Verification)
    told = {one.code: one.params for one in found.findings}
    assert set(told) == {"draw.other_seating", "draw.miscounted"}
    assert told["draw.other_seating"] == {"count": 1, "number": 3, "row": at + 1}


@pytest.mark.parametrize("seed", range(3))
def test_numbers_say_nothing_about_the_order_of_ids(seed: int) -> None:
    problem = problem_of(seed, 12, 14)
    veiled = veil(problem, {person: f"{seed}{person}" for person in problem.people})
    assert not np.array_equal(veiled.order, np.arange(len(problem.people)))
    assert veiled.commitments == tuple(sorted(veiled.commitments))
