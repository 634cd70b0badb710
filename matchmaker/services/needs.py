"""What a challenge needs: as stated, and as drafted from what it is, with who there is that fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import matchmaker
from matchmaker.kernel.errors import InputError, Message, Param
from matchmaker.legitimacy.contributions import ENOUGH
from matchmaker.model import municipalities
from matchmaker.model import vocabulary as v
from matchmaker.model.records import AffectedGroup, Challenge, Need
from matchmaker.model.schema import fold
from matchmaker.needs.drafting import DraftedNeed, draft_needs, unread_themes
from matchmaker.needs.fit import fits
from matchmaker.rules.tables import RULES_VERSION
from matchmaker.services import labels
from matchmaker.services.disclosure import Edition, version_told

if TYPE_CHECKING:
    from datetime import date

    import numpy as np

    from matchmaker.model.register import Register
    from matchmaker.services.environment import Environment
    from matchmaker.services.workspace import Workspace

UNTITLED = Message("needs.untitled")


@dataclass(frozen=True, slots=True)
class NeedsRequest:
    """A question about what a challenge needs: one of the dataset by its id, or one that is described."""

    dataset: str
    challenge: str | None = None
    """Id of a challenge in the dataset; then nothing is described."""
    title: str | None = None
    """Title of a challenge that is described."""
    themes: tuple[str, ...] = ()
    """Its themes in words."""
    levels: tuple[str, ...] = ()
    """Codes of its levels."""
    phase: str | None = None
    """Code of its phase."""
    affected: tuple[str, ...] = ()
    """Names of the groups it concerns."""
    municipalities: tuple[str, ...] = ()
    """Names or numbers of its municipalities; none means the whole dataset."""
    on: date | None = None
    """The day on which contributions must be in force to count; today when not given."""
    edition: Edition = Edition.WORKING

    @property
    def describes(self) -> bool:
        """Whether anything is described."""
        described = (self.title, self.themes, self.levels, self.phase, self.affected, self.municipalities)
        return any(described)


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One need, stated or drafted, and who there is that fits it."""

    contribution: str
    label: Param
    count: int
    """How many should bring it."""
    importance: int
    """1 useful, 2 important, 3 necessary."""
    stated: bool
    """Whether the challenge states it; else it is drafted."""
    reasons: tuple[Message, ...]
    """Why; empty where a stated need gives no reason."""
    sources: tuple[str, ...]
    able: int | None
    """How many in the area fit it with at least 0.3, the limit of ``gaps``; ``None``: not told, since it
    counts persons."""
    best: float | None
    """Fit of the best in the area, 0–1; 0 is nobody, ``None`` not told."""
    message: Message | None
    """The two figures in words; ``None``: not told."""


@dataclass(frozen=True, slots=True)
class NeedsResult:
    """Needs, stated ones first as the challenge has them, then the draft. A suggestion, never a decision."""

    request: NeedsRequest
    title: Param
    decided_by: str | None
    """Who decides; the suggestion is headed with it."""
    stated: tuple[NeedLine, ...]
    drafted: tuple[NeedLine, ...]
    """Most important first; see :mod:`matchmaker.needs.drafting`."""
    unread: tuple[str, ...]
    """Themes that the table does not know; they have drafted nothing."""
    area: tuple[str, ...]
    """Municipality numbers looked in; empty is the whole dataset."""
    candidates: int | None
    """How many in the area may be suggested; ``None``: not told."""
    notes: tuple[Message, ...]
    data_version: str | None
    """Told in the working edition only."""
    rules_version: str
    code_version: str
    synthetic: bool
    """Whether any of those looked at is invented."""


def draft(workspace: Workspace, request: NeedsRequest, environment: Environment) -> NeedsResult:
    """Draft what a challenge needs, and say who in its area fits the stated and the drafted needs.

    In the public edition how many fit and how well is not told: among them are persons.

    Raises
    ------
    InputError
        Unknown dataset, challenge, level, phase or municipality; needs_both or needs_nothing where a
        challenge is both named and described, or neither.
    """
    whole = workspace.dataset(request.dataset).register
    challenge = _challenge(whole, request)
    register = whole.at(request.on or environment.today)
    public = request.edition is Edition.PUBLIC
    here = register.in_area(challenge.municipalities) & ~register.actors["reserved"].to_numpy(dtype=bool)
    drafted = draft_needs(challenge, register.contribution_parents)
    wanted = [*challenge.needs, *map(_as_need, drafted)]
    matrix = None if public else fits(register, wanted).matrix[here]
    figures = [None if matrix is None else matrix[:, column] for column in range(len(wanted))]
    split = len(challenge.needs)
    unread = unread_themes(challenge)
    synthetic = bool(register.actors["synthetic"].to_numpy(dtype=bool)[here].any())
    return NeedsResult(
        request=request,
        title=challenge.title or UNTITLED,
        decided_by=challenge.decided_by,
        stated=tuple(
            _stated(register, need, fit) for need, fit in zip(challenge.needs, figures[:split], strict=True)
        ),
        drafted=tuple(
            _drafted(register, need, fit) for need, fit in zip(drafted, figures[split:], strict=True)
        ),
        unread=unread,
        area=challenge.municipalities,
        candidates=None if public else int(here.sum()),
        notes=_notes(challenge, request.edition, int(here.sum()), unread, synthetic=synthetic),
        data_version=version_told(whole, request.edition),
        rules_version=RULES_VERSION,
        code_version=matchmaker.__version__,
        synthetic=synthetic,
    )


