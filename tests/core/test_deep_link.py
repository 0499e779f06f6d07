"""Links of the form `trayapp:…` open, and never do."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from trayapp.core.deep_link import (
    LONGEST,
    MOST_DESCRIPTION,
    MOST_SUBJECT,
    DeepLink,
    filled,
    is_link,
    read_link,
)


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        ("trayapp:", DeepLink("window")),
        ("trayapp://", DeepLink("window")),
        ("trayapp://tickets", DeepLink("window")),
        ("TrayApp://Tickets/", DeepLink("window")),
        ("trayapp://new", DeepLink("dialog")),
        ("trayapp:new/", DeepLink("dialog")),
        ("trayapp://new?subject=VPN%20is+slow", DeepLink("dialog", None, "VPN is slow")),
        ("trayapp://new?subject=A%3D1%26b&later=x", DeepLink("dialog", None, "A=1&b")),
        ("trayapp://new?description=one%0D%0Atwo", DeepLink("dialog", None, "", "one\ntwo")),
        ("trayapp://ticket/4711", DeepLink("ticket", "4711")),
        ("trayapp://ticket/1?later=x", DeepLink("ticket", "1")),
        ("trayapp://ticket/T-47.1_x/#top", DeepLink("ticket", "T-47.1_x")),
    ],
)
def test_what_a_link_opens(text: str, opens: DeepLink) -> None:
    """The dialog with words filled in, a ticket, or the list."""
    assert read_link(text) == opens


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://portal.example/",
        "file:///etc/passwd",
        "trayapp",
        "trayapp://send?subject=x",
        "trayapp://sign-out",
        "trayapp://sign-in?token=x",
        "trayapp://config/portal_url?value=https://evil.example",
        "trayapp://quit",
        "trayapp://user@new",
        "trayapp://new@evil.example/",
        "trayapp://ticket/",
        "trayapp://ticket/../../etc/passwd",
        "trayapp://ticket/%2e%2e",
        "trayapp://ticket/-x",
        f"trayapp://ticket/{'1' * 65}",
        "trayapp://new?subject=%ff",
        "trayapp://new?subject=a\nb",
        "trayapp://new?subject=\u202eabc",
        "trayapp://new?subject=" + "x" * LONGEST,
        "trayapp://new --token-stdin",
    ],
)
def test_anything_else_is_no_link(text: str) -> None:
    """Other schemes, other verbs, other hosts, paths, broken coding and what is too long open nothing."""
    assert read_link(text) is None


def test_control_signs_do_not_get_into_fields() -> None:
    """What shows nothing, turns the text or ends a line is not filled in."""
    link = read_link("trayapp://new?subject=a%00%1b%0Ab%E2%80%AEc&description=a%00b%E2%80%AEc%0Ad%07")

    assert link == DeepLink("dialog", None, "a bc", "abc\nd")


@given(st.text(max_size=300))
@example("trayapp://new?" + "subject=a&" * 400)
@example("trayapp://new?subject=%" + "%" * 300)
def test_whatever_a_link_holds_it_only_opens(tail: str) -> None:
    """No link asks for anything but opening, and what it brings is bounded and plain."""
    for text in (tail, f"trayapp:{tail}", f"trayapp://new?subject={tail}&description={tail}"):
        link = read_link(text)
        assert link is None or link.opens in {"dialog", "ticket", "window"}
        if link is not None:
            assert len(link.subject) <= MOST_SUBJECT
            assert len(link.description) <= MOST_DESCRIPTION
            assert link.subject == "" or link.subject.isprintable() or " " in link.subject
            assert "\x1b" not in link.description
        assert is_link(text) or link is None


def test_filled_words_are_plain_and_short() -> None:
    """Line ends are kept, halves of characters and signs for private use are not."""
    assert filled("a\r\nb\rc\td\ud800\ue000\u2066", 100) == "a\nb\nc\td"
    assert filled("x" * 10, 3) == "xxx"


@pytest.mark.parametrize("words", ["می\u200cخواهم", "👩\u200d👧"])
def test_what_joins_and_parts_letters_is_kept(words: str) -> None:
    """Persian reads as it was written, and a family stays one picture."""
    assert filled(words, 100) == words
