"""Other programs that people take for a helpdesk of ours, by what their pages say."""

from __future__ import annotations

import re

from trayapp.portals.look import Look

_MARKS = {
    "GLPI": r"<title>[^<]*\bGLPI\b|glpi_csrf",
    "osTicket": r"powered by osTicket|osticket\.com",
    "Jira": r'name="application-name"\s+content="JIRA"|jira-frontend|servicedesk/customer',
    "GitLab": r'content="GitLab"',
    "Zendesk": r"static\.zdassets\.com",
    "Freshdesk": r"assets\d*\.freshdesk\.com|freshdesk\.com/javascripts",
    "ServiceNow": r"glide\.script|g_ck\s*=|sn-canvas",
    "OTRS": r"\bOTRS\b.{0,40}(?:Community|AG)|Znuny",
    "MantisBT": r"MantisBT",
    "Bugzilla": r"bugzilla\.org|<title>Bugzilla",
    "FreeScout": r"freescout",
}
_COMPILED = {name: re.compile(mark, re.IGNORECASE) for name, mark in _MARKS.items()}


def other_product(look: Look) -> str:
    """The name of a program that is known but not spoken to; empty: none of these."""
    page = look.page()
    return next((name for name, mark in _COMPILED.items() if mark.search(page)), "") if page else ""
