"""The network checks as facts of a ticket, and as findings for `trayapp doctor`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from trayapp.core.finding import Finding, Verdict
from trayapp.core.model import Fact
from trayapp.machine.collector import Collector, failed
from trayapp.machine.diagnosis import CAPTIVE, DNS, GATEWAY, PORTAL, check_gateway, check_portal
from trayapp.machine.limits import within
from trayapp.machine.operating_system import OperatingSystem
from trayapp.machine.target import target_of
from trayapp.machine.this_system import this_system

PortalUrl = Callable[[], str | None]
"""The portal's address, as far as one is set."""
_GATEWAY_LIMIT, _PORTAL_LIMIT = 2.0, 3.8
"""Seconds; the portal's checks are three, each with its own limit."""
_KEYS = {
    GATEWAY: "net.check.gateway",
    DNS: "net.check.dns",
    PORTAL: "net.check.portal",
    CAPTIVE: "net.check.captive",
}
_VALUES = {
    (GATEWAY, "answers"): "{address} answers",
    (GATEWAY, "silent"): "{address} does not answer",
    (GATEWAY, "none"): "none",
    (DNS, "resolved"): "{host} → {address}",
    (DNS, "unresolved"): "cannot resolve {host}",
    (DNS, "timeout"): "no answer for {host}",
    (DNS, "not_needed"): "not needed",
    (PORTAL, "reached"): "{host}:{port} reached in {ms} ms",
    (PORTAL, "refused"): "{host}:{port} refused",
    (PORTAL, "timeout"): "{host}:{port} timed out",
    (PORTAL, "unreachable"): "{host}:{port} not reached ({detail})",
    (CAPTIVE, "no_sign"): "no sign",
    (CAPTIVE, "redirected"): "suspected (redirect to {to})",
    (CAPTIVE, "login_required"): "suspected (the network asks for a sign-in)",
    (CAPTIVE, "not_checked"): "not checked",
}


def collectors(system: OperatingSystem, portal_url: PortalUrl) -> tuple[Collector, ...]:
    """The gateway, and everything on the way to the portal."""

    def gateway() -> Iterator[Fact]:
        yield as_fact(check_gateway(system))

    def portal() -> Iterator[Fact]:
        for finding in check_portal(target_of(portal_url())):
            yield as_fact(finding)

    return (
        Collector("gateway", (_KEYS[GATEWAY],), gateway, _GATEWAY_LIMIT),
        Collector("portal", (_KEYS[DNS], _KEYS[PORTAL], _KEYS[CAPTIVE]), portal, _PORTAL_LIMIT),
    )


def as_fact(finding: Finding) -> Fact:
    """A finding as one line of a ticket."""
    via = f", through the proxy {finding.params['via']}" if "via" in finding.params else ""
    return Fact(_KEYS[finding.area], _VALUES[finding.area, finding.kind].format_map(finding.params) + via)


def diagnose(portal_url: str | None, system: OperatingSystem | None = None) -> Sequence[Finding]:
    """Every network check. Blocks, at most some seconds. A check that fails is a finding of kind `failed`.

    Without a portal only the gateway is looked at, and the portal's finding is of kind `no_portal`.
    """
    found = [_gateway(system or this_system())]
    try:
        target = target_of(portal_url)
    except LookupError:
        return [*found, Finding(PORTAL, Verdict.BAD, "no_portal")]
    return [*found, *check_portal(target)]


def _gateway(system: OperatingSystem) -> Finding:
    try:
        return within(_GATEWAY_LIMIT, lambda: check_gateway(system), "gateway")
    except Exception as error:  # noqa: BLE001 - whatever a system comes up with, the other checks are wanted
        reason = failed(_KEYS[GATEWAY], error).value
        return Finding(GATEWAY, Verdict.DOUBTFUL, "failed", {"reason": reason})
