"""Which questions somebody may ask who may see nothing but what is told in public."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dashboard.pages.standing import is_standing
from matchmaker.services.change import ChangeRequest
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.gaps import GapsRequest
from matchmaker.services.learning import LearnRequest
from matchmaker.services.measures import MeasuresRequest, measure_network
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.public_edition import PublicRequest
from matchmaker.services.report_request import NO_TEAM, Part, ReportRequest
from matchmaker.services.side_by_side import CompareRequest, compare
from matchmaker.services.stress import StressRequest
from tests.unit.small import VERDAL, Shelf, actor, register

PUBLIC = Edition.PUBLIC
DAY = date(2026, 1, 1)
PLAIN = (
    PublicRequest("lite"),
    PublicRequest("lite", "sak"),
    GapsRequest("lite", "sak", edition=PUBLIC),
    LearnRequest(("lite", "annet"), edition=PUBLIC),
    CompareRequest(("lite",), edition=PUBLIC),
    StressRequest(NetworkRequest("lite"), edition=PUBLIC),
    ReportRequest("lite", "sak", PUBLIC, language="nn"),
)
"""One of each, as it stands."""


@pytest.mark.parametrize("request_", PLAIN, ids=repr)
def test_the_public_edition_as_it_stands_is_for_everybody(request_: Any) -> None:
    assert is_standing(request_)
    if not isinstance(request_, PublicRequest):
        assert not is_standing(replace(request_, edition=Edition.WORKING))


@pytest.mark.parametrize(
    "request_",
    [
        LearnRequest(("lite",), factor=9.0, edition=PUBLIC),
        LearnRequest(("lite",), on=DAY, edition=PUBLIC),
        CompareRequest(("lite",), municipalities=(VERDAL,), edition=PUBLIC),
        CompareRequest(("lite",), relations=("kjenner",), edition=PUBLIC),
        CompareRequest(("lite",), on=DAY, edition=PUBLIC),
        CompareRequest(("lite",), draws=7, edition=PUBLIC),
        CompareRequest(("lite",), seed=1, edition=PUBLIC),
        StressRequest(NetworkRequest("lite"), leaving=("akt-a",), edition=PUBLIC),
        StressRequest(NetworkRequest("lite"), share=0.5, edition=PUBLIC),
        StressRequest(NetworkRequest("lite", municipality=VERDAL), edition=PUBLIC),
        StressRequest(NetworkRequest("lite", since=DAY), edition=PUBLIC),
        StressRequest(NetworkRequest("lite", kinds=("innbygger",)), edition=PUBLIC),
        ReportRequest("lite", "sak", PUBLIC, team=("akt-a",)),
        ReportRequest("lite", "sak", PUBLIC, kept="team-1"),
        ReportRequest("lite", "sak", PUBLIC, kept=NO_TEAM),
        ReportRequest("lite", "sak", PUBLIC, ages=(20, 21)),
        ReportRequest("lite", "sak", PUBLIC, on=DAY),
    ],
    ids=repr,
)
def test_nothing_of_ones_own_is_chosen(request_: Any) -> None:
    assert not is_standing(request_)


@pytest.mark.parametrize("name", ["lite@1", "lite@2", "a@b@3"])
def test_no_earlier_version_is_asked_about(name: str) -> None:
    """Else what one person changed between two versions could be read."""
    for one in (
        PublicRequest(name),
        GapsRequest(name, edition=PUBLIC),
        LearnRequest(("lite", name), edition=PUBLIC),
        CompareRequest((name,), edition=PUBLIC),
        StressRequest(NetworkRequest(name), edition=PUBLIC),
        ReportRequest(name, edition=PUBLIC),
    ):
        assert not is_standing(one)
    assert is_standing(PublicRequest("a@b"))


def test_less_of_the_same_answer_may_be_asked_for() -> None:
    assert is_standing(CompareRequest(("lite",), draws=0, edition=PUBLIC))
    assert is_standing(ReportRequest("lite", "sak", PUBLIC, (Part.GAPS,)))


def test_change_is_a_subtraction_and_not_asked() -> None:
    network = NetworkRequest("lite")
    assert not is_standing(ChangeRequest(network, dates=(DAY, date(2026, 2, 1)), edition=PUBLIC))
    assert not is_standing(ChangeRequest(network, before="1", edition=PUBLIC))
    assert not is_standing(ChangeRequest(network, before="annet", edition=PUBLIC))


def test_measures_beside_the_municipalities_do_not_tell_how_few_there_are() -> None:
    """The network of both is that of the same actors; see ``tests/security/test_differences.py``."""
    people = [actor(f"p{n}", "innbygger", municipality=VERDAL) for n in range(2)]
    bodies = [actor(f"o{n}", "frivillig", municipality=VERDAL) for n in range(6)]
    shelf = Shelf(register(actors=[*bodies, *people]))
    now = Environment(lambda: date(2026, 11, 22))
    measures = MeasuresRequest(NetworkRequest("lite"), edition=PUBLIC)
    beside = compare(shelf, CompareRequest(("lite",), draws=0, edition=PUBLIC), now)
    assert beside.rows[0].actors == measure_network(shelf, measures, now).actors == len(bodies)
    assert not is_standing(measures)
