"""The log of the door: one admission a ticket, whatever happens at the same moment, and nothing ever edited."""

from __future__ import annotations

import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from tests.storage.conftest import Opener
from tests.storage.story import NOW, attempt, minutes_later
from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.storage import door_tally
from ticketforge_desktop.storage.profile import Profile

# Admits tickets 0 … 199 as fast as it can and prints those it was the first to admit.
RIVAL = """
import sys
from pathlib import Path
from tests.storage.story import KEYS, attempt
from ticketforge_desktop.storage.profile import open_profile
with open_profile(Path(sys.argv[1]), KEYS) as profile:
    log = profile.admissions
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(200):
        if log.admit(attempt(ticket_id=f"{n:016x}", gate=sys.argv[2])) is None:
            print(n)
"""


# The same with group tickets of three, each scanned five times by each of the rivals.
RIVAL_GROUPS = """
import sys
from pathlib import Path
from tests.storage.story import KEYS, attempt
from ticketforge_desktop.domain.uses import Allowance
from ticketforge_desktop.storage.profile import open_profile
with open_profile(Path(sys.argv[1]), KEYS) as profile:
    log = profile.admissions
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(30):
        for scan in range(5):
            told = attempt(ticket_id=f"{n:016x}", gate=sys.argv[2], nonce=f"{sys.argv[2]}-{n}-{scan}")
            if log.enter(told, Allowance(people=3), "").verdict == "admitted":
                print(n)
"""


def test_a_ticket_is_admitted_once_and_the_second_scan_learns_when_and_where(profile: Profile) -> None:
    log = profile.admissions
    assert log.use_of("00000000000000aa") is None
    assert log.admit(attempt()) is None

    use = log.admit(attempt(at=minutes_later(3), gate="B"))

    assert use is not None
    assert (use.at, use.gate, use.station, use.inside) == (NOW, "A", "Station 1", True)
    assert log.use_of("00000000000000aa") == use
    assert [row.gate for row in log.recent("", 10)] == ["A"], "the refused admission wrote nothing"


def test_a_refused_attempt_is_logged_and_uses_nothing(profile: Profile) -> None:
    log = profile.admissions
    log.note(attempt(verdict=Verdict.FORGED, reason="signature", ticket_id="", event_id="", mirror_age_s=None))

    row = log.recent("A", 1)[0]
    assert (row.verdict, row.reason, row.ticket_id, row.at) == ("forged", "signature", "", NOW)
    assert log.admit(attempt()) is None


def test_an_undone_admission_frees_the_ticket_and_leaves_both_entries(profile: Profile) -> None:
    log = profile.admissions
    log.admit(attempt())

    undone = log.undo("00000000000000aa", attempt(at=minutes_later(1), event_id=""), "wrong person")

    assert undone.at == NOW
    assert log.use_of("00000000000000aa") is None
    assert log.admit(attempt(at=minutes_later(2))) is None
    assert [row.reason for row in log.recent("A", 9)] == ["", "wrong person", ""]
    counters = log.counters(["gala"], "A", NOW - timedelta(hours=1))
    assert (counters.admitted, counters.inside) == (1, 1)


def test_the_history_of_tickets_is_whole_however_long_ago_they_came(profile: Profile) -> None:
    log = profile.admissions
    log.admit(attempt(at=minutes_later(0)))
    for later in range(1, 12):
        log.admit(attempt(at=minutes_later(later), ticket_id=f"{later:016x}"))
    log.note(attempt(at=minutes_later(20), verdict=Verdict.ALREADY_USED))
    log.note(attempt(at=minutes_later(21), verdict=Verdict.UNKNOWN, ticket_id=""))
    log.note(attempt(at=minutes_later(22), verdict=Verdict.EXITED, direction="exit"))
    log.undo("00000000000000aa", attempt(at=minutes_later(23)), "wrong person")

    rows = log.history(["00000000000000aa", f"{5:016x}", "", "of nobody"])

    assert [(row.kind, row.verdict, row.at) for row in rows] == [
        ("undo", "admitted", minutes_later(23)),
        ("exit", "exited", minutes_later(22)),
        ("entry", "already_used", minutes_later(20)),
        ("entry", "admitted", minutes_later(5)),
        ("entry", "admitted", minutes_later(0)),
    ]
    assert log.history([]) == log.history([""]) == [], "scans that named no ticket are nobody's history"


def test_undoing_what_was_never_admitted_is_refused_and_writes_nothing(profile: Profile) -> None:
    with pytest.raises(NotFound):
        profile.admissions.undo("00000000000000aa", attempt(), "a slip")
    assert profile.admissions.recent("", 5) == []


def test_the_log_refuses_to_be_edited(profile: Profile) -> None:
    profile.admissions.admit(attempt())
    writer = profile._station_file.writer()
    with pytest.raises(sqlcipher.IntegrityError, match="append-only"):
        writer.run(lambda work: work.raw.execute("UPDATE admissions SET gate = 'B'"))
    with pytest.raises(sqlcipher.IntegrityError, match="append-only"):
        writer.run(lambda work: work.raw.execute("DELETE FROM admissions"))
    # A person's name may be taken out of it.
    writer.run(lambda work: work.raw.execute("UPDATE admissions SET holder = ''"))
    assert profile.admissions.recent("", 1)[0].holder == ""


