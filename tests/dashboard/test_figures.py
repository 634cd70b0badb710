"""Figures and drawings as data: what is drawn is what was counted."""

from __future__ import annotations

from dashboard.figures.bars import sector_bars
from dashboard.figures.comparison import Row, dots
from dashboard.figures.sectors import LOOKS
from matchmaker.model.vocabulary import Sector


def test_bars_hold_the_counts_first_on_top() -> None:
    bar = sector_bars([("innbygger", "Innbyggere", 3), ("tjeneste", "Tjenester", 0)])["data"][0]
    assert bar["x"] == [0, 3]
    assert bar["y"] == ["Tjenester", "Innbyggere"]
    assert bar["text"] == ["0", "3"]


def test_dots_hold_shares_intervals_and_the_population() -> None:
    rows = [Row("kvinner", 0.5, (0.25, 0.75), 0.49), Row("menn", None, None, 0.51)]
    figure = dots(rows, "deltakerne", "befolkningen")
    assert figure is not None
    population, people = figure["data"]
    assert (population["y"], population["x"]) == (["menn", "kvinner"], [51.0, 49.0])
    assert (people["y"], people["x"]) == (["kvinner"], [50.0])
    assert (people["error_x"]["array"], people["error_x"]["arrayminus"]) == ([25.0], [25.0])


def test_population_and_people_are_told_apart_without_colour() -> None:
    figure = dots([Row("a", 0.5, (0.4, 0.6), 0.3)], "p", "q")
    assert figure is not None
    assert len({trace["marker"]["symbol"] for trace in figure["data"]}) == 2


def test_nothing_is_drawn_of_what_is_hidden() -> None:
    assert dots([Row("13-19", None, None, 0.1)], "p", "q") is None


def test_sides_differ_in_shape_and_in_colour() -> None:
    assert set(LOOKS) == set(Sector)
    assert len({look.shape for look in LOOKS.values()}) == len({look.colour for look in LOOKS.values()}) == 6
