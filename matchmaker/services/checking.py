"""Check a dataset: every problem at once, nothing half-loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Problem, Severity
from matchmaker.services.labels import table_title
from matchmaker.sources.reading import read_dataset

if TYPE_CHECKING:
    from pathlib import Path

    from matchmaker.services.kept import KeptWorkspace


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What was found in a dataset."""

    dataset: str
    rows: tuple[tuple[str, int], ...]
    """(sheet as it is titled, rows read)."""
    problems: tuple[Problem, ...]
    """Errors and warnings, by place."""

    @property
    def errors(self) -> int:
        """How many problems keep the dataset from being used."""
        return sum(problem.severity is Severity.ERROR for problem in self.problems)


def check_dataset(path: Path) -> CheckResult:
    """Read a folder or workbook and report what is wrong with it.

    Raises ``InputError`` only when there is nothing to read.
    """
    tables, problems = read_dataset(path)
    rows = tuple((table_title(name), len(frame)) for name, frame in tables.frames.items())
    return CheckResult(str(path), rows, tuple(sorted(problems, key=Problem.sort_key)))


def check_kept(workspace: KeptWorkspace, dataset: str) -> CheckResult:
    """Report on a dataset that is kept: it was checked when it was, so nothing is wrong with it.

    Raises ``InputError`` (unknown_dataset, unknown_version).
    """
    frames = workspace.dataset(dataset).register.tables().frames
    return CheckResult(dataset, tuple((table_title(name), len(frame)) for name, frame in frames.items()), ())
