"""What does not fit together in the tables about networks: dates, answers, statements about nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.model.pointing import problems_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matchmaker.kernel.errors import Problem
    from matchmaker.model.tables import Tables


def network_checks(tables: Tables) -> Iterator[Problem]:
    """Every problem between the cells of the tables about networks."""
    yield from _reversed(tables)
    yield from _more_answers_than_asked(tables)
    yield from _about_nothing(tables)


def _reversed(tables: Tables) -> Iterator[Problem]:
    frame = tables.frame("collections")
    wrong = frame.index[(frame["ended"] < frame["begun"]).to_numpy()]
    yield from problems_at(tables, "collections", wrong, "ended", "dates_reversed")


def _more_answers_than_asked(tables: Tables) -> Iterator[Problem]:
    frame = tables.frame("collections")
    wrong = frame.index[(frame["answered"] > frame["invited"]).to_numpy()]
    asked = {int(row): f"{count:.0f}" for row, count in frame.loc[wrong, "invited"].items()}
    yield from problems_at(tables, "collections", wrong, "answered", "more_answers", invited=asked)


def _about_nothing(tables: Tables) -> Iterator[Problem]:
    frame = tables.frame("learning")
    wrong = frame.index[(frame["challenge"].isna() & frame["theme"].isna()).to_numpy(dtype=bool)]
    yield from problems_at(tables, "learning", wrong, "actor", "learning_about_nothing")
