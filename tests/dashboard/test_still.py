"""What only tells is one component: which elements are, what the browser gets, and what never is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import dash_mantine_components as dmc
import plotly
import pytest
from dash import dcc, html, no_update

from dashboard.components.attributes import go
from dashboard.components.still import Still, still
from tests.dashboard.page_drawn import draw, pages_and_parts, pieces

if TYPE_CHECKING:
    from dash import Dash
    from dash.development.base_component import Component


def sent(tree: object) -> Any:
    """What the browser gets."""
    return json.loads(json.dumps(tree, cls=plotly.utils.PlotlyJSONEncoder))


def test_a_table_is_one_component_with_the_same_content() -> None:
    rows = [html.Tr([html.Th(name, scope="row"), html.Td(2)]) for name in ("a", "b")]
    made = still(html.Table([html.Caption("To"), html.Tbody(rows)], className="listing"))
    assert isinstance(made, Still)
    drawn = sent(made)["props"]["drawn"]
    assert (drawn["name"], drawn["said"]) == ("table", {"className": "listing"})
    (caption, body) = drawn["parts"]
    assert caption == {"name": "caption", "said": {}, "parts": ["To"]}
    first = body["parts"][0]
    assert first["parts"][0] == {"name": "th", "said": {"scope": "row"}, "parts": ["a"]}
    assert first["parts"][1]["parts"] == [2]


@pytest.mark.parametrize(
    "live",
    [
        html.Div("x", id="sted"),
        html.Button("x", id={"type": "laas", "seat": 1}),
        html.Button("x", n_clicks=0),
        html.A("ut", href="https://example.org"),
        html.A("kode", href="javascript:alert(1)"),
        html.A("uten adresse"),
        html.Script("window.ran = 1"),
        html.Iframe(src="/x"),
        html.Img(src="/x"),
        dmc.TextInput(id="felt"),
        dcc.Store(id="husk"),
    ],
)
def test_what_may_become_different_or_leads_out_stays_itself(live: Component) -> None:
    made = still(html.Div([html.P([html.Strong("før"), " x"]), live, html.P([html.Em("etter")])]))
    assert not isinstance(made, Still)
    before, same, after = made.children
    assert isinstance(before, Still)
    assert same is live
    assert isinstance(after, Still)


def test_a_button_that_changes_the_address_and_a_link_within_are_told() -> None:
    way = html.Button(html.Span("Bytt"), type="button", **go("bytt-a", "?datasett=x"))
    made = still(html.P([way, html.A("her", href="/nb/nettverk"), html.H2("Navn", id="navnet")]))
    assert isinstance(made, Still)
    said = [part["said"] for part in sent(made)["props"]["drawn"]["parts"]]
    assert said[0] == {"type": "button", "data-go": "?datasett=x", "data-key": "bytt-a"}
    assert said[2] == {"id": "navnet"}


def test_neighbours_are_one_and_answers_keep_their_number() -> None:
    made = still(html.Div([html.P("a"), html.P("b"), html.Div(id="sted"), "tekst"]))
    both, place, text = made.children
    assert isinstance(both, Still)
    assert [one["parts"] for one in sent(both)["props"]["drawn"]] == [["a"], ["b"]]
    assert (place.id, text) == ("sted", "tekst")
    several = still([html.P(["a", html.B("b")]), html.P(["c", html.B("d")]), no_update, {"x": 1}, "y"])
    assert [type(one) for one in several[:2]] == [Still, Still]
    assert several[2:] == [no_update, {"x": 1}, "y"]
    assert still(None) is None


def test_a_text_that_is_written_to_be_run_is_a_text() -> None:
    made = still(html.Ul([html.Li("<img src=x onerror=alert(1)>"), html.Li("b")]))
    assert sent(made)["props"]["drawn"]["parts"][0]["parts"] == ["<img src=x onerror=alert(1)>"]


@pytest.mark.parametrize(("page", "part"), pages_and_parts())
def test_nothing_that_a_callback_knows_is_in_it(app: Dash, page: str, part: str) -> None:
    search = f"?datasett=innherred&utfordring=ensomhet{f'&del={part}' if part else ''}"
    drawn = draw(app, f"/nb/{page}", search)
    held = [one for one in pieces(drawn.root) if isinstance(one, Still)]
    assert held
    names = {getattr(inner, "id", None) for one in held for inner in pieces(one.children)} - {None}
    listed = app._callback_list
    known = {one["id"] for callback in listed for one in (*callback["inputs"], *callback["state"])}
    answered = {
        one.strip(".").rpartition(".")[0] for callback in listed for one in callback["output"].split("...")
    }
    assert len(answered) > 50
    assert not names & (known | answered)
