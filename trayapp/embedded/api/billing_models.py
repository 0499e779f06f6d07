"""What requests and answers about estimates and credits hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from trayapp.embedded.api.models import Answer, RequestBody


class EstimateIn(RequestBody):
    """Work that support proposes, and its price (TK-6)."""

    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    amount: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    """In people's words: `12 hours, $1,440.00`."""
    note: Answer = ""


class CreditIn(RequestBody):
    """Service credits for the work on a ticket (TK-9)."""

    amount: Annotated[float, Field(ge=-1_000_000, le=1_000_000, allow_inf_nan=False)]
    """Below zero: given back."""
    note: Annotated[str, StringConstraints(max_length=1000)] = ""
