"""A forgotten PIN: whoever holds the profile lets the kiosk go from the command line, beside the open window."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.conftest import BoxOffice
from ticketforge_desktop.bootstrap import open_desk
from ticketforge_desktop.services.kiosk import KioskPost


def test_the_command_line_lets_go_and_forgets_the_pin(tmp_path: Path) -> None:
    office = BoxOffice(tmp_path / "profile")
    assert office.one("kiosk", "status") == {"held": False, "events": [], "gate": "", "direction": "", "pin": False}
    desk = open_desk(str(office.home), lambda: office.environment["TICKETFORGE_PASSPHRASE"])
    try:
        desk.kiosk.set_pin("2580", desk.staff)
        desk.kiosk.hold(KioskPost(("gid-7",), "B", "exit"), desk.staff)
        told = office.one("kiosk", "status")
        assert told == {"held": True, "events": ["gid-7"], "gate": "B", "direction": "exit", "pin": True}
        assert office.one("kiosk", "release") == {"released": True, "pin": False}
        assert desk.kiosk.post() is None, "the open window sees it"
        assert not desk.kiosk.pin.known()
        assert [row.action for row in desk.station.audit_rows(2)] == ["set", "remove_pin"]
    finally:
        desk.close()
    assert office.one("kiosk", "release") == {"released": False, "pin": False}
