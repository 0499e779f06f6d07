"""Which watcher is used where, when a title is news, and what of a clicked thing is told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from trayapp.capture.input import element as input_watcher_element
from trayapp.capture.input.element import Clicked, Elements
from trayapp.capture.input.title import SETTLED, Front, Settling
from trayapp.capture.input.tree import ROOT, Node
from trayapp.capture.input.watcher import NoClicks, input_watcher
from trayapp.capture.input.x11 import X11Watcher
from trayapp.core.area import Area, Point
from trayapp.core.errors import LocalFault

PROGRAM = Node(":1.7", "/root")


def clock() -> datetime:
    """A moment."""
    return datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("environment", "platform", "kind"),
    [
        ({"DISPLAY": ":1", "XDG_SESSION_TYPE": "x11"}, "xcb", X11Watcher),
        ({"DISPLAY": ":1", "WAYLAND_DISPLAY": "wayland-1", "XDG_SESSION_TYPE": "wayland"}, "xcb", NoClicks),
        ({"WAYLAND_DISPLAY": "wayland-1"}, "wayland", NoClicks),
        ({"DISPLAY": ":1"}, "offscreen", NoClicks),
        ({}, "", NoClicks),
    ],
)
def test_the_session_says_how_clicks_are_seen(environment: dict[str, str], platform: str, kind: type) -> None:
    """Clicks are seen on X11, and nowhere that an X server sees only a part of them."""
    assert isinstance(input_watcher(environment, clock, "linux", platform), kind)


def test_a_platform_that_hides_clicks_says_so() -> None:
    """Where clicks are hidden, starting tells nothing and the person is known to mark each step."""
    watcher = NoClicks()

    watcher.start(lambda _: pytest.fail("nothing can be told"))
    watcher.stop()

    assert not watcher.sees_clicks


def test_a_server_that_is_gone_is_a_fault() -> None:
    """A display nobody serves cannot be watched, and that is told with its reason."""
    with pytest.raises(LocalFault) as fault:
        X11Watcher(":65000", clock).start(lambda _: None)

    assert fault.value.params["reason"] == "input"


def test_a_title_counts_once_it_has_settled() -> None:
    """Of three titles in a row the last one counts, and not before it has stayed."""
    settling = Settling()
    for at, title in enumerate(["Loading", "Inbox (1)", "Inbox"]):
        settling.change(Front(7, title), at * SETTLED / 2)

    assert settling.settled(SETTLED) is None
    assert settling.settled(SETTLED * 2) == Front(7, "Inbox")
    assert settling.left(SETTLED * 2) is None


@pytest.mark.parametrize(("title", "news"), [("Inbox (4)", False), ("* Inbox", False), ("Sent", True)])
def test_a_number_or_a_star_in_a_title_is_no_news(title: str, news: bool) -> None:
    """A title counts when its words change, not its unread mails or the star of what is not saved."""
    settling = Settling()
    settling.change(Front(7, "Inbox"), 0)
    settling.settled(1)

    settling.change(Front(7, title), 2)

    assert (settling.settled(3) is not None) is news


def test_another_window_of_the_same_title_is_news() -> None:
    """Two windows may be called the same; changing between them counts."""
    settling = Settling()
    settling.change(Front(7, "Inbox"), 0)
    settling.settled(1)

    settling.change(Front(8, "Inbox"), 2)

    assert settling.settled(3) == Front(8, "Inbox")


@dataclass
class FakeTree:
    """A program of one window; `parts` lie in one another, from the window to the smallest at the point."""

    parts: list[tuple[int, str]]
    menu: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    fail: Exception | None = None
    closed: bool = False

    def begin(self, seconds: float) -> None:
        """Time is no matter."""

    def close(self) -> None:
        self.closed = True

    def pid(self, bus_name: str) -> int:
        return 42

    def children(self, node: Node) -> list[Node]:
        if self.fail:
            raise self.fail
        if node == ROOT:
            return [PROGRAM]
        if node == PROGRAM:
            return [Node(":1.7", "0")]
        return [Node(":1.7", f"menu/{name}") for _, name in self.menu.get(node.path, [])]

    def parent(self, node: Node) -> Node:
        return Node(":1.7", str(int(node.path) - 1))

    def role(self, node: Node) -> int:
        return self._part(node)[0]

    def name(self, node: Node) -> str:
        return self._part(node)[1]

    def shows(self, node: Node) -> bool:
        return True

    def area(self, node: Node) -> Area:
        return Area(0, 0, 100, 100)

    def holds(self, node: Node, point: Point) -> bool:
        return not node.path.endswith("Open")

    def at(self, node: Node, point: Point) -> Node | None:
        inner = int(node.path) + 1
        return Node(":1.7", str(inner)) if inner < len(self.parts) else None

    def _part(self, node: Node) -> tuple[int, str]:
        if node.path.startswith("menu/"):
            entries = [entry for each in self.menu.values() for entry in each]
            return next(entry for entry in entries if f"menu/{entry[1]}" == node.path)
        return self.parts[int(node.path)]


def told(tree: FakeTree, *, pid: int = 42, popup: bool = False) -> tuple[str, str] | None:
    """What is told of a click into that program."""
    return Elements(_tree=tree, _tried=True).at(  # type: ignore[arg-type]
        pid, Clicked("Writer", Area(0, 0, 100, 100), Point(5, 5), popup)
    )


FRAME, PANEL, BUTTON, LABEL, ENTRY, PASSWORD, TAB, LINK, CELL = 23, 39, 43, 29, 61, 40, 37, 88, 56


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([(FRAME, "Writer"), (PANEL, ""), (BUTTON, "Save")], ("push button", "Save")),
        ([(FRAME, "Writer"), (LINK, "Help"), (LABEL, "Help")], ("link", "Help")),
        ([(FRAME, "Writer"), (ENTRY, "what was typed")], ("text", "")),
        ([(FRAME, "Writer"), (ENTRY, "what was typed"), (PANEL, "")], ("text", "")),
        ([(FRAME, "Writer"), (PASSWORD, "hunter2")], ("password text", "")),
        ([(FRAME, "Writer"), (TAB, "Home"), (PANEL, "")], None),
        ([(FRAME, "Writer"), (CELL, "Ada Lovelace")], None),
        ([(FRAME, "Writer")], None),
    ],
)
def test_what_is_told_of_a_click(parts: list[tuple[int, str]], expected: tuple[str, str] | None) -> None:
    """Buttons and links are told by name, fields by their kind alone, and anything else not at all."""
    assert told(FakeTree(parts)) == expected


def test_an_entry_of_an_open_menu_is_found() -> None:
    """A menu lies over its window; what is told is the entry, not what lies beneath it."""
    menu = {"0": [(34, "bar")], "menu/bar": [(33, "File")], "menu/File": [(35, "Open"), (35, "Save as …")]}
    tree = FakeTree([(FRAME, "Writer"), (BUTTON, "beneath")], menu)

    assert told(tree, popup=True) == ("menu item", "Save as …")


def test_a_menu_that_nobody_knows_is_a_menu() -> None:
    """Where an open menu is not in the tree, nothing beneath it is taken for it."""
    assert told(FakeTree([(FRAME, "Writer"), (BUTTON, "beneath")]), popup=True) == ("popup menu", "")


def test_another_program_is_not_asked() -> None:
    """What was clicked is asked of the program whose window it is."""
    assert told(FakeTree([(FRAME, "Writer"), (BUTTON, "Save")]), pid=43) is None


@pytest.mark.parametrize("fault", [TimeoutError(), IndexError("hunter2"), ValueError("hunter2"), KeyError(1)])
def test_a_program_that_does_not_answer_costs_nothing_but_the_name(
    fault: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    """Without an answer in time, or with nonsense for one, the click has no name; no log holds what was answered."""
    with caplog.at_level("INFO"):
        assert told(FakeTree([(FRAME, "Writer")], fail=fault)) is None

    assert "hunter2" not in caplog.text


def test_nobody_listens_once_it_is_closed() -> None:
    """The connection is given back."""
    tree = FakeTree([])
    elements = Elements(_tree=tree, _tried=True)  # type: ignore[arg-type]

    elements.close()

    assert tree.closed
    assert elements.at(42, Clicked("Writer", Area(0, 0, 0, 0), Point(5, 5))) is None


def test_without_a_bus_clicks_have_no_names(monkeypatch: pytest.MonkeyPatch) -> None:
    """A session without a bus of screen readers is asked once and no more."""
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    elements = Elements()

    assert elements.at(42, Clicked("Writer", Area(0, 0, 0, 0), Point(5, 5))) is None
    assert elements._tried
    assert input_watcher_element.LONGEST <= 0.4


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (Area(100, 100, 600, 400), Point(160, 140)),
        (Area(98, 66, 604, 436), Point(160, 140)),
        (Area(50, 50, 300, 200), Point(80, 70)),
        (Area(50, 30, 302, 235), None),
        (Area(0, 0, 0, 0), None),
    ],
)
def test_a_scaled_program_counts_in_its_own_pixels(told: Area, expected: Point | None) -> None:
    """The place is found in the program's pixels by its window; where that does not fit, nothing is named wrongly."""
    assert Clicked("Writer", Area(100, 100, 600, 400), Point(160, 140)).within(told) == expected


def test_a_title_that_is_clicked_counts_at_once() -> None:
    """Who clicks into a window that has just come up has seen it: it is told before the click."""
    settling = Settling()
    settling.change(Front(7, "Save as"), 0)

    assert settling.hurry("Writer") is None
    assert settling.hurry("Save as") == Front(7, "Save as")
    assert settling.hurry("Save as") is None
