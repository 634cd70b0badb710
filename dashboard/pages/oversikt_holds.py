"""What a dataset holds: counts, what is invented, its challenges, and its actors by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import html

from dashboard import state
from dashboard.components.drawn import drawn
from dashboard.components.icons import icon, sector_mark
from dashboard.components.pieces import callout, link, section
from dashboard.components.table import Cell, table
from dashboard.figures.bars import sector_bars
from matchmaker.model.vocabulary import Sector
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition

if TYPE_CHECKING:
    from dash.development.base_component import Component

    from dashboard.texts import Words
    from matchmaker.services.attention import AttentionRequest
    from matchmaker.services.catalogue import ChallengeInfo, Overview


def holds(text: Words, held: Overview) -> html.Section:
    """Show how much there is, and what of it is invented."""
    return html.Section([html.H2(held.info.title), _tiles(text, held), *_about(text, held)], className="part")


def _tiles(text: Words, held: Overview) -> html.Dl:
    pairs = (
        (text.t("count.actors"), held.actors),
        (text.t("count.contributions"), held.contributions),
        (text.t("count.ties"), held.ties),
        (text.t("count.challenges"), len(held.challenges)),
        (text.t("count.municipalities"), len(held.municipalities)),
    )
    return html.Dl(
        [html.Div([html.Dt(name), html.Dd(text.show(value))]) for name, value in pairs], className="tiles"
    )


def _about(text: Words, held: Overview) -> list[Component]:
    found: list[Component] = []
    if held.info.synthetic:
        found.append(callout(html.H3(text.t("oversikt.real")), html.P(held.info.synthetic)))
    if held.info.sources:
        sources = html.Ul([html.Li(source) for source in held.info.sources])
        found.append(html.Details([html.Summary(text.t("oversikt.sources")), sources], className="sources"))
    return found


def challenges(text: Words, asked: AttentionRequest, found: tuple[ChallengeInfo, ...]) -> html.Section:
    """Show the challenges, those with most needs first; each leads on."""
    if not found:
        return section(text.t("oversikt.challenges"), html.P(text.t("oversikt.no_challenges")))
    ordered = sorted(found, key=lambda c: (-c.needs, c.title.casefold(), c.id))
    return section(
        text.t("oversikt.challenges"),
        html.P(text.t("oversikt.challenges_lead"), className="muted"),
        html.Ul([html.Li(_challenge(text, asked, one)) for one in ordered], className="cards"),
    )


def _challenge(text: Words, asked: AttentionRequest, challenge: ChallengeInfo) -> html.Article:
    query = state.query([(state.DATASET, asked.dataset), (state.CHALLENGE, challenge.id)])
    places = text.show(tuple(labels.place(number) for number in challenge.municipalities))
    return html.Article(
        [
            html.H3(challenge.title),
            html.P([icon("pin"), places if challenge.municipalities else text.t("oversikt.whole_area")],
                   className="muted"),
            html.P(
                text.t("oversikt.needs", needs=challenge.needs, groups=challenge.affected)
                if challenge.needs
                else text.t("oversikt.no_needs"),
                className="muted",
            ),
            html.Div(_ways(text, asked, challenge, query), className="card-links"),
        ],
        className="card",
    )  # fmt: skip


def _ways(text: Words, asked: AttentionRequest, challenge: ChallengeInfo, query: str) -> list[html.A]:
    """Where a challenge leads on; in the public edition to what has one."""
    of = html.Span(f" – {challenge.title}", className="visually-hidden")
    if asked.edition is Edition.PUBLIC:
        query = state.changed(query, state.EDITION, Edition.PUBLIC.value)
        pages = (("naar-vi-ikke", "page.naar_vi_ikke", "primary"), ("rapport", "page.rapport", "quiet"))
    else:
        pages = (("inviteres", "page.inviteres", "primary"), ("naar-vi-ikke", "page.naar_vi_ikke", "quiet"))
    return [
        link([text.t(title), of], state.href(text.language, page, query), className=f"button {look}")
        for page, title, look in pages
    ]


def _share(text: Words, n: int, of: int) -> str:
    return text.percent(n / of) if of else "–"


def sides(text: Words, held: Overview) -> html.Section:
    """Show how many actors there are of each side, as a picture and as a table."""
    count = dict(held.by_sector)
    rows = [
        (sector.value, text.say(labels.sector(sector.value)), count.get(sector.value, 0)) for sector in Sector
    ]
    caption = text.t("oversikt.sides_caption", actors=held.actors)
    cells: list[list[Cell]] = [
        [html.Span([sector_mark(code), name]), text.show(n), _share(text, n, held.actors)]
        for code, name, n in rows
    ]
    return section(
        text.t("oversikt.sides"),
        html.Div(
            [
                drawn(text, sector_bars(rows), caption, ""),
                table(caption, [text.t("table.side"), text.t("table.actors"), text.t("table.share")], cells,
                      frozenset({1, 2})),
            ],
            className="figure-and-table",
        ),
    )  # fmt: skip
