"""Fetching politely: one request at a time to a host, by what its robots.txt allows, within limits of size and time.

Only http and https, and only public addresses unless asked: a feed is written by others, and a link in it, or a redirect, must not make
Rasid read what only this machine can reach. The address that was checked is the one connected to.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import ipaddress
import socket
import time
import zlib
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpcore
import httpx

from rasid import __version__
from rasid.model import InputError

AGENT = f"Rasid/{__version__} (reads published reports for documentation; honours robots.txt)"
TOKEN = "Rasid"  # what robots.txt may call us
DELAY_S = 2.0  # between two requests to one host, from the end of one to the start of the next
SLOWEST_DELAY_S = 60.0  # a longer Crawl-delay is kept by not coming back so often, not by waiting here
LARGEST = 16_000_000  # bytes unpacked; feeds with the texts of a hundred reports have some 2 MB
ROBOTS_LARGEST = 512_000  # as RFC 9309 has it
ROBOTS_KEPT_S = 3600
HOPS = 5
CONNECT_S, READ_S, WHOLE_S = 10.0, 20.0, 60.0
KEPT_HEADERS = ("content-type", "date", "etag", "last-modified", "server")
SENTENCES = {
    401: "this asks for a password",
    403: "the server refuses this to us",
    404: "there is nothing at this address",
    410: "what was at this address is gone for good",
    429: "the server asks to come less often",
    451: "this is withheld for legal reasons",
}


class FetchError(InputError):
    """What could not be fetched. `after`: seconds that the server asks to wait; `gone`: it will not come back."""

    def __init__(self, what: str, *, where: str = "", hint: str = "", after: float | None = None, gone: bool = False) -> None:
        super().__init__(what, where=where, hint=hint)
        self.after, self.gone = after, gone


class Answer(NamedTuple):
    """What came. `url`: where it was in the end; `same`: it has not changed since; `moved`: for good, to where."""

    url: str
    raw: bytes
    media_type: str
    charset: str | None
    etag: str | None
    modified: str | None
    details: dict[str, Any]
    same: bool = False
    moved: str | None = None


def checked_address(address: str) -> str:
    """An address that may be fetched at all, as it is kept. Raises InputError."""
    address = address.strip()
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise InputError("this is not an address.", where=address[:200]) from None
    if parts.scheme not in ("http", "https") or not host or any(c.isspace() or not c.isprintable() for c in address):
        raise InputError("this is not an address.", where=address[:200], hint="It looks like https://example.org/feed.")
    if parts.username is not None or parts.password is not None:
        raise InputError("an address with a password in it is not fetched: it would stand in the log.", where=f"{parts.scheme}://…@{host}")
    return parts._replace(fragment="").geturl()


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public internet."""
    number = ipaddress.ip_address(address.partition("%")[0])
    inner = getattr(number, "ipv4_mapped", None) or getattr(number, "sixtofour", None)
    return number.is_global and not number.is_multicast and (inner is None or inner.is_global)


class PrivateAddress(httpcore.ConnectError):
    """A host that leads to this machine or a private network."""


class Guarded(httpcore.SyncBackend):
    """Connects to the addresses that were looked up and found to be allowed (public ones, unless told otherwise), and to no others."""

    def __init__(self, allowed: Callable[[str], bool] = is_public) -> None:
        self.allowed = allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from None
        if not all(self.allowed(address) for address in found):
            raise PrivateAddress(host)
        problem: Exception = httpcore.ConnectError("no address")
        for address in dict.fromkeys(found):
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
        raise problem


def transport(private: bool) -> httpx.HTTPTransport:
    made = httpx.HTTPTransport()
    if not private:
        made._pool = httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(), network_backend=Guarded())
    return made


