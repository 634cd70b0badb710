"""The region as a network of networks, on a dataset written by hand."""

from __future__ import annotations

from matchmaker.comparison.region import region
from tests.unit.small import actor, challenge, register


def test_a_region_by_hand() -> None:
    data = register(
        actors=[
            actor("a1", "administrasjon", municipality="5038"), actor("f1", municipality="5038"),
            actor("a2", "administrasjon", municipality="5037"), actor("f2", municipality="5037"),
            actor("i3", "innbygger", municipality="5006"), actor("uni", "forskning"),
        ],
        ties=[
            {"tail": one, "head": other, "relation": "samarbeider"}
            for one, other in (
                ("uni", "i3"), ("a1", "a2"), ("a1", "f1"), ("f1", "f2"), ("a2", "uni"), ("i3", "a1"),
                ("a1", "f2"),
            )
        ],
        contributions=[
            {"actor": "f1", "contribution": "frivillig_innsats"},
            {"actor": "uni", "contribution": "forskning"},
        ],
        challenges=[
            challenge("delt", municipalities="5038|5037", themes="ungdom"),
            challenge("egen", municipalities="5037", themes="bolig|ungdom"),
            challenge("annen", municipalities="5006", themes="bolig"),
        ],
        needs=[
            {"challenge": "delt", "contribution": "forskning"},
            {"challenge": "annen", "contribution": "lokaler"},
        ],
    )  # fmt: skip
    found = region(data, ["5038", "5037"])
    assert found.numbers == ("5037", "5038")
    assert found.ties == ((0, 3), (3, 1))
    assert found.beyond == 2  # the tie between two who are outside is not the region's
    assert found.sides_absent == ("innbygger", "naeringsliv", "politiker", "tjeneste")
    assert found.sides_alone == ()
    assert [one.code for one in found.shared_challenges] == ["delt"]
    assert [(one.code, one.numbers) for one in found.shared_themes] == [("ungdom", ("5037", "5038"))]
    assert (found.gaps[0].contribution, found.gaps[0].needed_by) == ("forskning", ("delt",))
    assert "frivillig_innsats" not in {gap.contribution for gap in found.gaps}
    assert all(gap.needed_by == () for gap in found.gaps[1:])
    one = region(data, ["5037"])
    assert one.sides_alone == ("frivillig", "administrasjon")
    assert one.shared_challenges == ()


def test_nobody_and_nowhere() -> None:
    found = region(register(actors=[actor("f1", municipality="5038")]), [])
    assert (found.numbers, found.ties, found.beyond) == ((), (), 0)
