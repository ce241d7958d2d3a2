"""A provider of OpenID Connect as `rasid serve --team` is told of it (cli/provider_options.py reads that)."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field

OURS, THEIRS = "ours", "theirs"


@dataclass(frozen=True)
class Named:
    """A provider. `name`: what people call it; `second`: whose second factor counts, ours (asked for here where the account has one) or
    theirs too; `acr`: values of that claim that say that it asked for one; `domains`: of mail whose people need no invitation."""

    issuer: str
    client_id: str
    secret: str = field(repr=False)
    name: str
    second: str = OURS
    acr: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


def is_loopback(host: str | None) -> bool:
    """Whether an address says that it is this machine."""
    if host is None:
        return False
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
