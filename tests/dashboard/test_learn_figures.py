"""Figures of *Lær av hverandre* as data: what is drawn is what was counted, and nothing is good or bad."""

from __future__ import annotations

from dashboard.figures.series import Moment, series
from dashboard.figures.side_by_side import Mark, panel

FIRST = Mark("5006 Steinkjer", 0.5, (0.25, 0.75), (0.4, 0.6, 0.7))
HIDDEN = Mark("5037 Levanger", None, None)
LAST = Mark("5038 Verdal", 0.2, None)


def test_a_panel_holds_values_intervals_and_chance_in_the_order_given() -> None:
    figure = panel([FIRST, HIDDEN, LAST], percent=True)
    assert figure is not None
    chance, seen = figure["data"]
    assert (seen["x"], seen["y"]) == ([50.0, 20.0], [0.0, 2.0])
    assert (seen["error_x"]["arrayminus"], seen["error_x"]["array"]) == ([25.0, 0.0], [25.0, 0.0])
    assert chance["x"] == [60.0]
    assert [round(end, 6) for end in (*chance["error_x"]["arrayminus"], *chance["error_x"]["array"])] == [
        20.0, 10.0,
    ]  # fmt: skip
    axis = figure["layout"]["yaxis"]
    assert [name.strip() for name in axis["ticktext"]] == [one.name for one in (FIRST, HIDDEN, LAST)]
    assert axis["range"][0] > axis["range"][1]  # the first on top


def test_every_network_has_one_colour_and_chance_another_shape() -> None:
    figure = panel([FIRST, LAST], percent=False, decimal=".")
    assert figure is not None
    chance, seen = figure["data"]
    assert isinstance(seen["marker"]["color"], str)
    assert seen["marker"]["symbol"] != chance["marker"]["symbol"]
    assert seen["x"] == [0.5, 0.2]
    assert figure["layout"]["separators"] == ". "


def test_nothing_is_drawn_of_what_is_hidden() -> None:
    assert panel([HIDDEN], percent=True) is None
    assert panel([], percent=True) is None


def test_a_series_leaves_a_gap_where_nothing_can_be_said() -> None:
    moments = [
        Moment("2024-01-01", 0.5, (0.25, 0.75)), Moment("2025-01-01", None, None),
        Moment("2026-01-01", 1.0, None),
    ]  # fmt: skip
    figure = series(moments, percent=True)
    assert figure is not None
    (line,) = figure["data"]
    assert line["y"] == [50.0, None, 100.0]
    assert line["connectgaps"] is False
    assert (line["error_y"]["array"], line["error_y"]["arrayminus"]) == ([25.0, 0.0, 0.0], [25.0, 0.0, 0.0])
    assert figure["layout"]["xaxis"]["ticktext"] == [one.when for one in moments]


def test_one_moment_is_no_series() -> None:
    assert series([Moment("2026-01-01", 1.0, None)], percent=False) is None
    assert series([Moment("a", None, None), Moment("b", None, None)], percent=False) is None
