"""Numbers of the page *Lær av hverandre*, as a reader of the language expects them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboard.texts import Words


def amount(text: Words, value: float | None, *, share: bool) -> str:
    """Write a quantity: a share as per cent, other numbers with two decimals; an en dash when unknown."""
    if value is None:
        return "–"
    return text.percent(value) if share else text.number(value, 2)


def span(text: Words, interval: tuple[float, float] | None, *, share: bool) -> str:
    """Write an interval as ``12 %–34 %`` or ``−0,10 til 0,20``; an en dash when there is none."""
    if interval is None:
        return "–"
    low, high = (amount(text, end, share=share) for end in interval)
    return text.t("learn.span", low=low, high=high)


def with_span(
    text: Words, value: float | None, interval: tuple[float, float] | None, *, share: bool
) -> str:  # fmt: skip
    """Write a quantity with its interval in brackets."""
    said = amount(text, value, share=share)
    return said if value is None or interval is None else f"{said} ({span(text, interval, share=share)})"


def gap(text: Words, value: float, interval: tuple[float, float], *, share: bool) -> tuple[str, str]:
    """Write a difference and its interval; of shares in percentage points."""
    if not share:
        return amount(text, value, share=False), span(text, interval, share=False)
    low, high = (text.number(100 * end, 1) for end in interval)
    ends = text.t("learn.points", value=text.t("learn.span", low=low, high=high))
    return text.t("learn.points", value=text.number(100 * value, 1)), ends


def gap_cell(text: Words, value: float | None, interval: tuple[float, float] | None, *, share: bool) -> str:
    """Write a difference with its interval for a table whose header says that shares are in points."""
    scale = 100.0 if share else 1.0
    decimals = 1 if share else 2
    if value is None:
        return "–"
    said = text.number(scale * value, decimals)
    if interval is None:
        return said
    low, high = (text.number(scale * end, decimals) for end in interval)
    return f"{said} ({text.t('learn.span', low=low, high=high)})"


def p_value(text: Words, p: float | None) -> str:
    """Write a p-value, or an en dash."""
    return "–" if p is None else text.p_value(p)
