"""REST2 of one server: who asks, one sign-in for many requests, JSON or nothing."""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx
import msgspec

from trayapp.core.errors import Misconfigured, ServerFault, SignIn
from trayapp.core.model import NOTHING
from trayapp.core.password import Password, password_of
from trayapp.core.ports.witness import Witness, no_witness
from trayapp.portals.clean import line
from trayapp.portals.http import Answer, Http, oversized, read_bounded, unusable
from trayapp.portals.problems import problem, raise_for
from trayapp.portals.rt.docs import Doc, docs
from trayapp.portals.rt.own_name import own_name
from trayapp.portals.server_clock import told_time
from trayapp.portals.wire import parts_in

API = "REST/2.0/"
LOGIN = "NoAuth/Login.html"
PER_PAGE = 100
"""What the server gives at most at once."""
GAPS = 2
"""Pages in a row without anything that this person may see, after which a list without a known length ends."""
MOST_PAGES = 1000
MOST_PARTS = 200_000
"""Names, values and brackets in one answer, which take far more memory than what they are written with."""
MOST_LISTED = 500_000
"""The same in all of a list that is kept."""
_SESSION = re.compile(r"\bRT_SID_[^=;,\s]{1,200}=[0-9A-Za-z]{1,200}")
_TOKEN = re.compile(r"[\x21-\x7e]{1,400}")

Body = Callable[[], bytes | Iterable[bytes]]
"""What is sent, from its beginning each time it is called."""


class Rest:
    """The connections and the session of one adapter's life. Used by one thread."""

    def __init__(
        self,
        address: str,
        secret: Callable[[], str | None],
        transport: httpx.BaseTransport | None = None,
        witness: Witness = no_witness,
    ) -> None:
        """`secret`: a token, or a name with its password (`core.password`); `None`: nobody is signed in."""
        self._http = Http(address, None, transport, witness=witness)
        self._secret = secret
        self._who: tuple[str, Mapping[str, str]] | None = None
        self._clock: tuple[datetime, float] | None = None
        self._name = ""
        self._parts = 0
        """In the last answer that was asked for with `get`."""

    @property
    def signed_in_as(self) -> str:
        """The name or the number by which the server knows who asks. Raises `SignIn`."""
        secret = self._own_secret()
        person = password_of(secret)
        if person:
            return person.user
        # a token is made of a version, the number of its person, and the secret itself
        parts = secret.split("-")
        return parts[1] if len(parts) == 3 and parts[1].isdecimal() else ""

    def get(
        self, path: str, query: Sequence[tuple[str, str]] = (), named: Mapping[str, str] = NOTHING
    ) -> Any:
        """What is at that path. Raises what `call` and `problems.check` do."""
        answer = self.call("GET", path, query=query, named=named)
        self._parts = parts_in(answer.body)
        return decoded(answer)

    def items(self, path: str, query: Sequence[tuple[str, str]], *, gaps: bool = True) -> Iterator[Doc]:
        """All of a list, page by page; see `pages`. Raises `Oversized` for more than is borne."""
        left = MOST_LISTED
        for some in self.pages(path, query, gaps=gaps):
            left -= self._parts
            if left < 0:
                raise oversized(f"a list of more than {MOST_LISTED} parts", write=False)
            yield from some

    def pages(
        self, path: str, query: Sequence[tuple[str, str]], *, gaps: bool = True, first: int = 1
    ) -> Iterator[Sequence[Doc]]:
        """A list page by page, from page `first` on. Raises `ServerFault` where it comes to no end.

        `gaps`: what this person may not see is missing from its page, so a short page need not be the last.
        """
        empty = 0
        for page in range(first, first + MOST_PAGES):
            found = self.page(path, query, page)
            some, pages = docs(found, "items"), found.get("pages")
            yield some
            empty = 0 if some else empty + 1
            if (isinstance(pages, int | float) and page >= pages) or empty == GAPS:
                return
            if not gaps and len(some) < PER_PAGE:
                return
        raise ServerFault("the server comes to no end of a list")

    def page(self, path: str, query: Sequence[tuple[str, str]], page: int = 1) -> Doc:
        """One page of a list."""
        found = self.get(path, [*query, ("per_page", str(PER_PAGE)), ("page", str(page))])
        if not isinstance(found, Mapping):
            raise ServerFault("a list that is none")
        return found

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Sequence[tuple[str, str]] = (),
        headers: Mapping[str, str] = NOTHING,
        body: Body | None = None,
        sent: Callable[[], None] | None = None,
        named: Mapping[str, str] = NOTHING,
    ) -> Answer:
        """One request, signed in again once where the session has ended; it is checked. `body`: it changes something.

        Raises what `Http.call` and `problems.check` do.
        """
        ask = partial(
            self._once,
            method,
            _path(path, query),
            headers=headers,
            body=body,
            write=body is not None,
            sent=sent,
        )
        answer = ask()
        if _unknown(answer.status) and self._renews():
            answer = ask()
        return self._checked(answer, write=body is not None, named=named)

    def _once(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: Body | None,
        write: bool,
        sent: Callable[[], None] | None,
    ) -> Answer:
        asked = {"Accept": "application/json", **headers, **self._signed()}
        content = body() if body else None
        return self._http.call(method, path, write=write, headers=asked, content=content, sent=sent)

    @contextmanager
    def stream(self, path: str, named: Mapping[str, str]) -> Iterator[httpx.Response]:
        """A large answer as it comes, in a session that another request has proved just now."""
        with self._http.stream("GET", _path(path, ()), headers=self._signed()) as response:
            if response.status_code != 200 or "json" not in response.headers.get("content-type", ""):
                read = Answer(response.status_code, response.headers, read_bounded(response))
                self._checked(read, write=False, named=named)
                raise ServerFault(f"status {response.status_code} for a file")
            yield response

    def expect(self, most: int) -> None:
        """The answer under way may have so many bytes."""
        self._http.expect(most)

    def now(self) -> datetime:
        """By the server's clock: ours may be an hour off."""
        if self._clock is None:
            self.get("rt")
        told, at = self._clock or (datetime.now(UTC), time.monotonic())
        return told + timedelta(seconds=time.monotonic() - at)

    def name(self) -> str:
        """What the server calls itself; empty where it does not tell. A stranger is told, too."""
        if not self._name:
            cookie = self._signed().get("Cookie") or self._http.call("GET", LOGIN).text_header("set-cookie")
            self._name = own_name(cookie)
        return self._name

    def close(self) -> None:
        """Give back the connections."""
        self._http.close()

    def _own_secret(self) -> str:
        secret = self._secret()
        if not secret:
            raise SignIn("no token")
        return secret

    def _signed(self) -> Mapping[str, str]:
        secret = self._own_secret()
        if self._who is None or self._who[0] != secret:
            person = password_of(secret)
            self._who = secret, self._sign_in(person) if person else _by_token(secret)
        return self._who[1]

    def _sign_in(self, person: Password) -> Mapping[str, str]:
        """A session: a password that goes with every request costs the server a fifth of a second each time."""
        form = urlencode({"user": person.user, "pass": person.password}).encode()
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self._http.call("POST", LOGIN, headers=headers, content=form)
        if answer.status >= 500 or answer.status == 429:
            raise_for(answer, NOTHING, write=False, named=NOTHING)
        found = _SESSION.search(answer.text_header("set-cookie"))
        # without a page to sign in on, the server may know passwords all the same
        return {"Cookie": found[0]} if found else _by_password(person)

    def _renews(self) -> bool:
        """The session that was refused is given up; whether another one can be begun."""
        before, self._who = self._who, None
        return before is not None and "Cookie" in before[1]

    def _checked(self, answer: Answer, *, write: bool, named: Mapping[str, str]) -> Answer:
        self._set_clock(answer)
        if answer.status == 304:
            return answer
        known = self._who is not None and "Cookie" in self._who[1]
        if 300 <= answer.status < 400 and (known or self._who is None) and _own_page(answer):
            raise SignIn("the server shows its sign-in page", reason="refused")
        if 300 <= answer.status < 400 and (to := _elsewhere(answer)):
            raise Misconfigured("somebody else's page, such as a common sign-in", reason="elsewhere", to=to)
        if not 200 <= answer.status < 300:
            said = problem(answer).get("message")
            raise_for(answer, {"detail": said} if said else {}, write=write, named=named)
        return answer

    def _set_clock(self, answer: Answer) -> None:
        told = told_time(answer)
        if told is not None:
            self._clock = told.astimezone(UTC), time.monotonic()


