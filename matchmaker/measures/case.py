"""A network and what measures must know about its actors; worked out once, shared by all measures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from matchmaker.kernel.errors import InputError
from matchmaker.measures.spec import Asks
from matchmaker.model.vocabulary import Sector
from matchmaker.network.network import EVERY_RELATION, Network
from matchmaker.network.parts import Parts
from matchmaker.network.two_mode import TwoMode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    import numpy as np

    from matchmaker.model.register import Register

Value = TypeVar("Value")
TOWN_HALL = (Sector.ADMINISTRASJON.value, Sector.TJENESTE.value)
"""The sides that are the municipality's own: administration and services."""


@dataclass(frozen=True)
class Case:
    """One network to be measured, with what is known of its actors."""

    network: Network
    sides: Parts | None = None
    """Part of each actor; ``None`` where nobody has said."""
    contributions: TwoMode | None = None
    """Who contributes what; ``None`` where nobody has said."""
    seed: int = 0
    """For measures that search; the same seed gives the same values everywhere."""
    _held: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def from_register(
        cls, register: Register, relations: Collection[str] = EVERY_RELATION, *, directed: bool = False,
        seed: int = 0,
    ) -> Case:  # fmt: skip
        """Make a case of a Register: the sides are the six sectors, in the order of the vocabulary."""
        values = register.actors["sector"].astype(object)
        sides = Parts.from_values(values.where(values.notna(), None), [one.value for one in Sector])
        network = Network.from_register(register, relations, directed=directed)
        return cls(network, sides, TwoMode.from_register(register), seed)

    def parts(self) -> Parts:
        """The sides. Raises ``InputError`` (measure_asks) where nobody has said."""
        if self.sides is None:
            raise InputError("measure_asks", {"what": Asks.SIDES.value})
        return self.sides

    def deciders(self) -> np.ndarray:
        """Who is elected, shape (n,). Raises ``InputError`` (measure_asks) as the next ones do."""
        return self._side(Asks.DECIDERS, Sector.POLITIKER.value)

    def town_hall(self) -> np.ndarray:
        """Who is the municipality: its administration and its services, shape (n,)."""
        return self._side(Asks.TOWN_HALL, *TOWN_HALL)

    def citizens(self) -> np.ndarray:
        """Who is a citizen, shape (n,)."""
        return self._side(Asks.CITIZENS, Sector.INNBYGGER.value)

    def two_mode(self) -> TwoMode:
        """Who contributes what. Raises ``InputError`` (measure_asks) where nobody has said."""
        if self.contributions is None:
            raise InputError("measure_asks", {"what": Asks.CONTRIBUTIONS.value})
        return self.contributions

    def once(self, name: str, work: Callable[[], Value]) -> Value:
        """What *work* gives, worked out the first time *name* is asked for: several measures share it."""
        if name not in self._held:
            self._held[name] = work()
        found: Value = self._held[name]
        return found

    def _side(self, asks: Asks, *names: str) -> np.ndarray:
        if self.sides is None:
            raise InputError("measure_asks", {"what": asks.value})
        return self.sides.mask(*names)
