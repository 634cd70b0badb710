"""Log-in by somebody else's accounts: OpenID Connect's code flow with PKCE, state and nonce.

The provider's word is taken for who somebody is only when its token is signed with one of its keys, is
made by it, for us, for this very log-in, and is not out of date.
"""

from __future__ import annotations

import hmac
from dataclasses import asdict, dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from dashboard.guard.keys import new_token
from dashboard.guard.oidc_settings import WELL_KNOWN, OidcSettings, is_safe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

ALGORITHMS: Final = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""Signatures with a public key; never none, and never one that our own secret could make."""
LEEWAY: Final = 60
"""Seconds by which the provider's clock may differ from ours."""
_WAIT: Final = 10
_ENDPOINTS: Final = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class RefusedError(Exception):
    """The log-in is not to be believed, or could not be carried out; says why in one word, for the log."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Begun:
    """What the browser is to come back with."""

    state: str
    nonce: str
    verifier: str
    after: str
    """Where the visitor was going."""

    def as_dict(self) -> dict[str, str]:
        """For keeping."""
        return asdict(self)


class Provider:
    """One provider of log-in.

    Parameters
    ----------
    settings
        Who it is.
    redirect
        Our address that the browser comes back to.
    clock
        Tells the time, with its time zone.
    """

    def __init__(self, settings: OidcSettings, redirect: str, clock: Callable[[], datetime]) -> None:
        self.settings = settings
        self._redirect = redirect
        self._clock = clock
        self._told: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._lock = Lock()

    def begin(self, after: str) -> tuple[str, Begun]:
        """Give the address to go to, and what to come back with. Raises ``RefusedError``."""
        begun = Begun(new_token(), new_token(), new_token(), after)
        more = {"acr_values": " ".join(self.settings.acr_values)} if self.settings.acr_values else {}
        address, _ = self._client().create_authorization_url(
            self._discovered()["authorization_endpoint"], state=begun.state, nonce=begun.nonce,
            code_verifier=begun.verifier, **more,
        )  # fmt: skip
        return str(address), begun

    def finish(self, begun: Begun, given: Mapping[str, str]) -> dict[str, Any]:
        """Exchange what the browser came back with for claims. Raises ``RefusedError``."""
        if not hmac.compare_digest(given.get("state", "").encode(), begun.state.encode()):
            raise RefusedError("state")
        if "error" in given or not given.get("code"):
            raise RefusedError("provider_said_no")
        issuer = given.get("iss")  # RFC 9207: told by some
        if issuer is not None and issuer != self._discovered()["issuer"]:
            raise RefusedError("issuer")
        try:
            told = self._client().fetch_token(
                self._discovered()["token_endpoint"], grant_type="authorization_code", code=given["code"],
                code_verifier=begun.verifier, redirect_uri=self._redirect, timeout=_WAIT,
            )  # fmt: skip
        except (AuthlibBaseError, requests.RequestException, ValueError) as wrong:
            raise RefusedError("token_endpoint") from wrong
        return self._claims(str(told.get("id_token", "")), begun)

    def subject(self, claims: Mapping[str, Any]) -> str:
        """What means the same person every time: the provider, and its name for them."""
        return f"{claims['iss']}\x1f{claims['sub']}"

    def _claims(self, token: str, begun: Begun) -> dict[str, Any]:
        settings = self.settings
        try:
            claims = dict(self._decoded(token).claims)
            checks = jwt.JWTClaimsRegistry(
                now=int(self._clock().timestamp()), leeway=LEEWAY,
                iss={"essential": True, "value": self._discovered()["issuer"]},
                aud={"essential": True, "value": settings.client_id},
                sub={"essential": True}, exp={"essential": True}, iat={"essential": True},
                nonce={"essential": True, "value": begun.nonce},
            )  # fmt: skip
            checks.validate(claims)
        except (JoseError, ValueError, TypeError) as wrong:
            raise RefusedError(f"id_token_{type(wrong).__name__}") from wrong
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if (several or "azp" in claims) and claims.get("azp") != settings.client_id:
            raise RefusedError("azp")
        if settings.acr_values and claims.get("acr") not in settings.acr_values:
            raise RefusedError("acr")
        return claims

    def _decoded(self, token: str) -> jwt.Token:
        try:
            return jwt.decode(token, self._key_set(), algorithms=ALGORITHMS)
        except (JoseError, ValueError):  # the provider may have changed its keys since
            return jwt.decode(token, self._key_set(renew=True), algorithms=ALGORITHMS)

    def _client(self) -> OAuth2Session:
        settings = self.settings
        methods = self._discovered().get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
        method = "client_secret_basic" if "client_secret_basic" in methods else "client_secret_post"
        return OAuth2Session(
            settings.client_id, settings.client_secret, scope=settings.scope, redirect_uri=self._redirect,
            code_challenge_method="S256", token_endpoint_auth_method=method,
        )  # fmt: skip

    def _discovered(self) -> dict[str, Any]:
        with self._lock:
            if not self._told:
                told = _fetched(self.settings.discovery)
                if told.get("issuer") != self.settings.discovery.removesuffix(WELL_KNOWN):
                    raise RefusedError("issuer")
                if not all(is_safe(str(told.get(name, ""))) for name in _ENDPOINTS):
                    raise RefusedError("endpoints")
                self._told = told
            return self._told

    def _key_set(self, *, renew: bool = False) -> KeySet:
        address = self._discovered()["jwks_uri"]
        with self._lock:
            if self._keys is None or renew:
                self._keys = KeySet.import_key_set(_fetched(address))  # type: ignore[arg-type]
            return self._keys


def _fetched(address: str) -> dict[str, Any]:
    try:
        answer = requests.get(address, timeout=_WAIT, allow_redirects=False)
        answer.raise_for_status()
        told = answer.json()
    except (requests.RequestException, ValueError) as wrong:
        raise RefusedError("unreachable") from wrong
    if not isinstance(told, dict):
        raise RefusedError("unreachable")
    return told