class Fetcher:
    """Keeps, for each host, its robots.txt and when it was asked last. `private`: whether private addresses may be read too."""

    def __init__(
        self,
        private: bool = False,
        *,
        delay: float = DELAY_S,
        timeouts: tuple[float, float, float] = (CONNECT_S, READ_S, WHOLE_S),
        sleep: Callable[[float], Any] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.private, self.delay, self.whole = private, delay, timeouts[2]
        self.sleep, self.clock = sleep, clock
        limits = httpx.Timeout(timeouts[1], connect=timeouts[0])
        headers = {"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"}
        self.client = httpx.Client(transport=transport(private), timeout=limits, headers=headers, follow_redirects=False)
        self.robots: dict[str, tuple[float, RobotFileParser]] = {}
        self.asked: dict[str, float] = {}

    def close(self) -> None:
        self.client.close()

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def fetch(
        self, address: str, accept: str = "*/*", *, etag: str | None = None, modified: str | None = None, most: int = LARGEST
    ) -> Answer:
        """What is at an address. Raises FetchError, or InputError for what is no address."""
        url, lasting = checked_address(address), True
        hops: list[str] = []
        for _ in range(HOPS + 1):
            self.refuse_private(url)
            self.obey(url)
            headers = {"Accept": accept}
            headers |= {"If-None-Match": etag} if etag else {}
            headers |= {"If-Modified-Since": modified} if modified else {}
            answer = self.once(url, headers, most)
            status = answer.details["status"]
            if status not in (301, 302, 303, 307, 308) or not answer.details.get("location"):
                return self.judged(answer, status, hops, url if hops and lasting else None, address)
            lasting = lasting and status in (301, 308)
            hops.append(url)
            try:
                url = checked_address(urljoin(url, answer.details["location"]))
            except InputError as error:
                raise FetchError("this leads to what is not an address.", where=address, hint=error.what) from None
        raise FetchError(f"this leads on more than {HOPS} times.", where=address)

    def judged(self, answer: Answer, status: int, hops: list[str], moved: str | None, address: str) -> Answer:
        """The answer, if it is one. Raises FetchError for what is not."""
        after = answer.details.pop("retry_after", None)
        answer.details.pop("location", None)
        if hops:
            answer.details["redirects"] = hops
        if status == 304:
            return answer._replace(same=True, moved=moved)
        if 200 <= status < 300:
            return answer._replace(moved=moved)
        said = SENTENCES.get(status, "the server is in trouble" if status >= 500 else "the server does not give this")
        raise FetchError(f"{said} (HTTP {status}).", where=address, after=seconds(after), gone=status == 410)

    def once(self, url: str, headers: dict[str, str], most: int) -> Answer:
        """One request, read within the limits. Raises FetchError."""
        self.wait(url)
        ends = self.clock() + self.whole
        try:
            with self.client.stream("GET", url, headers=headers) as response:
                status = response.status_code
                raw = self.body(response, most, ends, url) if 200 <= status < 300 else b""
                kept = {k: v for k in KEPT_HEADERS if (v := response.headers.get(k))}
                details: dict[str, Any] = {"status": status, "headers": kept}
                details |= {
                    k: v for k, name in (("location", "location"), ("retry_after", "retry-after")) if (v := response.headers.get(name))
                }
                media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
                found = (response.headers.get("etag"), response.headers.get("last-modified"))
                return Answer(url, raw, media, response.charset_encoding, *found, details)
        except httpx.TimeoutException:
            raise FetchError("the server does not answer in time.", where=url) from None
        except httpx.HTTPError as error:
            raise FetchError(self.told(error), where=url) from None
        except (httpx.InvalidURL, UnicodeError, ValueError):
            raise FetchError("this is not an address.", where=url) from None
        finally:
            self.asked[urlsplit(url).netloc] = self.clock()

    def told(self, error: Exception) -> str:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, PrivateAddress):
                return PRIVATE
            cause = cause.__cause__ or cause.__context__
        return f"the server cannot be reached ({' '.join(str(error).split())[:200] or type(error).__name__})."

    def body(self, response: httpx.Response, most: int, ends: float, url: str) -> bytes:
        """The bytes, unpacked here, so that a small answer cannot unpack to more than is wanted. Raises FetchError."""
        packed = response.headers.get("content-encoding", "").strip().lower()
        if packed not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(f"this is packed as {packed[:40]!r}, which was not asked for.", where=url)
        unpack = None
        parts, size = [], 0
        for chunk in response.iter_raw(65536):
            if self.clock() > ends:
                raise FetchError(f"this takes longer than {self.whole:.0f} seconds.", where=url)
            if packed not in ("", "identity"):
                unpack = unpack or unpacker(packed, chunk)
                try:
                    chunk = unpack.decompress(chunk, most + 1 - size)
                except zlib.error:
                    raise FetchError("what came is packed, and damaged.", where=url) from None
            parts.append(chunk)
            size += len(chunk)
            if size > most:
                raise FetchError(f"this is larger than {most / 1e6:.0f} MB.", where=url)
        return b"".join(parts)

    def refuse_private(self, url: str) -> None:
        """Numeric addresses, also where a proxy would look names up for us. Raises FetchError."""
        host = (urlsplit(url).hostname or "").rstrip(".")
        try:
            public = is_public(host)
        except ValueError:
            public = host != "localhost" and not host.endswith((".localhost", ".local", ".internal"))
        if not public and not self.private:
            raise FetchError(PRIVATE, where=url, hint="`--private` reads them.")

    # Manners ---------------------------------------------------------------------------------------------------------------------

    def wait(self, url: str) -> None:
        """Waits until this host may be asked again."""
        host = urlsplit(url).netloc
        last = self.asked.get(host)
        if last is not None and (left := last + self.pause(url) - self.clock()) > 0:
            self.sleep(left)

    def pause(self, url: str) -> float:
        known = self.robots.get(origin(url))
        told = known[1].crawl_delay(TOKEN) if known else None
        return max(self.delay, min(float(told or 0), SLOWEST_DELAY_S))

    def obey(self, url: str) -> None:
        """Raises FetchError where the host's robots.txt does not want this read."""
        known = self.robots.get(origin(url))
        if known is None or self.clock() - known[0] > ROBOTS_KEPT_S:
            known = self.robots[origin(url)] = (self.clock(), self.rules(origin(url)))
        if not known[1].can_fetch(TOKEN, url):
            raise FetchError(
                "the site's robots.txt does not want this read by programs.", where=url, hint="Ask the outlet, or save pages by hand."
            )

    def rules(self, site: str) -> RobotFileParser:
        """A site's robots.txt: where there is none all may be read, where the server is in trouble nothing (RFC 9309)."""
        found = RobotFileParser()
        url = f"{site}/robots.txt"
        for _ in range(HOPS + 1):
            self.refuse_private(url)
            answer = self.once(url, {"Accept": "text/plain, */*"}, ROBOTS_LARGEST)
            status = answer.details["status"]
            if status >= 500 or status == 429:
                after = seconds(answer.details.get("retry_after"))
                raise FetchError(f"the site's robots.txt cannot be read now (HTTP {status}).", where=url, after=after)
            if 300 <= status < 400 and answer.details.get("location"):
                url = checked_address(urljoin(url, answer.details["location"]))
                continue
            found.parse(answer.raw.decode("utf-8-sig", "replace").splitlines() if status < 300 else [])
            return found
        found.parse([])
        return found


PRIVATE = "this is an address of this machine or of a private network, which feeds are not read from."


def origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def unpacker(packed: str, first: bytes) -> Any:
    """What unpacks gzip or deflate; some servers send deflate without its header."""
    if packed != "deflate":
        return zlib.decompressobj(wbits=31)
    return zlib.decompressobj(wbits=15 if first[:1] and first[0] & 0x0F == 8 else -15)


def seconds(after: str | None) -> float | None:
    """A Retry-After: seconds, or the moment."""
    if not after:
        return None
    try:
        return max(0.0, float(int(after)))
    except ValueError:
        pass
    try:
        until = email.utils.parsedate_to_datetime(after)
    except ValueError:
        return None
    until = until if until.tzinfo else until.replace(tzinfo=dt.UTC)
    return max(0.0, (until - dt.datetime.now(dt.UTC)).total_seconds())
