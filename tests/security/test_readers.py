"""Every callback there is, called by a reader and by nobody, where one invented person stands."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pytest

from dashboard import state
from dashboard.components import group_ids, ids, learn_ids
from matchmaker.services.kept import text_of_package
from matchmaker.sources.datapackage import Package
from matchmaker.store.layout import TABLES
from tests import rights_data
from tests.security.conftest import OWN, PREFIX, House, unescaped
from tests.security.hostile import SCRIPT

if TYPE_CHECKING:
    from pathlib import Path

    from werkzeug.test import TestResponse

    from tests.security.conftest import Somebody

SEARCHES = (
    "?datasett=lite&utfordring=sak&utgave=offentlig",
    "?datasett=lite&utkast=utkast-1&aktor=p-oppdiktet-17",
)
PERSONS = ("aktorer-og-data", "inviteres", "rapport")
WINDOWS = (ids.TEAM_WINDOW, group_ids.WINDOW, learn_ids.WINDOW)
PENDING = (group_ids.PENDING, learn_ids.PENDING)
"""Stores that hold the query of work that is begun when it is drawn."""
LEARN = ("parer", "side", "region", "tid", "slutter")
REFUSED = "Detkreverrollen"
NAMES = (
    rights_data.NAME,
    rights_data.OLD_NAME,
    rights_data.OTHER,
    rights_data.EMAIL,
    rights_data.PHONE,
    rights_data.HEARD,
    rights_data.TOLD,
    rights_data.QUARREL,
    rights_data.ID,
)


def fill_lite(house: House) -> None:
    """Put the invented person everywhere in a workspace of a house."""
    workspace = house.keeps()
    rights_data.fill(workspace.store)
    with workspace.store.storage.writing() as writing:
        row = writing.get("dataset", "lite")
        assert row is not None
        writing.put("dataset", {**row, "about": text_of_package(Package(name="lite", title="Lite"))})
    workspace.store.storage.close()


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> House:
    made = House(tmp_path_factory.mktemp("hus"))
    fill_lite(made)
    return made


def kept(house: House) -> dict[str, Any]:
    storage = house.keeps().store.storage
    with storage.reading() as reading:
        found = {table: reading.rows(table) for table in TABLES}
    storage.close()
    return found


def filled(told: dict[str, Any], page: str, search: str) -> dict[str, Any] | list[Any]:
    """An input as the browser sends it; of many at once, none or one."""
    name, prop = told["id"], told["property"]
    stores = {**dict.fromkeys(WINDOWS, 1), **dict.fromkeys(PENDING, search),
              ids.TEAM_PENDING: {"search": search, "former": []}}  # fmt: skip
    given = {"pathname": f"{PREFIX}/{OWN}/nb/{page}", "search": search, "n_clicks": 1, "value": "sak",
             "data": stores.get(name)}  # fmt: skip
    if name.startswith("{"):
        keys = {k: ("1" if isinstance(v, list) else v) for k, v in json.loads(name).items()}
        many = "ALL" in name
        one = {"id": keys, "property": prop, "value": given.get(prop)}
        return [one] if many else one
    return {"id": name, "property": prop, "value": given.get(prop)}


def press(somebody: Somebody, told: dict[str, Any], page: str, search: str) -> TestResponse:
    inputs = [filled(one, page, search) for one in told["inputs"]]
    states = [filled(one, page, search) for one in told["state"]]
    flat = [one[0] if isinstance(one, list) else one for one in inputs]
    first = flat[0]["id"]
    name = json.dumps(first, separators=(",", ":"), sort_keys=True) if isinstance(first, dict) else first
    changed = [f"{name}.{flat[0]['property']}"]
    return somebody.call(told["output"], inputs, states, changed)


def test_no_callback_tells_a_reader_a_name_or_lets_them_write(full: House) -> None:
    reader = full.somebody("lese")
    listed = [
        one for one in reader.get(f"/{OWN}/_dash-dependencies").get_json() if not one["clientside_function"]
    ]
    assert len(listed) > 60
    before, refused, pressed = kept(full), 0, 0
    for search in SEARCHES:
        # pages that are about persons are opened with both
        for page in state.PAGES if search is SEARCHES[1] else PERSONS:
            for told in listed:
                answer = press(reader, told, page, search)
                pressed += answer.status_code == 200
                # the last address says the id itself, and languages are switched by addresses like it
                secret = NAMES[:-1] if rights_data.ID in search else NAMES
                said = answer.text + unescaped(answer)
                assert not [name for name in secret if name in said], told["output"]
                refused += "Det krever rollen" in answer.text or answer.status_code == 403
    assert kept(full) == before
    assert refused > 10
    assert pressed > 50


def test_the_same_callbacks_tell_a_planner_names(full: House) -> None:
    """Else the test above could not fail."""
    planner = full.somebody("planke")
    listed = [
        one for one in planner.get(f"/{OWN}/_dash-dependencies").get_json() if not one["clientside_function"]
    ]
    told = "".join(
        press(planner, one, page, SEARCHES[0]).text
        for page in ("aktorer-og-data", "nettverk")
        for one in listed
        if any(part["id"] in ("url", "endret") for part in one["inputs"])
    )
    assert rights_data.OTHER in told


def test_no_callback_answers_who_is_not_there(full: House) -> None:
    stranger, other = full.somebody(), full.somebody("ingen")
    listed = full.somebody("lese").get(f"/{OWN}/_dash-dependencies").get_json()
    for told in listed:
        assert press(stranger, told, "oversikt", "").status_code == 401
        assert press(other, told, "oversikt", "").status_code in (403, 404)


def test_a_reader_reads_the_public_edition_as_it_stands_and_not_otherwise(full: House) -> None:
    reader = full.somebody("lese")
    (told,) = [
        one
        for one in reader.get(f"/{OWN}/_dash-dependencies").get_json()
        if one["output"].startswith(f"{ids.GAPS_RESULT}.children")
    ]

    def ask(more: str) -> str:
        return unescaped(press(reader, told, "naar-vi-ikke", f"?datasett=lite{more}"))

    refused = "Detkreverrollen"
    assert refused not in ask("&utgave=offentlig")
    assert refused not in ask("&utgave=offentlig&utfordring=sak")
    for more in (
        "",
        "&utgave=arbeidsversjon",
        "&utgave=offentlig&lag=akt-a",
        "&utgave=offentlig&team=akt-a",
        "&utgave=offentlig&aldre=20-21",
        "&utgave=offentlig&dato=2026-01-01",
    ):
        if "lag=" not in more:  # not a part of the address: nothing is asked by it
            assert refused in ask(more), more


def told_by(somebody: Somebody, output: str, page: str, search: str) -> str:
    """What stands in an output on a page, without blanks."""
    (told,) = [
        one
        for one in somebody.get(f"/{OWN}/_dash-dependencies").get_json()
        if one["output"].startswith(f"{output}.children")
    ]
    return unescaped(press(somebody, told, page, search))


@pytest.mark.parametrize("part", LEARN)
def test_a_reader_learns_what_may_be_told_in_public_and_is_told_how_to_ask_for_it(
    full: House, part: str
) -> None:
    reader, planner = full.somebody("lese"), full.somebody("planke")

    def ask(more: str, who: Somebody = reader) -> str:
        return told_by(who, learn_ids.RESULT, "laer-av-hverandre", f"?datasett=lite&del={part}{more}")

    public = ask("&utgave=offentlig")
    assert (REFUSED in public) == (part == "tid")
    assert "error-box" not in ask("", planner)
    assert rights_data.NAME.replace(" ", "") not in public
    assert rights_data.ID not in public
    if part != "tid":
        assert "error-box" not in public
        earlier = f"?datasett=lite@1&i=lite@1&del={part}&utgave=offentlig"
        assert REFUSED in told_by(reader, learn_ids.RESULT, "laer-av-hverandre", earlier)
    assert REFUSED in ask("")
    assert "velg«Offentligversjon»iskjemaet" in ask("")


@pytest.mark.parametrize(
    "more",
    ["kommuner=5038", "dato=2026-01-01", "relasjoner=kjenner", "hvem=akt-a", "ganger=4", "kommune=5038"],
)
def test_a_reader_learns_nothing_by_choosing(full: House, more: str) -> None:
    part = {"hvem": "slutter", "kommune": "slutter", "ganger": "parer"}.get(more.partition("=")[0], "side")
    search = f"?datasett=lite&del={part}&utgave=offentlig&{more}"
    assert REFUSED in told_by(full.somebody("lese"), learn_ids.RESULT, "laer-av-hverandre", search)


@pytest.mark.parametrize("part", ["side", "slutter"])
def test_a_reader_learns_the_same_where_it_takes_long(
    tmp_path: Path, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.pages.laer_av_hverandre.LONG", 1)
    new = House(tmp_path)
    fill_lite(new)
    reader = new.somebody("lese")
    search, public = f"?datasett=lite&del={part}", "&utgave=offentlig"
    assert learn_ids.PROGRESS in told_by(reader, learn_ids.RESULT, "laer-av-hverandre", search + public)
    for more, refused in ((public, False), ("", True)):
        answer = told_by(reader, f"..{learn_ids.ANSWER}", "laer-av-hverandre", search + more)
        assert (REFUSED in answer) == refused
        assert ("error-box" in answer) == refused


def test_a_reader_reads_the_public_report_and_takes_it_out(full: House) -> None:
    reader = full.somebody("lese")

    def ask(more: str) -> str:
        return told_by(reader, ids.REPORT_RESULT, "rapport", f"?datasett=lite{more}")

    for plain in ("", "&utfordring=sak"):
        public = ask(f"{plain}&utgave=offentlig")
        assert REFUSED not in public
        assert "error-box" not in public
        assert rights_data.NAME.replace(" ", "") not in public
        assert REFUSED in ask(plain)
        assert "velg«Offentligversjon»iskjemaet" in ask(plain)
        assert rights_data.ID not in public
    for more in ("beholdt=ingen", "beholdt=1", "team=akt-a", "aldre=20-21", "dato=2026-01-01"):
        assert REFUSED in ask(f"&utfordring=sak&utgave=offentlig&{more}"), more
    assert REFUSED in told_by(reader, ids.REPORT_RESULT, "rapport", "?datasett=lite@1&utgave=offentlig")


def test_a_reader_takes_out_the_public_report_and_no_other(full: House) -> None:
    reader = full.somebody("lese")
    listed = reader.get(f"/{OWN}/_dash-dependencies").get_json()
    (told,) = [one for one in listed if f"{ids.REPORT_FILE}.data" in one["output"]]
    search = "?datasett=lite&utfordring=sak"
    public = press(reader, told, "rapport", f"{search}&utgave=offentlig").get_json()["response"]
    written = b64decode(public[ids.REPORT_FILE]["data"]["content"]).decode()
    assert "<h1" in written
    assert not [name for name in NAMES if name in written]
    refused = press(reader, told, "rapport", search)
    assert REFUSED in unescaped(refused)
    assert refused.get_json()["response"][ids.REPORT_FILE]["data"] is None


@pytest.mark.parametrize("page", ["laer-av-hverandre", "rapport"])
def test_a_reader_has_the_form_in_which_the_edition_is_chosen(full: House, page: str) -> None:
    shown = full.somebody("lese").page(page, "?datasett=lite&utfordring=sak").text
    assert '"offentlig"' in shown
    assert "error-box" not in shown


@pytest.mark.parametrize("page", ["/logg-inn?til=", "/finnes-ikke/", "/logg-inn?sprak="])
def test_what_is_written_in_an_address_is_never_run(full: House, page: str) -> None:
    answer = full.somebody().get(page + SCRIPT + '"><img src=x onerror=alert(1)>')
    assert "<script" not in answer.text
    assert "onerror" not in answer.text.replace("%", "")


def test_what_somebody_is_called_is_never_run(tmp_path: Any) -> None:
    house = House(tmp_path)
    house.desk.accounts.add("x1", "hest batteri stift", SCRIPT)
    text = house.somebody("x1").get("/").text
    assert SCRIPT not in text
    assert "&lt;script&gt;" in text
