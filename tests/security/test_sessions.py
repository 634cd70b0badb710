"""Logging in and out: cookies, fixation, time-outs, and what a form must bring."""

from __future__ import annotations

import logging

import pytest
from sqlalchemy import select

from dashboard.guard.book import SESSION
from dashboard.guard.keys import digest
from tests.security.conftest import HOST, OWN, PASSWORD, PREFIX, House, Somebody

INSIDE = f"/{OWN}/nb/oversikt"


def is_in(somebody: Somebody) -> bool:
    return somebody.get(INSIDE).status_code == 200


# -- cookies -------------------------------------------------------------------------------------------


def test_cookies_are_as_narrow_as_a_browser_allows(shared: House) -> None:
    somebody = shared.somebody()
    set_cookies = somebody.get("/logg-inn").headers.getlist("Set-Cookie")
    set_cookies += somebody.log_in("lese").headers.getlist("Set-Cookie")
    assert len(set_cookies) == 5
    assert sum("Max-Age" in one and "Max-Age=0" not in one for one in set_cookies) == 1  # that it is known
    for one in set_cookies:
        parts = [part.strip() for part in one.split(";")]
        assert parts[0].startswith("__Host-samskaping")
        assert {"Secure", "Path=/", "SameSite=Lax"} <= set(parts)
        assert not [part for part in parts if part.startswith("Domain")]
        assert ("HttpOnly" in parts) is ("-token=" not in parts[0])  # our own script sends that one back


def test_the_session_says_nothing_and_the_server_keeps_no_way_in(house: House) -> None:
    token = house.somebody("lese").session
    assert token is not None
    assert len(token) == 64
    with house.desk.book.reading() as reading:
        held = [row.digest for row in reading.execute(select(SESSION))]
    assert held == [digest(token)]
    assert token.encode() not in (house.folder / "kontoer.sqlite3").read_bytes()


def test_two_log_ins_never_share_a_token(shared: House) -> None:
    tokens = {shared.somebody("lese").session for _ in range(5)}
    assert len(tokens) == 5


# -- fixation ------------------------------------------------------------------------------------------


def test_a_session_that_was_planted_is_not_the_one_that_is_logged_in(shared: House) -> None:
    planted = shared.somebody("ingen")
    victim = shared.somebody()
    victim.client.set_cookie(
        "__Host-samskaping", planted.session or "", domain="samskaping.example", secure=True
    )
    assert victim.get("/logg-inn").status_code == 302  # the planted one is somebody
    victim.client.delete_cookie("__Host-samskaping", domain="samskaping.example")
    proof = victim.proof()
    victim.client.set_cookie(
        "__Host-samskaping", planted.session or "", domain="samskaping.example", secure=True
    )
    form = {"bevis": proof, "konto": "planke", "passord": PASSWORD}
    assert victim.post("/logg-inn", data=form).status_code == 303
    assert victim.session not in (None, planted.session)
    assert is_in(victim)
    assert not is_in(planted)
    assert planted.get("/").status_code == 302  # and it is over


@pytest.mark.parametrize("token", ["", "x", "0" * 64, "../../x", "' or 1=1 --", "å" * 64])
def test_an_invented_session_is_nobody(shared: House, token: str) -> None:
    somebody = shared.somebody()
    headers = {"Cookie": f"__Host-samskaping={token}"}
    answer = somebody.client.get(
        f"{PREFIX}{INSIDE}", base_url=HOST, headers={**headers, "Accept": "text/html"}
    )
    assert answer.status_code == 302


# -- time ----------------------------------------------------------------------------------------------


def test_who_is_away_too_long_is_logged_out(house: House) -> None:
    somebody = house.somebody("planke")
    house.clock.pass_by(minutes=29)
    assert is_in(somebody)
    house.clock.pass_by(minutes=29)
    assert is_in(somebody)
    house.clock.pass_by(minutes=30)
    assert not is_in(somebody)
    house.clock.pass_by(minutes=-30)
    assert not is_in(somebody)  # it is gone from the server, and not only out of date


def test_nobody_stays_for_ever(house: House) -> None:
    somebody = house.somebody("planke")
    for _ in range(29):
        house.clock.pass_by(minutes=20)
        assert is_in(somebody)
    house.clock.pass_by(minutes=20)
    assert not is_in(somebody)


