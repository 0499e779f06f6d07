"""HTTP to one portal: the one place that builds a client, bounds answers and translates what httpx raises."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto
from http.cookiejar import CookieJar, DefaultCookiePolicy
from io import BytesIO

import httpx
import truststore

from trayapp import __version__
from trayapp.core.errors import Misconfigured, Offline, OutcomeUnknown, ServerFault, TrayAppError
from trayapp.core.ports.witness import Witness, no_witness
from trayapp.portals.address import loopback
from trayapp.portals.auth import BearerAuth, Renewal, TokenSource, no_renewal
from trayapp.portals.own_answer import named, of_another
from trayapp.portals.patience import Patience, watch
from trayapp.portals.witnessed import bear_witness

ANSWER_LIMIT = 8 * 1024 * 1024
"""Bytes of an answer that are read at most; a file is not an answer."""
WIRE_LIMIT = 2 * ANSWER_LIMIT
"""Bytes of an answer as they travel: in chunks, each with a line of its own."""
CRUMBS, SMALLEST = 10_000, 512
"""Pieces in which an answer may come however small they are, and bytes on average beyond that."""
TIMEOUT = httpx.Timeout(connect=10.0, read=30.0, write=30.0, pool=5.0)
"""Seconds."""
CHUNK = 256 * 1024
"""Bytes of a file that are read and written at a time."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the portal said, read to its end."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes = b""

    def text_header(self, name: str) -> str:
        """A header's value; empty when it is missing."""
        return self.headers.get(name, "")

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case."""
        return self.text_header("content-type").partition(";")[0].strip().lower()


class Http:
    """One portal's connections. Redirects are not followed, and no answer is read beyond its limit."""

    def __init__(
        self,
        address: str,
        token: TokenSource | None,
        transport: httpx.BaseTransport | None = None,
        renew: Renewal = no_renewal,
        timeout: httpx.Timeout = TIMEOUT,
        auth: httpx.Auth | None = None,
        witness: Witness = no_witness,
    ) -> None:
        """`token` `None`: requests carry none. `auth`: how a portal of another kind wants to be told who asks."""
        url = _url(address)
        self._client = httpx.Client(
            base_url=url,
            auth=auth or (BearerAuth(url, token, renew) if token else None),
            headers={"User-Agent": f"trayapp/{__version__}", "Accept-Encoding": "identity"},
            timeout=timeout,
            follow_redirects=False,
            verify=truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            # a proxy of the system never stands between this computer and itself
            trust_env=not loopback(url.host),
            transport=transport,
            # a portal's cookies are neither kept nor sent: who asks is said by the token alone
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        )
        self._patience = Patience()
        watch(self._client, self._patience)
        if witness is not no_witness:
            bear_witness(self._client, witness)

    def call(
        self,
        method: str,
        path: str,
        *,
        write: bool = False,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | Iterable[bytes] | None = None,
        sent: Callable[[], None] | None = None,
    ) -> Answer:
        """One request and its whole answer, whatever its status. `write`: it changes something on the portal.

        `sent` is called while the portal works: the request is out, the answer not here. It must not raise.

        Raises `Offline`, `Misconfigured`, `SignIn`, `OutcomeUnknown` (a write without an answer), `ServerFault`.
        """
        with self.stream(
            method, path, write=write, query=query, headers=headers, content=content, sent=sent
        ) as response:
            return Answer(response.status_code, response.headers, read_bounded(response, write=write))

    @contextmanager
    def stream(
        self,
        method: str,
        path: str,
        *,
        write: bool = False,
        query: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | Iterable[bytes] | None = None,
        timeout: httpx.Timeout | None = None,
        sent: Callable[[], None] | None = None,
    ) -> Iterator[httpx.Response]:
        """One request; its answer is not read yet. `timeout`: another than the client's.

        Raises as `call` does, also for what happens while it is read.
        """
        self._patience.begin()
        asked = named(headers)
        try:
            with self._client.stream(
                method,
                path,
                params=query,
                headers=asked,
                content=content,
                timeout=timeout or self._client.timeout,
                extensions={"trace": _when_sent(sent)} if sent else None,
            ) as response:
                self.expect(WIRE_LIMIT)
                if of_another(response.headers, asked):
                    raise unusable("this answers another request", write=write)
                yield response
        except tuple(REACH) as error:
            meant = translated(error, write=write)
            if meant is error:
                raise
            raise meant from error

    def expect(self, most: int | None) -> None:
        """The answer under way may have so many bytes from here on, as they travel.

        `None`: it goes on for ever, and whoever reads it sees to that.
        """
        self._patience.begun(most)

    def close(self) -> None:
        """Give back the connections."""
        self._client.close()


def _when_sent(sent: Callable[[], None]) -> Callable[[str, object], None]:
    """Listens to what the connection does, and tells when it begins to wait for the answer."""

    def trace(event: str, _: object) -> None:
        if event == "http11.receive_response_headers.started":
            sent()

    return trace


