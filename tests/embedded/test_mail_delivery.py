"""Letters leave the portal: in order, once, never in the way of a request."""

from __future__ import annotations

import stat
import sys
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.embedded.conftest import StandingClock, World
from tests.embedded.mail_server import LOGIN, MailServer
from tests.waiting import wait_for
from trayapp.embedded import mails
from trayapp.embedded.mail_delivery import Delivery
from trayapp.embedded.mail_message import Letter, Sender, Undeliverable, compose, sender_of
from trayapp.embedded.mail_outlets import LOGIN_VARIABLE, Folder, Outlet, Smtp, smtp
from trayapp.embedded.mail_service import Post, delivering, post_of

SENDER = Sender("Acme IT", "help@acme-it.example")


def post(world: World, *recipients: str, subject: str = "Hello", body: str = "Good morning\n") -> None:
    """Letters become due."""
    with world.portal.work() as work:
        for recipient in recipients:
            mails.post(work, "receipt", recipient, subject, body)


def fail(world: World) -> None:
    """A letter is written, and its transaction fails."""
    with world.portal.work() as work:
        mails.post(work, "receipt", "never@x.example", "S", "B")
        raise RuntimeError


def forget_sent(world: World) -> None:
    """As if the portal had crashed before it noted that a letter was sent."""
    with world.portal.db.write() as tx:
        tx.execute("UPDATE mails SET sent_at = NULL")


def delivery(world: World, outlet: Outlet, clock: StandingClock | None = None) -> Delivery:
    """Sends when told."""
    return Delivery(world.portal.db, outlet, SENDER, clock or world.clock)


def recipients(server: MailServer) -> list[str]:
    """Who got something, in order."""
    return [str(message["To"]) for message in server.got]


def unsent(world: World) -> list[int]:
    """Numbers of the letters that are still to be sent."""
    with world.portal.db.read() as tx:
        found = tx.execute("SELECT seq FROM mails WHERE sent_at IS NULL AND given_up_at IS NULL")
        return [row["seq"] for row in found]


def files(folder: Path) -> list[EmailMessage]:
    """The letters in a folder, in order."""
    found = [
        message_from_bytes(path.read_bytes(), policy=policy.default) for path in sorted(folder.glob("*.eml"))
    ]
    return [message for message in found if isinstance(message, EmailMessage)]


@pytest.mark.rule("TK-1")
def test_letters_go_to_the_mail_server_in_order_and_once(world: World) -> None:
    """Each is marked when the server has it; another run sends nothing."""
    post(world, "one@x.example", "two@x.example", "three@x.example")
    with MailServer() as server:
        assert delivery(world, server.outlet()).deliver() is None
        assert recipients(server) == ["one@x.example", "two@x.example", "three@x.example"]
        delivery(world, server.outlet()).deliver()
        assert len(server.got) == 3
    assert unsent(world) == []


def test_the_words_of_a_letter_go_with_it(world: World, tmp_path: Path) -> None:
    """Links in it open accounts; once it is sent or given up, the database holds them no longer."""
    post(world, "one@x.example", body="http://portal/account/reset?link=secret")
    delivery(world, Folder(tmp_path)).deliver()
    with world.portal.db.read() as tx:
        assert [row["body"] for row in tx.execute("SELECT body FROM mails")] == [""]
    assert "link=secret" in files(tmp_path)[0].get_content()


def test_a_letter_is_plain_text_with_everything_a_letter_needs(world: World) -> None:
    """From the portal, dated when it was written, with an id of its own, marked as automatic, in any script."""
    post(world, "one@x.example", subject="Größe – 漢字", body="Grüße\nund Küsse 漢字\n")
    with MailServer() as server:
        delivery(world, server.outlet()).deliver()
    (message,) = server.got
    assert str(message["From"]) == "Acme IT <help@acme-it.example>"
    assert message["Subject"] == "Größe – 漢字"
    assert message["Date"].datetime == world.clock.now
    assert message["Message-ID"].endswith("@acme-it.example>")
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert message.get_content().splitlines() == ["Grüße", "und Küsse 漢字"]


@pytest.mark.expect_log("letters wait, as they cannot be sent now")
def test_while_the_server_is_away_letters_wait_longer_and_longer(world: World) -> None:
    """It is left alone for 10 s, 20 s, 40 s … up to an hour, and told of once; then all go, in order."""
    post(world, "one@x.example", "two@x.example")
    server = MailServer()
    sending = delivery(world, server.outlet())
    pauses = []
    for _ in range(11):
        until = sending.deliver()
        assert until is not None
        assert sending.deliver() == until
        pauses.append((until - world.clock.now).total_seconds())
        world.clock.now = until
    assert pauses == [10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]
    with server:
        assert sending.deliver() is None
    assert recipients(server) == ["one@x.example", "two@x.example"]


