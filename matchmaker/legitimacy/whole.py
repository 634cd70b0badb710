"""A whole composition in numbers, each with its word of caution."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Param
from matchmaker.legitimacy.crossed import CROSS
from matchmaker.legitimacy.steps import attribute_label
from matchmaker.representation import indices as index
from matchmaker.representation.response import conditional_partial, response

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from matchmaker.representation.exact import Interval


@dataclass(frozen=True, slots=True)
class IndexValue:
    """One number about a whole composition."""

    code: str
    """Which index; the functions of ``representation.indices`` and ``representation.response``."""
    label: Message
    """What it is called."""
    value: float | None
    """``None`` = cannot be worked out."""
    caution: Message
    """What it does not say."""
    by_chance: float | None = None
    """What it is on average when as many are drawn fairly; ``None`` where that is not worked out."""
    bounds: Interval | None = None
    """Lowest and highest value that unknown answers leave open; ``None`` where that is not worked out."""


def index_values(
    attribute: str, counts: Mapping[str, int], population: Mapping[str, int], unknown: int
) -> tuple[IndexValue, ...]:
    """Work out every index of a composition.

    Parameters
    ----------
    attribute
        The attribute's code, or several joined by ``*``.
    counts, population
        Participants and persons by group. Participants in groups that the population does not know are
        left out, as in the comparison of the groups.
    unknown
        Further participants whose group is not known, or has no figure.
    """
    n_g = [counts.get(group, 0) for group in population]
    size_g = list(population.values())
    return (
        *_distances(n_g, size_g, unknown),
        *_rates(n_g, size_g),
        *_conditional(attribute, counts, population),
        *(_value(measure.__name__, measure(n_g)) for measure in (index.blau, index.shannon, index.evenness)),
    )


def partials(counts: Mapping[str, int], population: Mapping[str, int]) -> dict[str, float | None]:
    """Unconditional partial of each group of the population; ``None`` where it cannot be worked out."""
    found = response([counts.get(group, 0) for group in population], list(population.values()))
    return dict.fromkeys(population) if found is None else dict(zip(population, found.partials, strict=True))


def _distances(counts: list[int], sizes: list[int], unknown: int) -> Iterator[IndexValue]:
    yield _value(
        "loosemore_hanby",
        index.loosemore_hanby(counts, sizes),
        by_chance=index.loosemore_hanby_by_chance(sum(counts), sizes),
        bounds=index.loosemore_hanby_bounds(counts, sizes, unknown),
    )
    for measure in (index.proportional_similarity, index.gallagher, index.kl_divergence, index.hellinger):
        yield _value(measure.__name__, measure(counts, sizes))


def _rates(counts: list[int], sizes: list[int]) -> Iterator[IndexValue]:
    found = response(counts, sizes)
    yield _value("r_indicator", None if found is None else found.r)
    yield _value("r_cv", None if found is None else found.cv)
    yield _value("r_partial", None if found is None else found.variable)
    for measure in (index.lowest_over_highest, index.lowest_over_mean):
        yield _value(measure.__name__, measure(counts, sizes))


def _conditional(
    attribute: str, counts: Mapping[str, int], population: Mapping[str, int]
) -> Iterator[IndexValue]:
    names = attribute.split(CROSS)
    cells = {tuple(group.split(CROSS)): (counts.get(group, 0), size) for group, size in population.items()}
    if len(names) < 2 or any(len(cell) != len(names) for cell in cells):
        return
    for axis, name in enumerate(names):
        yield _value("r_conditional", conditional_partial(cells, axis), about=attribute_label(name))


def _value(
    code: str,
    value: float | None,
    by_chance: float | None = None,
    bounds: Interval | None = None,
    about: Param = None,
) -> IndexValue:
    label = Message(f"index.{code}", {} if about is None else {"attribute": about})
    return IndexValue(code, label, value, Message(f"caution.{code}"), by_chance, bounds)
