"""A device that holds passkeys, in software: what a browser and its authenticator answer (WebAuthn Level 3, 5.8, 6.1 and 6.5)."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def plain(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Device:
    """`origin`: the page that it stands on; `rp`: whom it signs for, whatever it is asked; `verifies`: whether it makes sure of its holder;
    `counts`: whether it counts its uses."""

    def __init__(self, origin: str, rp: str, *, eddsa: bool = False, verifies: bool = True, counts: bool = True) -> None:
        self.origin, self.rp, self.verifies, self.counts = origin, rp, verifies, counts
        self.key: Any = ed25519.Ed25519PrivateKey.generate() if eddsa else ec.generate_private_key(ec.SECP256R1())
        self.id, self.uses, self.handle = secrets.token_bytes(32), 1 if counts else 0, ""

    def client(self, kind: str, challenge: str) -> bytes:
        told = {"type": f"webauthn.{kind}", "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def data(self, flags: int) -> bytes:
        flags |= PRESENT | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(self.rp.encode()).digest() + bytes([flags]) + self.uses.to_bytes(4, "big")

    def public(self) -> bytes:
        if isinstance(self.key, ed25519.Ed25519PrivateKey):
            return cbor2.dumps({1: 1, 3: -8, -1: 6, -2: self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)})
        numbers = self.key.public_key().public_numbers()
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")})

    def made(self, options: dict[str, Any], kind: str = "create") -> str:
        """Of navigator.credentials.create, in JSON."""
        self.handle = options["user"]["id"]
        data = self.data(ATTESTED) + bytes(16) + len(self.id).to_bytes(2, "big") + self.id + self.public()
        attested = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        return self.told({"clientDataJSON": plain(self.client(kind, options["challenge"])), "attestationObject": plain(attested)})

    def signed(self, options: dict[str, Any], **instead: str) -> str:
        """Of navigator.credentials.get, in JSON; `instead`: parts of the response that are others."""
        self.uses += 1 if self.counts else 0
        client, data = self.client("get", options["challenge"]), self.data(0)
        message = data + hashlib.sha256(client).digest()
        by = (message,) if isinstance(self.key, ed25519.Ed25519PrivateKey) else (message, ec.ECDSA(hashes.SHA256()))
        parts = {"clientDataJSON": client, "authenticatorData": data, "signature": self.key.sign(*by), "userHandle": raw(self.handle)}
        return self.told({name: plain(value) for name, value in parts.items()} | instead)

    def told(self, response: dict[str, str]) -> str:
        return json.dumps({"id": plain(self.id), "rawId": plain(self.id), "type": "public-key", "response": response})
