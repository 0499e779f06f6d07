"""Which fields of a form are asked, as the answers stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trayapp.core.policy import Field


def asked_now(fields: Sequence[Field], answers: Mapping[str, str]) -> tuple[Field, ...]:
    """Those that the answers call for (`Field.shown_if`). An answer that is not asked for itself calls for nothing."""
    shown = tuple(fields)
    for _ in fields:
        said = {field.code: answers.get(field.code, "") for field in shown}
        following = tuple(field for field in fields if field.shown(said))
        if following == shown:
            break
        shown = following
    return shown
