"""Where the people and organisations of an ordinary list belong: municipality and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Problem
from matchmaker.model import municipalities
from matchmaker.sources.cells.cell_problem import CellProblem
from matchmaker.sources.cells.cells import read_municipality
from matchmaker.sources.cells.words import slug
from matchmaker.sources.lists.list_headers import Field

if TYPE_CHECKING:
    from collections.abc import Mapping


class ListPlaces:
    """The places that a list names. A place is kept only where its municipality is known.

    Parameters
    ----------
    label
        The list as the planner knows it.
    home
        Number of the municipality of rows that name none; ``None`` when nobody said.
    """

    def __init__(self, label: str, home: str | None) -> None:
        self._label = label
        self._home = home
        self.records: dict[str, dict[str, object]] = {}
        """Id → the place, as a row of the places table."""
        self.homeless: list[str] = []
        """Names of places whose municipality is not known; they are left out."""
        self.problems: list[Problem] = []

    def where(self, row: int, values: Mapping[Field, str]) -> tuple[str | None, str | None]:
        """Find the municipality's number and the place's id for one row; ``None`` when not known.

        A place that has a municipality's name is that municipality, unless another one is stated.
        """
        stated = values.get(Field.MUNICIPALITY)
        number = self._stated(row, stated) if stated else self._home
        place = values.get(Field.PLACE)
        if not place:
            return number, None
        as_municipality = municipalities.lookup(place)
        if as_municipality is not None and (stated is None or as_municipality == number):
            return as_municipality, None
        if number is None:
            self.homeless.append(place)
            return None, None
        return number, self._place(place, number, row)

    def _stated(self, row: int, text: str) -> str | None:
        read = read_municipality(text)
        if not isinstance(read, CellProblem):
            return read
        self.problems.append(
            Problem(read.code, "list", self._label, row, Field.MUNICIPALITY.value, text, hint=read.hint)
        )
        return self._home

    def _place(self, name: str, number: str, row: int) -> str:
        key = f"{slug(name) or 'sted'}-{number}"
        source = f"{self._label}, rad {row}"
        self.records.setdefault(key, {"id": key, "name": name, "municipality": number, "source": source})
        return key
