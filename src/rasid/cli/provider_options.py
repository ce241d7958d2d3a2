"""How a provider is named to `rasid serve --team`: options, then the environment, then `[oidc]` in rasid.toml; the secret in none of them.

Whoever runs the machine names it, and nobody else: no page, no program and nothing in the database says where Rasid asks.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rasid.model import UsageError
from rasid.web.team.oidc.named import OURS, THEIRS, Named, is_loopback

PREFIX = "RASID_OIDC_"
KEYS = ("issuer", "client_id", "secret_file", "name", "second", "acr", "domains")
LISTS = ("acr", "domains")
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
LONGEST_NAME = 40  # letters of a button
LONGEST_SECRET = 4096  # bytes; providers make some of 32 to 64


def read(given: Mapping[str, str | None], environment: Mapping[str, str], table: Any, folder: Path) -> Named | None:
    """What is said of a provider; None where nothing is. `given`: by options; `table`: `[oidc]` of rasid.toml in `folder`. Raises
    UsageError, which never quotes the secret."""
    where = "[oidc] in rasid.toml"
    if table is not None and not isinstance(table, dict):
        raise UsageError("this is a table of texts.", where=where)
    told = {**(table or {})}
    if "secret" in told or "client_secret" in told:
        hint = f"Put it into a file of its own (secret_file), or into the variable {PREFIX}SECRET."
        raise UsageError("the secret does not stand in the project's settings.", where=where, hint=hint)
    if unknown := sorted(set(told) - set(KEYS)):
        what = f"there is no such setting: {', '.join(unknown)}."
        raise UsageError(what, where=where, hint=f"Known: {', '.join(KEYS)}.")
    said = {k: v for k in KEYS if (v := environment.get(PREFIX + k.upper()))} | {k: v for k, v in given.items() if v}
    told |= {k: [one for one in re.split(r"[\s,]+", v) if one] if k in LISTS else v for k, v in said.items()}
    secret = environment.get(PREFIX + "SECRET", "").strip()
    if not told and not secret:
        return None
    for key, value in told.items():
        good = isinstance(value, list) and all(isinstance(one, str) for one in value) if key in LISTS else isinstance(value, str)
        if not good:
            raise UsageError(f"`{key}` is a text, or a list of texts for acr and domains.", where=where)
    if missing := [key for key in ("issuer", "client_id") if not told.get(key)]:
        raise UsageError(f"of the provider is missing: {', '.join(missing)}.", where=where, hint="docs/how-to-team.md")
    if not secret:
        secret = secret_in(told.get("secret_file"), folder)
    return Named(
        checked_issuer(told["issuer"]),
        told["client_id"],
        secret,
        name_said(told.get("name") or urlsplit(told["issuer"]).hostname or ""),
        second_said(told.get("second", OURS)),
        tuple(told.get("acr", ())),
        tuple(domain_said(one) for one in told.get("domains", ())),
    )


def secret_in(path: str | None, folder: Path) -> str:
    """Raises UsageError where there is none, or everybody on the machine may read it."""
    if not path:
        hint = f"Name a file that holds it (secret_file, --oidc-secret-file), or set {PREFIX}SECRET."
        raise UsageError("the secret that the provider gave is missing.", where="[oidc]", hint=hint)
    file = folder / path
    try:
        if os.name == "posix" and file.stat().st_mode & stat.S_IRWXO:
            raise UsageError("everyone on this machine may read the secret.", where=str(file), hint=f"Run: chmod 600 {file.name}")
        found = file.read_bytes()[: LONGEST_SECRET + 1].decode("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "no text"
        raise UsageError(f"the secret cannot be read ({reason}).", where=str(file)) from None
    if not found or len(found) > LONGEST_SECRET or len(found.splitlines()) != 1:
        raise UsageError("the file holds one line, the secret.", where=str(file))
    return found


def checked_issuer(issuer: str) -> str:
    """As it is compared, letter by letter. Raises UsageError: what it says is believed, so it comes over https, or from this machine."""
    try:
        parts = urlsplit(issuer)
        host, _port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or not issuer.isprintable() or " " in issuer or parts.query or parts.fragment or parts.username is not None:
        hint = "As in https://id.example.org/realms/team, without ? and #."
        raise UsageError("this is no address of a provider.", where=issuer[:200], hint=hint)
    if parts.scheme != "https" and not (parts.scheme == "http" and is_loopback(host)):
        raise UsageError("a provider is asked over https.", where=issuer, hint="http is for one on this machine alone.")
    return issuer


def name_said(name: str) -> str:
    said = " ".join(name.split())
    if not said or not said.isprintable() or len(said) > LONGEST_NAME:
        raise UsageError(f"the name of a provider has 1 to {LONGEST_NAME} letters.", where="[oidc] name")
    return said


def second_said(second: str) -> str:
    if second not in (OURS, THEIRS):
        raise UsageError("whose second factor counts is one of: ours, theirs.", where=f"[oidc] second = {second}")
    return second


def domain_said(domain: str) -> str:
    said = domain.strip().lower()
    if not DOMAIN.fullmatch(said):
        raise UsageError("this is no domain of mail.", where=f"[oidc] domains: {domain}", hint="As in example.org.")
    return said
