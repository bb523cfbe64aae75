"""The kiosk: a display left alone at the gate lets guests in, and nobody into the rest of the program."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.screens.house import House, context_on, shown
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Right
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services import pins
from ticketforge_desktop.services.kiosk import KioskPost
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.door import DoorScreen
from ticketforge_desktop.ui.screens.door.pin_pad import PinPad

PIN = "2580"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes of a thousandth of the work."""
    monkeypatch.setattr(pins, "_COST", 5)


def at_the_door(context: Context, house: House) -> DoorScreen:
    screen = DoorScreen(context)
    screen.sounds.muted = True
    shown(screen, 1280, 768)
    screen.arrive(house.tonight.event_id)
    QApplication.processEvents()
    return screen


@pytest.fixture
def door(context: Context, house: House) -> DoorScreen:
    return at_the_door(context, house)


@pytest.fixture
def kiosk(door: DoorScreen, house: House) -> DoorScreen:
    """A door that is held already."""
    house.kiosk.set_pin(PIN, DEFAULT_MANAGER)
    door.hold.lock()
    assert door.hold.holds
    return door


@pytest.fixture
def told(context: Context) -> list[str]:
    words: list[str] = []
    context.told.connect(lambda _tone, text: words.append(text))
    return words


def press(button: QWidget) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def strike(pad: PinPad, pin: str) -> None:
    """By finger."""
    for digit in pin:
        press(pad.keypad.digits[digit])
    press(pad.keypad.enter)


def type_pin(pad: PinPad, pin: str) -> None:
    """By keyboard."""
    QTest.keyClicks(pad, pin)
    QTest.keyClick(pad, Qt.Key.Key_Return)


def test_the_first_time_a_pin_is_chosen_twice_and_then_the_door_is_held(door: DoorScreen, house: House) -> None:
    press(door.kiosk.more)
    press(door.kiosk.seldom["kiosk"])
    pad = door.hold.pad
    assert pad.isVisible()
    assert pad.title.text() == "Choose a PIN for the kiosk"
    strike(pad, PIN)
    assert pad.title.text() == "The same PIN once more"
    assert not door.hold.holds
    strike(pad, PIN)
    assert door.hold.holds
    assert door.kiosk.field.isVisible()
    assert house.kiosk.post() == KioskPost((house.tonight.event_id,), door.post.gate, "entry")  # type: ignore[union-attr]


def test_two_that_differ_and_one_that_is_guessed_are_chosen_again(door: DoorScreen, house: House) -> None:
    door.hold.lock()
    pad = door.hold.pad
    strike(pad, PIN)
    strike(pad, "2581")
    assert pad.hint.text() == "The two differ. Choose a PIN again."
    strike(pad, "1234")
    assert pad.hint.text().startswith("That one is guessed first.")
    assert not house.kiosk.pin.known()
    QTest.keyClick(pad, Qt.Key.Key_Escape)
    assert door.kiosk.field.isVisible()
    assert not door.hold.holds


def test_whoever_may_not_change_settings_sets_no_pin(house: House, app: QApplication) -> None:
    staff = replace(DEFAULT_MANAGER, rights=DEFAULT_MANAGER.rights - {Right.SETTINGS})
    with context_on(house, app, staff=staff) as context:
        door = at_the_door(context, house)
        words: list[str] = []
        context.told.connect(lambda _tone, text: words.append(text))
        door.hold.lock()
        assert words == ["The kiosk has no PIN yet. Whoever may change settings sets one."]
        assert not door.hold.holds
        house.kiosk.set_pin(PIN, DEFAULT_MANAGER)
        door.hold.lock()
        assert door.hold.holds, "with a PIN that is set any steward may lock the display"


def test_esc_asks_for_the_pin_and_only_the_pin_leads_out(kiosk: DoorScreen, house: House) -> None:
    pad = kiosk.hold.pad
    QTest.keyClick(kiosk.kiosk.scan, Qt.Key.Key_Escape)
    assert pad.isVisible()
    assert pad.hasFocus()
    type_pin(pad, "9999")
    assert pad.hint.text() == "That is not the PIN. 4 more tries before there is a wait."
    assert kiosk.pages.currentWidget() is kiosk.kiosk
    QTest.keyClick(pad, Qt.Key.Key_Escape)
    assert kiosk.kiosk.field.isVisible()
    press(kiosk.kiosk.leave)
    type_pin(pad, PIN)
    assert not kiosk.hold.holds
    assert kiosk.pages.currentWidget() is kiosk.setup
    assert house.kiosk.post() is None


