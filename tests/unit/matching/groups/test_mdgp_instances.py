"""The benchmark's reader and look-alikes, and a small edition of the benchmark itself."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import numpy as np
import pytest

from benchmarks.mdgp import Row, main, verdicts
from benchmarks.mdgp_instances import SHAPES, Instance, look_alike, read, read_folder
from benchmarks.mdgp_peers import best_of

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "4 2 ds 1 2 2 3 \n0 1 1.5\n0 2 2\n0 3 3\n1 2 4\n1 3 5\n2 3 6.25\n"


def test_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "RanReal_n004_ds_01.txt").write_text(TEXT, encoding="ascii")
    with gzip.open(tmp_path / "Geo_n010_ds_01.txt.gz", "wt") as out:
        out.write(TEXT)
    (tmp_path / "reference.csv").write_text("instance,n,best\nRanReal_n004_ds_01,4,12.5\n", encoding="utf-8")
    first, second = read_folder(tmp_path)
    assert (first.name, first.best, first.sizes, first.kind) == (
        "RanReal_n004_ds_01", 12.5, ((1, 2), (2, 3)), "RanReal ds",
    )  # fmt: skip
    assert (second.name, second.best) == ("Geo_n010_ds_01", None)
    assert (first.distances == second.distances).all()
    assert first.distances[3, 2] == first.distances[2, 3] == 6.25
    assert not first.distances.diagonal().any()


@pytest.mark.parametrize("text", [TEXT.replace("1 3 5\n", ""), TEXT.replace("4 2 ds", "4 3 ds")])
def test_a_file_that_is_not_whole_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.txt").write_text(text, encoding="ascii")
    with pytest.raises(ValueError, match=r"x\.txt"):
        read(tmp_path / "x.txt")


@pytest.mark.parametrize("family", ["RanReal", "RanInt", "Geo", "MDG-a"])
@pytest.mark.parametrize("free", [False, True])
def test_look_alikes_are_like_their_family(family: str, *, free: bool) -> None:
    drawn = look_alike(family, 60, free=free, seed=1)
    again, other = look_alike(family, 60, free=free, seed=1), look_alike(family, 60, free=free, seed=2)
    assert (drawn.distances == again.distances).all()
    assert drawn.sizes == again.sizes
    assert (drawn.distances != other.distances).any()
    assert (drawn.distances == drawn.distances.T).all()
    least, most = np.array(drawn.sizes).T
    groups, _, low, high = SHAPES[60]
    assert len(least) == groups
    assert low <= least.min() <= most.max() <= high
    assert least.sum() <= 60 <= most.sum()
    assert free == bool((least < most).any())
    off = drawn.distances[np.triu_indices(60, 1)]
    middle = {"RanReal": 50, "RanInt": 50, "MDG-a": 5}.get(family)
    assert middle is None or abs(off.mean() - middle) < 0.05 * middle
    assert off.max() <= {"RanReal": 100, "RanInt": 100, "MDG-a": 10, "Geo": 100 * 21**0.5}[family]


@pytest.mark.parametrize(
    ("people", "seconds"), [(60, 1), (120, 3), (240, 20), (480, 120), (2000, 300), (2500, 300)]
)
def test_time_limits_are_those_of_the_next_smaller_size(people: int, seconds: float) -> None:
    assert Instance("x", np.zeros((people, people)), ((people, people),)).seconds == seconds


def test_the_peers_climb() -> None:
    drawn = look_alike("RanReal", 30, free=True, seed=1)
    for method in ("multistart", "annealed"):
        assert best_of(method, drawn.distances, drawn.sizes, 1, 0.05, 2) > drawn.distances.sum() / 2 / 5


def test_a_missed_aim_is_told() -> None:
    drawn = look_alike("RanReal", 120, free=False, seed=1)
    known = Instance(drawn.name, drawn.distances, drawn.sizes, best=100.0)
    for value, met in ((99.96, True), (99.9, False)):
        [(words, said)] = verdicts([Row(known, 3.0, [value], [3.0], [6.0], {})])
        assert (said, "n=120 ss" in words) == (met, True)
    assert verdicts([Row(drawn, 3.0, [1.0], [3.0], [6.0], {})]) == []


def test_a_small_edition_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--small", "--seeds", "1", "--seconds", "0.02", "--only", "n030_ds"]) == 0
    table = [line for line in capsys.readouterr().out.splitlines() if "look-alike" in line]
    assert len(table) == 3
    assert all(line.count("|") == 13 for line in table)
