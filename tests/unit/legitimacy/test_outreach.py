"""Who may be asked, where a path ends, and what a plan says."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.legitimacy.outreach.gap import MEANS, Gap, gap_of, kinds_to_look_for, means_for
from matchmaker.legitimacy.outreach.model import Plan, solve_outreach
from matchmaker.legitimacy.outreach.posing import Posed, pose
from matchmaker.legitimacy.outreach.problem import Costs
from matchmaker.model.register import Register
from matchmaker.rules.tables import councils
from matchmaker.solving.port import Status
from tests.unit.small import VERDAL, Row, actor, challenge, register

ROOM = "kommunen"


def tie(tail: str, head: str, relation: str = "kjenner") -> Row:
    return {"tail": tail, "head": head, "relation": relation}


def world(*actors: Row, ties: list[Row] | None = None, **more: Any) -> Register:
    """A room of one administration, and others around it."""
    return register(
        actors=[actor(ROOM, "administrasjon", municipality=VERDAL), *actors], ties=ties or [], **more
    )


def planned(made: Register, *groups: str, room: tuple[str, ...] = (ROOM,), **more: Any) -> tuple[Posed, Plan]:
    posed = pose(made, [gap_of(made, group) for group in groups], [made.code(a) for a in room], **more)
    return posed, solve_outreach(posed.problem)


def walked(posed: Posed, plan: Plan) -> list[tuple[str, ...]]:
    """Each path as ids: brokers, then the end."""
    problem = posed.problem
    return [(*(problem.brokers[b] for b in p.brokers), problem.targets[p.target]) for p in plan.paths]


CHAIN = [tie(ROOM, "sentral"), tie("sentral", "lag")]


def test_a_path_goes_from_the_room_through_a_broker_to_who_knows_the_group() -> None:
    made = world(actor("sentral", "frivilligsentral"), actor("lag", groups="unge"), ties=CHAIN)
    posed, plan = planned(made, "unge")
    assert walked(posed, plan) == [("sentral", "lag")]
    assert plan.count.cost == 1000 + 200 + 200  # a first contact, one gap asked about, one end
    assert (plan.status, plan.bound) == (Status.OPTIMAL, 1400)
    assert posed.broker_asker == (ROOM,)


def test_two_brokers_at_most() -> None:
    ties = [tie(ROOM, "a"), tie("a", "b"), tie("b", "c"), tie("c", "lag"), tie("b", "naer")]
    made = world(
        *(actor(x) for x in "abc"), actor("lag", groups="unge"), actor("naer", groups="unge"), ties=ties
    )
    posed, plan = planned(made, "unge")
    assert walked(posed, plan) == [("a", "b", "naer")]
    assert posed.unlinked == (("lag",),)


def test_who_is_near_or_in_the_room_needs_no_broker() -> None:
    made = world(actor("lag", groups="unge"), actor("klubb", groups="unge"), ties=[tie(ROOM, "lag")])
    posed, plan = planned(made, "unge", room=(ROOM, "klubb"))
    assert sorted(walked(posed, plan)) == [("klubb",), ("lag",)]
    assert set(posed.target_asker) == {ROOM, "klubb"}


@pytest.mark.parametrize(
    "relation", ["samarbeider", "kjenner", "arrangerer_med", "medlem_av", "representerer"]
)
def test_the_relations_that_are_steps(relation: str) -> None:
    ties = [tie(ROOM, "sentral"), tie("lag", "sentral", relation)]
    made = world(actor("sentral"), actor("lag", groups="unge"), ties=ties)
    assert walked(*planned(made, "unge")) == [("sentral", "lag")]


@pytest.mark.parametrize("relation", ["finansierer", "styreverv_i", "naerstaende", "ansatt_i", "leder"])
def test_money_kinship_and_posts_are_no_way_to_ask(relation: str) -> None:
    ties = [tie(ROOM, "sentral"), tie("sentral", "lag", relation)]
    made = world(actor("sentral", "ildsjel"), actor("lag", groups="unge"), ties=ties)
    posed, plan = planned(made, "unge")
    assert plan.paths == ()
    assert posed.unlinked == (("lag",),)


@pytest.mark.parametrize(
    "changed",
    [
        {"reserved": True},
        {"kind": "bruker", "form": "person"},
        {"kind": "elev", "form": "person"},
        {"kind": "paarorende", "form": "person"},
        {"kind": "foreldre"},
        {"kind": "innbygger", "form": "gruppe"},
    ],
)
def test_who_is_never_asked_to_pass_anything_on(changed: Row) -> None:
    made = world({**actor("sentral"), **changed}, actor("lag", groups="unge"), ties=CHAIN)
    assert planned(made, "unge")[1].paths == ()


@pytest.mark.parametrize(("feature", "value"), [("alder", "16"), ("aldersgruppe", "13-15")])
def test_minors_are_never_asked(feature: str, value: str) -> None:
    actors = [actor(ROOM, "administrasjon"), actor("sentral", "ildsjel"), actor("lag", groups="unge")]
    for stated, paths in ((value, 0), ("30", 1)):
        made = register([("sentral", feature, stated)], actors=actors, ties=CHAIN)
        assert len(planned(made, "unge")[1].paths) == paths


def test_a_further_role_as_a_pupil_counts_too() -> None:
    made = world(
        actor("sentral", "ildsjel"), actor("lag", groups="unge"), ties=CHAIN,
        roles=[{"actor": "sentral", "kind": "elev"}],
    )  # fmt: skip
    assert planned(made, "unge")[1].paths == ()


@pytest.mark.parametrize(
    ("kind", "form"),
    [
        ("bruker", "gruppe"),
        ("elev", "gruppe"),
        ("bruker", "person"),
        ("ungdom", "person"),
        ("ildsjel", "person"),
    ],
)
def test_a_path_never_ends_at_users_pupils_or_persons(kind: str, form: str) -> None:
    """Even when they alone know the group, and the room itself knows them."""
    made = world(actor("dem", kind, form=form, groups="unge"), ties=[tie(ROOM, "dem")])
    _, plan = planned(made, "unge")
    ends = walked(*planned(made, "unge"))
    # the municipality itself, which is tied to the group, passes an open invitation on
    assert ends == ([(ROOM,)] if form == "gruppe" else [])
    assert plan.status is Status.OPTIMAL


def test_a_reserved_organisation_is_no_end_and_others_areas_neither() -> None:
    made = world(
        actor("lag", groups="unge", reserved=True), actor("langt", groups="unge", municipality="5037"),
        ties=[tie(ROOM, "lag"), tie(ROOM, "langt")],
    )  # fmt: skip
    posed, plan = planned(made, "unge", area=[VERDAL])
    assert plan.paths == ()
    assert posed.unlinked == ((),)


def test_a_person_is_asked_no_more_often_than_the_cap_and_organisations_as_needed() -> None:
    groups = ("unge", "eldre", "foreldre")
    ends = [actor(f"lag_{g}", groups=g) for g in groups]
    ties = [tie(ROOM, "bindeledd"), *(tie("bindeledd", f"lag_{g}") for g in groups)]
    for kind, cap, reached in (("ildsjel", 2, 2), ("ildsjel", 1, 1), ("ildsjel", 3, 3), ("frivillig", 1, 3)):
        made = world(actor("bindeledd", kind), *ends, ties=ties)
        _, plan = planned(made, *groups, cap=cap)
        assert len(plan.paths) == reached
        assert sum(plan.short) == len(groups) - reached
        assert len(plan.count.asked[0]) == reached


def test_as_many_gaps_as_possible_come_before_many_ends_for_one() -> None:
    ties = [tie(ROOM, "a"), *(tie("a", f"u{n}") for n in range(2)), tie("a", "e"), tie("a", "f")]
    made = world(
        actor("a", "ildsjel"), *(actor(f"u{n}", groups="unge") for n in range(2)), actor("e", groups="eldre"),
        actor("f", groups="foreldre"), actor("b", "ildsjel"), ties=[*ties, tie(ROOM, "b"), tie("b", "u0")],
    )  # fmt: skip
    _, plan = planned(made, "unge", "eldre", "foreldre", cap=2)
    assert plan.count.reached == (1, 1, 1)


def test_several_gaps_share_a_broker() -> None:
    """One who reaches both costs less than two who reach one each."""
    ties = [tie(ROOM, x) for x in ("begge", "x", "y")] + [
        tie("begge", "lag_u"), tie("begge", "lag_e"), tie("x", "lag_u"), tie("y", "lag_e"),
    ]  # fmt: skip
    made = world(
        *(actor(x) for x in ("begge", "x", "y")), actor("lag_u", groups="unge"),
        actor("lag_e", groups="eldre"), ties=ties,
    )  # fmt: skip
    assert sorted(walked(*planned(made, "unge", "eldre"))) == [("begge", "lag_e"), ("begge", "lag_u")]


def test_an_organisation_goes_before_a_person_and_the_free_before_the_busy() -> None:
    ties = [tie(ROOM, x) for x in "abc"] + [tie(x, "lag") for x in "abc"]
    busy = [{"challenge": "annen", "actor": "a", "phase": "designe", "hours": 50.0}]
    made = world(
        actor("a", hours=100.0), actor("b", "ildsjel"), actor("c"), actor("lag", groups="unge"), ties=ties,
        challenges=[challenge("annen")], involvements=busy,
    )  # fmt: skip
    posed, plan = planned(made, "unge")
    assert walked(posed, plan) == [("c", "lag")]
    assert dict(zip(posed.problem.brokers, posed.problem.opening.tolist(), strict=True)) == {
        "a": 1000 + 300 + 1000, "b": 3000, "c": 1000,
    }  # fmt: skip
    # involvement in the matter itself is no load
    own = pose(made, [gap_of(made, "unge")], [made.code(ROOM)], challenge="annen")
    assert int(own.problem.opening[0]) == 1000


def test_a_place_is_an_end_for_who_belongs_there() -> None:
    made = world(
        actor("sentral", place="vuku"), actor("lag", groups="unge", place="vuku"),
        ties=[tie(ROOM, "sentral")],
        places=[{"id": "vuku", "name": "Vuku", "municipality": VERDAL}],
    )  # fmt: skip
    posed, plan = planned(made, "unge")
    assert walked(posed, plan) == [("sentral", "sted:vuku")]
    assert walked(*planned(made, "sted:vuku"))[-1][-1] == "sted:vuku"


@pytest.mark.parametrize(("count", "ends"), [(4, 0), (5, 1)])
def test_a_few_persons_do_not_make_a_place(count: int, ends: int) -> None:
    people = [actor(f"p{n}", "innbygger", groups="unge", place="vuku") for n in range(count)]
    made = world(
        actor("sentral", place="vuku"), *people, ties=[tie(ROOM, "sentral")],
        places=[{"id": "vuku", "name": "Vuku", "municipality": VERDAL}],
    )  # fmt: skip
    assert len(planned(made, "unge")[1].paths) == ends


def test_a_registered_council_is_the_one_end_for_its_seat() -> None:
    made = world(
        actor("raad", "ungdomsraad", municipality=VERDAL), actor("lag", groups="ungdom", municipality=VERDAL),
        ties=[tie(ROOM, "raad"), tie(ROOM, "lag")],
    )  # fmt: skip
    assert walked(*planned(made, f"ungdomsraad:{VERDAL}")) == [("raad",)]
    assert len(planned(made, "ungdom")[1].paths) == 2
    assert walked(*planned(made, "ungdomsraad:5037")) == [("lag",), ("raad",)]


def test_a_person_in_the_room_is_asked_as_any_other_and_counted() -> None:
    made = world(
        actor("ildsjel", "ildsjel"), actor("lag", groups="unge"), actor("klubb", groups="eldre"),
        ties=[tie("ildsjel", "lag"), tie("ildsjel", "klubb")],
    )  # fmt: skip
    posed, plan = planned(made, "unge", "eldre", room=("ildsjel",), cap=1)
    assert len(plan.paths) == 1
    assert walked(posed, plan)[0][0] == "ildsjel"
    assert posed.broker_asker == (None,)


@pytest.mark.parametrize("groups", [(), ("unge",)])
def test_nobody_and_nothing(groups: tuple[str, ...]) -> None:
    for made, room in ((register(actors=[]), ()), (world(actor("lag", groups="unge")), (ROOM,))):
        posed, plan = planned(made, *groups, room=room)
        assert plan.paths == ()
        assert (plan.count.cost, plan.bound, plan.gap, plan.status) == (0, 0, 0.0, Status.OPTIMAL)
        assert plan.short == (0,) * len(groups)
        assert len(posed.unlinked) == len(groups)


class Impatient:
    """Nobody waits for the answer."""

    def start(self, total: int, what: str) -> None:
        """Take no notice."""

    def advance(self, done: int) -> None:
        """Take no notice."""

    def cancelled(self) -> bool:
        """At once."""
        return True


def test_a_cancelled_search_gives_a_refereed_plan() -> None:
    rng = np.random.default_rng(1)
    groups = [f"g{n}" for n in range(12)]
    brokers = [actor(f"b{n:02d}", "ildsjel") for n in range(16)]
    ends = [actor(f"e{n:02d}", groups=groups[n % 12]) for n in range(24)]
    pairs = {(int(b), int(e)) for b, e in zip(rng.integers(0, 16, 80), rng.integers(0, 24, 80), strict=True)}
    ties = [tie(ROOM, b["id"]) for b in brokers] + [tie(f"b{b:02d}", f"e{e:02d}") for b, e in sorted(pairs)]
    posed = pose(
        made := world(*brokers, *ends, ties=ties), [gap_of(made, g) for g in groups], [made.code(ROOM)]
    )
    whole, cut = solve_outreach(posed.problem), solve_outreach(posed.problem, progress=Impatient())
    assert whole.status is Status.OPTIMAL
    assert cut.status is Status.CANCELLED
    assert sum(whole.short) == 0
    assert sum(cut.short) > 0 or cut.count.cost >= whole.count.cost
    assert max(len(asked) for asked in whole.count.asked) <= 2


def test_the_order_of_rows_does_not_matter() -> None:
    actors = [actor(x) for x in "abcd"] + [actor(f"lag{n}", groups="unge") for n in range(4)]
    ties = [tie(ROOM, x) for x in "abcd"] + [tie(x, f"lag{n}") for x in "abcd" for n in range(4)]
    one = planned(world(*actors, ties=ties), "unge")
    other = planned(world(*reversed(actors), ties=list(reversed(ties))), "unge")
    assert walked(*one) == walked(*other)


@pytest.mark.parametrize("value", [-1.0, 1001.0, float("nan")])
def test_a_cost_that_cannot_be(value: float) -> None:
    with pytest.raises(InputError, match="bad_weight"):
        Costs(person=value)


def test_what_a_gap_is_known_by() -> None:
    made = world(
        challenges=[challenge()],
        affected=[{"challenge": "sak", "group": "konfirmanter", "name": "k", "age_from": 14, "age_to": 15}],
    )
    assert {"ungdom", "unge", "elever"} <= set(gap_of(made, "aldersgruppe:16-24").tags)
    assert "konfirmanter" in gap_of(made, "aldersgruppe:13-15").tags
    assert "konfirmanter" not in gap_of(made, "aldersgruppe:16-24").tags
    assert gap_of(made, "aldersgruppe:80+").tags == ("eldre", "eldre_60", "pensjonister")
    assert gap_of(made, "kjonn:kvinne").tags == ("kjonn:kvinne", "kvinne", "kvinner")
    assert gap_of(made, "sprak:arabisk").tags == ("arabisk", "sprak:arabisk")
    assert gap_of(made, "sted:vuku").place == "vuku"
    assert gap_of(made, f"eldreraad:{VERDAL}").council == ("eldreraad", VERDAL)


@pytest.mark.parametrize(("oldest", "its_council"), [(19, True), (20, False)])
def test_a_group_of_the_councils_ages_is_sought_through_the_council(oldest: int, its_council: bool) -> None:
    """Under the organiser's own code; the limit is that of ``councils.csv``."""
    group = {"challenge": "sak", "group": "egen_kode", "name": "k", "age_from": 13, "age_to": oldest}
    made = register(actors=[actor("raad", "ungdomsraad")], challenges=[challenge()], affected=[group])
    assert ("ungdomsraad" in kinds_to_look_for(gap_of(made, "egen_kode"))) is its_council


