"""``kill -9`` at random moments while a process works, and what must be true of what it leaves behind."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from matchmaker.kernel.errors import InputError, Message
from matchmaker.kernel.rng import generator
from matchmaker.store import audit, records, steps, versions
from matchmaker.store.gate import Action
from matchmaker.store.store import Store
from tests.store_data import NAME, Clock, Place, difference, found, names_in, note
from tests.store_data import dataset as made
from tests.trials.processes import warmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    import numpy as np

    from matchmaker.store.storage import Reading, Storage
    from tests.postgres import PostgresServer

PER_PLACE = 25
"""Kills after which a new, empty place is taken: whatever is checked is checked from the beginning."""
LONGEST = 0.2
"""Seconds after the first step, or after the start, within which the blow falls."""
CRASH_EVERY = 5
"""Of PostgreSQL, the whole server is brought down instead of the client each so many times."""


@dataclass
class Kills:
    """What happened in a trial; a broken promise is an ``AssertionError`` instead."""

    kills: int = 0
    crashes: int = 0
    """Of them, blows to the whole server."""
    steps: int = 0
    """Steps that the killed processes were told were kept."""
    unanswered: int = 0
    """Steps that were kept although nobody was told."""
    drafts: int = 0
    versions: int = 0
    """Versions that were opened afterwards, each in every place."""
    seconds: float = 0.0
    told: set[str] = field(default_factory=set)
    """Codes that clients of a server that went down were given."""


# -- the process that is killed ---------------------------------------------------------------------------


def worker(kind: str, address: str, seed: int, report: Connection) -> None:
    """Work until killed; each thing that was kept is reported afterwards."""
    store = Store(Place(kind, address).open(), Clock())
    rng = generator(seed, "worker")
    try:
        for told in work(store, rng, seed):
            report.send(told)
    except InputError as wrong:
        report.send(("told", wrong.code))
    os._exit(0)


def work(store: Store, rng: np.random.Generator, seed: int) -> Iterator[tuple[str, Any]]:
    """Do one thing after the other and tell each when it is kept: steps by number, drafts by number."""
    count = 0
    while True:
        count += 1
        token = f"{seed}-{count}"
        what = rng.choice(["change", "note", "edit", "both", "undo", "redo", "draft"],
                          p=[0.3, 0.15, 0.1, 0.1, 0.12, 0.08, 0.15])  # fmt: skip
        if what == "draft":
            with store.writing(Action.RESTORE) as writing:
                row = writing.get("draft", "u") or {"id": "u", "revision": 0}
                number = int(str(row["revision"])) + 1
                writing.put("draft", {**row, "revision": number, "body": f"{number} " * 200})
            yield "draft", number
        elif what in steps.WAYS:
            try:
                yield "step", (store.undo if what == "undo" else store.redo)("kari").number
            except InputError as wrong:
                if not wrong.code.startswith("nothing_to"):
                    raise
        else:
            yield from act(store, rng, str(what), token)


def act(store: Store, rng: np.random.Generator, what: str, token: str) -> Iterator[tuple[str, Any]]:
    with store.step(NAME, "kari", token) as step:
        number = step.number
        if what in ("change", "both") and not versions.head(step.writing, "lite"):
            step.found("lite", made(), "{}")  # it was founded in a step that was undone
        elif what in ("change", "both"):
            now = versions.present(step.writing, "lite")
            before = step.opened.register(step.writing, "lite", now)
            letter = "abcdefgh"[rng.integers(8)]
            after = made({**names_in(before), f"akt-{letter}": f"Navn {token}"})
            step.change("lite", now, difference(before, after))
        if what == "edit":
            notes = records.of_kind(step.writing, "notat")
            if notes:
                one = notes[rng.integers(len(notes))]
                step.edit(one.id, one.revision, records.Note(about="lite", text=f"Endret {token}"))
        if what in ("note", "both") or not step.changes:
            step.add(records.Note(about="lite", text=f"Notat {token} " * 20))
    yield "step", number
    yield "token", token


# -- the one who kills it, and looks ----------------------------------------------------------------------


def kill_trial(
    places: Callable[[], Place], kills: int, seed: int, server: PostgresServer | None = None
) -> Kills:
    """Kill a working process again and again, at moments drawn from *seed*, and check what it left.

    Parameters
    ----------
    places
        Gives a new, empty place.
    kills
        How many times.
    seed
        Draws moments and what is worked at.
    server
        The server under the places: it too is brought down, every :data:`CRASH_EVERY` times.
    """
    rng, tally, start = generator(seed, "kills"), Kills(), time.perf_counter()
    for first in range(0, kills, PER_PLACE):
        place = places()
        store = Store(place.open(), Clock())
        found(store, register=made())
        for number in range(first, min(first + PER_PLACE, kills)):
            crash = server if server is not None and number % CRASH_EVERY == CRASH_EVERY - 1 else None
            before = looked(place)
            heard = blow(place, seed + number, rng, crash)
            tally.kills += 1
            tally.crashes += crash is not None
            check(place, before, heard, tally)
        tally.versions += open_every_version(place)
        place.close()
    tally.seconds = time.perf_counter() - start
    return tally


def looked(place: Place) -> tuple[int, int, str]:
    """Number of the last step, of the draft, and the anchor of the log."""
    with place.open().reading() as reading:
        return last_step(reading), last_draft(reading), audit.verify(reading).anchor


def last_step(reading: Reading) -> int:
    rows = reading.rows("step")
    return int(str(rows[-1]["number"])) if rows else 0


def last_draft(reading: Reading) -> int:
    row = reading.get("draft", "u")
    return int(str(row["revision"])) if row else 0


def blow(
    place: Place, seed: int, rng: np.random.Generator, server: PostgresServer | None
) -> list[tuple[str, Any]]:
    """Have a process work, strike at some moment, and give what it had been told."""
    context = warmed()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=worker, args=(place.kind, place.address, seed, theirs))
    process.start()
    theirs.close()
    heard: list[tuple[str, Any]] = []
    if rng.random() < 0.8:  # the others are struck while they open
        heard.append(ours.recv())
    time.sleep(rng.uniform(0, LONGEST))
    if server is None:
        os.kill(int(process.pid or 0), signal.SIGKILL)
    else:
        server.stop("immediate")
    while True:
        try:
            heard.append(ours.recv())
        except EOFError:
            break
    process.join(30)
    assert process.exitcode == (-signal.SIGKILL if server is None else 0), process.exitcode
    ours.close()
    if server is not None:
        server.start()
    return heard


def check(place: Place, before: tuple[int, int, str], heard: list[tuple[str, Any]], tally: Kills) -> None:
    """What was acknowledged is there, at most one thing more, the log holds, and work goes on."""
    storage = place.open()
    with storage.writing():
        pass  # a server may still be busy with what the dead one had sent
    told_step = max([before[0], *(number for what, number in heard if what == "step")])
    told_draft = max([before[1], *(number for what, number in heard if what == "draft")])
    with storage.reading() as reading:
        there, draft = last_step(reading), last_draft(reading)
        more = (there - told_step) + (draft - told_draft)
        assert more in (0, 1), (told_step, there, told_draft, draft)
        numbers = [one.number for one in steps.steps(reading)]
        assert numbers == list(range(1, there + 1)), numbers
        for what, token in heard:
            assert what != "token" or steps.with_token(reading, str(token)) is not None, token
        result = audit.verify(reading, before[2])
        assert result.findings == (), result.findings
        assert result.entries == there
        check_heads(reading)
    check_work_goes_on(storage)
    storage.close()
    tally.steps += told_step - before[0]
    tally.drafts += told_draft - before[1]
    tally.unanswered += more
    tally.told |= {str(code) for what, code in heard if what == "told"}
    assert tally.told <= {"store_unreachable"}, tally.told


def check_heads(reading: Reading) -> None:
    for row in reading.rows("dataset"):
        made_of = versions.versions(reading, str(row["name"]))
        assert row["head"] in (0, made_of[-1].number)
        versions.frames(reading, str(row["name"]), made_of[-1].number)


def check_work_goes_on(storage: Storage) -> None:
    store = Store(storage, Clock())
    added = note(store, "Etterpå")
    with store.reading() as reading:
        assert records.get(reading, added).body == records.Note(about="lite", text="Etterpå")
        assert steps.steps(reading)[-1].name == Message("step.note")


def open_every_version(place: Place) -> int:
    """No version is half-written: each can be opened anew."""
    store = Store(place.open(), Clock())
    with store.reading() as reading:
        numbers = [one.number for one in versions.versions(reading, "lite")]
    for number in numbers:
        assert sorted(names_in(store.register("lite", number)[0])) == sorted(names_in(made()))
    return len(numbers)
