"""Servers that are none, or mean harm: nothing hangs, nothing grows, nothing is believed that should not be."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest

from tests.portals.smtp.conftest import Employee
from tests.portals.smtp.rude import Rude
from trayapp.core.errors import Busy, Misconfigured, Offline, OutcomeUnknown, TrayAppError
from trayapp.core.model import Draft
from trayapp.portals.smtp import line, server

HELLO = b"220 rude\r\n"
ABLE = b"250 rude\r\n"
TAKES = (HELLO, ABLE, b"250 ok\r\n", b"250 ok\r\n", b"354 go on\r\n")


@pytest.mark.parametrize(
    ("says", "kind", "reason"),
    [
        ((b"HTTP/1.1 400 Bad Request\r\n",), Misconfigured, "not_a_mail_server"),
        ((b"SSH-2.0-OpenSSH_9.2\r\n",), Misconfigured, "not_a_mail_server"),
        ((b"x" * 5000,), Misconfigured, "not_a_mail_server"),
        ((b"220-more\r\n" * 200,), Misconfigured, "not_a_mail_server"),
        ((b"554 No\r\n",), Misconfigured, "not_a_mail_server"),
        ((b"421 Too many\r\n",), Busy, None),
        ((HELLO, b"500 what\r\n", b"500 what\r\n"), Misconfigured, "not_a_mail_server"),
        ((b"",), Offline, "unreachable"),
        ((HELLO, ABLE, b"354 why\r\n"), Misconfigured, "not_a_mail_server"),
        ((*TAKES[:4], b"250 no data for me\r\n"), Misconfigured, "not_a_mail_server"),
    ],
)
def test_what_is_no_mail_server_is_called_so(
    employee: Employee, says: tuple[bytes, ...], kind: type[TrayAppError], reason: str | None
) -> None:
    """Another kind of server, an answer without an end, a refused greeting: nothing was sent, and it is said why."""
    with Rude(*says) as rude, pytest.raises(kind) as told:
        employee.send(rude.port, Draft("Hello"))

    assert told.value.params.get("reason") == reason


def test_words_slipped_in_before_the_encryption_are_not_believed(employee: Employee) -> None:
    """What comes in one piece with the answer to STARTTLS was written by somebody on the way (CVE-2011-0411)."""
    says = (HELLO, b"250-rude\r\n250 STARTTLS\r\n", b"220 go\r\n250 AUTH PLAIN\r\n")
    with Rude(*says) as rude, pytest.raises(Misconfigured) as told:
        employee.send(rude.port, Draft("Hello"))

    assert told.value.params["reason"] == "not_a_mail_server"


def test_a_refused_starttls_is_not_gone_without(employee: Employee) -> None:
    """What offers encryption and then refuses it gets nothing, also on this computer."""
    says = (HELLO, b"250-rude\r\n250 STARTTLS\r\n", b"502 changed my mind\r\n")
    with Rude(*says) as rude, pytest.raises(Misconfigured) as told:
        employee.send(rude.port, Draft("Hello"))

    assert told.value.params["reason"] == "no_encryption"
    assert not any(heard.upper().startswith(b"MAIL") for heard in rude.heard)


@pytest.mark.parametrize("last", [b"garbage\r\n", b"354 more\r\n", b""])
def test_nonsense_after_the_end_of_a_mail_leaves_it_open(employee: Employee, last: bytes) -> None:
    """Only a refusal says that it was not taken over, only a 2 that it was."""
    with _after_data(last) as rude, pytest.raises(OutcomeUnknown):
        employee.send(rude.port, Draft("Hello"))


def test_a_server_that_says_nothing_is_not_waited_for_for_ever(
    employee: Employee, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither before a mail nor after it; afterwards nobody knows what came of it."""
    monkeypatch.setattr(line, "ANSWER", 0.2)
    monkeypatch.setattr(line.Line.getreply, "__defaults__", (0.2,))
    monkeypatch.setattr(server, "LAST", 0.2)
    with Rude(HELLO, hangs=True) as rude, pytest.raises(Offline) as told:
        employee.send(rude.port, Draft("Hello"))
    with _after_data(None) as rude, pytest.raises(OutcomeUnknown):
        employee.send(rude.port, Draft("Hello"))

    assert told.value.params["reason"] == "timeout"


def test_closing_ends_a_conversation_that_another_thread_waits_in(employee: Employee) -> None:
    """The program ends without waiting for a server."""
    failed: list[TrayAppError] = []
    with Rude(HELLO, ABLE, hangs=True) as rude:
        portal = employee.portal(rude.port)

        def probe() -> None:
            try:
                portal.probe()
            except TrayAppError as error:
                failed.append(error)

        waiting = threading.Thread(target=probe)
        waiting.start()
        while not rude.heard or portal._line is None:
            waiting.join(0.01)
        portal.close()
        waiting.join(10)

    assert not waiting.is_alive()
    assert [error.kind for error in failed] == ["offline"]


def _after_data(last: bytes | None) -> Rude:
    """A server that takes a mail and then says `last`; `None`: nothing, and stays."""

    class Taking(Rude):
        def _run(self) -> None:
            near, _ = self._listener.accept()
            with near, near.makefile("rb") as lines:
                for at, words in enumerate(TAKES):
                    if at:
                        lines.readline()
                    near.sendall(words)
                while lines.readline() != b".\r\n":
                    pass
                if last is None:
                    self._done.wait()
                else:
                    near.sendall(last)

    return Taking()


def test_the_adapter_opens_nothing_before_it_is_used(employee: Employee) -> None:
    """Made and closed, it has asked nobody; nothing is announced, nobody is known, nothing can be looked for."""
    with closing(employee.portal(9)) as portal:
        assert portal.contacts("ann", "subscriber") == ()  # type: ignore[arg-type]
        assert list(portal.listen(lambda: False, None)) == []
        assert portal.find("x", Draft("x")) is None  # type: ignore[arg-type]
