"""Drafted needs: every rule of the draft by hand, then the challenges of the bundled datasets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from matchmaker.kernel.errors import Message
from matchmaker.model import vocabulary as v
from matchmaker.model.records import AffectedGroup, Challenge, Need
from matchmaker.needs.drafting import MOST, MOST_OF_ONE, DraftedNeed, draft_needs, unread_themes
from matchmaker.rules.usual_needs import UsualNeed, When
from matchmaker.services.workspace import FolderWorkspace

T, L, P, G, A = When.THEME, When.LEVEL, When.PHASE, When.AFFECTED, When.ALWAYS


def case(**more: Any) -> Challenge:
    """A challenge of which only what is given is known."""
    blank: dict[str, Any] = {
        "id": "sak", "title": "Saken", "description": None, "municipalities": (), "levels": (),
        "themes": (), "goals": (), "budget": None, "phase": None, "framed_by": None, "decided_by": None,
        "source": None,
    }  # fmt: skip
    return Challenge(**{**blank, **more})


def group(code: str, name: str | None = None) -> AffectedGroup:
    return AffectedGroup(code, name or code, None, None, None)


def row(when: When, word: str, contribution: str, importance: int = 2, count: int = 1) -> UsualNeed:
    words = (word,) if word else ()
    return UsualNeed(when, words, contribution, count, importance, f"{when.value} {word}".strip())


def stated(contribution: str, count: int = 1) -> Need:
    return Need(contribution, count, 2, None, None)


def drafted(challenge: Challenge, *rows: UsualNeed) -> tuple[DraftedNeed, ...]:
    return draft_needs(challenge, dict(v.CONTRIBUTIONS), rows or None)


def codes(challenge: Challenge, *rows: UsualNeed) -> list[str]:
    return [need.contribution for need in drafted(challenge, *rows)]


# -- each condition, and its reason ---------------------------------------------------------------------

CONDITIONS = [
    (
        row(T, "skole*", "lokaler"), {"themes": ("Skolevei",)},
        Message("drafted.theme", {"themes": ("Skolevei",)}),
    ),
    (
        row(L, "politikk", "lokaler"), {"levels": ("politikk",)},
        Message("drafted.level", {"levels": (Message("level.politikk"),)}),
    ),
    (
        row(P, "drive", "lokaler"), {"phase": "drive"},
        Message("drafted.phase", {"phase": Message("phase.drive")}),
    ),
    (
        row(G, "*", "lokaler"), {"affected": (group("a", "de unge"),)},
        Message("drafted.affected", {"count": 1, "groups": ("de unge",)}),
    ),
    (
        row(When.AREA, "flere", "lokaler"), {"municipalities": ("5037", "5038")},
        Message("drafted.area", {"count": 2}),
    ),
    (row(A, "", "lokaler"), {}, Message("drafted.always")),
]  # fmt: skip


@pytest.mark.parametrize(("one", "known", "reason"), CONDITIONS, ids=[c[0].when.value for c in CONDITIONS])
def test_a_condition_that_holds_gives_a_need_with_its_reason(
    one: UsualNeed, known: dict[str, Any], reason: Message
) -> None:
    found = drafted(case(**known), one)
    assert found == (DraftedNeed("lokaler", 1, 2, (reason,), (one.source,)),)


@pytest.mark.parametrize("one", [c[0] for c in CONDITIONS if c[0].when is not A], ids=lambda r: r.when.value)
def test_what_is_not_known_gives_no_need(one: UsualNeed) -> None:
    assert drafted(case(municipalities=("5038",)), one) == ()
    assert drafted(case(), one) == ()


def test_of_a_challenge_that_says_nothing_the_draft_is_what_all_need() -> None:
    found = drafted(case())
    assert found
    assert all(need.reasons == (Message("drafted.always"),) for need in found)


# -- several rows ---------------------------------------------------------------------------------------


def test_rows_for_one_contribution_are_one_need_with_all_reasons() -> None:
    rows = (row(A, "", "lokaler", 1, 2), row(L, "politikk", "lokaler", 3), row(T, "skole", "lokaler", 2))
    (found,) = drafted(case(levels=("politikk",), themes=("skole",)), *rows)
    assert (found.importance, found.count) == (3, 2)
    assert [reason.code for reason in found.reasons] == ["drafted.theme", "drafted.level", "drafted.always"]
    assert found.sources == ("always", "level politikk", "theme skole")


def test_one_reason_names_all_themes_that_speak_for_a_need() -> None:
    rows = (row(T, "skole", "lokaler"), row(T, "barn", "lokaler"))
    (found,) = drafted(case(themes=("barn", "skole")), *rows)
    assert found.reasons == (Message("drafted.theme", {"themes": ("skole", "barn")}),)


@pytest.mark.parametrize(("groups", "count"), [(1, 1), (2, 2), (3, 3), (5, MOST_OF_ONE)])
def test_each_affected_group_counts_once_up_to_three(groups: int, count: int) -> None:
    affected = tuple(group(f"g{number}") for number in range(groups))
    (found,) = drafted(case(affected=affected), row(G, "*", "levd_erfaring"))
    assert found.count == count
    assert found.reasons[0].params["count"] == groups


def test_a_group_is_known_by_its_id_or_the_first_word_of_its_name() -> None:
    pupils = row(G, "elev*", "brukererfaring")
    assert codes(case(affected=(group("elever", "de minste"),)), pupils) == ["brukererfaring"]
    assert codes(case(affected=(group("g1", "elevene på skolen"),)), pupils) == ["brukererfaring"]
    assert codes(case(affected=(group("foreldre", "foreldre til elevene"),)), pupils) == []


# -- what is stated, and what fills what ----------------------------------------------------------------

WIDE, FINE = row(A, "", "behovskunnskap", 3), row(T, "skole", "behov_oppvekst", 2)


def test_what_is_stated_is_not_drafted() -> None:
    assert codes(case(needs=(stated("lokaler"),)), row(A, "", "lokaler")) == []


def test_a_wide_need_gives_way_to_a_finer_one_that_fills_it() -> None:
    (found,) = drafted(case(themes=("skole",)), WIDE, FINE)
    assert found.contribution == "behov_oppvekst"
    assert found.importance == 3  # the wide one was necessary
    assert found.count == 1
    assert [reason.code for reason in found.reasons] == ["drafted.theme", "drafted.always"]
    assert found.sources == ("theme skole", "always")


def test_a_wide_need_stays_where_it_asks_for_more() -> None:
    wide = row(A, "", "behovskunnskap", 3, count=2)
    assert codes(case(themes=("skole",)), wide, FINE) == ["behovskunnskap", "behov_oppvekst"]
    both = row(T, "skole", "behov_helse_omsorg", 2)
    assert codes(case(themes=("skole",)), wide, FINE, both) == ["behov_helse_omsorg", "behov_oppvekst"]


def test_a_wide_need_gives_way_to_a_finer_one_that_is_stated() -> None:
    assert codes(case(needs=(stated("behov_oppvekst"),)), WIDE) == []
    many = row(A, "", "behovskunnskap", 3, count=2)
    assert codes(case(needs=(stated("behov_oppvekst"),)), many) == ["behovskunnskap"]
    assert codes(case(needs=(stated("behov_oppvekst", 2),)), many) == []


def test_a_finer_need_is_drafted_although_a_wider_one_is_stated() -> None:
    assert codes(case(themes=("skole",), needs=(stated("behovskunnskap"),)), FINE) == ["behov_oppvekst"]


def test_the_affected_do_not_give_way_to_users_of_a_service() -> None:
    rows = (row(G, "*", "levd_erfaring", 3), row(L, "tjeneste", "brukererfaring", 3))
    known = {"affected": (group("naboer"),), "levels": ("tjeneste",)}
    assert codes(case(**known), *rows) == ["brukererfaring", "levd_erfaring"]
    # but what the challenge states about them wins
    assert codes(case(**known, needs=(stated("paarorendeerfaring"),)), *rows) == ["brukererfaring"]


def test_a_type_of_the_datasets_own_fills_what_it_is_part_of() -> None:
    parents = {**v.CONTRIBUTIONS, "fag_kulturarv_baat": "fag_kulturarv"}
    boats = case(needs=(stated("fag_kulturarv_baat"),))
    assert draft_needs(boats, parents, (row(A, "", "fag_kulturarv"),)) == ()


# -- order and length -----------------------------------------------------------------------------------


def test_most_important_first_then_most_conditions_then_by_code() -> None:
    rows = (
        row(A, "", "utstyr", 2), row(A, "", "lokaler", 2), row(A, "", "okonomi", 3),
        row(A, "", "nettverk", 2), row(L, "politikk", "nettverk", 1),
    )  # fmt: skip
    wanted = ["okonomi", "nettverk", "lokaler", "utstyr"]
    assert codes(case(levels=("politikk",)), *rows) == wanted
    assert codes(case(levels=("politikk",)), *reversed(rows)) == wanted


def test_a_draft_is_never_longer_than_it_can_be_looked_through() -> None:
    rows = [row(A, "", what, 1) for what, of in v.CONTRIBUTIONS.items() if of in ("innsats", "ressurs")]
    rows += [row(A, "", "forskning", 3), row(A, "", "saksbehandling", 3)]
    assert len(rows) > MOST
    found = codes(case(), *rows)
    assert len(found) == MOST
    assert found[:2] == ["forskning", "saksbehandling"]


def test_no_draft_asks_for_a_whole_class_or_for_more_than_three() -> None:
    everything = case(
        themes=("eldre", "skole", "klima", "næring", "kulturarv", "region", "samskaping"),
        levels=tuple(level.value for level in v.Level), phase="definere",
        affected=tuple(group(f"g{n}") for n in range(9)), municipalities=("5037", "5038"),
    )  # fmt: skip
    found = drafted(everything)
    assert len(found) == MOST
    for need in found:
        assert need.contribution not in v.CONTRIBUTION_CLASSES
        assert 1 <= need.count <= MOST_OF_ONE
        assert need.reasons
        assert all(need.sources)


def test_themes_that_the_table_does_not_know_are_told() -> None:
    assert unread_themes(case(themes=("skole", "romfart", "eldre"))) == ("romfart",)
    assert unread_themes(case()) == ()


# -- the challenges of the documents --------------------------------------------------------------------

EXERCISES = {"ensomhet": (9, 9), "tronderlaan": (7, 8), "skole": (8, 9), "region": (6, 7)}
"""Stated needs of importance 2 or 3 that the draft finds, of how many. The two that are missed in tronderlaan
and skole are the dataset's own types; in region mobilising falls outside the twelve."""


