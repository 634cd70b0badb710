"""What a network hangs on, in words: the municipality, organisations that speak for others, services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from matchmaker.kernel.errors import Message
from matchmaker.measures.dependence import connected_without
from matchmaker.measures.nulls import NullModel
from matchmaker.measures.resilience import busiest, each_loss
from matchmaker.measures.star import LONGEST, star_or_mesh
from matchmaker.measures.umbrellas import umbrella_silence
from matchmaker.model import vocabulary as v
from matchmaker.representation.protection import SMALLEST
from matchmaker.services import labels
from matchmaker.services.jsonable import number
from matchmaker.services.stress_result import BusiestLoss, ServiceLoss, ShapeTold, Umbrella, UmbrellasTold

if TYPE_CHECKING:
    from matchmaker.kernel.progress import Progress
    from matchmaker.measures.case import Case
    from matchmaker.model.register import Register
    from matchmaker.services.stress_result import StressRequest
    from matchmaker.services.stress_told import Telling

_NULL: Final = Message(f"null.{NullModel.DEGREE.value}")


def shape_of(case: Case, request: StressRequest, telling: Telling, progress: Progress) -> ShapeTold:
    """Star or mesh, with the figures behind the verdict; none where it takes too long or has no ways.

    A step for each draw. Raises ``Cancelled``.
    """
    if len(case.network) * len(case.network.tail) * request.draws > LONGEST:
        verdict, said = Message("stress.shape_untold"), Message("stress.shape_large")
        return ShapeTold(None, verdict, None, None, None, None, None, None, 0, _NULL, said)
    found = star_or_mesh(case, request.draws, request.seed, progress)
    if not found.n:
        none = Message("stress.shape_no_ways")
        return ShapeTold(found.shape.value, found.message, None, 0, None, None, None, None, 0, _NULL, none)
    expected, low, high = (telling.share(one) for one in (found.expected, *found.chance))
    return ShapeTold(
        found.shape.value, found.message, telling.share(found.share),
        found.n, expected,
        None if low is None or high is None else (low, high), found.p, found.p_interval, found.draws, _NULL,
        None,
    )  # fmt: skip


def umbrellas_of(register: Register, relations: frozenset[str]) -> UmbrellasTold:
    """Organisations that speak for members, by what the network knows of these."""
    found = umbrella_silence(register, relations)
    silent = [_umbrella(register, one) for one in found.silent]
    ends = tuple(number(end) for end in found.bounds)
    return UmbrellasTold(
        found.n, tuple(sorted(silent, key=lambda one: (one.name.casefold(), one.id))), len(found.heard),
        len(found.unknown), number(found.share), None if ends[0] is None else found.bounds,
    )  # fmt: skip


def _umbrella(register: Register, actor: str) -> Umbrella:
    row = register.actor(actor)
    message = Message("finding.umbrella_silent_public", {"name": row.name})
    return Umbrella(row.id, row.name, message, row.synthetic)


def busiest_of(case: Case, request: StressRequest, telling: Telling) -> BusiestLoss:
    """What is kept without those with most neighbours; how many of them are persons is not told."""
    k = request.busiest
    if telling.guarded and k < SMALLEST:
        return BusiestLoss(k, None, Message("stress.busiest_few", {"least": SMALLEST}))
    found = connected_without(case.network, busiest(case.network, k))
    if found.before:
        return BusiestLoss(k, telling.share(found.kept), None)
    nobody = k >= len(case.network) and not telling.guarded  # or it would tell how many they are
    return BusiestLoss(k, None, Message("stress.nobody_left") if nobody else Message("stress.no_ways"))


def services_of(case: Case, register: Register, telling: Telling) -> tuple[ServiceLoss, ...]:
    """What is lost without each of the municipality's own services, by name.

    Persons who work in one are not looked at, nor universities and museums, which the municipality does not
    close.
    """
    actors = register.actors
    core = np.array([register.kinds[str(kind)].core for kind in actors["kind"]], dtype=bool)
    service = (actors["sector"].astype(str) == v.Sector.TJENESTE.value).to_numpy()
    organisation = (actors["form"].astype(str) == v.Form.ORGANISASJON.value).to_numpy()
    found = []
    for actor, damage in each_loss(case, core & service & organisation).items():
        row = register.actor(actor)
        label = labels.kind(register, row.kind)
        kept = telling.share(damage.connected.kept)
        found.append(ServiceLoss(row.id, row.name, label, kept, *telling.damage(damage), row.synthetic))
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))
