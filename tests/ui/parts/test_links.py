"""Which addresses of a policy may be opened."""

from __future__ import annotations

import pytest

from trayapp.core.policy import Channel
from trayapp.ui.parts.links import channel_link


@pytest.mark.rule("CH-1")
@pytest.mark.parametrize(
    ("kind", "value", "link"),
    [
        ("phone", "508-205-1116", "tel:5082051116"),
        ("phone", "+1 (508) 205 1116", "tel:+15082051116"),
        ("phone", "tel:5082051116", "tel:5082051116"),
        ("email", "a@b.example", "mailto:a@b.example"),
        ("email", "a@b.example?attach=/etc/passwd", None),
        ("portal", "https://portal.example/", "https://portal.example/"),
        ("portal", "HTTP://portal.example", "HTTP://portal.example"),
        ("portal", "portal.example", None),
        ("portal", "https://", None),
        ("chat", "javascript:alert(1)", None),
        ("remote", "file:///usr/bin/true", None),
        ("remote", "ms-quick-assist:", None),
        ("unknown", "ftp://x.example/", None),
        ("portal", "http://[broken", None),
    ],
)
def test_only_pages_mail_and_telephone_are_opened(kind: str, value: str, link: str | None) -> None:
    """Anything that might run a program or read a file is not."""
    assert channel_link(Channel(kind, "x", value)) == link