def found_of(dataset: str, challenge: str) -> tuple[int, int]:
    register = FolderWorkspace().dataset(dataset).register
    asked = register.challenge(challenge)
    wanted = {need.contribution for need in asked.needs if need.importance >= 2}
    bare = replace(asked, needs=())
    got = {need.contribution for need in draft_needs(bare, register.contribution_parents)}
    return len(wanted & got), len(wanted)


@pytest.mark.parametrize("challenge", EXERCISES)
def test_the_exercises_are_found_again(challenge: str) -> None:
    found, of = found_of("innherred", challenge)
    assert (found, of) == EXERCISES[challenge]
    assert found >= 0.7 * of


def test_other_datasets_are_found_in_part() -> None:
    """No row was changed after these were compared: 29 of 42. The rows and the stated needs are from the same
    documents, so that this and the exercises show that the table holds what they say, not that it is right.
    """
    asked = [
        ("samskapende_kommunen", "trygg-oppvekst"), ("samskapende_kommunen", "hjemmebasert-omsorg"),
        ("samskapende_kommunen", "samskapende-kommune"), ("sandnes_bootcamp", "byromsutvikling"),
        ("sandnes_bootcamp", "flomsikring"), ("vennesla", "klima"), ("vennesla", "utenforskap"),
        ("vennesla", "demografi"),
    ]  # fmt: skip
    counts = [found_of(*one) for one in asked]
    assert (sum(found for found, _ in counts), sum(of for _, of in counts)) == (29, 42)
