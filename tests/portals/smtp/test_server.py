"""What a mail server can say and do, and what becomes of it."""

from __future__ import annotations

import ssl
import warnings
from contextlib import closing

import pytest

from tests.hostile.certificates import KINDS as CERTIFICATES
from tests.hostile.certificates import Authority
from tests.portals.smtp.conftest import Employee
from tests.portals.smtp.post_office import HELPDESK, PASSWORD, USER, PostOffice
from trayapp.core.errors import (
    Busy,
    LocalFault,
    Misconfigured,
    Offline,
    Rejected,
    SignIn,
    TooLarge,
    TrayAppError,
)
from trayapp.core.model import Changes, Draft, Once, StoredFile
from trayapp.core.password import Password
from trayapp.ui.texts.account import refusal_of_password
from trayapp.ui.texts.errors import explain_error


def tls(authority: Authority, kind: str = "good") -> ssl.SSLContext:
    """How a server talks."""
    with warnings.catch_warnings():  # of protocols that are old on purpose
        warnings.simplefilter("ignore")
        context = authority.context(kind)
    assert context is not None
    return context


def somewhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server is not this computer, as far as the adapter can tell."""
    monkeypatch.setattr("trayapp.portals.smtp.server.loopback", lambda _host: False)


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_password_goes_out_encrypted_and_lets_one_in(
    trusting: Authority, employee: Employee, scheme: str
) -> None:
    """With STARTTLS and with TLS from the start; letters beyond ASCII in a password are no matter."""
    with PostOffice(tls(trusting), from_the_start=scheme == "smtps", login=True) as office:
        employee.send(office.port, Draft("Hello"), scheme)

    assert office.logins == [(USER, PASSWORD)]
    assert len(office.raw) == 1
    assert office.senders == [USER]


@pytest.mark.parametrize(
    ("kind", "scheme"),
    [
        (kind, scheme)
        for kind in CERTIFICATES
        for scheme in ("smtp", "smtps")
        # aiosmtpd's own look whether it runs fails over an old protocol from the start
        if kind not in {"good", "plain"} and (kind, scheme) != ("old protocol", "smtps")
    ],
)
def test_nothing_is_said_to_a_server_that_cannot_prove_itself(
    trusting: Authority, employee: Employee, scheme: str, kind: str
) -> None:
    """No password and no mail over a certificate that is not trusted, be it on this computer."""
    with (
        PostOffice(tls(trusting, kind), from_the_start=scheme == "smtps", login=True) as office,
        pytest.raises(Misconfigured) as told,
    ):
        employee.send(office.port, Draft("Hello"), scheme)

    assert told.value.params["reason"] in {"certificate", "not_a_mail_server"}
    assert (office.logins, office.senders, office.raw) == ([], [], [])


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
def test_a_server_without_encryption_is_not_used(
    employee: Employee, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    """Unless it is this very computer; a password stays here."""
    somewhere_else(monkeypatch)
    with PostOffice() as office, pytest.raises(Misconfigured) as told:
        employee.send(office.port, Draft("Hello"), scheme)

    assert told.value.params["reason"] == ("no_encryption" if scheme == "smtp" else "not_a_mail_server")
    assert office.senders == []


@pytest.mark.parametrize("allowed", [True, "true", 1, False, None])
def test_the_administrator_may_allow_mail_without_encryption(
    employee: Employee, monkeypatch: pytest.MonkeyPatch, allowed: object
) -> None:
    """By `mail.unencrypted = true` and nothing else; then the app is told, so that it can say so."""
    somewhere_else(monkeypatch)
    employee.overlay = {"mail": {"unencrypted": allowed}}
    with PostOffice() as office, closing(employee.portal(office.port)) as portal:
        if allowed is not True:
            with pytest.raises(Misconfigured):
                portal.probe()
            return
        able = portal.probe().capabilities
        employee.send(office.port, Draft("Hello"))

    assert not able.encrypted
    assert len(office.raw) == 1


def test_no_password_is_sent_without_encryption(employee: Employee) -> None:
    """A server that asks for one and cannot encrypt gets none, also on this computer."""
    office = PostOffice(login=True)
    office.also = ["250-AUTH PLAIN LOGIN"]
    with office, pytest.raises(Misconfigured) as told:
        employee.send(office.port, Draft("Hello"))

    assert told.value.params["reason"] == "no_encryption"
    assert office.logins == []


def test_a_wrong_password_is_a_matter_of_signing_in(trusting: Authority, employee: Employee) -> None:
    """The server says 535: the sign-in is refused, and nothing is sent."""
    employee.secret = Password(USER, "wrong").secret()
    with PostOffice(tls(trusting), login=True) as office, pytest.raises(SignIn) as told:
        employee.send(office.port, Draft("Hello"))

    assert told.value.params["reason"] == "refused"
    assert office.raw == []


def test_a_server_that_wants_a_sign_in_says_so(trusting: Authority, employee: Employee) -> None:
    """Without a password it is asked all the same, and its refusal is taken for what it means."""
    employee.secret = Password(USER, "").secret()
    with (
        PostOffice(tls(trusting), login=True, login_needed=True) as office,
        closing(employee.portal(office.port)) as portal,
        pytest.raises(SignIn) as told,
    ):
        portal.probe()

    assert told.value.params["reason"] == "no_password"


def test_a_server_that_takes_no_password_at_all_is_said_to(trusting: Authority, employee: Employee) -> None:
    """Only a sign-in by OAuth, or one of a domain: it is named, no password is sent, and what may help is told."""
    office = PostOffice(tls(trusting), without=("LOGIN", "PLAIN"))
    office.also = ["250-AUTH XOAUTH2 OAUTHBEARER"]
    with office, pytest.raises(Misconfigured) as told:
        employee.send(office.port, Draft("Hello"))

    words = explain_error(told.value)
    assert told.value.params == {"reason": "sign_in_unknown", "offered": "OAUTHBEARER, XOAUTH2"}
    assert "OAUTHBEARER, XOAUTH2" in words.hint
    assert "SMTP relay" in words.hint
    assert office.raw == []


@pytest.mark.parametrize(
    ("also", "answer"),
    [("250-AUTH XOAUTH2", "535 5.7.139 Authentication unsuccessful"), ("250-HELP", "534 5.7.9 Too weak")],
)
def test_a_refused_password_may_have_to_be_an_app_password(
    trusting: Authority, employee: Employee, also: str, answer: str
) -> None:
    """Where OAuth is offered, too, or passwords are called too weak: nobody is told that theirs is surely wrong."""
    office = PostOffice(tls(trusting), login=True)
    office.also, office.answers["AUTH"] = [also], answer
    with office, pytest.raises(SignIn) as told:
        employee.send(office.port, Draft("Hello"))

    assert told.value.params == {"reason": "refused", "way": "app_password"}
    assert "app password" in explain_error(told.value).hint
    assert "app password" in refusal_of_password(told.value)


def test_relaying_denied_to_a_stranger_means_sign_in(trusting: Authority, employee: Employee) -> None:
    """Some servers do not say that a password is missing, only that they are no relay; with one they mean it."""
    with PostOffice(tls(trusting), login=True) as office:
        office.answers["RCPT"] = "554 5.7.1 Relay access denied"
        with pytest.raises(Rejected, match="Relay access denied"):
            employee.send(office.port, Draft("Hello"))
        employee.secret = Password(USER, "").secret()
        with pytest.raises(SignIn) as told:
            employee.send(office.port, Draft("Hello"))

    assert told.value.params["reason"] == "no_password"


def test_no_password_is_needed_where_the_server_asks_for_none(office: PostOffice, employee: Employee) -> None:
    """The employee's address, from the address of the portal or from the sign-in, is enough."""
    employee.secret = None
    with closing(employee.portal(office.port, sender="kim@example.com")) as portal:
        me = portal.probe().me
    with closing(employee.portal(office.port)) as portal, pytest.raises(SignIn):
        portal.probe()
    employee.secret = Password("ann", "").secret()
    with closing(employee.portal(office.port)) as portal, pytest.raises(SignIn) as told:
        portal.probe()

    assert (me.email, me.id) == ("kim@example.com", f"mail:{HELPDESK}/kim@example.com")
    assert told.value.params["reason"] == "no_address"


