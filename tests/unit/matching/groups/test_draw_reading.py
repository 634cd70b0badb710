"""Documents that somebody wrote to do harm: each is refused with a code, and none makes much of anything."""

from __future__ import annotations

import tracemalloc
from functools import cache
from typing import Any

import numpy as np
import pytest

from matchmaker.kernel.canonical import canonical
from matchmaker.kernel.chain import chain, read_chain
from matchmaker.kernel.errors import InputError
from matchmaker.matching.groups.draw_reading import read_problem
from matchmaker.matching.groups.draw_rows import ranges, runs
from matchmaker.services.environment import Environment
from matchmaker.services.groups_draw_verify import VerifyRequest, verify_draw
from tests.conftest import TODAY
from tests.draw_cases import checked, drawn, rich_problem

ENVIRONMENT = Environment(lambda: TODAY)
KINDS = ("hode", "arrangement", "gruppe", "egenskap", "regel", "person", "resultat", "plass", "slutt")
FREE = KINDS[:6]
"""What an input may be otherwise in and still give the same seating; only a published hash tells then."""


@cache
def document() -> bytes:
    """A small draw with something of everything."""
    return drawn(rich_problem(), tries=50)[0]


@cache
def rows() -> list[dict[str, Any]]:
    """Its rows without their hashes."""
    links = read_chain(document())
    found = [links.row(number) for number in range(1, len(links.lines) + 1)]
    return [row for row in found if isinstance(row, dict)]


def first(kind: str) -> int:
    """Where the first row of a kind stands."""
    return next(at for at, row in enumerate(rows()) if row["kind"] == kind)


HARM: tuple[Any, ...] = (
    None, True, -1, -(2**62), 10**9, 2**63 - 1, "", "x" * 600, "f" * 64, [], {}, [[]], [None], ["x"], [-1],
    [10**9], [0] * 3, [[0, 10**9]], [[0]], [[[0, 10**9]]], [[10**9, 10**9]], [[[0]]], [[[0, 5], [0, 5]]],
    {"a": 1}, [{"a": 1}], [True], [[True, False]],
)  # fmt: skip


def written(at: int, row: object) -> bytes:
    """The document with one row changed and every hash made anew."""
    return chain([*rows()[:at], row, *rows()[at + 1 :]])[0]  # type: ignore[list-item]


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_stands_in_a_field_there_is_a_code_for_it(kind: str) -> None:
    """Refused with the row, or read and found not to be equal; nothing else ever comes of it."""
    at = first(kind)
    for name, held in rows()[at].items():
        refused = 0
        for value in HARM:
            if held == value and type(held) is type(value):
                continue
            found = checked(written(at, {**rows()[at], name: value}))
            if isinstance(found, InputError):
                refused += 1
                assert found.code in ("draw_row", "draw_too_large")
            else:
                assert not found.equal or kind in FREE
        assert refused > len(HARM) / 2 or (kind, name) == ("slutt", "kind")  # ends too early, then


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_with_more_or_less_in_it_is_refused(kind: str) -> None:
    at = first(kind)
    row = rows()[at]
    short = dict(list(row.items())[1:])
    for other in ({**row, "more": 1}, short, {}, [], None, 3, "x", {**row, "kind": "annet"}):
        found = checked(written(at, other))
        if isinstance(found, InputError):
            assert (found.code, found.params["row"]) == ("draw_row", at + 1)
        else:  # without an end the document ends too early
            assert kind == "slutt"
            assert [one.code for one in found.findings] == ["draw.row_cut"]


@pytest.mark.parametrize(
    "change",
    [
        {"people": 50_000, "groups": 10_000, "rounds": 100},
        {"people": 50_000, "limits": 20_000},
        {"people": 50_000, "earlier": 1_000, "challenges": 1_000},
        {"groups": 10_000, "rounds": 100, "limits": 20_000, "people": 1},
        {"people": 50_000, "groups": 3, "rounds": 3},
        {"limits": 20_000},
    ],
)
def test_sizes_are_held_before_anything_is_made(change: dict[str, int]) -> None:
    content = written(1, {**rows()[1], **change})
    links = read_chain(content)
    tracemalloc.start()
    try:
        with pytest.raises(InputError):
            read_problem(links.row, 2, len(links.lines))
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"\n", b"\x00" * 1000, b"{}\n", b"[]\n", b"null\n", b"PK\x03\x04", b'{"hash":"","row":{}}\n',
        b"[" * 1_000_000, b"\n" * 1_000_000, b'{"hash":' * 10_000, "\ufeff".encode() + b'{"hash":"',
        '{"hash":"'.encode("utf-16"), b'{"hash":"' + b"0" * 64 + b'","row":' + b"[" * 100_000 + b"}\n",
    ],
    ids=range(14),
)  # fmt: skip
def test_what_is_no_document_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        verify_draw(VerifyRequest(content), ENVIRONMENT)
    assert caught.value.code == "draw_not_document"


def test_another_chain_is_no_draw() -> None:
    with pytest.raises(InputError) as caught:
        verify_draw(VerifyRequest(chain([{"kind": "annet"}])[0]), ENVIRONMENT)
    assert (caught.value.code, caught.value.params["row"]) == ("draw_row", 1)


def test_too_many_bytes_are_not_read() -> None:
    with pytest.raises(InputError) as caught:
        verify_draw(VerifyRequest(bytes(64 * 1024 * 1024 + 1)), ENVIRONMENT)
    assert caught.value.code == "draw_too_large"


def test_rows_after_the_end_are_refused() -> None:
    with pytest.raises(InputError) as caught:
        verify_draw(VerifyRequest(chain([*rows(), rows()[-1]])[0]), ENVIRONMENT)
    assert caught.value.code == "draw_row"


def test_the_same_said_in_other_words_is_not_the_one_form() -> None:
    """Stretches that could have been one: the same problem, another hash."""
    at = first("person")
    now, *rest = rows()[at]["allowed"]
    (low, high), *others = now
    parts = [[low, low], [low, high], *others]
    content = written(at, {**rows()[at], "allowed": [parts, *rest]})
    found = verify_draw(VerifyRequest(content), ENVIRONMENT)
    assert [one.code for one in found.findings] == ["draw.other_form"]


def test_more_people_than_seats_are_refused() -> None:
    """The compiled search has room for what the sizes say, and not for more."""
    fewer = [
        {**row, "least": [0] * len(row["least"]), "most": [1] * len(row["most"])}
        if row["kind"] == "gruppe"
        else row
        for row in rows()
    ]
    with pytest.raises(InputError) as caught:
        verify_draw(VerifyRequest(chain(fewer)[0]), ENVIRONMENT)
    assert (caught.value.code, caught.value.params["field"]) == ("draw_row", "people")


def test_stretches_and_runs_by_hand() -> None:
    assert ranges(np.array([], dtype=bool)) == []
    assert ranges(np.array([False, True, True, False, True])) == [[1, 2], [4, 4]]
    assert runs(np.array([], dtype=np.int64)) == []
    assert runs(np.array([7, 7, 0])) == [[7, 2], [0, 1]]
    assert canonical(runs(np.array([7]))) == b"[[7,1]]"
