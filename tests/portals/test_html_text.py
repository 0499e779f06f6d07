"""Text from HTML."""

from __future__ import annotations

import pytest

from trayapp.portals.html_text import text_of


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
        ("<html><head><meta charset=x><body>Words", "Words"),
        ("<HEAD><Title>no</TITLE></Head>Words<!-- <p>no --> here<![if !mso]>, too", "Words here, too"),
        ("<a href=https://help.example/x class='y'>it</a>", "it <https://help.example/x>"),
        (
            "<a href='https://a.example'>one<a href='https://b.example'>two</a>",
            "one <https://a.example>two <https://b.example>",
        ),
        ('<p title="a > b">x</p>', "x"),
        ("<td/><br/>x", "x"),
        ("5 < 6 <b>and</b> 7 <8", "5 < 6 and 7 <8"),
        ("it ends <b in the middle", "it ends <b in the middle"),
        ('<p class="never closed>x</p>', "x"),
        ("<script>if (a < b) '</p>'", ""),
        (f"a&#{'9' * 5000};b&#x{'f' * 9};c", "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}c"),
    ],
)
def test_html_is_read_as_a_person_would(html: str, text: str) -> None:
    """Lines, lists and links are kept; scripts, styles and addresses that are none are not."""
    assert text_of(html) == text


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece",
    [
        "<a ",
        "<a b='",
        '<a b="> ',
        "<!--",
        "<!",
        "<?",
        "</",
        "<",
        "&#",
        "&nbsp;",
        " \n",
        "<a href='https://x.example/'>",
        "<script>",
        "<title>x</title>",
        "<b =",
    ],
)
@pytest.mark.parametrize("end", ["", ">", "</a>" * 10_000, "'>", "-->"])
def test_no_text_takes_long(piece: str, end: str) -> None:
    """A text of what is never closed is read as fast as any other: whoever writes it holds nobody up."""
    assert len(text_of(piece * (100_000 // len(piece)) + end)) < 1_000_000


def test_deep_and_endless_markup_is_read() -> None:
    """Nothing in it is followed, so nothing of it is too deep."""
    assert text_of("<div>" * 50_000 + "end").strip() == "end"
