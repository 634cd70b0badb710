"""Which of the councils of kommuneloven § 5-12 a matter is for: by the tags of its groups, or by their ages.

The act says that a council may speak in matters that concern its group. It states ages for the members
(eldreråd: most of them 60 or older; ungdomsråd: under 19 when elected), not for the group. That an affected
group is the council's where all of its ages are within the limit of ``councils.csv`` is this tool's reading:
a planner who names a group in their own way (``eldre_67``, ``unge``) shall be told as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.model.ages import TOP_AGE
from matchmaker.rules.tables import councils

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from matchmaker.model.records import AffectedGroup
    from matchmaker.rules.tables import Council

Ages = tuple[int, int]
"""Youngest and oldest age, inclusive, in whole years."""


def ages_of(affected: Iterable[AffectedGroup]) -> tuple[Ages, ...]:
    """The age ranges of the groups that are age ranges, in their order.

    A limit that is not stated is open (0, or :data:`~matchmaker.model.ages.TOP_AGE`). A group without any
    stated age is no age range and gives nothing.
    """
    return tuple(
        (group.age_from or 0, TOP_AGE if group.age_to is None else group.age_to)
        for group in affected
        if group.age_from is not None or group.age_to is not None
    )


def is_for(council: Council, tags: AbstractSet[str], ages: Iterable[Ages]) -> bool:
    """Whether a matter is one for a council: a tag is the council's, or a whole age range is.

    An age range that crosses the council's limit is not: such a group is also somebody else's. Neither tags
    nor ages: no.
    """
    if not tags.isdisjoint(council.groups):
        return True
    if council.age_from is None and council.age_to is None:
        return False
    return any(
        (council.age_from is None or council.age_from <= youngest)
        and (council.age_to is None or oldest <= council.age_to)
        for youngest, oldest in ages
    )


def councils_for(affected: Iterable[AffectedGroup]) -> frozenset[str]:
    """Kinds of the councils that a matter with these affected groups is for. Nobody affected: none."""
    groups = tuple(affected)
    tags, ages = {group.group for group in groups}, ages_of(groups)
    return frozenset(council.kind for council in councils() if is_for(council, tags, ages))
