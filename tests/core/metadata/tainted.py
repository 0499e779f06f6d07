"""Pictures of every kind with everything in them that must not leave, marked by words that can be searched for."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColorSpace, QImage, QImageWriter

MARKS = (b"SECRET", b"GPSPLACE", b"Exif\0\0II", b"ns.adobe.com", b"ICC_PROFILE", b"acsp")
"""What is found in none of them once they are clean."""


def drawn(width: int = 24, height: int = 16, *, alpha: bool = False) -> QImage:
    """A picture in which no two pixels next to one another are the same."""
    image = QImage(width, height, QImage.Format.Format_ARGB32 if alpha else QImage.Format.Format_RGB32)
    for y in range(height):
        for x in range(width):
            cover = (x * 10) % 256 if alpha else 255
            image.setPixel(x, y, cover << 24 | (x * 9 % 256) << 16 | (y * 13 % 256) << 8 | (x * y * 7) % 256)
    return image


def written(image: QImage, kind: str, quality: int = -1) -> bytes:
    """As Qt writes it."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, kind.encode())
    writer.setQuality(quality)
    assert writer.write(image), writer.errorString()
    return bytes(buffer.data().data())


def read(data: bytes) -> QImage:
    """As Qt reads it, with alpha, nothing but its pixels: a profile is no part of them."""
    image = QImage.fromData(data).convertToFormat(QImage.Format.Format_ARGB32)
    image.setColorSpace(QColorSpace())
    image.setDotsPerMeterX(0)
    image.setDotsPerMeterY(0)
    return image


def exif(orientation: int = 6) -> bytes:
    """EXIF with an orientation, a maker, a place, and a thumbnail that is marked."""
    entries = [
        struct.pack("<HHI4s", 0x010F, 2, 7, struct.pack("<I", 62)),
        struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0),
        struct.pack("<HHII", 0x8825, 4, 1, 70),
    ]
    directory = struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<I", 0)
    head = b"II*\0" + struct.pack("<I", 8) + directory
    return head.ljust(62, b"\0") + b"SECRET\0\0" + b"GPSPLACE 52.5N 13.4E thumbnail SECRET"


def profile() -> bytes:
    """Something like a colour profile."""
    return bytes(36) + b"acsp" + bytes(88) + struct.pack(">I", 0) + b"SECRET screen of Kim"


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk with its checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png() -> bytes:
    """With every kind of text, EXIF, profile, time, and bytes behind the end."""
    plain = written(drawn(alpha=True), "png")
    extra = [
        png_chunk(b"tEXt", b"Author\0SECRET"),
        png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"SECRET")),
        png_chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0ns.adobe.com SECRET"),
        png_chunk(b"eXIf", exif()),
        png_chunk(b"iCCP", b"Kim\0\0" + zlib.compress(profile())),
        png_chunk(b"tIME", bytes(7)),
        png_chunk(b"pHYs", bytes(9)),
        png_chunk(b"prVt", b"SECRET"),
    ]
    return plain[:33] + b"".join(extra) + plain[33:] + b"SECRET behind the end"


def jpeg_segment(marker: int, body: bytes) -> bytes:
    """A segment with its length."""
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def jpeg(orientation: int = 6) -> bytes:
    """With EXIF, XMP, profile, IPTC, comment, thumbnails, an unknown segment, and a second picture behind the first."""
    plain = written(drawn(), "jpg", 90)
    (length,) = struct.unpack(">H", plain[4:6])
    jfif = jpeg_segment(0xE0, b"JFIF\0\1\1\1\0\x48\0\x48\1\1" + b"SEC")
    extra = [
        jpeg_segment(0xE0, b"JFXX\0\x10SECRET thumbnail"),
        jpeg_segment(0xE1, b"Exif\0\0" + exif(orientation)),
        jpeg_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0SECRET"),
        jpeg_segment(0xE2, b"ICC_PROFILE\0\1\1" + profile()),
        jpeg_segment(0xE2, b"MPF\0SECRET"),
        jpeg_segment(0xED, b"Photoshop 3.0\0SECRET"),
        jpeg_segment(0xEB, b"SECRET"),
        jpeg_segment(0xFE, b"SECRET comment"),
    ]
    return plain[:2] + jfif + b"".join(extra) + plain[4 + length :] + plain + b"SECRET"


