"""Where something ends, in the use cases: the last that still counts, and the first that does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.services.conftest import Founder
from tests.services.evening import Evening
from tests.services.stations import HandClock
from tests.ui.stage import Drawer, PlayedStation
from ticketforge_desktop.domain.admission import Decision
from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.host.memory_secrets import MemorySecrets
from ticketforge_desktop.services.check_results import CheckResult
from ticketforge_desktop.services.connection_state import ConnectionState, standing
from ticketforge_desktop.services.gates import LONGEST_REASON
from ticketforge_desktop.services.inbox import InboxStanding
from ticketforge_desktop.services.render import check_print_settings
from ticketforge_desktop.services.scanners import MOST, ScannerKind, ScannerSettings, check
from ticketforge_desktop.services.schedule import Schedule
from ticketforge_desktop.services.settings import (
    STATION_NAME,
    STOCK_CRITICAL,
    STOCK_LOW,
    STOCK_MEDIUM,
    SYNC_INTERVAL,
    SettingsBook,
)
from ticketforge_desktop.services.syncing import DriftReport
from ticketforge_desktop.services.webhook_secrets import SigningSecrets

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_mirror_is_old_after_its_time_and_not_at_it() -> None:
    allowed = timedelta(minutes=15)
    for age, state in ((allowed, ConnectionState.FRESH), (allowed + timedelta(seconds=1), ConnectionState.STALE)):
        for now in (NOON + age, NOON - age):  # a clock that was set back
            assert standing(True, {}, NOON, now, allowed).state is state


def test_who_syncs_only_on_demand_is_promised_no_next_one() -> None:
    schedule = Schedule(0)
    schedule.ended(NOON)
    assert schedule.next_at is None


def test_only_a_replaced_ticket_tells_by_what_and_only_a_pack_its_age() -> None:
    decision = Decision(Verdict.ADMITTED, at="2026-11-22T11:00:00Z", by="till 2")
    said = CheckResult(Verdict.ADMITTED, decision, None, None, 3.0, 1, NOON, 0.2)
    assert said.as_json()["replaced"] is None
    told = replace(said, verdict=Verdict.REPLACED, packed_at=NOON).as_json()
    assert told["replaced"] == {"at": "2026-11-22T11:00:00Z", "by": "till 2"}
    confidence = told["confidence"]
    assert isinstance(confidence, dict)
    assert confidence["packed_at"] == NOON.isoformat()
    assert said.as_json()["confidence"] == {"mirror_age_s": 3.0, "stations_visible": 1, "stations": 1}


def test_a_signing_secret_has_eight_to_256_signs(found: Founder, clock: HandClock) -> None:
    station = found("till 1")
    secrets = SigningSecrets(MemorySecrets(), lambda: "", clock, station.profile.station)
    for wrong in ("x" * 7, "x" * 257):
        with pytest.raises(BadInput, match="8 to 256"):
            secrets.put(wrong, DEFAULT_MANAGER)
    for right in ("x" * 8, "y" * 256):
        secrets.put(right, DEFAULT_MANAGER)
        assert secrets.accepted()[0] == right


def test_a_key_is_revoked_from_now_but_from_no_later(found: Founder, clock: HandClock) -> None:
    station = found("till 1")
    key = station.keys.key_id()
    with pytest.raises(BadInput, match="to come"):
        station.keys.revoke(key, DEFAULT_MANAGER, None, clock.now() + timedelta(seconds=1))
    assert station.keys.revoke(key, DEFAULT_MANAGER, None, clock.now()).key.revoked_at == "2026-11-14T18:00:00Z"


def test_a_block_has_a_reason_in_a_few_words(found: Founder) -> None:
    evening = Evening(found("till 1"))
    (ticket,) = evening.sold("#1")
    with pytest.raises(BadInput, match="a few words"):
        evening.gates.block(ticket.ticket_id, "x" * (LONGEST_REASON + 1), DEFAULT_MANAGER)
    evening.gates.block(ticket.ticket_id, "x" * LONGEST_REASON, DEFAULT_MANAGER)
    assert evening.verdict(evening.code(ticket)) == "blocked"


@pytest.mark.parametrize("dpi", [100, 1200])
def test_resolutions_of_printers(dpi: int) -> None:
    check_print_settings(dpi, "de")
    with pytest.raises(BadInput, match="dpi"):
        check_print_settings(dpi + (-1 if dpi == 100 else 1), "de")


def test_as_many_scanners_as_a_door_takes() -> None:
    def rows(count: int) -> list[ScannerSettings]:
        return [ScannerSettings(ScannerKind.SERIAL, f"S{at}", address=f"COM{at}") for at in range(count)]

    assert len(check(rows(MOST))) == MOST
    with pytest.raises(BadInput, match="At most"):
        check(rows(MOST + 1))
    for name, ends in (("least", (4, 64)), ("gap_ms", (0, 1000))):
        for end in ends:
            (kept,) = check([replace(rows(1)[0], **{name: end})])
            assert getattr(kept, name) == end


def test_settings_take_their_ends_and_levels_that_rise() -> None:
    book = SettingsBook(Drawer(), PlayedStation())  # type: ignore[arg-type]
    for number in (SYNC_INTERVAL.minimum, SYNC_INTERVAL.maximum):
        assert book.check({SYNC_INTERVAL: number}) == {SYNC_INTERVAL: number}
    longest = "x" * STATION_NAME.longest
    assert book.check({STATION_NAME: longest}) == {STATION_NAME: longest}
    with pytest.raises(BadInput, match="at most"):
        book.check({STATION_NAME: longest + "x"})
    levels = {STOCK_CRITICAL: 5, STOCK_LOW: 6, STOCK_MEDIUM: 7}
    assert book.check(levels) == levels
    for same in (STOCK_LOW, STOCK_MEDIUM):
        with pytest.raises(BadInput, match="lies above"):
            book.check(levels | {same: levels[same] - 1})


def test_what_waits_and_what_drifted_is_all_of_it() -> None:
    assert InboxStanding(2, 3).waiting == 5
    drift = DriftReport(
        since="",
        checked=10,
        stale=1,
        missing=2,
        gone=4,
        mended=7,
        withheld=0,
        troubles=0,
        all_visible=True,
        counts={},
        orders=(),
    )
    assert drift.drift == drift.as_json()["drift"] == 7
