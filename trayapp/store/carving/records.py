"""The rows on one leaf page of a table or index, without any help of the pages above it."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from struct import unpack, unpack_from

from trayapp.store.carving.pages import Pages

Value = None | int | float | str | bytes
Record = tuple[Value, ...]
TABLE_LEAF, INDEX_LEAF = 0x0D, 0x0A
_LONGEST = 1 << 26
"""Bytes of a row; a damaged length may say anything."""
_WHOLE = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Bytes of a whole number, by the type that says so."""


class Unreadable(Exception):
    """No row is there."""


def rows(pages: Pages, page: bytes) -> Iterator[tuple[int, Record]]:
    """Number and values of each row on a leaf; of an index the number is 0. Rows that cannot be read are left out."""
    if len(page) < pages.size or page[0] not in {TABLE_LEAF, INDEX_LEAF}:
        return
    for cell in range(unpack_from(">H", page, 3)[0]):
        try:
            yield _row(pages, page, unpack_from(">H", page, 8 + 2 * cell)[0])
        except (Unreadable, struct.error, IndexError, UnicodeDecodeError):
            continue


def _row(pages: Pages, page: bytes, at: int) -> tuple[int, Record]:
    length, at = _number(page, at)
    number = 0
    if page[0] == TABLE_LEAF:
        number, at = _number(page, at)
    if length > _LONGEST:
        raise Unreadable
    return number, _record(_payload(pages, page, at, length))


def _payload(pages: Pages, page: bytes, at: int, length: int) -> bytes:
    """The row's bytes, with those that overflow onto pages of their own."""
    most = pages.size - 35 if page[0] == TABLE_LEAF else (pages.size - 12) * 64 // 255 - 23
    if length <= most:
        return page[at : at + length]
    least = (pages.size - 12) * 32 // 255 - 23
    here = least + (length - least) % (pages.size - 4)
    here = here if here <= most else least
    found, following = [page[at : at + here]], unpack_from(">I", page, at + here)[0]
    missing = length - here
    while missing > 0:
        page = pages.page(following) if following else b""
        if len(page) < pages.size:
            raise Unreadable
        found.append(page[4 : 4 + missing])
        missing -= pages.size - 4
        following = unpack_from(">I", page)[0]
    return b"".join(found)


def _record(data: bytes) -> Record:
    length, at = _number(data, 0)
    kinds = []
    while at < length:
        kind, at = _number(data, at)
        kinds.append(kind)
    found = []
    for kind in kinds:
        value, at = _value(data, at, kind)
        found.append(value)
    if at != len(data):
        raise Unreadable
    return tuple(found)


def _value(data: bytes, at: int, kind: int) -> tuple[Value, int]:
    """The value that begins there, and where it ends."""
    if kind in _WHOLE:
        end = at + _WHOLE[kind]
        return int.from_bytes(data[at:end], "big", signed=True), end
    if kind == 0:
        return None, at
    if kind == 7:
        return unpack(">d", data[at : at + 8])[0], at + 8
    if kind in {8, 9}:
        return kind - 8, at
    if kind < 12:
        raise Unreadable
    end = at + (kind - 12) // 2
    return (data[at:end].decode() if kind % 2 else data[at:end]), end


def _number(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    found = 0
    for taken in range(8):
        byte = data[at + taken]
        found = found << 7 | byte & 0x7F
        if byte < 0x80:
            return found, at + taken + 1
    return found << 8 | data[at + 8], at + 9
