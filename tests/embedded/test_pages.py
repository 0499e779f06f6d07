"""The portal's pages: safe, readable for everybody, and what they do for who is signed in."""

from __future__ import annotations

import re

import pytest

from tests.embedded.app_sign_in import asking, consent, pair, works
from tests.embedded.browser import Browser, Page
from tests.embedded.conftest import PASSWORD, World
from trayapp.paths import resource

NEW = "plum cake on sundays"
OPEN_TO_ALL = ["/sign-in", "/account/forgot", "/request-access", "/account/activate?link=x"]
SIGNED_IN = ["/", "/account/password", "/oauth/device", asking()]


@pytest.mark.parametrize("address", [*OPEN_TO_ALL, *SIGNED_IN])
def test_every_page_can_be_read_by_everybody(site: World, browser: Browser, address: str) -> None:
    """It has a language, a title, one heading, a label for each field, and ids that are there once."""
    page = signed_in(browser).get(address) if address in SIGNED_IN else browser.get(address)
    assert '<html lang="en">' in page.source
    assert f"<title>{page.title} – Acme IT</title>" in page.source
    assert page.source.count("<h1>") == 1
    assert len(page.ids) == len(set(page.ids))
    fields = set(re.findall(r'<(?:input|textarea)(?![^>]*type="hidden")[^>]*\bid="(\w+)"', page.source))
    assert fields == page.labels
    described = " ".join(re.findall(r'aria-describedby="([^"]*)"', page.source)).split()
    assert set(described) <= set(page.ids)


@pytest.mark.parametrize("address", [*OPEN_TO_ALL, *SIGNED_IN])
def test_every_page_is_guarded(site: World, browser: Browser, address: str) -> None:
    """No script, no foreign part, no frame, no referrer, no cache; nothing inline that the policy would forbid."""
    page = signed_in(browser).get(address) if address in SIGNED_IN else browser.get(address)
    policy = page.headers["content-security-policy"]
    assert policy.startswith(
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-anc"
    )
    assert "unsafe" not in policy
    for name, value in (
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
    ):
        assert page.headers[name] == value
    assert (
        re.findall(r"<script|<style|\sstyle=|\son\w+=|https?://(?!127)", page.source.split("<form")[0]) == []
    )


def test_style_and_picture_are_served(browser: Browser) -> None:
    """With their types, light and dark, and no address of another server."""
    style = browser.client.get("/pages/style.css")
    assert (style.status_code, style.headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert "prefers-color-scheme: dark" in style.text
    assert "url(" not in style.text
    assert browser.client.get("/pages/logo.svg").headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize(("scheme", "index"), [("light", 0), ("dark", 1)])
def test_colours_can_be_told_apart(scheme: str, index: int) -> None:
    """Text stands out by 4.5 : 1 from what it is on, and edges of fields by 3 : 1, light and dark."""
    blocks = re.findall(r":root \{([^}]*)\}", resource("pages", "style.css").read_text(encoding="utf-8"))
    colours = dict(re.findall(r"--([\w-]+): (#\w{6})", blocks[index]))
    pairs = [(name, "paper") for name in ("text", "quiet", "accent", "bad")]
    pairs += [("text", "ground"), ("on-accent", "accent"), ("on-accent", "accent-more"), ("bad", "bad-tint")]
    for front, back in pairs:
        assert contrast(colours[front], colours[back]) >= 4.5, (scheme, front, back)
    assert contrast(colours["edge"], colours["paper"]) >= 3


def test_cookies_are_for_the_portal_alone(site: World, browser: Browser) -> None:
    """No script reads them, other sites cannot send them along, and over https they stay on https."""
    page = browser.get("/sign-in")
    form = {**page.form("password").fields, "email": "dana@bakery.example", "password": PASSWORD}
    cookie = browser.client.post("/sign-in", data=form).headers["set-cookie"]
    assert cookie.startswith("trayapp_session=")
    assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie
    site.portal.site.url = "https://portal"
    assert "Secure" in browser.client.post("/sign-in", data=form).headers["set-cookie"]


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/sign-in", {"email": "dana@bakery.example", "password": PASSWORD}),
        ("/sign-out", {}),
        ("/account/password", {"present": PASSWORD, "password": NEW, "again": NEW}),
        ("/account/forgot", {"email": "dana@bakery.example"}),
        ("/oauth/device", {"user_code": "BBBB-BBBB", "decision": "allow"}),
        ("/request-access", {"name": "Eve", "email": "eve@x.example", "company": "X"}),
    ],
)
def test_forms_of_other_sites_are_refused(
    site: World, browser: Browser, address: str, form: dict[str, str]
) -> None:
    """Without the token of a page of ours, with a wrong one, or sent by another site."""
    signed_in(browser)
    token = browser.get("/account/password").form("password").fields["form_token"]
    for extra, headers in (
        ({}, {}),
        ({"form_token": "0" * 64}, {}),
        ({"form_token": token}, {"Sec-Fetch-Site": "cross-site"}),
        ({"form_token": token}, {"Sec-Fetch-Site": "same-site"}),
    ):
        response = browser.client.post(address, data={**form, **extra}, headers=headers)
        assert (response.status_code, Page(response).title) == (403, "This page has expired")
    stranger = Browser(site.transport).client.post(address, data={**form, "form_token": token})
    assert stranger.status_code == 403
    assert browser.get("/account/password").title == "Change your password"


