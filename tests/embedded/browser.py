"""A browser without a screen: keeps cookies, follows redirects on the portal, fills in forms."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx

from tests.fakes.in_process import InProcess

SITE = "http://portal"


@dataclass
class Form:
    """A form of a page."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """What a page holds."""

    def __init__(self, response: httpx.Response) -> None:
        super().__init__()
        self.status = response.status_code
        self.headers = response.headers
        self.url = str(response.url)
        self.source = response.text
        self.forms: list[Form] = []
        self.links: dict[str, str] = {}
        self.labels: set[str] = set()
        self.ids: list[str] = []
        self._open: list[tuple[str, str]] = []
        self._words: dict[str, list[str]] = {}
        self.feed(response.text)

    @property
    def title(self) -> str:
        """The one heading."""
        return " ".join(self._words.get("h1", []))

    @property
    def text(self) -> str:
        """Everything one reads."""
        return " ".join(self._words.get("", []))

    @property
    def alert(self) -> str:
        """What is read aloud at once."""
        return " ".join(self._words.get("alert", []))

    @property
    def errors(self) -> str:
        """What stands at fields."""
        return " ".join(self._words.get("error", []))

    def form(self, wanted: str) -> Form:
        """The form that is sent to that address, or has that field."""
        if wanted.startswith("/"):
            return next(form for form in self.forms if form.action == wanted)
        return next(form for form in self.forms if wanted in form.fields)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if "id" in named:
            self.ids.append(named["id"])
        if tag == "form":
            self.forms.append(Form(named.get("action") or self.url))
        elif tag in {"input", "textarea"} and "name" in named:
            wanted = named.get("type") != "checkbox" or "checked" in named
            self.forms[-1].fields |= {named["name"]: named.get("value", "")} if wanted else {}
        elif tag == "label":
            self.labels.add(named["for"])
        if tag not in {"input", "img", "meta", "link", "br"}:
            kind = named.get("role") or named.get("class") or ""
            self._open.append((tag, named.get("href") or kind))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words or any(tag in {"title", "style"} for tag, _ in self._open):
            return
        self._words.setdefault("", []).append(words)
        for tag, kind in self._open:
            if tag == "a":
                self.links[words] = kind
            for name in {tag, kind} - {""}:
                self._words.setdefault(name, []).append(words)


class Browser:
    """Somebody's browser."""

    def __init__(self, transport: InProcess) -> None:
        self.client = httpx.Client(transport=transport, base_url=SITE)
        self.sent_to = ""
        """The last address outside of the portal that it was sent to."""

    def get(self, address: str) -> Page:
        """Open a page."""
        return self._follow(self.client.get(address))

    def send(self, page: Page, wanted: str = "form_token", **fields: str) -> Page:
        """Fill in and send the form that is sent to that address, or has that field."""
        form = page.form(wanted)
        return self._follow(self.client.post(urljoin(page.url, form.action), data={**form.fields, **fields}))

    def sign_in(self, email: str, password: str) -> Page:
        """Sign in on the sign-in page."""
        return self.send(self.get("/sign-in"), "password", email=email, password=password)

    def _follow(self, response: httpx.Response) -> Page:
        while response.is_redirect:
            address = urljoin(str(response.url), response.headers["location"])
            if urlsplit(address).netloc != urlsplit(SITE).netloc:
                self.sent_to = address
                break
            response = self.client.get(address)
        return Page(response)
