"""Findings of `trayapp doctor` in words: what was found, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

from trayapp.commands.advice import words_for
from trayapp.core.finding import Finding, Verdict
from trayapp.core.operation import Problem
from trayapp.ui.texts.errors import Explanation
from trayapp.ui.texts.files import size_of

AREAS: Mapping[str, str] = {
    "screen": "Screen",
    "tray": "Tray",
    "capture": "Screenshots",
    "hotkey": "Key",
    "key_store": "Key store",
    "store": "Database",
    "disk": "Disk",
    "folders": "Privacy",
    "network.gateway": "Gateway",
    "network.dns": "Names",
    "network.portal": "Connection",
    "network.captive": "Wi-Fi sign-in",
    "portal": "Portal",
    "rules": "Rules",
    "clock": "Clock",
}
VERDICTS = {Verdict.GOOD: "ok", Verdict.DOUBTFUL: "warn", Verdict.BAD: "fail"}
_NETWORK = "Check your network, or the VPN if you use one."
_WIFI = "Open a browser and sign in to the network."
_SAYS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("screen", "shown"): ("{screens} ({platform})", ""),
    ("screen", "none"): ("There is no screen in this session", "The command line works all the same."),
    ("screen", "failed"): ("Windows cannot be shown", "Install the system's libraries for Qt, or ask IT."),
    ("tray", "there"): ("The icon can be shown", ""),
    ("tray", "none"): (
        "This desktop has no tray",
        "The app offers its menu in a small window. On GNOME, the AppIndicator extension adds a tray.",
    ),
    ("capture", "taken"): ("{monitors} taken by {method}: {sizes}", ""),
    ("hotkey", "off"): ("No key is set that asks for help from anywhere", ""),
    ("hotkey", "free"): ("{keys} asks for help once the app runs", ""),
    ("hotkey", "used"): ("{keys} is set, and the app runs", ""),
    ("hotkey", "taken"): ("{keys} belongs to another program", "Choose another key under Settings."),
    ("hotkey", "keys"): ("This keyboard has no {keys}", "Choose another key under Settings."),
    ("key_store", "usable"): ("The system keeps your sign-in", ""),
    ("key_store", "none"): (
        "There is no usable key store",
        "You are asked to sign in after every start. On Linux, gnome-keyring or KWallet is one.",
    ),
    ("store", "opened"): ("Sound, {pending} waiting in the outbox", ""),
    ("store", "salvaged"): (
        "It was damaged; what could be read is in a new one",
        "The damaged one is kept as {path}. Tell IT.",
    ),
    ("disk", "enough"): ("{free} free", ""),
    ("disk", "little"): ("Only {free} free", "Free some space, so that tickets with pictures fit."),
    ("disk", "failed"): ("It cannot be looked at ({detail})", "Call IT."),
    ("folders", "private"): ("Nobody else can look into the app's folders", ""),
    ("folders", "open"): (
        "Others can look into {path}",
        "Its disk knows no rights. Keep the app's data on another one.",
    ),
    ("folders", "exposed"): (
        "Others can write in {path}, above the app's folders",
        "They could put a folder of their own in its place. Take that right from them, or ask IT.",
    ),
    ("network.gateway", "answers"): ("{address} answers", ""),
    ("network.gateway", "silent"): ("{address} does not answer", "That is normal for many routers."),
    ("network.gateway", "none"): ("There is none", "Connect to a network."),
    ("network.gateway", "failed"): ("It could not be looked at: {reason}", ""),
    ("network.dns", "resolved"): ("{host} is {address}", ""),
    ("network.dns", "not_needed"): ("Not needed for {host}", ""),
    ("network.dns", "unresolved"): ("{host} is not known", "Check the portal's address and your network."),
    ("network.dns", "timeout"): ("No answer about {host}", _NETWORK),
    ("network.portal", "reached"): ("{host}:{port} reached in {ms} ms", ""),
    ("network.portal", "refused"): (
        "{host}:{port} refuses the connection",
        "The portal may be down. Try again later.",
    ),
    ("network.portal", "timeout"): (
        "{host}:{port} does not answer",
        _NETWORK,
    ),
    ("network.portal", "unreachable"): (
        "{host}:{port} cannot be reached",
        _NETWORK,
    ),
    ("network.captive", "no_sign"): ("Nobody stands between", ""),
    ("network.captive", "not_checked"): ("Not checked", ""),
    ("network.captive", "redirected"): (
        "This network sends you to {to}",
        _WIFI,
    ),
    ("network.captive", "login_required"): (
        "This network wants a sign-in",
        _WIFI,
    ),
    ("portal", "not_set_up"): (
        "None is set up",
        "Run `trayapp sign-in --portal URL`; IT can tell you the address.",
    ),
    ("portal", "signed_in"): ("{name}, signed in as {who}", ""),
    ("portal", "untried"): (
        "A kind not yet tried against a live server",
        "It was written from that helpdesk's source and documentation. Check with `trayapp conformance` first.",
    ),
    ("rules", "taken"): ("The portal's rules are followed", ""),
    ("rules", "not_laid"): (
        "There is a policy.toml, and it is not used",
        "This portal sends its own rules and enforces them. Change them there, and remove the file.",
    ),
    ("rules", "not_yet"): ("They come with the first sync", ""),
    ("clock", "right"): ("Agrees with the portal's", ""),
    ("clock", "wrong"): ("{seconds} s away from the portal's", "Let the system set the time by itself."),
}


def words_of(finding: Finding) -> Explanation:
    """What was found and what to do."""
    said = _SAYS.get((finding.area, finding.kind))
    params = {**finding.params, "free": size_of(finding.params.get("free", ""))}
    if said is not None:
        return Explanation(_filled(said[0], params), _filled(said[1], params))
    if finding.area == "rules" and finding.kind == "refused":
        return words_for(Problem("unusable_policy", finding.params))
    if finding.area == "portal":
        return words_for(Problem(finding.kind, finding.params))
    return words_for(Problem("local_fault", {"reason": finding.kind}))


def _filled(text: str, params: Mapping[str, str]) -> str:
    names = {name for _, name, _, _ in Formatter().parse(text) if name}
    return text.format_map({name: params.get(name, "?") for name in names})
