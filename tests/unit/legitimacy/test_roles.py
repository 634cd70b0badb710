"""Single points, umbrellas, councils and groups without a tie, on a register made for each."""

from __future__ import annotations

from typing import Any

from matchmaker.kernel.errors import Message
from matchmaker.legitimacy.composition import Composition, of_register, of_team
from matchmaker.legitimacy.contributions import council_findings, group_findings, need_findings
from matchmaker.legitimacy.finding import Finding, Urgency
from matchmaker.legitimacy.roles import (
    Umbrella,
    role_findings,
    single_points,
    umbrella_findings,
    umbrellas,
    unlinked_councils,
    unlinked_groups,
)
from tests.unit.small import LEVANGER, VERDAL, actor, challenge, register

ORGANISATIONS = {"organisasjon"}


def tie(one: str, other: str, relation: str = "samarbeider") -> dict[str, Any]:
    return {"tail": one, "head": other, "relation": relation}


def team(names: list[str], **rows: Any) -> Composition:
    found = register(**rows)
    return of_team(found, found.challenge("sak"), names)


# -- single points ------------------------------------------------------------------------------------


def needing(count: int, importance: int, *able: str) -> Composition:
    return team(
        ["one", "two"],
        actors=[actor("one", "bygdeforum"), actor("two", "innbygger")],
        challenges=[challenge()],
        needs=[
            {"challenge": "sak", "contribution": "lokaler", "count": count, "importance": importance}
        ],
        contributions=[{"actor": who, "contribution": "lokaler"} for who in able],
    )  # fmt: skip


def test_a_need_that_one_covers_and_that_is_not_found_elsewhere() -> None:
    """Either ``need_findings`` or ``single_points`` tells of a need that hangs on one, never both."""
    for count in (1, 2):
        for importance in (1, 2, 3):
            composition = needing(count, importance, "one")
            told = [f.code for f in (*need_findings(composition), *single_points(composition))]
            expected = "need_short" if count == 2 else "need_single" if importance == 3 else "need_one_actor"
            assert told == [expected]


def test_two_who_cover_a_need_or_nobody_is_no_single_point() -> None:
    assert list(single_points(needing(1, 2, "one", "two"))) == []
    assert list(single_points(needing(1, 2))) == []


def test_the_one_is_named_unless_it_is_a_private_person() -> None:
    (named,) = single_points(needing(1, 2, "one"))
    assert named.message.params["name"] == ("One",)
    assert (named.n, named.of, named.severity) == (1, 2, Urgency.INFO)
    (person,) = single_points(needing(1, 2, "two"))
    assert person.message.params["name"] == (Message("kind.innbygger"),)


# -- umbrellas ----------------------------------------------------------------------------------------

TRADE: dict[str, Any] = {
    "actors": [
        actor("trade", "naeringsforening"),
        *(actor(f"firm{i}", "naeringsliv") for i in range(4)),
        actor("soul", "ildsjel"),
        actor("centre", "frivilligsentral"),
        actor("pupils", "elev"),
        actor("council", "elevraad", form="organisasjon"),
    ],
    "challenges": [challenge()],
    "ties": [
        *(tie(f"firm{i}", "trade", "medlem_av") for i in range(3)),
        tie("trade", "firm3", "representerer"),
        tie("trade", "firm2", "representerer"),  # said twice, one member
        tie("soul", "trade", "medlem_av"),
        tie("council", "pupils", "representerer"),
    ],
}


def test_members_are_those_who_belong_and_those_who_are_represented() -> None:
    composition = team(["trade", "firm1", "soul", "centre"], **TRADE)
    assert umbrellas(composition) == (
        Umbrella("centre", "frivilligsentral", None, 0),  # an umbrella whose members nobody has registered
        Umbrella("trade", "naeringsforening", 5, 2),
    )
    assert umbrellas(composition, ORGANISATIONS)[1] == Umbrella("trade", "naeringsforening", 4, 1)
    assert umbrellas(team(["firm1"], **TRADE)) == ()


def test_a_seat_for_a_naeringsforening_is_not_every_firms() -> None:
    silent, unknown = sorted(
        umbrella_findings(team(["trade", "firm1", "centre"], **TRADE)), key=lambda f: f.code
    )
    assert (silent.code, silent.n, silent.of) == ("umbrella_silent", 1, 5)
    assert silent.message.params == {"name": ("Trade",), "silent": 4, "present": 1}
    assert (unknown.code, unknown.group, unknown.of) == ("umbrella_unknown", "centre", None)


