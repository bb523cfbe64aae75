"""A PIN is guessed a few times, then waited for; neither a restart nor the computer's date helps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound, PinRefused, RightMissing
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Right
from ticketforge_desktop.services import pins
from ticketforge_desktop.services.kiosk import POST, KioskLock, KioskPost
from ticketforge_desktop.services.pins import WAITS, Pin, check_pin, hash_pin, is_pin, wait_after
from ticketforge_desktop.storage.profile import Profile, ProfileKeys, open_profile

STEWARD = replace(DEFAULT_MANAGER, staff_id="steward", rights=frozenset({Right.VIEW, Right.CHECK_IN}))
GATE_B = KioskPost(("gid-1", "gid-2"), "B", "entry")


class Ticks:
    """A clock that goes when the test says so."""

    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes of a thousandth of the work: their number is what counts here."""
    monkeypatch.setattr(pins, "_COST", 5)


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    with open_profile(tmp_path, ProfileKeys(b"m" * 32, b"s" * 32)) as opened:
        yield opened


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


def kiosk(profile: Profile, ticks: Ticks) -> KioskLock:
    """As a program that was just started has it."""
    return KioskLock(profile.station, Pin(profile.pins, "kiosk", ticks=ticks))


def wrong(lock: KioskLock, times: int = 1) -> PinRefused:
    for _ in range(times):
        with pytest.raises(PinRefused) as refused:
            lock.release("9999", STEWARD)
    return refused.value


def held(profile: Profile, ticks: Ticks) -> KioskLock:
    lock = kiosk(profile, ticks)
    lock.set_pin("2580", DEFAULT_MANAGER)
    lock.hold(GATE_B, STEWARD)
    return lock


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "１２５９", " 2580", "-258"])
def test_what_is_no_pin_is_refused(pin: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_pin(pin)
    assert refused.value.facts["reason"] == "digits"


@pytest.mark.parametrize("pin", ["0000", "1111", "1234", "4321", "890123", "99999999", "3210"])
def test_what_is_tried_first_is_refused(pin: str) -> None:
    with pytest.raises(BadInput) as refused:
        check_pin(pin)
    assert refused.value.facts["reason"] == "easy"


@given(st.text("0123456789", min_size=4, max_size=8), st.text("0123456789", min_size=4, max_size=8))
def test_a_hash_fits_its_pin_and_no_other(pin: str, other: str) -> None:
    kept = f"scrypt$5$8${'ab' * 16}${pins._digest(pin, 5, 8, bytes.fromhex('ab' * 16)).hex()}"
    assert is_pin(pin, kept)
    assert is_pin(other, kept) is (other == pin)


def test_two_hashes_of_one_pin_differ_and_hold_no_pin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pins, "_COST", 15)
    first, second = hash_pin("2580"), hash_pin("2580")
    assert first.startswith("scrypt$15$8$")
    assert first.split("$")[3:] != second.split("$")[3:]
    assert "2580" not in first.split("$")[0:3]
    assert is_pin("2580", first)
    assert is_pin("2580", second)


@pytest.mark.parametrize("kept", ["", "2580", "scrypt$5$8$zz$00", "md5$5$8$00$00", "scrypt$99$8$00$00", "scrypt$5$8"])
def test_a_hash_nobody_made_fits_nothing(kept: str) -> None:
    assert not is_pin("2580", kept)


def test_waits_grow_and_end_at_ten_minutes() -> None:
    assert [wait_after(failed) for failed in range(12)] == [0] * 5 + [*WAITS] + [600, 600]


def test_the_kiosk_holds_its_post_until_the_pin_is_given(profile: Profile, ticks: Ticks) -> None:
    lock = held(profile, ticks)
    assert lock.post() == GATE_B
    assert wrong(lock).facts["tries_left"] == 4
    assert lock.post() == GATE_B
    lock.release("2580", STEWARD)
    assert lock.post() is None
    assert wrong(lock).facts["tries_left"] == 4, "the right one forgives the wrong ones before it"


