"""The smallest lossless form of a picture: PNG or WebP, whichever is smaller for what it shows.

Two stages, for nobody waits for the second: `encode.encode` is quick, `improve` takes as long as it takes.
"""

from __future__ import annotations

from collections.abc import Sequence

from trayapp.capture.encode import encode
from trayapp.capture.encode_webp import encode_webp
from trayapp.core.ports import Encoded, RawShot

_WEBP = "image/webp"


def improve(shot: RawShot, encoded: Encoded, formats: Sequence[str]) -> Encoded:
    """A smaller form of the same pixels among `formats` (media types), or `encoded` itself. Slow: seconds."""
    if _WEBP not in formats or encoded.media_type == _WEBP:
        return encoded
    webp = encode_webp(shot)
    return webp if webp is not None and len(webp.data) < len(encoded.data) else encoded


def best(shot: RawShot, formats: Sequence[str]) -> Encoded:
    """Both stages at once, for whoever has the time."""
    return improve(shot, encode(shot), formats)
