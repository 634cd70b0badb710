"""An invented region that is large enough for work to take a while."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from matchmaker.services.environment import Environment
from matchmaker.services.synth import SynthRequest, synthesise
from matchmaker.services.workspace import FolderWorkspace

if TYPE_CHECKING:
    from pathlib import Path

REGION = "stor"
ACTORS = 2_400
_PLACES = ("5001", "5006", "5037", "5038", "5041", "5053")


def large_region(folder: Path) -> FolderWorkspace:
    """Write one named :data:`REGION` into a folder; the workspace holds nothing else."""
    counts = (ACTORS, 3 * ACTORS, 4 * ACTORS, ACTORS)
    wish = SynthRequest(str(folder / REGION), _PLACES, *counts, 20, duplicates=0)
    synthesise(FolderWorkspace(), wish, Environment(lambda: date(2026, 11, 22)))
    return FolderWorkspace([folder])
