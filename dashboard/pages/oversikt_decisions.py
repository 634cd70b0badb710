"""Siste avgjørelser: what was decided last, when and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard import state
from dashboard.components.pieces import link, section
from dashboard.components.table import Cell, table
from dashboard.pages.oversikt_attention import dotted
from matchmaker.kernel.errors import Message
from matchmaker.services.attention import Edition

if TYPE_CHECKING:
    from dashboard.texts import Words
    from matchmaker.services.attention import AttentionResult


def decisions_part(text: Words, answer: AttentionResult) -> html.Section:
    """Show the last decisions, newest first; where there are none, how there come to be some."""
    title = text.say(Message("overview.decisions"))
    if not answer.decisions:
        return section(title, *_none(text, answer))
    headers = [text.say(Message(f"overview.{name}")) for name in ("when", "what", "who")]
    rows: list[list[Cell]] = [
        [dotted(one.on), text.say(one.message), one.who or "–"] for one in answer.decisions
    ]
    framed = table(text.t("oversikt.decisions_caption", count=len(rows)), headers, rows)
    framed.children.className = "table stack"  # its sentences are long: on a phone row by row
    return section(title, framed, look="decisions")


def _none(text: Words, answer: AttentionResult) -> list[html.P]:
    found = [html.P(text.say(Message("overview.no_decisions")))]
    if answer.request.edition is Edition.WORKING:
        query = state.query([(state.DATASET, answer.request.dataset)])
        invite = link(text.t("page.inviteres"), state.href(text.language, "inviteres", query))
        data = link(text.t("page.aktorer_og_data"), state.href(text.language, "aktorer-og-data", query))
        found.append(html.P([text.t("oversikt.decide_hint"), " ", invite, " · ", data], className="muted"))
    return found
