"""From a Register to a case: what is stated is taken over, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from matchmaker.kernel.errors import InputError, Message
from matchmaker.rules.case import Link
from matchmaker.rules.reading import ages_stated, areas_of, case_of, members_of, residents_of
from tests.unit.small import actor, challenge, official, register

ON = date(2026, 11, 22)


def test_members_are_what_they_have_stated() -> None:
    data = register(
        [("anna", "kjonn", "kvinne"), ("anna", "alder", "17"), ("bo", "kjonn", "vil_ikke_oppgi"),
         ("bo", "aldersgruppe", "13-19"), ("cid", "kjonn", "ukjent")],
        actors=[actor("anna", "ildsjel", place="vuku"), actor("bo", "innbygger"), actor("cid", "politiker"),
                actor("raad", "ungdomsraad")],
        places=[{"id": "vuku", "name": "Vuku", "municipality": "5038"}],
    )  # fmt: skip
    found = {member.id: member for member in members_of(data, ("raad", "cid", "bo", "anna", "anna"))}
    assert list(found) == ["anna", "bo", "cid", "raad"]
    assert (found["anna"].sex, found["anna"].ages, found["anna"].place) == ("kvinne", (17, 17), "vuku")
    assert (found["bo"].sex, found["bo"].ages, found["bo"].place) == (None, (13, 19), None)
    assert (found["cid"].sex, found["cid"].ages, found["cid"].sector) == (None, None, "politiker")
    assert found["anna"].facts() == {
        "sektor": "innbygger", "kjonn": "kvinne", "minst_60": "nei", "under_19": "ja", "under_18": "ja",
    }  # fmt: skip
    # a band across the limit is unknown
    assert found["bo"].facts() == {"sektor": "innbygger", "minst_60": "nei"}
    # a council's seat has no sex and no age, but it is one for a minor
    assert found["raad"].facts() == {
        "sektor": "politiker", "organisasjonstype": "ungdomsraad", "under_18": "ja",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("stated", "ages"),
    [
        ({"alder": "17"}, (17, 17)),
        ({"alder": "17", "aldersgruppe": "13-19"}, (17, 17)),
        ({"aldersgruppe": "80+"}, (80, 105)),
        ({"alder": "voksen", "aldersgruppe": "20–34 år"}, (20, 34)),
        ({"alder": "-3"}, None),
        ({"aldersgruppe": "gammel"}, None),
        ({}, None),
    ],
)
def test_ages_as_stated(stated: dict[str, str], ages: tuple[int, int] | None) -> None:
    assert ages_stated(stated) == ages


def test_links_are_those_in_force_that_touch_a_member_or_the_party() -> None:
    data = register(
        actors=[actor("anna", "innbygger"), actor("bo", "innbygger"), actor("firma", "naeringsliv"),
                actor("lag")],
        ties=[
            {"tail": "anna", "head": "firma", "relation": "styreverv_i", "valid_to": ON},
            {"tail": "anna", "head": "lag", "relation": "leder", "valid_to": date(2026, 11, 21)},
            {"tail": "bo", "head": "firma", "relation": "ansatt_i", "valid_from": ON},
            {"tail": "bo", "head": "lag", "relation": "medlem_av"},
        ],
    )  # fmt: skip
    case = case_of(data, None, ("anna",), ON)
    assert case.links == (Link("anna", "styreverv_i", "firma"),)
    with_party = case_of(data, None, ("anna",), ON, party="firma")
    assert with_party.links == (
        Link("anna", "styreverv_i", "firma"), Link("bo", "ansatt_i", "firma"),
    )  # fmt: skip
    assert case_of(data, None, ("anna",), date(2026, 11, 23)).links == ()
    for seats, party in ((("ingen",), None), ((), "ingen")):
        with pytest.raises(InputError) as wrong:
            case_of(data, None, seats, ON, party=party)
        assert wrong.value.code == "unknown_actor"


def test_a_private_person_is_called_by_kind() -> None:
    data = register(actors=[actor("anna", "ildsjel"), actor("firma", "naeringsliv")])
    case = case_of(data, None, ("anna", "firma"), ON)
    assert case.called("anna") == Message("kind.ildsjel")
    assert case.called("firma") == "Firma"
    assert case.called("ukjent") == "ukjent"


def test_councils_are_organisations_of_their_municipality() -> None:
    data = register(
        actors=[
            actor("raadet", "eldreraad", municipality="5038"),
            actor("medlem", "eldreraad", municipality="5037", form="person"),
            actor("ungdommen", "ungdomsraad", municipality="5038"),
            actor("uten-kommune", "funksjonsraad"),
        ],
        challenges=[challenge()],
        involvements=[{"challenge": "sak", "actor": "ungdommen", "phase": "definere"}],
    )
    case = case_of(data, data.challenge("sak"), ("raadet",), ON)
    assert case.councils == {("5038", "eldreraad"), ("5038", "ungdomsraad")}
    assert case.linked == {("5038", "eldreraad"), ("5038", "ungdomsraad")}
    assert case_of(data, data.challenge("sak"), (), ON).linked == {("5038", "ungdomsraad")}
    assert case_of(data, None, (), ON).linked == frozenset()


def test_what_a_challenge_concerns() -> None:
    data = register(
        actors=[actor("anna", "innbygger", municipality="5037")],
        challenges=[
            challenge(themes="klima|eldre", budget=99_999.5),
            challenge("annen", municipalities=None),
        ],
        affected=[
            {"challenge": "sak", "group": "eldre_60", "name": "over 60", "age_from": 60},
            {"challenge": "sak", "group": "barn", "name": "barn", "age_to": 12},
            {"challenge": "sak", "group": "naboer", "name": "naboer"},
        ],
    )
    case = case_of(data, data.challenge("sak"), (), ON)
    assert case.areas == ("5038",)
    assert case.concern is not None
    assert case.concern.tags == {"klima", "eldre", "eldre_60", "barn", "naboer"}
    assert case.concern.themes == {"klima", "eldre"}
    assert sorted(case.concern.ages) == [(0, 12), (60, 105)]
    assert case.concern.budget == 99_999.5
    assert areas_of(data, data.challenge("annen")) == ("5037",)
    assert case_of(data, None, (), ON).concern is None


def test_residents_are_the_published_ones_and_what_is_missing_is_left_out() -> None:
    found = residents_of(official(), ("5041", "5036", "5053", "4649", "9999"), ON)
    assert found == {"5041": 2141, "5036": 2667, "5053": 7066, "4649": 9616}  # norway.md, 1 January 2026
