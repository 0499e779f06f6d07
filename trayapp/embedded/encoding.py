"""The nouns of the core as JSON: field names are those of the dataclasses."""

from __future__ import annotations

from typing import Any

import msgspec

from trayapp.core.first_look import FirstLook

_encoder = msgspec.json.Encoder(order="deterministic")
_decoder: FirstLook[msgspec.json.Decoder[Any]] = FirstLook(msgspec.json.Decoder)


def to_json(value: Any) -> bytes:
    """UTF-8 JSON; sets and keys are sorted, so equal values are equal bytes."""
    return _encoder.encode(value)


def from_json(text: str | bytes, kind: Any = Any) -> Any:
    """What `to_json` wrote."""
    return _decoder(kind).decode(text)
