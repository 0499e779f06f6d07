"""GIF: blocks of sub-blocks."""

from __future__ import annotations

from trayapp.core.metadata.parts import BadPicture, Budget, Part, joined, number, piece

_SCREEN = 13
"""Signature and logical screen."""
_IMAGE, _EXTENSION, _END = 0x2C, 0x21, 0x3B
_MOST_BLOCKS = 3_000_000
_FEWER = 20
"""A frame costs as many: finding one takes so much longer than finding a sub-block."""
_LOOPS = {b"NETSCAPE2.0", b"ANIMEXTS1.0"}


def clean_gif(data: memoryview) -> bytes:
    """Frames, their timing, and how often they are repeated; one that is cut off, up to there. Raises `BadPicture`."""
    budget = Budget(_MOST_BLOCKS)
    at = _SCREEN + _colours(number(data, 10, 1, "big"))
    kept: list[Part] = [piece(data, 0, at)]
    timing: Part = b""
    shown = False
    while at < len(data) and (kind := data[at]) != _END:
        budget.spend(_FEWER)
        if kind == _IMAGE:
            end = _past_blocks(data, _image_blocks(data, at), budget)
            kept += [timing, data[at:end]]
            timing, shown = b"", True
        elif kind == _EXTENSION:
            end = _past_blocks(data, at + 2, budget)
            match number(data, at + 1, 1, "big"):
                case 0xF9:
                    timing = _timing(data[at:end])
                case (
                    0x01
                ):  # text drawn by the program that shows it: nobody does, and its timing goes with it
                    timing = b""
                case 0xFF:
                    kept.append(_loop(data[at:end]))
        elif kind == 0:  # some programs leave one too many
            end = at + 1
        else:
            raise BadPicture(f"block {kind:#x} at {at}")
        at = end
    if not shown:
        raise BadPicture("no pixels")
    return joined([*kept, b";"])


def _image_blocks(data: memoryview, at: int) -> int:
    """Where the pixels of the frame there begin."""
    table = _colours(number(data, at + 9, 1, "big"))
    return at + 10 + table + 1


def _colours(flags: int) -> int:
    """Bytes of the colour table that the flags announce."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _past_blocks(data: memoryview, at: int, budget: Budget) -> int:
    """Behind the empty sub-block that ends them, or at the end of a file that is cut off."""
    size = len(data)
    for count in range(budget.left + 2):
        if at >= size or not (length := data[at]):
            budget.spend(count)
            break
        at += 1 + length
    else:
        budget.spend(budget.left + 1)
    return min(at + 1, size)


def _timing(block: memoryview) -> bytes:
    return bytes(block[:8]) if len(block) == 8 and block[2] == 4 else b""


def _loop(block: memoryview) -> bytes:
    """How often to repeat; nothing of any other application's block, nor of another sub-block."""
    name, count = bytes(block[3:14]), bytes(block[14:18])
    if name not in _LOOPS or count[:2] != b"\x03\x01":
        return b""
    return b"\x21\xff\x0b" + name + count + b"\0"
