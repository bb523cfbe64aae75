"""Commands as processes of their own, without waiting for their imports.

One process has the whole program loaded and does nothing; each command is forked from it and is then a process as any
other: its own arguments, environment, standard streams and end. What people start (`BoxOffice.said`) and what is killed
(`BoxOffice.start`) start cold. Run as a program it is that process; it ends when the tests do.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import io
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, redirect_stderr, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ONE = b"1"  # goes with the three streams and the line on which the command is told


class Forked:
    """A command that runs; told of by who forked it. Whoever started it waits for it."""

    def __init__(self, line: socket.socket) -> None:
        self._line, self._told = line, line.makefile("r")
        self.pid = int(self._told.readline())

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def wait(self, timeout: float) -> int:
        """Its exit code, −n for signal n. Kills what is still there after `timeout` seconds."""
        with self._line, self._told:
            self._line.settimeout(timeout)
            try:
                return int(self._told.readline())
            except TimeoutError:
                os.kill(self.pid, signal.SIGKILL)
                raise


class WarmCommands:
    """The process commands are forked from, started with the first of them. Several threads may run commands."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def run(
        self, arguments: Sequence[str], environment: Mapping[str, str], given: bytes | None = None, timeout: float = 300
    ) -> subprocess.CompletedProcess[bytes]:
        """A command to its end, as `subprocess.run` does it."""
        with ExitStack() as kept:
            streams = [kept.enter_context(tempfile.TemporaryFile()) for _ in range(3)]
            streams[0].write(given or b"")
            streams[0].seek(0)
            command = self.start(arguments, environment, [stream.fileno() for stream in streams])
            code = command.wait(timeout)
            for stream in streams:
                stream.seek(0)
            return subprocess.CompletedProcess(list(arguments), code, streams[1].read(), streams[2].read())

    def start(self, arguments: Sequence[str], environment: Mapping[str, str], streams: Sequence[int]) -> Forked:
        """A command that goes on by itself. `streams`: its standard input, output and error, by their numbers."""
        line, theirs = socket.socketpair()
        with theirs, self._turn:
            socket.send_fds(self._open(), [ONE], [*streams, theirs.fileno()])
        line.sendall(json.dumps([list(arguments), dict(environment), str(Path.cwd())]).encode() + b"\n")
        return Forked(line)

    def close(self) -> None:
        if self._control is not None and self._process is not None:
            self._control.close()
            self._process.wait(30)

    def _open(self) -> socket.socket:
        if self._control is None:
            self._control, theirs = socket.socketpair()
            command = [sys.executable, "-m", "tests.end_to_end.warm", str(theirs.fileno())]
            with theirs:
                self._process = subprocess.Popen(
                    command, cwd=ROOT, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
                )
        return self._control


def serve(control: socket.socket) -> None:
    """Fork a command whenever one is asked for, until nobody can ask any more."""
    watchers: set[int] = set()
    while True:
        asked, streams, _flags, _address = socket.recv_fds(control, len(ONE), 4)
        watchers -= {watcher for watcher in watchers if os.waitpid(watcher, os.WNOHANG)[0]}
        if not asked:
            break
        watcher = os.fork()
        if not watcher:
            control.close()
            watch(streams)
        watchers.add(watcher)
        for stream in streams:
            os.close(stream)
    for watcher in watchers:
        os.waitpid(watcher, 0)


def watch(streams: Sequence[int]) -> None:
    """Fork the command and tell how it ended."""
    with socket.socket(fileno=streams[3]) as line, line.makefile("r") as told:
        arguments, environment, folder = json.loads(told.readline())
        command = os.fork()
        if command:
            line.sendall(b"%d\n" % command)
            _, status = os.waitpid(command, 0)
            line.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
            os._exit(0)
    for number, stream in enumerate(streams[:3]):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    os.chdir(folder)
    sys.argv = ["ticketforge", *arguments]
    end_with(run_main())


def run_main() -> int:
    """The command's exit code."""
    from ticketforge_desktop.cli import main

    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def end_with(code: int) -> None:
    """End as a program does, but for the modules, which nobody needs to see taken apart one by one."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def load() -> None:
    """Everything but the window."""
    import ticketforge_desktop

    for found in pkgutil.walk_packages(ticketforge_desktop.__path__, "ticketforge_desktop."):
        if ".ui" not in found.name and ".migrations" not in found.name and not found.name.endswith("__main__"):
            with suppress(Exception):  # what can't be loaded fails in the command that needs it
                importlib.import_module(found.name)
    # Reading all the commands' signatures, and what reads options, is quick the second time.
    sys.argv = ["ticketforge", "demo-store", "serve", "--orders", "none"]
    with redirect_stderr(io.StringIO()):
        assert run_main() == 2


if __name__ == "__main__":
    with socket.socket(fileno=int(sys.argv[1])) as opened:
        load()
        gc.freeze()  # no command collects what all have in common
        serve(opened)
