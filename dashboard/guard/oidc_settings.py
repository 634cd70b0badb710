"""How log-in by somebody else's accounts (OpenID Connect) is set up, and what its claims give rights to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from dashboard.guard.names import check_workspace
from matchmaker.kernel.errors import InputError, Message
from matchmaker.services.roles import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SECRET_VARIABLE: Final = "MATCHMAKER_OIDC_SECRET"  # noqa: S105 - the name of a variable
RIGHTS_MINUTES: Final = 120
"""Unless something else is said: who has lost a right there has lost it here within two hours."""
WELL_KNOWN: Final = "/.well-known/openid-configuration"
_KNOWN: Final = {
    "name", "discovery", "client_id", "client_secret_file", "scope", "acr_values", "shown", "rights",
    "rights_minutes",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rule:
    """A claim that gives a role in a workspace."""

    claim: str
    value: str
    workspace: str
    role: Role

    def holds(self, claims: Mapping[str, Any]) -> bool:
        """Whether the claim is the value, or a list that has it."""
        found = claims.get(self.claim)
        return self.value in found if isinstance(found, list) else found == self.value


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """A provider of log-in, and our name and secret there."""

    name: str
    """What the button says, e.g. ``Entra ID``."""
    discovery: str
    """Address of its ``openid-configuration``."""
    client_id: str
    client_secret: str
    scope: str = "openid profile"
    acr_values: tuple[str, ...] = ()
    """Levels of assurance that are asked for; a log-in at another level is refused. Empty: any."""
    shown: str = "name"
    """Claim that tells what somebody is called in the log of a workspace."""
    rules: tuple[Rule, ...] = ()
    told_for: timedelta = timedelta(minutes=RIGHTS_MINUTES)
    """How long rights hold as the provider told them; then it is asked anew, by another log-in."""

    def rights(self, claims: Mapping[str, Any]) -> dict[str, Role]:
        """What claims give rights to: in each workspace the greatest role of the rules that hold."""
        order = tuple(Role)
        found: dict[str, Role] = {}
        for rule in self.rules:
            if rule.holds(claims):
                held = found.get(rule.workspace, Role.READER)
                found[rule.workspace] = max(held, rule.role, key=order.index)
        return dict(sorted(found.items()))


def read_oidc(held: Any, environ: Mapping[str, str], home: Path) -> OidcSettings | None:  # noqa: ANN401 - TOML
    """Read the table ``[oidc]``; ``None`` where there is none.

    The secret comes from the environment (``MATCHMAKER_OIDC_SECRET``) or a file, never from the table.

    Raises ``InputError``: ``config_value``, ``config_unknown``, ``config_file``.
    """
    if held is None:
        return None
    if not isinstance(held, dict):
        raise InputError("config_value", {"name": "oidc"})
    for name in held:
        if name not in _KNOWN:
            raise InputError("config_unknown", {"name": f"oidc.{name}"})
    discovery = _text(held, "discovery")
    if not discovery.endswith(WELL_KNOWN) or not is_safe(discovery):
        raise InputError("config_value", {"name": "oidc.discovery"}, hint=Message("hint.discovery"))
    return OidcSettings(
        name=_text(held, "name"),
        discovery=discovery,
        client_id=_text(held, "client_id"),
        client_secret=_secret(held, environ, home),
        scope=_text(held, "scope", "openid profile"),
        acr_values=tuple(_text(held, "acr_values", " ").split()),
        shown=_text(held, "shown", "name"),
        rules=tuple(map(_rule, held.get("rights", ()))),
        told_for=timedelta(minutes=_minutes(held)),
    )


def is_safe(address: str) -> bool:
    """Whether an address is https, or this very machine."""
    return address.startswith(("https://", "http://127.0.0.1:", "http://localhost:"))


def _secret(held: Mapping[str, Any], environ: Mapping[str, str], home: Path) -> str:
    if environ.get(SECRET_VARIABLE):
        return environ[SECRET_VARIABLE]
    file = _text(held, "client_secret_file")
    try:
        return (home / file).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as wrong:
        raise InputError("config_file", {"file": file, "reason": str(wrong)}) from wrong


def _rule(held: Any) -> Rule:  # noqa: ANN401 - TOML
    if not isinstance(held, dict) or set(held) != {"claim", "value", "workspace", "role"}:
        raise InputError("config_value", {"name": "oidc.rights"})
    workspace = check_workspace(_text(held, "workspace"))
    return Rule(_text(held, "claim"), _text(held, "value"), workspace, read_role(_text(held, "role")))


def read_role(text: str) -> Role:
    """Read a role. Raises ``InputError`` (unknown_role)."""
    if text not in {role.value for role in Role}:
        raise InputError("unknown_role", {"role": text, "known": tuple(role.value for role in Role)})
    return Role(text)


def _minutes(held: Mapping[str, Any]) -> int:
    found = held.get("rights_minutes", RIGHTS_MINUTES)
    if not isinstance(found, int) or isinstance(found, bool) or found < 1:
        raise InputError("config_value", {"name": "oidc.rights_minutes"})
    return found


def _text(held: Mapping[str, Any], name: str, otherwise: str = "") -> str:
    found = held.get(name, otherwise)
    if not isinstance(found, str) or not (found or otherwise):
        raise InputError("config_value", {"name": f"oidc.{name}"})
    return found
