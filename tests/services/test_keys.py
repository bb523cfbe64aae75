"""Stations make keys, publish them, and a manager says which are believed."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.services.conftest import Founder
from tests.services.stations import EVENING, HandClock, SharedDocument
from ticketforge_desktop.domain.codes import key_id_of
from ticketforge_desktop.domain.errors import (
    BadInput,
    Conflict,
    KeyMissing,
    NetworkUnavailable,
    NotFound,
    RightMissing,
    WrongKey,
)
from ticketforge_desktop.domain.key_ring import read_ring
from ticketforge_desktop.domain.records import PublicKeyRecord
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.host.ed25519 import StationKeySmith
from ticketforge_desktop.services.keys import EAN_KEY, STATION_KEY, StationKeys
from ticketforge_desktop.services.trusted_keys import Believed, TrustedKeys, sale_verifier

STEWARD = Staff("ada", "Ada", ROLE_RIGHTS[Role.STEWARD])


def test_a_pair_is_made_once_and_only_its_public_half_leaves_the_keyring(found: Founder) -> None:
    station = found("till 1")
    key_id = station.keys.key_id()
    again = StationKeys(station.file, station.safe, station.keys._smith, station.clock)
    assert again.key_id() == key_id
    (record,) = station.file.keys()
    assert (record.key_id, record.station, record.enrolled_at) == (key_id, "till 1", "")
    assert record.public_key == again.signer().public_key.hex()
    assert station.safe.kept[STATION_KEY] not in record.public_key
    assert station.keys.ean_key() is None


def test_the_first_station_of_an_empty_ring_enrols_itself_and_makes_the_ean_key(
    found: Founder, store: SharedDocument
) -> None:
    station = found("till 1")
    ring = station.keys.publish(store.as_store(), DEFAULT_MANAGER)
    assert [key.enrolled_at for key in ring.keys] == ["2026-11-14T18:00:00Z"]
    assert bytes.fromhex(ring.ean_key) == station.keys.ean_key()
    assert store.value is not None
    assert read_ring(store.value) == ring
    assert list(station.file.keys()) == list(ring.keys)
    station.keys.publish(store.as_store(), DEFAULT_MANAGER)
    assert store.swaps == 1, "nothing new, nothing written"


def test_a_person_who_may_not_manage_keys_enrols_nothing_by_syncing(found: Founder, store: SharedDocument) -> None:
    ring = found("till 1").keys.publish(store.as_store(), STEWARD)
    assert [key.enrolled_at for key in ring.keys] == [""]
    assert ring.ean_key
    ring = found("till 2").keys.publish(store.as_store(), DEFAULT_MANAGER)
    assert [key.enrolled_at for key in ring.keys] == ["", ""], "only an empty ring is founded"


def test_later_stations_wait_for_a_manager(found: Founder, store: SharedDocument) -> None:
    first, second = found("till 1"), found("till 2")
    first.keys.publish(store.as_store(), DEFAULT_MANAGER)
    second.keys.publish(store.as_store(), DEFAULT_MANAGER)
    assert second.keys.ean_key() == first.keys.ean_key()
    first.keys.publish(store.as_store(), DEFAULT_MANAGER)
    rows = first.keys.rows(DEFAULT_MANAGER)
    assert [(row.station, row.state, row.own) for row in rows] == [
        ("till 1", "enrolled", True),
        ("till 2", "waiting", False),
    ]
    change = first.keys.enrol(second.keys.key_id().upper(), DEFAULT_MANAGER, store.as_store())
    assert change.published
    assert change.as_json()["state"] == "enrolled"
    second.keys.publish(store.as_store(), DEFAULT_MANAGER)
    assert {row.state for row in second.keys.rows(STEWARD)} == {"enrolled"}


def test_two_first_stations_at_once_and_one_of_them_founds_the_ring(found: Founder, store: SharedDocument) -> None:
    slow, fast = found("slow"), found("fast")
    store.before_swap.append(lambda: fast.keys.publish(store.as_store(), DEFAULT_MANAGER))
    ring = slow.keys.publish(store.as_store(), DEFAULT_MANAGER)
    states = {key.station: bool(key.enrolled_at) for key in ring.keys}
    assert states == {"fast": True, "slow": False}
    assert slow.keys.ean_key() == fast.keys.ean_key()


def test_a_ring_that_changes_under_every_try_is_a_conflict_and_nothing_is_lost(
    found: Founder, store: SharedDocument
) -> None:
    station, others = found("till 1"), [found(f"till {number}") for number in range(2, 10)]
    for other in others:
        store.before_swap += [lambda other=other: other.keys.publish(store.as_store(), DEFAULT_MANAGER), lambda: None]
    with pytest.raises(Conflict):
        station.keys.publish(store.as_store(), DEFAULT_MANAGER)
    assert len(station.keys.publish(store.as_store(), DEFAULT_MANAGER).keys) == 9


def test_a_revocation_counts_at_once_without_network_and_travels_with_the_next_sync(
    found: Founder, store: SharedDocument, clock: HandClock
) -> None:
    first, second = found("till 1"), found("till 2")
    for station in (first, second, first):
        station.keys.publish(store.as_store(), DEFAULT_MANAGER)
    stolen = second.keys.key_id()
    first.keys.enrol(stolen, DEFAULT_MANAGER, store.as_store())
    store.reachable = False
    change = first.keys.revoke(stolen, DEFAULT_MANAGER, store.as_store(), EVENING - timedelta(hours=2))
    assert (change.published, change.key.state, change.key.revoked_at) == (False, "revoked", "2026-11-14T16:00:00Z")
    with pytest.raises(NetworkUnavailable):
        first.keys.publish(store.as_store(), DEFAULT_MANAGER)
    store.reachable = True
    first.keys.publish(store.as_store(), DEFAULT_MANAGER)
    assert store.value is not None
    told = read_ring(store.value).find(stolen)
    assert told is not None
    assert told.revoked_at == "2026-11-14T16:00:00Z"
    second.keys.publish(store.as_store(), DEFAULT_MANAGER)
    assert second.keys.key_id() != stolen, "who was revoked elsewhere makes a new key at its next sync"


def test_a_revocation_is_never_taken_back_only_made_earlier(found: Founder, clock: HandClock) -> None:
    station = found("till 1")
    key_id = station.keys.key_id()
    assert station.keys.revoke(key_id, DEFAULT_MANAGER, None).key.revoked_at == "2026-11-14T18:00:00Z"
    clock.pass_by(hours=1)
    assert station.keys.revoke(key_id, DEFAULT_MANAGER, None).key.revoked_at == "2026-11-14T18:00:00Z"
    earlier = station.keys.revoke(key_id, DEFAULT_MANAGER, None, EVENING - timedelta(days=1))
    assert earlier.key.revoked_at == "2026-11-13T18:00:00Z"
    with pytest.raises(BadInput):
        station.keys.enrol(key_id, DEFAULT_MANAGER, None)
    with pytest.raises(BadInput):
        station.keys.revoke(key_id, DEFAULT_MANAGER, None, clock.now() + timedelta(minutes=1))


def test_a_station_whose_key_was_revoked_makes_itself_a_new_one_that_waits(
    found: Founder, store: SharedDocument
) -> None:
    station = found("till 1")
    station.keys.publish(store.as_store(), DEFAULT_MANAGER)
    old, signer = station.keys.key_id(), station.keys.signer()
    station.keys.revoke(old, DEFAULT_MANAGER, store.as_store())
    assert station.keys.key_id() != old
    assert key_id_of(signer.public_key).hex() == station.keys.key_id(), "whoever holds the signer has the new key"
    assert station.verifier.verify(signer.public_key, b"a ticket", signer.sign(b"a ticket"))
    states = {row.key_id: row.state for row in station.keys.rows(DEFAULT_MANAGER)}
    assert states == {old: "revoked", station.keys.key_id(): "waiting"}


def test_enrolling_and_revoking_are_a_managers_and_are_written_into_the_audit(found: Founder) -> None:
    station = found("till 1")
    key_id = station.keys.key_id()
    for act in (station.keys.enrol, station.keys.revoke):
        with pytest.raises(RightMissing):
            act(key_id, STEWARD, None)
        with pytest.raises(NotFound):
            act("ffffffff", DEFAULT_MANAGER, None)
    station.keys.enrol(key_id, DEFAULT_MANAGER, None)
    station.keys.enrol(key_id, DEFAULT_MANAGER, None)
    station.keys.revoke(key_id, DEFAULT_MANAGER, None)
    written = [(row.action, row.subject) for row in station.file.audit_rows(10) if row.action.endswith("_key")]
    assert written == [("revoke_key", key_id), ("enrol_key", key_id)]
    with pytest.raises(RightMissing):
        station.keys.rows(Staff("x", "X", frozenset()))


def test_a_ring_of_a_newer_version_is_left_alone(found: Founder, store: SharedDocument) -> None:
    station = found("till 1")
    store.value = newer = json.dumps({"version": 2, "rings": []})
    with pytest.raises(BadInput):
        station.keys.publish(store.as_store(), DEFAULT_MANAGER)
    assert (store.value, store.swaps) == (newer, 0)
    assert station.keys.ean_key() is None


def test_a_ring_that_was_deleted_in_the_store_is_published_again(found: Founder, store: SharedDocument) -> None:
    station = found("till 1")
    ring = station.keys.publish(store.as_store(), DEFAULT_MANAGER)
    store.value = None
    assert station.keys.publish(store.as_store(), DEFAULT_MANAGER) == ring


def test_a_renamed_station_is_known_by_its_new_name(found: Founder, store: SharedDocument) -> None:
    station = found("till 1")
    station.keys.publish(store.as_store(), DEFAULT_MANAGER)
    station.file.rename_station("foyer", DEFAULT_MANAGER)
    assert [key.station for key in station.keys.publish(store.as_store(), DEFAULT_MANAGER).keys] == ["foyer"]


@pytest.mark.parametrize("name", [STATION_KEY, EAN_KEY])
def test_a_damaged_secret_is_told_with_a_next_step(found: Founder, name: str) -> None:
    station = found("till 1")
    station.safe.put(name, "rust")
    with pytest.raises(WrongKey) as told:
        station.keys.signer() if name == STATION_KEY else station.keys.ean_key()
    assert "Delete the entry" in told.value.next_step


def test_the_door_believes_enrolled_keys_and_its_own(found: Founder, store: SharedDocument, clock: HandClock) -> None:
    first, second = found("till 1"), found("till 2")
    for station in (first, second, first):
        station.keys.publish(store.as_store(), DEFAULT_MANAGER)
    ours, theirs = (bytes.fromhex(station.keys.key_id()) for station in (first, second))
    at_first, at_second = first.trusted(), second.trusted()
    assert at_first.find(theirs) == Believed(second.keys.signer().public_key, False, "")
    assert at_second.find(theirs) == Believed(second.keys.signer().public_key, True, ""), (
        "its own, before it is enrolled"
    )
    assert at_first.find(b"\xff" * 4) is None

    first.keys.enrol(theirs.hex(), DEFAULT_MANAGER, None)
    known = at_first.find(theirs)
    assert known is not None
    assert not known.enrolled, "read from memory for two seconds"
    clock.pass_by(seconds=3)
    known = at_first.find(theirs)
    assert known is not None
    assert known.enrolled
    first.keys.revoke(ours.hex(), DEFAULT_MANAGER, None)
    clock.pass_by(hours=-2)
    known = at_first.find(ours)
    assert known is not None
    assert known.revoked_at, "a clock that was set back does not keep a stolen key alive"


def test_a_station_whose_key_was_revoked_believes_its_new_one_while_the_door_is_open(
    found: Founder, clock: HandClock
) -> None:
    station = found("till 1")
    trusted, old = station.trusted(), station.keys.key_id()
    assert trusted.find(bytes.fromhex(old)) == Believed(station.keys.signer().public_key, True, "")

    station.keys.revoke(old, DEFAULT_MANAGER, None)
    clock.pass_by(seconds=3)

    new = station.keys.key_id()
    assert new != old
    believed = trusted.find(bytes.fromhex(new))
    assert believed == Believed(station.keys.signer().public_key, True, ""), "codes made from now on open the gate"
    known = trusted.find(bytes.fromhex(old))
    assert known is not None
    assert known.revoked_at


def test_a_key_revoked_by_another_program_is_not_used_again(found: Founder, clock: HandClock) -> None:
    station = found("till 1")
    old = station.keys.key_id()
    (record,) = station.file.keys()
    station.file.put_keys([record._replace(revoked_at="2026-11-14T17:00:00Z")])  # `keys revoke` beside the window
    clock.pass_by(seconds=3)
    assert station.keys.key_id() != old
    assert station.keys.signer().public_key != bytes.fromhex(record.public_key)


def test_a_locked_keyring_stops_nobody_with_an_enrolled_key(clock: HandClock) -> None:
    def locked() -> str:
        raise KeyMissing("The keyring is locked.")

    key = PublicKeyRecord("0a" * 4, "till 2", "ff" * 32, "2026-11-01T00:00:00Z", "")
    trusted = TrustedKeys(lambda: [key], clock, locked)
    assert trusted.find(b"\x0a" * 4) == Believed(b"\xff" * 32, True, "")


def test_a_key_that_has_just_come_is_looked_for_at_once(found: Founder, clock: HandClock) -> None:
    first, second = found("till 1"), found("till 2")
    trusted = first.trusted()
    theirs = second.keys.key_id()
    assert trusted.find(bytes.fromhex(theirs)) is None
    first.file.put_keys(second.file.keys())
    clock.pass_by(milliseconds=1)
    assert trusted.find(bytes.fromhex(theirs)) is not None


def test_sales_of_waiting_and_revoked_tills_keep_their_names(found: Founder, clock: HandClock) -> None:
    station = found("till 1")
    signer, key_id = station.keys.signer(), station.keys.key_id()
    verify = sale_verifier(station.trusted(), station.verifier)
    signature = signer.sign(b"a sale")
    assert verify(key_id, b"a sale", signature)
    station.keys.revoke(key_id, DEFAULT_MANAGER, None)
    clock.pass_by(seconds=3)
    assert verify(key_id, b"a sale", signature)
    assert not verify(key_id, b"another", signature)
    assert not verify("00000000", b"a sale", signature)


def test_a_new_key_never_takes_anothers_id(found: Founder) -> None:
    station, other = found("till 1"), found("till 2")
    other.keys.key_id()
    station.file.put_keys(other.file.keys())
    drawn = iter([other.safe.kept[STATION_KEY], "07" * 32])

    class Loaded(StationKeySmith):
        def forge(self) -> str:
            return next(drawn)

    keys = StationKeys(station.file, station.safe, Loaded(), station.clock)
    assert keys.key_id() != other.keys.key_id()
    assert station.safe.kept[STATION_KEY] == "07" * 32


def test_the_ean_key_is_there_again_after_a_restart(found: Founder, store: SharedDocument) -> None:
    station = found("till 1")
    ring = station.keys.publish(store.as_store(), DEFAULT_MANAGER)
    restarted = StationKeys(station.file, station.safe, StationKeySmith(), station.clock)
    assert restarted.ean_key() == bytes.fromhex(ring.ean_key)


def test_a_ring_that_another_process_took_over_counts_once_its_keys_are_read_anew(
    found: Founder, store: SharedDocument
) -> None:
    station = found("till 1")
    before = bytes.fromhex(station.keys.publish(store.as_store(), DEFAULT_MANAGER).ean_key)
    after = bytes(reversed(before))
    station.safe.put(EAN_KEY, after.hex())
    assert station.keys.ean_key() == before
    station.keys.read_anew()
    assert station.keys.ean_key() == after
