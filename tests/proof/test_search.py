"""The search finds a planted marker in every form, and nothing where there is none."""

from __future__ import annotations

import gzip
import random
import struct
import zlib
from base64 import b64encode, encodebytes, urlsafe_b64encode
from collections.abc import Callable

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from tests.proof import marker
from tests.proof.likeness import PLACE, SCREEN
from tests.proof.search import Search
from trayapp.capture.encode import encode
from trayapp.ui.pictures.picture import raw_shot


def noise(length: int, seed: int = 1) -> bytes:
    """Bytes that are nothing."""
    return random.Random(seed).randbytes(length)


def screen(*, hidden: bool = False) -> QImage:
    """A screen with the marker on it."""
    made = QImage(*SCREEN, QImage.Format.Format_RGB32)
    made.fill(QColor("#3d5a73"))
    painter = QPainter(made)
    painter.drawImage(*PLACE, marker.image())
    if hidden:
        painter.fillRect(QRect(*PLACE, marker.SIDE, marker.SIDE), QColor("black"))
    painter.end()
    return made


def part() -> QImage:
    """Of the screen, with the marker in the middle."""
    return screen().copy(PLACE[0] - 52, PLACE[1] - 20, 200, 180)


def saved(picture: QImage, form: str, quality: int = -1) -> bytes:
    """The picture as Qt writes it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(form.encode()))
    writer.setQuality(quality)
    assert writer.write(picture)
    return bytes(buffer.data().data())


def bits(picture: QImage, form: QImage.Format) -> bytes:
    """Its bytes in memory."""
    return bytes(picture.convertToFormat(form).constBits())


def own_png(picture: QImage) -> bytes:
    """The picture as the program writes it."""
    return encode(raw_shot(picture, "")).data


PLANTED: dict[str, Callable[[], bytes]] = {
    "as it comes from the screen": lambda: bits(part(), QImage.Format.Format_RGB32),
    "without alpha byte": lambda: bits(part(), QImage.Format.Format_RGB32).replace(b"\xff", b"\0"),
    "rgb": lambda: bits(part(), QImage.Format.Format_RGB888),
    "bgr": lambda: bits(part(), QImage.Format.Format_BGR888),
    "rgba": lambda: bits(part(), QImage.Format.Format_RGBA8888),
    "argb": lambda: b"\xff" + bits(part(), QImage.Format.Format_RGBA8888),
    "one row": lambda: bits(marker.image().copy(0, 77, 96, 1), QImage.Format.Format_RGB888),
    "png of Qt": lambda: saved(part(), "PNG"),
    "png of ours": lambda: own_png(part()),
    "webp": lambda: saved(part(), "WEBP", 100),
    "small picture": lambda: own_png(screen().scaledToWidth(144, Qt.TransformationMode.SmoothTransformation)),
    "jpeg": lambda: saved(screen(), "JPEG", 80),
    "zlib": lambda: zlib.compress(bits(part(), QImage.Format.Format_RGB32)),
    "zlib, cut off": lambda: zlib.compress(bits(part(), QImage.Format.Format_RGB32))[:-900],
    "gzip of base64 of png": lambda: gzip.compress(b64encode(own_png(part()))),
    "base64": lambda: b64encode(bits(marker.image(), QImage.Format.Format_RGB888)),
    "base64 for addresses": lambda: urlsafe_b64encode(saved(part(), "WEBP", 100)),
    "base64 in lines": lambda: encodebytes(own_png(part())),
    "base64 in json": lambda: b'{"file":"' + b64encode(own_png(part())) + b'"}',
    "utf-8": marker.SENTENCE.encode,
    "upper case": marker.SENTENCE.upper().encode,
    "utf-16": lambda: marker.SENTENCE.encode("utf-16-le"),
    "utf-16, big end first": lambda: marker.SENTENCE.encode("utf-16-be"),
    "password": marker.PASSWORD.encode,
    "one word": marker.WORD.encode,
    "words in base64": lambda: b64encode(b"x" + marker.WORD.encode() + b"yz"),
    "words in zlib": lambda: zlib.compress(b"hello " + marker.SENTENCE.encode()),
}


@pytest.mark.parametrize("form", PLANTED)
def test_a_planted_marker_is_found(form: str) -> None:
    """Wherever it stands among other bytes."""
    assert Search().find(noise(10_000) + PLANTED[form]() + noise(5_000, 2))


@pytest.mark.parametrize("interlace", [0, 1, 2, 3, 4])
def test_a_png_that_was_cut_off_is_read_as_far_as_it_goes(interlace: int) -> None:
    """A program that is killed leaves a file without an end; its rows are filtered in any of the five ways."""
    whole = _filtered_png(bits(part(), QImage.Format.Format_RGB888), part().width(), interlace)

    findings = Search().find(whole[: len(whole) * 9 // 10])

    assert [each.form for each in findings if "torn" in each.form]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(lambda: noise(500_000), id="noise"),
        pytest.param(lambda: own_png(screen(hidden=True)), id="hidden"),
        pytest.param(lambda: saved(screen(hidden=True), "WEBP", 100), id="hidden in webp"),
        pytest.param(lambda: bits(screen(hidden=True), QImage.Format.Format_RGB32), id="hidden in memory"),
        pytest.param(lambda: own_png(marker.image(seed=7)), id="another marker"),
        pytest.param(lambda: b64encode(noise(100_000)), id="base64 of noise"),
    ],
)
def test_nothing_is_found_where_nothing_is(data: Callable[[], bytes]) -> None:
    """A search that always finds proves as little as one that never does."""
    assert Search().find(data()) == []


def test_another_block_at_the_same_place_is_not_the_marker() -> None:
    """Likeness is of colours, not of there being colours."""
    picture = screen()
    painter = QPainter(picture)
    painter.drawImage(*PLACE, marker.image(seed=7))
    painter.end()

    assert Search().find(own_png(picture)) == []


def _filtered_png(rgb: bytes, width: int, kind: int) -> bytes:
    """With every row filtered in that way."""
    length, above, rows = width * 3, bytes(width * 3), bytearray()
    for at in range(0, len(rgb), length):
        row = rgb[at : at + length]
        left, corner = bytes(3) + row[:-3], bytes(3) + above[:-3]
        guesses = {
            0: bytes(length),
            1: left,
            2: above,
            3: bytes((a + b) // 2 for a, b in zip(left, above, strict=True)),
            4: bytes(_paeth(*each) for each in zip(left, above, corner, strict=True)),
        }[kind]
        rows += bytes([kind]) + bytes((a - b) & 255 for a, b in zip(row, guesses, strict=True))
        above = row
    head = struct.pack(">IIBBBBB", width, len(rgb) // length, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(rows))
    pieces = [packed[at : at + 8192] for at in range(0, len(packed), 8192)]
    chunks = [(b"IHDR", head), *((b"IDAT", piece) for piece in pieces), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    distances = (abs(guess - left), abs(guess - above), abs(guess - corner))
    return (left, above, corner)[distances.index(min(distances))]
