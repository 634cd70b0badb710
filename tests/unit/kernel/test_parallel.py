"""Work that is spread: the same answer whoever does it, and nothing lost when somebody is killed."""

from __future__ import annotations

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import pytest

from matchmaker.kernel import parallel
from matchmaker.kernel.errors import InputError
from matchmaker.kernel.parallel import Cancelled, Serial, dask_cluster, processes, spread

ITEMS = range(23)


def square(item: int) -> int:
    return item * item


def noted(folder: Path, item: int) -> int:
    """Square, leaving a line for each time it was asked."""
    with (folder / f"{item}").open("a") as file:
        file.write("x")
    return item * item


def killed_once(folder: Path, item: int) -> int:
    """Square; the first worker that comes to item 11 kills itself as the system would."""
    if item == 11 and not (folder / "killed").exists():
        time.sleep(0.3)  # what was done before it has come back
        (folder / "killed").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return noted(folder, item)


def always_killed(item: int) -> int:
    if item == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def refuses(item: int) -> int:
    if item in (5, 7):
        time.sleep(0.1 if item == 5 else 0)
        raise ValueError(item)
    return item


def lingers(item: int) -> int:
    time.sleep(0.03)
    return item


class Impatient:
    """Waits for so many finished items, and no longer."""

    def __init__(self, patience: int) -> None:
        self.patience, self.total, self.seen = patience, 0, [0]

    def start(self, total: int, what: str) -> None:
        assert what.startswith("progress.")
        self.total = total

    def advance(self, done: int) -> None:
        self.seen.append(done)

    def cancelled(self) -> bool:
        return self.seen[-1] >= self.patience


@pytest.mark.parametrize("chunk", [1, 4, 100])
def test_here_in_threads_and_in_processes_the_same(chunk: int) -> None:
    wanted = [square(item) for item in ITEMS]
    assert spread(Serial(), square, ITEMS, chunk=chunk) == wanted
    with ThreadPoolExecutor(3) as threads:
        assert spread(threads, square, ITEMS, chunk=chunk) == wanted
    if chunk == 4:
        assert spread(partial(processes, 2), square, ITEMS, chunk=chunk) == wanted


def test_nothing_to_do() -> None:
    assert spread(Serial(), square, []) == []


def test_an_open_executor_stays_open() -> None:
    with ThreadPoolExecutor(1) as threads:
        spread(threads, square, ITEMS)
        assert threads.submit(square, 3).result() == 9


def test_progress_is_told_in_items_and_rises() -> None:
    follow = Impatient(1000)
    spread(Serial(), square, ITEMS, follow, chunk=5)
    assert follow.total == len(ITEMS)
    assert follow.seen == [0, 5, 10, 15, 20, 23]


def test_nobody_waits_any_longer(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        spread(Serial(), partial(noted, tmp_path), ITEMS, Impatient(8), chunk=2)
    assert len(list(tmp_path.iterdir())) == 8  # here nothing is done that was not waited for
    with pytest.raises(Cancelled):
        spread(partial(ThreadPoolExecutor, 2), lingers, ITEMS, Impatient(8), chunk=2)


def test_the_first_error_in_the_order_of_the_items_is_told() -> None:
    for where in (Serial(), partial(ThreadPoolExecutor, 4)):
        with pytest.raises(ValueError, match="5"):
            spread(where, refuses, ITEMS)


def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    found = spread(partial(processes, 2), partial(killed_once, tmp_path), ITEMS)
    assert (tmp_path / "killed").exists()
    assert found == [square(item) for item in ITEMS]
    times = {int(file.name): len(file.read_text()) for file in tmp_path.glob("[0-9]*")}
    assert sorted(times) == list(ITEMS)
    assert all(times[item] == 1 for item in range(5))  # finished long before: not done again


def test_workers_that_are_always_killed_end_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "TRIES", 2)
    with pytest.raises(InputError) as caught:
        spread(partial(processes, 1), always_killed, range(5))
    assert (caught.value.code, caught.value.params) == ("workers_lost", {"times": 2})


def test_an_open_executor_that_loses_its_workers_cannot_be_replaced() -> None:
    with processes(1) as pool, pytest.raises(InputError) as caught:
        spread(pool, always_killed, range(5))
    assert caught.value.code == "workers_lost"


@pytest.mark.parametrize("workers", [0, -1])
def test_at_least_one_process(workers: int) -> None:
    with pytest.raises(InputError) as caught:
        processes(workers)
    assert caught.value.code == "workers_out_of_range"


# -- a Dask cluster -----------------------------------------------------------------------------------

needs_dask = pytest.mark.skipif(find_spec("distributed") is None, reason="the extra cluster is not there")


@needs_dask
def test_a_cluster_gives_the_same_and_makes_up_for_a_killed_worker(tmp_path: Path) -> None:
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=":0", silence_logs=50) as cluster:
        opened = partial(dask_cluster, cluster.scheduler_address)
        assert spread(opened, square, ITEMS, chunk=4) == [square(item) for item in ITEMS]
        found = spread(opened, partial(killed_once, tmp_path), ITEMS)
        assert (tmp_path / "killed").exists()
        assert found == [square(item) for item in ITEMS]
        with pytest.raises(ValueError, match="5"):
            spread(opened, refuses, ITEMS)


@needs_dask
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "no address at all://"])
def test_no_scheduler_answers(address: str) -> None:
    with pytest.raises(InputError) as caught:
        spread(partial(dask_cluster, address, timeout=0.5), square, ITEMS)
    assert (caught.value.code, caught.value.params) == ("cluster_no_answer", {"address": address})


def test_dask_is_not_asked_for_unless_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "distributed", None)  # importing it fails, as where it is not installed
    assert spread(Serial(), square, [2]) == [4]
    with pytest.raises(InputError) as caught:
        spread(partial(dask_cluster, "tcp://127.0.0.1:9"), square, ITEMS)
    assert caught.value.code == "cluster_not_installed"
    assert caught.value.hint is not None
