"""Lets a witness see what a client says and is told, without changing either."""

from __future__ import annotations

from collections.abc import Iterator

import httpx

from trayapp.core.ports.witness import Exchange, Witness

KEPT = 64 * 1024
"""Bytes that are kept of each body."""
_MINE = "trayapp.exchange"


def bear_witness(client: httpx.Client, witness: Witness) -> None:
    """From now on `witness` is handed every exchange of the client, the second try of a refused one, too."""

    def asked(request: httpx.Request) -> None:
        exchange = Exchange(request.method, request.url.raw_path.decode("ascii", "replace"), _body(request))
        request.extensions = {**request.extensions, _MINE: exchange}
        witness(exchange)

    def answered(response: httpx.Response) -> None:
        exchange = response.request.extensions.get(_MINE)
        if isinstance(exchange, Exchange) and isinstance(response.stream, httpx.SyncByteStream):
            exchange.status = response.status_code
            exchange.media_type = response.headers.get("content-type", "")
            response.stream = _Seen(response.stream, exchange)

    hooks = client.event_hooks
    client.event_hooks = {"request": [*hooks["request"], asked], "response": [*hooks["response"], answered]}


class _Seen(httpx.SyncByteStream):
    """A body, the beginning of which is kept as it passes."""

    def __init__(self, stream: httpx.SyncByteStream, exchange: Exchange) -> None:
        self._stream = stream
        self._exchange = exchange

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._stream:
            missing = KEPT - len(self._exchange.received)
            self._exchange.received += piece[: max(missing, 0)]
            self._exchange.size += len(piece)
            yield piece

    def close(self) -> None:
        self._stream.close()


def _body(request: httpx.Request) -> bytes | None:
    try:
        return request.content[:KEPT]
    except httpx.RequestNotRead:
        return None
