"""A process that works for this one: heard, told, ended, and gone when nobody is left to work for."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ticketforge_desktop.host import child as child_module
from ticketforge_desktop.host.child import Child, Message, Parent, part_command

ROOT = Path(__file__).parents[2]
# The program's own side, with the work of a test.
SIDE = f"""
import sys, time
sys.path.insert(0, {str(ROOT)!r})
from ticketforge_desktop.host import child
child._ORPHANED_S = 0.2
"""
ECHO = (
    SIDE
    + """
import threading
done = threading.Event()
def told(message):
    if "end" in message: done.set()
    else: parent.send({"heard": message})
parent = child.Parent(told, lambda: None)
parent.listen()
print("a library says something")
parent.send({"ready": True})
done.wait()
"""
)
DEAF = (
    SIDE
    + """
parent = child.Parent(lambda message: None, lambda: None)
parent.listen()
parent.send({"ready": True})
time.sleep(600)
"""
)


@contextmanager
def started(script: str) -> Iterator[Child]:
    child = Child([sys.executable, "-c", script])
    try:
        yield child
    finally:
        child.end()


def next_of(child: Child) -> Message:
    while (message := child.receive(0.5)) is None:
        pass
    return message


def test_it_hears_and_is_heard_and_what_others_print_is_not_taken_for_its_word() -> None:
    with started(ECHO) as child:
        assert next_of(child) == {"ready": True}
        assert child.receive(0.01) is None
        child.send({"say": "Grüße\n"})
        assert next_of(child) == {"heard": {"say": "Grüße\n"}}
        child.send({"end": True})
        with pytest.raises(EOFError):
            next_of(child)
        with pytest.raises(EOFError):
            child.receive(0.1)
        child.send({"say": "too late"})
        assert child.end(30) == 0
    assert "a library says something" in child.last_words


def test_its_last_words_are_kept() -> None:
    with started("print('no JSON'); raise SystemExit('the disk is gone')") as child:
        with pytest.raises(EOFError):
            next_of(child)
        assert child.end(30) == 1
    assert "no JSON" in child.last_words
    assert "the disk is gone" in child.last_words


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_one_that_does_not_listen_is_ended() -> None:
    with started(
        "import time, sys; sys.stdout.write('{\"ready\": 1}\\n'); sys.stdout.flush(); time.sleep(600)"
    ) as child:
        next_of(child)
        assert child.end(0.05) == -9
        with pytest.raises(ProcessLookupError):
            os.kill(child.pid, 0)


def test_nobody_is_left_behind_whatever_he_does() -> None:
    """Its input ends when whoever started it does; here it is closed."""
    with started(DEAF) as child:
        next_of(child)
        assert child.end(60) == 1, "it ended itself"


def test_secrets_of_the_environment_are_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TICKETFORGE_PASSPHRASE", "made up for this test")
    monkeypatch.setenv("TICKETFORGE_OTHER", "seen")
    script = "import json, os; print(json.dumps({k: v for k, v in os.environ.items() if k.startswith('TICKETFORGE_')}))"
    with started(script) as child:
        found = next_of(child)
    assert "TICKETFORGE_PASSPHRASE" not in found
    assert found["TICKETFORGE_OTHER"] == "seen"


def test_the_child_says_and_hears_a_line_at_a_time_until_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: queue.SimpleQueue[int] = queue.SimpleQueue()
    heard: queue.SimpleQueue[Message] = queue.SimpleQueue()
    monkeypatch.setattr(child_module, "_ORPHANED_S", 0.01)
    monkeypatch.setattr(os, "_exit", ended.put)
    (its_in, our_out), (our_in, its_out) = os.pipe(), os.pipe()
    gone = threading.Event()
    parent = Parent(heard.put, gone.set, (its_in, its_out))
    parent.listen()
    with os.fdopen(our_in) as lines:
        parent.send({"step": 1})
        assert lines.readline() == '{"step": 1}\n'
        with os.fdopen(our_out, "w") as speaking:
            speaking.write('{"stop": true}\n')
        assert heard.get(timeout=10) == {"stop": True}
    assert gone.wait(10)
    assert ended.get(timeout=10) == 1
    parent.send({"step": 2})
    with contextlib.suppress(BrokenPipeError):
        parent._out.close()


@pytest.mark.skipif(sys.platform == "win32", reason="niceness is POSIX's")
def test_it_stands_back() -> None:
    script = SIDE + "import os; child.stand_back(); print('{\"nice\": %d}' % os.nice(0))"
    with started(script) as child:
        assert next_of(child) == {"nice": os.nice(0) + 10}


def test_what_can_not_be_started_is_told() -> None:
    with pytest.raises(OSError, match="No such file"):
        Child(["/no/such/program"])


def test_a_packaged_program_starts_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert part_command("sync-child", tmp_path)[1:] == [
        "-m", "ticketforge_desktop", "--run", "sync-child", "--home", str(tmp_path),
    ]  # fmt: skip
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert part_command("sync-child", tmp_path) == [sys.executable, "--run", "sync-child", "--home", str(tmp_path)]


@pytest.mark.parametrize(
    ("given", "told"),
    [(["--run", "nothing", "--home", "x"], "invalid choice"), (["--run", "sync-child"], "--run needs --home")],
)
def test_a_part_that_can_not_be_is_refused(given: list[str], told: str) -> None:
    command = [sys.executable, "-m", "ticketforge_desktop", *given]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.returncode == 2
    assert told in done.stderr
