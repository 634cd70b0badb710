"""``datapackage.json``: what a dataset is, where it comes from and what in it is invented.

A Frictionless Data Package descriptor (https://specs.frictionlessdata.io/data-package/) with one
property of our own, ``synthetic``: a plain statement of what is real and what is invented.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from matchmaker.kernel.errors import Message, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

FILE = "datapackage.json"
_MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Origin:
    """A source or a licence: what it is called and where it is found."""

    title: str
    path: str = ""
    """Address; empty when there is none."""
    name: str = ""
    """Short name of a licence, e.g. ``CC-BY-4.0``; empty for sources."""


@dataclass(frozen=True, slots=True)
class Package:
    """What a dataset says about itself. Empty text and empty tuples mean that nothing is said."""

    name: str = ""
    """Short name: small letters, digits, ``-``, ``_`` and ``.``."""
    title: str = ""
    description: str = ""
    sources: tuple[Origin, ...] = ()
    licences: tuple[Origin, ...] = ()
    synthetic: str = ""
    """What is real and what is invented, in a sentence."""


def read_package(folder: Path) -> tuple[Package, tuple[Problem, ...]]:
    """Read the descriptor of a dataset.

    Parameters
    ----------
    folder
        The dataset's folder; for a workbook the folder it lies in is *not* looked at by the caller.

    Returns
    -------
    tuple
        What it says, and at most one warning ``broken_datapackage``. A folder without a descriptor
        gives an empty package and no problem. Properties of the wrong type count as absent.
    """
    path = folder / FILE
    try:
        if not path.is_file():
            return Package(), ()
        if path.stat().st_size > _MOST_BYTES:
            return Package(), (_broken(),)
        content = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):  # ValueError: JSON, letters, a NUL in the name
        return Package(), (_broken(),)
    if not isinstance(content, dict):
        return Package(), (_broken(),)
    return _package(content), ()


def _broken() -> Problem:
    return Problem(
        "broken_datapackage", "datapackage", FILE,
        hint=Message("hint.broken_datapackage"), severity=Severity.WARNING,
    )  # fmt: skip


def _package(content: dict[str, object]) -> Package:
    return Package(
        name=_text(content.get("name")),
        title=_text(content.get("title")),
        description=_text(content.get("description")),
        sources=_origins(content.get("sources")),
        licences=_origins(content.get("licenses")),
        synthetic=_text(content.get("synthetic")),
    )


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _origins(value: object) -> tuple[Origin, ...]:
    items = value if isinstance(value, list) else []
    found = (
        Origin(_text(item.get("title")), _text(item.get("path")), _text(item.get("name")))
        for item in items
        if isinstance(item, dict)
    )
    return tuple(origin for origin in found if origin != Origin(""))


def write_package(folder: Path, package: Package, files: Iterable[str]) -> Path:
    """Write the descriptor into *folder*, with one resource per file, and return its path.

    Files are said to be UTF-8 with ``;`` between cells, as
    :func:`matchmaker.sources.writing.write_folder` writes them.
    """
    content = {
        "name": package.name,
        "title": package.title,
        "description": package.description,
        "synthetic": package.synthetic,
        "sources": [_record(origin) for origin in package.sources],
        "licenses": [_record(origin) for origin in package.licences],
        "resources": [_resource(file) for file in sorted(files)],
    }
    filled = {key: value for key, value in content.items() if value not in ("", [])}
    path = folder / FILE
    text = json.dumps(filled, ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def _record(origin: Origin) -> dict[str, str]:
    parts = {"name": origin.name, "title": origin.title, "path": origin.path}
    return {key: value for key, value in parts.items() if value}


def _resource(file: str) -> dict[str, object]:
    return {
        "name": Path(file).stem,
        "path": file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ";", "header": True},
    }
