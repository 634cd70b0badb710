"""Which combinations of groups are most under-represented, and which are empty against expectation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.kernel.errors import Message, Param
from matchmaker.kernel.rng import generator
from matchmaker.legitimacy.group_words import described, percent, tenths
from matchmaker.legitimacy.population import remedy_for
from matchmaker.representation.missing import MissingCells, missing_cells
from matchmaker.representation.scan import DEFAULT, Scan, Shortfall, null_scores, p_value, scan, score_of
from matchmaker.representation.verdicts import Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matchmaker.kernel.progress import Progress
    from matchmaker.legitimacy.crossing import Crossing
    from matchmaker.model.register import Register

ALPHA = 0.05
"""p-value below which a combination is called fewer than expected."""
MOST_EMPTY = 10
"""Empty cells listed at most; the others are counted."""


@dataclass(frozen=True, slots=True)
class Intersection:
    """One combination of groups, with its numbers and what to do about it.

    It has no interval: of what was picked out of many as the most striking, an ordinary one says too much.
    """

    groups: tuple[tuple[str, tuple[str, ...]], ...]
    """Attributes used, and the groups taken of each."""
    label: Param
    """The combination in words."""
    message: Message
    """The finding in words."""
    n: int
    """Participants in it, among those of whom all the attributes are known."""
    of: int
    """Participants of whom all the attributes are known."""
    expected: float
    """Participants expected from its share of the population."""
    ratio: float
    """n ÷ expected, 0–1."""
    population_share: float
    """Share of the population, 0–1."""
    possible: int
    """Participants who could belong to it, by what is known of them."""
    score: float
    """What combinations compete by; see :class:`matchmaker.representation.scan.Shortfall`."""
    p: float
    """Chance that a search of chance tables finds something as odd."""
    p_if_all: float
    """The same had all of *possible* belonged to it; 1 when it would then not be too few."""
    verdict: str
    """``under`` when both p-values are below :data:`ALPHA`, else ``too_few``."""
    remedy: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class EmptyCell:
    """One combination that nobody came from although somebody was expected."""

    groups: tuple[tuple[str, tuple[str, ...]], ...]
    label: Param
    message: Message
    expected: float
    """Participants expected, ≥ 1."""
    chance: float
    """Chance that nobody comes from it by accident, 0–1."""
    possible: int
    """Participants who could belong to it, by what is known of them: then it is perhaps not empty."""


@dataclass(frozen=True, slots=True)
class Intersections:
    """What a search of the combinations gave."""

    found: tuple[Intersection, ...]
    """Those that are proven, most striking first; when none is, the most striking, as *too few to say*."""
    empty: tuple[EmptyCell, ...]
    """Most expected first, at most :data:`MOST_EMPTY`."""
    empty_in_all: int
    cells: int
    """Cells of the cross table where at least one was expected."""
    empty_by_accident: float
    """How many of those would be empty by accident on average."""
    n: int
    """Participants of whom all the attributes are known."""
    unknown: int
    """Participants of whom some attribute is not known or has no figure."""
    combinations: int
    """Combinations that there are."""
    exact: bool
    """Whether all of them were looked at."""
    draws: int
    """Tables drawn by chance and searched in the same way."""

    @property
    def nothing(self) -> Message | None:
        """What it means that nothing was found; ``None`` when something was.

        It says little when more than half of the participants were left out for what nobody knows of them.
        """
        if self.found:
            return None
        if self.unknown <= self.n:
            return Message("intersections.none")
        params: dict[str, Param] = {"unknown": self.unknown, "people": self.n + self.unknown}
        return Message("intersections.too_few", params)


def search(
    register: Register, crossing: Crossing, *, seed: int, draws: int, follow: Progress
) -> Intersections | None:
    """Search a crossing for combinations with fewer participants than expected.

    A finding is *under* only if it stands when all who could belong to it do (best case): people of whom
    something is not known are left out of the table, never out of the conclusion.

    Parameters
    ----------
    register
        For names of places.
    crossing
        Residents and population.
    seed
        For the tables that are drawn.
    draws
        How many, ≥ 0; with fewer than 20 nothing can be proven.
    follow
        Follows the drawing, and may cancel it; then fewer are drawn and the p-values are larger.

    Returns
    -------
    Intersections or None
        ``None`` when there is nobody, or nothing, to compare.
    """
    if not crossing.axes or not crossing.population.sum() or not crossing.whole.any():
        return None
    observed = crossing.observed
    rule = replace(DEFAULT, ordered=tuple(axis.ordered for axis in crossing.axes))
    rng = generator(seed, "intersections")
    answer = scan(observed, crossing.population, rng, draws=draws, search=rule, follow=follow)
    unknown = int((~crossing.whole).sum())
    null = answer.null
    if unknown and any(one.p < ALPHA for one in answer.found):
        rng = generator(seed, "intersections", "unknown")
        null = null_scores(
            answer.n + unknown, crossing.population, rng, draws=draws, search=rule, follow=follow
        )
    told = [
        _told(register, crossing, one, answer, _if_all(crossing, one, answer.n + unknown, null, rule.ordered))
        for one in answer.found
    ]
    proven = tuple(one for one in told if one.verdict == Verdict.UNDER.value)
    empty = missing_cells(observed, crossing.population)
    return Intersections(
        found=proven or tuple(told[:1]),
        empty=_empty(register, crossing, empty),
        empty_in_all=len(empty.cells),
        cells=empty.looked_at,
        empty_by_accident=empty.by_accident,
        n=answer.n,
        unknown=unknown,
        combinations=answer.combinations,
        exact=answer.exact,
        draws=min(answer.draws, len(null)),
    )


def _if_all(
    crossing: Crossing, found: Shortfall, everyone: int, null: np.ndarray, ordered: tuple[bool, ...]
) -> float:
    """The p-value had all who could belong to the combination belonged to it, among all participants."""
    count = found.observed + crossing.possible(found.levels)
    rule = replace(DEFAULT, ordered=ordered)
    score = score_of(found.levels, count, everyone, crossing.population, rule)
    return 1.0 if np.isneginf(score) else p_value(score, null)


def _groups(crossing: Crossing, levels: Sequence[Sequence[int]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The attributes that are used, and the groups taken of each."""
    return tuple(
        (axis.attribute, tuple(axis.groups[level] for level in taken))
        for axis, taken in zip(crossing.axes, levels, strict=True)
        if len(taken) < len(axis.groups)
    )


