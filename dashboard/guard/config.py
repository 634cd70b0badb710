"""What whoever runs a shared dashboard has decided, from a TOML file or the environment."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from dashboard.guard.keys import Key
from dashboard.guard.names import check_workspace
from dashboard.guard.oidc_settings import OidcSettings, read_oidc
from matchmaker.kernel.errors import InputError, Message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ACCOUNTS_FILE: Final = "kontoer.sqlite3"
"""Where accounts are kept unless something else is said: beside the configuration or the workspaces."""
SECRET_VARIABLE, SECRET_FILE_VARIABLE = "MATCHMAKER_SECRET_KEY", "MATCHMAKER_SECRET_KEY_FILE"
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_KNOWN: Final = {
    "": {
        "address",
        "accounts",
        "secret_key_file",
        "proxies",
        "workspaces",
        "sessions",
        "oidc",
        "data",
        "accessibility",
    },
    "accessibility": {"statement", "contact"},
    "sessions": {"idle_minutes", "absolute_hours"},
    "workspace": {"title", "keeps", "data", "figures"},
}


@dataclass(frozen=True, slots=True)
class Place:
    """One workspace."""

    name: str
    """Its part of the address."""
    title: str
    keeps: str
    """Where it keeps; an address as the option ``--workspace`` takes it."""
    data: tuple[Path, ...] = ()
    """Folders of datasets that are only read, besides those of the tool."""
    figures: Path | None = None
    """Folder of population figures that were fetched."""


@dataclass(frozen=True, slots=True)
class Config:
    """How a shared dashboard is served."""

    address: str
    """What people write in the browser, e.g. ``https://samskaping.kommune.no/verktoy``; no slash last."""
    key: Key
    accounts: Path
    places: Mapping[str, Place]
    proxies: int = 0
    """Proxies in front whose word for the visitor's address is taken."""
    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=10)
    oidc: OidcSettings | None = field(default=None)
    statement: str = ""
    """Address of the accessibility statement of whoever offers the dashboard; https."""
    contact: str = ""
    """Whom to tell about a barrier, in words."""

    @property
    def origin(self) -> str:
        """Scheme, host and port of the address."""
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def prefix(self) -> str:
        """Path of the address, without a slash last; empty at the root."""
        return urlsplit(self.address).path

    @property
    def secure(self) -> bool:
        """Whether the browser comes by https."""
        return self.address.startswith("https://")


def read_config(path: Path, environ: Mapping[str, str]) -> Config:
    """Read a configuration file; paths in it are relative to it.

    Raises ``InputError``: ``config_file`` for one that is missing or no TOML, ``config_unknown`` for a
    setting that is not known, ``config_value``, ``secret_key``, ``public_address``, ``no_workspaces``.
    """
    held = _read(path)
    home = path.parent
    _only(held, "", "")
    listed = _table(held, "workspaces")
    shared = _paths(home, held, "data")
    places = {name: _place(home, name, _table(listed, name), shared) for name in sorted(listed)}
    sessions = _table(held, "sessions")
    _only(sessions, "sessions", "sessions")
    return _config(
        address=_text(held, "address"),
        key=_key(environ, home, _text(held, "secret_key_file")),
        accounts=home / (_text(held, "accounts") or ACCOUNTS_FILE),
        places=places,
        proxies=_number(held, "proxies", 0, least=0),
        idle=timedelta(minutes=_number(sessions, "idle_minutes", 30)),
        absolute=timedelta(hours=_number(sessions, "absolute_hours", 10)),
        oidc=read_oidc(held.get("oidc"), environ, home),
        **_accessibility(held),
    )


def _accessibility(held: Mapping[str, Any]) -> dict[str, str]:
    told = _table(held, "accessibility")
    _only(told, "accessibility", "accessibility")
    statement = _text(told, "statement")
    if statement and not statement.startswith("https://"):
        raise InputError("config_value", {"name": "accessibility.statement"})
    return {"statement": statement, "contact": _text(told, "contact")}


def accounts_of(path: Path) -> Path:
    """Where a configuration file says that accounts are kept. Raises ``InputError`` (config_…)."""
    return path.parent / (_text(_read(path), "accounts") or ACCOUNTS_FILE)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise InputError("config_file", {"file": str(path), "reason": str(wrong)}) from wrong


def of_folder(
    folder: Path, address: str, environ: Mapping[str, str], accounts: Path | None = None, proxies: int = 0
) -> Config:
    """Every SQLite file (``.db``) of a folder is a workspace. Raises as :func:`read_config`."""
    if not folder.is_dir():
        raise InputError("not_found", {"path": str(folder)})
    found = sorted(path for path in folder.glob("*.db"))
    places = {path.stem: Place(check_workspace(path.stem), path.stem, str(path)) for path in found}
    kept = accounts or folder / ACCOUNTS_FILE
    key = _key(environ, folder, "")
    return _config(address=address, key=key, accounts=kept, places=places, proxies=proxies)


def _config(*, address: str, places: Mapping[str, Place], **rest: Any) -> Config:  # noqa: ANN401 - as they are
    parts = urlsplit(address)
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    if not safe or not parts.hostname or parts.query or parts.fragment or "@" in parts.netloc:
        hint = Message("hint.public_address")
        raise InputError("public_address", {"address": address or "–"}, hint=hint)
    if not places:
        raise InputError("no_workspaces", hint=Message("hint.no_workspaces"))
    return Config(address=address.rstrip("/"), places=places, **rest)


def _key(environ: Mapping[str, str], home: Path, file: str) -> Key:
    named = environ.get(SECRET_FILE_VARIABLE) or file
    if environ.get(SECRET_VARIABLE) or not named:
        return Key(environ.get(SECRET_VARIABLE))
    try:
        return Key((home / named).read_text(encoding="utf-8").strip())
    except (OSError, ValueError) as wrong:
        raise InputError("config_file", {"file": named, "reason": str(wrong)}) from wrong


def _place(home: Path, name: str, held: Mapping[str, Any], shared: tuple[Path, ...]) -> Place:
    _only(held, "workspace", f"workspaces.{check_workspace(name)}")
    keeps = _text(held, "keeps") or f"{name}.db"
    figures = _text(held, "figures")
    return Place(
        name=name,
        title=_text(held, "title") or name,
        keeps=keeps if "://" in keeps or keeps.startswith(":") else str(home / keeps),
        data=(*_paths(home, held, "data"), *shared),
        figures=home / figures if figures else None,
    )


def _only(held: Mapping[str, Any], kind: str, where: str) -> None:
    for name in held:
        if name not in _KNOWN[kind]:
            raise InputError("config_unknown", {"name": f"{where}.{name}".lstrip(".")})


def _table(held: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = held.get(name, {})
    if not isinstance(found, dict):
        raise InputError("config_value", {"name": name})
    return found


def _text(held: Mapping[str, Any], name: str) -> str:
    found = held.get(name, "")
    if not isinstance(found, str):
        raise InputError("config_value", {"name": name})
    return found.strip()


def _number(held: Mapping[str, Any], name: str, otherwise: int, least: int = 1) -> int:
    found = held.get(name, otherwise)
    if not isinstance(found, int) or isinstance(found, bool) or found < least:
        raise InputError("config_value", {"name": name})
    return found


def _paths(home: Path, held: Mapping[str, Any], name: str) -> tuple[Path, ...]:
    found = held.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise InputError("config_value", {"name": name})
    return tuple(home / one for one in found)
