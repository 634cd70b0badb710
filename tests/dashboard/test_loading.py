"""What the first page has the browser fetch, how it is sent, and how long it may be kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from flask_compress import flask_compress

from dashboard.components import loading
from dashboard.components.drawn import Picture
from dashboard.figures.heat import heat

if TYPE_CHECKING:
    from dash import Dash
    from werkzeug.test import TestResponse


def first_page(app: Dash) -> str:
    text: str = app.server.test_client().get("/nb/oversikt").text
    return text


def scripts(page: str) -> list[str]:
    return re.findall(r'<script src="([^"]+)"', page)


def late(page: str) -> dict[str, str]:
    return dict(re.findall(r'<meta name="late" data-part="([^"]+)" content="([^"]+)">', page))


def asked(app: Dash, address: str, encoding: str = "br") -> TestResponse:
    answer: TestResponse = app.server.test_client().get(
        address, headers={"Accept-Encoding": encoding}, buffered=True
    )
    return answer


@pytest.mark.parametrize("large", ["plotly", "dash_ag_grid", "dash_table", "polyfill"])
def test_what_few_pages_use_is_not_in_the_first_page(app: Dash, large: str) -> None:
    assert not [src for src in scripts(first_page(app)) if large in src]


def test_what_comes_later_can_be_fetched(app: Dash) -> None:
    told = late(first_page(app))
    assert {"plotly", "dash_ag_grid"} <= set(told)
    for address in told.values():
        answer = asked(app, address)
        assert (answer.status_code, answer.mimetype) == (200, "text/javascript")


def test_what_every_page_needs_is_there_in_order(app: Dash) -> None:
    names = [src.rpartition("/")[2] for src in scripts(first_page(app))]
    order = [
        next(at for at, name in enumerate(names) if name.startswith(wanted))
        for wanted in ("regenerator-runtime", "react@", "react-dom@", "late.js", "dash_core_components")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("encoding", ["br", "gzip", "zstd"])
def test_what_is_large_is_sent_compressed(app: Dash, encoding: str) -> None:
    sources = [*scripts(first_page(app)), late(first_page(app))["plotly"]]
    for src in (one for one in sources if "mantine" in one or "plotly" in one or "renderer" in one):
        answer, plain = asked(app, src, encoding), asked(app, src, "identity")
        assert answer.headers["Content-Encoding"] == encoding
        assert len(answer.data) < len(plain.data) / 2


def test_what_never_changes_is_compressed_once(app: Dash, monkeypatch: pytest.MonkeyPatch) -> None:
    page = first_page(app)
    fixed = [next(one for one in scripts(page) if "mantine" in one), late(page)["plotly"]]
    first = [asked(app, src).data for src in fixed]
    again: list[str] = []

    def compress(_app: object, _data: bytes, algorithm: str) -> bytes:
        again.append(algorithm)
        return b""

    monkeypatch.setattr(flask_compress, "_compress_data", compress)
    assert [asked(app, src).data for src in fixed] == first
    assert not again
    asked(app, "/_dash-dependencies")
    assert again == ["br"]


def test_only_what_has_a_name_is_kept() -> None:
    held = loading.Compressed()
    held.set("br;/a.js", b"1")
    held.set("br;", b"2")
    assert (held.get("br;/a.js"), held.get("br;")) == (b"1", None)


def test_files_with_a_date_in_their_name_are_kept_for_a_year(app: Dash) -> None:
    page = first_page(app)
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    dated = [*scripts(page), *styles, *late(page).values()]
    assert len(dated) > 20
    for address in dated:
        assert asked(app, address).cache_control.max_age == loading.YEAR, address


def test_other_files_are_kept_for_an_hour_and_answers_are_not(app: Dash) -> None:
    assert asked(app, "/assets/icons/mark.svg").cache_control.max_age == loading.HOUR
    for address in ("/nb/oversikt", "/_dash-layout"):
        assert asked(app, address).cache_control.max_age is None


def test_figures_are_of_the_kinds_that_the_browser_has() -> None:
    drawn = heat(["a", "b"], ["x", "y", "z"], [[1, None, 0], [2, 3, 4]])
    assert drawn is not None
    (trace,) = drawn["data"]
    assert trace["type"] in {"bar", "scatter"}
    assert list(zip(trace["y"], trace["x"], trace["text"], strict=True)) == [
        ("a", "x", "1"), ("a", "y", ""), ("a", "z", "0"), ("b", "x", "2"), ("b", "y", "3"), ("b", "z", "4"),
    ]  # fmt: skip
    shades = [float(shape["fillcolor"].rpartition(",")[2].rstrip(")")) for shape in drawn["layout"]["shapes"]]
    assert len(shades) == 5
    assert (min(shades), max(shades)) == (shades[1], shades[-1])
    told = Picture(drawn).to_plotly_json()  # type: ignore[no-untyped-call]
    assert (told["namespace"], told["type"], list(told["props"])) == (
        "samskaping_parts",
        "Picture",
        ["figure"],
    )
