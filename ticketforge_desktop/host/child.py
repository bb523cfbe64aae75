"""A second process of the program that works for this one: told what to do, asked to stop, and never left behind.

Both sides write JSON, one object a line. The child ends when its input does, so it never outlives whoever started it,
however that one ended. What it may know comes through the pipe alone: arguments and environment can be read by others.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from ticketforge_desktop.host.windows import own_program

Message = dict[str, Any]

# Who opens secrets by a passphrase gives the child what it asks for, never the passphrase.
_NOT_HANDED_ON: Final = "TICKETFORGE_PASSPHRASE"
_LAST_WORDS: Final = 40  # lines of standard error that are kept
_NICE: Final = 10
# What hangs in the middle of a step when nobody is there any more: everything durable is so at any moment.
_ORPHANED_S: Final = 5.0


def part_command(part: str, folder: Path) -> list[str]:
    """What starts a part of the program on a profile."""
    return [*own_program(), "--run", part, "--home", str(folder)]


class Child:
    """The side that started it. Every method may be called on one thread at a time.

    Raises `OSError` when no process can be started.
    """

    def __init__(self, command: Sequence[str]) -> None:
        environment = {name: value for name, value in os.environ.items() if name != _NOT_HANDED_ON}
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=environment,
            **_apart(),
        )
        self._heard: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
        self._words: deque[str] = deque(maxlen=_LAST_WORDS)
        self._threads = [
            threading.Thread(target=work, name=f"child-{name}", daemon=True)
            for name, work in (("out", self._listen), ("err", self._keep_words))
        ]
        for thread in self._threads:
            thread.start()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def send(self, message: Message) -> None:
        """Tell it something; one that has ended already hears nothing, which `receive` tells."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(json.dumps(message) + "\n")
            self._process.stdin.flush()

    def receive(self, timeout_s: float) -> Message | None:
        """What it says next; None when it said nothing for so long.

        Raises:
            EOFError: it has ended.
        """
        try:
            message = self._heard.get(timeout=timeout_s)
        except queue.Empty:
            return None
        if message is None:
            self._heard.put(None)
            raise EOFError
        return message

    def end(self, patience_s: float = 0.0) -> int:
        """Let it end, or end it when it takes longer than `patience_s`; returns its exit code, below 0 for a signal."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        try:
            code = self._process.wait(patience_s)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        for thread in self._threads:
            thread.join()
        return code

    @property
    def last_words(self) -> str:
        """The end of what it wrote to standard error."""
        return "".join(self._words)

    def _listen(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                try:
                    message = json.loads(line)
                except ValueError:
                    message = None
                if isinstance(message, dict):
                    self._heard.put(message)
                else:
                    self._words.append(line)  # a half line of one that was killed, or a library's chatter
        self._heard.put(None)

    def _keep_words(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as lines:
            self._words.extend(lines)


class Parent:
    """The child's side: what it is told, and whether it is to stop.

    Args:
        told: called for each message on a thread of its own.
        gone: called once when the other side has ended; a few seconds later this process ends, whatever it does.
        pipes: what is read and what is written; None takes the process's own input and output, and nobody else in it
            writes there any more.
    """

    def __init__(
        self, told: Callable[[Message], None], gone: Callable[[], None], pipes: tuple[int, int] | None = None
    ) -> None:
        self._told, self._gone = told, gone
        self._lock = threading.Lock()
        come, go = pipes or (os.dup(0), os.dup(1))
        if pipes is None:
            os.dup2(2, 1)
        self._in, self._out = os.fdopen(come, encoding="utf-8"), os.fdopen(go, "w", encoding="utf-8")

    def listen(self) -> None:
        """Begin to listen."""
        threading.Thread(target=self._listen, name="parent", daemon=True).start()

    def send(self, message: Message) -> None:
        """Say something; nobody hears it when the other side has ended, and this process is about to."""
        with self._lock, contextlib.suppress(OSError, ValueError):
            self._out.write(json.dumps(message) + "\n")
            self._out.flush()

    def _listen(self) -> None:
        with self._in as lines:
            for line in lines:
                self._told(json.loads(line))
        self._gone()
        timer = threading.Timer(_ORPHANED_S, os._exit, [1])
        timer.daemon = True
        timer.start()


def stand_back() -> None:
    """Whoever serves a person comes before this process."""
    if sys.platform != "win32":  # there it was started so
        os.nice(_NICE)


def _apart() -> dict[str, Any]:
    """Ctrl+C in a terminal is for the one that started it; it hears of it when its input ends."""
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return {"creationflags": flags | subprocess.BELOW_NORMAL_PRIORITY_CLASS}
    return {"process_group": 0}
