"""Taking turns: short things that one thread of one process does at a time."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ticketforge_desktop.domain.errors import NetworkUnavailable
from ticketforge_desktop.host.turns import FileTurn

COUNTING = """
import sys
from pathlib import Path
from ticketforge_desktop.host.turns import FileTurn
turn, counter = FileTurn(Path(sys.argv[1])), Path(sys.argv[2])
for _ in range(40):
    with turn.take():
        counter.write_text(str(int(counter.read_text()) + 1))
"""


def test_processes_and_threads_never_do_it_at_once(tmp_path: Path) -> None:
    counter = tmp_path / "counter"
    counter.write_text("0")
    command = [sys.executable, "-c", COUNTING, str(tmp_path / "turn.lock"), str(counter)]
    others = [subprocess.Popen(command, cwd=Path(__file__).parents[2]) for _ in range(2)]
    turn = FileTurn(tmp_path / "turn.lock")

    def count() -> None:
        for _ in range(40):
            with turn.take():
                counter.write_text(str(int(counter.read_text()) + 1))

    threads = [threading.Thread(target=count) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [other.wait(60) for other in others] == [0, 0]
    assert counter.read_text() == "200"


def test_a_thread_that_has_the_turn_may_take_it_again(tmp_path: Path) -> None:
    turn = FileTurn(tmp_path / "turn.lock")
    with turn.take(), turn.take():
        pass
    with turn.take():
        pass


def test_one_that_is_never_given_back_is_told_and_not_waited_for_for_ever(tmp_path: Path) -> None:
    clock = [0.0]

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    waiting = FileTurn(tmp_path / "turn.lock", longest_wait_s=1.0, now=lambda: clock[0], sleep=sleep)
    with FileTurn(tmp_path / "turn.lock").take(), pytest.raises(NetworkUnavailable), waiting.take():
        pass
    assert clock[0] == pytest.approx(1.0, abs=0.1)


def test_an_error_inside_gives_the_turn_back(tmp_path: Path) -> None:
    turn = FileTurn(tmp_path / "turn.lock")
    with pytest.raises(ZeroDivisionError), turn.take():
        _ = 1 / 0
    with turn.take():
        pass
