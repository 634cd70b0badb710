"""The election stress test: planted stars and meshes, who may be told, and what may not."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from matchmaker.kernel.errors import InputError
from matchmaker.kernel.messages import LANGUAGES, catalogue
from matchmaker.kernel.parallel import Cancelled
from matchmaker.measures.case import Case
from matchmaker.measures.proposals import connect
from matchmaker.measures.resilience import elected_members, turnover
from matchmaker.measures.star import star_or_mesh
from matchmaker.services.disclosure import Edition
from matchmaker.services.environment import Environment
from matchmaker.services.jsonable import jsonable
from matchmaker.services.network_scope import NetworkRequest
from matchmaker.services.stress import MOST_CONNECTIONS, StressRequest, StressResult, stress
from tests.conftest import TODAY
from tests.unit.small import Row, Shelf, actor, register

if TYPE_CHECKING:
    from matchmaker.model.register import Register
    from matchmaker.services.workspace import FolderWorkspace

ENVIRONMENT = Environment(lambda: TODAY)
LITE = NetworkRequest("lite")
PUBLIC = Edition.PUBLIC


def ties(*pairs: str, relation: str = "samarbeider") -> list[Row]:
    """``a-b`` is a tie."""
    made = (pair.split("-") for pair in pairs)
    return [{"tail": a, "head": b, "relation": relation} for a, b in made]


def ask(held: Register, **more: Any) -> StressResult:
    return stress(Shelf(held), StressRequest(LITE, **{"draws": 40, **more}), ENVIRONMENT)


def star(elected: int = 1, **more: Any) -> Register:
    """Four clubs and two firms who know each elected member and nobody else."""
    around = [*(f"lag{n}" for n in range(4)), "firma0", "firma1"]
    members = [f"valgt{n}" for n in range(elected)]
    return register(
        actors=[
            *(actor(one, "politiker") for one in members),
            *(actor(one, "frivillig" if one.startswith("lag") else "naeringsliv") for one in around),
        ],
        ties=ties(*(f"{one}-{other}" for one in members for other in around)),
        **more,
    )


def town(persons: int = 6, elected: int = 6) -> Register:
    """Private persons know a club by way of the elected; a nurse's office stands beside."""
    people = [f"hemmelig{n}" for n in range(persons)]
    members = [f"valgt{n}" for n in range(elected)]
    return register(
        actors=[
            *(actor(one, "ildsjel") | {"name": f"Privat {one}"} for one in people),
            *(actor(one, "politiker") | {"name": f"Privat {one}"} for one in members),
            actor("lag"), actor("firma", "naeringsliv"), actor("kontor", "tjeneste"),
        ],
        ties=ties(
            *(f"{one}-{members[n % elected]}" for n, one in enumerate(people)),
            *(f"{one}-lag" for one in members), "lag-kontor", "kontor-firma",
        ),
        contributions=[
            {"actor": "valgt0", "contribution": "lokaler", "grade": "god", "evidence": "antatt"},
            *({"actor": one, "contribution": "mobilisering"} for one in members),
        ],
    )  # fmt: skip


# -- planted cases --------------------------------------------------------------------------------


def test_a_star_around_one_elected_member_falls_apart_and_the_suggestions_mend_it() -> None:
    found = ask(star())
    assert found.kept is not None
    assert (found.actors, found.pairs, found.kept.leaving, found.kept.draws) == (7, 21, 1, 1)
    assert found.kept.pairs is not None
    assert found.kept.pairs.mean == 0
    assert [one.code for one in found.kept.cut_sides] == ["naeringsliv", "frivillig"]
    assert [(one.basis, one.code, one.seats) for one in found.leavers] == [("elected", None, 1)]
    assert len(found.connections) == 5
    last = found.connections[-1].kept
    assert last is not None
    assert last.mean == 1.0
    assert found.heading.code == "team.heading"
    ends = {end.actor for one in found.connections for end in (one.one, one.other)}
    assert "valgt0" not in ends


def test_a_mesh_keeps_everything_and_nothing_is_suggested() -> None:
    names = [f"lag{n}" for n in range(6)]
    held = register(
        actors=[actor("valgt", "politiker"), *map(actor, names)],
        ties=ties(*(f"{a}-{b}" for a in names for b in names if a < b), *(f"valgt-{a}" for a in names)),
    )
    found = ask(held)
    assert found.kept is not None
    assert found.kept.pairs is not None
    assert found.kept.pairs.mean == 1.0
    assert found.kept.cut_sides == ()
    assert (found.connections, found.no_connections and found.no_connections.code) == (
        (),
        "stress.no_connections",
    )


