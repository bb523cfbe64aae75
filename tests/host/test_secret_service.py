"""A real Secret Service: gnome-keyring on a D-Bus session of its own, unlocked for this test alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DAEMON = shutil.which("gnome-keyring-daemon")
SESSION = shutil.which("dbus-run-session")

pytestmark = pytest.mark.skipif(not (DAEMON and SESSION), reason="no gnome-keyring-daemon on this machine")

STORY = """
import sys
from pathlib import Path
from ticketforge_desktop.host.keyrings import class_name
from ticketforge_desktop.host.secrets import KeyringSecrets, answering_keyring, open_secrets

backend = answering_keyring()
assert backend is not None
print(class_name(backend))
north = open_secrets(Path(sys.argv[1]) / "secrets.json", "north", lambda: None)
assert isinstance(north, KeyringSecrets)
long = "shprt_" + "x" * 6_000
for value in ("first", long):
    north.put("store.session", value)
    assert north.get("store.session") == value
assert KeyringSecrets("south", backend).get("store.session") is None
north.delete("store.session")
north.delete("store.session")
assert north.get("store.session") is None
print("kept and forgotten")
"""

LOCKED = """
from pathlib import Path
import sys
from ticketforge_desktop.domain.errors import KeyMissing
from ticketforge_desktop.host.secrets import open_secrets
try:
    open_secrets(Path(sys.argv[1]) / "secrets.json", "north", lambda: None)
except KeyMissing:
    print("refused")
"""


def in_session(folder: Path, story: str, start: str) -> str:
    """Run a story in Python where `start` (a shell line) has begun the keyring or not."""
    (folder / "run").mkdir(mode=0o700)
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TICKETFORGE", "DBUS", "PYTHON_KEYRING"))
    }
    environment |= {"HOME": str(folder), "XDG_RUNTIME_DIR": str(folder / "run"), "XDG_DATA_HOME": str(folder / "data")}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    line = f'{start} exec "$0" -c "$1" "$2"'
    done = subprocess.run(
        [str(SESSION), "--", "sh", "-c", line, sys.executable, story, str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_secrets_are_kept_in_it(tmp_path: Path) -> None:
    start = f"printf made-up | {DAEMON} --unlock --components=secrets >/dev/null;"
    told = in_session(tmp_path, STORY, start)
    assert "keyring.backends.SecretService.Keyring" in told
    assert "kept and forgotten" in told
    assert not (tmp_path / "secrets.json").exists()
    for path in (tmp_path / "data").rglob("*"):
        if path.is_file():
            assert b"shprt_" not in path.read_bytes()


def test_a_session_without_it_keeps_nothing(tmp_path: Path) -> None:
    assert "refused" in in_session(tmp_path, LOCKED, "")
    assert not (tmp_path / "secrets.json").exists()
