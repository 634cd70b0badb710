"""What an address puts into the fields of a form: never over what somebody has written since.

A form asks for an address, and an address fills the form: after undo, a link or the browser's way back. What
comes back of a form's own asking is on its way while its owner goes on writing; only fields in which the
address says something else than what was asked last are filled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ctx, dcc, no_update

from dashboard.components import ids

if TYPE_CHECKING:
    from collections.abc import Sequence


def asked_store(page: str, values: Sequence[Any]) -> dcc.Store:
    """Remember what the fields of a page's form were filled with, in their order."""
    return dcc.Store(id=ids.asked(page), data=list(values))


def filled(shown: Sequence[Any], asked: Sequence[Any] | None) -> list[Any]:
    """Tell what to write in each field, and last what to remember as asked.

    Parameters
    ----------
    shown
        What the address says, field by field, as it comes back from a browser: no tuples.
    asked
        What the form asked for or was filled with last; ``None`` when nothing is remembered.

    Returns
    -------
    list
        One more than there are fields. ``no_update`` for each field that holds what was asked, and for what
        is remembered when no field is written.
    """
    if asked is None or len(asked) != len(shown):
        return [*shown, list(shown)]
    fields = [no_update if one == other else one for one, other in zip(shown, asked, strict=True)]
    return [*fields, no_update if list(shown) == asked else list(shown)]


def each(values: Sequence[Any]) -> list[Any]:
    """Write for every output of the callback that runs; a pattern of fields is left alone one by one."""
    return [
        [no_update] * len(where) if value is no_update and isinstance(where, list) else value
        for value, where in zip(values, ctx.outputs_list, strict=True)
    ]