def test_neither_pin_nor_hash_is_in_the_log(profile: Profile, ticks: Ticks) -> None:
    lock = held(profile, ticks)
    lock.release("2580", STEWARD)
    kept = profile.pins.read("kiosk")
    assert kept is not None
    log = profile.station.audit_rows(99)
    assert [row.action for row in log] == ["set", "set", "set_pin"]
    assert not any("2580" in row.detail or kept.pin_hash in row.detail for row in log)
    assert profile.station.verify_audit().ok


def test_after_five_wrong_ones_even_the_right_one_waits(profile: Profile, ticks: Ticks) -> None:
    lock = held(profile, ticks)
    assert wrong(lock, 4).facts["wait_s"] == 0
    assert wrong(lock).facts["wait_s"] == 30
    ticks.at += 29.5
    with pytest.raises(PinRefused) as early:
        lock.release("2580", STEWARD)
    assert early.value.facts == {"wait_s": 1, "tries_left": 0, "early": True}
    ticks.at += 1
    assert wrong(lock).facts["wait_s"] == 60, "a try that was too early counted nothing"
    ticks.at += 60
    lock.release("2580", STEWARD)
    assert lock.post() is None


def test_a_restart_begins_the_wait_anew_and_the_date_has_no_say(tmp_path: Path, ticks: Ticks) -> None:
    keys = ProfileKeys(b"m" * 32, b"s" * 32)
    with open_profile(tmp_path, keys) as before:
        wrong(held(before, ticks), 5)
        ticks.at += 25
    later = Ticks()
    later.at = 3.0  # another boot: its clock begins anew
    with open_profile(tmp_path, keys) as after:
        lock = kiosk(after, later)
        assert lock.post() == GATE_B
        assert lock.pin.wait_s() == 30
        later.at += 31
        lock.release("2580", STEWARD)


def test_a_try_counts_before_it_is_looked_at(profile: Profile, ticks: Ticks, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = held(profile, ticks)

    def killed(_pin: str, _kept: str) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(pins, "is_pin", killed)
    for _ in range(5):
        with pytest.raises(KeyboardInterrupt):
            lock.release("9999", STEWARD)
    assert kiosk(profile, ticks).pin.wait_s() == 30


def test_without_a_pin_nobody_is_locked_in(profile: Profile, ticks: Ticks) -> None:
    lock = kiosk(profile, ticks)
    with pytest.raises(NotFound):
        lock.hold(GATE_B, DEFAULT_MANAGER)
    assert lock.post() is None


def test_whoever_stands_at_the_kiosk_gives_it_no_other_pin(profile: Profile, ticks: Ticks) -> None:
    lock = held(profile, ticks)
    with pytest.raises(Conflict):
        lock.set_pin("1379", DEFAULT_MANAGER)
    with pytest.raises(RightMissing):
        lock.set_free(STEWARD)
    with pytest.raises(RightMissing):
        lock.set_pin("1379", STEWARD)
    lock.release("2580", STEWARD)


def test_whoever_holds_the_profile_sets_it_free(profile: Profile, ticks: Ticks) -> None:
    lock = held(profile, ticks)
    wrong(lock, 5)
    assert kiosk(profile, ticks).set_free(DEFAULT_MANAGER)
    assert lock.post() is None
    assert not lock.pin.known()
    lock.set_pin("1379", DEFAULT_MANAGER)
    lock.hold(GATE_B, STEWARD)
    lock.release("1379", STEWARD)
    assert not lock.set_free(DEFAULT_MANAGER)


@pytest.mark.parametrize("kept", ["[]", "{", '{"events": 3}', "null"])
def test_a_post_nobody_can_read_holds_nothing(profile: Profile, ticks: Ticks, kept: str) -> None:
    lock = held(profile, ticks)
    profile.station.put_setting(POST, kept, DEFAULT_MANAGER)
    assert lock.post() is None
