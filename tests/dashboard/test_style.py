"""Colours of text reach the contrast of WCAG 1.4.3 on every ground they stand on, light and dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import dashboard

ASSETS = Path(dashboard.__file__).parent / "assets"
# text on ground: every pair that the style sheets put together
PAIRS = [
    ("ink", "ground"), ("ink", "surface"), ("ink", "raised"), ("ink", "accent-soft"), ("ink", "warm"),
    ("ink", "alert"), ("ink-soft", "ground"), ("ink-soft", "surface"), ("ink-soft", "raised"),
    ("accent", "ground"), ("accent", "surface"), ("accent", "accent-soft"), ("accent-ink", "accent"),
]  # fmt: skip
MARKS = [("line-strong", "surface"), ("focus", "ground"), ("focus", "surface")]


def _tokens(scheme: str) -> dict[str, str]:
    css = (ASSETS / "a-tokens.css").read_text(encoding="utf-8")
    light = css.split("}", 1)[0]
    dark = css.split('[data-mantine-color-scheme="dark"]', 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", light if scheme == "light" else dark))


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.1 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_is_wcags_own() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # WebAIM's published example


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_marks_can_be_seen(scheme: str) -> None:
    tokens = _tokens(scheme)
    weak = [pair for pair in PAIRS if _contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5]
    weak += [pair for pair in MARKS if _contrast(tokens[pair[0]], tokens[pair[1]]) < 3]
    assert weak == []


def test_nothing_in_the_assets_points_outside() -> None:
    """Of our own; that a library from elsewhere calls nobody is seen in a browser (``visit``)."""
    for path in sorted(ASSETS.rglob("*")):
        if path.is_file() and path.parent.name not in ("cytoscape", "late"):
            text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
            assert not re.search(r"https?://|@import", text), path.name