def test_a_recipient_who_is_refused_for_now_holds_nobody_up(world: World) -> None:
    """The others get theirs at once; that one is tried again later."""
    post(world, "full@x.example", "two@x.example")
    with MailServer() as server:
        server.refuse["full@x.example"] = "452 mailbox full"
        sending = delivery(world, server.outlet())
        again = sending.deliver()
        assert again == world.clock.now + timedelta(seconds=10)
        assert recipients(server) == ["two@x.example"]
        server.refuse.clear()
        assert sending.deliver() == again
        world.clock.now = again
        assert sending.deliver() is None
        assert recipients(server) == ["two@x.example", "full@x.example"]


@pytest.mark.expect_log(r"letter 1 \(receipt\) is given up: refused \(550\)")
def test_a_recipient_who_is_none_is_given_up(world: World) -> None:
    """At once, with a line in the log that does not name anybody."""
    post(world, "nobody@x.example", "two@x.example")
    with MailServer() as server:
        server.refuse["nobody@x.example"] = "550 no such user"
        assert delivery(world, server.outlet()).deliver() is None
    assert (recipients(server), unsent(world)) == (["two@x.example"], [])


@pytest.mark.expect_log(r"letter 1 \(receipt\) is given up: not taken \(452\)")
def test_a_letter_that_is_never_taken_is_given_up_after_five_days(world: World) -> None:
    """Until then it is tried again and again."""
    post(world, "full@x.example")
    with MailServer() as server:
        server.refuse["full@x.example"] = "452 mailbox full"
        sending = delivery(world, server.outlet())
        world.clock.forward(days=5)
        assert sending.deliver() is not None
        world.clock.forward(hours=2)
        assert sending.deliver() is None
    assert unsent(world) == []


@pytest.mark.parametrize("answer", ["451 try later", "554 looks like spam"])
def test_a_letter_refused_after_its_text_is_sent_later_or_never(
    world: World, answer: str, caplog: pytest.LogCaptureFixture
) -> None:
    """As the server says."""
    caplog.set_level("ERROR", "trayapp.embedded.mail_delivery")
    post(world, "one@x.example")
    with MailServer() as server:
        server.after_data.append(answer)
        again = delivery(world, server.outlet()).deliver()
    assert (again is None, unsent(world)) == ((True, []) if answer.startswith("5") else (False, [1]))


@pytest.mark.expect_log("is given up: no address")
@pytest.mark.parametrize(
    "recipient",
    ["no address", "a@b@c", "x@y.example\r\nBcc: z@y.example", "", "<a@b.example>", "ü b@x.example", "ü"],
)
def test_what_is_no_address_is_given_up(world: World, tmp_path: Path, recipient: str) -> None:
    """Nothing in it becomes a header or a second recipient."""
    post(world, recipient, "two@x.example")
    delivery(world, Folder(tmp_path)).deliver()
    assert [message["To"] for message in files(tmp_path)] == ["two@x.example"]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x00", "\x0b"])
def test_a_subject_cannot_add_a_header(world: World, tmp_path: Path, end: str) -> None:
    """Whatever ends a line somewhere is a blank."""
    post(world, "one@x.example", subject=f"Printer{end}Bcc: eve@x.example{end}{end}Text")
    delivery(world, Folder(tmp_path)).deliver()
    (message,) = files(tmp_path)
    assert message["Subject"] == "Printer Bcc: eve@x.example Text"
    assert message["Bcc"] is None
    assert message.get_content().splitlines() == ["Good morning"]


def test_a_name_with_line_breaks_stays_in_its_header() -> None:
    """The portal's name comes from a policy file that somebody wrote."""
    letter = Letter(
        1, "l_1", "receipt", "a@x.example", "S", "B", datetime.fromisoformat("2026-03-02T15:00Z"), 0
    )
    message = compose(letter, Sender("Acme\r\nBcc: eve@x.example", "help@x.example"))
    assert str(message["From"]) == '"Acme Bcc: eve@x.example" <help@x.example>'
    with pytest.raises(Undeliverable):
        compose(letter, Sender("Acme", "no address"))


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are those of POSIX")
def test_without_a_server_letters_become_files(world: World, tmp_path: Path) -> None:
    """Readable by this user alone, named by number, kind and recipient, complete or not there."""
    folder = tmp_path / "data" / "mail"
    post(world, "one@x.example", "a/b@x.example", "two+tag@x.example", "ünï@bücher.example", body="漢字\n")
    delivery(world, Folder(folder)).deliver()
    assert sorted(path.name for path in folder.iterdir()) == [
        "000001-receipt-one@x.example.eml",
        "000002-receipt-a_b@x.example.eml",
        "000003-receipt-two+tag@x.example.eml",
        "000004-receipt-_n_@b_cher.example.eml",
    ]
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert files(folder)[2].get_content().splitlines() == ["漢字"]


