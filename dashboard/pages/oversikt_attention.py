"""Trenger oppmerksomhet: a calm list, each item with what to do and where; by kind when it is long."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from dash import html

from dashboard import state, team_state
from dashboard.components.attributes import attr
from dashboard.components.icons import icon
from dashboard.components.pieces import go_button, link, section
from matchmaker.kernel.errors import Message
from matchmaker.services.attention import KIND_WORDS, NOTHING, AttentionItem, AttentionKind, Edition, Urgency

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.services.attention import AttentionRequest, AttentionResult

FIRST: Final = 10
"""So many are shown before «Vis alle»."""
ALL: Final = "alle"
"""In the address: show them all."""
_MARKS: Final = {Urgency.IMPORTANT: "warn", Urgency.NOTE: "info", Urgency.INFO: "info"}


def chosen(search: str | None) -> AttentionKind | None:
    """The one kind that an address asks for; ``None`` for all, and for one that is not known."""
    said = state.one(search, state.SHOW)
    return next((kind for kind in AttentionKind if kind.value == said), None)


def shown(search: str | None, items: tuple[AttentionItem, ...]) -> tuple[AttentionItem, ...]:
    """The items that an address asks for: those of a kind, all of them, or else the first ten."""
    kind = chosen(search)
    if kind is not None:
        return tuple(item for item in items if item.kind is kind)
    return items if state.one(search, state.SHOW) == ALL else items[:FIRST]


def attention_part(text: Words, search: str, answer: AttentionResult) -> html.Section:
    """Show what needs attention."""
    if not answer.items:
        return section(
            text.say(Message("overview.attention")),
            html.P([icon("check"), text.say(Message(NOTHING[answer.request.edition]))], className="all-well"),
            html.P(text.t("oversikt.nothing_hint"), className="muted"),
            look="attention",
        )
    there = shown(search, answer.items)
    lead = text.t("oversikt.attention_lead", shown=len(there), all=len(answer.items))
    if any(item.due for item in there):
        lead = f"{text.t('oversikt.dated_first')} {lead}"
    rows = [_row(text, item, answer) for item in there]
    return section(
        text.say(Message("overview.attention")),
        html.P(lead, className="muted"),
        *([_kinds(text, search, answer.items)] if len(answer.items) > FIRST or chosen(search) else []),
        html.Ul(rows, className="attention-list")
        if rows else html.P(text.say(Message("overview.nothing_of_kind"))),
        *_more(text, search, len(answer.items)),
        look="attention",
    )  # fmt: skip


def _kinds(text: Words, search: str, items: tuple[AttentionItem, ...]) -> html.Div:
    """Choose one kind, or all."""
    counted = Counter(item.kind for item in items)
    now = chosen(search)
    every = go_button(
        "attention-every", state.changed(search, state.SHOW, None),
        f"{text.t('oversikt.every_kind')} ({text.show(len(items))})",
        **{"aria-pressed": "true" if now is None else "false"},
    )  # fmt: skip
    buttons = [
        go_button(
            f"attention-{kind.value}", state.changed(search, state.SHOW, kind.value),
            f"{text.say(Message(KIND_WORDS[kind]))} ({text.show(counted[kind])})",
            **{"aria-pressed": "true" if now is kind else "false"},
        )
        for kind in AttentionKind if counted[kind] or now is kind
    ]  # fmt: skip
    return html.Div(
        [every, *buttons], className="attention-kinds", role="group",
        **attr({"aria-label": text.t("oversikt.only_kind")}),
    )  # fmt: skip


def _more(text: Words, search: str, count: int) -> list[Component]:
    """The rest, one press away, and the way back."""
    if count <= FIRST or chosen(search) is not None:
        return []
    if state.one(search, state.SHOW) == ALL:
        said, to = text.t("oversikt.show_first", count=FIRST), None
    else:
        said, to = text.t("oversikt.show_all", count=count), ALL
    return [go_button("attention-all", state.changed(search, state.SHOW, to), said, look="plain")]


def _row(text: Words, item: AttentionItem, answer: AttentionResult) -> html.Li:
    kind = text.say(Message(KIND_WORDS[item.kind]))
    return html.Li(
        [
            html.Span(icon(_MARKS[item.urgency]), className="attention-mark"),
            html.Div(
                [
                    html.P(
                        [
                            html.Strong(item.title or kind),
                            *([html.Span(kind, className="muted")] if item.title else []),
                            html.Span(text.say(Message(f"urgency.{item.urgency.value}")), className="tag"),
                            *_due(text, item, answer.today),
                        ],
                        className="attention-about",
                    ),
                    html.P(text.say(item.message)),
                    *_details(text, item),
                ],
                className="attention-what",
            ),
            html.Div(_then(text, item, answer.request), className="attention-then"),
        ],
        className=f"attention-item {item.urgency.value}",
    )


def _due(text: Words, item: AttentionItem, today: str) -> list[html.Span]:
    if not item.due:
        return []
    late = item.due < today
    said = text.say(Message("overview.overdue" if late else "overview.due", {"date": dotted(item.due)}))
    return [html.Span([icon("warn"), said] if late else said, className="tag alert" if late else "tag")]


def dotted(day: str) -> str:
    """A date, ISO 8601, as people write it in a table: ``22.11.2026``."""
    year, month, number = day[:10].split("-")
    return f"{number}.{month}.{year}"


def _details(text: Words, item: AttentionItem) -> list[Component]:
    if not item.details:
        return []
    name = html.Span(f" – {item.title}", className="visually-hidden")
    summary = html.Summary([text.t("oversikt.details", count=len(item.details)), name])
    return [html.Details([summary, html.Ul([html.Li(text.say(one)) for one in item.details])])]


def _then(text: Words, item: AttentionItem, asked: AttentionRequest) -> list[Component]:
    """What to do: a link to the page and part where it is done, or the command where there is no page."""
    address = place(text, item, asked)
    said = text.say(item.do)
    if address is None:
        return [html.P([said, ":"]), html.Code(item.command)]
    about = item.title or item.record
    more = [html.Span(f" – {about}", className="visually-hidden")] if about else []
    return [link([said, *more, icon("arrow")], address)]


def place(text: Words, item: AttentionItem, asked: AttentionRequest) -> str | None:
    """Address of the page and part that leads on; ``None`` where only a command does."""
    about = [(state.DATASET, asked.dataset), (state.CHALLENGE, item.challenge)]
    match item.kind:
        case AttentionKind.INVITATION | AttentionKind.CHAIR:
            query = state.query([*about, (state.PART, "invitasjon"), (team_state.KEPT, item.record)])
            return state.href(text.language, "inviteres", query)
        case AttentionKind.NEED | AttentionKind.FINDING:
            public = asked.edition.value if asked.edition is Edition.PUBLIC else None
            return state.href(text.language, "naar-vi-ikke", state.query([*about, (state.EDITION, public)]))
        case AttentionKind.DRAFT:
            query = state.query([(state.DATASET, asked.dataset), (state.DRAFT, item.record)])
            return state.href(text.language, "aktorer-og-data", query)
        case AttentionKind.RETENTION:
            return None
        case _:
            if item.kind is AttentionKind.POPULATION and item.command:
                return None
            return state.href(text.language, "aktorer-og-data", state.query(about))
