"""Callbacks that the browser answers by itself (``assets/samskaping.js``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import ClientsideFunction, Dash, Output

if TYPE_CHECKING:
    from dash.dependencies import DashDependency


def in_browser(app: Dash, function: str, *where: DashDependency) -> None:
    """Let a function of our script answer a callback.

    Runs when what it concerns first appears, unless its output is shared with other callbacks.

    Parameters
    ----------
    app
        The application.
    function
        Its name in the script.
    *where
        Outputs, inputs and states, in this order.
    """
    shared = any(isinstance(part, Output) and part.allow_duplicate for part in where)
    app.clientside_callback(  # type: ignore[no-untyped-call]
        ClientsideFunction("samskaping", function), *where, prevent_initial_call=shared
    )
