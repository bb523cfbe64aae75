"""What all tests share: where the recordings lie, and which skips are allowed."""

from __future__ import annotations

import os
import shutil
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.schema_at_once import SchemaAtOnce

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Secrets of the tests never reach the keyring of the person who runs them.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"
# An example may take as long as a busy machine needs: what is slow is told by the benches.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


# Thousands of small durable commits wait more for the disk than for anything else. Files in memory are files all the
# same: encrypted, locked, seen by other processes, still there when a process is killed. `TMPDIR` chooses otherwise.
MEMORY, ROOM = Path("/dev/shm"), 2 << 30
if "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"] = os.environ["PYTEST_DEBUG_TEMPROOT"] = tempfile.tempdir = str(MEMORY)


@pytest.fixture(scope="session", autouse=True)
def _schema_at_once() -> Iterator[None]:
    """Hundreds of stories begin with new files: the migrations are run for the first of each kind."""
    from ticketforge_desktop.storage import migrate

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(migrate, "upgrade_to", SchemaAtOnce(migrate.upgrade_to))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the checkout with recordings of real stores; tests that need it skip loudly without it."""
    if not (SHARED / "shopify").is_dir():
        pytest.skip("no ../shared beside the checkout: recordings of real stores are not there")
    return SHARED


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Examples by chance are not traced: it doubles their time, and what they reach differs from run to run."""
    for item in items:
        if item.get_closest_marker("hypothesis"):
            item.add_marker("no_cover")


def _allowed_skips() -> list[str]:
    listed = tomllib.loads((ROOT / "tests" / "allowed_skips.toml").read_text(encoding="utf-8"))
    return [entry["reason"] for entry in listed.get("skip", [])]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Under TICKETFORGE_STRICT_SKIPS every skip must be on the list, with its reason."""
    if not os.environ.get("TICKETFORGE_STRICT_SKIPS") or hasattr(session.config, "workerinput"):
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    allowed = _allowed_skips()
    unlisted = [
        (report.nodeid, str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr))
        for report in reporter.stats.get("skipped", [])
    ]
    unlisted = [(node, reason) for node, reason in unlisted if not any(text in reason for text in allowed)]
    if unlisted:
        for node, reason in unlisted:
            reporter.write_line(f"SKIPPED WITHOUT LEAVE {node}: {reason}", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