def test_an_app_cannot_be_allowed_by_another_site(site: World, browser: Browser) -> None:
    """The answer to the question comes from our page, or it is none."""
    page = consent(browser)
    form = {**page.form("client_id").fields, "decision": "allow", "form_token": ""}
    assert browser.client.post("/oauth/authorize", data=form).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/", "//evil.example/", "/\\evil.example", "/oauth/../\\evil.example",
        "/oauth/x\r\nX: y", "javascript:alert(1)", "/other", "",
    ],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(site: World, browser: Browser, address: str) -> None:
    """Only to pages of ours that need it."""
    page = browser.get("/sign-in")
    page = browser.send(page, "password", email="dana@bakery.example", password=PASSWORD, next=address)
    assert (page.title, page.url, browser.sent_to) == ("You are signed in", "http://portal/", "")


def test_what_people_type_is_never_markup(site: World, browser: Browser) -> None:
    """It comes back as text."""
    words = '"><script>alert(1)</script>'
    page = browser.sign_in(words, "x")
    assert "<script" not in page.source
    assert words in page.form("password").fields["email"]
    assert "<script" not in browser.get(f"/account/forgot?email={words}").source
    assert "<script" not in signed_in(browser).get(f"/oauth/device?user_code={words}").source


@pytest.mark.rule("REG-6")
def test_the_sign_in_page_tells_what_is_wrong_and_keeps_the_address(site: World, browser: Browser) -> None:
    """Nothing filled in, a wrong password, and too many of them, each with what to do."""
    assert "Fill in both" in browser.send(browser.get("/sign-in"), "password").alert
    page = browser.sign_in("dana@bakery.example", "wrong")
    assert "do not belong together" in page.alert
    assert page.form("password").fields == {
        "form_token": page.forms[0].fields["form_token"], "next": "", "email": "dana@bakery.example", "password": "",
    }  # fmt: skip
    for _ in range(4):
        browser.sign_in("dana@bakery.example", "wrong")
    page = browser.sign_in("dana@bakery.example", PASSWORD)
    assert (page.status, page.headers["retry-after"]) == (429, "900")
    assert "Try again in 15 minutes." in page.alert
    site.clock.forward(minutes=14, seconds=30)
    assert "Try again in a minute." in browser.sign_in("dana@bakery.example", PASSWORD).alert


@pytest.mark.rule("INFO-5")
def test_signing_out_ends_this_browser_and_no_app(site: World, browser: Browser) -> None:
    """The cookie is good no longer, wherever it went; the app stays signed in."""
    told = pair(site, browser)
    stolen = Browser(site.transport)
    stolen.client.cookies.update(browser.client.cookies)
    assert stolen.get("/").title == "You are signed in"
    assert browser.send(browser.get("/"), "/sign-out").title == "Sign in"
    assert stolen.get("/").title == "Sign in"
    assert works(site, told["access_token"])


def test_a_browser_stays_signed_in_for_half_a_day(site: World, browser: Browser) -> None:
    """After twelve hours one signs in again; a removed account at once."""
    signed_in(browser)
    site.clock.forward(hours=11, minutes=59)
    assert browser.get("/").title == "You are signed in"
    site.clock.forward(minutes=1)
    assert browser.get("/").title == "Sign in"
    signed_in(browser)
    with site.portal.work() as work:
        work.tx.execute("UPDATE accounts SET state = 'removed'")
    assert browser.get("/").title == "Sign in"


