"""The readers of macOS and Windows over stand-ins for their libraries: what they make of the answers.

Neither was ever run on its platform; this proves their logic and not that the platforms answer like that.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from trayapp.capture.accessibility.macos_ax import AxText
from trayapp.capture.accessibility.windows_uia import UiaText
from trayapp.core.area import Area
from trayapp.core.ports import SeenText, WindowPlace
from trayapp.core.sensitive import Kind, find

PID = 77
TEXT = "\U0001f600 jane@example.com"


@dataclass
class Windows:
    """One window of another program, one of our own before it."""

    def places(self) -> Sequence[WindowPlace]:
        ours = WindowPlace("Get help", Area(0, 0, 2000, 1600), pid=os.getpid())
        return [ours, WindowPlace("Mail", Area(200, 100, 800, 600), active=True, pid=PID)]


class FakeAx:
    """ApplicationServices: elements are dicts of attributes, rectangles are tuples. Points are two pixels wide."""

    kAXValueCFRangeType, kAXValueCGRectType = 4, 3  # noqa: N815 - names of Apple's
    trusted = True

    def __init__(self) -> None:
        self.asked: list[str] = []
        field_ = {"AXRole": "AXTextField", "AXFrame": (110, 80, 200, 20)}
        self.secret = field_ | {"AXSubrole": "AXSecureTextField", "AXValue": "hunter2@example.com"}
        text = field_ | {
            "AXFrame": (110, 120, 200, 20),
            "AXValue": TEXT,
            "bounds": {(3, 16): (150, 120, 90, 20)},
        }
        away = text | {"AXFrame": (110, 900, 200, 20)}
        window = {"AXTitle": "Mail", "AXFrame": (100, 50, 400, 300), "AXChildren": [self.secret, text, away]}
        self.program = {"AXWindows": [window]}

    def AXIsProcessTrusted(self) -> bool:
        return self.trusted

    def AXUIElementCreateApplication(self, pid: int) -> dict[str, Any]:
        return self.program if pid == PID else {}

    def AXUIElementSetMessagingTimeout(self, _element: object, _seconds: float) -> None: ...

    def AXUIElementCopyAttributeValue(
        self, element: dict[str, Any], name: str, _out: None
    ) -> tuple[int, Any]:
        assert not (element is self.secret and name == "AXValue"), "a password was read"
        return (0, element[name]) if name in element else (-25212, None)

    def AXValueCreate(self, _kind: int, value: tuple[int, int]) -> tuple[int, int]:
        return value

    def AXUIElementCopyParameterizedAttributeValue(
        self, element: dict[str, Any], _name: str, span: tuple[int, int], _out: None
    ) -> tuple[int, Any]:
        return 0, element["bounds"].get(span)

    def AXValueGetValue(self, value: tuple[int, ...], _kind: int, _out: None) -> tuple[bool, Any]:
        x, y, width, height = value
        return True, SimpleNamespace(origin=(x, y), size=(width, height))


@pytest.fixture
def ax(monkeypatch: pytest.MonkeyPatch) -> FakeAx:
    """In place of the library."""
    made = FakeAx()
    monkeypatch.setitem(sys.modules, "ApplicationServices", made)
    return made


def test_macos_tells_points_and_pixels_come_out(ax: FakeAx) -> None:
    """Letters are counted as macOS does; what lies outside the window is left out; a password is not read."""
    assert AxText(Windows()).read(5.0, find) == [
        SeenText(Kind.PASSWORD, Area(220, 160, 400, 40)),
        SeenText(Kind.EMAIL, Area(300, 240, 180, 40)),
    ]


def test_without_the_permission_macos_is_not_asked(ax: FakeAx) -> None:
    """And nobody is asked for it."""
    ax.trusted = False

    assert AxText(Windows()).read(5.0, find) == []


@pytest.mark.parametrize("reader", [AxText, UiaText])
def test_without_the_library_nothing_is_proposed(reader: type[AxText | UiaText]) -> None:
    """As on this platform."""
    assert reader(Windows()).read(1.0, find) == []


@dataclass
class Many:
    """An array of COM."""

    items: Sequence[Any]

    @property
    def Length(self) -> int:
        return len(self.items)

    def GetElement(self, at: int) -> Any:
        return self.items[at]


@dataclass
class Element:
    """An element of UI Automation; `ranges` is what its text pattern shows."""

    name: str = ""
    place: tuple[int, int, int, int] = (210, 110, 410, 130)
    pid: int = PID
    value: str = ""
    ranges: Sequence[Any] = ()
    CurrentIsPassword: bool = False
    children: Sequence[Any] = field(default=())

    @property
    def CurrentName(self) -> str:
        return self.name

    @property
    def CurrentProcessId(self) -> int:
        return self.pid

    @property
    def CurrentBoundingRectangle(self) -> SimpleNamespace:
        left, top, right, bottom = self.place
        return SimpleNamespace(left=left, top=top, right=right, bottom=bottom)

    def FindAll(self, _scope: int, _condition: object) -> Many:
        return Many(self.children)

    def GetCurrentPattern(self, _pattern: int) -> Any:
        assert not self.CurrentIsPassword, "a password was read"
        found = SimpleNamespace(GetVisibleRanges=lambda: Many(self.ranges))
        return SimpleNamespace(QueryInterface=lambda _type: found) if self.ranges else None

    def GetCurrentPropertyValue(self, number: int) -> str:
        return self.value if number == 30045 else self.name


@dataclass
class Part:
    """A range of text that stands in two lines."""

    text: str

    def GetText(self, _most: int) -> str:
        return self.text

    def FindText(self, wanted: str, _backward: bool, _any_case: bool) -> Part:
        assert wanted in self.text
        return self

    def GetBoundingRectangles(self) -> Sequence[float]:
        return (300.0, 200.0, 80.4, 20.0, 220.0, 220.0, 40.0, 20.0)


def test_windows_tells_lines_of_a_text_and_whole_fields(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our own windows are left out; a password is not read."""
    inside = (
        Element(CurrentIsPassword=True),
        Element(place=(210, 190, 600, 260), ranges=[Part(TEXT)]),
        Element(place=(210, 300, 410, 320), value="4111 1111 1111 1111"),
    )
    mail = Element("Mail", (200, 100, 1000, 700), children=inside)
    ours = Element("Get help", (0, 0, 2000, 1600), os.getpid(), children=inside)
    automation = SimpleNamespace(
        GetRootElement=lambda: Element(children=[ours, mail]),
        CreateTrueCondition=lambda: 1,
        CreatePropertyCondition=lambda _property, _value: 1,
        CreateOrCondition=lambda _one, _other: 1,
        CreateAndCondition=lambda _one, _other: 1,
    )
    types = SimpleNamespace(IUIAutomation2=0, IUIAutomationTextPattern=0)
    client = SimpleNamespace(GetModule=lambda _name: types, CreateObject=lambda _id, interface: automation)
    com = SimpleNamespace(CoInitialize=lambda: None, CoUninitialize=lambda: None)
    monkeypatch.setitem(sys.modules, "comtypes", com)
    monkeypatch.setitem(sys.modules, "comtypes.client", client)

    assert UiaText(Windows()).read(5.0, find) == [
        SeenText(Kind.PASSWORD, Area(210, 110, 200, 20)),
        SeenText(Kind.EMAIL, Area(300, 200, 80, 20)),
        SeenText(Kind.EMAIL, Area(220, 220, 40, 20)),
        SeenText(Kind.CARD, Area(210, 300, 200, 20)),
    ]
