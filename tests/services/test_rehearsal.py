"""A rehearsal passes when the box office does its work, and fails when a ticket is lost, doubled or not asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ticketforge_desktop.bootstrap.rehearsing import fault_names, rehearsal
from ticketforge_desktop.domain.errors import BadInput, LayoutFault, NotFound, RightMissing
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.printers import Condition, Delivery, PrinterSetup, PrinterState, Session
from ticketforge_desktop.services.ports.printing import PrintState
from ticketforge_desktop.services.rehearsal import FAULTS, Rehearsal, RehearsalLine

NAMES = set(FAULTS)


def rehearsed(tmp_path: Path, language: str, faults: list[str], tickets: int = 6) -> list[RehearsalLine]:
    with rehearsal(tmp_path / "layouts", language, "", 203) as one:
        return list(one.run(faults, tickets))


@pytest.mark.parametrize("language", ["fgl", "escpos"])
def test_whatever_happens_every_ticket_has_one_good_paper(tmp_path: Path, language: str) -> None:
    lines = rehearsed(tmp_path, language, list(FAULTS))
    assert [(line.fault, line.reason) for line in lines if not line.passed] == []
    told = {line.fault: line for line in lines}
    assert set(told) == NAMES
    assert (told["none"].papers, told["none"].doubts) == (6, 0)
    assert (told["jam"].papers, told["jam"].spoiled, told["jam"].doubts) == (7, 1, 1)
    assert told["silence"].conditions == ("silent",)
    assert told["killed"].doubts == 1


@pytest.mark.long
@pytest.mark.parametrize("language", ["fgl", "zpl", "escpos", "tspl", "starprnt"])
def test_a_whole_evening_in_every_language(tmp_path: Path, language: str) -> None:
    assert all(line.passed for line in rehearsed(tmp_path, language, list(FAULTS), tickets=40))


class Cheating:
    """A session that does not do its work."""

    def __init__(self, session: Session, deliver: Callable[[Session, bytes, bytes], Delivery]) -> None:
        self._session, self._deliver = session, deliver

    def deliver(self, data: bytes, opening: bytes = b"") -> Delivery:
        return self._deliver(self._session, data, opening)

    def state(self) -> PrinterState:
        return self._session.state()

    def close(self) -> None:
        self._session.close()


def with_cheat(tmp_path: Path, fault: str, deliver: Callable[[Session, bytes, bytes], Delivery]) -> RehearsalLine:
    def open_cheating(setup: PrinterSetup, honest: Callable[[PrinterSetup], Session]) -> Session:
        return Cheating(honest(setup), deliver)

    with rehearsal(tmp_path / "layouts", "fgl", "", 203) as one:
        honest = one._open
        one._open = lambda setup: open_cheating(setup, honest)
        (line,) = one.run([fault], 4)
    return line


def twice(session: Session, data: bytes, opening: bytes) -> Delivery:
    session.deliver(data, opening)
    return session.deliver(data, opening)


def never(session: Session, data: bytes, opening: bytes) -> Delivery:
    return Delivery(PrintState.PRINTED, True, Condition.READY)


def blind(session: Session, data: bytes, opening: bytes) -> Delivery:
    session.deliver(data, opening)
    return Delivery(PrintState.PRINTED, True, Condition.READY)


def test_a_session_that_sends_twice_fails_the_rehearsal(tmp_path: Path) -> None:
    line = with_cheat(tmp_path, "none", twice)
    assert not line.passed
    assert "came out 2 times as issue 1" in line.reason


def test_a_session_that_only_says_it_printed_fails_the_rehearsal(tmp_path: Path) -> None:
    line = with_cheat(tmp_path, "none", never)
    assert not line.passed
    assert "was lost" in line.reason


def test_a_session_that_sees_no_trouble_fails_the_rehearsal(tmp_path: Path) -> None:
    line = with_cheat(tmp_path, "jam", blind)
    assert not line.passed
    assert "nobody was asked" in line.reason


def test_what_cannot_be_rehearsed_is_refused_before_anything_is_printed(tmp_path: Path) -> None:
    with rehearsal(tmp_path / "layouts", "zpl", "", 203) as one:
        for faults, tickets in ((["fire"], 5), (["jam"], 2), (["jam"], 501)):
            with pytest.raises(BadInput) as caught:
                one.run(faults, tickets)
            assert caught.value.next_step
        one._staff = Staff("x", "X", frozenset())
        with pytest.raises(RightMissing):
            one.run(["jam"], 5)
    for language, layout, error in (
        ("hp", "", BadInput),
        ("zpl", "no-such", NotFound),
        ("zpl", "sheet-a4-4", LayoutFault),
    ):
        with pytest.raises(error), rehearsal(tmp_path / "layouts", language, layout, 203):
            pass


def test_faults_are_named_with_commas_and_all_are_meant_by_none_named() -> None:
    assert fault_names("jam, silence ,") == ["jam", "silence"]
    assert list(fault_names("")) == list(FAULTS)
    assert Rehearsal.__doc__
