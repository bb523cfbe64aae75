"""One process at a time: the lock file of a profile."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from ticketforge_desktop.domain.errors import SyncRunning
from ticketforge_desktop.host.locks import FileLock

HOLDER = """
import sys
from pathlib import Path
from ticketforge_desktop.host.locks import FileLock
with FileLock(Path(sys.argv[1])).hold():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_process_is_refused_by_name_until_the_first_dies(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "sync.lock")
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "sync.lock")]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
    ) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(SyncRunning) as running, lock.hold():
            pass
        assert running.value.facts["process"] == other.pid
        other.kill()
    with lock.hold():
        pass


def test_a_second_thread_is_refused_too(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "sync.lock")
    refused: list[bool] = []

    def try_it() -> None:
        try:
            with lock.hold():
                refused.append(False)
        except SyncRunning:
            refused.append(True)

    with lock.hold():
        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join()
    try_it()
    assert refused == [True, False]


def test_two_locks_of_one_process_on_the_same_file_exclude_each_other(tmp_path: Path) -> None:
    with FileLock(tmp_path / "l").hold(), pytest.raises(SyncRunning), FileLock(tmp_path / "l").hold():
        pass


def test_an_error_inside_gives_the_lock_back(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "sync.lock")
    with pytest.raises(ZeroDivisionError), lock.hold():
        _ = 1 / 0
    with lock.hold():
        pass
