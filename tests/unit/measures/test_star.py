from __future__ import annotations

from collections import Counter
from math import isnan

import numpy as np
import pytest

from benchmarks.star_or_mesh import Ties, judged, planted, planted_star, sides_of
from matchmaker.kernel.errors import InputError
from matchmaker.kernel.rng import generator
from matchmaker.measures.case import TOWN_HALL, Case
from matchmaker.measures.star import ALPHA, Shape, star_or_mesh
from matchmaker.network.network import Network
from matchmaker.network.parts import Parts

SIX = ("innbygger", "naeringsliv", "frivillig", "politiker", "administrasjon", "tjeneste")


def case(sides: list[str | None], *ties: tuple[int, int]) -> Case:
    ends = np.array(ties, dtype=np.int64).reshape(-1, 2)
    return Case(
        Network.from_ties([f"a{at:02}" for at in range(len(sides))], *ends.T), Parts.from_values(sides, SIX)
    )


def test_what_is_planted_is_a_star_and_a_mesh_of_the_same_degrees() -> None:
    rng = generator(5, "planted", "mesh", "60")
    star = planted_star(60, 120, rng)
    mesh = planted("mesh", 60, 120, 5)
    sides = sides_of(60)

    def degrees(ties: Ties) -> Counter[int]:
        return Counter(end for tie in ties for end in tie)

    made: Ties = set(zip(mesh.network.tail.tolist(), mesh.network.head.tolist(), strict=True))
    assert degrees(made) == degrees(star)
    assert (len(star), Counter(sides)["politiker"]) == (120, 9)

    def past_the_town_hall(ties: Ties) -> int:
        return sum(
            sides[a] != sides[b] and sides[a] not in TOWN_HALL and sides[b] not in TOWN_HALL for a, b in ties
        )

    assert past_the_town_hall(star) == 0
    assert past_the_town_hall(made) > 25


@pytest.mark.parametrize(("kind", "wanted"), [("star", Shape.STAR), ("mesh", Shape.MESH)])
def test_star_and_mesh_of_60_are_told_apart(kind: str, wanted: Shape) -> None:
    """The full run, with its power and its interval, is ``benchmarks/star_or_mesh.py``."""
    said, _ = judged(kind, 60, 120, trials=12, draws=59)
    assert said == {wanted: 12}


def test_under_the_null_few_are_taken_for_either() -> None:
    """Forty networks at 59 draws: 2 · 1/60 expected of each; more than six would be one in two thousand."""
    said, _ = judged("null", 30, 60, trials=40, draws=59)
    assert said[Shape.STAR] + said[Shape.MESH] <= 6


def test_the_same_seed_gives_the_same_answer_and_its_numbers_fit() -> None:
    made = planted("star", 30, 60, 3)
    found = star_or_mesh(made, 99, 8)
    assert found == star_or_mesh(made, 99, 8)
    assert found != star_or_mesh(made, 99, 9)
    assert (found.share, found.draws, found.shape, found.p) == (1.0, 99, Shape.STAR, 0.02)
    assert found.chance[0] <= found.expected <= found.chance[1] < 1.0
    assert found.p_interval[0] <= found.p <= found.p_interval[1]
    assert found.message.code == "shape.stjerne"


def test_too_few_draws_are_no_proof() -> None:
    assert star_or_mesh(planted("star", 30, 60, 3), 39).p >= ALPHA
    assert star_or_mesh(planted("star", 30, 60, 3), 40).shape is Shape.STAR
    with pytest.raises(InputError, match="draws_out_of_range"):
        star_or_mesh(planted("star", 30, 60, 3), 0)


def test_too_few_to_say() -> None:
    """No way across; one network with these degrees; no municipality that could stand between."""
    alone = star_or_mesh(case(["innbygger", "politiker"]))
    assert (alone.shape, alone.n, alone.draws) == (Shape.TOO_FEW, 0, 0)
    assert isnan(alone.p)
    assert alone.message.code == "shape.for_faa"
    only = star_or_mesh(case(["innbygger", "politiker", "tjeneste"], (0, 2), (1, 2)))
    assert (only.shape, only.share, only.p) == (Shape.TOO_FEW, 1.0, 1.0)
    nobody = star_or_mesh(
        case(["innbygger", "politiker", "innbygger", "frivillig"], (0, 1), (1, 2), (2, 3), (0, 3))
    )
    assert (nobody.shape, nobody.share) == (Shape.TOO_FEW, 0.0)
    empty = star_or_mesh(case([]))
    assert empty.shape is Shape.TOO_FEW


def test_sides_that_nobody_stated_are_asked_for() -> None:
    with pytest.raises(InputError, match="measure_asks"):
        star_or_mesh(Case(planted("star", 30, 60, 3).network))


def test_direction_does_not_count() -> None:
    made = planted("a half", 30, 60, 2)
    network = made.network
    turned = Network.from_ties(network.ids, network.head, network.tail, directed=True)
    assert star_or_mesh(Case(turned, made.sides), 60) == star_or_mesh(made, 60)