def test_a_crash_before_the_mark_makes_no_second_file(world: World, tmp_path: Path) -> None:
    """The same letter is the same file; to a mail server it goes with the same id."""
    post(world, "one@x.example")
    for _ in range(2):
        delivery(world, Folder(tmp_path)).deliver()
        forget_sent(world)
    with MailServer() as server:
        delivery(world, server.outlet()).deliver()
        forget_sent(world)
        delivery(world, server.outlet()).deliver()
    (message,) = files(tmp_path)
    assert [each["Message-ID"] for each in server.got] == [message["Message-ID"]] * 2


def test_letters_go_out_by_themselves_after_the_commit(world: World, tmp_path: Path) -> None:
    """The thread is woken, and what an earlier run left goes first; nothing of what failed is sent."""
    post(world, "earlier@x.example")
    with delivering(world.portal, Post(), tmp_path):
        wait_for(lambda: not unsent(world), "the letter of the run before")
        post(world, "one@x.example")
        with pytest.raises(RuntimeError):
            fail(world)
        wait_for(lambda: not unsent(world), "the new letter")
    assert [message["To"] for message in files(tmp_path / "mail")] == ["earlier@x.example", "one@x.example"]
    assert files(tmp_path / "mail")[0]["From"].addresses[0].domain == "localhost"
    post(world, "later@x.example")
    assert unsent(world) == [3]


def test_a_thread_that_waits_for_a_server_ends_at_once(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Stopping does not wait for the next try."""
    caplog.set_level("ERROR", "trayapp.embedded.mail_delivery")
    post(world, "one@x.example")
    away = MailServer().outlet()
    with delivering(world.portal, Post(away, "help@x.example"), tmp_path) as running:
        wait_for(lambda: running._hold, "the first failure")
    assert not running._thread.is_alive()
    assert unsent(world) == [1]


@pytest.mark.expect_log("login_data is deprecated")  # says the test's server of itself
def test_the_portal_signs_in_to_its_mail_server(world: World) -> None:
    """With user and password, on loopback also without encryption."""
    post(world, "one@x.example")
    with MailServer(login=True) as server:
        delivery(world, server.outlet(LOGIN)).deliver()
    assert (server.logins, recipients(server)) == ([LOGIN], ["one@x.example"])


@pytest.mark.expect_log("letters wait")
def test_a_password_that_is_refused_is_told_to_nobody(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """Letters wait, and the log has neither the password nor what the server said of it."""
    post(world, "one@x.example")
    with MailServer(login=True) as server:
        assert delivery(world, server.outlet(("portal", "another secret"))).deliver() is not None
    assert "another secret" not in caplog.text
    assert "another secret" not in repr(server.outlet(("portal", "another secret")))


@pytest.mark.expect_log("the server offers no encryption, and the password is not sent without")
def test_a_password_is_not_sent_in_the_open(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """To another computer only encrypted."""
    monkeypatch.setattr("trayapp.embedded.mail_outlets._is_loopback", lambda host: False)
    post(world, "one@x.example")
    with MailServer(login=True) as server:
        delivery(world, server.outlet(LOGIN)).deliver()
    assert (server.logins, server.got) == ([], [])


def test_the_command_line_names_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Host and port, the login from the environment, which then holds it no longer."""
    monkeypatch.setenv(LOGIN_VARIABLE, "user:pass:word")
    assert post_of("mail.example:587", "help@x.example") == Post(
        Smtp("mail.example", 587, ("user", "pass:word")), "help@x.example"
    )
    assert post_of("[::1]:2525", None) == Post(Smtp("::1", 2525))
    assert smtp("mail.example", None) == Smtp("mail.example", 25)
    assert post_of(None, None) == Post()


@pytest.mark.parametrize(
    ("place", "sender", "login"),
    [
        ("mail.example:x", None, ""), ("mail.example:99999", None, ""), ("", "x", ""), (":25", None, ""),
        ("user:secret@mail.example", None, ""), ("mail.example/x", None, ""), ("mail.example", None, "secret"),
        ("mail.example", "no address", ""), ("mail.example", "a@b.example\n", ""),
    ],
)  # fmt: skip
def test_what_names_no_server_is_refused(
    place: str, sender: str | None, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a reason that does not tell the login."""
    monkeypatch.setenv(LOGIN_VARIABLE, login)
    with pytest.raises(ValueError, match=r".+") as refused:
        post_of(place, sender)
    assert "user:secret" not in str(refused.value) or place.startswith("user")
    assert login == "" or login not in str(refused.value).replace(LOGIN_VARIABLE, "")


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://127.0.0.1:8000", "no-reply@localhost"),
        ("http://[::1]:8000", "no-reply@localhost"),
        ("https://help.acme-it.example", "no-reply@help.acme-it.example"),
    ],
)
def test_letters_are_from_the_portals_host(url: str, address: str) -> None:
    """Where no address was named."""
    assert sender_of("Acme IT", url, None) == Sender("Acme IT", address)
