"""Check a dataset: every problem at once, nothing half-loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Problem, Severity
from matchmaker.services.labels import table_title
from matchmaker.sources.reading import read_dataset

if TYPE_CHECKING:
    from pathlib import Path


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