def test_the_figures_are_the_librarys_own(bundled: FolderWorkspace) -> None:
    held = bundled.dataset("samskapende_kommunen").register
    request = StressRequest(
        NetworkRequest("samskapende_kommunen"), ("administrasjon",), 0.4, count=3, draws=60, seed=4
    )
    found = stress(bundled, request, ENVIRONMENT)
    case = Case.from_register(held, seed=4)
    leavers = case.sides.mask("administrasjon") if case.sides else elected_members(held)
    lost = turnover(case, leavers, 0.4, 60, 4)
    assert found.kept is not None
    assert found.kept.pairs is not None
    assert (found.kept.pairs.mean, found.kept.pairs.low) == (lost.kept.mean, lost.kept.low)
    assert [one.count for one in found.kept.cut_sides] == [one.count for one in lost.cut_sides]
    assert {one.code for one in found.kept.lost_contributions} == {
        one.what for one in lost.lost_contributions
    }
    assert all(one.low < one.share < one.high for one in found.kept.lost_contributions)
    proposed = connect(case, leavers, 0.4, 60, 4, 3)
    assert [(one.one.actor, one.other.actor) for one in found.connections] == [
        (one.tail, one.head) for one in proposed
    ]
    shape = star_or_mesh(case, 60, 4)
    assert (found.shape.shape, found.shape.share, found.shape.p) == (shape.shape, shape.share, shape.p)


def test_the_municipalitys_own_services_stand_by_name_and_no_person_among_them() -> None:
    held = register(
        actors=[
            actor("x", "tjeneste") | {"name": "Aa"}, actor("a", "helse_omsorg") | {"name": "Å"},
            actor("person", "tjeneste", form="person"), actor("museum", "kulturinstitusjon"),
            actor("lag"), actor("firma", "naeringsliv"),
        ],
        ties=ties("lag-x", "x-firma"),
        contributions=[{"actor": "a", "contribution": "lokaler"}],
    )  # fmt: skip
    found = ask(held)
    assert [one.id for one in found.services] == ["x", "a"]
    assert [one.kept for one in found.services] == [0.0, 1.0]
    assert [side.code for side in found.services[0].cut_sides] == ["sector.naeringsliv", "sector.frivillig"]
    assert len(found.services[1].lost_contributions) == 1


def test_an_umbrella_whose_members_have_no_tie_of_their_own() -> None:
    held = register(
        actors=[actor("paraply", "paraply"), actor("lag"), actor("firma", "naeringsliv")],
        ties=[*ties("lag-paraply", relation="medlem_av"), *ties("paraply-firma")],
    )
    found = ask(held).umbrellas
    assert (found.n, found.share, [one.id for one in found.silent]) == (1, 1.0, ["paraply"])


def test_who_is_reserved_is_never_suggested() -> None:
    held = star()
    rows = held.tables().frames["actors"]
    reserved = rows["id"].astype(str).isin(["lag0", "firma0"])
    held = type(held).from_tables(
        replace(held.tables(), frames={**held.tables().frames, "actors": rows.assign(reserved=reserved)})
    )
    found = ask(held)
    ends = {end.actor for one in found.connections for end in (one.one, one.other)}
    assert ends == {"lag1", "lag2", "lag3", "firma1"}


# -- who might leave ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "basis", "code", "seats"),
    [
        ("frivillig", "side", "frivillig", 2),
        ("Næringsliv", "side", "naeringsliv", 1),
        ("velforening", "kind", "velforening", 1),
        ("Ildsjel", "kind", "ildsjel", 2),  # one by kind, one by a further role
        ("lag", "actor", "lag", 1),
    ],
)
def test_sides_kinds_roles_and_ids(word: str, basis: str, code: str, seats: int) -> None:
    held = register(
        actors=[
            actor("lag"), actor("vel", "velforening"), actor("kari", "ildsjel"),
            actor("firma", "naeringsliv"), actor("leder", "politiker"),
        ],
        roles=[{"actor": "leder", "kind": "ildsjel"}],
    )  # fmt: skip
    (one,) = ask(held, leaving=(word,)).leavers
    assert (one.basis, one.code, one.seats) == (basis, code, seats)


