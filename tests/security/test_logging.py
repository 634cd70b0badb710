"""What stands in the logs of a server that logs everything: no name, id, address or question of anybody."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from tests import rights_data
from tests.security.conftest import PASSWORD, House
from tests.security.test_readers import NAMES, SEARCHES, fill_lite, press
from tests.security.test_uploads import drop

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

PAGES = ("aktorer-og-data",)
ASKED = ("datasett=", "utfordring=", "akt-a", "zz-annen", "utkast-1", "hemmelig")
"""Parts of what is asked."""


def everything_said(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[str]:
    for record in caplog.records:
        yield f"{record.name} {record.getMessage()} {record.exc_text or ''} {record.exc_info or ''}"
    yield from capfd.readouterr()


def test_a_server_that_logs_everything_logs_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Logging is as loud as it can be before anything is made: libraries decide then what they will say."""
    caplog.set_level(logging.DEBUG)
    for name in ("waitress", "werkzeug", "dash", "flask", "authlib", "urllib3"):
        caplog.set_level(logging.DEBUG, name)
    caplog.set_level(logging.INFO, "sqlalchemy")  # every statement; below that it would log rows
    house = House(tmp_path)
    fill_lite(house)
    house.somebody().log_in("planke", "et hemmelig feil passord")
    stranger = house.somebody()
    stranger.get("/innherred/nb/inviteres?datasett=hemmelig")
    planner, nobody = house.somebody("planke"), house.somebody("ingen")
    nobody.get("/nabolag/nb/oversikt?aktor=p-oppdiktet-17")
    listed = [
        one
        for one in planner.get("/innherred/_dash-dependencies").get_json()
        if not one["clientside_function"]
    ]
    for page in PAGES:
        for one in listed:
            press(planner, one, page, SEARCHES[1])
    drop(planner, "Oppdiktet Listesen.csv", b"Navn,E-post\nOppdiktet Listesen,hemmelig@example.org\n")
    planner.post("/logg-ut", data={"bevis": planner.token})
    said = "\n".join(everything_said(caplog, capfd))
    assert "logged in" in said
    assert "INSERT INTO" in said  # it was loud
    more = (rights_data.PHONE_AS_WRITTEN, rights_data.HOUSE, "Listesen", PASSWORD, "planke", "Planke")
    assert [one for one in (*NAMES, *more, *ASKED) if one in said] == []
