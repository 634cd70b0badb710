"""Attributes that Python has no names for: ``aria-…``, ``data-…`` and the like."""

from __future__ import annotations

import json
from typing import Any


def attr(values: dict[str, str]) -> dict[str, Any]:
    """Return attributes to be given to a component, in a type that its signature takes."""
    return dict(values)


def go(key: str, search: str) -> dict[str, Any]:
    """Return attributes of a button that changes the query to *search*; *key* tells it from others."""
    return {"data-go": search, "data-key": key}


def press(store: str, **said: str | int) -> dict[str, Any]:
    """Return attributes of a button that puts what it says into a store when it is pressed.

    Such a button is no input of a call back. Dash asks a call back again as soon as one of its inputs is
    drawn, and then throws away the answer to a press that is on its way; what others have done is told in
    boxes with buttons that may be drawn at any time.
    """
    named = " ".join([store, *(str(value) for value in said.values())])
    return {"data-press": store, "data-said": json.dumps(said), "data-key": named}
