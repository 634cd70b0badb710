"""A page answers only while its own address is open."""

from __future__ import annotations

from dash.exceptions import PreventUpdate

from dashboard import state
from dashboard.texts import Words, words


def here(page: str, pathname: str) -> Words:
    """Give the words of the open address; nothing is updated when another page is open."""
    route = state.route(pathname)
    if route.page != page:
        raise PreventUpdate
    return words(route.language)