def test_by_finger_too(kiosk: DoorScreen) -> None:
    press(kiosk.kiosk.leave)
    pad = kiosk.hold.pad
    press(pad.keypad.digits["9"])
    press(pad.keypad.erase)
    assert not pad.keypad.enter.isEnabled()
    strike(pad, PIN)
    assert kiosk.pages.currentWidget() is kiosk.setup


def test_after_five_wrong_ones_the_keys_are_shut_and_a_restart_shuts_them_again(
    kiosk: DoorScreen, house: House, context: Context
) -> None:
    pad = kiosk.hold.pad
    kiosk.escape()
    for _ in range(5):
        type_pin(pad, "9999")
    assert pad.hint.text() == "Too many wrong ones. The next try in 30 seconds."
    assert not any(key.isEnabled() for key in pad.keypad.keys)
    type_pin(pad, PIN)
    assert kiosk.hold.holds, "the right one waits as well"
    pad._tick()
    assert pad.hint.text() == "Too many wrong ones. The next try in 29 seconds."

    context.set_hold(None)  # as a program that was just started
    again = DoorScreen(context)
    shown(again, 1280, 768)
    again.arrive(house.kiosk.post())
    again.escape()
    assert again.hold.pad.hint.text().startswith("Too many wrong ones. The next try in ")
    for _ in range(31):
        again.hold.pad._tick()
    assert again.hold.pad.keypad.digits["1"].isEnabled()


def test_a_restart_comes_back_to_the_same_post(house: House, context: Context) -> None:
    house.kiosk.set_pin(PIN, DEFAULT_MANAGER)
    house.kiosk.hold(KioskPost((house.tonight.event_id,), "West", "exit"), DEFAULT_MANAGER)
    screen = DoorScreen(context)
    screen.sounds.muted = True
    shown(screen, 1280, 768)
    screen.arrive(house.kiosk.post())
    assert screen.hold.holds
    assert screen.post is not None
    assert (screen.post.event_ids, screen.post.gate, screen.post.direction) == (
        (house.tonight.event_id,), "West", "exit",
    )  # fmt: skip


def test_a_kiosk_whose_event_is_not_known_yet_holds_all_the_same(
    house: House, context: Context, told: list[str]
) -> None:
    house.kiosk.set_pin(PIN, DEFAULT_MANAGER)
    house.kiosk.hold(KioskPost(("gone",), "West", "entry"), DEFAULT_MANAGER)
    screen = DoorScreen(context)
    shown(screen, 1280, 768)
    screen.arrive(house.kiosk.post())
    assert screen.pages.currentWidget() is screen.kiosk
    assert told == ["The kiosk's events are not in the mirror. Sync, or leave with the PIN."]
    screen.scan(house.codes_tonight()[0])
    assert screen.answer is None
    screen.escape()
    type_pin(screen.hold.pad, PIN)
    assert screen.pages.currentWidget() is screen.setup


def test_a_scan_while_the_pin_is_asked_is_checked_and_typed_nowhere(kiosk: DoorScreen, house: House) -> None:
    """A scanner so slow that it passes for a hand, too."""
    kiosk.escape()
    pad = kiosk.hold.pad
    QTest.keyClicks(pad, "25")
    kiosk.hold.pad.scanned.emit(house.codes_tonight()[0])
    assert kiosk.answer is not None
    assert kiosk.answer.result is not None
    assert kiosk.answer.result.verdict is Verdict.ADMITTED
    kiosk.queue._hold.stop()
    kiosk.escape()
    assert pad.typed == 0, "what was begun does not go on"
    type_pin(pad, house.codes_tonight()[1])
    assert kiosk.answer.scan.raw == house.codes_tonight()[1]
    assert kiosk.hold.holds
    assert house.kiosk.pin.wait_s() == 0
    row = house.profile.pins.read("kiosk")
    assert row is not None
    assert row.failed == 0, "a scan is no try"


