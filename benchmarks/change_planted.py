"""Two datasets that differ by planted entries, exits and changes of strength, and whether all are found."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from matchmaker.comparison.turnover import Formed, Turn, turnover
from matchmaker.kernel.rng import generator
from matchmaker.model.register import Register
from matchmaker.model.tables import Tables, frame_from

if TYPE_CHECKING:
    import numpy as np

FIRST, BEFORE, AFTER = date(2025, 6, 1), date(2024, 1, 15), date(2025, 9, 1)
ACTORS, TIES = 40, 90
KINDS = ("frivillig", "bedrift", "innbygger", "tjenesteenhet")
Row = dict[str, Any]
Planted = dict[tuple[str, str], tuple[Turn, Formed | None]]


def exact(seed: int, trials: int) -> tuple[str, list[str]]:
    """Plant turns in random datasets; tell how many were found, and every trial in which one was not."""
    random, found, wrong = generator(seed, "change", "planted"), Counter[str](), []
    for trial in range(trials):
        before, after, planted, (came, went) = _planted(random)
        seen = turnover(before, after, since=FIRST)
        told = {(tie.one, tie.other): (tie.turn, tie.formed) for tie in seen.ties}
        found.update(str(turn) for turn, _ in planted.values())
        found.update({"actors came": len(came), "actors went": len(went)})
        if told != planted or set(seen.entered) != came or set(seen.left) != went:
            wrong.append(f"planted turns, trial {trial}: not found exactly")
    what = ", ".join(f"{name} {count:,}" for name, count in sorted(found.items()))
    return f"{trials - len(wrong):,} of {trials:,} pairs of datasets found exactly ({what}).", wrong


def _planted(random: np.random.Generator) -> tuple[Register, Register, Planted, tuple[set[str], set[str]]]:
    names = [f"a{place:02d}" for place in range(ACTORS)]
    went, came = set(names[:3]), set(names[-3:])
    pairs: list[tuple[str, str]] = sorted({
        (names[min(one, other)], names[max(one, other)])
        for one, other in random.integers(0, ACTORS, (TIES, 2))
        if one != other
    })  # fmt: skip
    planted: Planted = {}
    rows: tuple[list[Row], list[Row]] = ([], [])
    for pair in pairs:
        turn, formed = _turn(pair, went, came, random)
        if turn is None:
            continue
        planted[pair] = (turn, formed)
        for time, strength in enumerate(_strengths(turn)):
            if strength:
                rows[time].append(_tie(pair, strength, formed))
    before, after = (
        _register([name for name in names if name not in missing], ties)
        for missing, ties in ((came, rows[0]), (went, rows[1]))
    )
    return before, after, planted, (came, went)


def _turn(
    pair: tuple[str, str], went: set[str], came: set[str], random: np.random.Generator
) -> tuple[Turn | None, Formed | None]:
    gone, new = bool(went & set(pair)), bool(came & set(pair))
    if gone and new:
        return None, None
    turn = Turn.LEFT if gone else Turn.ENTERED if new else list(Turn)[int(random.integers(5))]
    return turn, list(Formed)[int(random.integers(3))] if turn is Turn.ENTERED else None


def _strengths(turn: Turn) -> tuple[float, float]:
    return {
        Turn.ENTERED: (0.0, 2.0), Turn.LEFT: (2.0, 0.0), Turn.STRONGER: (1.0, 1.5), Turn.WEAKER: (2.0, 0.3),
        Turn.STAYED: (1.1, 1.1),
    }[turn]  # fmt: skip


def _tie(pair: tuple[str, str], strength: float, formed: Formed | None) -> Row:
    begun = {Formed.FORMED: AFTER, Formed.REGISTERED: BEFORE}.get(formed) if formed else None
    return {
        "tail": pair[0], "head": pair[1], "relation": "samarbeider", "strength": strength, "valid_from": begun
    }  # fmt: skip


def _register(names: list[str], ties: list[Row]) -> Register:
    actors = [
        {"id": name, "name": name, "kind": KINDS[place % len(KINDS)], "synthetic": True}
        for place, name in enumerate(names)
    ]
    return Register.from_tables(
        Tables({"actors": frame_from("actors", actors), "ties": frame_from("ties", ties)})
    )
