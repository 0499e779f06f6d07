"""Decoders of what portals answer, each made once."""

from __future__ import annotations

from typing import Any

import msgspec

from trayapp.core.first_look import FirstLook

decoder_of: FirstLook[msgspec.json.Decoder[Any]] = FirstLook(msgspec.json.Decoder)
"""The decoder of a class; its `decode` raises `msgspec.MsgspecError`."""