def test_an_unknown_word_names_those_that_are_known() -> None:
    with pytest.raises(InputError) as raised:
        ask(star(), leaving=("konge",))
    assert raised.value.code == "unknown_leaver"
    known = raised.value.params["known"]
    assert isinstance(known, tuple)
    assert {"politiker", "velforening"} <= set(known)


def test_a_person_is_called_by_the_role_and_is_unknown_in_the_public_edition() -> None:
    (one,) = ask(star(), leaving=("valgt0",)).leavers
    assert one.code is None
    assert catalogue("nb").show(one.label) == "Folkevalgt"
    errors = []
    for word in ("valgt0", "finnes_ikke"):
        with pytest.raises(InputError) as raised:
            ask(star(), leaving=(word,), edition=PUBLIC)
        errors.append((raised.value.code, raised.value.params["known"]))
    assert errors[0] == errors[1]


def test_no_share_and_the_whole_share() -> None:
    nobody = ask(star(3), share=0.0)
    assert nobody.kept is not None
    assert nobody.kept.pairs is not None
    assert (nobody.kept.leaving, nobody.kept.pairs.mean, nobody.connections) == (0, 1.0, ())
    assert "note.stress_nobody_leaves" in {note.code for note in nobody.notes}
    everybody = ask(star(3), leaving=("frivillig", "naeringsliv", "politiker"), busiest=99)
    assert everybody.kept is not None
    assert everybody.kept.pairs is None
    assert everybody.kept.said is not None
    assert everybody.kept.said.code == "stress.nobody_left"
    assert everybody.busiest.said is not None
    assert everybody.busiest.said.code == "stress.nobody_left"
    some = ask(star(3), share=0.7, draws=30)
    assert some.kept is not None
    assert (some.kept.leaving, some.kept.draws) == (2, 30)


