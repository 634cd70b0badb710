"""Counts of a process by step and group, as the organiser stated them, and what is odd about them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.model import vocabulary as v
from matchmaker.model.ages import AgeBand
from matchmaker.model.counts import AGE_GROUP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from matchmaker.model.counts import Counts
    from matchmaker.model.records import Turnout

POPULATION = "befolkning"
"""The step before the first: everybody who lives there."""
STEPS = (POPULATION, *(step.value for step in v.Step))
EVERYBODY = "alle"
"""The attribute, and the group, of those rows that count a whole step."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What is stated about one attribute. What is not in a mapping is not stated, and never zero."""

    attribute: str
    counts: Mapping[str, Mapping[str, int]]
    """Group → step → persons; known groups only, in order."""
    unknown: Mapping[str, int]
    """Step → persons whose group nobody knows."""
    problems: tuple[Message, ...]
    """What is odd about the figures, in words."""


def stated_by(rows: Sequence[Turnout], attribute: str, population: Counts | None) -> Stated:
    """Put the rows of one attribute in order, with the population as the first step.

    Where a step of a group is counted on several days, the latest count is used and the problem told. The
    groups are in order of age where they are ages, else in that of the population, else alphabetical.
    """
    mine = [row for row in rows if row.attribute == attribute]
    latest: dict[tuple[str, str], Turnout] = {}
    several: set[str] = set()
    for row in mine:
        held = latest.get((row.group, row.step))
        if held is not None:
            several.add(row.step)
        if held is None or _later(row, held):
            latest[row.group, row.step] = row
    figures = _figures(attribute, population)
    # a group that lives there and stands in no row: nothing is stated about it, and it is shown
    groups = _in_order({row.group for row in mine} - {v.UNKNOWN} | set(figures), figures)
    counts: dict[str, dict[str, int]] = {}
    for group in groups:
        found = {POPULATION: figures[group]} if group in figures else {}
        stated = {step: int(latest[group, step].count) for step in STEPS if (group, step) in latest}
        counts[group] = found | stated
    unknown = {step: int(latest[v.UNKNOWN, step].count) for step in STEPS if (v.UNKNOWN, step) in latest}
    problems = tuple(
        Message("funnel.several_days", {"attribute": attribute_label(attribute), "step": step_label(step)})
        for step in STEPS
        if step in several
    )
    return Stated(attribute, counts, unknown, (*problems, *_growing(attribute, counts)))


def _later(row: Turnout, held: Turnout) -> bool:
    """Whether a row was counted after another; an unknown day is before every other."""
    if row.date is None or held.date is None:
        return held.date is None
    return row.date > held.date


def _figures(attribute: str, population: Counts | None) -> dict[str, int]:
    if population is None:
        return {}
    return {EVERYBODY: population.total} if attribute == EVERYBODY else dict(population)


def _in_order(groups: set[str], figures: Mapping[str, int]) -> tuple[str, ...]:
    bands = bands_of(groups)
    if bands is not None:
        return tuple(sorted(groups, key=AgeBand.parse))
    place = {group: at for at, group in enumerate(figures)}
    return tuple(sorted(groups, key=lambda group: (place.get(group, len(place)), group)))


def bands_of(groups: Iterable[str]) -> tuple[AgeBand, ...] | None:
    """The age bands that groups are, in order; ``None`` when one of them is not, or when they overlap."""
    try:
        bands = sorted(AgeBand.parse(group) for group in groups)
    except InputError:
        return None
    if not bands or any(after.low <= before.high for before, after in pairwise(bands)):
        return None
    return tuple(bands)


def stated_bands(rows: Sequence[Turnout]) -> tuple[AgeBand, ...] | None:
    """The age bands that the rows of ``aldersgruppe`` count by; ``None`` when there are none."""
    return bands_of({row.group for row in rows if row.attribute == AGE_GROUP and row.group != v.UNKNOWN})


def stated_ages(rows: Sequence[Turnout]) -> tuple[int, int] | None:
    """The ages that the counted age groups cover, inclusive; ``None`` when ages are not counted."""
    bands = stated_bands(rows)
    return None if bands is None else (bands[0].low, bands[-1].high)


def _growing(attribute: str, counts: Mapping[str, Mapping[str, int]]) -> Iterator[Message]:
    """Groups of whom more come to a step than to the one before: the figures cannot both be right."""
    for group, stated in counts.items():
        for before, after in pairwise(step for step in STEPS if step in stated):
            if stated[after] > stated[before]:
                params: dict[str, Param] = {
                    "group": group_label(attribute, group),
                    "before": step_label(before),
                    "after": step_label(after),
                    "n": stated[after],
                    "of": stated[before],
                }
                yield Message("funnel.grows", params)


def with_rest(part: Stated, whole: Stated | None) -> Stated:
    """Count those of a step's stated total who stand in no group as persons whose group nobody knows.

    A total says that they were there. They may belong to any group, also to one that is not stated at the
    step. A step at which no group is stated is not counted by the attribute, and stays as it is; so does
    one whose groups are more than the total, which is a problem and not an answer (:func:`sum_problems`).
    """
    unknown = dict(part.unknown)
    for step, total in _totals(whole).items():
        counted = [stated[step] for stated in part.counts.values() if step in stated]
        rest = total - sum(counted) - unknown.get(step, 0)
        if counted and rest > 0:
            unknown[step] = unknown.get(step, 0) + rest
    return replace(part, unknown={step: unknown[step] for step in STEPS if step in unknown})


def _totals(whole: Stated | None) -> dict[str, int]:
    """Stated totals by step; the population is no count of those who came."""
    stated = {} if whole is None else whole.counts.get(EVERYBODY, {})
    return {step: total for step, total in stated.items() if step != POPULATION}


def sum_problems(parts: Sequence[Stated], whole: Stated | None) -> Iterator[Message]:
    """Steps at which the groups of an attribute are more than the stated total.

    Fewer is no problem: the rest have not stated their group (:func:`with_rest`).
    """
    for part in parts:
        for step, total in _totals(whole).items():
            counted = [stated[step] for stated in part.counts.values() if step in stated]
            added = sum(counted) + part.unknown.get(step, 0)
            if not counted or added <= total:
                continue
            params: dict[str, Param] = {
                "attribute": attribute_label(part.attribute),
                "step": step_label(step),
                "n": added,
                "of": total,
            }
            yield Message("funnel.differs", params)


def step_label(step: str) -> Message:
    """What a step is called."""
    return Message("funnel.population") if step == POPULATION else Message(f"step.{step}")


_NAMED = frozenset({"kjonn", AGE_GROUP, "sted", "sprak", "utdanning"})


def attribute_label(attribute: str) -> Param:
    """What an attribute is called; its own code where the catalogue has no word."""
    if attribute == EVERYBODY:
        return Message("funnel.everybody")
    return Message(f"attribute.{attribute}") if attribute in _NAMED else attribute


def group_label(attribute: str, group: str) -> Param:
    """What a group is called; as stated where the catalogue has no word."""
    if group == EVERYBODY and attribute == EVERYBODY:
        return Message("funnel.everybody")
    if attribute == "kjonn" and group in ("kvinne", "mann"):
        return Message(f"sex.{group}")
    return group
