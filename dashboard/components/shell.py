"""What surrounds every page: menu, language, light and dark, footer, and the parts no page sees."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html

import matchmaker
from dashboard import state
from dashboard.components import ids
from dashboard.components.attributes import attr
from dashboard.components.icons import icon
from dashboard.components.pieces import link
from dashboard.components.presentation import present_button, presentation_bar
from dashboard.texts import Words, words
from matchmaker.kernel.messages import DEFAULT_LANGUAGE, LANGUAGES, Language

LANGUAGE_NAMES: dict[Language, str] = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}
_HIDDEN = attr({"aria-hidden": "true"})
_ACCENT = ["#e6f2f3", "#cfe5e7", "#a3cdd1", "#74b3b9", "#4c9aa2", "#2f858e", "#17727c", "#0b5f69",
           "#074c54", "#03393f"]  # fmt: skip


def shell() -> dmc.MantineProvider:
    """Make the frame that is sent first; the address decides what is filled in."""
    return dmc.MantineProvider(
        [
            dcc.Location(id=ids.URL, refresh=False),
            dcc.Store(id=ids.ROUTE),
            dcc.Store(id=ids.HISTORY),
            dcc.Store(id=ids.SCHEME, storage_type="local"),
            dcc.Store(id=ids.AUTHOR, storage_type="local"),
            dcc.Store(id=ids.CHANGED, data=0),  # here, since callbacks that hear it hear the address too
            dcc.Store(id=ids.STAND_INS_ASKED),
            dcc.Store(id=ids.STAND_INS),
            html.Div(id=ids.HEADER, className="header-slot"),
            html.Main(html.Div(id=ids.PAGE, className="page"), id=ids.MAIN, tabIndex=-1),
            html.Div(id=ids.FOOTER),
            html.Div(
                id=ids.ANNOUNCE, className="visually-hidden", role="status", **attr({"aria-live": "polite"})
            ),
        ],
        id=ids.THEME,
        defaultColorScheme="auto",
        theme={
            "primaryColor": "fjord",
            "colors": {"fjord": _ACCENT},
            "primaryShade": {"light": 7, "dark": 3},
            "autoContrast": True,
            "fontFamily": "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
            "defaultRadius": "md",
            "respectReducedMotion": True,
        },
    )


def header(route: state.Route, search: str) -> list[html.Header | html.A | html.Nav]:
    """Make the skip link, the menu, the switches and the bar of a presentation for one address."""
    text = words(route.language)
    search = state.changed(search, state.VIEW, None)  # the browser alone sees to it
    return [
        html.A(text.t("shell.skip"), href=f"#{ids.MAIN}", className="skip"),
        html.Header(
            [
                link(
                    [html.Span(className="brand-mark", **_HIDDEN), text.t("shell.name")],
                    state.href(route.language, state.FIRST_PAGE, state.subject(search)),
                    className="brand",
                ),
                html.Button(
                    [icon("menu"), text.t("shell.menu")], type="button", className="button quiet menu-button",
                    **attr({"aria-expanded": "false", "aria-controls": ids.MENU, "data-menu": ids.MENU}),
                ),
                html.Div([_menu(text, route, search), _switches(text, route, search)], id=ids.MENU,
                         className="menu"),
            ],
            className="header",
        ),
        *presentation_bar(text, route, search),
    ]  # fmt: skip


def _menu(text: Words, route: state.Route, search: str) -> html.Nav:
    items = []
    for page, title in state.PAGES.items():
        here = {"aria-current": "page"} if page == route.page else {}
        address = state.href(route.language, page, state.subject(search))
        items.append(html.Li(link(text.t(title), address, **here)))
    return html.Nav(html.Ul(items), className="nav", **attr({"aria-label": text.t("shell.pages")}))


def _switches(text: Words, route: state.Route, search: str) -> html.Div:
    page = route.page or state.FIRST_PAGE
    links = [
        html.Li(
            link(
                LANGUAGE_NAMES[language], state.href(language, page, search), lang=language,
                **({"aria-current": "true"} if language == route.language else {}),
            )
        )
        for language in LANGUAGES
    ]  # fmt: skip
    return html.Div(
        [
            html.Nav(html.Ul(links), className="languages",
                     **attr({"aria-label": text.t("shell.languages")})),
            *present_button(text, route),
            html.Button(
                [icon("moon"), text.t("shell.dark")], id=ids.SCHEME_BUTTON, type="button",
                className="button quiet", **attr({"aria-pressed": "false"}),
            ),
            *_door(text),
        ],
        className="switches",
    )  # fmt: skip


def _door(text: Words) -> list[html.A]:
    """Make the way to other workspaces and to the log-out, where there is one."""
    outside = state.OUTSIDE.get()
    if not outside.door:
        return []
    said = {
        "data-door": f"{outside.base}/{state.HERE}",
        "data-soon": text.t("door.soon"),
        "data-stay": text.t("door.stay"),
        "data-last": text.t("door.last"),
        "data-ended": text.t("door.ended"),
        "data-again": text.t("door.log_in"),
    }
    address = f"{outside.door}?sprak={text.language}"
    return [html.A(text.t("door.outside"), href=address, className="button quiet", **attr(said))]


def footer(route: state.Route) -> html.Footer:
    """Say which version this is and that decisions are people's, and lead to the accessibility statement."""
    text = words(route.language)
    (aside, title) = next(iter(state.ASIDE.items()))
    return html.Footer(
        [
            html.P(text.t("shell.footer", version=matchmaker.__version__)),
            html.P(link(text.t(title), state.href(route.language, aside))),
        ],
        className="footer",
    )


def title(route: state.Route) -> str:
    """Return what the browser's tab says: the page, then the tool."""
    text = words(route.language)
    page = text.t(state.EVERY_PAGE[route.page]) if route.page else text.t("page.not_found")
    return f"{page} – {words(DEFAULT_LANGUAGE).t('shell.name')}"
