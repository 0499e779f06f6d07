"""The core's dataclasses as JSON and back. Keys this version does not know are passed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import msgspec

from trayapp.core.errors import LocalFault
from trayapp.core.first_look import FirstLook
from trayapp.core.model import (
    Close,
    DecideEstimate,
    Draft,
    EditProfile,
    KeepOpen,
    RegisterUser,
    RemoveUser,
    SetCollaborator,
    SetPriority,
    SetSubscriber,
    Update,
)
from trayapp.core.operation import OpKind, Payload
from trayapp.core.text import whole

_T = TypeVar("_T")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_PAYLOADS: Mapping[OpKind, type[Payload]] = {
    OpKind.CREATE: Draft,
    OpKind.UPDATE: Update,
    OpKind.CLOSE: Close,
    OpKind.KEEP_OPEN: KeepOpen,
    OpKind.PRIORITY: SetPriority,
    OpKind.SUBSCRIBER: SetSubscriber,
    OpKind.COLLABORATOR: SetCollaborator,
    OpKind.ESTIMATE: DecideEstimate,
    OpKind.REGISTRATION: RegisterUser,
    OpKind.REMOVAL: RemoveUser,
    OpKind.PROFILE: EditProfile,
}


def encode(value: object) -> str:
    """JSON, the same for equal values, so that stored texts can be compared. What is no text in it is replaced."""
    try:
        return _ENCODER.encode(value).decode()
    except UnicodeEncodeError:
        return _ENCODER.encode(_whole(value)).decode()


def decode(text: str, kind: type[_T]) -> _T:
    """The value that `encode` wrote. Raises `LocalFault` (corrupt) when the text is none of that kind."""
    try:
        value: _T = _decoder(kind).decode(text)
    except (msgspec.DecodeError, ValueError, TypeError) as error:
        raise LocalFault(f"stored {kind.__name__}: {error}", reason="corrupt") from error
    return value


def payload_type(kind: OpKind) -> type[Payload]:
    """What an operation of that kind carries."""
    return _PAYLOADS[kind]


def micros(moment: datetime) -> int:
    """Microseconds since 1970, exact."""
    return (moment - _EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    """The time of `micros`, in UTC."""
    return _EPOCH + timedelta(microseconds=value)


def micros_or_none(at: datetime | None) -> int | None:
    """`micros` of a time that may be missing."""
    return None if at is None else micros(at)


def moment_or_none(value: int | None) -> datetime | None:
    """`moment` of a time that may be missing."""
    return None if value is None else moment(value)


def _whole(value: Any) -> Any:
    """The value as plain lists and mappings, with every text in it made whole."""
    if isinstance(value, str):
        return whole(value)
    if is_dataclass(value):
        return {field.name: _whole(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return [_whole(item) for item in value] if isinstance(value, list | tuple | frozenset) else value


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    raise NotImplementedError(type(value))


_decoder: FirstLook[msgspec.json.Decoder[Any]] = FirstLook(msgspec.json.Decoder)
_ENCODER = msgspec.json.Encoder(enc_hook=_plain, order="deterministic")
