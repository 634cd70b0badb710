"""Which table a sheet is, and which column a header is, in Norwegian or English spelling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Problem, Severity
from matchmaker.model import schema
from matchmaker.model import vocabulary as v
from matchmaker.sources.cells.cell_problem import did_you_mean
from matchmaker.sources.cells.identity import holds_national_id
from matchmaker.sources.cells.screening import trim
from matchmaker.sources.cells.words import match_key, nearest, slug
from matchmaker.sources.files.workbook_parts import column_letters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matchmaker.sources.files.grid import Grid

IGNORED = frozenset(
    map(match_key, ("README", "LESMEG", "veiledning", "rettleiing", "guidance", "koder", "codes"))
)
"""Sheets and files that explain and are not read."""

_TABLES = {
    match_key(word): table
    for table in schema.TABLES.values()
    for word in (table.name, table.title, *table.aliases)
}
_PLAIN_FEATURES = {
    match_key(word): feature
    for feature, words in schema.FEATURE_HEADERS.items()
    for word in (feature, *words)
}
_REFUSED_TOO = (
    "ethnicity", "skin colour", "race", "faith", "health", "diagnosis", "disability",
    "tro og livssyn",
    "sexual orientation", "trade union", "political opinion", "lonely", "loneliness", "einsam",
    "einsemd", "personnr", "fnr", "national id", "national identity number", "ssn", "trust",
    "nedsatt funksjonsevne", "funksjonshemming",
)  # fmt: skip
_REFUSED = frozenset(map(match_key, (*v.FEATURES_NEVER_KEPT, *_REFUSED_TOO)))


def table_for(name: str) -> schema.Table | None:
    """Find the table that a sheet or file called *name* holds; ``None`` when there is none."""
    return _TABLES.get(match_key(name))


def near_table(name: str) -> str | None:
    """Find the title of the table whose name is most like *name*."""
    words = {
        word: table.title
        for table in schema.TABLES.values()
        for word in (table.title, table.name, *table.aliases)
    }
    found = nearest(name, words)
    return None if found is None else words[found]


def known_headers(table: schema.Table) -> dict[str, str]:
    """Give every header that a table's columns may have: match key → name of the column."""
    known = {
        match_key(word): column.name
        for column in reversed(table.columns)
        for word in (*column.aliases, column.name, column.header)
    }
    for column in table.columns:  # what is written wins over what is accepted
        known[match_key(column.header)] = column.name
    return known


@dataclass(frozen=True)
class Layout:
    """Where in a grid each column of a table stands."""

    columns: Mapping[str, int]
    """Column name → position in the grid."""
    features: Mapping[str, int]
    """Feature → position in the grid."""
    refused: frozenset[int]
    """Positions that hold what the tool will not keep."""
    problems: tuple[Problem, ...]
    """What is wrong with the headers."""


def lay_out(table: schema.Table, grid: Grid) -> Layout:
    """Match a grid's headers with a table's columns.

    Problems: ``missing_column`` for a required column, ``duplicate_column``,
    ``feature_not_allowed``, ``national_id`` for a header that holds one; as warnings
    ``unknown_column`` and ``nameless_column``, whose content is left out.
    """
    return _Matching(table, grid).layout()


class _Matching:
    """One pass over the headers."""

    def __init__(self, table: schema.Table, grid: Grid) -> None:
        self.table = table
        self.grid = grid
        self.known = known_headers(table)
        self.columns: dict[str, int] = {}
        self.features: dict[str, int] = {}
        self.refused: set[int] = set()
        self.problems: list[Problem] = []

    def layout(self) -> Layout:
        for position, header in enumerate(self.grid.headers):
            self._place(position, header)
        for column in self.table.columns:
            if column.required and column.name not in self.columns:
                self._problem("missing_column", column.header)
        return Layout(self.columns, self.features, frozenset(self.refused), tuple(self.problems))

    def _place(self, position: int, header: str) -> None:
        if holds_national_id(header):
            self.refused.add(position)
            letters = column_letters(position + 1)
            self._problem("national_id", letters, Message("hint.national_id"))
            return
        column = self.known.get(match_key(header)) if header else None
        feature = feature_of(header) if self.table.features and column is None else None
        if feature is not None and is_refused(feature):
            self.refused.add(position)
            self._problem("feature_not_allowed", header, Message("hint.feature_not_allowed"))
        elif column is not None:
            self._take(self.columns, column, position, header)
        elif feature is not None:
            self._take(self.features, feature, position, header)
        else:
            self._unknown(position, header)

    def _take(self, taken: dict[str, int], name: str, position: int, header: str) -> None:
        if name in taken:
            hint = Message("hint.duplicate_column", {"first": self.grid.headers[taken[name]]})
            self._problem("duplicate_column", header, hint)
        else:
            taken[name] = position

    def _unknown(self, position: int, header: str) -> None:
        if not header:
            if any(map(trim, self.grid.columns[position].texts)):
                letters = column_letters(position + 1)
                self._problem("nameless_column", letters, severity=Severity.WARNING)
            return
        words = [word for c in self.table.columns for word in (c.header, *c.aliases)]
        hint = did_you_mean(nearest(header, words, cutoff=0.7))
        if hint is None and self.table.features:
            hint = Message("hint.as_feature", {"header": f"egenskap: {header}"})
        self._problem("unknown_column", header, hint, Severity.WARNING)

    def _problem(
        self,
        code: str,
        column: str,
        hint: Message | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        self.problems.append(
            Problem(code, self.table.name, self.grid.label, column=column, hint=hint, severity=severity)
        )


def feature_of(header: str) -> str | None:
    """Find the feature that a header names, or ``None`` when it names none.

    A plain header counts when it is one of ``schema.FEATURE_HEADERS``, or one that is refused; any
    other feature stands behind ``egenskap:``.

    >>> feature_of("Kjønn"), feature_of("egenskap: Morsmål"), feature_of("Telefon")
    ('kjonn', 'morsmal', None)
    """
    folded = header.strip().casefold()
    for prefix in schema.FEATURE_PREFIXES:
        if folded.startswith(prefix):
            name = folded.removeprefix(prefix)
            plain = _PLAIN_FEATURES.get(match_key(name))
            return plain or slug(name.replace("å", "a"), "_") or None
    plain = _PLAIN_FEATURES.get(match_key(header))
    return plain or (slug(header, "_") if is_refused(header) else None)


def is_refused(feature: str) -> bool:
    """Say whether a feature is one that the tool will not hold about a person.

    >>> is_refused("Helsetilstand"), is_refused("Språk")
    (True, False)
    """
    return match_key(feature) in _REFUSED
