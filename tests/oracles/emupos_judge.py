"""ESC/POS as a printer of somebody else's making prints it: emupos, in an interpreter and a process of its own."""

from __future__ import annotations

import contextlib
import io
import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ROOT / ".build" / "judges" / "emupos" / "bin" / "emupos"
PATIENCE = 60.0


@dataclass(frozen=True)
class Receipt:
    """One paper: its picture (0 = ink) and its text as emupos read it."""

    picture: Image.Image
    text: str


def available() -> bool:
    """Whether emupos is there, or could be installed."""
    done = subprocess.run([sys.executable, str(ROOT / "scripts" / "setup_judges.py"), "emupos"], check=False)
    return done.returncode == 0


class Emupos:
    """A running printer."""

    def __init__(self, port: int, receipts: Path) -> None:
        self.port = port
        self._folder = receipts

    def print(self, job: bytes, count: int) -> list[Receipt]:
        """Send a job and wait until so many papers are out, oldest first."""
        before = set(self._folder.glob("*.json"))
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as line:
            line.sendall(job)
            line.shutdown(socket.SHUT_WR)
            with contextlib.suppress(OSError):
                while line.recv(4096):
                    pass
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            done = set(self._folder.glob("*.json")) - before
            if len(done) >= count:
                times = {path: json.loads(path.read_text(encoding="utf-8"))["completed_at"] for path in done}
                return [self._receipt(path) for path in sorted(done, key=lambda path: times[path])]
            time.sleep(0.05)
        raise AssertionError(f"emupos printed fewer than {count} papers")

    def _receipt(self, path: Path) -> Receipt:
        picture = Image.open(io.BytesIO(path.with_suffix(".png").read_bytes())).convert("L")
        return Receipt(picture, path.with_suffix(".txt").read_text(encoding="utf-8"))


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Emupos]:
    """emupos with one printer of 576 dots, its papers in a folder."""
    port, api = _free_port(), _free_port()
    receipts = folder / "receipts"
    config = folder / "emupos.yaml"
    config.write_text(
        "schema: 1\n"
        f"api: {{ host: 127.0.0.1, port: {api} }}\n"
        "devices:\n"
        "  - id: front\n"
        "    type: printer\n"
        "    profile: epson-tm-t20iii\n"
        f"    connections:\n      - tcp: {{ port: {port} }}\n"
        f"    receipts_dir: {receipts}\n",
        encoding="utf-8",
    )
    log = (folder / "emupos.log").open("wb")
    with (
        log,
        subprocess.Popen([str(PROGRAM), "run", "--config", str(config)], cwd=folder, stdout=log, stderr=log) as it,
    ):
        try:
            _wait_for(port, it, folder)
            yield Emupos(port, receipts)
        finally:
            it.terminate()
            it.wait(timeout=PATIENCE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        assert process.poll() is None, (folder / "emupos.log").read_text()
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("emupos did not begin to listen")
