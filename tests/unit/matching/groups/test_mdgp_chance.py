"""Random numbers in compiled loops are SplitMix64, and fall evenly."""

from __future__ import annotations

import numpy as np

from matchmaker.kernel.chance import below, new_state, next_word, shuffle
from matchmaker.matching.groups.mdgp_schedule import logs


def test_the_published_first_words_of_seed_zero() -> None:
    state = np.zeros(1, dtype=np.uint64)
    assert [int(next_word(state)) for _ in range(3)] == [
        0xE220A8397B1DCDAF,
        0x6E789E6AA1B965F4,
        0x06C45D188009454F,
    ]


def test_a_stream_depends_on_seed_and_purpose() -> None:
    states = [new_state(1, "a"), new_state(1, "b"), new_state(2, "a"), new_state(1, "a")]
    words = [int(next_word(state)) for state in states]
    assert len(set(words)) == 3
    assert words[0] == words[3]


def test_below_falls_evenly_and_within() -> None:
    state = new_state(3, "x")
    drawn = np.bincount([below(state, 7) for _ in range(14_000)], minlength=7)
    assert len(drawn) == 7
    assert ((drawn - 2000) ** 2 / 2000).sum() < 22.5  # chi-square, 6 degrees of freedom, p = 0.001
    assert {below(state, 1) for _ in range(5)} == {0}


def test_a_shuffle_gives_every_order() -> None:
    state, seen = new_state(4, "x"), set()
    for _ in range(200):
        values = np.arange(3)
        shuffle(state, values)
        seen.add(tuple(values.tolist()))
    assert len(seen) == 6


def test_logarithms_are_rounded_and_fall() -> None:
    table = logs()
    exact = -np.log((np.arange(4096) + 0.5) / 4096) * 65536
    assert np.abs(table - exact).max() <= 0.5 + 1e-6
    assert (np.diff(table) < 0).all()
