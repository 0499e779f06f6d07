"""Pictures of a draft, with the marks on them, as bytes and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

import msgspec

from trayapp.core.area import Area
from trayapp.core.first_look import FirstLook
from trayapp.core.markup import Mark, Markup, Text
from trayapp.core.ports import DraftPicture, Encoded
from trayapp.core.text import whole
from trayapp.store.picture_drafts.seal import Unreadable

_KINDS: dict[str, type[Mark]] = {kind.__name__: kind for kind in get_args(Mark)}
_decoder: FirstLook[msgspec.msgpack.Decoder[Any]] = FirstLook(msgspec.msgpack.Decoder)


@dataclass(frozen=True, slots=True)
class _Packed:
    """A picture as it lies in the container."""

    name: str
    stem: str
    media_type: str
    data: bytes
    marks: list[tuple[str, bytes]]
    """Each with its kind."""
    fresh: bool
    place: Area | None = None
    of: str = ""


def pack(pictures: Sequence[DraftPicture]) -> bytes:
    """The pictures in one piece."""
    return msgspec.msgpack.encode([_packed(picture) for picture in pictures])


def unpack(packed: bytes) -> tuple[DraftPicture, ...]:
    """What `pack` made. Raises `Unreadable`."""
    try:
        return tuple(_picture(each) for each in _decoder(list[_Packed]).decode(packed))
    except (msgspec.DecodeError, KeyError) as error:
        raise Unreadable("of another form") from error


def _packed(picture: DraftPicture) -> _Packed:
    encoded = picture.encoded
    marks = [(type(mark).__name__, msgspec.msgpack.encode(_whole(mark))) for mark in picture.markup.marks]
    return _Packed(
        whole(picture.name),
        whole(picture.stem),
        encoded.media_type,
        encoded.data,
        marks,
        picture.fresh,
        picture.place,
        picture.of,
    )


def _picture(packed: _Packed) -> DraftPicture:
    marks = tuple(_decoder(_KINDS[kind]).decode(mark) for kind, mark in packed.marks)
    encoded = Encoded(packed.data, packed.media_type)
    return DraftPicture(
        packed.name, packed.stem, encoded, Markup(marks), packed.fresh, packed.place, packed.of
    )


def _whole(mark: Mark) -> Mark:
    """Half a character in a mark's words would lose the whole draft."""
    return replace(mark, text=whole(mark.text)) if isinstance(mark, Text) else mark
