"""Answers of those who stand before the portal: gateways, captive portals, confused proxies."""

from __future__ import annotations

from tests.faults.fault import Fault, Kind

_PAGE = b"<html><body><h1>Welcome to the guest network</h1><a href='/login'>Log in</a></body></html>"
_TROUBLE = b"<html><body><h1>Trouble</h1></body></html>"
_ELSEWHERE = "Location: http://127.0.0.1:9/elsewhere\r\n"


def made_up(fault: Fault) -> bytes:
    """The whole answer for a fault that needs one."""
    if fault.kind in {Kind.PAGE, Kind.APPLIED_PAGE}:
        return _answer(200, "OK", "text/html; charset=utf-8", _PAGE)
    if fault.kind is Kind.REDIRECT:
        return _answer(302, "Found", "text/html", b"", _ELSEWHERE)
    later = f"Retry-After: {fault.retry_after}\r\n" if fault.retry_after is not None else ""
    if fault.html:
        return _answer(fault.status, "Trouble", "text/html", _TROUBLE, later)
    return _answer(fault.status, "Trouble", "application/json", b'{"error": {"code": "trouble"}}', later)


def without_body(answer: bytes) -> bytes:
    """As it is given to HEAD."""
    return answer[: answer.find(b"\r\n\r\n") + 4]


def chunked(answer: bytes) -> bytes:
    """The same in chunks, the last of which never comes."""
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"content-length")]
    head = b"\r\n".join([*lines, b"Transfer-Encoding: chunked"])
    return b"%s\r\n\r\n%x\r\n%s\r\n" % (head, len(body), body)


def last(answer: bytes) -> bytes:
    """The same, and the connection ends after it."""
    return answer.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1)


def _answer(status: int, phrase: str, media_type: str, body: bytes, more: str = "") -> bytes:
    head = f"HTTP/1.1 {status} {phrase}\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body
