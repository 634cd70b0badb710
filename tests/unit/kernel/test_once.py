"""What takes time is worked out once, however many ask for it."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from matchmaker.kernel.once import Once


class Work:
    """Counts how often it is done, and waits until it may end."""

    def __init__(self) -> None:
        self.times = 0
        self.may_end = threading.Event()

    def __call__(self) -> str:
        self.times += 1
        assert self.may_end.wait(10)
        return "svar"


def test_who_asks_while_it_is_worked_out_shares_the_work() -> None:
    once, work = Once(4), Work()
    with ThreadPoolExecutor(8) as pool:
        answers = [pool.submit(once.get, "a", work) for _ in range(8)]
        assert once.get("b", lambda: "noe annet") == "noe annet"  # other work does not wait
        work.may_end.set()
        assert {one.result() for one in answers} == {"svar"}
    assert work.times == 1


def test_an_error_is_told_to_whoever_asked_and_is_not_kept() -> None:
    once = Once(4)
    asked = iter([ZeroDivisionError, None])

    def work() -> str:
        wrong = next(asked)
        if wrong:
            raise wrong
        return "svar"

    with pytest.raises(ZeroDivisionError):
        once.get("a", work)
    assert once.get("a", work) == "svar"
    assert once.get("a", work) == "svar"  # a third time there would be no answer


def test_what_was_asked_for_longest_ago_is_let_go() -> None:
    once = Once(2)
    for key in ("a", "b", "a", "c"):
        once.get(key, partial(str, key))
    done: list[str] = []
    for key in ("a", "c", "b"):
        once.get(key, partial(done.append, key))
    assert done == ["b"]


def test_what_was_worked_out_elsewhere_is_kept_beside_the_rest() -> None:
    once = Once(2)
    assert once.known("a") is None
    once.put("a", 1)
    assert once.get("a", lambda: 2) == 1
    once.put("b", 2)
    assert once.known("a") == 1
    once.put("c", 3)
    assert [once.known(key) for key in ("a", "b", "c")] == [1, None, 3]