def read_bounded(response: httpx.Response, *, write: bool = False, limit: int = ANSWER_LIMIT) -> bytes:
    """The body, undecoded. Raises `ServerFault` (`OutcomeUnknown` after a write) when it is compressed or too large."""
    if response.headers.get("content-encoding", "identity").lower() not in {"", "identity"}:
        raise unusable("the answer is compressed, which nobody asked for", write=write)
    body = BytesIO()
    for chunk in pieces(response):
        body.write(chunk)
        if body.tell() > limit:
            raise oversized(f"the answer is larger than {limit} bytes", write=write)
    return body.getvalue()


def pieces(response: httpx.Response) -> Iterator[bytes]:
    """The body as it comes. Raises `httpx.RemoteProtocolError` for crumbs: each costs as much as a large piece."""
    came = 0
    for count, piece in enumerate(response.iter_raw()):
        came += len(piece)
        if count > CRUMBS + came // SMALLEST:
            raise httpx.RemoteProtocolError("an answer in crumbs")
        yield piece


class Oversized(ServerFault):
    """An answer of more than is taken; less may be asked for."""


def oversized(detail: str, *, write: bool) -> TrayAppError:
    """The error for an answer that is too large; after a write, nobody knows what came of it."""
    return OutcomeUnknown(detail) if write else Oversized(detail)


def unusable(detail: str, *, write: bool) -> TrayAppError:
    """The error for an answer that is none: after a write, nobody knows what came of it."""
    return OutcomeUnknown(detail) if write else ServerFault(detail)


class Reach(Enum):
    """How far a request came before httpx gave up."""

    NOT_SENT = auto()
    """No connection: the portal surely never saw it."""
    UNKNOWN = auto()
    """It was on its way; it may have been carried out."""
    ADDRESS = auto()
    """The address itself is wrong."""
    ANSWER = auto()
    """The portal answered something that is no HTTP."""
    BUG = auto()
    """This program uses httpx wrongly."""


REACH: Mapping[type[Exception], Reach] = {
    httpx.ConnectError: Reach.NOT_SENT,
    httpx.ConnectTimeout: Reach.NOT_SENT,
    httpx.PoolTimeout: Reach.NOT_SENT,
    httpx.ProxyError: Reach.NOT_SENT,
    httpx.ReadError: Reach.UNKNOWN,
    httpx.ReadTimeout: Reach.UNKNOWN,
    httpx.WriteError: Reach.UNKNOWN,
    httpx.WriteTimeout: Reach.UNKNOWN,
    httpx.CloseError: Reach.UNKNOWN,
    httpx.RemoteProtocolError: Reach.UNKNOWN,
    httpx.NetworkError: Reach.UNKNOWN,
    httpx.TimeoutException: Reach.UNKNOWN,
    httpx.UnsupportedProtocol: Reach.ADDRESS,
    httpx.InvalidURL: Reach.ADDRESS,
    UnicodeError: Reach.ADDRESS,
    httpx.DecodingError: Reach.ANSWER,
    httpx.TooManyRedirects: Reach.ANSWER,
    httpx.HTTPStatusError: Reach.ANSWER,
    httpx.LocalProtocolError: Reach.BUG,
    httpx.StreamConsumed: Reach.BUG,
    httpx.StreamClosed: Reach.BUG,
    httpx.ResponseNotRead: Reach.BUG,
    httpx.RequestNotRead: Reach.BUG,
    httpx.CookieConflict: Reach.BUG,
    httpx.StreamError: Reach.BUG,
    httpx.ProtocolError: Reach.UNKNOWN,
    httpx.TransportError: Reach.UNKNOWN,
    httpx.RequestError: Reach.UNKNOWN,
    httpx.HTTPError: Reach.UNKNOWN,
}
"""Every exception of httpx, the narrow ones before their bases; and what Python says of an impossible host name."""


def _url(address: str) -> httpx.URL:
    try:
        return httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise Misconfigured(str(error), reason="address") from error


def translated(error: Exception, *, write: bool) -> Exception:
    """The error of the core for an exception of httpx; one that shows a bug of ours comes back as it is."""
    reach = next((reach for kind, reach in REACH.items() if isinstance(error, kind)), Reach.BUG)
    detail = f"{type(error).__name__}: {error}"
    if reach is Reach.NOT_SENT:
        return _unreached(error, detail)
    if reach is Reach.ADDRESS:
        return Misconfigured(detail, reason="address")
    if reach is Reach.ANSWER:
        return unusable(detail, write=write)
    if reach is Reach.UNKNOWN:
        return OutcomeUnknown(detail) if write else Offline(detail, reason="no_answer")
    return error


def _unreached(error: Exception, detail: str) -> TrayAppError:
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return Misconfigured(detail, reason="certificate")
    if isinstance(error, httpx.ProxyError):
        refused = str(error).startswith("407")
        return Misconfigured(detail, reason="proxy") if refused else Offline(detail, reason="proxy")
    if any(map(_no_network, causes)):
        return Offline(detail, reason="no_network")
    return Offline(detail, reason="timeout" if isinstance(error, httpx.TimeoutException) else "unreachable")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _no_network(cause: BaseException) -> bool:
    """The name could not be looked up, or there is no way out of this computer: nobody but it was asked anything."""
    if isinstance(cause, socket.gaierror):
        return True
    return isinstance(cause, OSError) and cause.errno in {errno.ENETUNREACH, errno.ENETDOWN}
