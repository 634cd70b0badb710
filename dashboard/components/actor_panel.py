"""Who an actor is: what they bring with its basis, whom they have a relation with, how a seat is filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard import state
from dashboard.components import ids
from dashboard.components.icons import icon, sector_mark
from dashboard.components.pieces import callout, facts, link
from matchmaker.services import labels

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.services.actors import ActorCard, Brings

_GRADE = {"noe": "grade.some", "god": "grade.good", "saerlig": "grade.outstanding"}
_EVIDENCE = {"antatt": "evidence.assumed", "oppgitt": "evidence.stated", "dokumentert": "evidence.documented"}
_FORM = {"person": "form_of.person", "gruppe": "form_of.group", "organisasjon": "form_of.organisation"}


def no_actor(text: Words) -> Component:
    """Say how to select an actor."""
    return html.Div(
        [html.H2(text.t("actor.panel")), html.P(text.t("actor.how"), className="muted")], className="hint-box"
    )


def actor_link(name: str, actor: str, address: str) -> html.A:
    """Make a link that selects an actor in the network, and brings the panel into view."""
    return link(name, address, **{"data-set": state.ACTOR, "data-value": actor, "data-show": ids.ACTOR_PANEL})


def actor_panel(text: Words, card: ActorCard, shown: str) -> Component:
    """Show an actor; contact details are not among it. *shown* is the query of the network shown."""
    actor = card.actor
    return html.Div(
        [
            html.H2(actor.name),
            html.P([sector_mark(actor.sector), text.say(labels.sector(actor.sector))], className="kind"),
            *_labels(text, card),
            facts(
                [
                    (text.t("table.kind"), f"{text.show(card.kind_label)} ({text.t(_FORM[actor.form])})"),
                    (text.t("table.municipality"), card.place or text.t("table.no_municipality")),
                    (text.t("actor.fill"), text.say(card.fill_how)),
                    (text.t("actor.source"), actor.source or text.t("actor.no_source")),
                ]
            ),
            html.H3(text.t("actor.brings")),
            _brings(text, card),
            html.H3(text.t("actor.relations")),
            _relations(text, card, shown),
        ],
        className="actor-card",
    )


def _labels(text: Words, card: ActorCard) -> list[Component]:
    found: list[Component] = []
    if card.actor.reserved:
        found.append(callout(html.P([icon("lock"), text.t("tag.reserved")]), look="warn"))
    if card.actor.synthetic:
        found.append(callout(html.P(text.t("actor.synthetic")), look="warn"))
    return found


def _brings(text: Words, card: ActorCard) -> Component:
    if not card.brings:
        return html.P(text.t("actor.no_brings"), className="muted")
    return html.Ul([html.Li([html.Span(text.show(b.label)), _basis(text, b)]) for b in card.brings],
                   className="brings")  # fmt: skip


def _basis(text: Words, brings: Brings) -> html.Span:
    said = [
        text.t(_GRADE[brings.grade]) if brings.grade in _GRADE else "",
        text.t(_EVIDENCE[brings.evidence]) if brings.evidence in _EVIDENCE else "",
        brings.source or "",
    ]
    return html.Span(" · ".join(part for part in said if part), className="muted small")


def _relations(text: Words, card: ActorCard, shown: str) -> Component:
    def address(actor: str) -> str:
        return state.href(text.language, "nettverk", state.changed(shown, state.ACTOR, actor))

    if not card.related:
        return html.P(text.t("actor.no_relations"), className="muted")
    return html.Ul(
        [
            html.Li(
                [
                    html.Span(f"{text.say(related.relation)} "),
                    actor_link(related.name, related.other, address(related.other)),
                    *([html.Span(related.source, className="muted small")] if related.source else []),
                ]
            )
            for related in card.related
        ],
        className="brings",
    )  # fmt: skip
