"""What came, went and stayed is found exactly, through renamed and merged actors too."""

from __future__ import annotations

from datetime import date
from math import isnan

from benchmarks.change_planted import exact
from matchmaker.comparison.alignment import align
from matchmaker.comparison.turnover import Formed, Turn, turnover
from tests.comparison_networks import dataset
from tests.unit.small import actor, register


def test_by_hand() -> None:
    before = dataset("i1-a1", "i1-f1*2", "f1-a1", "f2-a1*3", alone="p1")
    after = dataset("i1-a1", "i1-f1*3", "f1-i2", "a1-i2", "f2-a1")
    found = turnover(before, after)
    assert (found.entered, found.left, found.stayed) == (("i2",), ("p1",), ("a1", "f1", "f2", "i1"))
    assert {(tie.one, tie.other): str(tie.turn) for tie in found.ties} == {
        ("a1", "f1"): "falt_bort", ("a1", "f2"): "svakere", ("a1", "i1"): "uendret",
        ("a1", "i2"): "kom_til", ("f1", "i1"): "sterkere", ("f1", "i2"): "kom_til",
    }  # fmt: skip
    assert found.jaccard == 3 / 6
    assert found.jaccard_stayed == 3 / 4
    assert found.count(Turn.ENTERED, Formed.UNKNOWN) == 2


def test_planted_turns_are_found_exactly() -> None:
    told, wrong = exact(3, 3)
    assert wrong == []
    assert told.startswith("3 of 3")


def test_newly_registered_is_not_newly_formed() -> None:
    since = date(2025, 1, 1)
    rows = [
        ("f1", "f2", date(2020, 1, 1)),
        ("f1", "f3", date(2025, 3, 1)),
        ("f2", "f3", None),
        ("f1", "f4", since),
    ]
    actors = [actor(f"f{place}") for place in range(1, 5)]
    after = register(actors=actors, ties=[
        {"tail": one, "head": other, "relation": "samarbeider", "valid_from": begun}
        for one, other, begun in rows
    ])  # fmt: skip
    found = turnover(register(actors=actors), after, since=since)
    assert {(tie.one, tie.other): tie.formed for tie in found.ties} == {
        ("f1", "f2"): Formed.REGISTERED, ("f1", "f3"): Formed.FORMED, ("f2", "f3"): Formed.UNKNOWN,
        ("f1", "f4"): Formed.REGISTERED,
    }  # fmt: skip
    assert {tie.formed for tie in turnover(register(actors=actors), after).ties} == {Formed.UNKNOWN}


def test_two_empty_datasets() -> None:
    found = turnover(register(actors=[]), register(actors=[]))
    assert found.ties == ()
    assert isnan(found.jaccard)


def test_an_organisation_under_another_id() -> None:
    before = register(actors=[actor("gammel", orgnr="974760673"), actor("annen")])
    after = register(actors=[actor("ny", orgnr="974760673"), actor("tredje")])
    found = align(before, after)
    assert found.to == {"gammel": "ny"}
    assert found.by_orgnr == (("gammel", "ny"),)


def test_merged_municipalities_follow_their_former_numbers() -> None:
    """Selje (1441) and Eid (1443) became Stad (4649)."""

    def bodies(*numbers: str) -> list[dict[str, object]]:
        return [
            row
            for number in numbers
            for row in (
                actor(f"styre{number}", "kommunestyre", municipality=number),
                actor(f"adm{number}", "administrasjon", municipality=number),
                actor(f"person{number}", "innbygger", municipality=number),
            )
        ]

    def tie(one: str, other: str) -> dict[str, object]:
        return {"tail": one, "head": other, "relation": "samarbeider"}

    before = register(
        actors=[*bodies("1441", "1443"), actor("lag")],
        ties=[
            tie("adm1441", "lag"),
            tie("adm1443", "lag"),
            tie("adm1441", "adm1443"),
            tie("styre1443", "lag"),
        ],
    )
    after = register(actors=[*bodies("4649"), actor("lag")], ties=[tie("adm4649", "lag")])
    found = turnover(before, after)
    assert dict(found.alignment.by_seat) == {
        "adm1441": "adm4649", "adm1443": "adm4649", "styre1441": "styre4649", "styre1443": "styre4649",
    }  # fmt: skip
    assert found.inward == 1
    assert found.left == ("person1441", "person1443")
    assert {(one.one, one.other): one.turn for one in found.ties} == {
        ("adm4649", "lag"): Turn.WEAKER, ("lag", "styre4649"): Turn.LEFT,
    }  # fmt: skip


def test_bodies_that_merged_are_found_where_sheets_were_read_with_the_present_number() -> None:
    """A former number is read as the present one (4649), so that it no longer tells who merged."""

    def of(*ids: str, kind: str = "administrasjon", unit: str | None = None) -> list[dict[str, object]]:
        return [actor(one, kind, municipality="4649", unit=unit) for one in ids]

    before = register(actors=[
        *of("selje-adm", "eid-adm"), *of("selje-plan", "eid-plan", unit="plan"),
        *of("selje-il", kind="frivillig"), *of("selje-skole", kind="skole"),
        *of("a", "b", "c", unit="kultur"),
    ])  # fmt: skip
    after = register(actors=[
        *of("eid-adm"), *of("stad-plan", unit="plan"), *of("stad-kor", kind="frivillig"),
        *of("stad-skole", kind="skole"), *of("stad-kultur", unit="kultur"),
    ])  # fmt: skip
    found = align(before, after)
    assert dict(found.by_seat) == {
        "selje-adm": "eid-adm", "selje-plan": "stad-plan", "eid-plan": "stad-plan",
    }  # fmt: skip


def test_only_the_bodies_of_merged_municipalities_are_found_by_their_seat() -> None:
    """Verdal (5038, once 1721) never merged; two bodies with one former number did not become one."""
    before = register(actors=[
        actor("gammel", "administrasjon", municipality="5038"),
        actor("en", "administrasjon", municipality="1441"),
        actor("to", "administrasjon", municipality="1441"),
        actor("lag", municipality="1441"),
    ])  # fmt: skip
    after = register(actors=[
        actor("ny", "administrasjon", municipality="5038"),
        actor("stad", "administrasjon", municipality="4649"), actor("kor", municipality="4649"),
    ])  # fmt: skip
    assert align(before, after).by_seat == ()
