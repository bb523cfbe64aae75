"""A gate where nobody comes is told from one that lost its network."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.services.stations import EVENING
from tests.services.test_share_log import AA, Door, Venue
from ticketforge_desktop.domain.errors import Conflict, KeyMissing
from ticketforge_desktop.domain.records import PublicKeyRecord
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.shared_log import Alive, read_alive, write_alive
from ticketforge_desktop.services.ports.shared_log import Heard, TicketTerms
from ticketforge_desktop.services.share_log import ShareLog
from ticketforge_desktop.services.signs_of_life import SignsOfLife, alive_key
from ticketforge_desktop.services.stations_seen import Seen, StationSeen, StationsSeen


class Gates:
    """Enrolled doors on one store; each keeps what it knows of the others."""

    def __init__(self, folder: Path, names: str = "ABC") -> None:
        self.venue = Venue(folder, names)
        self.clock = self.venue.clock
        keys = [PublicKeyRecord(f"0000000{name}".lower(), name, "00" * 32, "2026-01-01", "") for name in names]
        self.share, self.seen = dict[str, ShareLog](), dict[str, StationsSeen]()
        for key in keys:
            door = self.venue[key.station]
            door.profile.station.put_keys(keys)
            self.share[door.name] = self._share(door, key.key_id)
            station = door.profile.station
            self.seen[door.name] = StationsSeen(
                door.profile.shared_log.heard,
                station.keys,
                station.station_id(),
                self.clock.now,
                partial(str, key.key_id),
            )

    def _share(self, door: Door, key_id: str) -> ShareLog:
        station, log = door.profile.station, door.profile.shared_log
        terms = TicketTerms(door.allowance, lambda _at: "")
        signs = SignsOfLife(log, station, self.clock, lambda: key_id)
        return ShareLog(log, station, self.clock, lambda _event, _ticket: terms, signs)

    def exchange(self, names: str, events: tuple[str, ...] = ("gala",)) -> None:
        for name in names:
            self.share[name].run(self.venue[name].store, events, DEFAULT_MANAGER)

    def requests(self, name: str, events: tuple[str, ...] = ("gala",)) -> int:
        before = self.venue[name].store.traffic().requests
        self.exchange(name, events)
        return self.venue[name].store.traffic().requests - before


@pytest.fixture
def gates(tmp_path: Path):
    opened = Gates(tmp_path)
    yield opened
    opened.venue.close()


def test_a_gate_where_nobody_comes_is_visible_as_long_as_it_is_online(gates: Gates) -> None:
    gates.venue["A"].scan(AA)
    for _ in range(40):
        gates.clock.pass_by(minutes=1)
        gates.exchange("ABC")
    assert gates.seen["A"].refresh() == Seen(3, 3)
    assert [one.visible for one in gates.seen["B"].others()] == [True, True]

    online_until = gates.clock.now()
    for _ in range(16):  # C lost its network
        gates.clock.pass_by(minutes=1)
        gates.exchange("AB")
    assert gates.seen["A"].refresh() == gates.seen["B"].refresh() == Seen(2, 3)
    assert gates.seen["A"].others() == [
        StationSeen("B", gates.clock.now() - timedelta(minutes=1), visible=True),
        StationSeen("C", online_until, visible=False),
    ]


def test_what_a_sign_says_is_in_the_store_is_here_when_it_is_believed(gates: Gates) -> None:
    gates.exchange("ABC")
    gates.clock.pass_by(minutes=2)
    gates.venue["B"].scan(AA)
    gates.exchange("BA")
    (b, _) = gates.seen["A"].others()
    assert b.until is not None
    assert b.until >= gates.clock.now() - timedelta(seconds=1)
    assert gates.venue["A"].profile.admissions.use_of(AA) is not None


def test_a_sign_is_no_news_where_the_log_of_its_station_could_not_be_fetched(
    gates: Gates, monkeypatch: pytest.MonkeyPatch
) -> None:
    gates.exchange("ABC")
    gates.clock.pass_by(minutes=20)
    gates.exchange("B")
    monkeypatch.setattr(ShareLog, "_fetch", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        gates.exchange("A")
    assert gates.seen["A"].refresh() == Seen(1, 3)


def test_signs_cost_a_few_questions_a_minute_and_none_in_between(gates: Gates) -> None:
    gates.exchange("ABC")
    gates.clock.pass_by(minutes=5)
    gates.exchange("BCABC")
    gates.clock.pass_by(seconds=20)
    assert gates.requests("A") == 1, "the index of the event and nothing else"
    gates.clock.pass_by(minutes=1)
    gates.exchange("BC")
    assert gates.requests("A") == 5, "our own sign read and swapped, the other two read, the index"
    gates.clock.pass_by(minutes=1)
    assert gates.requests("A", ()) == 0, "without an event tonight a station is no gate"


def test_who_never_comes_is_looked_for_seldom(gates: Gates) -> None:
    gates.exchange("A")
    looked = []
    for _ in range(10):
        gates.clock.pass_by(minutes=1)
        looked.append(gates.requests("A") - 3)  # its own sign, and the index
    assert looked == [0, 0, 0, 0, 2, 0, 0, 0, 0, 2]
    assert gates.seen["A"].others() == [StationSeen("B", None, visible=False), StationSeen("C", None, visible=False)]


def test_a_clock_set_back_silences_nobody(gates: Gates) -> None:
    gates.exchange("ABC")
    gates.exchange("ABC")
    gates.clock.pass_by(hours=-3)
    gates.exchange("ABC")
    gates.clock.pass_by(minutes=5)
    gates.exchange("BCA")
    assert gates.seen["A"].refresh() == Seen(3, 3)


def test_a_revoked_station_is_neither_asked_for_nor_counted(gates: Gates) -> None:
    gates.venue["A"].profile.station.put_keys(
        [PublicKeyRecord("0000000c", "C", "00" * 32, "2026-01-01", EVENING.isoformat())]
    )
    gates.exchange("CBA")
    assert gates.seen["A"].refresh() == Seen(2, 2)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"station":1}', '"x"'])
def test_a_sign_that_makes_no_sense_is_none(gates: Gates, text: str) -> None:
    assert read_alive(text) is None
    if text.startswith(("{", "[")):
        gates.venue["B"].store.swap_document(alive_key("0000000b"), text, None)
        gates.exchange("A")
        assert gates.seen["A"].refresh() == Seen(1, 3)


def test_a_sign_reads_as_it_was_written() -> None:
    told = Alive("id", "Türe 1", EVENING.isoformat())
    assert read_alive(write_alive(told)) == told


def test_another_process_of_the_station_that_was_first_is_as_alive(
    gates: Gates, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(*_: object) -> None:
        raise Conflict("Somebody else was faster.")

    monkeypatch.setattr(gates.venue["A"].store, "swap_document", taken)
    gates.exchange("A")
    assert gates.seen["A"].refresh() == Seen(1, 3)


def test_stations_that_are_called_the_same_are_counted_by_their_keys() -> None:
    keys = [PublicKeyRecord(f"0000000{n}", "Box office", "00" * 32, "2026-01-01", "") for n in range(3)]
    at = EVENING.isoformat()
    log = [Heard("gala", "b", "Box office", 1, 1, "", at, at)]
    seen = StationsSeen(lambda: log, lambda: keys, "own", lambda: EVENING, lambda: "00000000")
    assert seen.refresh() == Seen(2, 3)
    assert seen.others() == [StationSeen("Box office", EVENING, True), StationSeen("Box office", None, False)]
    assert [one.as_json()["seen_until"] for one in seen.others()] == [at, None]


def test_a_door_that_is_enrolled_nowhere_counts_itself_beside_the_others() -> None:
    keys = [PublicKeyRecord("00000001", "Box office", "00" * 32, "2026-01-01", "")]
    seen = StationsSeen(lambda: (), lambda: keys, "own", lambda: EVENING, lambda: "0000000d")
    assert seen.refresh() == Seen(1, 2)


def test_a_locked_keyring_keeps_nobody_from_exchanging_logs(gates: Gates) -> None:
    door = gates.venue["A"]

    def locked() -> str:
        raise KeyMissing("No keyring answers.")

    signs = SignsOfLife(door.profile.shared_log, door.profile.station, gates.clock, locked)
    terms = TicketTerms(door.allowance, lambda _at: "")
    share = ShareLog(door.profile.shared_log, door.profile.station, gates.clock, lambda *_: terms, signs)
    door.scan(AA)
    assert share.run(door.store, ["gala"], DEFAULT_MANAGER).sent == 1
    keys = door.profile.station.keys
    seen = StationsSeen(door.profile.shared_log.heard, keys, door.profile.station.station_id(), gates.clock.now, locked)
    assert seen.refresh() == Seen(1, 3)
