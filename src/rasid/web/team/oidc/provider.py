"""A provider of OpenID Connect: where its people are sent to, and what it says of who comes back (OpenID Connect Core 1.0, 3.1).

The authorization code flow with PKCE (RFC 7636). What is believed is an ID token alone, signed by a key of the provider, for this client,
in time, and with the nonce of this very log-in. Tokens are looked at and forgotten: none is kept, shown or logged.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import quote_plus

from rasid.project.team.providing import Told
from rasid.web.team.oidc.named import THEIRS, Named
from rasid.web.team.oidc.wire import ProviderTrouble, Wire

KEPT_S = 3600.0  # what the provider says of itself
AGAIN_S = 15.0  # after which one that did not answer, or that used a key nobody knew, is asked again
LEEWAY_S = 60  # that clocks may be apart
# Signatures by a key that only the provider has: none by a shared secret, and not `none`.
SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
KINDS = ("RSA", "EC", "OKP")
MOST_KEYS = 50
LONGEST_CODE, LONGEST_SUBJECT = 4096, 255  # a subject is at most 255 ASCII characters (OpenID Connect Core 1.0, 2)
SUBJECT = re.compile(rf"[\x20-\x7e]{{1,{LONGEST_SUBJECT}}}")


class Known(NamedTuple):
    """What it says of itself."""

    authorize: str
    token: str
    keys: Any  # joserfc's KeySet
    algorithms: tuple[str, ...]
    by_post: bool  # the secret goes into the form, not into a header
    tells_issuer: bool  # each answer says from whom it is (RFC 9207)


class Provider:
    """`back`: the address to which it sends people back, as it was told to it; `clock`: seconds, of what is kept."""

    def __init__(self, named: Named, back: str, clock: Callable[[], float] = time.monotonic) -> None:
        self.named, self.back, self.clock = named, back, clock
        self.wire = Wire(named.issuer)
        self.lock = threading.Lock()
        self.known: Known | None = None
        self.asked = self.failed = -KEPT_S

    # What it says of itself ------------------------------------------------------------------------------------------------------

    def described(self, fresh: bool = False) -> Known:
        """`fresh`: a key was used that is not known, so its keys may have changed. Raises ProviderTrouble."""
        known, at = self.known, self.clock()
        if known is not None and at - self.asked < (AGAIN_S if fresh else KEPT_S):
            return known
        if at - self.failed < AGAIN_S:
            raise ProviderTrouble("away", "it did not answer a moment ago")
        if not self.lock.acquire(timeout=2):
            raise ProviderTrouble("away", "it is being asked")
        try:
            if self.known is not known:  # by another, meanwhile
                return self.known  # type: ignore[return-value]
            self.known = self.read()
            self.asked = self.clock()
            return self.known
        except ProviderTrouble:
            self.failed = self.clock()
            raise
        finally:
            self.lock.release()

    def read(self) -> Known:
        from authlib.oidc.discovery import get_well_known_url
        from joserfc.jwk import KeySet

        told = self.wire.get(get_well_known_url(self.named.issuer, external=True))
        if told.get("issuer") != self.named.issuer:
            raise ProviderTrouble("doubt", "its document is another issuer's")
        keys = KeySet(keys_of(self.wire.get(self.wire.address(told.get("jwks_uri"), "jwks_uri")).get("keys")))
        if not keys.keys:
            raise ProviderTrouble("doubt", "it has no key for signatures")
        able = told.get("id_token_signing_alg_values_supported")
        ways = told.get("token_endpoint_auth_methods_supported")
        return Known(
            self.wire.address(told.get("authorization_endpoint"), "authorization_endpoint"),
            self.wire.address(told.get("token_endpoint"), "token_endpoint"),
            keys,
            tuple(a for a in SIGNATURES if not isinstance(able, list) or a in able),
            isinstance(ways, list) and "client_secret_basic" not in ways and "client_secret_post" in ways,
            told.get("authorization_response_iss_parameter_supported") is True,
        )

    # Going there and coming back -------------------------------------------------------------------------------------------------

    def leaving(self, state: str, nonce: str, verifier: str) -> str:
        """The address to which somebody goes. Raises ProviderTrouble."""
        from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
        from authlib.oauth2.rfc7636 import create_s256_code_challenge

        return str(
            prepare_grant_uri(
                self.described().authorize,
                self.named.client_id,
                "code",
                redirect_uri=self.back,
                scope="openid email profile" if self.named.domains else "openid",
                state=state,
                nonce=nonce,
                code_challenge=create_s256_code_challenge(verifier),
                code_challenge_method="S256",
                acr_values=" ".join(self.named.acr) or None,
            )
        )

    def returned(self, query: Mapping[str, str], nonce: str, verifier: str) -> Told:
        """Who came back, by what stands in the address. Raises ProviderTrouble."""
        known = self.described()
        issuer = query.get("iss")
        if issuer != self.named.issuer and (issuer is not None or known.tells_issuer):
            raise ProviderTrouble("doubt", "the answer is another issuer's")
        if "error" in query:
            raise ProviderTrouble("denied", "it refused")
        code = query.get("code", "")
        if not code or len(code) > LONGEST_CODE or not code.isprintable():
            raise ProviderTrouble("doubt", "there is no code")
        status, told = self.wire.ask("POST", known.token, *self.form(known, code, verifier))
        if status != 200 or not isinstance(told.get("id_token"), str):
            raise ProviderTrouble("doubt", f"the code was not taken (HTTP {status})")
        return self.told(self.claims(told["id_token"], nonce, told.get("access_token")))

    def form(self, known: Known, code: str, verifier: str) -> tuple[dict[str, str], Any]:
        """What the code is exchanged with, and how the client shows that it is this one (RFC 6749, 2.3.1)."""
        import httpx

        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self.back, "code_verifier": verifier}
        form["client_id"] = self.named.client_id
        if known.by_post:
            return form | {"client_secret": self.named.secret}, None
        return form, httpx.BasicAuth(quote_plus(self.named.client_id), quote_plus(self.named.secret))

    def claims(self, token: str, nonce: str, access: Any) -> dict[str, Any]:
        """What an ID token says, if it is to be believed. Raises ProviderTrouble."""
        from authlib.oidc.core import CodeIDToken
        from joserfc import jwt
        from joserfc.errors import JoseError

        known = self.described()
        try:
            try:
                signed = jwt.decode(token, known.keys, algorithms=known.algorithms)
            except (JoseError, ValueError):
                fresh = self.described(fresh=True)  # its keys may have been changed
                if fresh is known:
                    raise
                signed = jwt.decode(token, fresh.keys, algorithms=fresh.algorithms)
            options: Any = {"iss": {"essential": True, "value": self.named.issuer}, "nonce": {"essential": True, "value": nonce}}
            params = {"client_id": self.named.client_id, "nonce": nonce}
            params |= {"access_token": access} if isinstance(access, str) else {}
            found = CodeIDToken(signed.claims, signed.header, options, params)
            found.validate(now=int(time.time()), leeway=LEEWAY_S)
        except (JoseError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ProviderTrouble("doubt", f"the ID token: {type(error).__name__} {getattr(error, 'claim', '') or ''}".strip()) from None
        audience = found["aud"] if isinstance(found["aud"], list) else [found["aud"]]
        if self.named.client_id not in audience or (len(audience) > 1 and found.get("azp") != self.named.client_id):
            raise ProviderTrouble("doubt", "the ID token: it is for another client")
        return dict(found)

    def told(self, claims: Mapping[str, Any]) -> Told:
        """What counts of it."""
        subject, email, names = claims["sub"], claims.get("email"), (claims.get("name"), claims.get("preferred_username"))
        if not isinstance(subject, str) or not SUBJECT.fullmatch(subject):
            raise ProviderTrouble("doubt", "the ID token: no subject")
        sure = isinstance(email, str) and claims.get("email_verified") is True
        called = next((n for n in names if isinstance(n, str) and n.strip()), None)
        return Told(self.named.issuer, subject, str(email) if sure else None, called, self.strongly(claims))

    def strongly(self, claims: Mapping[str, Any]) -> bool:
        """Whether it asked for a second factor that counts here: by `amr` (RFC 8176), or by an `acr` that was named to us."""
        methods = claims.get("amr")
        by_method = isinstance(methods, list) and "mfa" in methods
        return self.named.second == THEIRS and (by_method or claims.get("acr") in self.named.acr)


def keys_of(rows: Any) -> list[Any]:
    """The keys of a provider's set that sign: those of kinds that we do not know how to use are left out, and so are shared secrets."""
    from joserfc import jwk
    from joserfc.errors import JoseError

    found = []
    for row in rows[:MOST_KEYS] if isinstance(rows, list) else []:
        if isinstance(row, dict) and row.get("kty") in KINDS and row.get("use", "sig") == "sig":
            try:
                found.append(jwk.import_key(row, row["kty"]))
            except (JoseError, ValueError, KeyError, TypeError):
                continue
    return found