def test_empty_networks_and_no_elected_say_what_to_register() -> None:
    for held in (register(), register(actors=[actor("lag")])):
        found = ask(held)
        assert found.kept is None
        assert found.said is not None
        assert found.said.code == "stress.no_elected"
        assert found.connections == ()
    found = ask(star(), leaving=("bygdeforum",))
    assert found.said is not None
    assert found.said.code == "stress.nobody_there"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"share": 1.5}, "share_out_of_range"),
        ({"draws": 0}, "draws_out_of_range"),
        ({"busiest": 0}, "busiest_out_of_range"),
        ({"count": -1}, "connections_out_of_range"),
        ({"count": MOST_CONNECTIONS + 1}, "connections_out_of_range"),
    ],
)
def test_what_cannot_be_asked(more: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as raised:
        ask(register(), **more)
    assert raised.value.code == code


def test_it_follows_and_stops() -> None:
    class Stops:
        def __init__(self, after: int) -> None:
            self.after, self.done = after, [0]

        def start(self, total: int, what: str) -> None:
            self.done = [total]

        def advance(self, done: int) -> None:
            self.done.append(done)

        def cancelled(self) -> bool:
            return len(self.done) > self.after

    asked, whole = StressRequest(LITE, draws=3), [5 + 3, 1, 2, 3, 4, 5, 6, 7, 8]
    for after in (2, 4):  # between two stages, and between two draws of one
        stops = Stops(after)
        with pytest.raises(Cancelled):
            stress(Shelf(town()), asked, Environment(lambda: TODAY, stops))
        assert stops.done == whole[: after + 1]
    follows = Stops(99)
    stress(Shelf(town()), asked, Environment(lambda: TODAY, follows))
    assert follows.done == whole


# -- editions -------------------------------------------------------------------------------------


@pytest.mark.parametrize("elected", [0, 1, 4])
def test_the_public_edition_hides_one_to_four_and_nobody_alike(elected: int) -> None:
    held = star(elected) if elected else star(1).without_actors(["valgt0"])
    found = ask(held, edition=PUBLIC)
    assert (found.kept, found.connections, found.leavers[0].seats) == (None, (), None)
    assert found.said is not None
    assert found.said.code == "stress.few_or_none"


def test_the_public_edition_names_no_private_person() -> None:
    found = ask(town(), share=0.9, draws=40, edition=PUBLIC)
    assert found.kept is not None
    assert (found.kept.leaving, found.actors, found.data_version, found.leavers[0].seats) == (
        5,
        None,
        None,
        6,
    )
    plain = json.dumps([jsonable(found, catalogue(language)) for language in LANGUAGES], ensure_ascii=False)
    assert "hemmelig" not in plain
    assert "valgt0" not in plain
    assert not re.search(r"Privat (hemmelig|valgt)", plain)
    roles = {end.actor: end.kind_label for one in found.connections for end in (one.one, one.other)}
    assert all(
        end.others is None or end.others >= 5 for one in found.connections for end in (one.one, one.other)
    )
    assert set(roles) <= {None, "lag", "firma", "kontor"}  # a role stands in for somebody elected


def test_the_public_edition_leaves_out_what_few_persons_have() -> None:
    working, public = (ask(town(), edition=edition).kept for edition in Edition)
    assert working is not None
    assert public is not None
    assert [one.code for one in working.lost_contributions] == ["lokaler", "mobilisering"]
    assert [one.code for one in public.lost_contributions] == ["mobilisering"]
    few = [ask(town(persons=4), edition=edition).kept for edition in Edition]
    assert few[0] is not None
    assert few[1] is not None
    assert "innbygger" in {one.code for one in few[0].cut_sides}
    assert "innbygger" not in {one.code for one in few[1].cut_sides}


def test_citizens_who_are_not_elected_change_no_byte_of_the_public_edition() -> None:
    """However many there are, and whatever they would lose: there is nothing to find by subtraction."""
    plain = {
        json.dumps(jsonable(ask(town(persons), share=0.8, draws=20, edition=PUBLIC), catalogue("nb")))
        for persons in (0, 1, 4, 9)
    }
    assert len(plain) == 1
    told = ask(town(9)).services[0].citizens
    assert told.had is not None
    assert told.cut is not None
    assert (told.had.mean, told.cut.mean) == (9, 0)


def test_few_of_the_busiest_are_not_told_where_persons_are_among_them() -> None:
    for k, told in ((4, False), (5, True)):
        found = ask(town(), busiest=k, edition=PUBLIC).busiest
        assert (found.kept is not None) is told
    assert ask(town(), busiest=4).busiest.kept is not None


def test_exact_shares_are_not_told_where_persons_are_in_the_network() -> None:
    """How many pairs there are follows from an exact share; from whole per cent it does not."""
    working, public = (ask(town(9, 7), share=0.8, draws=40, edition=edition) for edition in Edition)
    assert working.kept is not None
    assert working.kept.pairs is not None
    assert public.kept is not None
    assert public.kept.pairs is not None
    assert working.kept.pairs.mean != round(working.kept.pairs.mean, 2)
    assert public.kept.pairs.mean == round(public.kept.pairs.mean, 2)
    assert public.pairs is None
    told = [one.kept for one in public.services] + [public.busiest.kept, public.shape.share]
    assert all(one is None or one == round(one, 2) for one in told)


def test_a_network_that_is_too_large_says_so() -> None:
    ring = [f"lag{n:04}" for n in range(1300)]
    large = register(actors=[*map(actor, ring)], ties=ties(*(f"{a}-{b}" for a, b in pairwise(ring))))
    told = ask(large, draws=2000).shape
    assert (told.shape, told.said and told.said.code) == (None, "stress.shape_large")


def test_the_public_edition_does_not_depend_on_a_hidden_count() -> None:
    """One or four elected who know the same: not a byte differs."""
    plain = {
        json.dumps(jsonable(found, catalogue("nb")), sort_keys=True)
        for found in (
            ask(
                register(
                    actors=[actor("lag"), actor("vel"), *(actor(f"v{n}", "politiker") for n in range(count))],
                    ties=ties("lag-vel"),
                ),
                edition=PUBLIC,
            )
            for count in (1, 2, 4)
        )
    }
    assert len(plain) == 1


def test_the_answer_is_the_same_again_and_plain_json() -> None:
    one, other = (ask(town(), share=0.5, draws=50, seed=3) for _ in range(2))
    assert one == other
    json.dumps(jsonable(one, catalogue("nb")), allow_nan=False)
    json.dumps(jsonable(ask(register()), catalogue("en")), allow_nan=False)
    assert ask(town(), share=0.5, draws=50, seed=4) != one
