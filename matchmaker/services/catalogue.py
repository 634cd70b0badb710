"""What a workspace holds: its datasets, and the challenges of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matchmaker.kernel.errors import Problem
    from matchmaker.services.workspace import DatasetInfo, Workspace


@dataclass(frozen=True, slots=True)
class ChallengeInfo:
    """A challenge in a list."""

    id: str
    title: str
    levels: tuple[str, ...]
    municipalities: tuple[str, ...]
    needs: int
    affected: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What one dataset holds."""

    info: DatasetInfo
    actors: int
    contributions: int
    ties: int
    by_sector: tuple[tuple[str, int], ...]
    municipalities: tuple[str, ...]
    challenges: tuple[ChallengeInfo, ...]
    warnings: tuple[Problem, ...]
    data_version: str


def list_datasets(workspace: Workspace) -> tuple[DatasetInfo, ...]:
    """Every dataset of a workspace, by name."""
    return workspace.datasets()


def overview(workspace: Workspace, dataset: str) -> Overview:
    """Count what a dataset holds. Raises ``InputError`` or ``TableErrors``."""
    opened = workspace.dataset(dataset)
    register = opened.register
    actors = register.actors
    counts = actors["sector"].value_counts()
    challenges = [register.challenge(str(i)) for i in register.frame("challenges")["id"]]
    return Overview(
        info=opened.info,
        actors=len(register),
        contributions=len(register.frame("contributions")),
        ties=len(register.frame("ties")),
        by_sector=tuple((str(sector), int(counts[sector])) for sector in sorted(counts.index)),
        municipalities=tuple(sorted(set(actors["municipality"].dropna().astype(str)))),
        challenges=tuple(
            ChallengeInfo(c.id, c.title, c.levels, c.municipalities, len(c.needs), len(c.affected))
            for c in challenges
        ),
        warnings=opened.warnings,
        data_version=register.fingerprint[:16],
    )
