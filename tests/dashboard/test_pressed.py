"""Which button was pressed, where the browser tells of several at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from dash._callback_context import context_value
from dash._utils import AttributeDict

from dashboard.components import kept_ids
from dashboard.components.pressed import pressed

MINE, THEIRS = kept_ids.press("name over", 4), kept_ids.press("theirs", "")


def told(*changes: tuple[Any, Any]) -> list[dict[str, Any]]:
    """As the browser tells of inputs that have changed: their ids, and what they are now."""
    return [
        {"prop_id": f"{which if isinstance(which, str) else json.dumps(which, sort_keys=True)}{prop}", "value": value}
        for (which, prop), value in changes
    ]  # fmt: skip


def clicks(which: Any) -> tuple[Any, str]:
    return which, ".n_clicks"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([(clicks(MINE), 1)], MINE),
        ([(clicks(THEIRS), None), (clicks(MINE), 1)], MINE),  # one is drawn while the other is pressed
        ([(clicks(MINE), 1), (clicks(THEIRS), None)], MINE),
        ([(clicks(THEIRS), None), (clicks(MINE), None)], None),
        ([(clicks("lagre"), 3)], "lagre"),
        ([(("filter", ".value"), "ord")], None),
        ([(("filter", ".value"), "ord"), (clicks("lagre"), 1)], "lagre"),
        ([], None),
    ],
)
def test_only_what_was_pressed_counts(changes: list[Any], expected: Any) -> None:
    held = context_value.set(AttributeDict(triggered_inputs=told(*changes)))
    try:
        assert pressed() == expected
    finally:
        context_value.reset(held)