def test_a_page_that_is_still_open_is_told_that_the_session_is_over(house: House) -> None:
    somebody = house.somebody("planke")
    house.clock.pass_by(hours=1)
    assert somebody.call("x.y", []).status_code == 401


def left(somebody: Somebody, path: str = INSIDE) -> int:
    return int(somebody.get(path).headers["Samskaping-Left"])


def test_every_answer_tells_how_long_the_log_in_lasts_and_asking_prolongs_it(house: House) -> None:
    somebody = house.somebody("planke")
    assert left(somebody) == 30 * 60
    house.clock.pass_by(minutes=28)
    here = somebody.get(f"/{OWN}/_her")
    assert (here.status_code, here.headers["Samskaping-Left"], here.text) == (204, str(30 * 60), "")
    house.clock.pass_by(seconds=10)
    assert left(somebody) == 30 * 60 - 10  # whoever was seen just now is not written down anew
    house.clock.pass_by(minutes=31)
    assert somebody.get(f"/{OWN}/_her").status_code == 401


def test_at_the_very_end_it_cannot_be_prolonged(house: House) -> None:
    somebody = house.somebody("planke")
    for _ in range(21):
        house.clock.pass_by(minutes=28)
        left(somebody)
    assert left(somebody, f"/{OWN}/_her") == 12 * 60


def test_how_long_it_lasts_is_told_to_nobody_else(shared: House) -> None:
    assert "Samskaping-Left" not in shared.somebody().get(INSIDE).headers
    assert "Samskaping-Left" not in shared.somebody("ingen").get(f"/{OWN}/_her").headers
    assert shared.somebody("ingen").get(f"/{OWN}/_her").status_code == 404


def test_old_sessions_are_not_kept(house: House) -> None:
    house.somebody("planke")
    house.clock.pass_by(hours=11)
    house.somebody("lese")
    with house.desk.book.reading() as reading:
        assert [row.account for row in reading.execute(select(SESSION))] == ["lese"]


# -- out -----------------------------------------------------------------------------------------------


def test_logging_out_ends_it_on_the_server(shared: House) -> None:
    somebody = shared.somebody("planke")
    token = somebody.session or ""
    assert somebody.post("/logg-ut", data={"bevis": "feil"}).status_code == 403
    assert is_in(somebody)
    answer = somebody.post("/logg-ut", data={"bevis": somebody.token})
    assert answer.headers["Location"] == f"{PREFIX}/logg-inn?sprak=nb"
    assert "cache" in answer.headers["Clear-Site-Data"]
    assert somebody.session is None
    somebody.client.set_cookie("__Host-samskaping", token, domain="samskaping.example", secure=True)
    assert not is_in(somebody)


@pytest.mark.parametrize("change", ["remove", "password"])
def test_a_changed_account_is_logged_out_everywhere(house: House, change: str) -> None:
    one, other = house.somebody("planke"), house.somebody("planke")
    if change == "remove":
        house.desk.accounts.remove("planke")
    else:
        house.desk.accounts.set_password("planke", "en helt annen frase")
    assert not is_in(one)
    assert not is_in(other)
    assert house.somebody().log_in("planke").status_code == 401


# -- sent by other pages -------------------------------------------------------------------------------

