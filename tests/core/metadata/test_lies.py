"""Broken and lying pictures are cleaned or refused: never a crash, a loop, or a byte more than came."""

from __future__ import annotations

import struct

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.core.metadata.tainted import ALL, box, png_chunk
from trayapp.core.metadata import BadPicture, clean

_SAMPLES = {name: make() for name, make in ALL.items()}


def tried(data: bytes) -> None:
    """Either result is right, and both come."""
    try:
        kept = clean(data)
    except BadPicture:
        return
    assert kept is None or len(kept) <= len(data) + 64


def _bent(name: str, at: int, byte: int, cut: int) -> bytes:
    data = bytearray(_SAMPLES[name])
    data[at % len(data)] = byte
    return bytes(data[: len(data) - cut % len(data)])


@given(
    st.sampled_from(sorted(_SAMPLES)), st.integers(0, 1 << 20), st.integers(0, 255), st.integers(0, 1 << 20)
)
@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
def test_one_wrong_byte_and_a_missing_end(name: str, at: int, byte: int, cut: int) -> None:
    """Any byte may be wrong, and the file may end anywhere."""
    tried(_bent(name, at, byte, cut))
    tried(_bent(name, at, byte, 0))


@given(
    st.sampled_from(sorted(_SAMPLES)),
    st.lists(st.tuples(st.integers(0, 1 << 16), st.binary(min_size=1, max_size=8)), max_size=6),
)
@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
def test_several_wrong_numbers(name: str, changes: list[tuple[int, bytes]]) -> None:
    """Lengths, counts and places may say anything."""
    data = bytearray(_SAMPLES[name])
    for at, patch in changes:
        start = at % len(data)
        data[start : start + len(patch)] = patch
    tried(bytes(data))


@given(st.sampled_from(sorted(_SAMPLES)), st.binary(max_size=400))
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
def test_anything_behind_the_first_bytes(name: str, rest: bytes) -> None:
    """A file that only begins as a picture does."""
    tried(_SAMPLES[name][:12] + rest)


@pytest.mark.parametrize(
    "data",
    [
        _SAMPLES["jpeg"][:2] + b"\xff\xfe\0\2" * 100_001,
        _SAMPLES["png"][:33] + png_chunk(b"tEXt", b"") * 100_001,
        b"RIFF" + struct.pack("<I", 800_012) + b"WEBP" + b"junk\0\0\0\0" * 100_001,
        _SAMPLES["gif"][:25] + b"\x21\xfe\0" * 200_000,
        box(b"ftyp", b"heic", bytes(4)) + box(b"free") * 100_001,
    ],
    ids=["jpeg", "png", "webp", "gif", "heif"],
)
def test_a_picture_of_countless_pieces_is_refused(data: bytes) -> None:
    """Nobody waits for minutes until it is taken apart."""
    with pytest.raises(BadPicture, match="too many pieces"):
        clean(data)
