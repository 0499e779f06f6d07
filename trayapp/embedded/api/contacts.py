"""People to add to a ticket, over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from trayapp.core.model import Role
from trayapp.embedded import contacts
from trayapp.embedded.api.context import Asker, answered
from trayapp.embedded.api.people_models import Contacts

router = APIRouter(prefix="/contacts", tags=["People"])


@router.get("", response_model=Contacts)
def find_contacts(
    asker: Asker,
    role: Annotated[Role, Query(description="subscriber: colleagues; collaborator: people from outside")],
    q: Annotated[
        str, Query(max_length=254, description="Part of a name or address; the whole address from outside")
    ] = "",
) -> Response:
    """Whom I may add to a ticket."""
    with asker.portal.db.read() as tx:
        found = contacts.found(asker.portal, tx, asker.person, q, role)
    return answered({"contacts": found})
