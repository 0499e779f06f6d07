"""Text from HTML."""

from __future__ import annotations

import pytest

from trayapp.portals.zammad.html_text import text_of


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Hi,<br>\n<br>\nthere", "Hi,\n\nthere"),
        ("<div>One</div><div>Two</div>", "One\nTwo"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ("a &lt;b&gt; &amp; c&nbsp;d", "a <b> & c d"),
        ('See <a href="https://help.example/x">the page</a>.', "See the page <https://help.example/x>."),
        ('<a href="https://help.example">https://help.example</a>', "https://help.example"),
        ('<a href="javascript:x()">click</a>', "click"),
        ('<img src="cid:1" alt="A picture">', "A picture"),
        ("<style>p {}</style><title>x</title><script>alert(1)</script>Words", "Words"),
        ("<p>unclosed <b>tags", "unclosed tags"),
        ("</p></script></a>odd ends", "odd ends"),
        ("no markup < 3 at all", "no markup < 3 at all"),
        ("", ""),
    ],
)
def test_html_is_read_as_a_person_would(html: str, text: str) -> None:
    """Lines, lists and links are kept; scripts, styles and addresses that are none are not."""
    assert text_of(html) == text


def test_deep_and_endless_markup_is_read() -> None:
    """Nothing in it is followed, so nothing of it is too deep."""
    assert text_of("<div>" * 50_000 + "end").strip() == "end"
