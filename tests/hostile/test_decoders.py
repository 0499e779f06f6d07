"""Whatever bytes a reader of others' words is given, it gives a value or an error of ours."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.seeds import found, seeds
from tests.hostile.targets import TARGETS

NAMES = sorted(TARGETS)
ODD = (
    b"\\ud800",
    b"\xff",
    b"\0",
    b"[" * 1200,
    b"9" * 400,
    b"-1",
    b"1e999",
    b"\xe2\x80\xae",
    b"//[",
    b"NaN",
    b"null",
)


def _spoilt(good: bytes, seed: int) -> bytes:
    """Good bytes with something of them lost, doubled, turned or replaced."""
    chance = random.Random(seed)
    data = bytearray(good)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(4):
            case 0:
                del data[at : at + chance.randint(1, 20)]
            case 1:
                data[at:at] = chance.choice(ODD)
            case 2:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case _:
                data[at : at + chance.randint(1, 9)] = chance.choice(ODD)
    return bytes(data)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(data=st.binary(max_size=400))
def test_any_bytes_are_borne(name: str, data: bytes) -> None:
    """Bytes of every kind end in a value or an error of ours."""
    TARGETS[name](data)


@pytest.mark.parametrize("name", NAMES)
def test_spoilt_bytes_are_borne(name: str) -> None:
    """What was good and is spoilt in a few places gets further into a reader, and is borne there, too."""
    for good in seeds(name):
        TARGETS[name](good)
        for seed in range(15):
            TARGETS[name](_spoilt(good, seed))


@pytest.mark.parametrize("name", NAMES)
def test_what_was_found_once_stays_mended(name: str) -> None:
    """Inputs that failed in a long search are borne now."""
    for data in found(name):
        TARGETS[name](data)
