"""Work beside the window: results come back on its thread, or not at all when nobody wants them any more."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ticketforge_desktop.ui.runner import InlineRunner, Job, ThreadRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[ThreadRunner]:
    made = ThreadRunner()
    yield made
    made.close()


def test_a_result_is_delivered_on_the_windows_thread(qtbot: QtBot, runner: ThreadRunner) -> None:
    seen: list[tuple[str, str, int]] = []

    def work() -> str:
        return threading.current_thread().name

    runner.submit(work, lambda where: seen.append((where, threading.current_thread().name, 1)))
    qtbot.waitUntil(lambda: bool(seen))
    worked, told, _ = seen[0]
    assert worked.startswith("runner-")
    assert told == threading.main_thread().name


def test_an_error_goes_to_who_asked_or_to_who_listens(qtbot: QtBot, runner: ThreadRunner) -> None:
    def work() -> None:
        raise ValueError("broken")

    taken: list[Exception] = []
    runner.submit(work, failed=taken.append)
    qtbot.waitUntil(lambda: bool(taken))
    assert str(taken[0]) == "broken"
    with qtbot.waitSignal(runner.unhandled) as heard:
        runner.submit(work)
    assert isinstance(heard.args[0], ValueError)


def test_what_is_replaced_is_never_told(qtbot: QtBot, runner: ThreadRunner) -> None:
    gate = threading.Event()
    told: list[str] = []

    def slow() -> str:
        gate.wait(5)
        return "old"

    first = runner.submit(slow, told.append)
    runner.submit(lambda: "new", told.append, replaces=first)
    gate.set()
    qtbot.waitUntil(lambda: runner.busy == 0)
    assert told == ["new"]
    assert first.cancelled


def test_work_stops_where_it_asks(qtbot: QtBot, runner: ThreadRunner) -> None:
    begun, told = threading.Event(), []

    def work(job: Job[str]) -> str:
        begun.set()
        while True:
            job.check()

    job = runner.run(work, told.append, told.append)
    assert begun.wait(5)
    job.cancel()
    qtbot.waitUntil(lambda: runner.busy == 0)
    assert told == []


def test_progress_is_told_but_not_once_for_each_of_a_million(qtbot: QtBot, runner: ThreadRunner) -> None:
    seen: list[object] = []
    done: list[int] = []

    def work(job: Job[int]) -> int:
        for number in range(100_000):
            job.report(number)
        return 1

    runner.run(work, done.append, progress=seen.append)
    qtbot.waitUntil(lambda: bool(done))
    assert 1 <= len(seen) < 50_000
    assert seen == sorted(seen)  # type: ignore[type-var]


def test_nobody_is_told_when_the_owner_is_gone(qtbot: QtBot, runner: ThreadRunner) -> None:
    import shiboken6

    gate, told, owner = threading.Event(), [], QObject()
    runner.submit(lambda: gate.wait(5), told.append, owner=owner)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: runner.busy == 0)
    assert told == []


def test_closing_ends_the_threads_and_takes_no_more_work(qtbot: QtBot) -> None:
    runner, told = ThreadRunner(), []
    runner.submit(lambda: 1, told.append)
    qtbot.waitUntil(lambda: bool(told))
    runner.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("runner-")]
    assert runner.submit(lambda: 2, told.append).cancelled


def test_the_inline_runner_does_the_same_at_once(qapp: QObject) -> None:
    runner, told, steps, heard = InlineRunner(), [], [], []
    runner.unhandled.connect(heard.append)

    def work(job: Job[str]) -> str:
        job.report("half")
        return "whole"

    def broken() -> None:
        raise ValueError("broken")

    def dropped(job: Job[str]) -> str:
        job.cancel()
        job.check()
        return "never"

    runner.run(work, told.append, progress=steps.append)
    runner.submit(broken, told.append)
    assert runner.run(dropped, told.append).cancelled
    assert (told, steps, [str(error) for error in heard]) == (["whole"], ["half"], ["broken"])