def _told(
    register: Register, crossing: Crossing, found: Shortfall, answer: Scan, p_if_all: float
) -> Intersection:
    groups = _groups(crossing, found.levels)
    label = described(register, dict(groups))
    proven = found.p < ALPHA and p_if_all < ALPHA
    verdict = Verdict.UNDER if proven else Verdict.TOO_FEW
    params: dict[str, Param] = {
        "verdict": Message(f"verdict.{verdict.value}"),
        "group": label,
        "n": found.observed,
        "expected": tenths(found.expected),
    }
    return Intersection(
        groups=groups,
        label=label,
        message=Message("finding.intersection", params),
        n=found.observed,
        of=answer.n,
        expected=found.expected,
        ratio=found.ratio,
        population_share=found.share,
        possible=crossing.possible(found.levels),
        score=found.score,
        p=found.p,
        p_if_all=p_if_all,
        verdict=verdict.value,
        remedy=remedy_for(verdict.value, {"group": label}),
    )


def _empty(register: Register, crossing: Crossing, missing: MissingCells) -> tuple[EmptyCell, ...]:
    made = []
    for cell in missing.cells[:MOST_EMPTY]:
        levels = [[level] for level in cell.levels]
        groups = _groups(crossing, levels)
        label = described(register, dict(groups))
        params: dict[str, Param] = {
            "group": label,
            "expected": tenths(cell.expected),
            "chance": percent(cell.chance),
        }
        made.append(
            EmptyCell(
                groups,
                label,
                Message("finding.empty_cell", params),
                cell.expected,
                cell.chance,
                crossing.possible(levels),
            )
        )
    return tuple(made)
