"""A little provider of log-in on this machine: real answers over HTTP, signed with real keys, and tricks."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.security.conftest import Clock

CLIENT, CLIENT_SECRET = "samskaping", "en-hemmelighet-hos-dem"


@dataclass
class Provider:
    """Somebody else's accounts.

    ``claims`` are told about whoever logs in; ``trick`` may change them, or the whole token.
    """

    clock: Clock
    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "kari-17", "name": "Kari Oppdiktet"})
    trick: Callable[[dict[str, Any], Provider], str] | None = None
    discovery: dict[str, Any] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.key = RSAKey.generate_key(2048, {"kid": "en"}, private=True)
        self.other = RSAKey.generate_key(2048, {"kid": "en"}, private=True)
        self.curve = ECKey.generate_key("P-256", {"kid": "to"}, private=True)
        self.shown = [self.key]
        self._codes: dict[str, dict[str, str]] = {}
        self._server = make_server("127.0.0.1", 0, self, threaded=True)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __call__(self, environ: Any, start: Any) -> Any:
        request = Request(environ)
        ways = {
            "/.well-known/openid-configuration": self._well_known, "/jwks": self._jwks, "/token": self._token,
        }  # fmt: skip
        return ways[request.path](request)(environ, start)

    def _well_known(self, _: Request) -> Response:
        told = {
            "issuer": self.address, "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token", "jwks_uri": f"{self.address}/jwks",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"], **self.discovery,
        }  # fmt: skip
        return _json(told)

    def _jwks(self, _: Request) -> Response:
        return _json({"keys": [key.as_dict(private=False) for key in self.shown]})

    def authorize(self, address: str, **change: str) -> str:
        """What happens in the browser at the provider: gives the address that it is sent back to."""
        parts = urlsplit(address)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{self.address}/authorize"
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.asked.append(asked)
        code = f"kode-{len(self._codes)}"
        self._codes[code] = asked
        back = {"code": code, "state": asked["state"], **change}
        return f"{asked['redirect_uri']}?{urlencode({k: v for k, v in back.items() if v})}"

    def _token(self, request: Request) -> Response:
        asked = self._codes.pop(request.form.get("code", ""), None)
        name, _, secret = (
            base64.b64decode(request.headers["Authorization"].split()[1]).decode().partition(":")
        )
        proof = hashlib.sha256(request.form.get("code_verifier", "").encode()).digest()
        if (
            asked is None
            or (name, secret) != (CLIENT, CLIENT_SECRET)
            or request.form["redirect_uri"] != asked["redirect_uri"]
            or asked["code_challenge_method"] != "S256"
            or base64.urlsafe_b64encode(proof).rstrip(b"=").decode() != asked["code_challenge"]
        ):
            return Response(json.dumps({"error": "invalid_grant"}), 400, mimetype="application/json")
        now = int(self.clock().timestamp())
        claims = {
            "iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 120, "nonce": asked["nonce"],
            **self.claims,
        }  # fmt: skip
        token = self.signed(claims) if self.trick is None else self.trick(claims, self)
        return _json({"access_token": "x", "token_type": "Bearer", "id_token": token})

    def signed(self, claims: dict[str, Any], alg: str = "RS256", key: Any = None, kid: str = "en") -> str:
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode({"alg": alg, "kid": kid}, claims, key or self.key, algorithms=[alg])


def unsigned(claims: dict[str, Any], _: Provider) -> str:
    """A token with no signature."""
    return f"{_part({'alg': 'none'})}.{_part(claims)}."


def signed_with_public_key(claims: dict[str, Any], provider: Provider) -> str:
    """A token that takes the public key for a shared secret."""
    return by_hand(claims, provider.key.as_pem(private=False))


def signed_with_client_secret(claims: dict[str, Any], provider: Provider) -> str:
    """A token signed with the secret that we have as well."""
    assert provider.key
    return by_hand(claims, CLIENT_SECRET.encode())


def by_hand(claims: dict[str, Any], secret: bytes) -> str:
    """A token with a shared secret, made without a library that would refuse to."""
    said = f"{_part({'alg': 'HS256', 'kid': 'en'})}.{_part(claims)}"
    mark = base64.urlsafe_b64encode(hmac.new(secret, said.encode(), hashlib.sha256).digest())
    return f"{said}.{mark.rstrip(b'=').decode()}"


def _part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _json(told: object) -> Response:
    return Response(json.dumps(told), mimetype="application/json")
