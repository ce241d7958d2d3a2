"""Asking the provider, within limits: no redirect, no large answer, no long wait, no address to which its documents must not lead."""

from __future__ import annotations

import ipaddress
import json
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from rasid import __version__
from rasid.intake.fetching import Guarded
from rasid.web.team.oidc.named import is_loopback

CONNECT_S, READ_S, WHOLE_S = 4.0, 5.0, 10.0
LARGEST = 256 * 1024  # bytes; the largest documents and key sets of the well-known providers have some 20 KB
AT_ONCE, WAIT_S = 4, 2.0  # requests at a time: a provider that hangs must not hold all the threads that answer people


class ProviderTrouble(Exception):
    """What stands between somebody and his account. `kind`: away (it does not answer), denied (it says no), doubt (what it says is not
    believed); `reason`: for the log of the server, without anything secret."""

    def __init__(self, kind: str, reason: str) -> None:
        super().__init__(f"{kind}: {reason}")
        self.kind, self.reason = kind, reason


def outside(address: str) -> bool:
    """Whether a numeric address is another machine's: in a private network too, where many a provider stands. Not this machine and no link
    of its own (where clouds answer with their keys)."""
    number = ipaddress.ip_address(address.partition("%")[0])
    number = getattr(number, "ipv4_mapped", None) or number
    return not (number.is_loopback or number.is_link_local or number.is_multicast or number.is_unspecified or number.is_reserved)


def itself(address: str) -> bool:
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


class Wire:
    """To one provider. `local`: it stands on this machine, and then everything that belongs to it does."""

    def __init__(self, issuer: str) -> None:
        self.local = is_loopback(urlsplit(issuer).hostname)
        self.free = threading.BoundedSemaphore(AT_ONCE)
        transport = httpx.HTTPTransport()
        context = httpx.create_ssl_context()
        transport._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=Guarded(itself if self.local else outside))
        timeout = httpx.Timeout(READ_S, connect=CONNECT_S)
        headers = {"User-Agent": f"Rasid/{__version__}", "Accept": "application/json", "Accept-Encoding": "identity"}
        self.client = httpx.Client(transport=transport, timeout=timeout, headers=headers, follow_redirects=False)

    def address(self, told: Any, what: str) -> str:
        """An address out of the provider's document. Raises ProviderTrouble where it may not be asked."""
        parts = urlsplit(told) if isinstance(told, str) and told.isprintable() and len(told) < 2000 else None
        plain = parts is not None and parts.hostname and not parts.fragment and parts.username is None
        safe = parts is not None and (parts.scheme == "https" or (self.local and parts.scheme == "http" and is_loopback(parts.hostname)))
        if not plain or not safe:
            raise ProviderTrouble("doubt", f"{what} is no address that may be asked")
        return str(told)

    def get(self, address: str) -> dict[str, Any]:
        status, found = self.ask("GET", address)
        if status != 200:
            raise ProviderTrouble("away", f"HTTP {status}")
        return found

    def ask(self, method: str, address: str, form: Mapping[str, str] | None = None, auth: Any = None) -> tuple[int, dict[str, Any]]:
        """The status, and the JSON object that came with it. Raises ProviderTrouble."""
        with self.turn():
            try:
                raw, status = self.body(method, address, form, auth)
            except (httpx.HTTPError, httpcore.ConnectError, httpx.InvalidURL, OSError, UnicodeError) as error:
                raise ProviderTrouble("away", type(error).__name__) from None
        try:
            found = json.loads(raw)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise ProviderTrouble("away", f"HTTP {status}, no JSON object")
        return status, found

    def body(self, method: str, address: str, form: Mapping[str, str] | None, auth: Any) -> tuple[bytes, int]:
        ends, parts, size = time.monotonic() + WHOLE_S, [], 0
        with self.client.stream(method, address, data=form, auth=auth) as response:
            if response.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
                raise ProviderTrouble("doubt", "a packed answer")  # it could unpack to anything
            for part in response.iter_raw(16_384):
                parts.append(part)
                size += len(part)
                if size > LARGEST:
                    raise ProviderTrouble("doubt", "an answer too large")
                if time.monotonic() > ends:
                    raise ProviderTrouble("away", "too slow")
            return b"".join(parts), response.status_code

    @contextmanager
    def turn(self) -> Iterator[None]:
        if not self.free.acquire(timeout=WAIT_S):
            raise ProviderTrouble("away", "too many requests at once")
        try:
            yield
        finally:
            self.free.release()
