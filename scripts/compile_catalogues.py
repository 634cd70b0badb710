"""Compile the gettext catalogues (.po) into the .mo files that the programs read.

Run by the build (hatchling hook), so that a wheel and an editable install both carry them, and by
``make catalogues`` after a text was changed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def compile_catalogues(root: Path = ROOT) -> list[Path]:
    """Write a ``.mo`` beside every ``.po`` below *root*; returns the files written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for po in sorted(root.glob("*/locale/*/LC_MESSAGES/*.po")) + sorted(
        root.glob("*/*/locale/*/LC_MESSAGES/*.po")
    ):
        with po.open("rb") as source:
            catalogue = read_po(source, abort_invalid=True)
        target = po.with_suffix(".mo")
        with target.open("wb") as sink:
            write_mo(sink, catalogue)
        written.append(target)
    return written


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, without the build system
    pass
else:

    class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
        """Hatchling calls this before it collects files."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
            """Compile, for wheels and editable installs alike."""
            compile_catalogues(Path(self.root))


if __name__ == "__main__":
    for path in compile_catalogues():
        sys.stdout.write(f"{path.relative_to(ROOT)}\n")
