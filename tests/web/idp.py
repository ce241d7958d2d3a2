"""A provider of OpenID Connect of ours, on the loopback, with real keys; it can be told to lie in every way that tests ask for."""

from __future__ import annotations

import base64
import hashlib
import hmac
import html
import json
import re
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote_plus, urlencode, urlsplit

import httpx
from httpx import Response
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from tests.web.members import Browser

from rasid.web.team.oidc.named import Named

CLIENT, SECRET = "rasid bench", "a-secret/of:the=provider"
RSA, EC, STRANGER = RSAKey.generate_key(2048), ECKey.generate_key("P-256"), RSAKey.generate_key(2048)


class Idp:
    """`who`: claims of who sits before it; `claims`, `header`, `document`: what it says otherwise than it should; `key`: what it signs
    with; `answers`: what its addresses answer in place of what they should."""

    def __init__(self) -> None:
        self.who: dict[str, Any] = {"sub": "u-1"}
        self.claims: dict[str, Any] = {}
        self.document: dict[str, Any] = {}
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.key: Any = RSA
        self.algorithm = "RS256"
        self.published: list[Any] = [RSA, EC]
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/realms/team"

    def named(self, **more: Any) -> Named:
        return Named(**{"issuer": self.issuer, "client_id": CLIENT, "secret": SECRET, "name": "Plain ID", **more})

    def handler(idp) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None: ...

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {k: v[0] for k, v in parse_qs(parts.query).items()}
                name = parts.path.removeprefix("/realms/team")
                idp.asked.append(name)
                if name in idp.answers:
                    return self.tell(*idp.answers[name])
                if name == "/.well-known/openid-configuration":
                    return self.tell(200, json.dumps(idp.described()).encode())
                if name == "/keys":
                    return self.tell(200, json.dumps(KeySet(idp.published).as_dict(private=False)).encode())
                if name == "/authorize":
                    return self.moved(idp.authorize(query))
                self.tell(404, b"{}")

            def do_POST(self) -> None:
                form = {k: v[0] for k, v in parse_qs(self.rfile.read(int(self.headers["content-length"])).decode()).items()}
                name = urlsplit(self.path).path.removeprefix("/realms/team")
                idp.asked.append(name)
                if name in idp.answers:
                    return self.tell(*idp.answers[name])
                told = idp.exchange(form, self.headers.get("authorization", ""))
                self.tell(200 if "id_token" in told else 400, json.dumps(told).encode())

            def tell(self, status: int, body: bytes) -> None:
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def moved(self, to: str) -> None:
                self.send_response(302)
                self.send_header("location", to)
                self.end_headers()

        return Handler

    def described(self) -> dict[str, Any]:
        told = {
            "issuer": self.issuer,
            "authorization_endpoint": self.issuer + "/authorize",
            "token_endpoint": self.issuer + "/token",
            "jwks_uri": self.issuer + "/keys",
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "authorization_response_iss_parameter_supported": True,
        }
        return {k: v for k, v in (told | self.document).items() if v is not None}

    def authorize(self, query: dict[str, str]) -> str:
        assert query["response_type"] == "code" and query["client_id"] == CLIENT and query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split() and len(query["state"]) >= 32 and len(query["nonce"]) >= 32
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state'], 'iss': self.issuer})}"

    def exchange(self, form: dict[str, str], authorization: str) -> dict[str, str]:
        basic = base64.b64encode(f"{quote_plus(CLIENT)}:{quote_plus(SECRET)}".encode()).decode()
        by_post = self.document.get("token_endpoint_auth_methods_supported") == ["client_secret_post"]
        known = form.get("client_secret") == SECRET if by_post else authorization == f"Basic {basic}"
        asked = self.codes.pop(form["code"], None)  # good once
        if not known or asked is None or form["redirect_uri"] != asked["redirect_uri"]:
            return {"error": "invalid_grant"}
        challenge = plain(hashlib.sha256(form["code_verifier"].encode()).digest())
        if challenge != asked["code_challenge"]:
            return {"error": "invalid_grant"}
        now = int(time.time())
        told = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, "nonce": asked["nonce"], **self.who, **self.claims}
        told = {k: v for k, v in told.items() if v is not None}
        return {"access_token": "an-access-token", "token_type": "Bearer", "id_token": self.signed(told)}

    def signed(self, claims: dict[str, Any]) -> str:
        if self.algorithm in ("none", "HS256"):  # by hand: the library would not do it
            header = {"alg": self.algorithm, "kid": RSA.ensure_kid() or RSA.kid}
            body = ".".join(plain(json.dumps(part).encode()) for part in (header, claims))
            return f"{body}." + (plain(hmac.digest(self.key, body.encode(), "sha256")) if self.algorithm == "HS256" else "")
        header = {"alg": self.algorithm, "kid": self.key.ensure_kid() or self.key.kid}
        return jwt.encode(header, claims, self.key, algorithms=[self.algorithm])


def plain(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


@contextmanager
def idp() -> Iterator[Idp]:
    made = Idp()
    thread = threading.Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()


def begun(browser: Browser, data: dict[str, object] | None = None, path: str = "/login/oidc", at: str = "/login") -> str:
    """The address of the provider to which a form leads."""
    answer = browser.post(path, data, at=at)
    assert answer.status_code == 200, answer.text
    return html.unescape(re.search(r'content="0; url=([^"]+)"', answer.text)[1])  # type: ignore[index]


def returned(address: str) -> str:
    """Where the provider sends who is known to it, as a path of ours."""
    parts = urlsplit(httpx.get(address).headers["location"])
    return f"{parts.path}?{parts.query}"


def walked(browser: Browser, data: dict[str, object] | None = None, path: str = "/login/oidc", at: str = "/login") -> Response:
    """There and back."""
    return browser.get(returned(begun(browser, data, path, at)))
