"""What differs between two versions, or between a version and what is about to be kept, for people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matchmaker.model.schema import ACTORS
from matchmaker.store.difference import Difference, TableDifference, between
from matchmaker.store.frames import FEATURES, KEYS, NAMES, frames_of, header, title

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from matchmaker.services.kept import KeptWorkspace
    from matchmaker.store.difference import RowChange

MOST_ROWS_SHOWN = 500
"""Rows of a difference that are shown one by one; the rest are counted."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One cell that differs."""

    header: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class RowDifference:
    """One row that differs."""

    sheet: str
    """Sheet as it is titled."""
    key: str
    """What names the row."""
    action: str
    """``added``, ``changed`` or ``removed``."""
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class SheetCounts:
    """How much differs in one sheet, in rows."""

    sheet: str
    added: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True)
class DifferenceResult:
    """What differs between two versions, or between a version and what is about to be kept."""

    dataset: str
    base: int
    """The version that is compared with; 0 when there was none."""
    counts: tuple[SheetCounts, ...]
    """Sheets in which something differs."""
    rows: tuple[RowDifference, ...]
    """The first :data:`MOST_ROWS_SHOWN`."""
    total: int
    """All rows that differ."""


def compare_versions(workspace: KeptWorkspace, dataset: str, older: int, newer: int) -> DifferenceResult:
    """Say what differs between two versions. Raises ``InputError`` (unknown_dataset, unknown_version)."""
    before, _ = workspace.store.register(dataset, older)
    after, _ = workspace.store.register(dataset, newer)
    return difference_result(dataset, older, between(frames_of(before), frames_of(after)))


def difference_result(dataset: str, base: int, difference: Difference) -> DifferenceResult:
    """Put a difference into words' parts: titles, headers, texts.

    What an actor has stated stands in the actor's own row, as it does in the sheet.
    """
    counts = counts_of(difference)
    total = sum(one.added + one.changed + one.removed for one in counts)
    return DifferenceResult(dataset, base, counts, tuple(_rows(difference)[:MOST_ROWS_SHOWN]), total)


def counts_of(difference: Difference) -> tuple[SheetCounts, ...]:
    """Count rows per sheet."""
    counts = dict(difference.counts())
    if counts.pop(FEATURES, None):
        added, changed, removed = counts.get(ACTORS.name, (0, 0, 0))
        counts[ACTORS.name] = (added, changed + len(_stated_alone(difference)), removed)
    return tuple(SheetCounts(title(name), *counts[name]) for name in NAMES if name in counts)


def _ids(difference: Difference, table: str, column: str) -> set[str]:
    """Actors whom a table's difference is about."""
    one = difference.tables.get(table)
    if one is None:
        return set()
    return {str(actor) for frame in (one.removed, one.added) for actor in frame[column].unique()}


def _stated_alone(difference: Difference) -> list[str]:
    """Actors of whom nothing differs but what they have stated."""
    return sorted(_ids(difference, FEATURES, "actor") - _ids(difference, ACTORS.name, "id"))


def _rows(difference: Difference) -> list[RowDifference]:
    changes = list(difference.changes(MOST_ROWS_SHOWN))
    actors = {change.key[0]: _row(change) for change in changes if change.table == ACTORS.name}
    alone = _stated_alone(difference)[:MOST_ROWS_SHOWN]
    actors |= {actor: RowDifference(ACTORS.title, actor, "changed", ()) for actor in alone}
    for actor, fields in _stated(difference, set(actors)).items():
        actors[actor] = replace(actors[actor], fields=actors[actor].fields + fields)
    others = [_row(change) for change in changes if change.table not in (ACTORS.name, FEATURES)]
    return [*(actors[actor] for actor in sorted(actors)), *others]


def _stated(difference: Difference, actors: set[str]) -> dict[str, tuple[FieldChange, ...]]:
    """What some actors have stated before and after."""
    one = difference.tables.get(FEATURES)
    if one is None:
        return {}
    theirs = TableDifference(*(frame[frame["actor"].isin(actors)] for frame in (one.removed, one.added)))
    found: dict[str, tuple[FieldChange, ...]] = {}
    for change in Difference({FEATURES: theirs}).changes():
        actor, feature = change.key
        value = FieldChange(feature, _shown(change.before, "value"), _shown(change.after, "value"))
        found[actor] = (*found.get(actor, ()), value)
    return found


def _row(change: RowChange) -> RowDifference:
    action = "added" if change.before is None else "removed" if change.after is None else "changed"
    fields = tuple(
        FieldChange(header(change.table, name), _shown(change.before, name), _shown(change.after, name))
        for name in change.fields
        if name not in KEYS[change.table]
    )
    return RowDifference(title(change.table), " · ".join(filter(None, change.key)), action, fields)


def _shown(row: Mapping[str, Any] | None, name: str) -> str | None:
    value = None if row is None else row[name]
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nei"
    return f"{value:g}" if isinstance(value, float) else str(value)
