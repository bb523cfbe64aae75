"""The other process of a sync, seen from inside: what it asks, tells and leaves. Its pipes are played."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ticketforge_desktop.bootstrap import sync_child
from ticketforge_desktop.bootstrap.demo import DemoProfile
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.domain.errors import KeyMissing, NetworkUnavailable, RightMissing
from ticketforge_desktop.services.sync_wire import (
    Message,
    error_heard,
    error_told,
    left_heard,
    outcome_heard,
    step_heard,
)

ORDER: Message = {"demo": True, "budget": [2_000, 100, 2_000, 0.0]}


class PlayedWindow:
    """The window at the other end: gives its order, answers, and keeps what it hears."""

    def __init__(self, desk: Desk, order: Message | None) -> None:
        self.desk, self.order = desk, order
        self.heard: list[Message] = []
        self.refuse: Exception | None = None
        self.at_step: Callable[[PlayedWindow], None] = lambda _window: None
        self.told: Callable[[Message], None] = lambda _message: None
        self.gone: Callable[[], None] = lambda: None

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
        if "secret" in message:
            threading.Thread(target=self._answer, args=message["secret"]).start()
        if "step" in message:
            self.at_step(self)

    def _answer(self, act: str, name: str, *value: str) -> None:
        if self.refuse is not None:
            self.told(error_told(self.refuse))  # type: ignore[arg-type]
            return
        self.told({"value": getattr(self.desk._secrets, act)(name, *value)})

    def run(self) -> int:
        return sync_child.main(str(self.desk.folder.path))

    def of(self, what: str) -> list[Message]:
        return [message for message in self.heard if what in message]


@pytest.fixture(scope="module")
def demo() -> Iterator[DemoProfile]:
    profile = DemoProfile(events=3, orders=40)
    yield profile
    profile.close()


@pytest.fixture(scope="module")
def desk(demo: DemoProfile) -> Iterator[Desk]:
    opened, _ = demo.open()
    yield opened
    opened.close()


@pytest.fixture
def window(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., PlayedWindow]]:
    def made(**order: Any) -> PlayedWindow:
        played = PlayedWindow(desk, {**ORDER, **order} if order else None)
        monkeypatch.setattr(sync_child, "Parent", played)
        return played

    monkeypatch.setattr(sync_child, "stand_back", lambda: None)
    return made  # type: ignore[return-value]


def test_each_order_is_done_and_told(desk: Desk, window: Callable[..., PlayedWindow]) -> None:
    first = window(run="sync")
    assert first.run() == 0
    assert first.heard[0] == {"ready": True}
    assert [name for message in first.of("secret") for name in message["secret"][1:2]][:2] == [
        "db.mirror",
        "db.station",
    ]
    assert step_heard(first.of("step")[0]).phase == "connecting"
    (left,), (done,) = map(left_heard, first.of("left")), map(outcome_heard, first.of("done"))
    assert left.spent > 0
    assert left.budget.available < left.budget.capacity
    assert done.changes.kinds
    assert not done.stopped
    assert desk.queries.counts().orders == 40

    for order in ("full", "drift", "sweep"):
        played = window(run=order)
        assert played.run() == 0
        (done,) = map(outcome_heard, played.of("done"))
        assert (done.mended, done.stopped) == (0, False)


def test_the_word_to_stop_is_heard_at_the_next_step(window: Callable[..., PlayedWindow]) -> None:
    played = window(run="full")
    played.at_step = lambda stopping: stopping.told({"stop": True})
    assert played.run() == 0
    (done,) = map(outcome_heard, played.of("done"))
    assert done.stopped


def test_expected_failures_and_faults_are_told_apart(
    window: Callable[..., PlayedWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    locked = window(run="full")
    locked.refuse = KeyMissing("The keyring is locked.")
    assert locked.run() == 0
    assert isinstance(error_heard(locked.of("error")[0]), KeyMissing)

    def fails(error: Exception) -> PlayedWindow:
        def run_sync(_desk: Desk, **_how: object) -> None:
            raise error

        monkeypatch.setattr(Desk, "run_sync", run_sync)
        played = window(run="sync")
        assert played.run() == 0
        assert len(played.of("left")) == 1, "what was raised until then is told all the same"
        return played

    for error in (NetworkUnavailable("no answer"), RightMissing("no")):
        (told,) = fails(error).of("error")
        assert type(error_heard(told)) is type(error)
    (fault,) = fails(ZeroDivisionError("of ours")).of("fault")
    assert "ZeroDivisionError: of ours" in fault["fault"]


def test_without_a_window_nothing_is_begun(window: Callable[..., PlayedWindow]) -> None:
    nobody = window()
    assert nobody.run() == 1
    assert nobody.heard == []


def test_who_loses_the_window_while_asking_is_told_so(desk: Desk, window: Callable[..., PlayedWindow]) -> None:
    played = window(run="sync")
    played._answer = lambda *_asked: played.gone()  # type: ignore[method-assign]
    assert played.run() == 0
    assert isinstance(error_heard(played.of("error")[0]), KeyMissing)
    assert played.of("done") == []


def test_secrets_are_kept_and_dropped_by_the_window(desk: Desk, window: Callable[..., PlayedWindow]) -> None:
    played = window(run="sync")
    secrets = sync_child._Secrets(sync_child._Window())
    secrets.put("token", "new")
    assert desk._secrets.get("token") == secrets.get("token") == "new"
    secrets.delete("token")
    assert secrets.get("token") is None
    assert [message["secret"] for message in played.of("secret")] == [
        ["put", "token", "new"], ["get", "token"], ["delete", "token"], ["get", "token"],
    ]  # fmt: skip
