"""Attributes that Python has no names for: ``aria-…``, ``data-…`` and the like."""

from __future__ import annotations

from typing import Any


def attr(values: dict[str, str]) -> dict[str, Any]:
    """Return attributes to be given to a component, in a type that its signature takes."""
    return dict(values)


def go(key: str, search: str) -> dict[str, Any]:
    """Return attributes of a button that changes the query to *search*; *key* tells it from others."""
    return {"data-go": search, "data-key": key}
