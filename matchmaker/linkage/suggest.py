"""Pairs of rows that may be one and the same actor, for a person to accept or refuse."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.linkage.blocking import name_pairs, number_pairs
from matchmaker.linkage.evidence import Row, weigh
from matchmaker.linkage.names import parse
from matchmaker.model import municipalities, schema
from matchmaker.model import vocabulary as v
from matchmaker.model.register import records_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from matchmaker.kernel.errors import Message
    from matchmaker.model.register import Register

SUGGESTED_FROM = 0.6
"""Least score of a suggestion: more likely than not, under the assumed weights."""
NO_MISTAKE = 2
"""A word that stands in so many names is not taken for another word misspelt."""


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two rows that may be one actor."""

    one: str
    """The lesser of the two ids."""
    other: str
    """The greater."""
    score: float
    """Probability under the assumed weights, 0–1."""
    reasons: tuple[Message, ...]
    """What speaks for it and against it, in a fixed order."""
    keep: str
    """The id that is proposed to stay: the one of which more is stated, the lesser id when equal."""

    @property
    def drop(self) -> str:
        """The id that would go."""
        return self.other if self.keep == self.one else self.one


def suggest_duplicates(
    register: Register, refused: frozenset[tuple[str, str]] = frozenset()
) -> tuple[DuplicatePair, ...]:
    """Suggest which rows may be one and the same actor. Nothing is merged.

    Parameters
    ----------
    register
        Where to look. An empty one, or one actor, gives no suggestion.
    refused
        Pairs of ids that somebody has said are two actors, in either order; ids that are no longer
        there do no harm.

    Returns
    -------
    tuple of DuplicatePair
        Those that score at least :data:`SUGGESTED_FROM`, best first, then by ids. An actor may be in
        several pairs.
    """
    actors = register.actors
    numbers = actors["orgnr"].cat.codes.to_numpy()
    bearers = Counter(numbers.tolist())
    rows = _rows(register)
    town = _codes([row.municipality for row in rows])
    everywhere = frozenset().union(*(row.home for row in rows)) if rows else frozenset[str]()
    homes = [row.home or everywhere for row in rows]
    candidates = sorted(name_pairs([row.name for row in rows], homes, town) | number_pairs(numbers))
    ids = register.ids.tolist()
    common = _common(rows)
    away = {frozenset(pair) for pair in refused}
    tied = _tied(register)
    stated = _stated(register)
    found = []
    for a, b in candidates:
        if frozenset((ids[a], ids[b])) in away:
            continue
        shared = numbers[a] >= 0 and bearers[int(numbers[a])] > 2
        weighed = weigh(rows[a], rows[b], shared_number=bool(shared), tied=(a, b) in tied, common=common)
        if weighed is not None and weighed.score >= SUGGESTED_FROM:
            keep = ids[b] if stated[b] > stated[a] else ids[a]
            found.append(DuplicatePair(ids[a], ids[b], weighed.score, tuple(weighed.reasons), keep))
    return tuple(sorted(found, key=lambda pair: (-pair.score, pair.one, pair.other)))


def _common(rows: Iterable[Row]) -> frozenset[str]:
    """Words that stand in at least :data:`NO_MISTAKE` names."""
    counts = Counter(word for row in rows for word in {*row.name.words, *row.name.spelt})
    return frozenset(word for word, count in counts.items() if count >= NO_MISTAKE)


def _codes(values: Iterable[str | None]) -> np.ndarray:
    """A number per value, −1 for none."""
    values = list(values)
    pool = {value: code for code, value in enumerate(sorted({item for item in values if item is not None}))}
    return np.array([-1 if value is None else pool[value] for value in values], dtype=np.int64)


@cache
def _home(number: str) -> frozenset[str]:
    return frozenset(parse(f"{municipalities.name(number)} kommune").words)


def _rows(register: Register) -> list[Row]:
    """Every actor as it is compared."""
    columns = ["name", "form", "kind", "sector", "municipality", "place", "orgnr", "unit", "synthetic"]
    places = register.frame("places").astype(object)
    lies = dict(zip(places["id"], places["municipality"], strict=True))
    features = _features(register.features)
    roles = _roles(register.frame("roles"))
    rows = []
    for actor, row in zip(register.ids, records_of(register.actors[columns]), strict=True):
        town = row["municipality"] or lies.get(row["place"])
        rows.append(
            Row(
                name=parse(row["name"]),
                home=_home(town) if town else frozenset(),
                form=row["form"],
                kind=row["kind"],
                sector=row["sector"],
                municipality=town,
                place=row["place"],
                number=row["orgnr"],
                unit=row["unit"],
                synthetic=bool(row["synthetic"]),
                roles=roles.get(actor, frozenset()),
                features=features.get(actor, {}),
            )
        )
    return rows


def _features(frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for actor, name, value in frame.astype(object).itertuples(index=False, name=None):
        if value != v.WITHHELD:
            found.setdefault(actor, {})[name] = value
    return found


def _roles(frame: pd.DataFrame) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    known = frame[frame["organisation"].notna()][["actor", "organisation"]].astype(object)
    for actor, organisation in known.itertuples(index=False, name=None):
        found.setdefault(actor, set()).add(organisation)
    return {actor: frozenset(held) for actor, held in found.items()}


def _tied(register: Register) -> set[tuple[int, int]]:
    ties = register.frame("ties")
    tail, head = ties["tail"].cat.codes.to_numpy(), ties["head"].cat.codes.to_numpy()
    low, high = np.minimum(tail, head).tolist(), np.maximum(tail, head).tolist()
    return set(zip(low, high, strict=True))


def _stated(register: Register) -> np.ndarray:
    """How much is stated of each actor: filled cells of its row, and rows elsewhere that name it."""
    counts = register.actors.notna().sum(axis=1).to_numpy(dtype=np.int64)
    named = [register.features["actor"]]
    for name, spec in schema.TABLES.items():
        named += [register.frame(name)[c.name] for c in spec.columns if c.target == "actors"]
    for column in named:
        codes = column.cat.codes.to_numpy()
        counts = counts + np.bincount(codes[codes >= 0], minlength=len(counts))
    return np.asarray(counts)