def test_kinds_to_look_for_are_kinds_of_organisations() -> None:
    made = world()
    for council in councils():
        for tag in council.groups:
            assert kinds_to_look_for(gap_of(made, tag))[0] == council.kind
    assert "skole" in kinds_to_look_for(gap_of(made, "ungdom"))
    assert "helse_omsorg" in kinds_to_look_for(gap_of(made, "paarorende"))
    assert "velforening" in kinds_to_look_for(gap_of(made, "sted:vuku"))
    first = kinds_to_look_for(gap_of(made, "ungdom"))
    rest = kinds_to_look_for(gap_of(made, "ungdom"), frozenset(first[:2]))  # two of them are in the room
    assert rest[:2] == first[2:4]
    assert not set(rest) & set(first[:2])
    for key in ("ukjent_gruppe", "naeringsdrivende", "sprak:arabisk"):
        kinds = kinds_to_look_for(gap_of(made, key))
        assert kinds
        assert all(made.kinds[kind].form.value == "organisasjon" for kind in kinds)


@pytest.mark.parametrize(
    ("key", "some", "without"),
    [
        ("sprak:arabisk", {"tolk", "barnepass"}, {"transport"}),
        ("foreldre", {"barnepass", "motetid"}, {"tolk"}),
        ("ungdom", {"transport"}, {"tolk", "barnepass"}),
        ("eldre", {"transport", "tilrettelegging"}, {"barnepass"}),
        ("naeringsdrivende", {"motetid"}, {"tolk", "transport"}),
        ("ukjent_gruppe", set(MEANS), set()),
    ],
)
def test_practical_means_fit_the_group(key: str, some: set[str], without: set[str]) -> None:
    found = set(means_for(gap_of(world(), key)))
    assert some | {"motetid", "godtgjoring"} <= found
    assert not without & found


def test_means_keep_their_order() -> None:
    for key in ("eldre", "ungdom", "ukjent"):
        found = means_for(Gap(key, (key,)))
        assert list(found) == [code for code in MEANS if code in found]
