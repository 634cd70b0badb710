"""Contributions that nobody has asked for, one actor's challenges, and the landscape they are read from."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.matching.reverse.landscape import Basis, State, landscape
from matchmaker.matching.reverse.one_actor import best_challenges
from matchmaker.matching.reverse.supply import Supply, Usage, idle_supply
from tests.unit.small import LEVANGER, VERDAL, actor, challenge, register

HERE = {"municipality": VERDAL}


def offer(who: str, what: str, grade: str | None = None, evidence: str | None = None) -> dict[str, Any]:
    return {"actor": who, "contribution": what, "grade": grade, "evidence": evidence}


def need(what: str, importance: int = 2, count: int = 1, where: str = "sak") -> dict[str, Any]:
    return {"challenge": where, "contribution": what, "importance": importance, "count": count}


def part(who: str, where: str = "sak", **more: Any) -> dict[str, Any]:
    return {"challenge": where, "actor": who, "phase": "definere", **more}


def supply(more: dict[str, Any], **wish: Any) -> Supply:
    rows: dict[str, Any] = {"challenges": [challenge()], **more}
    made = register(**rows)
    return idle_supply(made, made, landscape(made), **wish)


def test_an_empty_register_has_nothing_idle() -> None:
    made = register(actors=[])
    view = landscape(made)
    assert (view.needs, dict(view.challenges)) == ((), {})
    assert idle_supply(made, made, view) == Supply((), 0, 0, 0)


def test_an_idle_contribution_is_matched_to_what_nobody_covers() -> None:
    """Fit of «lokaler» for «ressurs»: finer 1 × særlig 1 × dokumentert 1 = 1."""
    found = supply({
        "actors": [actor("gaard", "naeringsliv", **HERE), actor("andre", **HERE)],
        "contributions": [offer("gaard", "lokaler", "saerlig", "dokumentert"), offer("gaard", "forskning")],
        "needs": [need("ressurs", 3)],
        "involvements": [part("andre")],
    })  # fmt: skip
    (idle,) = found.idle
    assert (found.stated, found.unused, found.matched) == (2, 2, 1)
    assert (idle.actor, idle.contribution, idle.usage) == ("gaard", "lokaler", Usage.NEVER)
    (match,) = idle.matches
    assert match.need is not None
    assert (match.challenge, match.fit, match.basis) == ("sak", 100, Basis.STATED)
    assert (match.need.state, match.need.taking_part) == (State.UNCOVERED, 1)


@pytest.mark.parametrize(
    ("needs", "usage"),
    [
        ([need("lokaler")], None),  # used where it fits
        ([need("okonomi")], Usage.ELSEWHERE),
        ([], Usage.UNKNOWN),
    ],
)
def test_what_is_used_is_not_idle_and_what_is_not_known_is_said(
    needs: list[Any], usage: Usage | None
) -> None:
    found = supply({
        "actors": [actor("lag", **HERE)],
        "contributions": [offer("lag", "lokaler")],
        "challenges": [challenge(), challenge("ny")],
        "needs": [*needs, need("lokaler", where="ny")],
        "involvements": [part("lag")],
    })  # fmt: skip
    assert [item.usage for item in found.idle] == ([] if usage is None else [usage])


def test_whoever_once_took_part_was_once_asked() -> None:
    """An involvement that ended is use, though it covers nothing today."""
    ended = date(2020, 1, 1)
    made = register(
        actors=[actor("lag", **HERE)],
        contributions=[offer("lag", "lokaler")],
        challenges=[challenge()],
        needs=[need("lokaler")],
        involvements=[part("lag", valid_to=ended)],
    )
    now = made.at(date(2026, 11, 22))
    view = landscape(now)
    assert [item.state for item in view.needs] == [State.UNCOVERED]
    assert idle_supply(made, now, view).unused == 0


def test_needs_that_enough_cover_are_not_latent_and_those_that_too_few_cover_are() -> None:
    rows: dict[str, Any] = {
        "actors": [actor("med", **HERE), actor("ute", **HERE)],
        "contributions": [offer("med", "lokaler"), offer("ute", "lokaler")],
        "involvements": [part("med")],
    }
    assert supply({**rows, "needs": [need("lokaler")]}).idle == ()
    (idle,) = supply({**rows, "needs": [need("lokaler", count=2)]}).idle
    assert idle.matches[0].need is not None
    assert idle.matches[0].need.state is State.TOO_FEW


def test_what_is_only_assumed_does_not_cover_a_need_well() -> None:
    """God and antatt: 0.8 × 0.6 = 0.48; noe and oppgitt: 0.6 × 0.9 = 0.54; half is well."""
    rows: dict[str, Any] = {
        "actors": [actor("med", **HERE), actor("ute", **HERE)],
        "needs": [need("lokaler")],
        "involvements": [part("med")],
    }
    assumed = [offer("med", "lokaler", "god", "antatt"), offer("ute", "lokaler")]
    (idle,) = supply({**rows, "contributions": assumed}).idle
    (match,) = idle.matches
    assert match.need is not None
    assert (match.need.state, match.need.present, match.need.well) == (State.TOO_FEW, (48,), 0)
    said = [offer("med", "lokaler", "noe", "oppgitt"), offer("ute", "lokaler")]
    assert supply({**rows, "contributions": said}).idle == ()


def test_who_is_not_looked_at() -> None:
    """The reserved, other municipalities, the municipality's own sides, and what is only usual for a kind."""
    rows: dict[str, Any] = {
        "actors": [
            actor("reservert", reserved=True, **HERE), actor("borte", municipality=LEVANGER),
            actor("plan", "administrasjon", **HERE), actor("vanlig", "ildsjel", **HERE),
            actor("fylket", "kunnskapsmiljo"),
        ],
        "contributions": [offer(who, "mobilisering") for who in ("reservert", "borte", "plan", "fylket")],
        "needs": [need("mobilisering")],
    }  # fmt: skip
    assert supply(rows).idle == ()  # an ildsjel's «mobilisering» is an assumption, no offer
    sectors = ("administrasjon", "frivillig", "innbygger", "tjeneste", "naeringsliv")
    named = {item.actor for item in supply(rows, sectors=sectors).idle}
    assert "plan" in named
    assert not named & {"reservert", "borte", "vanlig"}
    assert {item.actor for item in supply(rows, sectors=sectors, municipality=VERDAL).idle} == {"plan"}


