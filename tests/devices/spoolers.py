"""Real spoolers for tests, each on its own: a printer with IPP, and a CUPS with its queues in a folder."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_CUPSD = "/usr/sbin/cupsd"
_IPP = shutil.which("ippeveprinter") or "/usr/sbin/ippeveprinter"


def need_ippeveprinter() -> None:
    """Loudly skipped where it is not installed; scripts/setup.sh installs it for the tests."""
    if not Path(_IPP).exists() or shutil.which("dbus-daemon") is None:
        pytest.skip("no ippeveprinter on this machine: apt-get install cups-ipp-utils dbus-daemon")


def need_cupsd() -> None:
    """Loudly skipped where CUPS is not installed, or may not be started by this user."""
    if not Path(_CUPSD).exists() or shutil.which("lpadmin", path=_path()) is None:
        pytest.skip("no cupsd on this machine: apt-get install cups-daemon cups-client")
    if os.geteuid() != 0:
        pytest.skip("no cupsd on this machine for this user: CUPS starts its parts as root only")


def _path() -> str:
    return os.environ.get("PATH", "") + ":/usr/sbin:/sbin"


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for something another process does."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.02)


@contextmanager
def process(*command: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that ends with the test."""
    running = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield running
    finally:
        running.terminate()
        running.wait(10)


_COMMAND = """#!/bin/sh
how=$(cat {folder}/how)
case "$how" in
  good) cat "$1" > {folder}/paper-$(date +%N); exit 0;;
  jam) echo "STATE: media-jam" >&2; exit 1;;
  hang) sleep 60 & echo $! > {folder}/hanging; wait;;
esac
"""


class IppPrinter:
    """A printer with IPP; `how` says what becomes of the next job: good, jam or hang."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.address = folder, f"ipp://127.0.0.1:{port}/ipp/print"
        self.how("good")

    def how(self, word: str) -> None:
        """Order it."""
        (self.folder / "how").write_text(word)

    def let_go(self) -> None:
        """A job that hangs comes to its end."""
        self.how("good")
        hanging = self.folder / "hanging"
        if hanging.exists():
            subprocess.run(["kill", hanging.read_text().strip()], capture_output=True)
            hanging.unlink()

    @property
    def papers(self) -> list[bytes]:
        """What came out, in no order."""
        return [path.read_bytes() for path in self.folder.glob("paper-*")]


@contextmanager
def ipp_printer(folder: Path) -> Iterator[IppPrinter]:
    """One `ippeveprinter`. It wants a message bus to announce itself on: it gets one of its own, with nobody there."""
    need_ippeveprinter()
    for name in ("spool", "keys"):
        (folder / name).mkdir(parents=True)
    command = folder / "print.sh"
    command.write_text(_COMMAND.format(folder=folder))
    command.chmod(0o755)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    printer = IppPrinter(folder, port)
    bus = folder / "bus"
    arguments = (
        *("-r", "off", "-p", str(port), "-n", "localhost", "-d", str(folder / "spool"), "-K", str(folder / "keys")),
        *("-f", "application/pdf,application/vnd.cups-raw", "-c", str(command)),
    )
    with process("dbus-daemon", "--session", "--nofork", "--nopidfile", f"--address=unix:path={bus}"):
        until(bus.exists)
        with process(_IPP, *arguments, "Test printer", DBUS_SYSTEM_BUS_ADDRESS=f"unix:path={bus}"):
            until(lambda: _listens(port))
            yield printer
            printer.let_go()


def _listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


_CUPSD_CONF = """
Listen {folder}/run/cups.sock
LogLevel warn
MaxLogSize 0
DefaultAuthType None
WebInterface No
Browsing No
JobRetryInterval 1
DefaultPolicy open
<Location />
Order allow,deny
Allow all
</Location>
<Policy open>
JobPrivateAccess all
JobPrivateValues none
SubscriptionPrivateAccess all
SubscriptionPrivateValues none
<Limit All>
Order allow,deny
Allow all
</Limit>
</Policy>
"""
_FILES_CONF = """
ServerBin {folder}/bin
ServerRoot {folder}/root
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/run
TempDir {folder}/spool
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
FileDevice Yes
Printcap
SystemGroup root
"""


# A way to a printer of the test's own: what is printed lands in the file that the address names.
_BACKEND = """#!/bin/sh
[ $# -eq 0 ] && echo 'direct paper "Unknown" "A file"' && exit 0
file=${DEVICE_URI#paper:}
[ -e "$file.broken" ] && head -c 3 "${6:--}" >> "$file" && exit 1
cat "${6:--}" >> "$file"
"""


class Cups:
    """A CUPS of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = str(folder / "run" / "cups.sock")

    def do(self, command: str, *arguments: str) -> None:
        """One of its own commands."""
        environment = {**os.environ, "CUPS_SERVER": self.socket, "PATH": _path()}
        done = subprocess.run([command, *arguments], env=environment, capture_output=True, timeout=30)
        assert done.returncode == 0, (command, arguments, done.stderr.decode())

    def waiting(self, name: str) -> bytes:
        """The jobs a queue still holds, as `lpstat` lists them."""
        environment = {**os.environ, "CUPS_SERVER": self.socket, "PATH": _path()}
        return subprocess.run(["lpstat", "-o", name], env=environment, capture_output=True, timeout=30).stdout

    def queue(self, name: str, device: str, *more: str) -> None:
        """A raw queue."""
        self.do("lpadmin", "-p", name, "-E", "-v", device, "-m", "raw", *more)


@contextmanager
def cups(folder: Path) -> Iterator[Cups]:
    """`cupsd` on a socket in the folder; nothing of the system's own is touched."""
    need_cupsd()
    for name in ("root", "root/ppd", "spool", "cache", "run", "log", "bin", "bin/backend", "bin/filter"):
        (folder / name).mkdir(parents=True)
    for name in ("daemon", "backend/ipp"):
        (folder / "bin" / name).symlink_to(Path("/usr/lib/cups") / name)
    backend = folder / "bin" / "backend" / "paper"
    backend.write_text(_BACKEND)
    backend.chmod(0o700)  # run as root, which may write into the test's folder
    for name, text in (("cupsd.conf", _CUPSD_CONF), ("cups-files.conf", _FILES_CONF)):
        (folder / name).write_text(text.format(folder=folder))
    files = (str(folder / "cupsd.conf"), "-s", str(folder / "cups-files.conf"))
    one = Cups(folder)
    with process(_CUPSD, "-f", "-c", *files):
        until(lambda: Path(one.socket).exists())
        yield one
