"""A disk of a few megabytes that can be made larger, or be written to no more. Root only, on Linux."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Self

import pytest

if TYPE_CHECKING:
    from pathlib import Path


class SmallDisk:
    """A tmpfs; skips the test, with the reason, where none can be had."""

    def __init__(self, path: Path, megabytes: int) -> None:
        if os.geteuid() != 0 or shutil.which("mount") is None:
            pytest.skip("only root may mount a small disk")
        path.mkdir()
        self.path = path
        self._mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs")

    def _mount(self, *words: str) -> None:
        done = subprocess.run(
            ["mount", *words, str(self.path)], capture_output=True, text=True, check=False
        )  # fmt: skip
        if done.returncode:
            pytest.skip(f"no small disk may be mounted here: {done.stderr.strip()}")

    def grow(self, megabytes: int) -> None:
        """Make room."""
        self._mount("-o", f"remount,size={megabytes}m")

    def protect(self, only: str) -> None:
        """Let nobody write (``ro``), or let everybody (``rw``)."""
        self._mount("-o", f"remount,{only}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(["umount", "-l", str(self.path)], check=False)
        self.path.rmdir()