def decoded(answer: Answer, *, write: bool = False) -> Any:
    """The JSON of an answer. Raises `Misconfigured` for anything else, `OutcomeUnknown` after a write."""
    try:
        if answer.media_type == "application/json":
            if parts_in(answer.body) > MOST_PARTS:
                raise oversized(f"the answer has more than {MOST_PARTS} parts", write=write)
            return msgspec.json.decode(answer.body)
    except (msgspec.MsgspecError, RecursionError, ValueError) as error:
        raise unusable(f"an answer that is none: {error}", write=write) from error
    if write:
        raise unusable("the answer is no JSON", write=True)
    raise Misconfigured("the answer is no JSON", reason="not_a_portal")


def _path(path: str, query: Sequence[tuple[str, str]]) -> str:
    asked = f"?{urlencode(query, quote_via=quote)}" if query else ""
    return f"{API}{path}{asked}"


def _unknown(status: int) -> bool:
    """Signed in no longer: told by a status, or led to the page where people sign in."""
    return status == 401 or (300 <= status < 400 and status != 304)


def _own_page(answer: Answer) -> bool:
    """Led to the server's own page: to another host, it would be somebody else's."""
    where = answer.text_header("location")
    return where.startswith("/") or "/NoAuth/" in where


def _elsewhere(answer: Answer) -> str:
    """The server that it leads to; empty where it does not say."""
    try:
        parts = urlsplit(answer.text_header("location"))
    except ValueError:
        return ""
    host = parts.netloc.rpartition("@")[2]
    return line(f"{parts.scheme}://{host}") if host and parts.scheme in {"https", "http"} else ""


def _by_token(token: str) -> Mapping[str, str]:
    if not _TOKEN.fullmatch(token):
        raise SignIn("the token holds characters that no token has", reason="malformed")
    return {"Authorization": f"token {token}"}


def _by_password(person: Password) -> Mapping[str, str]:
    told = base64.b64encode(f"{person.user}:{person.password}".encode()).decode()
    return {"Authorization": f"Basic {told}"}
