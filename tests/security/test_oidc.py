"""Log-in by somebody else's accounts, against a real little provider, and everything that must be refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from dashboard.guard.book import SESSION
from dashboard.guard.oidc_settings import WELL_KNOWN, OidcSettings, Rule
from matchmaker.services.roles import Role
from tests.security.conftest import HOST, OTHER, OWN, PREFIX, Clock, House, Somebody
from tests.security.provider import (
    CLIENT,
    CLIENT_SECRET,
    Provider,
    signed_with_client_secret,
    signed_with_public_key,
    unsigned,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

RULES = (
    Rule("groups", "g-planleggere", OWN, Role.PLANNER),
    Rule("groups", "g-alle", OWN, Role.READER),
    Rule("sub", "kari-17", OTHER, Role.READER),
)


@pytest.fixture(scope="module")
def keys() -> Iterator[Provider]:
    """One provider for all: making its keys is what takes time."""
    made = Provider(Clock())
    yield made
    made.close()


@pytest.fixture
def provider(keys: Provider) -> Provider:
    keys.claims = {"sub": "kari-17", "name": "Kari Oppdiktet", "groups": ["g-alle", "g-planleggere"]}
    keys.trick, keys.discovery, keys.shown = None, {}, [keys.key]
    keys.asked.clear()
    return keys


@pytest.fixture
def house(tmp_path: Path, provider: Provider) -> House:
    return house_of(tmp_path, provider)


def house_of(folder: Path, provider: Provider, **more: Any) -> House:
    told = {
        "name": "Kommunens konto", "discovery": provider.address + WELL_KNOWN, "client_id": CLIENT,
        "client_secret": CLIENT_SECRET, "rules": RULES, **more,
    }  # fmt: skip
    made = House(folder, OidcSettings(**told))
    provider.clock = made.clock
    return made


def log_in(somebody: Somebody, provider: Provider, til: str = "", **change: str) -> Any:
    begun = somebody.get(f"/oidc/start?til={til}")
    if begun.status_code != 302:
        return begun
    back = urlsplit(provider.authorize(begun.headers["Location"], **change))
    assert f"{back.scheme}://{back.netloc}{back.path}" == f"{HOST}{PREFIX}/oidc/tilbake"
    crossed = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    return somebody.get(f"/oidc/tilbake?{back.query}", headers=crossed)


def test_who_logs_in_elsewhere_comes_where_they_were_going_with_their_rights(
    house: House, provider: Provider
) -> None:
    somebody = house.somebody()
    assert "Logg inn med Kommunens konto" in somebody.get("/logg-inn").text
    answer = log_in(somebody, provider, f"{PREFIX}/{OWN}/nn/nettverk")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PREFIX}/{OWN}/nn/nettverk")
    listed = somebody.get("/").text
    assert "planlegger" in listed
    assert "leser" in listed
    assert "Kari Oppdiktet" in listed
    assert somebody.get(f"/{OWN}/nb/oversikt").status_code == 200
    assert somebody.page("oversikt").status_code == 200
    asked = provider.asked[0]
    assert asked["code_challenge_method"] == "S256"
    assert asked["response_type"] == "code"
    assert len({asked[name] for name in ("state", "nonce", "code_challenge")}) == 3
    with house.desk.book.reading() as reading:
        (row,) = reading.execute(select(SESSION))
    assert row.account.startswith("oidc:")
    assert "kari-17" not in str(tuple(row))


def test_the_same_person_is_the_same_account_and_others_are_others(house: House, provider: Provider) -> None:
    for sub in ("kari-17", "kari-17", "ola-3"):
        provider.claims = {**provider.claims, "sub": sub}
        assert log_in(house.somebody(), provider).status_code == 303
    with house.desk.book.reading() as reading:
        accounts = [row.account for row in reading.execute(select(SESSION))]
    assert len(accounts) == 3
    assert len(set(accounts)) == 2


def test_rights_that_were_told_are_asked_for_anew(tmp_path: Path, provider: Provider) -> None:
    """Somebody who is taken out of a group there is out here when the time is up, busy or not."""
    house = house_of(tmp_path, provider)
    somebody, own = house.somebody(), house.somebody("planke")
    log_in(somebody, provider)
    for _ in range(5):
        house.clock.pass_by(minutes=20)
        assert somebody.get(f"/{OWN}/nb/oversikt").status_code == 200
        assert own.get(f"/{OWN}/nb/oversikt").status_code == 200
    house.clock.pass_by(minutes=20)
    assert somebody.get(f"/{OWN}/nb/oversikt").status_code == 302
    assert own.get(f"/{OWN}/nb/oversikt").status_code == 200  # an account's rights are looked up each time


def test_who_has_no_claim_that_gives_rights_has_none(house: House, provider: Provider) -> None:
    provider.claims = {"sub": "fremmed", "groups": "g-planleggere-2"}
    somebody = house.somebody()
    assert log_in(somebody, provider).status_code == 303
    assert somebody.get(f"/{OWN}/nb/oversikt").status_code == 404
    assert "Du har ikke tilgang til noe arbeidsrom" in somebody.get("/").text


def change(**claims: Any) -> Callable[[dict[str, Any], Provider], str]:
    return lambda held, provider: provider.signed({**held, **claims})


TRICKS: dict[str, Callable[[dict[str, Any], Provider], str]] = {
    "no signature": unsigned,
    "the public key as a secret": signed_with_public_key,
    "our own secret": signed_with_client_secret,
    "another key under the same name": lambda c, p: p.signed(c, key=p.other),
    "a key that is not told": lambda c, p: p.signed(c, "ES256", p.curve, "to"),
    "no token": lambda _c, _p: "",
    "no token at all": lambda _c, _p: "a.b.c",
    "for somebody else": change(aud="andre"),
    "for several, by another": change(aud=[CLIENT, "andre"], azp="andre"),
    "for several, by nobody": change(aud=[CLIENT, "andre"]),
    "by another provider": change(iss="https://ond.example"),
    "by nobody": change(iss=None),
    "of another log-in": change(nonce="en annen"),
    "of no log-in": change(nonce=None),
    "about nobody": change(sub=None),
    "out of date": change(exp=1_700_000_000),
    "without an end": change(exp=None),
    "of the future": change(iat=4_000_000_000, nbf=4_000_000_000),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_token_that_is_not_to_be_believed_lets_nobody_in(
    house: House, provider: Provider, trick: str, caplog: pytest.LogCaptureFixture
) -> None:
    provider.trick = TRICKS[trick]
    somebody = house.somebody()
    answer = log_in(somebody, provider)
    assert answer.status_code == 403
    assert somebody.session is None
    assert "Innloggingen kunne ikke fullføres" in answer.text
    assert "log-in elsewhere refused" in caplog.text
    assert "token_endpoint" not in caplog.text
    assert "kari" not in caplog.text.casefold()


def test_what_the_browser_comes_back_with_must_be_what_it_left_with(house: House, provider: Provider) -> None:
    for wrong in ({"state": "en annen"}, {"state": ""}, {"code": "kode-feil"}, {"code": ""},
                  {"error": "access_denied"}, {"iss": "https://ond.example"}):  # fmt: skip
        somebody = house.somebody()
        assert log_in(somebody, provider, **wrong).status_code == 403, wrong
        assert somebody.session is None


def test_an_address_to_come_back_to_works_once_and_in_one_browser(house: House, provider: Provider) -> None:
    attacker, victim = house.somebody(), house.somebody()
    back = urlsplit(provider.authorize(attacker.get("/oidc/start").headers["Location"]))
    assert victim.get(f"/oidc/tilbake?{back.query}").status_code == 403  # nobody is logged in as the attacker
    victim.get("/logg-inn")
    assert victim.get(f"/oidc/tilbake?{back.query}").status_code == 403
    assert attacker.get(f"/oidc/tilbake?{back.query}").status_code == 303
    attacker.client.delete_cookie("__Host-samskaping", domain="samskaping.example")
    assert attacker.get(f"/oidc/tilbake?{back.query}").status_code == 403


def test_who_takes_too_long_begins_anew(house: House, provider: Provider) -> None:
    somebody = house.somebody()
    back = urlsplit(provider.authorize(somebody.get("/oidc/start").headers["Location"]))
    house.clock.pass_by(seconds=600)
    assert somebody.get(f"/oidc/tilbake?{back.query}").status_code == 403


def test_a_key_that_the_provider_has_changed_is_found(house: House, provider: Provider) -> None:
    assert log_in(house.somebody(), provider).status_code == 303
    provider.shown = [provider.key, provider.curve]
    provider.trick = TRICKS["a key that is not told"]
    assert log_in(house.somebody(), provider).status_code == 303


@pytest.mark.parametrize(
    "told",
    [{"issuer": "https://ond.example"}, {"token_endpoint": "http://ond.example/token"}, {"jwks_uri": ""},
     {"authorization_endpoint": "javascript:alert(1)"}],
)  # fmt: skip
def test_a_provider_that_says_it_is_another_is_not_asked(
    tmp_path: Path, provider: Provider, told: Any
) -> None:
    provider.discovery = told
    assert log_in(house_of(tmp_path, provider).somebody(), provider).status_code == 503
    assert provider.asked == []


def test_a_level_of_assurance_that_was_asked_for_is_demanded(tmp_path: Path, provider: Provider) -> None:
    house = house_of(tmp_path, provider, acr_values=("idporten-loa-high",))
    assert log_in(house.somebody(), provider).status_code == 403
    assert provider.asked[0]["acr_values"] == "idporten-loa-high"
    provider.claims = {**provider.claims, "acr": "idporten-loa-high"}
    assert log_in(house.somebody(), provider).status_code == 303


def test_a_session_that_was_planted_is_not_the_one_that_comes_back(house: House, provider: Provider) -> None:
    somebody = house.somebody()
    assert log_in(somebody, provider).status_code == 303
    first = somebody.session
    assert log_in(somebody, provider).status_code == 303
    assert somebody.session != first
    stranger = house.somebody()
    stranger.client.set_cookie("__Host-samskaping", first or "", domain="samskaping.example", secure=True)
    assert stranger.get("/").status_code == 302


def test_nobody_is_led_elsewhere_by_it(house: House, provider: Provider) -> None:
    answer = log_in(house.somebody(), provider, "https://ond.example/")
    assert answer.headers["Location"] == f"{PREFIX}/"


def test_sent_away_with_our_address_and_no_other(house: House, provider: Provider) -> None:
    asked = parse_qs(urlsplit(house.somebody().get("/oidc/start").headers["Location"]).query)
    assert asked["redirect_uri"] == [f"{HOST}{PREFIX}/oidc/tilbake"]
    assert asked["client_id"] == [CLIENT]
    assert CLIENT_SECRET not in str(asked)
    assert provider.address
