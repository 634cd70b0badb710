"""The one seam through which much work is spread: at once, over processes, or over a Dask cluster.

Anything with the interface of :class:`concurrent.futures.Executor` will do. What comes back depends on the
items alone: not on who did them, in what order, how many workers there were, or how many of them were lost.
Randomness therefore belongs to the item (its seed, its number), never to the worker.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.progress import Progress, Silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")
Opener: TypeAlias = "Callable[[], AbstractContextManager[Executor]]"
"""Opens an executor for a ``with``: ``partial(processes, 2)``, ``partial(dask_cluster, address)``."""

IN_FLIGHT: Final = 256
"""Pieces of work that are handed out and not yet back, at most."""
TRIES: Final = 5
"""Executors that are opened for one job, at most: more often than that workers are not lost by accident."""
_LOOK_UP: Final = 0.2
"""Seconds between two looks at whether anybody still waits for the answer."""


class Cancelled(InputError):
    """Whoever asked no longer wants the answer."""

    def __init__(self) -> None:
        super().__init__("cancelled")

    def __reduce__(self) -> tuple[type[Cancelled], tuple[()]]:
        """Pickle without anything: there is nothing to say."""
        return (Cancelled, ())


class Serial(Executor):
    """Does everything here and at once, in the order in which it comes: what others are measured by."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401
        """Do the work before coming back."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - it is handed on, as every executor does
            future.set_exception(error)
        return future


def processes(workers: int) -> Executor:
    """Open local processes, each with an interpreter of its own.

    They are begun by a server without threads (or anew, where there is no such thing), so that compiled code
    and its threads are safe. What is spread must be importable by name: a function of a module, with plain
    values. A script that does this needs ``if __name__ == "__main__":``.

    Parameters
    ----------
    workers
        Processes, ≥ 1.

    Raises
    ------
    InputError
        workers_out_of_range, with fewer than one.
    """
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    if workers < 1:
        raise InputError("workers_out_of_range", {"workers": workers})
    ways = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
    return ProcessPoolExecutor(workers, mp_context=context)


@contextmanager
def dask_cluster(address: str, timeout: float = 10.0) -> Iterator[Executor]:
    """Open a Dask cluster whose scheduler answers at *address*; its workers have the same code installed.

    A worker that is lost is made up for by the scheduler (``distributed.scheduler.allowed-failures``, 3).

    Parameters
    ----------
    address
        For example ``tcp://10.0.0.5:8786``.
    timeout
        Seconds to wait for an answer.

    Raises
    ------
    InputError
        cluster_not_installed without the extra ``cluster``; cluster_no_answer where no scheduler answers.
    """
    try:
        import distributed
    except ImportError as error:
        raise InputError("cluster_not_installed", hint=Message("hint.cluster_install")) from error
    library: Any = distributed
    try:
        client = library.Client(address, timeout=timeout, set_as_default=False)
    except (OSError, ValueError) as error:  # nobody there; an address that is none
        raise InputError("cluster_no_answer", {"address": address}) from error
    with client, client.get_executor(pure=False, retries=1) as executor:
        yield executor


def spread(
    where: Executor | Opener,
    function: Callable[[Item], Result],
    items: Sequence[Item],
    progress: Progress | None = None,
    chunk: int = 1,
) -> list[Result]:
    """Do *function* of every item and return the results in the order of the items.

    Nothing that came back is lost or done again when a worker is killed: what is not back is done by a new
    executor, where one can be opened. When *function* raises, the error of the first such item is raised,
    whoever met one first.

    Parameters
    ----------
    where
        An executor that is open (it stays open), or what opens one; only then can a lost one be replaced.
    function, items
        Must be picklable unless everything is done here (:class:`Serial`). Equal items give equal results.
    progress
        Told as items are finished; asked whether to go on.
    chunk
        Items in one piece of work, ≥ 1: more where one takes less than some milliseconds.

    Raises
    ------
    Cancelled
        When nobody waits any longer.
    InputError
        workers_lost when workers go on being lost.
    """
    job = _Job(function, items, max(chunk, 1), progress or Silent())
    if isinstance(where, Executor):
        if not job.run(where):
            raise InputError("workers_lost", {"times": 1})
        return job.results()
    for _ in range(TRIES):
        with where() as executor:
            if job.run(executor):
                return job.results()
    raise InputError("workers_lost", {"times": TRIES})


def _each(function: Callable[[Item], Result], items: Sequence[Item]) -> list[Result]:
    return [function(item) for item in items]


@dataclass
class _Job(Generic[Item, Result]):
    """What has been done and what has not, over as many executors as it takes."""

    function: Callable[[Item], Result]
    items: Sequence[Item]
    chunk: int
    progress: Progress
    done: dict[int, list[Result]] = field(default_factory=dict)
    """Results of each finished piece, by the place of its first item."""
    failed: dict[int, BaseException] = field(default_factory=dict)
    _told: bool = False

    def run(self, executor: Executor) -> bool:
        """Do what is not done; whether all of it is. Not when the executor has lost its workers."""
        if not self._told:
            self.progress.start(len(self.items), "progress.drawing")
            self._told = True
        last = min(self.failed, default=len(self.items))
        waiting = [at for at in range(0, last, self.chunk) if at not in self.done]
        waiting.reverse()
        flying: dict[Future[list[Result]], int] = {}
        try:
            while waiting or flying:
                if self.progress.cancelled():
                    raise Cancelled
                self._hand_out(executor, waiting, flying)
                self._take_in(flying, waiting)
        except (BrokenExecutor, CancelledError):
            self._take_what_is_there(flying)
            if waiting or flying:
                return False
        finally:
            for future in flying:
                future.cancel()
        if self.failed:
            raise self.failed[min(self.failed)]
        return True

    def results(self) -> list[Result]:
        """Every result, in the order of the items."""
        return [result for at in sorted(self.done) for result in self.done[at]]

    def _hand_out(
        self, executor: Executor, waiting: list[int], flying: dict[Future[list[Result]], int]
    ) -> None:
        while waiting and len(flying) < IN_FLIGHT:
            at = waiting[-1]
            future = executor.submit(_each, self.function, self.items[at : at + self.chunk])
            waiting.pop()
            flying[future] = at
            if future.done():
                return

    def _take_in(self, flying: dict[Future[list[Result]], int], waiting: list[int]) -> None:
        finished, _ = wait(flying, timeout=_LOOK_UP, return_when=FIRST_COMPLETED)
        for future in sorted(finished, key=flying.__getitem__):
            error = future.exception()
            if isinstance(error, BrokenExecutor):
                raise error
            at = flying.pop(future)
            if error is None:
                self._keep(at, future.result())
            else:
                self.failed[at] = error
        if self.failed:  # an earlier item may fail too, a later one no longer matters
            first = min(self.failed)
            waiting[:] = [at for at in waiting if at < first]
            for future in [future for future, at in flying.items() if at > first]:
                future.cancel()
                del flying[future]

    def _take_what_is_there(self, flying: dict[Future[list[Result]], int]) -> None:
        """Keep what came back before the workers were lost."""
        for future, at in list(flying.items()):
            if future.done() and not future.cancelled() and future.exception() is None:
                self._keep(at, future.result())
                del flying[future]

    def _keep(self, at: int, results: list[Result]) -> None:
        self.done[at] = results
        self.progress.advance(sum(map(len, self.done.values())))
