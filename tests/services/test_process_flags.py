"""Somebody is inside with a ticket that dies in the store: the manager is told, once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.services.processing import ProcessingStation, shop_world, web_order
from ticketforge_desktop.domain.changes import Kind
from ticketforge_desktop.domain.errors import NotFound
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.storage.effects_file import EffectsOnFile

LATER, LATEST = "2026-10-07T00:00:00Z", "2026-10-08T00:00:00Z"


DEAD = [
    ({"financial_status": "REFUNDED", "refunds": 1}, "admitted_refunded"),
    ({"cancelled_at": LATER}, "admitted_cancelled"),
    ({"financial_status": "VOIDED"}, "admitted_cancelled"),
]


@pytest.mark.parametrize(("changes", "kind"), DEAD)
def test_an_admitted_ticket_that_dies_in_the_store_is_flagged_once(
    station: ProcessingStation, changes: dict[str, object], kind: str
) -> None:
    station.put(*web_order(1001))
    station.process()
    inside, _ = station.tickets(1001)
    station.admit(inside)
    station.put(*web_order(1001, at=LATER, **changes))
    report = station.process()
    assert report.flags == 1
    assert report.changes.touches(Kind.FLAG)
    assert station.flags() == [(kind, inside)], "the ticket that was never used is no matter for the manager"
    assert station.audit() == [("flag", inside)]
    (flag,) = station.profile.effects.flags()
    assert (flag.facts["order"], flag.facts["gate"], flag.facts["state"]) == ("#1001", "A", kind.split("_")[1])
    station.put(*web_order(1001, at=LATEST, **changes))
    assert station.process().flags == 0
    assert station.profile.station.verify_audit().ok


def test_the_flagged_unit_is_the_one_that_died(station: ProcessingStation) -> None:
    found, lines = web_order(1001, 3)
    station.put(found, lines)
    first, _, third = station.tickets(1001)
    station.admit(first)
    station.admit(third)
    fewer = (lines[0]._replace(current_quantity=2),)
    station.put(found._replace(updated_at=LATER), fewer)
    station.process()
    assert station.flags() == [("admitted_void", third)]


def test_an_admission_that_was_undone_before_is_no_matter(station: ProcessingStation) -> None:
    station.put(*web_order(1001))
    inside, _ = station.tickets(1001)
    station.admit(inside)
    station.undo(inside)
    station.put(*web_order(1001, at=LATER, cancelled_at=LATER))
    station.process()
    assert station.flags() == []


def test_what_is_undone_after_the_flag_edits_nothing(station: ProcessingStation) -> None:
    station.put(*web_order(1001))
    inside, _ = station.tickets(1001)
    station.admit(inside)
    station.put(*web_order(1001, at=LATER, cancelled_at=LATER))
    station.process()
    before = station.everything()
    station.undo(inside)
    station.put(*web_order(1001, at=LATEST))
    station.process()
    assert station.everything() == before


def test_somebody_let_in_while_the_mirror_was_behind_is_found_too(station: ProcessingStation) -> None:
    station.put(*web_order(1001))
    inside, _ = station.tickets(1001)
    station.put(*web_order(1001, at=LATER, cancelled_at=LATER))
    station.process()
    assert station.flags() == []
    station.admit(inside)  # the door had read the ticket a moment before
    assert station.process().flags == 1
    assert station.process().flags == 0
    assert station.flags() == [("admitted_cancelled", inside)]


def test_the_log_of_the_door_is_read_on_from_where_the_last_run_left_it(
    station: ProcessingStation, monkeypatch: pytest.MonkeyPatch
) -> None:
    station.put(*web_order(1001))
    for ticket_id in station.tickets(1001):
        station.admit(ticket_id)
    station.process()
    (last,) = station.station("SELECT max(admission_id) AS id FROM admissions")
    # By this name every version finds it again, so that an update reads no log of a season from its beginning.
    assert station.profile.effects.memory("admissions_seen") == str(last["id"])

    read: list[int] = []
    behind = EffectsOnFile.admissions_behind

    def told(self: EffectsOnFile, admission_id: int, limit: int) -> tuple[int, Sequence[str]]:
        read.append(admission_id)
        return behind(self, admission_id, limit)

    monkeypatch.setattr(EffectsOnFile, "admissions_behind", told)
    station.process()
    assert read == [last["id"]]
    read.clear()
    station.full_sync(shop_world())  # it may have changed any ticket of anybody who is inside
    station.process()
    assert read[0] == 0


def test_a_deleted_order_calls_its_parcel_off_and_flags_who_is_inside(station: ProcessingStation) -> None:
    station.put(*web_order(1001, add_on=1))
    station.process()
    inside, _ = station.tickets(1001)
    station.admit(inside)
    station.profile.mirror_writer.remove(order_ids=[1001])
    station.process()
    assert station.parcels() == [("1001-1", "PENDING", "order_deleted", 2)]
    assert station.flags() == [("admitted_deleted", inside)]
    assert station.mirror("SELECT * FROM removed_tickets") == []
    assert station.mirror("SELECT * FROM orders_to_process") == []


def test_a_flag_is_seen_by_a_person_and_stays(station: ProcessingStation) -> None:
    station.put(*web_order(1001))
    station.admit(station.tickets(1001)[0])
    station.put(*web_order(1001, at=LATER, cancelled_at=LATER))
    station.process()
    effects = station.profile.effects
    (flag,) = effects.flags()
    assert flag.seen_at is None
    effects.see_flag(flag.flag, DEFAULT_MANAGER, "sent home")
    effects.see_flag(flag.flag, DEFAULT_MANAGER, "again")
    assert effects.flags() == []
    (seen,) = effects.flags(unseen_only=False)
    assert (seen.seen_by, seen.seen_how, seen.seen_at is not None) == ("manager", "sent home", True)
    assert [action for action, _ in station.audit()] == ["flag", "see_flag"]
    with pytest.raises(NotFound):
        effects.see_flag("nothing", DEFAULT_MANAGER)
