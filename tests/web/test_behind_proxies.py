"""Rasid as a team reaches it, through nginx and Caddy with the files of ops/: over TLS, tries counted by the visitor's own address."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest
from tests.web.members import PASSWORD, joined

from rasid.project.project import Project
from rasid.project.team.trying import FREE

OPS = Path(__file__).parent.parent.parent / "ops"
NAME = "localhost"  # stands where ops/ has rasid.example.org


class Proxied(NamedTuple):
    """`plain`: the address without TLS; `log`: what the proxy writes, where it writes one."""

    url: str
    plain: str
    log: Path


@pytest.fixture(params=["nginx", "caddy"])
def proxied(request: pytest.FixtureRequest, tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Proxied]:
    if not shutil.which(request.param):
        pytest.skip(f"{request.param} is not installed")
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed, which makes the certificate")
    joined(project, "omar", "admin")
    ports = {port: free_port() for port in ("443", "80", "8642")}
    url = f"https://{NAME}:{ports['443']}"
    command = [sys.executable, "-m", "rasid", "serve", "--team", "--port", ports["8642"], "--url", url, "--project", project.store.folder]
    certified(tmp_path)
    start = {"nginx": nginx, "caddy": caddy}[request.param]
    with running(command, int(ports["8642"])), running(start(tmp_path, ports), int(ports["443"])):
        yield Proxied(url, f"http://{NAME}:{ports['80']}", tmp_path / "rasid.log")


def test_a_team_works_through_it(proxied: Proxied) -> None:
    with visitor(proxied) as browser:
        door = browser.get("/login")
        assert door.status_code == 200
        assert door.headers.get_list("strict-transport-security") == ["max-age=31536000"]
        assert "default-src 'none'" in door.headers["content-security-policy"]
        came = login(browser, "omar", PASSWORD)
        assert came.status_code == 303, came.text
        cookies = came.headers.get_list("set-cookie")
        assert cookies and all("secure" in c.lower() and "httponly" in c.lower() for c in cookies)
        assert browser.get("/").status_code == 200
        assert browser.get("/reports/a").status_code == 200
        assert browser.post("/reports/add", content=b"x" * (26 * 1024 * 1024)).status_code == 413
    with visitor(proxied) as browser:
        assert browser.get("/reports/a").status_code in (303, 401)
        other = browser.get("/login", headers={"host": "evil.example"})
        assert "password" not in other.text and (other.status_code != 200 or not other.content)
    redirected = httpx.get(f"{proxied.plain}/login", follow_redirects=False)
    assert redirected.status_code in (301, 308) and redirected.headers["location"].startswith("https://")
    assert not proxied.log.exists() or "/reports/a" not in proxied.log.read_text(encoding="utf-8")


def test_no_one_hides_behind_an_address_that_he_makes_up(proxied: Proxied) -> None:
    """Sixty tries from one address are enough for it, whomever they are for and whatever `X-Forwarded-For` they bring."""
    with visitor(proxied) as browser:
        token = token_of(browser)
        last = 0
        for n in range(200):
            form = {"name": f"nobody{n}", "password": "wrong horse", "token": token}
            last = browser.post("/login", data=form, headers={"x-forwarded-for": f"198.51.100.{n}"}).status_code
            if last == 429:
                break
        assert last == 429 and n > FREE


# What runs ------------------------------------------------------------------------------------------------------------------------------


def nginx(folder: Path, ports: dict[str, str]) -> list[str]:
    told = (OPS / "nginx.conf").read_text(encoding="utf-8").replace("rasid.example.org", NAME)
    told = re.sub(r"/etc/letsencrypt/live/localhost/(\w+)\.pem", rf"{folder}/\1.pem", told)
    told = re.sub(r"^ *listen \[::\].*\n", "", told, flags=re.MULTILINE)  # a sandbox may have no IPv6
    told = told.replace("127.0.0.1:8642", f"127.0.0.1:{ports['8642']}")
    told = re.sub(r"listen (443|80)\b", lambda m: f"listen 127.0.0.1:{ports[m[1]]}", told)
    paths = "".join(f"{kind}_temp_path {folder}/{kind}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole = f"daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}} http {{ {paths}\n{told}\n}}\n"
    (folder / "nginx.conf").write_text(whole, encoding="utf-8")
    return ["nginx", "-e", f"{folder}/error.log", "-p", str(folder), "-c", str(folder / "nginx.conf")]


def caddy(folder: Path, ports: dict[str, str]) -> list[str]:
    told = (OPS / "Caddyfile").read_text(encoding="utf-8").replace("127.0.0.1:8642", f"127.0.0.1:{ports['8642']}")
    told = told.replace("rasid.example.org {", f"{NAME} {{\n\tbind 127.0.0.1\n\ttls {folder}/fullchain.pem {folder}/privkey.pem")
    told = told.replace("/var/log/caddy/rasid.log", str(folder / "rasid.log"))
    settings = f"{{\n\tadmin off\n\thttp_port {ports['80']}\n\thttps_port {ports['443']}\n\tstorage file_system {folder}/kept\n}}\n"
    (folder / "Caddyfile").write_text(settings + told, encoding="utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


def certified(folder: Path) -> None:
    ask = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}"]
    names = ["-addext", f"subjectAltName=DNS:{NAME},DNS:evil.example"]
    subprocess.run([*ask, *names, "-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"], check=True, capture_output=True)


@contextmanager
def running(command: list[object], port: int) -> Iterator[None]:
    """While this lasts, a program runs that answers on the port."""
    words = [str(word) for word in command]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, "RASID_WHO": "server"})
    try:
        for _ in range(600):
            assert process.poll() is None, process.stderr and process.stderr.read().decode(errors="replace")
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        if process.stderr:
            process.stderr.close()


def free_port() -> str:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return str(taken.getsockname()[1])


# Who comes ------------------------------------------------------------------------------------------------------------------------------


def visitor(proxied: Proxied) -> httpx.Client:
    """A browser that trusts the certificate of the test, whatever it is for."""
    return httpx.Client(base_url=proxied.url, verify=False, headers={"accept-language": "en"}, timeout=30)


def token_of(browser: httpx.Client) -> str:
    found = re.search(r'name="token" value="([0-9a-f]{64})"', browser.get("/login").text)
    assert found
    return found[1]


def login(browser: httpx.Client, name: str, password: str) -> httpx.Response:
    form = {"name": name, "password": password, "token": token_of(browser)}
    return browser.post("/login", data=form, headers={"origin": str(browser.base_url).rstrip("/")})
