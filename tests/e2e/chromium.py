"""A real browser without a screen, kept to this computer."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, urlsplit

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome, ChromeOptions, ChromeService
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from tests.waiting import PATIENCE, wait_for

PROGRAMS = ("chromium", "chromedriver")
"""What a test with a browser needs."""


def missing() -> list[str]:
    """Programs that are not installed."""
    return [name for name in PROGRAMS if shutil.which(name) is None]


class Chromium:
    """Running inside `with`; what it is asked goes to loopback alone."""

    def __init__(self, profile: Path, *, dark: bool = False) -> None:
        options = ChromeOptions()
        options.binary_location = shutil.which("chromium") or ""
        for argument in (
            "--headless=new",
            "--window-size=800,900",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--no-proxy-server",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE ::1",
            f"--user-data-dir={profile}",
            *(["--blink-settings=preferredColorScheme=0"] if dark else []),
        ):
            options.add_argument(argument)
        if sys.platform != "win32" and os.geteuid() == 0:
            options.add_argument("--no-sandbox")
        self._options = options

    def __enter__(self) -> Self:
        self.driver = Chrome(self._options, ChromeService(shutil.which("chromedriver")))
        self.driver.implicitly_wait(PATIENCE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.driver.quit()

    @property
    def title(self) -> str:
        """The heading."""
        return self.find("h1").text

    @property
    def text(self) -> str:
        """What one reads."""
        return self.find("body").text

    def open(self, address: str) -> None:
        """Go there."""
        self.driver.get(address)

    def find(self, selector: str) -> WebElement:
        """The first element."""
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def fill(self, **values: str) -> None:
        """Write into fields."""
        for name, value in values.items():
            field = self.find(f"#{name}")
            field.clear()
            field.send_keys(value)

    def press(self, words: str) -> None:
        """A button or link, by what stands on it; until the next page is there."""
        page = self.find("html")
        found = f"//button[normalize-space()={words!r}] | //a[normalize-space()={words!r}]"
        self.driver.find_element(By.XPATH, found).click()
        self._follow(page, f"the page after {words!r}")

    def type(self, *keys: str) -> None:
        """Keys, wherever the focus is."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def type_back(self) -> None:
        """Shift and Tab."""
        ActionChains(self.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()

    def enter(self) -> None:
        """The Enter key; until the next page is there."""
        page = self.find("html")
        self.type(Keys.ENTER)
        self._follow(page, "the page after Enter")

    @property
    def focus(self) -> str:
        """What has the focus: the id of a field, or the words on a button."""
        element = self.driver.switch_to.active_element
        return element.get_attribute("id") or element.text

    def _follow(self, page: WebElement, what: str) -> None:
        """Until another page stands in the place of this one, whole."""
        wait_for(lambda: _is_gone(page), what)
        wait_for(lambda: self.driver.execute_script("return document.readyState") == "complete", what)


def _is_gone(page: WebElement) -> bool:
    try:
        page.is_enabled()
    except WebDriverException:  # stale, or whatever else it is called while one page follows another
        return True
    return False


class Listener:
    """What an app listens with until the browser brings the answer."""

    def __init__(self, host: str = "127.0.0.1") -> None:
        self.answers: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                if parts.path == "/signed-in":
                    outer.answers.append(dict(parse_qsl(parts.query)))
                body = b"<!doctype html><title>Done</title><h1>You can go back to the app</h1>"
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base has it
                """Say nothing."""

        class Server(HTTPServer):
            address_family = socket.AF_INET6 if ":" in host else socket.AF_INET

        self._server = Server((host, 0), Handler)
        shown = f"[{host}]" if ":" in host else host
        self.redirect_uri = f"http://{shown}:{self._server.server_port}/signed-in"
        self._thread = threading.Thread(target=self._server.serve_forever)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self) -> dict[str, str]:
        """What the browser brought."""
        wait_for(lambda: self.answers, "the answer to the app")
        return self.answers[-1]
