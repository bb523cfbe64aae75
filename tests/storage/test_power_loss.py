"""Power goes while the door works: what it told is on the disk, whatever became of the bytes behind it.

What a disk keeps of a file that was being written is everything up to the last fsync, and of the rest any prefix or
garbage. The write-ahead log is cut to what it was when a verdict was told, with noise behind it, and opened again.
"""

from __future__ import annotations

import random
import shutil
import threading
from pathlib import Path

import pytest

from tests.storage.conftest import Opener
from tests.storage.story import attempt, minutes_later
from ticketforge_desktop.domain.uses import SINGLE, Allowance
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.storage.profile import Profile

SCANS = 120
HEAD_BYTES = 32  # of a write-ahead log; the salts in it change whenever it begins anew


def ticket(n: int) -> str:
    return f"{n:016x}"


def wal_of(home: Path) -> Path:
    return home / "station.db-wal"


def pull_the_plug(home: Path, to: Path, kept: int, noise: bytes) -> Path:
    """The disk as it is found afterwards: the log of the file as far as it was kept, then noise.

    A disk is found as it was at one moment. Two files are copied one after the other, so where the log was begun anew
    between them (its head says so), they are copied again.
    """
    to.mkdir()
    whole, head = b"", None
    while head is None or whole[:HEAD_BYTES] != head:
        head = wal_of(home).read_bytes()[:HEAD_BYTES]
        shutil.copy(home / "station.db", to / "station.db")
        whole = wal_of(home).read_bytes()
    (to / "station.db-wal").write_bytes(whole[:kept] + noise)
    return to


@pytest.mark.parametrize("seed", range(3))
def test_every_admission_that_was_told_is_there_and_none_twice(tmp_path: Path, opener: Opener, seed: int) -> None:
    home, chance = tmp_path / "home", random.Random(seed)
    profile = opener(home)
    log, told = profile.admissions, []
    for n in range(SCANS):
        if n % 5 == 4:
            log.enter(attempt(ticket_id=ticket(n - 1), nonce=f"again-{n}"), SINGLE, "")
        else:
            assert log.enter(attempt(ticket_id=ticket(n), nonce=f"n-{n}"), SINGLE, "").verdict is Verdict.ADMITTED
        told.append(wal_of(home).stat().st_size)

    for case in range(12):
        known = chance.randrange(SCANS)
        behind = chance.choice([b"", chance.randbytes(chance.randrange(9_000)), bytes(4_096)])
        kept = told[known] + chance.choice([0, 0, chance.randrange(5_000)])
        found = opener(pull_the_plug(home, tmp_path / f"after-{case}", kept, behind))
        admitted = [n for n in range(SCANS) if found.admissions.use_of(ticket(n)) is not None]
        expected = [n for n in range(known + 1) if n % 5 != 4]
        assert admitted[: len(expected)] == expected, "an admission that was told is forgotten"
        again = [found.admissions.enter(attempt(ticket_id=ticket(n)), SINGLE, "").verdict for n in expected]
        assert set(again) <= {Verdict.ALREADY_USED}
        assert found.station.verify_audit().ok


def test_a_group_is_never_half_counted(tmp_path: Path, opener: Opener) -> None:
    """The entry and what it comes to are one transaction: cut anywhere, the log and the count agree."""
    home, group = tmp_path / "home", Allowance(people=40, reentry=True)
    profile = opener(home)
    for n in range(40):
        if n % 4 == 3:
            profile.admissions.leave(attempt(nonce=f"x-{n}", direction="exit"))
        else:
            profile.admissions.enter(attempt(nonce=f"n-{n}"), group, "")
    size = wal_of(home).stat().st_size
    chance = random.Random(5)
    for case in range(15):
        found = opener(pull_the_plug(home, tmp_path / f"cut-{case}", chance.randrange(size), b""))
        counted = found.admissions.counters(["gala"], "", minutes_later(-60))
        use = found.admissions.use_of("00000000000000aa")
        assert counted.inside == (0 if use is None else use.people)


def test_copied_while_it_writes_the_file_opens_and_holds_what_was_told(tmp_path: Path, opener: Opener) -> None:
    home = tmp_path / "home"
    profile = opener(home)
    told: list[int] = []
    ended = threading.Event()

    def scan(to: Profile) -> None:
        n = 0
        while not ended.is_set():
            to.admissions.enter(attempt(ticket_id=ticket(n), nonce=f"n-{n}"), SINGLE, "")
            told.append(n)
            n += 1

    scanning = threading.Thread(target=scan, args=(profile,))
    scanning.start()
    try:
        while not told:  # the first scan makes the log of the file
            threading.Event().wait(0.01)
        for case in range(8):
            threading.Event().wait(0.05)
            known = len(told)
            copy = pull_the_plug(home, tmp_path / f"copy-{case}", -1 if not wal_of(home).exists() else 1 << 40, b"")
            found = opener(copy)
            assert all(found.admissions.use_of(ticket(n)) is not None for n in told[:known])
    finally:
        ended.set()
        scanning.join()
