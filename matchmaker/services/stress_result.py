"""What an election stress test is asked and what it answers: frozen, JSON-able."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.measures.resilience import BUSIEST
from matchmaker.services.disclosure import Edition

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Message, Param
    from matchmaker.services.network_scope import NetworkRequest


@dataclass(frozen=True, slots=True)
class StressRequest:
    """A question about what a network keeps when some leave."""

    network: NetworkRequest
    leaving: tuple[str, ...] = ()
    """Who might leave: codes or names of sides, codes or names of kinds (whoever is of the kind, or holds it
    as a further role), actor ids. A code that is both a side and a kind is the side. Empty: the elected
    members."""
    share: float = 1.0
    """Share of them that leaves, 0–1, drawn at random again and again."""
    busiest: int = BUSIEST
    """How many of those with most neighbours leave in that part of the test."""
    count: int = 5
    """How many connections are suggested at most."""
    draws: int = 200
    seed: int = 0
    edition: Edition = Edition.WORKING


@dataclass(frozen=True, slots=True)
class Leavers:
    """Some who might leave, called by side, kind or organisation; a person is called by kind."""

    basis: str
    """``elected``, ``side``, ``kind`` or ``actor``."""
    code: str | None
    """Code of the side or kind, id of the organisation; ``None`` for the elected members and for a person."""
    label: Param
    seats: int | None
    """How many they are; ``None`` where that is hidden in the public edition."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number over the draws."""

    mean: float
    low: float
    """Nineteen of twenty draws lie between ``low`` and ``high``."""
    high: float
    n: int
    """Draws; 1 where there is one outcome, and then all three are the same."""


@dataclass(frozen=True, slots=True)
class InDraws:
    """In how many draws something happened."""

    code: str
    label: Param
    count: int
    n: int
    """Draws."""
    share: float
    """Share of the draws, 0–1."""
    low: float
    """Exact 95 % interval for the share that endlessly many draws would give."""
    high: float


@dataclass(frozen=True, slots=True)
class CitizensCut:
    """Citizens who stay and had a way to somebody elected, and how many of them lose every way."""

    had: Figure | None
    cut: Figure | None
    said: Message | None
    """Why it is not told; ``None`` where it is."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is left when some have left."""

    leaving: int
    """How many leave in each draw."""
    draws: int
    """1 where all leave or none: there is one outcome."""
    pairs: Figure | None
    """Share of the pairs with a way to each other that keep it, 0–1, among those who stay; ``None`` where no
    two who stay had a way."""
    said: Message | None
    """Why the share cannot be said; ``None`` where it can."""
    citizens: CitizensCut
    cut_sides: tuple[InDraws, ...]
    """Sides of which nobody who stays has a way to another side's any more, in the order of the sides."""
    lost_contributions: tuple[InDraws, ...]
    """Contributions that only those who leave have, by code."""


@dataclass(frozen=True, slots=True)
class ShapeTold:
    """Star or mesh: the share of the sides' shortest ways through the municipality, against chance."""

    shape: str | None
    """``stjerne``, ``nett``, ``ingen_stor_forskjell`` or ``for_faa``; ``None`` where it is not told."""
    verdict: Message
    share: float | None
    n: int | None
    """Pairs of actors of different sides with a way to each other, outside the municipality; ``None`` where
    the size of a side would follow that is hidden."""
    expected: float | None
    """What chance gives on average."""
    chance: tuple[float, float] | None
    """Nineteen of twenty random networks lie between these."""
    p: float | None
    p_interval: tuple[float, float] | None
    draws: int
    null: Message
    """What chance means here."""
    said: Message | None
    """Why there are no figures; ``None`` where there are."""


@dataclass(frozen=True, slots=True)
class Umbrella:
    """An organisation that speaks for members who have no tie of their own out of its circle."""

    id: str
    name: str
    message: Message
    synthetic: bool


@dataclass(frozen=True, slots=True)
class UmbrellasTold:
    """What is known of the members of those who speak for members."""

    n: int
    """How many organisations speak for members."""
    silent: tuple[Umbrella, ...]
    """By name."""
    heard: int
    unknown: int
    """Organisations without a registered member: whether their members meet others is not known."""
    share: float | None
    """Silent among those of whom it is known, 0–1."""
    bounds: tuple[float, float] | None
    """Lowest and highest share of all that may be silent, however it is with the unknown."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a suggested connection."""

    actor: str | None
    """Id; ``None`` for a private person in the public edition."""
    name: Param
    """Name; the kind of actor for a private person in the public edition."""
    kind_label: Param
    others: int | None
    """How many others would do exactly as much; ``None`` where that is hidden."""
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Connection:
    """A connection to make now; a suggestion, decided by people."""

    one: End
    other: End
    gained: Figure | None
    """Pairs that keep a way because of it, beyond what those above it do; ``None`` where they are fewer than
    five on average and private persons are in the network, in the public edition."""
    kept: Figure | None
    """Share of the pairs that keep a way with it and those above it, 0–1."""


@dataclass(frozen=True, slots=True)
class BusiestLoss:
    """What the network keeps when those with most neighbours leave; who they are is not told."""

    busiest: int
    """How many leave, as asked for."""
    kept: float | None
    """Share of the others' pairs with a way that keep it, 0–1."""
    said: Message | None
    """Why it is not told; ``None`` where it is."""


@dataclass(frozen=True, slots=True)
class ServiceLoss:
    """What the network keeps when one of the municipality's services is no longer there."""

    id: str
    name: str
    kind_label: Param
    kept: float | None
    """Share of the others' pairs with a way that keep it, 0–1; ``None`` where no pair had one."""
    citizens: CitizensCut
    cut_sides: tuple[Message, ...]
    lost_contributions: tuple[Param, ...]
    synthetic: bool


@dataclass(frozen=True, slots=True)
class StressResult:
    """What a network keeps, what it hangs on, and whom to connect now."""

    request: StressRequest
    actors: int | None
    """Actors in the network; not told in the public edition where persons are among them."""
    pairs: int | None
    """Pairs of them with a way to each other; told as :attr:`actors` is."""
    leavers: tuple[Leavers, ...]
    kept: Kept | None
    said: Message | None
    """Why nothing is told of those leaving; ``None`` where it is."""
    shape: ShapeTold
    umbrellas: UmbrellasTold
    heading: Message
    """«Forslag – avgjøres av …», above the connections."""
    connections: tuple[Connection, ...]
    """Best first: each with those above it made."""
    no_connections: Message | None
    """Why none is suggested; ``None`` where some are."""
    busiest: BusiestLoss
    services: tuple[ServiceLoss, ...]
    """The municipality's own services, by name."""
    notes: tuple[Message, ...]
    data_version: str | None
    """Told in the working edition only."""
    code_version: str
    synthetic: bool
    """Whether anybody in the network is invented."""
