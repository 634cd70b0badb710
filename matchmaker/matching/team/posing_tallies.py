"""Everything that counts members of a set: sides, voices, parties, phases, shares of the population."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from matchmaker.matching.team.facts import COVERS, IMPLEMENTS, PARTY, known_of
from matchmaker.matching.team.problem import Tally
from matchmaker.model import vocabulary as v
from matchmaker.model.records import Need
from matchmaker.needs.fit import fits
from matchmaker.rules.constraints import Size
from matchmaker.rules.tables import expected_sectors
from matchmaker.rules.usual_needs import When, usual_needs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from matchmaker.matching.team.posing import Profile, Wish
    from matchmaker.model.records import Challenge
    from matchmaker.model.register import Register
    from matchmaker.network.network import Network

CLASSES = ("ressurs", "kunnskap", "innsats")
"""The three classes of contributions (SINTEF 2023, ch. 2)."""


def tallies_of(
    register: Register, challenge: Challenge, network: Network, codes: np.ndarray, wish: Wish,
    fit: np.ndarray,
) -> tuple[Tally, ...]:  # fmt: skip
    """Every tally of a challenge, in the order of the terms; one without members or points is left out.

    Parameters
    ----------
    register, challenge, wish
        As for :func:`matchmaker.matching.team.posing.pose`.
    network
        Who has worked together.
    codes
        The candidates.
    fit
        Their fit to the needs, shape (n, d).
    """
    given = _Given(register, challenge, network, codes, wish)
    found = (
        *_ready(given, fit), *_sides(given, fit), *_groups(given), *_voices(given), *_inroads(given),
        *_profile(given), *_kinds(given), *_phases(given), *_resources(given), *_parties(given),
        *_areas(given), *_bridges(given),
    )  # fmt: skip
    return tuple(tally for tally in found if len(tally.members) and any(tally.steps))


def voices(register: Register, challenge: Challenge) -> np.ndarray:
    """Which actors are a voice of which affected group, bool, shape (actors, groups).

    An actor is one when its *grupper* name the group, as the organiser or the actor stated. Nothing is
    inferred.
    """
    tags = register.actors["groups"].astype(object)
    held = [set(str(cell).split("|")) if isinstance(cell, str) else set() for cell in tags]
    wanted = [group.group for group in challenge.affected]
    return np.array([[g in mine for g in wanted] for mine in held], dtype=bool).reshape(
        len(register), len(wanted)
    )


class _Given:
    """A challenge with its candidates, and how their columns are read."""

    def __init__(
        self, register: Register, challenge: Challenge, network: Network, codes: np.ndarray, wish: Wish
    ) -> None:
        self.register, self.challenge, self.network = register, challenge, network
        self.codes, self.wish, self.weights = codes, wish, wish.weights
        self.rows = register.actors.iloc[codes]
        high = min((rule.high for rule in wish.constraints if isinstance(rule, Size)), default=len(codes))
        self.seats = max(min(high, len(codes)), 1)
        """The most seats a team can have."""

    def tally(self, term: str, name: str, mine: np.ndarray, *points: float) -> Tally:
        """One tally; *mine* says of each candidate whether it is a member."""
        return Tally(term, name, np.flatnonzero(mine), tuple(round(1000 * point) for point in points))

    def by_value(self, column: Iterable[object]) -> Iterator[tuple[str, np.ndarray]]:
        """Each known value of the candidates, with who has it; in order of value."""
        cells = np.array(list(column), dtype=object)
        for value in sorted({cell for cell in cells if isinstance(cell, str)}):
            yield value, cells == value

    @cached_property
    def _able(self) -> dict[str, np.ndarray]:
        usual = {one for phase in v.Phase for one in _usual(phase.value)}
        asked = sorted({IMPLEMENTS.removeprefix(COVERS), *CLASSES, *usual})
        matrix = fits(self.register, [Need(one, 1, 1, None, None) for one in asked]).matrix[self.codes]
        return dict(zip(asked, matrix.T > 0, strict=True))

    def able(self, *contributions: str) -> np.ndarray:
        """Who has something that fits one of these contributions."""
        held: np.ndarray = np.any([self._able[one] for one in contributions], axis=0)
        return held


def _ready(given: _Given, fit: np.ndarray) -> Iterator[Tally]:
    """Who can realise a solution here: able to realise, and with something that the challenge needs.

    A home care service can realise much, but not the restoration of a barn.
    """
    contribution = IMPLEMENTS.removeprefix(COVERS)
    mine = given.able(contribution) & (fit > 0).any(axis=1)
    yield given.tally("ready", contribution, mine, given.weights.ready)


def _sides(given: _Given, fit: np.ndarray) -> Iterator[Tally]:
    """Who brings an expected side into the room: with something that is needed, or as a voice of a group.

    A side that has nothing to do with the matter is not brought in by just anybody of it.
    """
    kinds = given.register.kinds
    core = np.array([kinds[str(kind)].core for kind in given.rows["kind"]], dtype=bool)
    concerned = (fit > 0).any(axis=1) | voices(given.register, given.challenge)[given.codes].any(axis=1)
    sector = given.rows["sector"].astype(object).to_numpy()
    for side in expected_sectors(given.challenge.levels):
        mine = core & concerned & (sector == side.sector)
        yield given.tally("sides", side.sector, mine, given.weights.side * side.importance)


def _groups(given: _Given) -> Iterator[Tally]:
    held = voices(given.register, given.challenge)[given.codes]
    for group, mine in zip(given.challenge.affected, held.T, strict=True):
        yield given.tally("groups", group.group, mine, given.weights.group)


def _voices(given: _Given) -> Iterator[Tally]:
    """Voices of one's own: an umbrella speaks for people who do not take part themselves."""
    people = (given.rows["form"].astype(object) != v.Form.ORGANISASJON.value).to_numpy()
    for tally in _groups(given):
        mine = np.isin(np.arange(len(people)), tally.members) & people
        yield given.tally("voices", tally.name, mine, given.weights.voice)


