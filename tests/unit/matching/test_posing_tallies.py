"""Every set that is counted, member by member (the registers are in ``rich.py`` and ``conftest``)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from matchmaker.matching.team.posing import Profile, Wish, candidates, pose
from matchmaker.matching.team.weights import Weights
from matchmaker.rules.constraints import Size
from tests.unit.matching.rich import SEXES, rich_register

if TYPE_CHECKING:
    from matchmaker.matching.team.problem import TeamProblem
    from matchmaker.model.register import Register

Counted = dict[str, tuple[list[str], tuple[int, ...]]]
WISH = Wish((Size(2, 5),))
SHARES = {"kvinne": 0.505, "mann": 0.495}


def posed(
    wish: Wish = WISH, area: str | None = "5037|5038", phase: str | None = "gjennomfore"
) -> TeamProblem:
    register = rich_register(area, phase)
    return pose(register, register.challenge("sak"), wish)


def counted(problem: TeamProblem, term: str) -> Counted:
    return {tally.name: ([problem.ids[i] for i in tally.members], tally.steps) for tally in problem.of(term)}


def test_who_can_realise_the_solution() -> None:
    assert counted(posed(), "ready") == {"gjennomforing": (["c"], (8_000,))}
    # who could realise much, but has nothing that is needed here, does not make a team ready
    other = rich_register(need="lokaler")
    assert counted(pose(other, other.challenge("sak"), WISH), "ready") == {}


def test_expected_sides_by_importance() -> None:
    # level tjeneste: tjeneste, innbygger and frivillig 3, administrasjon 2, the others 1; 6 points a step.
    # A side is brought in by those who have something that is needed, or are a voice of a group
    assert counted(posed(), "sides") == {"innbygger": (["a1"], (18_000,)), "tjeneste": (["c"], (18_000,))}
    # where the place is to be known, all residents have something; a county never has, and is not the
    # municipality's own administration; nobody is frivillig or naeringsliv
    local = rich_register(need="lokalkunnskap")
    assert counted(pose(local, local.challenge("sak"), WISH), "sides") == {
        "innbygger": (["a1", "a2", "a3"], (18_000,)),
    }
    anchored = rich_register(need="forankring")
    assert counted(pose(anchored, anchored.challenge("sak"), WISH), "sides") == {
        "innbygger": (["a1"], (18_000,)),
        "politiker": (["b1", "b2", "b3", "b4"], (6_000,)),
    }


def test_voices_and_inroads() -> None:
    # eldre has neither in the register: it is told elsewhere, and gives nobody points
    assert counted(posed(), "groups") == {"ungdom": (["a1"], (8_000,))}
    assert counted(posed(), "voices") == {"ungdom": (["a1"], (4_000,))}
    assert counted(posed(), "inroads") == {"ungdom": (["b1", "c"], (2_000,))}


def test_a_voice_who_is_no_candidate_still_gives_inroads() -> None:
    register = rich_register(area="5037")
    sak = register.challenge("sak")
    problem = pose(register, sak, WISH, candidates(register, sak, ("b1",)))
    assert problem.ids == ("a3", "b1", "b2", "b3", "u")
    assert counted(problem, "groups") == counted(problem, "voices") == {}
    assert counted(problem, "inroads") == {"ungdom": (["b1"], (2_000,))}


def test_residents_against_the_population() -> None:
    profiles = (Profile("kjonn", SHARES, SEXES),)
    problem = posed(replace(WISH, profiles=profiles, resident_seats=3))
    # of three seats 1.515 and 1.485, rounded by largest remainder; b1 is no resident
    assert counted(problem, "profile") == {
        "kjonn:kvinne": (["a1", "a3"], (4_000, 2_080)),
        "kjonn:mann": (["a2"], (4_000, 1_920)),
    }
    # what nobody has stated counts for no category
    unknown = replace(WISH, profiles=(Profile("kjonn", SHARES, {"a2": "mann", "a1": "ukjent"}),))
    assert {name: who for name, (who, _) in counted(posed(unknown), "profile").items()} == {
        "kjonn:mann": ["a2"]
    }
    assert counted(posed(), "profile") == {}


@pytest.mark.parametrize(
    ("seats", "shares", "steps"),
    [
        (4, {"a": 1 / 3, "b": 1 / 3, "c": 1 / 3}, (4_000, 1_360)),  # 134 + 133 + 133 hundredths
        (1, {"a": 0.5, "b": 0.5}, (2_000,)),
        (2, {"a": 1.0}, (4_000, 4_000, 0)),
    ],
)
def test_seats_by_share(seats: int, shares: dict[str, float], steps: tuple[int, ...]) -> None:
    held = dict.fromkeys(("a1", "a2"), "a")
    problem = posed(replace(WISH, profiles=(Profile("x", shares, held),), resident_seats=seats))
    assert counted(problem, "profile")["x:a"] == (["a1", "a2"], steps)


def test_different_kinds() -> None:
    assert counted(posed(), "kinds") == {
        "innbygger": (["a1", "a2", "a3"], (500,)),
        "offentlig_partner": (["u"], (500,)),
        "politiker": (["b1", "b2", "b3", "b4"], (500,)),
        "tjeneste": (["c"], (500,)),
    }


def test_phases_from_now_on() -> None:
    # a service usually realises, which both phases need; politicians anchor; a2 has taken part in drive
    late = counted(posed(), "phases")
    assert late == {
        "gjennomfore": (["c"], (1_000,)),
        "drive": (["a2", "b1", "b2", "b3", "b4", "c"], (1_000,)),
    }
    early = counted(posed(phase=None), "phases")
    assert list(early) == ["definere", "designe", "gjennomfore", "drive"]
    assert early["drive"] == late["drive"]
    # a2 and b3 took part in designe, without a first day as well as with one; politicians have ideas, and
    # residents what designing usually needs: lived experience
    assert early["designe"][0] == ["a1", "a2", "a3", "b1", "b2", "b3", "b4"]


def test_classes_of_contributions() -> None:
    # residents know the place and give time, politicians think and anchor, a service knows needs and realises
    assert counted(posed(), "resources") == {
        "kunnskap": (["a1", "a2", "a3", "c"], (1_000,)),
        "innsats": (["a1", "a2", "a3", "b1", "b2", "b3", "b4", "c"], (1_000,)),
    }


def test_one_of_each_party() -> None:
    # b4 has not said; a second seat neither way, further ones deducted, up to the five seats there are
    assert counted(posed(), "parties") == {
        "ap": (["b1", "b2"], (2_000, 0, -2_000, -2_000, -2_000)),
        "sp": (["b3"], (2_000, 0, -2_000, -2_000, -2_000)),
    }


def test_a_fair_share_for_each_municipality() -> None:
    # five seats for two: three are fair
    assert counted(posed(), "areas") == {
        "5037": (["a3", "b2", "b3"], (2_000, 0, 0, -2_000, -2_000)),
        "5038": (["a1", "a2", "b1", "b4", "c"], (2_000, 0, 0, -2_000, -2_000)),
    }
    assert counted(posed(Wish((Size(2, 2),))), "areas")["5037"][1] == (2_000, -2_000)
    # there is nothing to share in a challenge of one municipality, or of none
    assert counted(posed(area="5038"), "areas") == {}
    assert counted(posed(area=None), "areas") == {}


def test_pairs_of_the_same_side_are_no_new_bridge() -> None:
    steps = (0, -100, -200, -300, -400)
    assert counted(posed(), "bridges") == {
        "administrasjon": (["u"], steps),
        "innbygger": (["a1", "a2", "a3"], steps),
        "politiker": (["b1", "b2", "b3", "b4"], steps),
        "tjeneste": (["c"], steps),
    }


def test_steps_never_rise_and_are_as_many_as_seats() -> None:
    for wish in (WISH, Wish(()), Wish((Size(1, 1),)), Wish((Size(3, 99), Size(1, 4)))):
        problem = posed(wish)
        seats = min((rule.high for rule in wish.constraints if isinstance(rule, Size)), default=9)
        for tally in problem.tallies:
            assert list(tally.steps) == sorted(tally.steps, reverse=True)
            assert tally.steps[-1] >= 0 or len(tally.steps) >= min(seats, len(tally.members))


def test_a_weight_of_zero_leaves_its_tallies_out() -> None:
    weights = Weights(
        ready=0, side=0, group=0, voice=0, inroad=0, kind=0, phase=0, resource=0, party=0, area=0, bridge=0
    )
    assert posed(Wish((Size(2, 5),), weights)).tallies == ()


def test_the_small_register_too(problem: TeamProblem, register: Register) -> None:
    assert register.challenge("sak").phase is None
    assert counted(problem, "phases") == {
        # the place known, a council's lived experience; e has taken part
        "definere": (["a-ildsjel", "b-lag", "c-raad", "e-fylke"], (1_000,)),
        "designe": (["b-lag", "c-raad"], (1_000,)),
        "gjennomfore": (["a-ildsjel"], (1_000,)),  # an ildsjel usually mobilises
        "drive": (["a-ildsjel", "b-lag", "c-raad"], (1_000,)),
    }
    # expectations.csv at level politikk: innbygger 3, frivillig 2. A statutory council is not the
    # politicians' own voice, nor a county the municipality's
    assert counted(problem, "sides") == {
        "frivillig": (["b-lag"], (12_000,)),
        "innbygger": (["a-ildsjel"], (18_000,)),
    }
    assert counted(problem, "groups") == {"eldre": (["a-ildsjel", "c-raad"], (8_000,))}
    # a council speaks for the old, an old person speaks
    assert counted(problem, "voices") == {"eldre": (["a-ildsjel"], (4_000,))}
    assert counted(problem, "inroads") == {"eldre": (["b-lag"], (2_000,))}
    assert counted(problem, "resources")["ressurs"] == (["b-lag"], (1_000,))