def test_a_pad_that_nobody_uses_gives_way_to_the_verdicts(kiosk: DoorScreen) -> None:
    kiosk.escape()
    pad = kiosk.hold.pad
    QTest.keyClicks(pad, "25")
    assert pad._unattended.isActive()
    pad._unattended.timeout.emit()
    assert kiosk.kiosk.field.isVisible()
    assert not pad._unattended.isActive()
    kiosk.escape()
    assert pad.typed == 0
    pad._unattended.stop()
    pad._tick()
    assert not pad._unattended.isActive(), "a wait that runs out is no hand"


def test_garbage_is_no_try_either(kiosk: DoorScreen, house: House) -> None:
    kiosk.escape()
    for garbage in ("12", "25801379025", "hello", "25 80x"):
        type_pin(kiosk.hold.pad, garbage)
    row = house.profile.pins.read("kiosk")
    assert row is not None
    assert row.failed == 0


def test_scans_go_on_and_the_way_may_be_switched(kiosk: DoorScreen, house: House) -> None:
    kiosk.scan(house.codes_tonight()[0])
    assert kiosk.kiosk.counters["admitted"].value.text() == "1"
    assert kiosk.context.actions.trigger("door.direction")
    post = house.kiosk.post()
    assert post is not None
    assert post.direction == "exit", "a restart comes back the same way"


def test_the_rules_stay_shut(kiosk: DoorScreen) -> None:
    press(kiosk.kiosk.more)
    assert not kiosk.kiosk.seldom["rules"].isEnabled()
    assert not kiosk.kiosk.seldom["kiosk"].isEnabled()
    assert not kiosk.context.actions.trigger("door.rules")
    assert kiosk.kiosk.seldom["counts"].isEnabled()


def test_whoever_holds_the_profile_lets_go_and_the_window_follows(
    kiosk: DoorScreen, house: House, told: list[str]
) -> None:
    house.kiosk.set_free(DEFAULT_MANAGER)
    for _ in range(3):
        kiosk._tick()
    assert not kiosk.hold.holds
    assert kiosk.pages.currentWidget() is kiosk.setup
    assert told == ["The kiosk was let go by the command line."]


def test_the_door_is_opened_as_a_kiosk_from_its_first_page(context: Context, house: House) -> None:
    house.kiosk.set_pin(PIN, DEFAULT_MANAGER)
    screen = DoorScreen(context)
    screen.sounds.muted = True
    shown(screen, 1280, 768)
    screen.setup.choose(house.tonight.event_id)
    press(screen.setup.lock)
    assert screen.hold.holds
    assert house.kiosk.post() is not None


@pytest.mark.parametrize(("width", "height", "scale"), [(1280, 768, 1.0), (1024, 736, 1.25)])
def test_keys_are_for_fingers_and_digits_are_not_to_be_seen(
    kiosk: DoorScreen, width: int, height: int, scale: float
) -> None:
    kiosk.theme.set(scale=scale)
    kiosk.window().resize(width, height)
    kiosk.resize(width, height)
    kiosk.escape()
    QApplication.processEvents()
    pad = kiosk.hold.pad
    assert all(min(key.width(), key.height()) >= 64 for key in pad.keypad.keys)
    boxes = [key.geometry() for key in pad.keypad.keys]
    assert not any(a.intersects(b) for at, a in enumerate(boxes) for b in boxes[:at])
    QTest.keyClicks(pad, "13")
    first: QImage = pad.dots.grab().toImage()
    pad.forget()
    QTest.keyClicks(pad, "79")
    assert pad.dots.grab().toImage() == first
    assert pad.dots.accessibleName() == "2 digits typed"


def test_a_door_that_is_opened_again_waits_for_scans_and_no_longer_for_a_pin(door: DoorScreen, house: House) -> None:
    door.hold.lock()
    assert door.hold.pad.isVisible()
    door.leave()
    door.arrive(house.tonight.event_id)
    assert door.kiosk.field.isVisible()
    assert door.kiosk.scan.hasFocus()
