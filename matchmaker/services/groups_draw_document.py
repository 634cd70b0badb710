"""What a draw's document says beside the problem: its head, the seed, the result. Written and read here."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

import matchmaker
from matchmaker.kernel.chain import Links, chain
from matchmaker.matching.groups.draw_fields import Fields
from matchmaker.matching.groups.draw_reading import (
    HASH,
    MOST_PAIRS,
    ProblemRead,
    pairs_of,
    read_problem,
)
from matchmaker.matching.groups.draw_rows import Kind, problem_rows
from matchmaker.matching.groups.effort import Effort
from matchmaker.matching.groups.problem import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.kernel.canonical import Canonical
    from matchmaker.matching.groups.draw import Veiled
    from matchmaker.matching.groups.referee import Account

FORMAT = 1
"""Which form of document is written; another number is another form."""
MOST_BYTES = 64 * 1024 * 1024
MOST_TRIES = 2_000_000_000
_HEAD = ("format", "tool", "code", "seed", "planned", "done", "mix")
_RESULT = ("seed", "nonce", "mixed", "done", "broken", "elsewhere", "levels")
_COUNT = 10**18
_OF_THE_KERNEL = ("rng", "chance", "compiling")
"""Modules below that decide a result too."""
_IMPORTED = re.compile(r"^ *from matchmaker\.matching\.groups\.(\w+) import", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Head:
    """What is promised beforehand beside the problem."""

    seed: str
    """Commitment to the secret seed."""
    effort: Effort
    mix: str
    """What will be mixed in on the day, in words; empty when nothing will."""
    tool: str
    """Version of the tool."""
    code: str
    """Digest of the code that searches."""

    @property
    def made_by(self) -> str:
        """Version of the tool with the first digits of its code's digest."""
        return f"{self.tool} · {self.code[:8]}"


@dataclass(frozen=True, slots=True)
class Result:
    """What is told afterwards."""

    seed: str
    nonce: str
    mixed: str
    """What was mixed in, word for word; empty for nothing."""
    done: int
    """Tries after which the search ended."""
    counted: tuple[int, ...]
    """What the referee counted: see :func:`counted`."""
    seating: np.ndarray
    """Group of each number in each round, shape (rounds, people); −1 for those who are not there."""


@dataclass(frozen=True, slots=True)
class Document:
    """A draw that was read."""

    head: Head
    read: ProblemRead
    result: Result
    committed: str
    """Hash of the last row of the problem: what was published beforehand."""


@cache
def search_code() -> str:
    """Digest of the code that decides a result: whoever has the same code gets the same seating.

    Taken over the module that searches, those of its package that it imports, theirs, and the sources of
    chance and of compiled loops; remarks count as well.
    """
    package, kernel = files("matchmaker.matching.groups"), files("matchmaker.kernel")
    found = hashlib.sha256()
    for name in _OF_THE_KERNEL:
        found.update(kernel.joinpath(f"{name}.py").read_text(encoding="utf-8").encode())
    waiting, known = ["search"], {"search"}
    texts = {}
    while waiting:
        name = waiting.pop()
        texts[name] = package.joinpath(f"{name}.py").read_text(encoding="utf-8")
        imported = set(_IMPORTED.findall(texts[name])) - known
        known |= imported
        waiting += imported
    for name, text in sorted(texts.items()):
        found.update(f"{name} {len(text)}\n{text}".encode())
    return found.hexdigest()


def made_here() -> str:
    """As :attr:`Head.made_by`, of the code that runs here."""
    return f"{matchmaker.__version__} · {search_code()[:8]}"


def counted(account: Account) -> tuple[int, ...]:
    """What stands of a count in the document: rules broken, seats moved, and the levels in one order."""
    return (account.broken, account.told_elsewhere, *(account.levels[level] for level in Level))


def new_head(seed: str, effort: Effort, mix: str) -> Head:
    """The head of a draw by the code that runs here."""
    return Head(seed, effort, mix, matchmaker.__version__, search_code())


def write_problem(head: Head, veiled: Veiled) -> tuple[bytes, str]:
    """The first part of a document, which is fixed beforehand; and its last hash, which is published."""
    return chain(_first_part(head, veiled))


def _first_part(head: Head, veiled: Veiled) -> Iterator[Canonical]:
    yield {
        "kind": Kind.HEAD.value, "format": FORMAT, "tool": head.tool, "code": head.code, "seed": head.seed,
        "planned": head.effort.planned, "done": head.effort.done, "mix": head.mix,
    }  # fmt: skip
    yield from problem_rows(veiled)


def write_result(result: Result, previous: str, rows: int) -> tuple[bytes, str]:
    """The second part of a document, after so many rows that end with the hash *previous*."""

    def told() -> Iterator[Canonical]:
        broken, elsewhere, *levels = result.counted
        yield {
            "kind": Kind.RESULT.value, "seed": result.seed, "nonce": result.nonce, "mixed": result.mixed,
            "done": result.done, "broken": broken, "elsewhere": elsewhere, "levels": levels,
        }  # fmt: skip
        for number, groups in enumerate(result.seating.T):
            yield {"kind": Kind.SEAT.value, "number": number, "groups": [int(one) for one in groups]}
        yield {"kind": Kind.END.value, "rows": rows + result.seating.shape[1] + 2}

    return chain(told(), previous)


def read_head(links: Links) -> Head:
    """Read the first row. Raises ``InputError`` (draw_row)."""
    row = Fields(1, links.row(1) if links.lines else None, Kind.HEAD.value, _HEAD)
    row.whole("format", FORMAT, FORMAT)
    planned = row.whole("planned", 0, MOST_TRIES)
    effort = Effort(planned, row.whole("done", 0, planned))
    return Head(row.word("seed", HASH), effort, row.word("mix"), row.word("tool"), row.word("code", HASH))


def read_document(links: Links) -> Document:
    """Read a whole document whose chain holds.

    Raises
    ------
    InputError
        ``draw_row``, ``draw_too_large``: see :func:`~matchmaker.matching.groups.draw_reading.read_problem`.
    """
    head = read_head(links)
    rows = len(links.lines)
    read = read_problem(links.row, 2, rows)
    after = read.rows + 2
    return Document(head, read, _result(links, read, after), links.hashes[after - 2])


def _result(links: Links, read: ProblemRead, first: int) -> Result:
    rows, people = len(links.lines), len(read.problem.people)
    row = Fields(first, links.row(first) if first <= rows else None, Kind.RESULT.value, _RESULT)
    last = first + people + 1
    end = Fields(last, links.row(last) if last <= rows else None, Kind.END.value, ("rows",))
    end.whole("rows", rows, rows)
    if last != rows:
        raise end.wrong("rows")
    seating = np.full((read.problem.rounds, people), -1, dtype=np.int32)
    for number in range(people):
        at = first + 1 + number
        seat = Fields(at, links.row(at), Kind.SEAT.value, ("number", "groups"))
        seat.whole("number", number, number)
        seating[:, number] = seat.wholes("groups", read.problem.rounds, -1, len(read.problem.groups) - 1)
    together = sum(pairs_of(np.unique(one[one >= 0], return_counts=True)[1]) for one in seating)
    if together > MOST_PAIRS:
        raise row.wrong(Kind.SEAT.value)
    counts = (
        row.whole("broken", 0, _COUNT), row.whole("elsewhere", 0, _COUNT),
        *row.wholes("levels", len(Level), -_COUNT, _COUNT),
    )  # fmt: skip
    done = row.whole("done", 0, MOST_TRIES)
    return Result(row.word("seed"), row.word("nonce"), row.word("mixed"), done, counts, seating)
