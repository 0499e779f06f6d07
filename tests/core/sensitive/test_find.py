"""What looks private is found, and what everybody's screen is full of is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trayapp.core.sensitive import Kind, find

PRIVATE = [
    ("Write to jane.doe+it@mail.example.co.uk.", Kind.EMAIL, "jane.doe+it@mail.example.co.uk"),
    ("<jörg@müller.de>", Kind.EMAIL, "jörg@müller.de"),
    ("mailto:info@example.xn--p1ai", Kind.EMAIL, "info@example.xn--p1ai"),
    ("a,b@c.museum,d", Kind.EMAIL, "b@c.museum"),
    ("Card 4111 1111 1111 1111 ok", Kind.CARD, "4111 1111 1111 1111"),
    ("4111111111111111", Kind.CARD, "4111111111111111"),
    ("5555-5555-5555-4444", Kind.CARD, "5555-5555-5555-4444"),
    ("3782 822463 10005", Kind.CARD, "3782 822463 10005"),
    ("371449635398431,12/27", Kind.CARD, "371449635398431"),
    ("2223 0031 2200 3222", Kind.CARD, "2223 0031 2200 3222"),
    ("order 1234 4111 1111 1111 1111", Kind.CARD, "4111 1111 1111 1111"),
    ("Pay 4111 1111 1111 1111.", Kind.CARD, "4111 1111 1111 1111"),
    ("4111\u00a01111\u00a01111\u00a01111", Kind.CARD, "4111\u00a01111\u00a01111\u00a01111"),
    ("4222222222222", Kind.CARD, "4222222222222"),
    ("IBAN DE89 3704 0044 0532 0130 00 BIC COBADEFF", Kind.IBAN, "DE89 3704 0044 0532 0130 00"),
    ("GB29NWBK60161331926819", Kind.IBAN, "GB29NWBK60161331926819"),
    ("no93 8601 1117 947", Kind.IBAN, "no93 8601 1117 947"),
    ("MT84 MALT 0110 0001 2345 MTLC AST0 01S", Kind.IBAN, "MT84 MALT 0110 0001 2345 MTLC AST0 01S"),
    ("id AKIAIOSFODNN7EXAMPLE", Kind.KEY, "AKIAIOSFODNN7EXAMPLE"),
    (
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        Kind.KEY,
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    ),
    ("t=ghp_" + "a1B2" * 9, Kind.KEY, "ghp_" + "a1B2" * 9),
    ("glpat-abcdefghij0123456789", Kind.KEY, "glpat-abcdefghij0123456789"),
    ("(xoxb-123456789012-abcdef)", Kind.KEY, "xoxb-123456789012-abcdef"),
    ("sk_live_" + "4eC39HqLyjWDarjt", Kind.KEY, "sk_live_" + "4eC39HqLyjWDarjt"),
    (
        "key AIza" + "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q",
        Kind.KEY,
        "AIza" + "SyA1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q",
    ),
    (
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n",
        Kind.KEY,
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n",
    ),
    (
        "x\n-----BEGIN RSA PRIVATE KEY-----\nMIIB\nAAA=\n-----END RSA PRIVATE KEY-----\ny",
        Kind.KEY,
        "-----BEGIN RSA PRIVATE KEY-----\nMIIB\nAAA=\n-----END RSA PRIVATE KEY-----",
    ),
    ("Authorization: Bearer abc.DEF-123_xyz", Kind.KEY, "abc.DEF-123_xyz"),
    ("git clone https://ann:s3cr3t@host/repo", Kind.PASSWORD, "s3cr3t"),
    ("password: xyz", Kind.PASSWORD, "xyz"),
    ("DB_PASSWORD=hunter2", Kind.PASSWORD, "hunter2"),
    ("Kennwort: Sommer", Kind.PASSWORD, "Sommer"),
    ('{"pwd": "a bc"}', Kind.PASSWORD, "a bc"),
    ("İ password: Xyz1", Kind.PASSWORD, "Xyz1"),
    ("api_key='0011223344'", Kind.KEY, "0011223344"),
    ("client-secret := deadbeef00", Kind.KEY, "deadbeef00"),
    ("VK7JG-NPHTM-C97JM-9MPGT-3V66T", Kind.KEY, "VK7JG-NPHTM-C97JM-9MPGT-3V66T"),
    ("try Zx8Qp3Lm9Rt2Vn7Kw4Yb", Kind.KEY, "Zx8Qp3Lm9Rt2Vn7Kw4Yb"),
]
HARMLESS = [
    "version 10.0.19045.3693 of 2024-11-22 08:30:00",
    "Python 3.11.7, Qt 6.11.3, build 20241122083015",
    "order 4500012345 and invoice 1234567890123",
    "4111 1111 1111 1112",
    "0000 0000 0000 0000",
    "1234 5678 9012 3456",
    "call +49 30 1234 5678 or 508-205-1116",
    "pi is 3.4111111111111111",
    "4111111111111111.5",
    "DE89 3704 0044 0532 0130 01",
    "XX89 3704 0044 0532 0130 00",
    "{123e4567-e89b-12d3-a456-426614174000}",
    "commit 8e9715e0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg==",
    r"C:\Program Files\Microsoft Office\root\Office16\OUTLOOK.EXE",
    "/usr/lib/python3/dist-packages/PySide6/QtWidgets.abi3.so",
    "https://example.com/blog/2024/11/how-to-mend-a-broken-printer-in-ten-steps",
    "getElementsByClassNameAndTagName2",
    "logo@2x.png",
    "lodash@4.17.21",
    "meet @anna at 10",
    "Password: must have eight letters",
    "Password: required",
    "Forgotten your password?",
    "Password: ********",
    "PASSWORD=${DB_PASSWORD}",
    "token = self.read_token()",
    "token: str",
    "a basic understanding of everything",
    "AAAAA-BBBBB-CCCCC-DDDDD-EEEEE",
    "12345-12345-12345-12345-12345",
    "-----BEGIN CERTIFICATE-----",
    "",
]


@pytest.mark.parametrize(("text", "kind", "part"), PRIVATE)
def test_what_is_private_is_found(text: str, kind: Kind, part: str) -> None:
    """Exactly the private part is found, and what it is."""
    assert [(found.kind, text[found.start : found.end]) for found in find(text)] == [(kind, part)]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_harmless_is_left_alone(text: str) -> None:
    """Versions, order numbers, GUIDs, hashes, paths and talk about passwords are not proposed."""
    assert find(text) == ()


def test_everything_in_a_text_is_found_in_its_order() -> None:
    """Several private things in one text come as they stand."""
    text = "jane@example.com paid with 4111 1111 1111 1111 from DE89370400440532013000, password: hunter2"

    assert [found.kind for found in find(text)] == [Kind.EMAIL, Kind.CARD, Kind.IBAN, Kind.PASSWORD]


def test_what_overlaps_is_one() -> None:
    """A password that is also an address is one place, and called a password."""
    text = "password: jane@example.com"

    assert [(found.kind, text[found.start : found.end]) for found in find(text)] == [
        (Kind.PASSWORD, "jane@example.com")
    ]


PIECES = st.sampled_from(
    [
        "a@b.cd",
        "4111 1111 1111 1111",
        "1 ",
        "-",
        "DE89",
        "eyJ",
        "password:",
        " ",
        "\n",
        "://a:",
        "é",
        "😀",
        "=",
        "x9Y",
    ]
)


@given(st.lists(PIECES | st.text(max_size=8), max_size=60).map("".join))
def test_found_parts_lie_in_the_text_and_never_overlap(text: str) -> None:
    """Whatever the text, every part is within it, not empty, and after the one before."""
    ends = 0
    for found in find(text):
        assert ends <= found.start < found.end <= len(text)
        ends = found.end


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "piece",
    ["a", "1", "1 ", "4111 ", "a@", "@", "a.", "DE89 ", "-", " ", "eyJ", "eyJaaaaaaaaa.", "password:", "password ",
     "password: ", "://a:", "-----BEGIN PRIVATE KEY-----", "bearer ", "aB3", "xoxb-", "gh", "A1B2C-", "\u00a0", "é"],
)  # fmt: skip
def test_no_text_makes_it_slow(piece: str) -> None:
    """Very many letters of anything, or what a regular expression could choke on, come to an end."""
    text = piece * (200_000 // len(piece))

    assert all(found.end <= len(text) for found in find(text))
