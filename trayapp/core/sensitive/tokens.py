"""Tokens and keys that can be told by their form, whoever made them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from trayapp.core.sensitive.found import Found, Kind

_FORMS = (
    r"(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}(?![A-Za-z0-9])",  # Amazon, id of an access key
    r"gh[oprsu]_[A-Za-z0-9]{36,255}+|github_pat_\w{22,255}+",
    r"gl(?:pat|dt|rt|cbt|ptt|ft|soat|agent|oas)-[\w-]{20,255}+",
    r"xox[abeoprs]-[\w-]{10,255}+|xapp-[\w-]{20,255}+",
    r"hooks\.slack\.com/services/[\w/]{20,255}+",
    r"(?:[rs]k_(?:live|test)|whsec)_[A-Za-z0-9]{16,255}+",  # Stripe
    r"AIza[\w-]{35}(?![\w-])|ya29\.[\w-]{20,2048}+|GOCSPX-[\w-]{20,64}+",  # Google
    r"sk-[\w-]{32,255}+|hf_[A-Za-z0-9]{30,64}+",
    r"npm_[A-Za-z0-9]{36}|pypi-AgE[\w-]{50,1024}+|dop_v1_[0-9a-f]{64}",
    r"SG\.[\w-]{16,64}+\.[\w-]{16,64}+",  # SendGrid
    r"eyJ[\w-]{8,8192}+\.[\w-]{8,65536}+\.[\w-]{0,8192}+",  # JSON web tokens
    r"ssh-(?:rsa|ed25519) AAAA[A-Za-z0-9+/=]{40,2048}+",
    r"AGE-SECRET-KEY-1[A-Z0-9]{58}",
)
_TOKEN = re.compile(rf"(?<![A-Za-z0-9])(?:{'|'.join(_FORMS)})")
_PRIVATE_KEY = re.compile(
    r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
    r"[A-Za-z0-9+/=\s:,]*+(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)?"
)
_AFTER_A_WORD = re.compile(r"(?i)\b(?:bearer|basic)[ \t]{1,4}+([A-Za-z0-9._~+/-]{12,8192}+={0,2})")
_IN_AN_ADDRESS = re.compile(r"://[^\s/:@?#]{0,64}+:([^\s/@]{1,128}+)@")
"""`https://name:password@host`."""


def tokens(text: str) -> Iterator[Found]:
    """Tokens of well-known services, JSON web tokens, private keys, and what stands after `Bearer`."""
    for match in _TOKEN.finditer(text):
        yield Found(match.start(), match.end(), Kind.KEY)
    for match in _PRIVATE_KEY.finditer(text):
        yield Found(match.start(), match.end(), Kind.KEY)
    for match in _AFTER_A_WORD.finditer(text):
        if any(char.isdigit() for char in match[1]):  # "basic understanding" is no key
            yield Found(match.start(1), match.end(1), Kind.KEY)
    for match in _IN_AN_ADDRESS.finditer(text):
        yield Found(match.start(1), match.end(1), Kind.PASSWORD)
