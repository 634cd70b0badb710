"""Which municipalities' networks are put side by side, and where they are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import InputError, Message
from matchmaker.measures.case import Case
from matchmaker.network.parts import Parts
from matchmaker.services.disclosure import Edition, network_told
from matchmaker.services.match_place import municipality_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    import numpy as np
    import pandas as pd

    from matchmaker.model.register import Register
    from matchmaker.services.workspace import Workspace


@dataclass(frozen=True)
class OneNetwork:
    """One municipality in one dataset."""

    number: str
    dataset: str
    register: Register
    """The dataset, on the day that is meant."""
    own: np.ndarray
    """Which of its actors are the municipality's own, shape (n,)."""

    @property
    def actors(self) -> pd.DataFrame:
        """The municipality's own actors."""
        return self.register.actors[self.own]

    def case(self, whole: Case) -> Case:
        """The municipality's own network, cut out of the dataset's; the dataset is read once for all."""
        sides = whole.parts()
        return Case(whole.network.without(~self.own), Parts(sides.names, sides.of[self.own]), seed=whole.seed)


@dataclass(frozen=True)
class Chosen:
    """What is put side by side."""

    datasets: tuple[str, ...]
    """The datasets that were looked in, as named."""
    registers: tuple[Register, ...]
    """Each of them as it is kept, whatever the day."""
    networks: tuple[OneNetwork, ...]
    """In the order of municipality numbers; one of each."""
    nobody: tuple[str, ...]
    """Municipalities that were asked for and have no actor of their own, in the order of numbers."""


def chosen_networks(
    workspace: Workspace, datasets: tuple[str, ...], asked: tuple[str, ...], on: date | None,
    edition: Edition = Edition.WORKING,
) -> Chosen:  # fmt: skip
    """Find the networks.

    Parameters
    ----------
    workspace
        Where datasets are found.
    datasets
        Which of them; all when none is named.
    asked
        Municipalities by number or name, former ones as well; every one there is when none is named.
    on
        The day that is meant; whatever is registered when not given.
    edition
        Who is looked at: in the public edition no private person, not even as what a municipality has.

    Raises
    ------
    InputError
        ``unknown_dataset``, ``unknown_municipality``; ``compared_twice`` where a municipality has actors in
        two of the datasets.
    """
    wanted = {place for one in asked if (place := municipality_of(one))}
    names = tuple(dict.fromkeys(datasets)) or tuple(info.name for info in workspace.datasets())
    registers = {name: network_told(workspace.dataset(name).register, edition) for name in names}
    found: dict[str, list[str]] = {}
    for name, register in registers.items():
        for number in _numbers(register):
            if not wanted or number in wanted:
                found.setdefault(number, []).append(name)
    for number, where in sorted(found.items()):
        if len(where) > 1:
            hint = Message("hint.compared_twice", {"datasets": tuple(where)})
            raise InputError("compared_twice", {"municipality": number}, hint)
    dated = {name: register if on is None else register.at(on) for name, register in registers.items()}
    networks = tuple(
        OneNetwork(number, where, dated[where], _own(dated[where], number))
        for number, (where,) in sorted(found.items())
    )
    return Chosen(names, tuple(registers.values()), networks, tuple(sorted(wanted - set(found))))


def _numbers(register: Register) -> Iterable[str]:
    return sorted(set(register.actors["municipality"].dropna().astype(str)))


def _own(register: Register, number: str) -> np.ndarray:
    return (register.actors["municipality"] == number).to_numpy(dtype=bool)