def _inroads(given: _Given) -> Iterator[Tally]:
    """Who has a registered collaboration with a voice of a group, without being one."""
    held = voices(given.register, given.challenge)
    for group, mine in zip(given.challenge.affected, held.T, strict=True):
        beside = np.zeros(len(given.register), dtype=bool)
        for node in np.flatnonzero(mine):
            beside[given.network.neighbours_of(int(node))] = True
        yield given.tally("inroads", group.group, (beside & ~mine)[given.codes], given.weights.inroad)


def _profile(given: _Given) -> Iterator[Tally]:
    resident = (
        (given.rows["form"].astype(object) == v.Form.PERSON.value)
        & (given.rows["sector"].astype(object) == v.Sector.INNBYGGER.value)
    ).to_numpy()
    for profile in given.wish.profiles:
        members = dict(given.by_value(profile.held.get(str(actor)) for actor in given.rows["id"]))
        for category, quota in _quotas(given.wish.resident_seats, profile).items():
            mine = resident & members.get(category, np.zeros(len(resident), dtype=bool))
            full, part = divmod(quota, 100)
            steps = (*[given.weights.profile] * full, given.weights.profile * part / 100)
            yield given.tally("profile", f"{profile.attribute}:{category}", mine, *steps)


def _quotas(seats: int, profile: Profile) -> dict[str, int]:
    """Each category's part of the resident seats, in hundredths of a seat; they sum to all of them.

    Rounded by largest remainder, ties by category.
    """
    exact = {category: 100 * seats * share for category, share in sorted(profile.shares.items())}
    whole = {category: int(part) for category, part in exact.items()}
    left = round(sum(exact.values())) - sum(whole.values())
    for category in sorted(exact, key=lambda one: (whole[one] - exact[one], one))[:left]:
        whole[category] += 1
    return whole


def _kinds(given: _Given) -> Iterator[Tally]:
    for kind, mine in given.by_value(given.rows["kind"]):
        yield given.tally("kinds", kind, mine, given.weights.kind)


def _phases(given: _Given) -> Iterator[Tally]:
    """Who has taken part in a phase before, or brings what it usually needs; from the phase now on."""
    every = [phase.value for phase in v.Phase]
    now = every.index(given.challenge.phase) if given.challenge.phase in every else 0
    done = given.register.frame("involvements")
    for phase in every[now:]:
        seen = np.zeros(len(given.register), dtype=bool)
        seen[done.loc[done["phase"] == phase, "actor"].cat.codes.to_numpy()] = True
        mine = seen[given.codes] | given.able(*_usual(phase))
        yield given.tally("phases", phase, mine, given.weights.phase)


def _usual(phase: str) -> tuple[str, ...]:
    """What is usually needed in a phase."""
    return tuple(row.contribution for row in usual_needs() if row.when is When.PHASE and phase in row.words)


def _resources(given: _Given) -> Iterator[Tally]:
    for name in CLASSES:
        yield given.tally("resources", name, given.able(name), given.weights.resource)


def _parties(given: _Given) -> Iterator[Tally]:
    """One voice of each party counts, a second neither way; further ones are deducted."""
    weight = given.weights.party
    for party, mine in given.by_value(known_of(given.register, PARTY, given.codes)):
        yield given.tally("parties", party, mine, weight, 0.0, *[-weight] * (given.seats - 2))


def _areas(given: _Given) -> Iterator[Tally]:
    """Between municipalities that share a challenge: each present, none above its fair share of seats."""
    shared = given.challenge.municipalities
    if len(shared) < 2:
        return
    fair, weight = -(-given.seats // len(shared)), given.weights.area
    for area, mine in given.by_value(given.rows["municipality"]):
        if area in shared:
            above = [-weight] * (given.seats - fair)
            yield given.tally("areas", area, mine, weight, *[0.0] * (fair - 1), *above)


def _bridges(given: _Given) -> Iterator[Tally]:
    """Pairs of the same side are no new bridge: the k-th seat of a side makes k − 1 such pairs."""
    for side, mine in given.by_value(given.rows["sector"]):
        yield given.tally("bridges", side, mine, *(-given.weights.bridge * k for k in range(given.seats)))
