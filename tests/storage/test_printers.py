"""Printers in the station file: one name in any spelling, an entry a change, and none goes while a paper is open."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.storage.conftest import Opener
from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.services.ports.printing import NewJob, PrintState
from ticketforge_desktop.storage.profile import Profile

BOX = PrinterSetup("Box office", "fgl", "tcp://10.0.0.7", "ticket-2x5.5in", 300, "en", {"darkness": 2, "turn": 180})


def test_a_printer_comes_back_as_it_was_set_up_also_after_a_restart(tmp_path: Path, opener: Opener) -> None:
    first = opener(tmp_path / "home")
    first.printers.save(BOX, DEFAULT_MANAGER, new=True)
    first.printers.save(PrinterSetup("äscher", "zpl", "tcp://10.0.0.8"), DEFAULT_MANAGER, new=True)
    first.close()

    again = opener(tmp_path / "home").printers
    assert again.get(" box OFFICE ") == BOX
    assert [one.name for one in again.all()] == ["Box office", "äscher"]
    assert again.get("äscher").words == "de"


def test_a_name_is_taken_in_any_spelling(profile: Profile) -> None:
    profile.printers.save(BOX, DEFAULT_MANAGER, new=True)
    with pytest.raises(Conflict, match="Box office"):
        profile.printers.save(PrinterSetup("BOX office", "zpl", "tcp://h"), DEFAULT_MANAGER, new=True)
    profile.printers.save(PrinterSetup("box office", "zpl", "tcp://h"), DEFAULT_MANAGER)
    assert [(one.name, one.language) for one in profile.printers.all()] == [("Box office", "zpl")]


def test_every_change_is_in_the_audit_and_no_change_is_not(profile: Profile) -> None:
    for _ in range(2):
        profile.printers.save(BOX, DEFAULT_MANAGER)
    profile.printers.remove("box office", DEFAULT_MANAGER)
    rows = [(row.action, row.subject) for row in profile.station.audit_rows(50) if "printer" in row.action]
    assert sorted(rows) == [("put_printer", "Box office"), ("remove_printer", "Box office")]


def test_what_is_not_there_is_told_with_what_there_is(profile: Profile) -> None:
    with pytest.raises(NotFound) as caught:
        profile.printers.get("wristbands")
    assert "printers add" in caught.value.next_step
    profile.printers.save(BOX, DEFAULT_MANAGER)
    for miss in (lambda: profile.printers.get("x"), lambda: profile.printers.remove("x", DEFAULT_MANAGER)):
        with pytest.raises(NotFound) as caught:
            miss()
        assert "Box office" in caught.value.next_step


def test_a_printer_stays_while_a_paper_of_it_is_in_doubt(profile: Profile) -> None:
    profile.printers.save(BOX, DEFAULT_MANAGER)
    now = profile._now()
    job = profile.print_ledger.queue(NewJob("t1", 1, "Box office", "l", "manager"), now)
    for state in (PrintState.SENDING, PrintState.IN_DOUBT):
        with pytest.raises(Conflict) as caught:
            profile.printers.remove("Box office", DEFAULT_MANAGER)
        assert caught.value.facts["job"] == job.job_id
        profile.print_ledger.move(job.job_id, state, now)
    profile.print_ledger.move(job.job_id, PrintState.VOID, now)
    profile.printers.remove("Box office", DEFAULT_MANAGER)
    assert profile.printers.all() == []


def test_options_that_can_no_longer_be_read_are_as_if_there_were_none(profile: Profile) -> None:
    profile.printers.save(BOX, DEFAULT_MANAGER)
    for damaged in ("[]", "{", '{"options": 5, "words": "fr"}'):
        profile.printers._writer.run(
            lambda work, text=damaged: work.raw.execute("UPDATE printers SET options = ?", (text,))
        )
        one = profile.printers.get("Box office")
        assert (one.options, one.words, one.dpi) == ({}, "de", 300)
