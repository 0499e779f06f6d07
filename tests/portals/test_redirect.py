"""The browser's way back to this computer."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from trayapp.core.errors import SignIn
from trayapp.portals.redirect import PATH, Redirect


@pytest.fixture
def redirect() -> Iterator[Redirect]:
    """A listener."""
    with Redirect("Done <b>&</b> dusted") as made:
        yield made


def visit(redirect: Redirect, target: str, **headers: str) -> tuple[int, str]:
    """A request, as a browser makes it."""
    port = int(redirect.url.partition("127.0.0.1:")[2].partition("/")[0])
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", target, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_it_listens_on_this_computer_alone(redirect: Redirect) -> None:
    """The address is the loopback's number, with a port that was free."""
    assert redirect.url.startswith("http://127.0.0.1:")
    assert redirect.url.endswith(PATH)


def test_what_the_browser_brings_is_handed_over(redirect: Redirect) -> None:
    """Code and state; the page says goodbye as plain text."""
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(redirect.wait, threading.Event(), 30)
        status, page = visit(redirect, f"{PATH}?code=c1&state=s1")

    assert waiting.result() == {"code": "c1", "state": "s1"}
    assert status == 200
    assert "Done &lt;b&gt;&amp;&lt;/b&gt; dusted" in page


@pytest.mark.parametrize(
    ("target", "host"),
    [
        ("/", None),
        ("/favicon.ico", None),
        (PATH, None),
        (f"{PATH}?state=s1", None),
        (f"{PATH}?code=c1", "evil.example"),
        (f"{PATH}?code={'c' * 9000}", None),
    ],
)
def test_anything_else_is_turned_away(redirect: Redirect, target: str, host: str | None) -> None:
    """Other paths, other names of this computer, and endless lines do not end the wait."""
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(redirect.wait, threading.Event(), 30)
        status, _ = visit(redirect, target, **({"Host": host} if host else {}))
        assert status == 404
        assert not waiting.done()
        visit(redirect, f"{PATH}?error=access_denied&state=s1")

    assert waiting.result()["error"] == "access_denied"


def test_giving_up_ends_the_wait(redirect: Redirect) -> None:
    """Cancelled is cancelled, and nobody waits for the browser."""
    cancel = threading.Event()
    cancel.set()

    with pytest.raises(SignIn) as caught:
        redirect.wait(cancel, 30)

    assert caught.value.params["reason"] == "cancelled"


def test_nobody_waits_for_ever(redirect: Redirect) -> None:
    """A browser that was closed ends in a timeout."""
    with pytest.raises(SignIn) as caught:
        redirect.wait(threading.Event(), -1)

    assert caught.value.params["reason"] == "timeout"
