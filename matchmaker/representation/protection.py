"""Which groups of several tables over the same persons may be shown: primary and secondary suppression.

The tables are one-way and over one attribute: who came, and how many of each group reached each step. They
are protected *together*, and against somebody who knows the total of every table and how many answers are
unknown, be it from another table of the edition, from a newspaper, or because they counted. With the totals
known, tables over different attributes tell nothing more about one another, so that each attribute is
protected by itself.

A group is hidden in every table or in none. A count that is shown at one step and hidden at the next gives
the hidden one away when few are lost in between: five, then «færre enn 5», and one person fewer in all, is
four.

What is decided depends on which groups are small, on the order given and on the larger counts, never on how
small a small group is. ``docs/decisions`` says why suppression and not rounding.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SMALLEST = 5
"""The smallest count of persons that is shown unless a setting says otherwise."""


class Shown(StrEnum):
    """What the public edition says of a group."""

    SHOWN = "vist"
    """Its counts."""
    FEW = "faa"
    """Fewer than the smallest that is shown."""
    FEW_SOMEWHERE = "faa_et_sted"
    """Fewer than the smallest that is shown in at least one of several tables; it is not told in which."""
    HIDDEN = "skjult"
    """Hidden so that a smaller group cannot be found by subtraction; never small itself."""


def protect(
    tables: Sequence[Mapping[str, int]], order: Sequence[str], smallest: int = SMALLEST
) -> dict[str, Shown] | None:
    """Decide what is shown of each group, or that nothing is.

    Every group that is small in any table is hidden. Then further groups are hidden, in the order given,
    until these hold so many persons in every table that each small group may have any number from 0 to
    *smallest* - 1, whatever the others have.

    That this suffices: let *m* groups be hidden that are never small, and *k* that are, and let *s* be
    the number of persons in all of them together in the table where that is least. Give the small groups
    any counts below *smallest*, the same in every table, and all other hidden groups but one exactly
    *smallest*; the last one takes the rest of each table's sum. Where ``s >= m * smallest + k *
    (smallest - 1)``, it is never below *smallest* itself. Each table adds up, and where counts only ever
    fall from one step to the next, so do these. The *m* groups must reach this without the small ones, so
    that nothing that is shown depends on how small those are.

    Parameters
    ----------
    tables
        Persons per group, >= 0, one mapping for each table. A group that a table leaves out is taken to
        be small there: nobody knows that it is not.
    order
        Every group, those that are hidden most willingly first. It must not depend on the counts, since
        the order would tell about them.
    smallest
        The smallest count that is shown, >= 2.

    Returns
    -------
    dict or None
        What is shown of each group, in *order*. ``None``: the tables cannot be shown, since the groups
        that are not small are too few or too little to hide the small ones among. No group, or no table,
        is nothing to hide.
    """
    few = [group for group in order if any(table.get(group, 0) < smallest for table in tables)]
    if not few:
        return dict.fromkeys(order, Shown.SHOWN)
    sums = [0] * len(tables)
    needed = len(few) * (smallest - 1)
    mark = Shown.FEW if len(tables) == 1 else Shown.FEW_SOMEWHERE
    found = {group: mark if group in few else Shown.SHOWN for group in order}
    for group in order:
        if found[group] is Shown.SHOWN:
            found[group] = Shown.HIDDEN
            needed += smallest
            sums = [total + table[group] for total, table in zip(sums, tables, strict=True)]
            if min(sums) >= needed:
                return found
    return None