@pytest.mark.parametrize(
    ("at", "answer", "kind", "said"),
    [
        ("MAIL", "451 4.3.0 Try later", Busy, None),
        ("MAIL", "553 5.7.1 Not your address", Rejected, "Not your address (553)"),
        ("MAIL", "552 5.3.4 Too big", TooLarge, None),
        ("MAIL", "530 5.7.0 Who are you", SignIn, None),
        ("RCPT", "450 4.2.0 Greylisted", Busy, None),
        ("RCPT", "550 5.1.1 No such mailbox", Rejected, "No such mailbox (550)"),
        ("RCPT", "552 5.2.2 Mailbox full", Rejected, "Mailbox full (552)"),
        ("DATA", "452 4.3.1 Disk full", Busy, None),
        ("DATA", "421 4.3.0 Going down", Busy, None),
        ("DATA", "554 5.7.1 Looks like spam\x1b[31m", Rejected, "Looks like spam [31m (554)"),
        ("DATA", "552 Too big", TooLarge, None),
        ("DATA", "550", Rejected, "550"),
    ],
)
def test_what_a_server_refuses_is_told_in_its_words(
    office: PostOffice, employee: Employee, at: str, answer: str, kind: type[TrayAppError], said: str | None
) -> None:
    """For now, for good, for its size or for who asks: wherever in the conversation it says so, nothing was taken."""
    office.answers[at] = answer
    with pytest.raises(kind) as told:
        employee.send(office.port, Draft("Hello"))

    assert type(told.value) is kind
    if said is not None:
        assert isinstance(told.value, Rejected)
        assert told.value.fields == {"": said}


