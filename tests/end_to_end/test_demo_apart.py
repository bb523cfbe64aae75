"""The demo of a window: its store answers from a process of its own, and goes with the window."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from ticketforge_desktop.bootstrap import demo_child
from ticketforge_desktop.bootstrap.demo import DemoProfile
from ticketforge_desktop.host.child import Message


def test_the_store_is_another_process_and_ends_with_the_window() -> None:
    profile = DemoProfile(events=3, orders=20, apart=True)
    desk, facts = profile.open()
    try:
        assert profile.store is None
        assert profile._child is not None
        child = profile._child.pid
        assert desk.run_sync().orders == 20
        shop = desk.queries.shop()
        assert shop is not None
        assert shop.name == facts.shop.name
    finally:
        desk.close()
        profile.close()
    if sys.platform != "win32":
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
    assert not profile.folder.path.exists()


@pytest.mark.parametrize("command", [["/no/such/program"], [sys.executable, "-c", "raise SystemExit(3)"]])
def test_where_no_process_can_be_had_the_store_is_here(monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.setattr(demo_child, "part_command", lambda _part, _folder: command)
    profile = DemoProfile(events=3, orders=20, apart=True)
    desk, _ = profile.open()
    try:
        assert profile.store is not None
        assert desk.run_sync().orders == 20
    finally:
        desk.close()
        profile.close()


class PlayedWindow:
    """Orders a store, or nothing, and is gone once it was greeted."""

    def __init__(self, order: Message | None) -> None:
        self.order = order
        self.heard: list[Message] = []

    def __call__(self, told: Callable[[Message], None], gone: Callable[[], None]) -> PlayedWindow:
        self.told, self.gone = told, gone
        return self

    def listen(self) -> None:
        if self.order is None:
            self.gone()
        else:
            self.told(self.order)

    def send(self, message: Message) -> None:
        self.heard.append(message)
        threading.Thread(target=self.gone).start()


def test_it_serves_what_is_asked_for_until_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    window = PlayedWindow({"serve": {"events": 2, "orders": 5, "seed": 3}})
    monkeypatch.setattr(demo_child, "Parent", window)
    assert demo_child.main() == 0
    (greeting,) = window.heard
    assert {"url", "token", "webhook_secret"} <= greeting.keys()
    nobody = PlayedWindow(None)
    monkeypatch.setattr(demo_child, "Parent", nobody)
    assert demo_child.main() == 1
    assert nobody.heard == []


def test_its_command_names_no_secret() -> None:
    assert demo_child.part_command(demo_child.PART, Path("home"))[-3:] == ["demo-store", "--home", "home"]
