"""What is open to whom: every route, every workspace, and what cannot be told from outside."""

from __future__ import annotations

import pytest

from dashboard.guard.headers import ALWAYS
from dashboard.guard.names import OWN as OWN_NAMES
from tests.security.conftest import HOST, OTHER, OWN, PEOPLE, PREFIX, House, unescaped

OPEN = {"/health": 200, "/logg-inn": 200, "/stil/tokens.css": 200, "/stil/dor.css": 200,
        "/tilgjengelighet": 200}  # fmt: skip
"""What is there for everybody."""
PAGES = (
    "",
    "/",
    "/nb",
    "/nb/oversikt",
    "/nb/aktorer-og-data?datasett=innherred",
    "/health",
    "/assets/data.css",
    "/_dash-layout",
    "/_dash-dependencies",
    "/_favicon.ico",
    "/_alive_x",
    "/_reload-hash",
    "/..",
    "/%2e%2e/stil/dor.css",
    "/_dash-component-suites/dash/deps/react@18.3.1.js",
)


def rules(house: House) -> list[str]:
    """Every address that a workspace's application knows, with something put for its parts."""
    made = house.somebody("styre")
    assert made.get(f"/{OWN}/nb/oversikt").status_code == 200
    from dashboard.app import create_app
    from tests.security.conftest import ENVIRONMENT

    app = create_app(house.keeps(), ENVIRONMENT)
    found = {
        rule.rule.replace("<path:", "<").replace("<string:", "<") for rule in app.server.url_map.iter_rules()
    }
    return sorted({part.replace("<", "").replace(">", "") for part in found})


def test_no_route_is_open_without_log_in(shared: House) -> None:
    listed = rules(shared)
    assert "/_dash-update-component" in listed
    assert len(listed) > 8
    for path in [*listed, *PAGES]:
        stranger = shared.somebody()
        for workspace in (OWN, OTHER, "finnes-ikke"):
            answer = stranger.get(f"/{workspace}{path}")
            assert answer.status_code in (301, 302, 308, 401, 404), path
            if answer.status_code in (301, 302, 308):
                assert answer.headers["Location"].startswith(
                    (f"{PREFIX}/logg-inn?til=", f"{HOST}{PREFIX}/")
                ), path
            sent = stranger.post(f"/{workspace}{path}", json={})
            assert sent.status_code in (302, 401, 404, 405), path


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "OPTIONS", "HEAD"])
def test_no_other_method_leads_in(shared: House, method: str) -> None:
    answer = shared.somebody().client.open(f"{PREFIX}/{OWN}/nb/oversikt", method=method, base_url=HOST)
    assert answer.status_code in (302, 401, 403)
    assert OWN not in answer.text


@pytest.mark.parametrize(("path", "status"), OPEN.items())
def test_what_is_open_tells_nothing(shared: House, path: str, status: int) -> None:
    answer = shared.somebody().get(path)
    assert answer.status_code == status
    assert OWN not in answer.text.casefold()
    if path == "/health":
        assert (answer.text, answer.headers.get("Set-Cookie")) == ("ok", None)


@pytest.mark.parametrize(
    "path",
    [
        "/stil/../config.py",
        "/stil/%2e%2e/book.py",
        "/stil/..%2fbook.py",
        "/stil/book.py",
        "/stil//etc/passwd",
        "/logg-inn/../innherred/nb/oversikt",
        "/oidc/start",
        "/oidc/tilbake?code=a&state=b",
        "/oidc",
    ],
)
def test_no_other_file_or_page_is_open(shared: House, path: str) -> None:
    answer = shared.somebody().get(path)
    assert answer.status_code in (302, 403, 404, 503)
    assert "import" not in answer.text


@pytest.mark.parametrize(
    "path", ["", "/", "/nb/oversikt", "/_dash-layout", "/nb/oversikt?datasett=innherred", "/x/y"]
)
@pytest.mark.parametrize("name", ["ingen", *PEOPLE])
def test_a_workspace_one_has_no_right_in_cannot_be_told_from_one_that_is_not(
    shared: House, name: str, path: str
) -> None:
    somebody = shared.somebody(name)
    there, not_there = somebody.get(f"/{OTHER}{path}"), somebody.get(f"/finnes-ikke{path}")
    assert there.status_code == not_there.status_code == 404
    assert there.data == not_there.data
    assert sorted(there.headers) == sorted(not_there.headers)
    sent = [somebody.call("x.y", [], workspace=where) for where in (OTHER, "finnes-ikke")]
    assert sent[0].status_code == sent[1].status_code == 404
    assert sent[0].data == sent[1].data