def _challenge(register: Register, request: NeedsRequest) -> Challenge:
    if request.challenge:
        if request.describes:
            raise InputError("needs_both", {"challenge": request.challenge})
        return register.challenge(request.challenge)
    if not (request.themes or request.levels or request.phase or request.affected):
        raise InputError("needs_nothing", hint=Message("hint.needs_nothing"))
    levels = tuple(level.value for level in v.Level)
    for level in request.levels:
        if level not in levels:
            raise InputError("unknown_level", {"level": level, "known": levels})
    phases = tuple(phase.value for phase in v.Phase)
    if request.phase and request.phase not in phases:
        raise InputError("unknown_phase", {"phase": request.phase, "known": phases})
    return Challenge(
        id="",
        title=request.title or "",
        description=None,
        municipalities=tuple(dict.fromkeys(map(_number, request.municipalities))),
        levels=tuple(dict.fromkeys(request.levels)),
        themes=tuple(dict.fromkeys(request.themes)),
        goals=(),
        budget=None,
        phase=request.phase,
        framed_by=None,
        decided_by=None,
        source=None,
        affected=tuple(
            AffectedGroup(fold(name), name, None, None, None) for name in dict.fromkeys(request.affected)
        ),
    )


def _number(written: str) -> str:
    found = municipalities.lookup(written)
    if found is None:
        raise InputError("unknown_municipality", {"value": written})
    return found


def _as_need(drafted: DraftedNeed) -> Need:
    return Need(drafted.contribution, drafted.count, drafted.importance, None, None)


def _stated(register: Register, need: Need, fit: np.ndarray | None) -> NeedLine:
    reasons = (Message("needs.stated_reason", {"reason": need.reason}),) if need.reason else ()
    return _line(register, need, fit, reasons, (need.source,) if need.source else (), stated=True)


def _drafted(register: Register, need: DraftedNeed, fit: np.ndarray | None) -> NeedLine:
    return _line(register, _as_need(need), fit, need.reasons, need.sources, stated=False)


def _line(
    register: Register,
    need: Need,
    fit: np.ndarray | None,
    reasons: tuple[Message, ...],
    sources: tuple[str, ...],
    *,
    stated: bool,
) -> NeedLine:
    able = None if fit is None else int((fit >= ENOUGH).sum())
    best = None if fit is None else float(fit.max(initial=0.0))
    return NeedLine(
        contribution=need.contribution,
        label=labels.contribution(register, need.contribution),
        count=need.count,
        importance=need.importance,
        stated=stated,
        reasons=reasons,
        sources=sources,
        able=able,
        best=best,
        message=None if able is None or best is None else _found(able, best, need.count),
    )


def _found(able: int, best: float, count: int) -> Message:
    if best == 0:
        return Message("needs.nobody")
    if able == 0:
        return Message("needs.only_little", {"best": best})
    return Message("needs.too_few" if able < count else "needs.able", {"able": able, "best": best})


def _notes(
    challenge: Challenge, edition: Edition, candidates: int, unread: tuple[str, ...], *, synthetic: bool
) -> tuple[Message, ...]:
    unsaid = [
        Message(f"needs.unsaid.{name}")
        for name, said in (
            ("theme", challenge.themes), ("level", challenge.levels),
            ("phase", challenge.phase), ("affected", challenge.affected),
        )
        if not said
    ]  # fmt: skip
    public = edition is Edition.PUBLIC
    in_area = Message("needs.area", {"count": candidates, "least": ENOUGH})
    return (
        Message("needs.draft"),
        Message("needs.not_told") if public else in_area,
        *((Message("needs.unsaid", {"what": tuple(unsaid)}),) if unsaid else ()),
        *((Message("needs.unread", {"themes": unread}),) if unread else ()),
        *((Message("note.synthetic"),) if synthetic else ()),
        Message(f"note.edition_{edition.value}"),
    )
