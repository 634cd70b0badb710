"""The application as a server: headers, limits, paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dashboard.app import MOST_BYTES

if TYPE_CHECKING:
    from dash import Dash


@pytest.mark.parametrize(("path", "to"), [("/", "/nb/oversikt"), ("/nn", "/nn/oversikt")])
def test_the_front_door_leads_to_the_overview(app: Dash, path: str, to: str) -> None:
    answer = app.server.test_client().get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, to)


@pytest.mark.parametrize(
    ("path", "language", "title"),
    [
        ("/nb/inviteres", "nb", "Hvem bør inviteres? – samskaping"),
        ("/nn/inviteres", "nn", "Kven bør inviterast? – samskaping"),
        ("/en/nettverk", "en", "Network – samskaping"),
    ],
)
def test_the_first_bytes_are_in_the_readers_language(app: Dash, path: str, language: str, title: str) -> None:
    page = app.server.test_client().get(path).get_data(as_text=True)
    assert f'<html lang="{language}">' in page
    assert f"<title>{title}</title>" in page
    assert "Loading..." not in page


def test_a_page_that_is_not_there_says_so(app: Dash) -> None:
    answer = app.server.test_client().get("/nb/finnes-ikke")
    assert answer.status_code == 404
    assert answer.mimetype == "text/html"


def test_health_answers(app: Dash) -> None:
    assert app.server.test_client().get("/health").status_code == 200


def test_scripts_run_only_from_ourselves(app: Dash) -> None:
    headers = app.server.test_client().get("/nb/oversikt").headers
    scripts = next(p for p in headers["Content-Security-Policy"].split("; ") if p.startswith("script-src"))
    assert "'self'" in scripts
    assert "unsafe" not in scripts
    assert "http" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_a_request_that_is_too_large_is_refused(app: Dash) -> None:
    body = b"x" * (MOST_BYTES + 1)
    answer = app.server.test_client().post(
        "/_dash-update-component", data=body, content_type="application/json"
    )
    assert answer.status_code in (400, 413)


def test_the_page_is_sent_compressed(app: Dash) -> None:
    answer = app.server.test_client().get("/_dash-dependencies", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"


def test_nothing_of_the_workshop_is_open(app: Dash) -> None:
    page = app.server.test_client().get("/nb/oversikt").get_data(as_text=True)
    assert '"ui":false' in page.replace(" ", "")
    assert '"hot_reload"' not in page