def test_both_take_the_same_way(shared: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Time cannot tell either, since nothing is looked up about a workspace before a right in it is found."""
    from dashboard.guard.mounted import Mounted

    asked: list[str] = []
    monkeypatch.setattr(Mounted, "served", lambda _self, name: asked.append(name))
    somebody = shared.somebody("ingen")
    for name in (OTHER, "finnes-ikke"):
        assert somebody.get(f"/{name}/nb/oversikt").status_code == 404
    assert asked == []
    shared.somebody("lese").get(f"/{OWN}/nb/oversikt")
    assert asked == [OWN]


def test_a_right_in_a_workspace_that_is_gone_shows_what_others_see(house: House) -> None:
    house.desk.accounts.grant("ingen", "nedlagt", PEOPLE["lese"])
    somebody = house.somebody("ingen")
    assert somebody.get("/nedlagt/").data == somebody.get("/aldri/").data


@pytest.mark.parametrize("name", PEOPLE)
def test_who_has_a_right_comes_in_and_sees_only_their_own_listed(shared: House, name: str) -> None:
    somebody = shared.somebody(name)
    listed = somebody.get("/").text
    assert f"{PREFIX}/{OWN}/nb" in listed
    assert OTHER not in listed
    first = somebody.get(f"/{OWN}/")
    assert (first.status_code, first.headers["Location"]) == (302, f"{PREFIX}/{OWN}/nb/oversikt")
    page = somebody.get(f"/{OWN}/nb/oversikt")
    assert page.status_code == 200
    assert f'"requests_pathname_prefix":"{PREFIX}/{OWN}/"' in unescaped(page)
    assert somebody.get(f"/{OWN}/nb/finnes-ikke").status_code == 404
    made = somebody.page("oversikt")
    assert made.status_code == 200
    assert "Oversikt" in made.text


def test_who_has_no_right_is_told_so(shared: House) -> None:
    assert "Du har ikke tilgang til noe arbeidsrom" in shared.somebody("ingen").get("/").text


def test_a_right_that_is_taken_away_is_gone_at_once(house: House) -> None:
    somebody = house.somebody("planke")
    assert somebody.get(f"/{OWN}/nb/oversikt").status_code == 200
    house.desk.accounts.revoke("planke", OWN)
    assert somebody.get(f"/{OWN}/nb/oversikt").status_code == 404


@pytest.mark.parametrize(
    "til",
    [
        "https://ond.example/",
        "//ond.example",
        "/\\ond.example",
        "/verktoy/\\ond",
        "javascript:x",
        "/annet",
        "/verktoy/\r\nSet-Cookie: a=b",
        "/verktoy/\tx",
        "/verktoyx",
    ],
)
def test_nobody_is_led_elsewhere_by_logging_in(shared: House, til: str) -> None:
    answer = shared.somebody().log_in("lese", after=til)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"{PREFIX}/"


def test_who_logs_in_comes_where_they_were_going(shared: House) -> None:
    stranger = shared.somebody()
    sent = stranger.get(f"/{OWN}/nn/nettverk?datasett=innherred")
    form = stranger.get(sent.headers["Location"].removeprefix(PREFIX)).text
    assert 'value="/verktoy/innherred/nn/nettverk?datasett=innherred"' in form
    after = stranger.log_in("lese", after=f"{PREFIX}/{OWN}/nn/nettverk?datasett=innherred")
    assert after.headers["Location"] == f"{PREFIX}/{OWN}/nn/nettverk?datasett=innherred"


@pytest.mark.parametrize(
    "path",
    [
        "/health",
        "/logg-inn",
        "/",
        "/finnes-ikke/",
        f"/{OWN}/nb/oversikt",
        "/stil/dor.css",
        f"/{OWN}/_dash-layout",
        f"/{OWN}/assets/data.css",
    ],
)
@pytest.mark.parametrize("name", [None, "planke"])
def test_every_answer_has_the_headers(shared: House, path: str, name: str | None) -> None:
    answer = shared.somebody(name).get(path)
    for header, value in ALWAYS.items():
        assert answer.headers.getlist(header) == [value]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    (policy,) = answer.headers.getlist("Content-Security-Policy")
    scripts = [part for part in policy.split("; ") if part.startswith(("script-src", "default-src"))]
    assert scripts
    assert not any("unsafe" in part or "http" in part for part in scripts)
    assert "frame-ancestors 'none'" in policy
    assert "Server" not in answer.headers
    fixed = answer.status_code == 200 and ("/assets/" in path or "/stil/" in path)
    assert (answer.headers["Cache-Control"] == "no-store") is not fixed


def test_the_address_is_the_configured_one_whatever_the_request_says(shared: House) -> None:
    answer = shared.somebody().client.get(
        f"{PREFIX}/{OWN}/nb/oversikt",
        base_url=HOST,
        headers={
            "Host": "ond.example",
            "X-Forwarded-Host": "ond.example",
            "X-Forwarded-Proto": "http",
            "X-Forwarded-Prefix": "/ond",
            "Accept": "text/html",
        },
    )
    assert "ond" not in str(answer.headers)
    assert answer.headers["Location"].startswith(f"{PREFIX}/logg-inn")


def test_a_proxy_may_take_the_prefix_off(shared: House) -> None:
    client = shared.somebody().client
    assert client.get("/health", base_url=HOST).status_code == 200
    assert client.get("/logg-inn", base_url=HOST).status_code == 200


def test_the_pages_of_a_shared_dashboard_show_the_way_out(shared: House) -> None:
    somebody = shared.somebody("planke")
    from dashboard.components import ids

    output = f"{ids.HEADER}.children"
    made = somebody.call(
        output,
        [
            {"id": ids.URL, "property": "pathname", "value": f"{PREFIX}/{OWN}/nb/oversikt"},
            {"id": ids.URL, "property": "search", "value": ""},
        ],
    )
    assert made.status_code == 200
    assert '"data-door"' in made.text
    assert f'"href":"{PREFIX}/?sprak=nb"' in unescaped(made)


def test_names_of_the_guards_own_pages_are_taken() -> None:
    from dashboard.guard.names import check_workspace
    from matchmaker.kernel.errors import InputError

    for name in (*OWN_NAMES, "", "Å", "a/b", "..", "-a", "a" * 64, "A"):
        with pytest.raises(InputError) as wrong:
            check_workspace(name)
        assert wrong.value.code == "workspace_name"
