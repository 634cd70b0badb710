"""How often one may try: the same for accounts that are there and those that are not, restarts or not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from dashboard.guard.accounts import LEAST, MOST
from dashboard.guard.attempts import MOST as TIMES
from dashboard.guard.desk import Desk
from dashboard.guard.front import guarded
from matchmaker.kernel.errors import InputError
from tests.security.conftest import CHEAP, ENVIRONMENT, OWN, PASSWORD, House

WRONG = "feil feil feil feil"


@pytest.mark.parametrize("name", ["planke", "finnes-ikke"])
def test_after_some_attempts_one_must_wait_and_is_told_how_long(house: House, name: str) -> None:
    somebody = house.somebody()
    for _ in range(TIMES["both"]):
        assert somebody.log_in(name, WRONG).status_code == 401
        house.clock.pass_by(seconds=60)
    held = somebody.log_in(name, PASSWORD)
    assert held.status_code == 429
    assert held.headers["Retry-After"] == "600"
    assert "Du kan prøve igjen om 10 minutter" in held.text
    assert somebody.session is None
    house.clock.pass_by(seconds=599)
    assert somebody.log_in(name, PASSWORD).status_code == 429
    house.clock.pass_by(seconds=1)
    assert somebody.log_in(name, PASSWORD).status_code == (303 if name == "planke" else 401)


def test_a_restart_forgives_nothing(house: House) -> None:
    for _ in range(TIMES["both"]):
        house.somebody().log_in("planke", WRONG)
    house.desk.book.close()
    house.desk = Desk(house.config, house.clock, CHEAP)
    house.served = guarded(house.config, ENVIRONMENT, house.clock, house.desk)
    assert house.somebody().log_in("planke").status_code == 429


def test_the_right_password_forgives_ones_own_slips(house: House) -> None:
    for _ in range(3):
        for _ in range(TIMES["both"] - 1):
            assert house.somebody().log_in("planke", WRONG).status_code == 401
        assert house.somebody().log_in("planke").status_code == 303


def test_one_address_cannot_try_every_account(house: House) -> None:
    for number in range(TIMES["address"]):
        assert house.somebody().log_in(f"konto{number}", WRONG).status_code == 401
    assert house.somebody().log_in("planke").status_code == 429


def test_many_addresses_cannot_try_one_account(tmp_path: object) -> None:
    house = House(tmp_path, proxies=1)  # type: ignore[arg-type]
    for number in range(TIMES["account"]):
        somebody = house.somebody()
        somebody.headers["X-Forwarded-For"] = f"192.0.2.{number}"
        assert somebody.log_in("planke", WRONG).status_code == 401
    somebody = house.somebody()
    somebody.headers["X-Forwarded-For"] = "192.0.2.250"
    assert somebody.log_in("planke").status_code == 429


def besieged(house: House) -> None:
    """Strangers who guess on purpose, from many addresses and from this one."""
    for number in range(TIMES["account"] + TIMES["address"]):
        stranger = house.somebody()
        here = number >= TIMES["account"]
        stranger.headers["X-Forwarded-For"] = "192.0.2.250" if here else f"192.0.2.{number}"
        assert stranger.log_in("planke" if number % 2 else "PLANKE ", WRONG).status_code in (401, 429)


def test_who_has_been_in_before_is_not_kept_out_by_others_who_guess(tmp_path: object) -> None:
    house = House(tmp_path, proxies=1)  # type: ignore[arg-type]
    known, other = house.somebody("planke"), house.somebody("lese")
    besieged(house)
    for somebody in (known, other):
        somebody.headers["X-Forwarded-For"] = "192.0.2.250"
        somebody.post("/logg-ut", data={"bevis": somebody.token})
    assert known.log_in("planke").status_code == 303
    assert other.log_in("planke").status_code == 429  # known to another account
    new = house.somebody()
    new.headers["X-Forwarded-For"] = "198.51.100.1"
    assert new.log_in("planke").status_code == 429


def test_a_known_browser_may_not_try_for_ever_either(house: House) -> None:
    somebody = house.somebody("planke")
    somebody.post("/logg-ut", data={"bevis": somebody.token})
    for _ in range(TIMES["browser"]):
        assert somebody.log_in("planke", WRONG).status_code == 401
    assert somebody.log_in("planke").status_code == 429
    house.clock.pass_by(minutes=15)
    assert somebody.log_in("planke").status_code == 303


@pytest.mark.parametrize(
    "forged", ["x.y", ".", "{number}.", "{number}." + "0" * 64, "0.{mark}", "{mark}.{number}"]
)
def test_nobody_says_of_themselves_that_they_are_known(house: House, forged: str) -> None:
    held = house.somebody("lese").cookie("__Host-samskaping-kjent") or ""
    number, _, mark = held.partition(".")
    somebody = house.somebody()
    value = forged.format(number=number, mark=mark)
    for _ in range(TIMES["both"]):
        somebody.client.set_cookie("__Host-samskaping-kjent", value, domain="samskaping.example", secure=True)
        assert somebody.log_in("planke", WRONG).status_code == 401
    assert somebody.log_in("planke").status_code == 429


def test_one_account_is_counted_once_however_it_is_written(house: House) -> None:
    for name in ("planke", "PLANKE", " planke ", "ｐｌａｎｋｅ", "ＰＬＡＮＫＥ"):
        assert house.somebody().log_in(name, WRONG).status_code == 401
    assert house.somebody().log_in("ｐlanke").status_code == 429


def test_nobody_chooses_their_own_address(house: House) -> None:
    """Without a proxy in front the header is the visitor's own word."""
    for number in range(TIMES["both"]):
        somebody = house.somebody()
        somebody.headers["X-Forwarded-For"] = f"192.0.2.{number}"
        assert somebody.log_in("planke", WRONG).status_code == 401
    assert house.somebody().log_in("planke").status_code == 429


