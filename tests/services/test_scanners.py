"""The list of scanners: what may be kept, what is refused and leaves it as it was, how they stand together."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ticketforge_desktop.domain.errors import BadInput, RightMissing
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.services.ports.scanning import Presence, ScannerState
from ticketforge_desktop.services.scanners import (
    KEY,
    UNNAMED,
    Ends,
    ScannerKind,
    Scanners,
    ScannerSettings,
    check,
    parse,
    standing,
)

STEWARD = Staff("s1", "Steward", ROLE_RIGHTS[Role.STEWARD])
HAND = ScannerSettings(ScannerKind.KEYBOARD, "Hand scanner", prefix="~", layout="us", ends=Ends.SIGN)
GATE = ScannerSettings(ScannerKind.SERIAL, "Gate A", "usb:0c2e:0b61:7")
CAMERA = ScannerSettings(ScannerKind.CAMERA, "Webcam")


class Drawer:
    """The settings of a station file."""

    def __init__(self, value: str | None = None) -> None:
        self.value = value

    def setting(self, key: str) -> str | None:
        assert key == KEY
        return self.value

    def put_setting(self, key: str, value: str, _staff: Staff) -> None:
        assert key == KEY
        self.value = value


def book(value: str | None = None) -> Scanners:
    return Scanners(Drawer(value))  # type: ignore[arg-type]


def test_what_is_kept_is_read_again() -> None:
    scanners = book()
    assert scanners.all() == ()
    assert scanners.keyboard == UNNAMED
    for one in (HAND, GATE, CAMERA):
        scanners.add(one, DEFAULT_MANAGER)
    assert scanners.all() == (HAND, GATE, CAMERA)
    assert scanners.keyboard == HAND
    scanners.change("Gate A", replace(GATE, name=" Gate B "), DEFAULT_MANAGER)
    scanners.change("New", replace(GATE, name="New", address="COM5"), DEFAULT_MANAGER)
    scanners.remove("Hand scanner", DEFAULT_MANAGER)
    assert [one.name for one in scanners.all()] == ["Gate B", "Webcam", "New"]


@pytest.mark.parametrize(
    ("one", "field", "reason"),
    [
        (replace(GATE, name="  "), "name", "required"),
        (replace(GATE, name="x" * 31), "name", "length"),
        (replace(GATE, name="hand SCANNER"), "name", "taken"),
        (replace(GATE, address=""), "address", "required"),
        (replace(GATE, address="/dev/tty\x00"), "address", "length"),
        (replace(HAND, name="Another"), "kind", "taken"),
        (replace(GATE, address="COM1"), "address", "taken"),
        (replace(GATE, prefix=" ~"), "prefix", "length"),
        (replace(GATE, prefix="123456789"), "prefix", "length"),
        (replace(GATE, gap_ms=1001), "gap_ms", "bounds"),
        (replace(GATE, least=3), "least", "bounds"),
        (replace(GATE, layout="it"), "layout", "choice"),
        (replace(GATE, baud=9601), "baud", "choice"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(one: ScannerSettings, field: str, reason: str) -> None:
    scanners = book()
    known = (HAND, replace(GATE, name="Gate C", address="COM1"))
    scanners.put(known, DEFAULT_MANAGER)
    with pytest.raises(BadInput) as caught:
        scanners.add(one, DEFAULT_MANAGER)
    assert (caught.value.facts["field"], caught.value.facts["reason"]) == (field, reason)
    assert scanners.all() == known


def test_who_may_not_change_settings_changes_none() -> None:
    scanners = book()
    with pytest.raises(RightMissing):
        scanners.add(GATE, STEWARD)
    assert scanners.all() == ()


def test_there_is_an_end_to_it() -> None:
    with pytest.raises(BadInput, match="At most"):
        check([replace(GATE, name=str(at), address=f"COM{at}") for at in range(17)])


@pytest.mark.parametrize(
    "row",
    [1, {}, {"kind": "mouse"}]
    + [
        {"kind": "serial", name: value}
        for name, value in [("name", 1), ("baud", "9600"), ("least", True), ("ends", "never"), ("colour", "red")]
    ],
)
def test_a_row_that_is_none_is_refused(row: object) -> None:
    with pytest.raises(BadInput):
        parse(row)


@given(st.text() | st.recursive(st.none() | st.integers() | st.text(), st.lists).map(json.dumps))
def test_a_list_that_can_not_be_read_counts_as_none(text: str) -> None:
    assert book(text).all() == ()


def test_how_they_stand() -> None:
    ready = {"Gate A": ScannerState("Gate A", Presence.READY)}
    missing = {"Gate A": ScannerState("Gate A", Presence.MISSING, "pulled out")}
    assert standing([], {}) == ("", False)
    assert standing([UNNAMED], {}) == ("", False)
    assert standing([HAND, GATE], ready) == ("Hand scanner, Gate A", True)
    assert standing([HAND, GATE], missing) == ("Gate A", False)
    assert standing([GATE], {}) == ("Gate A", False), "not yet looked for"
    assert standing([CAMERA], {"Webcam": ScannerState("Webcam", Presence.READY)}) == ("Webcam", True)
    assert standing([HAND, CAMERA], {}) == ("Webcam", False)
