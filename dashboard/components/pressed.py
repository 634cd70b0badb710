"""Which button was pressed."""

from __future__ import annotations

from typing import Any

from dash import ctx


def pressed() -> Any:  # noqa: ANN401 - an id is a text or a dictionary, as its maker in ``ids`` says
    """Return the id of the button that was pressed, in the call back that is being answered.

    Buttons that have only just been drawn are told of too. Dash puts what is asked for while an answer is on
    its way into one question, so that the first it tells of need not be the one that was pressed.

    Returns
    -------
    str or dict or None
        ``None`` where buttons were only drawn, or where something else than a button was told of.
    """
    told = [one["prop_id"] for one in ctx.triggered if one["value"] and one["prop_id"].endswith(".n_clicks")]
    return ctx.triggered_prop_ids[told[-1]] if told else None
