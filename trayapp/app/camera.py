"""The one way to pictures of the screen: whoever takes them, the company's rules are kept."""

from __future__ import annotations

import os

from trayapp.app.opened import App
from trayapp.capture.choose import choose
from trayapp.capture.cover import Covered
from trayapp.capture.screens import LookAtScreens
from trayapp.capture.window_list.choose import window_list
from trayapp.core.policy import Screenshots
from trayapp.core.ports import Capturer


def camera(app: App, screens: LookAtScreens = tuple) -> Capturer:
    """For this session, under the policy as it stands at each picture. `screens` tells Qt's monitors."""

    def rules() -> Screenshots:
        policy = app.store.notes.policy()
        return policy.screenshots if policy else Screenshots()

    return Covered(choose(os.environ, screens), window_list(os.environ, screens), rules)