def test_ranked_by_importance_times_fit_and_a_begun_challenge_first() -> None:
    found = supply({
        "actors": [actor("a", **HERE), actor("b", **HERE), actor("c", **HERE), actor("med", **HERE)],
        "challenges": [challenge("begynt"), challenge("ny")],
        "contributions": [
            offer("a", "lokaler", "saerlig", "dokumentert"), offer("b", "okonomi", "saerlig", "dokumentert"),
            offer("c", "utstyr", "noe", "antatt"),
        ],
        "needs": [need("lokaler", 2, where="ny"), need("okonomi", 2, where="begynt"),
                  need("utstyr", 3, where="begynt")],
        "involvements": [part("med", "begynt")],
    })  # fmt: skip
    assert [item.actor for item in found.idle] == ["b", "a", "c"]  # 200, 200 and 3 × 36
    assert [item.actor for item in supply_of_two_most(2)] == ["b", "a"]


def supply_of_two_most(most: int) -> tuple[Any, ...]:
    return supply({
        "actors": [actor("a", **HERE), actor("b", **HERE), actor("c", **HERE)],
        "contributions": [
            offer("a", "lokaler", "god"), offer("b", "lokaler", "saerlig"), offer("c", "lokaler", "noe"),
        ],
        "needs": [need("lokaler")],
    }, most=most).idle  # fmt: skip


