"""The icon under the other kinds of tray host, and without any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Self

import pytest
from jeepney import DBusAddress, Properties, new_method_call  # type: ignore[import-untyped]
from jeepney.io.blocking import open_dbus_connection  # type: ignore[import-untyped]

from tests.e2e.app_process import AppProcess
from tests.e2e.screen import Screen
from tests.fakes.portal_process import PortalProcess
from tests.waiting import wait_for
from trayapp.demo.desktop_programs import Tray
from trayapp.demo.virtual_desktop import VirtualDesktop

pytestmark = pytest.mark.e2e

_WATCHER = "org.kde.StatusNotifierWatcher"


@pytest.fixture
def employee(portal: PortalProcess, tmp_path: Path) -> dict[str, str]:
    """The variables of a signed-in employee."""
    return {
        "TRAYAPP_HOME": str(tmp_path / "home"),
        "TRAYAPP_PORTAL_URL": portal.url,
        "TRAYAPP_TOKEN": portal.users["basic"],
    }


@pytest.fixture
def notifier_desktop() -> Iterator[VirtualDesktop]:
    """A desktop whose panel speaks StatusNotifierItem, as KDE's and XFCE's do."""
    with VirtualDesktop(tray=Tray.XFCE) as desktop:
        yield desktop


class Bus:
    """A voice on the desktop's session bus."""

    def __init__(self, address: str) -> None:
        self._connection = open_dbus_connection(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def icon(self) -> str:
        """The bus name of the icon that the tray host knows; empty while there is none."""
        place = DBusAddress("/StatusNotifierWatcher", bus_name=_WATCHER, interface=_WATCHER)
        answer = self._connection.send_and_get_reply(Properties(place).get("RegisteredStatusNotifierItems"))
        items = answer.body[0][1] if isinstance(answer.body[0], tuple) else []
        return items[0].split("/")[0] if items else ""

    def activate(self, icon: str) -> None:
        """What the host does on a left click."""
        item = DBusAddress("/StatusNotifierItem", bus_name=icon, interface="org.kde.StatusNotifierItem")
        self._connection.send_and_get_reply(new_method_call(item, "Activate", "ii", (0, 0)))


@pytest.mark.rule("APP-1")
def test_activation_over_the_bus_opens_the_dialog(
    notifier_desktop: VirtualDesktop, employee: dict[str, str]
) -> None:
    """A StatusNotifierItem host activates the icon over D-Bus: the dialog opens."""
    environment = notifier_desktop.env | employee
    with AppProcess(environment), Bus(environment["DBUS_SESSION_BUS_ADDRESS"]) as bus:
        wait_for(bus.icon, "the icon to register")
        bus.activate(bus.icon())
        screen = Screen(environment)
        wait_for(lambda: "Get help" in screen.windows(), "the dialog")


@pytest.mark.rule("APP-8")
def test_without_a_tray_the_menu_is_a_window_until_one_appears(employee: dict[str, str]) -> None:
    """On a desktop without a tray the same menu is a small window; when a tray appears the icon moves there."""
    with VirtualDesktop() as desktop:
        desktop.stop_tray()
        environment = desktop.env | employee
        screen = Screen(environment)
        with AppProcess(environment):
            wait_for(lambda: "IT help" in screen.windows(), "the window that stands in")
            assert screen.icon() is None

            desktop.start_tray()
            wait_for(screen.icon, "the icon in the tray that came")
            wait_for(lambda: "IT help" not in screen.windows(), "the window to go")