def webp_chunk(kind: bytes, body: bytes) -> bytes:
    """A chunk, filled up to an even length."""
    return kind + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def webp() -> bytes:
    """With EXIF, XMP, a profile, an unknown chunk, and bytes behind the end."""
    plain = written(drawn(alpha=True), "webp", 100)
    pixels = plain[plain.index(b"VP8L") :]
    head = webp_chunk(b"VP8X", bytes([0x20 | 0x10 | 0x08 | 0x04, 0, 0, 0]) + bytes([23, 0, 0, 15, 0, 0]))
    told = [
        webp_chunk(b"EXIF", exif()),
        webp_chunk(b"XMP ", b"ns.adobe.com SECRET"),
        webp_chunk(b"note", b"SECRET"),
    ]
    body = b"WEBP" + head + webp_chunk(b"ICCP", profile()) + pixels + b"".join(told)
    return b"RIFF" + struct.pack("<I", len(body)) + body + b"SECRET"


def gif_image(pixels: bytes) -> bytes:
    """A frame of 2 × 2 with a table of four colours."""
    return b"\x2c" + struct.pack("<4HB", 0, 0, 2, 2, 0) + b"\x02" + bytes([len(pixels)]) + pixels + b"\0"


def gif() -> bytes:
    """Two frames, repeated for ever, with comments, texts, XMP, and bytes behind the end."""
    screen = b"GIF89a" + struct.pack("<HHBBB", 2, 2, 0x81, 0, 0) + bytes(range(12))
    timing = b"\x21\xf9\x04\x00\x0a\x00\x00\x00"
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\x00\x00\x00"
    told = b"\x21\xfe\x06SECRET\0" + b"\x21\xff\x0bXMP DataXMP\x06SECRET\0"
    drawn_text = timing + b"\x21\x01\x0c" + bytes(12) + b"\x06SECRET\0"
    frame = timing + gif_image(b"\x84\x51\0"[:2])
    return screen + loop + told + frame + drawn_text + frame + b";" + b"SECRET"


def bmp() -> bytes:
    """With a profile that is a file's path, and bytes behind the rows."""
    plain = written(drawn(), "bmp")
    rows = plain[int.from_bytes(plain[10:14], "little") :]
    path = b"C:\\SECRET.icc\0"
    info = struct.pack("<IiiHHIIiiII", 124, 24, 16, 1, 24, 0, len(rows), 2835, 2835, 0, 0)
    info += bytes(16) + b"KNIL" + bytes(48) + struct.pack("<IIII", 4, 124 + len(rows), len(path), 0)
    assert len(info) == 124
    head = b"BM" + struct.pack("<IHHI", 138 + len(rows) + len(path), 0, 0, 138)
    return head + info + rows + path


def tiff(order: str = "<", *, big: bool = False) -> bytes:
    """Strips of grey pixels, with EXIF, place, XMP, profile, texts, and bytes that nothing points to."""
    width, height = 8, 4
    pixels = bytes(range(width * height))
    blob = b"SECRET " * 7 + b"SECRET\0"
    icc = bytes(QColorSpace(QColorSpace.NamedColorSpace.SRgb).iccProfile().data())
    room = 16
    head = (b"II" if order == "<" else b"MM") + struct.pack(order + "H", 43 if big else 42)
    tags: list[tuple[int, int, int, int]] = [
        (256, 4, 1, width), (257, 4, 1, height), (258, 4, 1, 8), (259, 4, 1, 1), (262, 4, 1, 1),
        (270, 2, len(blob), room + 64), (273, 4, 1, room), (274, 4, 1, 1), (277, 4, 1, 1), (278, 4, 1, height),
        (279, 4, 1, len(pixels)), (700, 1, len(blob), room + 64), (34665, 4, 1, room + 200),
        (34675, 7, len(icc), room + 216), (34853, 4, 1, room + 200), (65000, 7, len(blob), room + 64),
    ]  # fmt: skip
    body = (pixels.ljust(64, b"S") + blob).ljust(200, b"S") + b"GPSPLACE SECRET " + icc
    at = room + len(body)
    if big:
        entries = b"".join(
            struct.pack(order + "HHQQ", tag, kind, count, _left(order, kind, count, value, 8))
            for tag, kind, count, value in tags
        )
        start = head + struct.pack(order + "HHQ", 8, 0, at)
        return start + body + struct.pack(order + "Q", len(tags)) + entries + bytes(8) + b"SECRET"
    entries = b"".join(
        struct.pack(order + "HHII", tag, kind, count, _left(order, kind, count, value, 4))
        for tag, kind, count, value in tags
    )
    start = (head + struct.pack(order + "I", at)).ljust(room, b"S")
    return start + body + struct.pack(order + "H", len(tags)) + entries + bytes(4) + b"SECRET"


