"""What was asked with a key, over HTTP: so that an app notices when a backup undid what it was told to be done."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from trayapp.embedded import idempotency
from trayapp.embedded.api.context import Asker, answered
from trayapp.embedded.api.models import Taken

router = APIRouter(tags=["Operations"])
LONGEST = 8000
"""Letters."""


@router.get("/operations", response_model=Taken)
def operations(
    asker: Asker,
    op_ids: Annotated[str, Query(max_length=LONGEST, description="Keys of mine, with commas between them")],
) -> Response:
    """Which of these keys of mine were answered once, also where what they made is gone since."""
    with asker.portal.db.read() as tx:
        return answered({"taken": idempotency.taken(tx, asker.person, op_ids.split(","))})