@pytest.mark.rule("INFO-6")
def test_a_password_is_changed_with_the_present_one(site: World, browser: Browser) -> None:
    """Other browsers are signed out, this one and apps are not; a letter tells of it."""
    told = pair(site, browser)
    other = signed_in(Browser(site.transport))
    page = change(browser, PASSWORD, NEW)
    assert page.title == "Your password is changed"
    assert browser.get("/").title == "You are signed in"
    assert other.get("/").title == "Sign in"
    assert works(site, told["access_token"])
    assert other.sign_in("dana@bakery.example", PASSWORD).status == 422
    assert other.sign_in("dana@bakery.example", NEW).title == "You are signed in"
    with site.portal.db.read() as tx:
        assert tx.execute("SELECT recipient FROM mails WHERE kind = 'password'").fetchall()


@pytest.mark.rule("INFO-6")
def test_apps_are_signed_out_with_the_password_when_that_is_wanted(site: World, browser: Browser) -> None:
    """For when somebody else may know the old one; personal tokens stay."""
    told = pair(site, browser)
    change(browser, PASSWORD, NEW, apps="yes")
    assert not works(site, told["access_token"])
    assert works(site, site.tokens["dana"])


@pytest.mark.rule("INFO-6")
@pytest.mark.parametrize(
    ("present", "new", "again", "says"),
    [
        ("wrong", NEW, NEW, "not your present password"),
        (PASSWORD, "short", "short", "at least 12"),
        (PASSWORD, NEW, "else", "do not match"),
    ],
)
def test_a_password_is_not_changed_otherwise(
    site: World, browser: Browser, present: str, new: str, again: str, says: str
) -> None:
    """The reason stands at its field, and the present password still holds."""
    page = change(signed_in(browser), present, new, again)
    assert page.status == 422
    assert says in page.errors
    assert Browser(site.transport).sign_in("dana@bakery.example", PASSWORD).title == "You are signed in"


def test_the_present_password_cannot_be_found_by_trying(site: World, browser: Browser) -> None:
    """Whoever sits at a browser that was left open has five tries."""
    signed_in(browser)
    for _ in range(5):
        assert change(browser, "wrong", NEW).status == 422
    assert change(browser, PASSWORD, NEW).status == 429


@pytest.mark.parametrize("address", ["/account/password", "/oauth/device"])
def test_a_form_sent_after_signing_out_asks_to_sign_in(site: World, browser: Browser, address: str) -> None:
    """And leads back to the page, not to what was sent."""
    page = signed_in(browser).get(address)
    form = next(form for form in page.forms if form.action == address)
    browser.send(browser.get("/"), "/sign-out")
    page = browser._follow(browser.client.post(address, data=form.fields))
    assert page.title == "Sign in"
    assert page.form("password").fields["next"] == address


def test_behind_a_web_server_the_client_is_whom_that_names(site: World, browser: Browser) -> None:
    """Its last word in X-Forwarded-For counts, and only when the portal was told that it stands behind one."""
    site.portal.site.proxied = True
    for number in range(20):
        browser.client.headers["X-Forwarded-For"] = f"203.0.113.{number}, 192.0.2.1"
        assert browser.sign_in(f"p{number}@bakery.example", "wrong").status == 422
    browser.client.headers["X-Forwarded-For"] = "203.0.113.99, 192.0.2.1"
    assert browser.sign_in("dana@bakery.example", PASSWORD).status == 429
    browser.client.headers["X-Forwarded-For"] = "192.0.2.1, 192.0.2.2"
    assert browser.sign_in("dana@bakery.example", PASSWORD).title == "You are signed in"


def test_a_form_that_is_too_long_is_refused(site: World, browser: Browser) -> None:
    """Before it is read into memory."""
    answer = browser.client.post("/sign-in", content=b"x" * 300_000)
    assert answer.status_code == 413


def signed_in(browser: Browser) -> Browser:
    """As dana."""
    assert browser.sign_in("dana@bakery.example", PASSWORD).title == "You are signed in"
    return browser


def change(browser: Browser, present: str, new: str, again: str | None = None, **more: str) -> Page:
    """Fill in the page that changes the password."""
    page = browser.get("/account/password")
    return browser.send(page, "present", present=present, password=new, again=again or new, **more)


def contrast(one: str, other: str) -> float:
    """Of two colours (WCAG 2)."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    brighter, darker = sorted((light(one), light(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)
