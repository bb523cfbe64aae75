"""Heavy syncs of a window, in a process of their own: same words as before, nothing shown to others, nobody left."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ticketforge_desktop.bootstrap import pulling, sync_process
from ticketforge_desktop.bootstrap.demo import DemoProfile
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.bootstrap.sync_process import ChildFaultError
from ticketforge_desktop.bootstrap.window import Startup
from ticketforge_desktop.demo.server import DemoStore
from ticketforge_desktop.domain.batches import StoreBatch
from ticketforge_desktop.domain.changes import Kind
from ticketforge_desktop.domain.errors import KeyMissing, NetworkUnavailable, SyncRunning, SyncTrouble
from ticketforge_desktop.host.folder import ProfileFolder
from ticketforge_desktop.host.locks import FileLock
from ticketforge_desktop.services.ports.mirror import Watermark
from ticketforge_desktop.services.schedule import Task
from ticketforge_desktop.services.syncing import SyncProgress
from ticketforge_desktop.ui.desk import ConnectRequest

pytestmark = [
    pytest.mark.long,  # tests/host/test_child.py and tests/ui/test_sync_apart_window.py tell the short of it
    pytest.mark.skipif(sys.platform == "win32", reason="looks into /proc and sends signals"),
]
ROOT = Path(__file__).parents[2]
ORDERS = 150
LONG_AGO = Watermark("orders", "2020-01-01T00:00:00Z")


@pytest.fixture
def demo() -> Iterator[DemoProfile]:
    profile = DemoProfile(events=5, orders=ORDERS)
    yield profile
    profile.close()


@pytest.fixture
def desk(demo: DemoProfile) -> Iterator[Desk]:
    opened, _ = demo.open()
    opened.sync_apart()
    yield opened
    opened.close()


def quiet(_step: object) -> None:
    pass


def never() -> bool:
    return False


def child_of(desk: Desk) -> int:
    """The process that syncs for the desk; fails when there is none."""
    process = desk._pulling.process
    assert process is not None
    assert process.pid is not None, "it syncs in this process"
    return process.pid


def processes(desk: Desk) -> tuple[list[int], Callable[[SyncProgress], None]]:
    """In which process each step was made, 0 for this one; and who listens."""
    seen: list[int] = []

    def tell(_step: SyncProgress) -> None:
        process = desk._pulling.process
        seen.append(0 if process is None or process.pid is None else process.pid)

    return seen, tell


def at(phase: str, then: Callable[[], None]) -> Callable[[SyncProgress], None]:
    """Does something once, when a sync reaches a phase."""
    left = [then]

    def tell(step: SyncProgress) -> None:
        if step.phase == phase and left:
            left.pop()()

    return tell


def gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


def test_first_and_full_syncs_and_checks_run_apart_and_light_syncs_do_not(desk: Desk) -> None:
    seen, tell = processes(desk)
    changes = desk.sync(tell, never)
    assert 0 not in seen
    assert len(set(seen)) == 1
    assert {Kind.ORDER, Kind.TICKET, Kind.SYNC} <= changes.kinds
    assert desk.queries.counts().orders == ORDERS
    assert desk.sync_page.untold_alerts(), "what was raised there is told here"
    assert desk.stores.throttle.used() > 100, "what it took of the bucket counts here"
    (key,) = desk.keys.rows(desk.staff)
    assert (key.own, key.key_id) == (True, desk.keys.key_id()), "two processes of a station have one key between them"
    assert desk.keys.ean_key()

    before = desk._profile.mirror_path
    full, tell = processes(desk)
    assert Kind.ORDER in desk.sync_page.full(tell, never).kinds
    assert 0 not in full
    assert set(full) != set(seen)
    assert desk._profile.mirror_path != before
    assert desk.queries.counts().orders == ORDERS
    assert desk.status().synced_at == desk.queries.counts().synced_at

    for task in (Task.DRIFT, Task.SWEEP):
        seen, tell = processes(desk)
        assert desk.sync_page.check(task, tell, never, whole=True)[1] == 0
        assert 0 not in seen
    assert desk.sync_page.done().sweep is not None

    light, tell = processes(desk)
    desk.sync(tell, never)
    desk.sync_page.check(Task.SWEEP, tell, never, whole=False)
    assert set(light) == {0}
    modes = [run.mode for run in desk.sync_page.history(9, eventful=False)]
    assert modes == ["sweep", "incremental", "sweep", "drift", "bulk", "bulk"]


def test_what_looked_light_and_is_not_goes_on_apart(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.sync(quiet, never)
    monkeypatch.setattr(pulling, "LIGHT", 20)
    desk._profile.mirror_writer.apply(StoreBatch(), LONG_AGO)
    seen, tell = processes(desk)
    desk.sync(tell, never)
    assert seen[0] == 0
    assert seen[-1] != 0
    (run,) = desk.sync_page.history(1, eventful=False)
    assert (run.mode, run.error) == ("incremental", "")
    mark = desk._profile.mirror_writer.watermark("orders")
    assert mark is not None
    assert mark.at > "2026", "it came to its end"


def test_a_bulk_that_begins_here_is_filled_there(desk: Desk) -> None:
    """The shop counts its days anew: only a first sync can follow, which a light one meets in its middle."""
    desk.sync(quiet, never)
    desk._profile._mirror_file.writer().run(lambda work: work.raw.execute("UPDATE shop SET zone = 'Asia/Tokyo'"))
    seen, tell = processes(desk)
    desk.sync(tell, never)
    assert (seen[0], seen[-1]) != (0, 0)
    assert desk.queries.counts().orders == ORDERS
    assert desk.sync_page.history(1, eventful=False)[0].mode == "bulk"
    shop = desk.queries.shop()
    assert shop is not None
    assert shop.zone != "Asia/Tokyo"


def test_nothing_secret_stands_where_others_can_read_it(desk: Desk, demo: DemoProfile) -> None:
    found: list[bytes] = []

    def look() -> None:
        child = child_of(desk)
        found.extend(Path(f"/proc/{child}/{name}").read_bytes() for name in ("cmdline", "environ"))

    desk.sync(at("loading", look), never)
    assert demo.store is not None
    shown = b" ".join(found).decode(errors="replace")
    assert "--run" in shown
    for name in ("db.mirror", "db.station"):
        key = desk._secrets.get(name)
        assert key
        assert key not in shown
    assert demo.store.token not in shown


def test_killed_in_the_middle_it_is_told_and_the_next_one_goes_on(desk: Desk) -> None:
    desk.sync(quiet, never)
    before, mirror = desk.queries.counts(), desk._profile.mirror_path
    with pytest.raises(SyncTrouble) as told:
        desk.sync_page.full(at("loading", lambda: os.kill(child_of(desk), signal.SIGKILL)), never)
    assert (told.value.code, told.value.facts) == ("sync", {"exit": -9})
    assert told.value.next_step == SyncTrouble.default_next_step
    assert (desk.queries.counts(), desk._profile.mirror_path) == (before, mirror)
    desk.sync_page.full(quiet, never)
    assert desk.queries.counts().orders == ORDERS
    assert desk._profile.mirror_path != mirror


def test_stopped_it_ends_at_its_next_step_and_leaves_the_mirror_as_it_was(desk: Desk) -> None:
    desk.sync(quiet, never)
    mirror, wanted = desk._profile.mirror_path, threading.Event()
    children: list[int] = []

    def stop() -> None:
        children.append(child_of(desk))
        wanted.set()

    desk.sync_page.full(at("loading", stop), wanted.is_set)
    assert desk._profile.mirror_path == mirror
    assert desk.sync_page.history(1, eventful=False)[0].mode == "bulk"
    assert gone(children[0])
    with FileLock(desk.folder.path / "sync.lock").hold():
        pass


def test_one_that_hears_no_stop_is_ended(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync_process, "_PATIENCE_S", 0.3)
    wanted = threading.Event()
    children: list[int] = []

    def freeze() -> None:
        children.append(child_of(desk))
        os.kill(children[0], signal.SIGSTOP)
        wanted.set()

    desk.sync(at("loading", freeze), wanted.is_set)
    assert gone(children[0])
    desk.sync(quiet, never)
    assert desk.queries.counts().orders == ORDERS


def test_troubles_of_the_other_process_are_told_as_our_own(desk: Desk, demo: DemoProfile) -> None:
    with FileLock(desk.folder.path / "sync.lock").hold(), pytest.raises(SyncRunning) as busy:
        desk.sync(quiet, never)
    assert busy.value.facts == {"process": os.getpid()}
    assert demo.store is not None
    demo.store.stop()
    demo.store = None
    with pytest.raises(NetworkUnavailable):
        desk.sync_page.full(quiet, never)
    assert desk.stores.offline_since() is not None


def test_a_keyring_that_was_locked_meanwhile_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_name: str) -> str:
        raise KeyMissing("The keyring does not answer.", next_step="Unlock the keyring.")

    monkeypatch.setattr(desk._secrets, "get", locked)
    with pytest.raises(KeyMissing) as told:
        desk.sync_page.full(quiet, never)
    assert told.value.next_step == "Unlock the keyring."


def speaks(*lines: dict[str, object], then: str = "") -> Callable[[str, Path], list[str]]:
    """A process that says so and ends."""
    script = "".join(f"print({json.dumps(json.dumps(line))}, flush=True)\n" for line in lines)
    return lambda _part, _folder: [sys.executable, "-c", script + then]


def test_a_fault_of_the_program_there_is_a_fault_here(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sync_process, "part_command", speaks({"ready": True}, {"fault": "ZeroDivisionError: x"}))
    with pytest.raises(ChildFaultError, match="ZeroDivisionError: x"):
        desk.sync(quiet, never)


@pytest.mark.parametrize("command", [speaks(then="raise SystemExit(3)"), lambda *_told: ["/no/such/program"]])
def test_where_no_process_can_be_had_the_window_syncs_by_itself(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, command: Callable[[str, Path], list[str]]
) -> None:
    monkeypatch.setattr(sync_process, "part_command", command)
    seen, tell = processes(desk)
    desk.sync(tell, never)
    assert seen[-1] == 0
    assert desk.queries.counts().orders == ORDERS
    assert desk.sync_page.check(Task.DRIFT, tell, never, whole=False)[1] == 0


def test_secrets_behind_a_passphrase_are_opened_by_the_window_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TICKETFORGE_PASSPHRASE", "made up for this test")
    startup = Startup(ProfileFolder(tmp_path / "profile").make(), lambda: "made up for this test", demo=False)
    with DemoStore.start(events=3, orders=30) as store:
        try:
            startup.connect(ConnectRequest(url=store.url, client_id=store.client_id, client_secret=store.client_secret))
            desk = startup.open_desk()
            seen, tell = processes(desk)
            desk.sync(tell, never)
            assert 0 not in seen
            assert desk.queries.counts().orders == 30
        finally:
            startup.close()


WINDOW = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from ticketforge_desktop.bootstrap.desk import Desk
from ticketforge_desktop.bootstrap.station_secrets import StationSecrets
from ticketforge_desktop.host.folder import ProfileFolder
from ticketforge_desktop.host.memory_secrets import MemorySecrets
from ticketforge_desktop.services.ports.store import StoreLogin

desk = Desk(ProfileFolder(Path(sys.argv[2])).make(), StationSecrets(MemorySecrets()))
desk.connect(StoreLogin(sys.argv[3], token=sys.stdin.readline().strip()))
desk.sync_apart()

def tell(step):
    if step.phase == "loading":
        print(desk._pulling.process.pid, flush=True)
        sys.stdin.read()

desk.sync(tell, lambda: False)
"""


def test_when_the_window_is_killed_nobody_goes_on_in_its_name(tmp_path: Path) -> None:
    with DemoStore.start(events=3, orders=60) as store:
        window = subprocess.Popen(
            [sys.executable, "-c", WINDOW, str(ROOT), str(tmp_path / "profile"), store.url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert window.stdin is not None
        assert window.stdout is not None
        with window, window.stdin, window.stdout:
            window.stdin.write(f"{store.token}\n")
            window.stdin.flush()
            child = int(window.stdout.readline())
            window.kill()
        for _ in range(600):  # it ends by itself, at its next step or a few seconds later
            if gone(child):
                break
            time.sleep(0.05)
        assert gone(child)
        with FileLock(tmp_path / "profile" / "sync.lock").hold():
            pass