def test_counters_follow_what_others_log(profile: Profile, tmp_path: Path, opener: Opener) -> None:
    log = profile.admissions
    log.admit(attempt())
    log.note(attempt(verdict=Verdict.ALREADY_USED))
    assert log.counters(["gala"], "A", NOW).by_signal == {"admitted": 1, "attention": 1}

    other = opener(tmp_path / "home")
    other.admissions.admit(attempt(ticket_id="00000000000000bb", gate="B"))
    other.admissions.admit(attempt(ticket_id="00000000000000cc", event_id="matinee"))

    counters = log.counters(["gala"], "A", NOW)
    assert (counters.expected, counters.admitted, counters.inside) == (0, 2, 2)
    assert log.counters(["gala", "matinee"], "", NOW).admitted == 3
    admitted, inside, curve = log.tally.of_event("gala")
    assert (admitted, inside) == (2, 2)
    assert [(point.at.minute, point.admitted) for point in curve] == [(42, 2)]


def test_tonights_attempts_are_counted_by_signal_and_gate(profile: Profile) -> None:
    log = profile.admissions
    log.admit(attempt())
    log.note(attempt(verdict=Verdict.FORGED))
    log.note(attempt(verdict=Verdict.UNPAID, gate="B"))
    log.note(attempt(at=minutes_later(-180), verdict=Verdict.FORGED))
    since = minutes_later(-60)
    assert log.counters(["gala"], "A", since).by_signal == {"admitted": 1, "refused": 1}
    assert log.counters(["gala"], "", since).by_signal == {"admitted": 1, "refused": 1, "attention": 1}


def test_a_long_season_is_forgotten_attempt_by_attempt_but_counted_whole(
    profile: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door_tally, "_KEPT", 3)
    log = profile.admissions
    for n in range(3):
        log.admit(attempt(ticket_id=f"{n:016x}", at=minutes_later(-5 * 24 * 60)))
    log.admit(attempt())
    assert log.counters(["gala"], "A", minutes_later(-60)).by_signal == {"admitted": 1}
    assert log.counters(["gala"], "A", minutes_later(-60)).admitted == 4


def test_threads_that_scan_the_same_tickets_admit_each_once(profile: Profile) -> None:
    log = profile.admissions
    won: list[tuple[int, str]] = []

    def scan(gate: str) -> None:
        for n in range(60):
            if log.admit(attempt(ticket_id=f"{n:016x}", gate=gate)) is None:
                won.append((n, gate))

    threads = [threading.Thread(target=scan, args=(gate,)) for gate in "ABCD"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(n for n, _ in won) == list(range(60))
    assert len(log.recent("", 1000)) == 60


def rivals_at(home: Path, program: str) -> list[int]:
    """Two processes scan at the same moment; whom they let in."""
    rivals = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(home), gate], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for gate in "AB"
    ]
    for rival in rivals:
        assert rival.stdout is not None
        assert rival.stdout.readline() == "ready\n"
    for rival in rivals:
        assert rival.stdin is not None
        rival.stdin.write("go\n")
        rival.stdin.flush()
    answers = [rival.communicate(timeout=60)[0].split() for rival in rivals]
    assert [rival.returncode for rival in rivals] == [0, 0]
    return [int(n) for answer in answers for n in answer]


def test_processes_that_scan_the_same_group_let_in_no_more_than_it_has_people(tmp_path: Path, opener: Opener) -> None:
    home = tmp_path / "home"
    log = opener(home).admissions
    log.use_of("0")
    told = rivals_at(home, RIVAL_GROUPS)
    assert sorted(told) == sorted([*range(30)] * 3)
    assert log.counters(["gala"], "", NOW).admitted == 90
    use = log.use_of(f"{0:016x}")
    assert use is not None
    assert (use.entries, use.people) == (3, 3)


def test_processes_that_scan_the_same_tickets_admit_each_once(tmp_path: Path, opener: Opener) -> None:
    home = tmp_path / "home"
    opener(home).admissions.use_of("0")  # the files are there before the rivals start
    assert sorted(rivals_at(home, RIVAL)) == list(range(200))
    assert len(opener(home).admissions.recent("", 1000)) == 200


def test_a_renamed_station_writes_its_new_name_beside_the_next_entry(profile: Profile) -> None:
    profile.station.rename_station("Gate house", DEFAULT_MANAGER)
    assert profile.admissions.admit(attempt(ticket_id="aa" * 8)) is None
    use = profile.admissions.use_of("aa" * 8)
    assert use is not None
    assert use.station == "Gate house"
    profile.station.rename_station("Main gate", DEFAULT_MANAGER)
    assert profile.admissions.admit(attempt(ticket_id="bb" * 8)) is None
    other = profile.admissions.use_of("bb" * 8)
    assert other is not None
    assert other.station == "Main gate"