def test_a_group_connects_where_no_need_does() -> None:
    found = supply({
        "actors": [
            actor("lag", groups="unge|eldre", **HERE),
            actor("fjernt", groups="unge", municipality=LEVANGER),
        ],
        "contributions": [offer("lag", "forskning"), offer("fjernt", "forskning")],
        "needs": [need("lokaler")],
        "affected": [{"challenge": "sak", "group": "unge", "name": "de unge"}],
    })  # fmt: skip
    (idle,) = found.idle
    (match,) = idle.matches
    assert (idle.actor, match.basis, match.need, match.fit, match.groups) == (
        "lag", Basis.GROUP, None, None, ("unge",),
    )  # fmt: skip
    assert found.matched == 0  # no need


def test_a_challenge_without_stated_needs_is_read_by_what_it_is() -> None:
    made = register(
        actors=[actor("lag", **HERE)],
        contributions=[offer("lag", "gjennomforing", "god", "dokumentert")],
        challenges=[challenge(levels="tjeneste")],
    )
    view = landscape(made)
    drafted = {item.contribution: item for item in view.needs}
    assert "gjennomforing" in drafted
    assert {item.basis for item in view.needs} == {Basis.DRAFTED}
    assert {item.importance for item in view.needs} == {1}  # nobody has stated them
    assert all(item.reasons for item in view.needs)
    (idle,) = idle_supply(made, made, view).idle
    assert idle.matches[0].basis is Basis.DRAFTED


# -- one actor's best challenges -----------------------------------------------------------------------


def one(name: str = "lag", **more: Any) -> dict[str, Any]:
    rows: dict[str, Any] = {
        "actors": [actor(name, **HERE), actor("med", **HERE)],
        "contributions": [offer(name, "lokaler", "saerlig", "dokumentert")],
        "challenges": [challenge("a"), challenge("b"), challenge("borte", municipalities=LEVANGER)],
        "needs": [need("lokaler", 2, where=where) for where in ("a", "b", "borte")],
        **more,
    }
    made = register(**rows)
    return {item.challenge: item for item in best_challenges(made, landscape(made), name)}


def test_what_an_actor_adds_is_the_difference_to_those_who_take_part() -> None:
    """In *a* somebody covers the need with 72; with 100 the actor becomes first and the other second.

    Need of importance 2: 200 milli-points a hundredth for the first, 67 for the second.
    Alone: 100 × 200 = 20,000. In *a*: 100 × 200 + 72 × 67 − 72 × 200 = 10,424. The side: both are from
    «frivillig», importance 3 at this level, 18,000, only where nobody else brings it.
    """
    found = one(contributions=[offer("lag", "lokaler", "saerlig", "dokumentert"),
                               offer("med", "lokaler", "god", "oppgitt")],
                involvements=[part("med", "a")])  # fmt: skip
    assert set(found) == {"a", "b"}
    assert (found["a"].points, found["a"].side) == (10_424, None)
    assert (found["b"].points, found["b"].side) == (38_000, "frivillig")
    assert list(found) == ["b", "a"]


def test_where_the_actor_takes_part_already_is_not_suggested() -> None:
    assert set(one(involvements=[part("lag", "a")])) == {"b"}


def test_equal_challenges_break_by_id_and_uncovered_needs_come_first() -> None:
    found = one(
        needs=[need("lokaler", 3, where="a"), need("okonomi", 1, where="a")],
        contributions=[offer("lag", "lokaler"), offer("lag", "okonomi", "noe"), offer("med", "lokaler")],
        involvements=[part("med", "a")],
    )
    assert [item.need.contribution for item in found["a"].adds] == ["okonomi", "lokaler"]
    assert list(one()) == ["a", "b"]


def test_an_unknown_actor_is_an_error() -> None:
    made = register(actors=[actor("lag")])
    with pytest.raises(InputError, match="unknown_actor"):
        best_challenges(made, landscape(made), "ukjent")
