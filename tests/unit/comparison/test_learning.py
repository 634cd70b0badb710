"""Who can learn from whom: both must want it, size is told and hides nothing, nobody is ranked."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matchmaker.comparison.learning import Statement, learning_pairs, statements_of
from tests.unit.small import actor, challenge, register

PEOPLE = {"3207": 60_000, "4649": 10_000, "1835": 450, "5038": 15_000}


def said(municipality: str | None, stance: str, *themes: str, **more: object) -> Statement:
    """A statement of a municipality that wants contact."""
    plain = Statement(
        "lite", f"kommune-{municipality}", f"Kommune {municipality}", "administrasjon", "organisasjon",
        municipality, stance, None, themes, wants_contact=True, reserved=False, synthetic=False,
        source="linje 1",
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def ends(*statements: Statement, factor: float = 3.0) -> list[tuple[str | None, str | None]]:
    found = learning_pairs(statements, PEOPLE, factor)
    return [(pair.learner.municipality, pair.experienced.municipality) for pair in found.pairs]


def test_experience_meets_the_wish_to_learn_and_the_ratio_is_told() -> None:
    found = learning_pairs(
        [said("4649", "vil_laere", "Samskaping"), said("5038", "har_erfaring", "samskaping", "oppvekst"),
         said("1835", "har_erfaring", "klima")], PEOPLE,
    )  # fmt: skip
    (pair,) = found.pairs
    assert (pair.learner.municipality, pair.experienced.municipality) == ("4649", "5038")
    assert (pair.people, pair.ratio, pair.near) == ((15_000, 10_000), 1.5, True)
    assert (pair.challenge, pair.themes) == (None, ("samskaping",))
    assert [one.code for one in pair.reasons] == [
        "learning.same_theme", "learning.near_in_size", "learning.both_want",
    ]  # fmt: skip
    assert (found.waiting, found.alone) == (0, 1)


def test_a_pair_far_apart_in_size_is_shown_and_says_so() -> None:
    both = (said("3207", "vil_laere", "klima"), said("1835", "har_erfaring", "klima"))
    (pair,) = learning_pairs(both, PEOPLE).pairs
    assert pair.near is False
    assert round(pair.ratio or 0) == 133
    assert pair.reasons[1].code == "learning.not_near_in_size"
    (pair,) = learning_pairs(both, PEOPLE, 200.0).pairs
    assert pair.near is True
    (pair,) = learning_pairs(both, {"3207": 60_000, "1835": None}).pairs
    assert (pair.ratio, pair.near, pair.reasons[1].code) == (None, None, "learning.size_unknown")


def test_only_when_both_want_contact() -> None:
    learner, other = said("4649", "vil_laere", "klima"), said("5038", "har_erfaring", "klima")
    for answer in (None, False):
        for pair in (
            (replace(learner, wants_contact=answer), other),
            (learner, replace(other, wants_contact=answer)),
        ):
            found = learning_pairs(pair, PEOPLE)
            assert (found.pairs, found.waiting, found.alone) == ((), 1, 0)


def test_one_challenge_by_its_title_in_two_datasets() -> None:
    learner = said("4649", "vil_laere", challenge="Trygg oppvekst")
    other = said("5038", "har_erfaring", challenge="TRYGG OPPVEKST", dataset="stor")
    (pair,) = learning_pairs([learner, other], PEOPLE).pairs
    assert (pair.challenge, pair.reasons[0].code) == ("TRYGG OPPVEKST", "learning.same_challenge")
    assert ends(learner, replace(other, challenge="Trygg alderdom")) == []


def test_nobody_learns_at_home_or_from_themselves_and_the_reserved_are_in_no_pair() -> None:
    learner = said("4649", "vil_laere", "klima")
    assert ends(learner, said("4649", "har_erfaring", "klima", actor="annen")) == []
    assert (
        ends(replace(learner, municipality=None), said(None, "har_erfaring", "klima", actor=learner.actor))
        == []
    )
    assert ends(learner, said("5038", "har_erfaring", "klima", reserved=True)) == []
    assert ends(learner, said(None, "har_erfaring", "klima")) == [("4649", None)]
    assert ends(learner, said("5038", "vil_laere", "klima")) == []


def test_no_statement_gives_no_pair() -> None:
    found = learning_pairs([], PEOPLE)
    assert (found.pairs, found.waiting, found.alone) == ((), 0, 0)


@given(st.lists(st.tuples(
    st.sampled_from([*PEOPLE, None]), st.sampled_from(["har_erfaring", "vil_laere"]),
    st.sampled_from(["klima", "Klima", "skole"]), st.booleans(),
), max_size=8), st.randoms(use_true_random=False))  # fmt: skip
def test_pairs_stand_by_municipality_number_whatever_the_order_and_by_brute_force(rows, random) -> None:  # type: ignore[no-untyped-def]
    statements = [
        said(home, stance, theme, actor=f"a{place}", wants_contact=wants)
        for place, (home, stance, theme, wants) in enumerate(rows)
    ]
    found = learning_pairs(statements, PEOPLE)
    shuffled = list(statements)
    random.shuffle(shuffled)
    assert learning_pairs(shuffled, PEOPLE) == found
    numbers = [
        (pair.learner.municipality or "~", pair.experienced.municipality or "~") for pair in found.pairs
    ]
    assert numbers == sorted(numbers)
    possible = [
        (one, other) for one in statements for other in statements
        if one.stance == "vil_laere" and other.stance == "har_erfaring"
        and one.themes[0].casefold() == other.themes[0].casefold()
        and (one.municipality is None or one.municipality != other.municipality)
    ]  # fmt: skip
    shown = {(one, other) for one, other in possible if one.wants_contact and other.wants_contact}
    assert {(pair.learner, pair.experienced) for pair in found.pairs} == shown
    assert found.waiting == len(possible) - len(shown)
    assert found.alone == len(set(statements) - {one for pair in possible for one in pair})


def test_the_rows_of_a_dataset() -> None:
    made = register(
        actors=[actor("a", "administrasjon", municipality="5038"), actor("b", reserved=True)],
        challenges=[challenge("sak", themes="klima|energi")],
        learning=[
            {"actor": "a", "challenge": "sak", "stance": "vil_laere", "wants_contact": True, "source": "s"},
            {"actor": "b", "theme": "skole", "stance": "har_erfaring"},
        ],
    )  # fmt: skip
    one, other = statements_of(made, "lite")
    assert (one.challenge, one.themes, one.wants_contact, one.municipality) == (
        "Saken", ("energi", "klima"), True, "5038",
    )  # fmt: skip
    assert (other.challenge, other.themes, other.wants_contact, other.reserved) == (
        None,
        ("skole",),
        None,
        True,
    )
    assert statements_of(register(actors=[actor("a")]), "tom") == ()