def test_many_at_once_are_not_more_than_many_after_each_other(house: House) -> None:
    browsers = [house.somebody() for _ in range(12)]
    proofs = [one.proof() for one in browsers]

    def go(pair: tuple[object, str]) -> int:
        somebody, proof = pair
        form = {"bevis": proof, "konto": "planke", "passord": WRONG}
        return somebody.post("/logg-inn", data=form).status_code  # type: ignore[attr-defined,no-any-return]

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(go, zip(browsers, proofs, strict=True)))
    assert sorted(answers) == [401] * TIMES["both"] + [429] * (12 - TIMES["both"])


def test_no_name_or_address_is_kept_of_who_tried(house: House) -> None:
    house.somebody().log_in("hemmelig-navn", WRONG)
    house.desk.book.close()
    held = (house.folder / "kontoer.sqlite3").read_bytes()
    assert b"hemmelig-navn" not in held
    assert b"127.0.0.1" not in held
    assert WRONG.encode() not in held


# -- accounts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("password", "code"),
    [("kort", "password_length"), ("x" * (MOST + 1), "password_length"), ("a" * LEAST, "password_simple"),
     ("planleggeren-2026", "password_simple"), ("ababababababab", "password_simple")],
)  # fmt: skip
def test_passwords_that_are_easily_guessed_are_refused(house: House, password: str, code: str) -> None:
    with pytest.raises(InputError) as wrong:
        house.desk.accounts.add("planleggeren", password)
    assert wrong.value.code == code


@pytest.mark.parametrize("name", ["", " ", "a b", "a/b", "<b>", 'a"b', "oidc:x", "x" * 65, "a\x00b"])
def test_names_that_could_be_something_else_are_refused(house: House, name: str) -> None:
    with pytest.raises(InputError) as wrong:
        house.desk.accounts.add(name, PASSWORD)
    assert wrong.value.code == "account_name"


def test_the_case_of_a_name_does_not_matter_and_its_letters_do(house: House) -> None:
    assert house.somebody().log_in(" PLANKE ").status_code == 303
    with pytest.raises(InputError, match="account_exists"):
        house.desk.accounts.add("Planke", PASSWORD)
    assert house.somebody().log_in("plankе").status_code == 401  # the last letter is Cyrillic


def test_accounts_and_rights_are_listed_changed_and_taken_away(house: House) -> None:
    accounts = house.desk.accounts
    assert [one.name for one in accounts.listed()] == ["ingen", "lese", "planke", "styre"]
    for go in (
        lambda: accounts.remove("finnes-ikke"),
        lambda: accounts.set_password("finnes-ikke", "en helt annen frase"),
        lambda: accounts.grant("finnes-ikke", OWN, accounts.rights("lese")[OWN]),
        lambda: accounts.revoke("finnes-ikke", OWN),
    ):
        with pytest.raises(InputError, match="unknown_account"):
            go()
    with pytest.raises(InputError, match="no_right"):
        accounts.revoke("ingen", OWN)
    accounts.remove("lese")
    assert accounts.rights("lese") == {}


def test_only_the_owner_can_read_the_file(house: House) -> None:
    assert (house.folder / "kontoer.sqlite3").stat().st_mode & 0o077 == 0


def test_a_hash_that_has_become_weak_is_made_anew(house: House) -> None:
    from argon2 import PasswordHasher

    stronger = Desk(house.config, house.clock, PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert stronger.accounts.verified("planke", PASSWORD) is not None
    with house.desk.book.reading() as reading:
        held = reading.exec_driver_sql("SELECT password FROM account WHERE name='planke'").scalar_one()
    assert "m=16,t=2" in held
