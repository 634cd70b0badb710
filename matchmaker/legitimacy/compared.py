"""Tables of participants beside the population: groups, the composition as a whole, those not compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.kernel.rng import generator
from matchmaker.legitimacy.crossed import ages_among, crossed_attribute_label, crossed_group_label
from matchmaker.legitimacy.population import cut_bands, sectors_of
from matchmaker.legitimacy.steps import EVERYBODY, stated_by, step_label
from matchmaker.legitimacy.whole import IndexValue, index_values, partials
from matchmaker.model import vocabulary as v
from matchmaker.representation.comparison import GroupRow, compare
from matchmaker.representation.multinomial import MultinomialTest, multinomial_test

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.kernel.several_tests import Correction
    from matchmaker.legitimacy.composition import Composition
    from matchmaker.model.counts import Counts
    from matchmaker.model.records import Turnout


@dataclass(frozen=True, slots=True)
class RepresentationRow:
    """One group, as shown."""

    label: Param
    compared: GroupRow
    smallest_gap: float | None
    """Share of all participants that the group would have to fall short by, for the shortfall to show with
    80 % chance; ``None`` when not even its absence would show."""
    partial: float | None
    """Unconditional partial R-indicator: below 0 where fewer than the mean take part."""


@dataclass(frozen=True, slots=True)
class RepresentationTable:
    """One attribute: its groups, and the composition as a whole."""

    attribute: str
    label: Param
    rows: tuple[RepresentationRow, ...]
    """Empty when there are no figures to compare with, or nobody to compare."""
    n: int
    """Participants compared: those known to be in a group that has a population figure."""
    unknown: int
    """Participants whose group nobody has stated."""
    outside: int
    """Participants in groups without a population figure."""
    population: int | None
    """Persons in the population; ``None`` = no figures."""
    finite: bool
    """Whether the participants are so large a part that the population counts as finite."""
    indices: tuple[IndexValue, ...]
    exact: MultinomialTest | None
    """How surprising the whole composition is."""
    notes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class NotCompared:
    """Those of one side who took part and are not compared with the population."""

    sector: str
    label: Message
    persons: int
    """Employees, elected members, delegates, by side."""
    others: int
    """Groups, councils and organisations."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Participants by group."""

    counts: dict[str, int]
    unknown: int
    notes: tuple[Message, ...] = ()
    lacking: tuple[str, ...] = ()
    """Groups of whom nothing is known, neither how many nor that there were none."""


def at_step(rows: Sequence[Turnout], step: str, attribute: str, figures: Counts | None) -> Counted:
    """Take the aggregated counts of one step by one attribute.

    A group without a count is not zero: it is told, and not compared. Where the whole step is counted too,
    those who stand in no group are participants whose group is not known.
    """
    stated = stated_by(rows, attribute, figures)
    counts = {group: found[step] for group, found in stated.counts.items() if step in found}
    lacking = tuple(group for group, found in stated.counts.items() if step not in found)
    unknown = stated.unknown.get(step, 0)
    if not counts:
        return Counted({}, 0, (Message("representation.no_turnout", {"step": step_label(step)}),))
    if lacking:
        params: dict[str, Param] = {"groups": tuple(crossed_group_label(attribute, g) for g in lacking)}
        return Counted(counts, unknown, (Message("representation.not_stated", params),), lacking)
    whole = stated_by(rows, EVERYBODY, None).counts.get(EVERYBODY, {}).get(step)
    rest = 0 if whole is None else max(0, whole - sum(counts.values()) - unknown)
    return Counted(counts, unknown + rest)


def group_table(
    attribute: str, counted: Counted, figures: Counts | None, correction: Correction, seed: int
) -> RepresentationTable:
    """Compare the counts of one attribute with the population's figures.

    Parameters
    ----------
    attribute
        The attribute's code, or several joined by ``*``.
    counted
        Participants by group.
    figures
        Persons by group; ``None`` gives a table without rows that says so.
    correction
        What is held down when many groups are tested.
    seed
        For the compositions that are drawn where they are too many to go through.
    """
    label = crossed_attribute_label(attribute)
    if figures is None or not counted.counts:
        notes = counted.notes
        if figures is None:
            notes = (*notes, Message("finding.no_population_figures", {"attribute": label}))
        elif not notes:
            notes = (Message("finding.nobody_stated", {"attribute": label}),)
        return RepresentationTable(
            attribute, label, (), 0, counted.unknown, sum(counted.counts.values()),
            None if figures is None else figures.total,
            finite=False, indices=(), exact=None, notes=notes,
        )  # fmt: skip
    known = {group: size for group, size in figures.items() if group not in counted.lacking}
    answer = compare(attribute, counted.counts, known, unknown=counted.unknown, correction=correction)
    inside = {group: counted.counts.get(group, 0) for group in known}
    rng = generator(seed, "multinomial", attribute)
    parts = partials(inside, known)
    return RepresentationTable(
        attribute=attribute,
        label=label,
        rows=tuple(_row(attribute, row, parts.get(row.group)) for row in answer.rows),
        n=answer.n,
        unknown=answer.unknown,
        outside=answer.outside,
        population=answer.population_total,
        finite=answer.finite,
        indices=index_values(attribute, inside, known, answer.unknown + answer.outside),
        exact=multinomial_test(list(inside.values()), list(known.values()), rng),
        notes=(*counted.notes, *_cut(attribute, counted, figures), *_figure_notes(figures)),
    )


def _row(attribute: str, row: GroupRow, partial: float | None) -> RepresentationRow:
    gap = None
    if row.detectable_share is not None and row.population_share is not None:
        gap = row.population_share - row.detectable_share
    return RepresentationRow(crossed_group_label(attribute, row.group), row, gap, partial)


def _cut(attribute: str, counted: Counted, figures: Counts) -> tuple[Message, ...]:
    """That some are in age bands which lie across those of the figures."""
    here = ages_among(attribute, (group for group, size in counted.counts.items() if size))
    known = ages_among(attribute, dict(figures))
    cut = cut_bands(dict.fromkeys(here, 1), dict.fromkeys(known, 1))
    params: dict[str, Param] = {"bands": cut, "known": known}
    return (Message("representation.bands_cut", params),) if cut else ()


def _figure_notes(figures: Counts) -> tuple[Message, ...]:
    notes = [Message("note.figures", {"source": figures.source, "date": figures.dates[-1].isoformat()})]
    if figures.later:
        notes.append(Message("representation.later", {"date": figures.asked.isoformat()}))
    if figures.missing:
        notes.append(Message("representation.areas_missing", {"areas": figures.missing}))
    if figures.ages is None:
        notes.append(Message("representation.all_ages"))
    return tuple(notes)


def not_compared(composition: Composition) -> tuple[NotCompared, ...]:
    """Who took part for somebody else than themselves, by side."""
    sectors = sectors_of(composition)
    person = (composition.register.actors["form"].iloc[composition.members] == "person").to_numpy(dtype=bool)
    found = []
    for sector in v.Sector:
        mine = sectors == sector.value
        persons = 0 if sector is v.Sector.INNBYGGER else int((mine & person).sum())
        others = int((mine & ~person).sum())
        if persons or others:
            found.append(NotCompared(sector.value, Message(f"sector.{sector.value}"), persons, others))
    return tuple(found)