def test_who_speaks_for_others_is_one_whatever_its_kind() -> None:
    assert [f.group for f in umbrella_findings(team(["council"], **TRADE))] == ["council"]
    assert list(umbrella_findings(team(["council", "pupils"], **TRADE))) == []
    # the pupils are a group of people: the public edition knows of no member
    assert list(umbrella_findings(team(["council"], **TRADE), ORGANISATIONS)) == []


def test_where_some_forms_are_left_out_nothing_is_said_that_they_could_make_untrue() -> None:
    """The centre may have persons as members, and the trade association more than the four firms."""
    (silent,) = umbrella_findings(team(["trade", "firm1", "centre"], **TRADE), ORGANISATIONS)
    assert (silent.code, silent.group, silent.n, silent.of) == ("umbrella_silent", "trade", None, None)
    assert silent.message == Message("finding.umbrella_silent_public", {"name": ("Trade",)})


def test_an_umbrella_whose_members_all_take_part_is_no_finding() -> None:
    everybody = ["trade", "soul", "firm0", "firm1", "firm2", "firm3"]
    assert list(umbrella_findings(team(everybody, **TRADE))) == []


# -- councils and groups ------------------------------------------------------------------------------


def councils(*ties: dict[str, Any], affected: str = "eldre") -> list[Finding]:
    composition = team(
        ["office"],
        actors=[
            actor("office", "administrasjon", municipality=VERDAL),
            actor("old", "eldreraad", municipality=VERDAL),
            actor("young", "ungdomsraad", municipality=VERDAL),
            actor("member", "funksjonsraad", form="person", municipality=VERDAL),
            actor("far", "ungdomsraad", municipality=LEVANGER),
        ],
        challenges=[challenge()],
        affected=[{"challenge": "sak", "group": affected, "name": affected}],
        ties=list(ties),
    )
    unlinked, absent = list(unlinked_councils(composition)), list(council_findings(composition))
    assert {f.group for f in unlinked}.isdisjoint(f.group for f in absent)
    return unlinked


def test_a_council_without_a_tie_that_is_not_already_asked_for() -> None:
    """Eldrerådet is asked for because the challenge concerns its group; one member is not a council."""
    (young,) = councils()
    assert (young.group, young.severity) == (f"ungdomsraad:{VERDAL}", Urgency.INFO)
    assert young.message.params == {"council": Message("kind.ungdomsraad"), "municipality": "Verdal"}
    assert [f.group for f in councils(affected="naboer")] == [f"eldreraad:{VERDAL}", f"ungdomsraad:{VERDAL}"]


def test_a_tie_of_any_kind_links_a_council() -> None:
    assert councils(tie("office", "young", "oppnevner")) == []
    assert len(councils(tie("far", "young"))) == 1  # a tie to somebody who does not take part


def test_a_group_that_nobody_who_takes_part_has_a_tie_to() -> None:
    def groups(*ties: dict[str, Any], names: tuple[str, ...] = ("office",)) -> list[Finding]:
        composition = team(
            list(names),
            actors=[
                actor("office", "administrasjon"), actor("old", "bruker", groups="eldre|naboer"),
                actor("club", groups="naboer"),
            ],
            challenges=[challenge()],
            affected=[
                {"challenge": "sak", "group": name, "name": name} for name in ("eldre", "naboer", "unge")
            ],
            ties=list(ties),
        )  # fmt: skip
        found = list(unlinked_groups(composition))
        absent = {f.group for f in group_findings(composition) if f.code == "group_absent"}
        assert {f.group for f in found} <= absent  # not linked is more than not there
        return found

    assert [f.group for f in groups()] == ["eldre", "naboer", "unge"]
    assert [f.group for f in groups(tie("club", "office"))] == ["eldre", "unge"]
    assert [f.group for f in groups(tie("office", "old", "kjenner"))] == ["unge"]
    assert [f.group for f in groups(names=("old",))] == ["unge"]


def test_a_whole_register_has_no_challenge_to_have_roles_in() -> None:
    composition = of_register(register(**TRADE))
    assert {f.code for f in role_findings(composition)} == {"umbrella_unknown"}
