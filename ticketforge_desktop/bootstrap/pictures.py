"""Pictures of every screen on a demo profile of its own."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.errors import BadInput
from ticketforge_desktop.host.folder import ProfileFolder

_EVENINGS: Final = 4
_GUESTS: Final = 40

if TYPE_CHECKING:
    from datetime import datetime

    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.services.views import TicketRow
    from ticketforge_desktop.ui.screenshots import Guest


def take(folder: Path, theme: str, language: str) -> Iterator[Path]:
    """Every screen at both sizes in one theme and language; the files as they are written.

    Raises:
        BadInput: there is no such theme or language, or the folder can't be made.
    """
    if theme not in ("light", "dark"):
        raise BadInput(f"There is no theme {theme!r}.", field="theme", next_step="Use light or dark.")
    if language not in ("de", "en"):
        raise BadInput(f"There is no language {language!r}.", field="language", next_step="Use de or en.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"{folder} can't be used: {error.strerror}.", field="directory") from error
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ticketforge_desktop.bootstrap.demo_halls import leave_halls
    from ticketforge_desktop.bootstrap.picture_papers import leave_papers
    from ticketforge_desktop.bootstrap.picture_till import open_till
    from ticketforge_desktop.bootstrap.window import Startup
    from ticketforge_desktop.ui.screenshots import shoot

    with tempfile.TemporaryDirectory(prefix="ticketforge-pictures-", ignore_cleanup_errors=True) as home:
        startup = Startup(ProfileFolder(Path(home)), lambda: None, demo=True)
        try:
            desk = startup.open_desk()
            guests = every_guest(desk)
            leave_acts(desk)
            leave_papers(desk)
            open_till(desk)
            leave_halls(desk)
            yield from shoot(startup.host(), folder, [theme], [language], guests)
        finally:
            startup.close()


def let_some_in(desk: Desk) -> list[Guest]:
    """Mirror the store and scan half of tonight's tickets over the last hour, so that the door has a story to show.

    A few earlier evenings are let in before, so that the entry curve knows what to expect.

    Returns guests who come next: one who is let in, one who was let in before, one with a number of nobody.
    """
    from ticketforge_desktop.ui.screenshots import Guest

    desk.run_sync()
    desk.processing.take_alerts()  # no message over the pictures
    now = desk.now()
    tonight = desk.queries.dashboard(now, 1).tonight
    if tonight is None:
        return []
    valid = [ticket for ticket in desk.tickets(event_id=tonight.event_id) if ticket.state == "valid"]
    _earlier_evenings(desk, tonight.starts_at)
    guests, waiting = valid[: len(valid) // 2], iter(valid[len(valid) // 2 :])
    for number, ticket in enumerate(guests):
        # Few come early: the crowd grows towards the start.
        before = timedelta(minutes=65) * (1 - (number + 1) / len(guests)) ** 2
        desk.check_in.check(ticket.code, [tonight.event_id], desk.gate, "entry", desk.staff, at=now - before)
    event = tonight.event_id
    _leave_matters(desk, event, guests)
    return [
        Guest("admitted", event, lambda: next(waiting).code),
        Guest("already-used", event, lambda: guests[-1].code),
        Guest("unknown", event, lambda: "2000000000008"),
    ]


def every_guest(desk: Desk) -> list[Guest]:
    """As `let_some_in`, and a guest for every other verdict besides."""
    from ticketforge_desktop.bootstrap.picture_guests import Evening

    usual = let_some_in(desk)
    if not usual:
        return []
    event = usual[0].event_id
    valid = [ticket for ticket in desk.tickets(event_id=event) if ticket.state == "valid"]
    return [*usual, *Evening(desk, event, iter(reversed(valid))).guests()]


def leave_acts(desk: Desk) -> None:
    """Acts that arrived, one that the store refused, and some that wait, as after a while at a counter."""
    from ticketforge_desktop.services.ports.mirror import OrderFilter, Sort
    from ticketforge_desktop.services.ports.outbox import Act

    listing = desk.queries.orders(OrderFilter(), Sort("created_at", descending=True))
    rows = [row for row in listing.page(0, 80) if row.status == "CONFIRMED" and 1 < row.tickets < 8]
    if len(rows) < 3:
        return

    def add(kind: str, at: int, payload: dict[str, object]) -> None:
        order = rows[at].order_id
        desk.outbox.add(Act(kind, f"order:{order}", {"order_id": order, **payload}), desk.staff)

    def tag(at: int, word: str) -> None:
        order = rows[at].order_id
        act = Act("tag", f"order:{order}", {"thing": "order", "thing_id": order, "add": [word]})
        desk.outbox.add(act, desk.staff)

    gone = {"line_id": 1, "units": [1, 2], "restock": "cancel"}  # no line of this order: the store says so
    money = rows[0].total
    refund = {"currency": money.currency, "lines": [gone], "postage_minor": 500, "note": "Cannot come, fell ill"}
    add("refund", 0, {**refund, "notify": True})
    tag(1, "Group")
    add("fulfil", 2, {"tracking": {"company": "DHL", "number": "00340434161094042557", "url": ""}, "notify": True})
    desk.pushing.run()
    tag(0, "Phoned")  # these wait: what concerns the same order is sent in its order
    add("cancel_order", 0, {"reason": "customer", "restock": True, "money_back": True})


def _leave_matters(desk: Desk, event_id: str, guests: Sequence[TicketRow]) -> None:
    """What a manager must look at: two tickets that another gate let in as well, one whose order is cancelled."""
    from ticketforge_desktop.domain.shared_log import Entry, EntryKind, Voice, cut, write_index, write_part
    from ticketforge_desktop.services.ports.outbox import Act
    from ticketforge_desktop.services.share_log import index_key, part_key

    latest = guests[-1].order
    others = [ticket for ticket in guests if ticket.order != latest]
    off = min(others[len(others) // 2 :], key=lambda ticket: ticket.units)
    twice = [ticket for ticket in others if ticket.order != off.order][-3:]
    station, name, now, store = "0" * 32, "Westportal", desk.now(), desk.store()
    entries = [
        Entry(station, name, f"west-{number}", now - timedelta(minutes=2 + 3 * number), ticket.ticket_id,
              EntryKind.ADMIT, "admitted", "West", ticket.issue)
        for number, ticket in enumerate(twice)
    ]  # fmt: skip
    (part,) = cut(event_id, station, name, 1, entries)
    store.swap_document(part_key(event_id, station, 1), write_part(part), None)
    voices = {station: Voice(name, 1, len(entries), now.isoformat())}
    store.swap_document(index_key(event_id), write_index(event_id, voices), None)
    desk.door_log.share([event_id])
    inbox = desk.door_log.conflicts
    settled = inbox.open(desk.staff)[-1:]
    for row in settled:
        inbox.settle(row.conflict_id, "Copied ticket; the second guest paid at the till", desk.staff)
    payload: dict[str, object] = {"order_id": off.order_id, "reason": "customer", "restock": True, "money_back": True}
    desk.outbox.add(Act("cancel_order", f"order:{off.order_id}", payload), desk.staff)
    desk.run_sync()


def _earlier_evenings(desk: Desk, before: datetime) -> None:
    """Let in a part of the guests of the last evenings, each evening a little later or earlier than the others."""
    from ticketforge_desktop.services.ports.mirror import EventFilter, Sort

    listing = desk.queries.events(EventFilter(span="past"), Sort("starts_at", descending=True))
    rows = [row for row in listing.page(0, 40) if row.starts_at is not None and row.starts_at < before]
    told = 0
    for row in rows:
        tickets = [ticket for ticket in desk.tickets(event_id=row.event_id) if ticket.state == "valid"]
        if row.starts_at is None or not _GUESTS <= len(tickets) <= 3 * _GUESTS:
            continue
        guests = tickets[: len(tickets) * 94 // 100]  # some never come
        for number, ticket in enumerate(guests):
            early = timedelta(minutes=75 - told * 5) * (1 - (number + 1) / len(guests)) ** 1.6
            at = row.starts_at + timedelta(minutes=6) - early
            desk.check_in.check(ticket.code, [row.event_id], desk.gate, "entry", desk.staff, at=at)
        told += 1
        if told == _EVENINGS:
            return
