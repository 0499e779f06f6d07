"""Brings a file of the server here."""

from __future__ import annotations

import re
from typing import BinaryIO

from trayapp.core.errors import Forbidden, Misconfigured, NotFound, ServerFault
from trayapp.core.model import TicketRef
from trayapp.portals.http import Answer, Http, read_bounded
from trayapp.portals.native_files import WIRE_LIMIT, bounded
from trayapp.portals.zammad.link import API
from trayapp.portals.zammad.listing import number
from trayapp.portals.zammad.refusals import check

_ID = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")


def fetch(http: Http, ref: TicketRef, file_id: str, to: BinaryIO) -> None:
    """Stream the file into `to`; whoever asked knows how large it has to be. Raises `NotFound`, `ServerFault`."""
    meant = _ID.fullmatch(file_id)
    named = {"what": "file", "id": file_id}
    if meant is None:
        raise NotFound("no such file", **named)
    path = f"{API}/ticket_attachment/{number(ref)}/{meant[1]}/{meant[2]}"
    with http.stream("GET", path) as response:
        if response.status_code != 200:
            try:
                check(Answer(response.status_code, response.headers, read_bounded(response)), named=named)
            except Forbidden as error:
                raise NotFound(error.detail, **named) from error
            raise ServerFault(f"status {response.status_code} for a file")
        if not response.headers.get("content-disposition"):
            raise Misconfigured("a page where a file should be", reason="not_a_portal")
        http.expect(WIRE_LIMIT)
        to.writelines(bounded(response))