ELSEWHERE = (
    {},
    {"Origin": "https://ond.example"},
    {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
    {"Origin": "http://samskaping.example"},
    {"Origin": "https://samskaping.example:8443"},
    {"Origin": "https://samskaping.example.ond.example"},
    {"Origin": HOST, "Sec-Fetch-Site": "cross-site"},
    {"Origin": HOST, "Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Referer": f"{HOST}{PREFIX}/"},
)


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_nothing_that_another_page_sends_is_done(shared: House, headers: dict[str, str]) -> None:
    somebody = shared.somebody("planke")
    told = {**headers, "X-Samskaping-Token": somebody.token}
    assert somebody.call("x.y", [], headers=told).status_code == 403
    assert somebody.post("/logg-ut", headers, data={"bevis": somebody.token}).status_code == 403
    assert is_in(somebody)
    form = {"bevis": shared.somebody().proof(), "konto": "planke", "passord": PASSWORD}
    assert shared.somebody().post("/logg-inn", headers, data=form).status_code == 403


def test_our_own_pages_must_send_the_token_of_the_session(shared: House) -> None:
    somebody, other = shared.somebody("planke"), shared.somebody("planke")
    for token in (None, "", "x", other.token, somebody.session or "", somebody.token[:-1], "å"):
        headers = dict(somebody.headers)
        if token is not None:
            headers["X-Samskaping-Token"] = token
        assert somebody.call("x.y", [], headers=headers).status_code == 403
    assert somebody.page("oversikt").status_code == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_nothing_is_drawn_into_another_page(shared: House, site: str) -> None:
    somebody = shared.somebody("planke")
    drawn = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors"}
    assert somebody.get(f"/{OWN}/_dash-layout", headers=drawn).status_code == 403
    link = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": "navigate"}
    assert somebody.get(INSIDE, headers=link).status_code == 200


def test_the_form_was_made_for_this_browser(shared: House) -> None:
    somebody, other = shared.somebody(), shared.somebody()
    proof = other.proof()
    somebody.proof()
    for told in (proof, "", "x"):
        answer = somebody.post("/logg-inn", data={"bevis": told, "konto": "planke", "passord": PASSWORD})
        assert answer.status_code == 403
        assert somebody.session is None
        assert "Skjemaet var for gammelt" in answer.text


def test_a_form_that_is_too_large_is_not_read(shared: House) -> None:
    somebody = shared.somebody()
    form = {"bevis": somebody.proof(), "konto": "planke", "passord": "x" * 100_000}
    assert somebody.post("/logg-inn", data=form).status_code == 413


# -- what is told --------------------------------------------------------------------------------------


def test_a_wrong_account_and_a_wrong_password_are_told_alike(shared: House) -> None:
    told = []
    for name, password in (
        ("planke", "feil feil feil feil"),
        ("finnes-ikke", PASSWORD),
        ("", ""),
        ("x" * 500, "y"),
    ):
        somebody = shared.somebody()
        answer = somebody.log_in(name, password)
        assert answer.status_code == 401
        assert somebody.session is None
        told.append(
            answer.text.replace(shared.desk.form_token(somebody.cookie("__Host-samskaping-dor") or ""), "")
        )
    assert len(set(told)) == 1


def test_an_account_that_is_not_there_costs_a_hash_as_well(
    shared: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed: list[str] = []
    real = shared.desk.accounts._verify
    monkeypatch.setattr(shared.desk.accounts, "_verify", lambda h, p: hashed.append(h[:9]) or real(h, p))
    shared.somebody().log_in("planke", "feil feil feil feil")
    shared.somebody().log_in("finnes-ikke", "feil feil feil feil")
    assert hashed == ["$argon2id"] * 2


def test_the_log_names_nobody(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    somebody = house.somebody()
    somebody.log_in("planke", "et hemmelig feil passord")
    somebody.log_in("planke")
    somebody.page("aktorer-og-data", "?datasett=innherred&aktor=verdal-eldreraad")
    somebody.call(
        "finnes.ikke", [{"id": "Oppdiktet Prøvesen", "property": "x", "value": "Oppdiktet Prøvesen"}]
    )
    token = somebody.token
    somebody.post("/logg-ut", data={"bevis": token})
    text = caplog.text
    assert "logged in" in text
    assert "log-in refused" in text
    assert "logged out" in text
    for name in (
        "planke",
        "Planke",
        "hemmelig",
        PASSWORD,
        "Prøvesen",
        "eldreraad",
        token,
        "127.0.0.1",
    ):
        assert name not in text


def test_a_fault_shows_no_trace_and_logs_no_content(house: House, caplog: pytest.LogCaptureFixture) -> None:
    somebody = house.somebody("planke")
    answer = somebody.client.post(
        f"{PREFIX}/{OWN}/_dash-update-component",
        base_url=HOST,
        data=b'{"output": "Oppdiktet Pr\xc3\xb8vesen"}',
        headers={**somebody.headers, "X-Samskaping-Token": somebody.token},
        content_type="application/json",
    )
    assert answer.status_code in (400, 500)
    assert "Traceback" not in answer.text
    assert "Prøvesen" not in answer.text + caplog.text
