"""Which button was pressed, where the browser tells of several at once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from dash._callback_context import context_value
from dash._utils import AttributeDict

from dashboard.components import ids
from dashboard.components.pressed import pressed

ONE, OTHER = ids.need_remove("kunnskap"), ids.need_remove("lokale")


def told(*changes: tuple[Any, Any]) -> list[dict[str, Any]]:
    """As the browser tells of inputs that have changed: their ids, and what they are now."""
    named = [which if isinstance(which, str) else json.dumps(which) for (which, _), _ in changes]
    return [
        {"prop_id": name + prop, "value": value}
        for name, ((_, prop), value) in zip(named, changes, strict=True)
    ]


def clicks(which: Any) -> tuple[Any, str]:
    return which, ".n_clicks"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([(clicks(ONE), 1)], ONE),
        ([(clicks(OTHER), None), (clicks(ONE), 1)], ONE),  # one is drawn while the other is pressed
        ([(clicks(ONE), 1), (clicks(OTHER), None)], ONE),
        ([(clicks(OTHER), None), (clicks(ONE), None)], None),
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