def test_a_probe_asks_whether_mail_is_taken_and_sends_none(office: PostOffice, employee: Employee) -> None:
    """Who one is, what goes: nothing of tickets is told, and nothing is asked before it is sent again."""
    with closing(employee.portal(office.port)) as portal:
        probe = portal.probe()
        office.answers["RCPT"] = "550 5.1.1 No such mailbox"
        with pytest.raises(Rejected):
            portal.probe()

    able = probe.capabilities
    assert (probe.me.email, probe.name, probe.server_time) == (USER, HELPDESK, None)
    assert (able.views, able.submit_once, able.update_once) == (frozenset(), Once.NONE, Once.NONE)
    assert able.encrypted  # nobody else listens on this computer
    assert office.raw == []


def test_the_servers_limit_is_known_before_sending(employee: Employee) -> None:
    """Files of the size that it was said to take are taken; more is refused without a byte of it being sent."""
    with PostOffice(size=1_000_000) as office:
        with closing(employee.portal(office.port)) as portal:
            limit = portal.probe().capabilities.max_total
        assert limit is not None
        assert 600_000 < limit < 750_000
        employee.send(office.port, Draft("Fits", files=(employee.file(bytes(limit)),)))
        with pytest.raises(TooLarge) as told:
            employee.send(office.port, Draft("Too much", files=(employee.file(bytes(limit + 150_000)),)))

    assert told.value.params == {"size": str(limit + 150_000), "limit": str(limit)}
    assert [mail["Subject"] for mail in office.got] == ["Fits"]


def test_letters_beyond_ascii_in_an_address_need_a_server_that_knows_them(employee: Employee) -> None:
    """SMTPUTF8 is used where it is offered; elsewhere the address is named as what is in the way."""
    employee.secret = Password("jörg@example.com", "").secret()
    with PostOffice(utf8=True) as office:
        employee.send(office.port, Draft("Grüße"))
    with PostOffice() as old, pytest.raises(Misconfigured) as told:
        employee.send(old.port, Draft("Grüße"))

    assert (office.got[0]["From"], office.senders) == ("jörg@example.com", ["jörg@example.com"])
    assert told.value.params["reason"] == "not_ascii"


def test_nothing_but_an_address_is_told_of_this_computer(office: PostOffice, employee: Employee) -> None:
    """The greeting names no host of the company's."""
    employee.send(office.port, Draft("Hello"))

    assert office.greeted == ["[127.0.0.1]"]


def test_a_server_that_is_not_there_is_offline(employee: Employee) -> None:
    """Nothing was sent, and it is tried again by itself."""
    with PostOffice() as gone:
        port = gone.port
    with pytest.raises(Offline):
        employee.send(port, Draft("Hello"))
    with (
        closing(employee.portal(port, host="no-such-host.invalid")) as portal,
        pytest.raises(Offline) as told,
    ):
        portal.probe()

    assert told.value.params["reason"] == "no_network"


@pytest.mark.parametrize("kept", [b"", b"other bytes", b"too many bytes for it"])
def test_a_file_that_changed_on_the_disk_is_never_sent(
    office: PostOffice, employee: Employee, kept: bytes
) -> None:
    """Shorter, longer or other than it was: the mail is broken off before its end, and the server takes nothing."""
    file: StoredFile = employee.file(b"right bytes", "log.txt", "text/plain")
    employee.spool.kept[file.sha256] = kept
    with pytest.raises(LocalFault) as told:
        employee.send(office.port, Draft("Hello", files=(file,)))

    assert told.value.params == {"reason": "file_damaged", "name": "log.txt"}
    assert office.raw == []


def test_changes_ask_nobody(employee: Employee) -> None:
    """Nothing new, at no cost, and what a probe says of itself stays the same until policy.toml changes."""
    with PostOffice() as office, closing(employee.portal(office.port)) as portal:
        about = portal.probe().about
    page = portal.changes(None)
    employee.overlay = {"mail": {"unencrypted": True}}
    later = portal.changes("mail")

    assert isinstance(page, Changes)
    assert isinstance(later, Changes)
    assert (page.tickets, page.more, page.about) == ((), False, about)
    assert later.about != about
