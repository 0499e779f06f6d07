"""One MIME message in pieces: what is written here as bytes, files as they lie in the spool until they are sent."""

from __future__ import annotations

import re
import secrets
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email import policy as policies
from email.message import EmailMessage
from email.utils import format_datetime

from trayapp import __version__
from trayapp.core.model import StoredFile
from trayapp.core.text import one_line
from trayapp.portals.smtp.text import Words

LONGEST_SUBJECT = 200
"""Letters; a longer one is cut, and stands whole in the text."""
LONGEST_NAME = 120
"""Letters of a file's name."""
LINE = 57
"""Bytes of a file in one line of base64, which is 76 letters."""
_WORD = 42
"""Bytes of text in an encoded word."""
_INLINE = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
_MEDIA_TYPE = re.compile(
    r"(?!multipart/|message/)[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}"
)
_UNWANTED = re.compile(r"[\x00-\x1f\x7f/\\\"]")

Piece = bytes | StoredFile


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail is made of."""

    message_id: str
    """With its angle brackets."""
    sender: str
    to: str
    subject: str
    at: datetime
    words: Words
    files: Sequence[StoredFile] = ()
    answers: str = ""
    """The message id of the mail that this one goes on from."""
    document: tuple[str, bytes] | None = None
    """The name of a JSON file, and what is in it."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A message, ready to be sent."""

    pieces: tuple[Piece, ...]
    files: tuple[StoredFile, ...] = field(default=())

    @property
    def international(self) -> bool:
        """There is more than ASCII in it: in an address, for nothing else may hold it."""
        return any(isinstance(piece, bytes) and not piece.isascii() for piece in self.pieces)

    @property
    def size(self) -> int:
        """Bytes, as a server counts them."""
        return sum(len(piece) if isinstance(piece, bytes) else encoded(piece.size) for piece in self.pieces)


def encoded(size: int) -> int:
    """Bytes of a file of that size in base64, with its lines' ends."""
    lines, rest = divmod(size, LINE)
    return lines * 78 + (4 * -(-rest // 3) + 2 if rest else 0)


def decoded(size: int) -> int:
    """Bytes of the largest file that is no larger than this in base64, with its lines' ends."""
    return max(0, size // 78 * LINE)


def compose(letter: Letter) -> Mail:
    """The mail: text twice, pictures shown and named, everything else attached."""
    rules = policies.SMTP if _ascii(letter) else policies.SMTPUTF8
    message = EmailMessage(policy=rules.clone(cte_type="7bit"))
    for name, value in _headers(letter):
        message[name] = value
    stands: dict[str, StoredFile] = {}
    shown = [(f"{secrets.token_hex(8)}@trayapp", file) for file in letter.files if _type(file) in _INLINE]
    text = EmailMessage(policy=message.policy) if shown else message
    text.set_content(letter.words.plain(), cte="quoted-printable")
    pictures = tuple((cid, _name(file.name)) for cid, file in shown)
    text.add_alternative(letter.words.html(pictures), subtype="html", cte="quoted-printable")
    if shown:
        # around both forms of the text: who reads only the plain one has the pictures all the same
        message["MIME-Version"] = "1.0"
        message["Content-Type"] = 'multipart/related; type="multipart/alternative"'
        message.attach(text)
    for cid, file in shown:
        content, kind, sub = _stand(file, stands)
        picture = EmailMessage(policy=message.policy)
        picture.set_content(
            content, kind, sub, filename=_name(file.name), disposition="inline", cid=f"<{cid}>"
        )
        message.attach(picture)
    if letter.document:
        name, content = letter.document
        message.add_attachment(content, "application", "json", filename=name)
    for file in letter.files:
        if _type(file) not in _INLINE:
            content, kind, sub = _stand(file, stands)
            message.add_attachment(content, kind, sub, filename=_name(file.name))
    whole = subject_line(letter.subject) + message.as_bytes()
    return Mail(tuple(_pieces(whole, stands)), tuple(letter.files))


def subject_line(subject: str) -> bytes:
    """The header. The email package takes what looks like an encoded word for one, whoever wrote it (RFC 2047)."""
    said = one_line(subject, LONGEST_SUBJECT)
    if not said.isascii() or "=?" in said:
        words = (f"=?utf-8?b?{_line(part.encode())}?=" for part in _short(said))
        said = "\r\n ".join(words)
    return f"Subject: {said}\r\n".encode()


def _short(text: str) -> Iterator[str]:
    """Parts of which each is a word of at most 75 letters, encoded; no letter is torn apart."""
    part = ""
    for letter in text:
        if len((part + letter).encode()) > _WORD:
            yield part
            part = ""
        part += letter
    yield part


def _headers(letter: Letter) -> Iterator[tuple[str, str]]:
    yield "From", letter.sender
    yield "To", letter.to
    yield "Date", format_datetime(letter.at)
    yield "Message-ID", letter.message_id
    if letter.answers:
        yield "In-Reply-To", letter.answers
        yield "References", letter.answers
    yield "User-Agent", f"trayapp/{__version__}"


def _stand(file: StoredFile, stands: dict[str, StoredFile]) -> tuple[bytes, str, str]:
    """What stands in the message where the file will be: 27 bytes that nobody can guess make one line of base64."""
    mark = secrets.token_bytes(27)
    stands[_line(mark)] = file
    kind, _, sub = _type(file).partition("/")
    return mark, kind, sub


def _pieces(whole: bytes, stands: dict[str, StoredFile]) -> Iterator[Piece]:
    rest = whole
    # in the order in which they stand there
    for mark in sorted(stands, key=lambda mark: whole.index(mark.encode())):
        before, _, rest = rest.partition(f"{mark}\r\n".encode())
        yield before
        yield stands[mark]
    yield rest


def _line(content: bytes) -> str:
    return b64encode(content).decode()


def _type(file: StoredFile) -> str:
    told = file.media_type.lower()
    return told if _MEDIA_TYPE.fullmatch(told) else "application/octet-stream"


def _name(name: str) -> str:
    """The end of it counts: there it says what kind of file it is."""
    plain = _UNWANTED.sub("_", one_line(name[-4 * LONGEST_NAME :], 4 * LONGEST_NAME))
    return plain[-LONGEST_NAME:].strip() or "file"


def _ascii(letter: Letter) -> bool:
    return letter.sender.isascii() and letter.to.isascii()
