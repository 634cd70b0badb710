"""An ordinary list of people and organisations becomes a dataset, and a report of what is not known.

One sheet with *Navn, Organisasjon, Rolle, Sted, E-post, Merknad* in any order is enough to begin.
Contact details are never in the dataset, they are handed over apart; notes are in it only when
asked for. Nothing is concluded from a person's
name: no sex, no origin. Kinds are proposed by the word rules of
:mod:`matchmaker.sources.lists.kind_words`; where none fits the cell is left empty for the planner.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.model import municipalities
from matchmaker.sources.cells.screening import trim
from matchmaker.sources.lists.list_actors import ListBuilder
from matchmaker.sources.lists.list_contacts import Contact, details_in
from matchmaker.sources.lists.list_forms import sort_of, with_questions
from matchmaker.sources.lists.list_headers import Field, HeaderGuess, propose_mapping, with_stated
from matchmaker.sources.lists.list_report import ImportReport
from matchmaker.sources.lists.list_rows import PlainList, fields_of, read_list, with_contacts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from matchmaker.model.tables import Tables

__all__ = ["ImportReport", "import_list", "propose_mapping"]


def import_list(
    path: Path,
    *,
    keep_notes: bool = False,
    mapping: Mapping[str, str] | None = None,
    municipality: str | None = None,
) -> tuple[Tables, ImportReport]:
    """Read an ordinary list and propose a dataset.

    Parameters
    ----------
    path
        A CSV file or a workbook.
    keep_notes
        Whether notes are kept, as the feature ``merknad``; they are left out otherwise.
    mapping
        Header → what it holds (a value of :class:`~matchmaker.sources.lists.list_headers.Field`), where
        the guess was wrong; empty text leaves a column out.
    municipality
        Number or name of the municipality that rows without one belong to.

    Returns
    -------
    tuple
        The tables, in which a kind may be missing, and the report. Rows are in the order of the
        list; ids are made of names and are the same every time.

    Raises
    ------
    InputError
        As :func:`matchmaker.sources.lists.list_rows.read_list` and
        :func:`matchmaker.sources.lists.list_headers.with_stated`; ``unknown_municipality`` for a default
        that is none.
    """
    home = home_of(municipality)
    found = read_rows(read_list(Path(path)), keep_notes=keep_notes, mapping=mapping, home=home)
    return found.with_questions(), found.report


@dataclass(frozen=True)
class ListRead:
    """What came of an ordinary list."""

    tables: Tables
    """The proposed dataset. No contact detail is in it."""
    report: ImportReport
    contacts: tuple[Contact, ...]
    """E-mail addresses and telephone numbers, kept apart; in order of actor, channel and value."""
    by_row: tuple[tuple[int, str], ...] = ()
    """(row, id of the actor that it is about), in the order of the list; an actor may have several rows."""
    asked: tuple[str, ...] = ()
    """Ids of those who may be persons or organisations: the list does not tell, and their form is empty."""
    unread_kinds: tuple[tuple[str, str], ...] = ()
    """(id, what the list says of its kind) where no rule knows it; their kind is empty."""

    def with_questions(self) -> Tables:
        """The tables with what must be answered in its cell, where a check points at it."""
        return with_questions(self.tables, self.asked, dict(self.unread_kinds))


def home_of(municipality: str | None) -> str | None:
    """Find the number of the municipality of rows that name none; nothing stays nothing.

    Raises ``InputError`` (``unknown_municipality``).
    """
    home = None if municipality is None else municipalities.lookup(municipality)
    if municipality is not None and home is None:
        raise InputError("unknown_municipality", {"value": municipality})
    return home


def read_rows(
    found: PlainList,
    *,
    keep_notes: bool = False,
    mapping: Mapping[str, str] | None = None,
    home: str | None = None,
) -> ListRead:
    """Propose a dataset from the rows of a list.

    *home* is the number that :func:`home_of` gives; other parameters and errors are those of
    :func:`import_list`.
    """
    guesses = with_contacts(found, with_stated(propose_mapping(found.headers), mapping or {}))
    builder = ListBuilder(found.label, home, sort_of(guesses, _names(found, guesses)))
    contacts: set[Contact] = set()
    by_row = []
    for row, cells in found.rows:
        values, problems = fields_of(found, _kept(guesses, notes=keep_notes), row, cells)
        builder.problems += problems
        actor = builder.add(row, values)
        if actor is not None:
            by_row.append((row, actor))
            contacts |= {Contact(actor, *detail) for detail in details_in(guesses, cells)}
    report = _report(found, guesses, builder)
    return ListRead(
        builder.tables(), report, tuple(sorted(contacts)), tuple(by_row),
        tuple(builder.asked), tuple(builder.unread_kinds.items()),
    )  # fmt: skip


def _names(found: PlainList, guesses: Sequence[HeaderGuess]) -> Iterator[str]:
    for guess, *cells in zip(guesses, *(cells for _, cells in found.rows), strict=True):
        if guess.field is Field.NAME:
            yield from map(trim, cells)


def _kept(guesses: Sequence[HeaderGuess], *, notes: bool) -> Sequence[HeaderGuess]:
    if notes:
        return guesses
    return [
        HeaderGuess(guess.header, Field.LEFT_OUT, guess.certainty) if guess.field is Field.NOTES else guess
        for guess in guesses
    ]


def _report(found: PlainList, guesses: Sequence[HeaderGuess], builder: ListBuilder) -> ImportReport:
    return ImportReport(
        source=found.label,
        header_row=found.header_row,
        headers=tuple(guesses),
        counts=builder.counts(),
        proposals=builder.proposals(),
        not_known=(*builder.not_known(), *_GAPS),
        to_check=builder.to_check(),
        skipped=tuple(builder.skipped),
        problems=builder.all_problems(),
    )


_GAPS = tuple(Message(f"import.no_{what}") for what in ("contributions", "collaboration", "ages", "basis"))
"""What an ordinary list never says."""
