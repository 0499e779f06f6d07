"""Why the portal may not be reached: gateway, names, connection, captive portal.

Nobody but the own network, the system's name servers and the portal (or the proxy set for it) is contacted.
"""

from __future__ import annotations

import errno
import socket
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from trayapp.core.finding import Finding, Verdict
from trayapp.machine.limits import within
from trayapp.machine.operating_system import OperatingSystem
from trayapp.machine.target import Target

GATEWAY, DNS, PORTAL, CAPTIVE = "network.gateway", "network.dns", "network.portal", "network.captive"
_DNS_LIMIT, _CONNECT_LIMIT, _ASK_LIMIT = 1.5, 1.0, 0.8
"""Seconds."""
_GATEWAY_PORTS = (53, 80, 443)
Resolve = Callable[[str], str]
"""A host's address. Raises `OSError`."""


def resolve(host: str) -> str:
    """The first address the system finds."""
    return str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])


def check_portal(target: Target, find: Resolve = resolve) -> Iterator[Finding]:
    """Names, connection and captive portal, one after the other: each needs the one before."""
    dns, address = check_dns(target, find)
    yield dns
    yield (connected := check_connection(target, target.proxy[0] if target.proxy else address))
    if target.proxy or not address or connected.verdict is Verdict.BAD:
        yield Finding(CAPTIVE, Verdict.DOUBTFUL, "not_checked", {"host": target.host})
    else:
        yield check_captive(target, address)


def check_gateway(system: OperatingSystem, ports: tuple[int, ...] = _GATEWAY_PORTS) -> Finding:
    """`answers` or `silent` with its `address`, or `none`. Many routers are silent and fine, hence only doubtful."""
    address = system.gateway()
    if not address:
        return Finding(GATEWAY, Verdict.DOUBTFUL, "none")
    heard = any(_answers(address, port) for port in ports) or system.neighbour(address)
    verdict = Verdict.GOOD if heard else Verdict.DOUBTFUL
    return Finding(GATEWAY, verdict, "answers" if heard else "silent", {"address": address})


def check_dns(target: Target, find: Resolve = resolve) -> tuple[Finding, str | None]:
    """`resolved`, `unresolved`, `timeout` or `not_needed`, and the address found.

    Behind a proxy a name that cannot be found here is no harm: the proxy looks it up.
    """
    params = {"host": target.host}
    if not target.named:
        return Finding(DNS, Verdict.GOOD, "not_needed", params), target.host
    try:
        address = within(_DNS_LIMIT, lambda: find(target.host), "dns")
    except (OSError, UnicodeError) as error:
        kind = "timeout" if isinstance(error, TimeoutError) else "unresolved"
        return Finding(DNS, Verdict.DOUBTFUL if target.proxy else Verdict.BAD, kind, params), None
    return Finding(DNS, Verdict.GOOD, "resolved", params | {"address": address}), address


def check_connection(target: Target, address: str | None) -> Finding:
    """`reached` with `ms`; `refused`, `timeout` or `unreachable`. `via` names a proxy between.

    `address`: of the portal or its proxy, `None` when it could not be found.
    """
    params = {"host": target.host, "port": str(target.port)}
    if target.proxy:
        params["via"] = f"{target.proxy[0]}:{target.proxy[1]}"
    if address is None:
        return Finding(PORTAL, Verdict.BAD, "unreachable", params | {"detail": "no address"})
    start = time.monotonic()
    try:
        with socket.create_connection((address, target.end[1]), timeout=_CONNECT_LIMIT):
            params["ms"] = str(round(1000 * (time.monotonic() - start)))
    except ConnectionRefusedError:
        return Finding(PORTAL, Verdict.BAD, "refused", params)
    except TimeoutError:
        return Finding(PORTAL, Verdict.BAD, "timeout", params)
    except OSError as error:
        return Finding(PORTAL, Verdict.BAD, "unreachable", params | {"detail": _short(error)})
    return Finding(PORTAL, Verdict.GOOD, "reached", params)


def check_captive(target: Target, address: str, port: int | None = None) -> Finding:
    """Whether somebody else answers plain HTTP in the portal's place, as the Wi-Fi of a hotel does.

    `redirected` with `to`, `login_required` (RFC 6585), or `no_sign`. `port`: of plain HTTP.
    """
    status, to = _ask(target, address, port or (80 if target.secure else target.port))
    if status == HTTPStatus.NETWORK_AUTHENTICATION_REQUIRED:
        return Finding(CAPTIVE, Verdict.DOUBTFUL, "login_required", {"host": target.host})
    if to and not _same_site(to, target.host):
        return Finding(CAPTIVE, Verdict.DOUBTFUL, "redirected", {"host": target.host, "to": to})
    return Finding(CAPTIVE, Verdict.GOOD, "no_sign", {"host": target.host})


def _ask(target: Target, address: str, port: int) -> tuple[int | None, str]:
    """The status and the host redirected to of a plain request; nothing when nobody answers it."""
    connection = HTTPConnection(address, port, timeout=_ASK_LIMIT)
    try:
        connection.request("HEAD", "/", headers={"Host": target.host, "Connection": "close"})
        answer = connection.getresponse()
        host = urlsplit(answer.headers.get("Location", "")).hostname or ""
    except (OSError, HTTPException, ValueError):
        return None, ""
    finally:
        connection.close()
    return answer.status, host if 300 <= answer.status < 400 else ""


def _same_site(one: str, other: str) -> bool:
    """The same host, or one below the other."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _answers(address: str, port: int) -> bool:
    """Whether anything is there; a refusal is an answer, too."""
    try:
        socket.create_connection((address, port), timeout=0.3).close()
    except ConnectionRefusedError:
        return True
    except OSError:
        return False
    return True


def _short(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, type(error).__name__)
