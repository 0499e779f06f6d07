"""Whatever somebody writes, the mail has the headers that we give it, and lines that every server takes."""

from __future__ import annotations

import hashlib
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.portals.smtp.conftest import NOW, OP, Employee
from tests.portals.smtp.post_office import PostOffice
from trayapp.core.model import Draft, Fact, FileKind, StoredFile
from trayapp.core.text import one_line
from trayapp.portals.smtp.mail import LONGEST_SUBJECT, Letter, Mail, compose, decoded, encoded
from trayapp.portals.smtp.text import Words

ANY = st.text(st.characters(), max_size=400)
NASTY = (
    "Printer\r\nBcc: eve@example.com\r\n\r\n<script>alert(1)</script>\n.\n=?utf-8?q?x?= \udcff \u202egnp.exe"
)
HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "User-Agent", "MIME-Version", "Content-Type"}


def made(subject: str, said: str, name: str, media_type: str = "image/png") -> tuple[Mail, EmailMessage]:
    """A mail of these, and how a mail program reads it."""
    content = b"\x89PNG" * 40
    file = StoredFile(name, media_type, len(content), hashlib.sha256(content).hexdigest(), FileKind.FILE)
    facts = (Fact(said[:20], said), Fact("os", "x"))
    words = Words(said, ((subject[:50], said),), facts, "AB-CD-EF")
    mail = compose(
        Letter(f"<{OP}@example.com>", "ann@example.com", "help@example.org", subject, NOW, words, (file,))
    )
    raw = b"".join(piece if isinstance(piece, bytes) else b"AAAA\r\n" for piece in mail.pieces)
    read = message_from_bytes(raw, policy=policy.default)
    assert isinstance(read, EmailMessage)
    return mail, read


@settings(deadline=None)
@given(ANY, ANY, ANY)
@example(NASTY, NASTY, NASTY)
@example("x" * 5000, "y" * 5000, "z" * 5000)
@example("ü" * 5000, "🙂" * 5000, "ß" * 5000 + ".png")
@example("a " * 300, " \n" * 300, "../../etc/passwd")
@example("", "", "")
@example("\N{LINE SEPARATOR}\x85\x0b\x0c\x1c", "\x00\x85\u2028", "\x85\u2028.png")
def test_no_words_make_a_header(subject: str, said: str, name: str) -> None:
    """The headers are ours alone; each line is ASCII and short; nothing is damaged by what stands in it."""
    mail, read = made(subject, said, name)

    assert set(read.keys()) == HEADERS
    assert len(read.keys()) == len(HEADERS)
    assert read["Subject"] == one_line(subject, LONGEST_SUBJECT)
    assert (read["From"], read["To"]) == ("ann@example.com", "help@example.org")
    assert not mail.international
    for piece in mail.pieces:
        if isinstance(piece, bytes):
            assert all(len(line) <= 998 for line in piece.split(b"\r\n"))
            assert b"\n" not in piece.replace(b"\r\n", b"")
            assert b"\r" not in piece.replace(b"\r\n", b"")
    for part in read.walk():
        assert not part.defects
        assert set(part.keys()) <= HEADERS | {
            "Content-Transfer-Encoding",
            "Content-Disposition",
            "Content-ID",
        }


@settings(deadline=None)
@given(ANY)
@example("=" * 200 + "\n" + "." * 200)
@example("\t tab \n  lead\n trail \n")
def test_words_arrive_as_they_were_written(said: str) -> None:
    """Each line of the text is read back as it was, save for halves of characters and the signs that end lines."""
    _, read = made("x", said, "a.png")

    body = read.get_body(("plain",))
    assert body is not None
    arrived = body.get_content()
    meant = said.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert arrived.splitlines()[: len(meant.splitlines())] == meant.splitlines()


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_html_shows_words_and_runs_none(said: str) -> None:
    """What looks like a tag is text."""
    told = Words(f"<b>{said}</b>", ((said, said),), (Fact(said, said),)).html((("a@b", said),))

    assert "<b>" not in told
    assert told.count("<") == told.count(">")
    assert "<script" not in told


@pytest.mark.parametrize(
    ("name", "arrives"),
    [
        ("Bildschirm für Jörg.png", "Bildschirm für Jörg.png"),
        ("a\r\nContent-Type: text/html\r\n\r\n.png", "a Content-Type: text_html .png"),
        ('quo"te;semi.png', "quo_te;semi.png"),
        ("../../etc/passwd", ".._.._etc_passwd"),
        ("x" * 500 + ".png", "x" * 116 + ".png"),
        ("日本語のとても長い名前" * 10 + ".png", None),
        ("", "file"),
    ],
)
def test_a_file_has_its_name_and_no_other_headers(name: str, arrives: str | None) -> None:
    """Letters of every script arrive; line breaks and paths do not."""
    _, read = made("x", "y", name)

    (found,) = [part.get_filename() for part in read.walk() if part.get_filename()]
    assert arrives is None or found == arrives
    assert found is not None
    assert found.endswith(name[-4:])


@pytest.mark.parametrize(
    "media_type", ["message/rfc822", "multipart/mixed", "x", "text/html; charset=x", "IMAGE/PNG"]
)
def test_a_file_of_any_type_is_a_file(media_type: str) -> None:
    """Types that would open the mail's own structure, or are none, become bytes of which nobody knows more."""
    _, read = made("x", "y", "a.bin", media_type)

    (found,) = [part for part in read.walk() if part.get_filename() == "a.bin"]
    assert found.get_content_type() in {"application/octet-stream", "image/png"}


@settings(deadline=None)
@given(st.integers(0, 5000))
def test_the_size_is_known_before_a_file_is_read(size: int) -> None:
    """As many bytes as base64 makes of it, and never less room than a file needs."""
    assert encoded(decoded(size)) <= size
    assert encoded(size) >= size * 4 / 3


@pytest.mark.parametrize("size", [1, 56, 57, 58, 58_368, 58_369, 200_001])
def test_what_is_announced_is_what_is_sent(employee: Employee, size: int) -> None:
    """The server counts the very bytes that the mail was said to have, and the file is whole."""
    content = bytes(index * 7 % 256 for index in range(size))
    file = employee.file(content, "x.bin", "application/x-thing")
    with PostOffice(size=10_000_000) as office:
        employee.send(office.port, Draft("Bytes", ".hidden\n..\n", files=(file,), written_at=NOW))

    (raw,) = office.raw
    (mail,) = office.got
    (found,) = [part for part in mail.walk() if part.get_filename() == "x.bin"]
    assert found.get_payload(decode=True) == content
    assert office.announced == [f"SIZE={len(raw)}"]


def test_a_server_that_counts_the_letters_of_a_line_takes_everything(
    office: PostOffice, employee: Employee
) -> None:
    """A real server takes what was made to break lines, headers and its own rules."""
    file = employee.file(b"x", NASTY, "image/png")
    employee.send(office.port, Draft(NASTY * 30, NASTY * 300 + "w" * 100_000, files=(file,)))

    (mail,) = office.got
    assert mail["Bcc"] is None
    assert len(mail.get_all("Subject", [])) == 1
