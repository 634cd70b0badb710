"""Sections of ``RESULTS.md``: one per benchmark, each replaced by its own run and by no other."""

from __future__ import annotations

import os
import platform
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

TITLE = "# Results\n\nWritten by the benchmarks in this folder; each rewrites its own section.\n"


def machine() -> str:
    """The processor, its cores and the Python in use, as one phrase."""
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else None
    model = found[1].strip() if found else platform.processor() or platform.machine()
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}"


def write_section(path: Path, heading: str, lines: Sequence[str]) -> None:
    """Put *lines* under ``## heading``, in the place of what stood there; other sections are kept."""
    text = path.read_text(encoding="utf-8") if path.exists() else TITLE
    section = "\n".join([f"## {heading}", "", *lines]) + "\n"
    old = re.compile(rf"^## {re.escape(heading)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if old.search(text):
        text = old.sub(lambda _: section + "\n", text, count=1)
    else:
        text = f"{text.rstrip()}\n\n{section}"
    path.write_text(text.rstrip() + "\n", encoding="utf-8")