def _left(order: str, kind: int, count: int, value: int, room: int) -> int:
    """A number that is shorter than its field stands at the field's beginning."""
    inline = kind == 4 and count == 1
    return value << 8 * (room - 4) if inline and order == ">" else value


def box(kind: bytes, *parts: bytes) -> bytes:
    """A box with its length."""
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def full(kind: bytes, version: int, *parts: bytes) -> bytes:
    """A box with a version."""
    return box(kind, bytes([version, 0, 0, 0]), *parts)


def heif() -> bytes:
    """An item of pixels, one of EXIF, one of XMP in the meta box, a profile with a text, a film and a note."""
    pixels, told = b"PIXELS" * 10, exif()
    ftyp = box(b"ftyp", b"heic", bytes(4), b"mif1heic")
    text = (
        b"mluc"
        + bytes(4)
        + struct.pack(">II", 1, 12)
        + b"enUS"
        + struct.pack(">II", 12, 28)
        + "SECRET".encode("utf-16-be")
    )
    icc = bytes(24) + b"SECRET" + bytes(6) + b"acsp" + bytes(88) + struct.pack(">I", 2)
    icc += struct.pack(">4sII", b"desc", 156, len(text)) + struct.pack(">4sII", b"rXYZ", 156 + len(text), 20)
    icc += text + b"XYZ " + bytes(4) + b"COLOURNUMBER"
    items = [
        full(b"infe", 2, struct.pack(">HH", 1, 0), b"hvc1SECRET\0"),
        full(b"infe", 2, struct.pack(">HH", 2, 0), b"ExifSECRET\0"),
        full(b"infe", 3, struct.pack(">IH", 3, 0), b"mimeSECRET\0application/rdf+xml\0"),
    ]
    iinf = full(b"iinf", 0, struct.pack(">H", len(items)), *items)
    props = box(
        b"iprp", box(b"ipco", box(b"colr", b"prof", icc), box(b"udes", b"SECRET"), box(b"ispe", bytes(12)))
    )
    idat = box(b"idat", b"SECRET xmp")

    def meta(at: int) -> bytes:
        places = [
            struct.pack(">HHHHII", 1, 0, 0, 1, at, len(pixels)),
            struct.pack(">HHHHII", 2, 0, 0, 1, at + len(pixels), len(told)),
            struct.pack(">HHHHII", 3, 1, 0, 1, 0, 10),
        ]
        iloc = full(b"iloc", 1, b"\x44\0", struct.pack(">H", len(places)), *places)
        return full(b"meta", 0, full(b"pitm", 0, b"\0\1"), iinf, iloc, props, idat, box(b"note", b"SECRET"))

    head = ftyp + meta(0)
    start = ftyp + meta(len(head) + 8) + box(b"mdat", pixels, told)
    film = box(b"moov", full(b"mvhd", 0, b"SECRETIM", bytes(88)), box(b"trak", box(b"udta", b"SECRET")))
    return start + film + box(b"mpvd", b"SECRET film") + box(b"uuid", b"SECRET")


ALL: Mapping[str, Callable[[], bytes]] = {
    "png": png,
    "jpeg": jpeg,
    "webp": webp,
    "gif": gif,
    "bmp": bmp,
    "tiff": tiff,
    "tiff-motorola": lambda: tiff(">"),
    "bigtiff": lambda: tiff(big=True),
    "bigtiff-motorola": lambda: tiff(">", big=True),
    "heif": heif,
}
READABLE = [name for name in ALL if name != "heif"]
"""Those that Qt can show."""
