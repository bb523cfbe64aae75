"""What a manager must look at, on real files: two doors that let the same guest in, and money that went back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.screens.house import House, context_on, shown, solid, texts
from ticketforge_desktop.bootstrap.demo import DemoProfile
from ticketforge_desktop.bootstrap.pictures import let_some_in
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.errors import NotFound, RightMissing
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, ROLE_RIGHTS, Role, Staff
from ticketforge_desktop.domain.shared_log import Entry, EntryKind
from ticketforge_desktop.domain.uses import SINGLE
from ticketforge_desktop.domain.verdicts import Verdict
from ticketforge_desktop.services.conflicts import ConflictInbox
from ticketforge_desktop.services.inbox import FlagInbox, Inbox, InboxEntry, InboxStanding
from ticketforge_desktop.services.ports.door import Attempt
from ticketforge_desktop.services.ports.processing import DeadTicket
from ticketforge_desktop.services.ports.shared_log import TicketTerms
from ticketforge_desktop.services.views import TicketRow
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.screens.dashboard import DashboardScreen
from ticketforge_desktop.ui.screens.door import DoorScreen
from ticketforge_desktop.ui.screens.inbox import InboxScreen, words
from ticketforge_desktop.ui.screens.inbox.listing import line_of
from ticketforge_desktop.ui.trouble import words_for

STEWARD = Staff("s1", "Steward", ROLE_RIGHTS[Role.STEWARD])


class HouseInbox:
    """The inbox of the house, joined as the program joins it."""

    def __init__(self, house: House, staff: Staff = DEFAULT_MANAGER) -> None:
        self.house, self.staff = house, staff
        conflicts = ConflictInbox(house.profile.conflicts, self._price)
        flags = FlagInbox(house.profile.effects)
        self.joined = Inbox(conflicts, flags, self._ticket, self._event, lambda: "EUR")

    def _ticket(self, ticket_id: str) -> TicketRow | None:
        try:
            return self.house.queries.ticket(ticket_id)
        except NotFound:
            return None

    def _price(self, ticket_id: str) -> Money | None:
        ticket = self._ticket(ticket_id)
        return None if ticket is None else ticket.price

    def _event(self, event_id: str) -> tuple[str, str]:
        row = self.house.queries.event(event_id).row
        return row.title, row.zone

    def open(self) -> Sequence[InboxEntry]:
        return self.joined.open(self.staff)

    def done(self) -> Sequence[InboxEntry]:
        return self.joined.done(self.staff)

    def settle(self, key: str, how: str) -> None:
        self.joined.settle(key, how, self.staff)

    def standing(self) -> InboxStanding:
        conflicts, newest = self.house.profile.conflicts.standing()
        flags, latest = self.house.profile.effects.flags_standing()
        return InboxStanding(conflicts, flags, newest, latest)


@pytest.fixture
def inbox(house: House) -> HouseInbox:
    # No gate of any country is near midnight at this hour: times alone are told then, without the day.
    house.clock.at = house.clock.at.replace(hour=18, minute=30)
    made = HouseInbox(house)
    house.inbox = made  # type: ignore[attr-defined]
    return made


def let_in_twice(house: House, ticket: TicketRow) -> None:
    """At gate A here, and nine minutes before at gate B by a station whose log comes later."""
    code = house.codes.code_of(ticket)
    house.check_in.check(code, [ticket.event_id], "A", "entry", DEFAULT_MANAGER)
    at = house.clock.now() - timedelta(minutes=9)
    entry = Entry("far", "Box B", f"b-{ticket.ticket_id}", at, ticket.ticket_id, EntryKind.ADMIT, "admitted", "B", 1)
    terms = TicketTerms(SINGLE, lambda _at: "")
    assert house.profile.shared_log.take(ticket.event_id, [entry], lambda _ticket: terms).conflicts == 1


def refund_inside(house: House, ticket: TicketRow) -> None:
    dead = DeadTicket(ticket.ticket_id, "refunded", ticket.event_id, ticket.order, ticket.order_id)
    assert house.profile.effects.flag_dead([dead], DEFAULT_MANAGER) == 1


def screen_on(context: Context) -> InboxScreen:
    screen = shown(InboxScreen(context))
    assert isinstance(screen, InboxScreen)
    return screen


def test_a_double_entry_is_told_with_both_logs_and_what_is_at_stake(
    inbox: HouseInbox, house: House, context: Context
) -> None:
    ticket = house.valid_tickets()[0]
    let_in_twice(house, ticket)
    screen = screen_on(context)
    (line,) = screen.list.lines
    formats, zone = context.formats, house.tonight.zone
    first, late = house.clock.now() - timedelta(minutes=9), house.clock.now()
    assert solid(line.title) == f"Let in twice: ticket {ticket.number}"
    when = f"Gate B {formats.time(first, zone)} and Gate A {formats.time(late, zone)}, 9 minutes apart"
    assert solid(line.state) == when
    assert line.below.startswith(f"{ticket.category}, {formats.money(ticket.price)} · {house.tonight.title}")
    details = screen.details
    assert (details.first.place.text(), details.late.place.text()) == ("Gate B", "Gate A")
    assert details.first.rest.text() == "Box B"
    assert details.late.at.text() == formats.time(late, zone, seconds=True)
    facts = dict(details.facts.shown)
    assert (facts["Ticket"], facts["Order"], facts["At stake"]) == (
        ticket.number,
        ticket.order,
        formats.money(ticket.price),
    )


def test_it_is_settled_in_words_and_goes_to_the_history(inbox: HouseInbox, house: House, context: Context) -> None:
    let_in_twice(house, house.valid_tickets()[0])
    screen = screen_on(context)
    told: list[tuple[str, str]] = []
    context.told.connect(lambda tone, text: told.append((tone, text)))
    details = screen.details
    assert not details.decide.isEnabled(), "no words, no settlement"
    QTest.keyClicks(details.how, "ok")
    assert not details.decide.isEnabled()
    details.how.selectAll()
    QTest.keyClicks(details.how, "One guest, scanned at both gates")
    QTest.mouseClick(details.decide, Qt.MouseButton.LeftButton)
    assert told == [("admitted", "Settled.")]
    assert screen.pages.currentWidget() is screen._nothing
    assert "Nothing to settle" in texts(screen)
    screen.arrive("done")
    (line,) = screen.list.lines
    assert line.below.endswith("manager · One guest, scanned at both gates")
    assert details.foot.isHidden()
    assert details.cause.title.text().startswith("Settled by manager")
    assert details.cause.text.text() == "One guest, scanned at both gates"


def test_what_is_typed_stays_while_the_list_changes(inbox: HouseInbox, house: House, context: Context) -> None:
    one, other, *_ = house.valid_tickets()
    let_in_twice(house, one)
    screen = screen_on(context)
    QTest.keyClicks(screen.details.how, "Copied")
    let_in_twice(house, other)
    context.broadcast(ChangeSet.of(Kind.ADMISSION))
    assert len(screen.list.lines) == 2
    assert screen.details.how.text() == "Copied"
    screen.details.wait.click()
    assert screen.details.how.text() == "", "another matter, other words"


def test_a_flag_is_seen_and_leads_to_its_order(inbox: HouseInbox, house: House, context: Context) -> None:
    ticket = house.valid_tickets()[0]
    house.check_in.check(house.codes.code_of(ticket), [ticket.event_id], "A", "entry", DEFAULT_MANAGER)
    refund_inside(house, ticket)
    screen = screen_on(context)
    went: list[tuple[str, object]] = []
    context.go.connect(lambda place, subject: went.append((place, subject)))
    (line,) = screen.list.lines
    assert solid(line.title) == f"Let in, then refunded: ticket {ticket.number}"
    assert line.state == f"Gate A {context.formats.time(house.clock.now(), house.tonight.zone)}"
    details = screen.details
    assert not details.decide.isEnabled()
    QTest.keyClicks(details.how, "Went out again by herself")
    details.to_order.click()
    assert went == [("orders", ticket.order)]
    details.decide_now()
    assert screen.list.lines == []
    assert screen.pages.currentWidget() is screen._nothing
    assert [(entry.done_by, entry.how) for entry in inbox.done()] == [("manager", "Went out again by herself")]


def test_whoever_lacks_the_right_reads_and_is_told_so(house: House, app: QApplication) -> None:
    let_in_twice(house, house.valid_tickets()[0])
    house.inbox = HouseInbox(house, STEWARD)  # type: ignore[attr-defined]
    with context_on(house, app, staff=STEWARD) as context:
        screen = screen_on(context)
        assert not screen.details.how.isEnabled()
        assert not screen.details.decide.isEnabled()
        assert screen.details.note.text() == "A right is missing: ask a person who has it."
        troubles: list[Exception] = []
        context.trouble.connect(troubles.append)
        (entry,) = inbox_entries(house)
        screen._decide(entry.key, "anyway")
        (trouble,) = troubles
        assert isinstance(trouble, RightMissing)
        assert words_for(trouble).title == "A right is missing for this."
    assert len(inbox_entries(house)) == 1


def inbox_entries(house: House) -> Sequence[InboxEntry]:
    entries: Sequence[InboxEntry] = house.inbox.open()  # type: ignore[attr-defined]
    return entries


def test_what_the_service_refuses_is_said_at_the_words(inbox: HouseInbox, house: House, context: Context) -> None:
    let_in_twice(house, house.valid_tickets()[0])
    screen = screen_on(context)
    screen._decide(screen.list.current, "  ")
    assert screen.details.how_field.fault == "Say in a few words what was found and done."
    QTest.keyClicks(screen.details.how, "a")
    assert screen.details.how_field.fault == ""


def test_somebody_elses_settlement_is_told_and_the_list_is_new(
    inbox: HouseInbox, house: House, context: Context
) -> None:
    let_in_twice(house, house.valid_tickets()[0])
    screen = screen_on(context)
    key = screen.list.current
    inbox.settle(key, "Done at the other desk")
    troubles: list[Exception] = []
    context.trouble.connect(troubles.append)
    screen._decide(key, "Mine")
    assert [words_for(trouble).title for trouble in troubles] == ["Somebody else changed it first."]
    assert screen.pages.currentWidget() is screen._nothing


KINDS = {
    "unknown_missing": "Let in unseen, and unknown to the store: ticket",
    "admitted_cancelled": "Let in, then cancelled: ticket",
    "admitted_void": "Let in, then made void: ticket",
    "admitted_deleted": "Let in, and its order was deleted: ticket",
    "blocked_entry": "Let in after it was blocked: ticket aa",
    "packed_parcel_dead": "Packed parcel must not go out: order #7",
    "sale_differs": "Sale and order differ: order #7",
    "sale_doubled": "Two orders for one sale: #5 and #7",
    "issue_lost": "A paper of ours is refused at the doors: ticket aa",
    "printed_twice": "On paper twice: ticket aa",
    "made_up_later": "made_up_later",
}


@pytest.mark.parametrize(("kind", "title"), KINDS.items())
def test_every_kind_has_its_words(inbox: HouseInbox, house: House, context: Context, kind: str, title: str) -> None:
    source = "conflict" if kind in ("unknown_missing", "blocked_entry") else "flag"
    facts: dict[str, object] = {"order": "#7", "first_order": "#5", "reason": "order_cancelled", "ticket_id": "aa"}
    if kind in ("issue_lost", "printed_twice"):
        facts |= {"by": "Box B", "issue": 3}
    if kind == "sale_differs":
        facts |= {"here_minor": 4200, "there_minor": 4000}
    late = (
        {"gate": "", "station": "Box B", "at": "no time", "verdict": "forced", "issue": 2} if source != "flag" else {}
    )
    entry = InboxEntry(
        f"{source}:1", kind, house.clock.now(), facts, {}, late, 0.0, None, "Gala", "", "#7", Money(200, "EUR"),
        None, "", "",
    )  # fmt: skip
    line = line_of(entry, context)
    assert line.title.startswith(title)
    assert words.advice_of(entry)
    told = dict(words.facts_of(entry, context))
    assert told["At stake"] == "€2.00"
    if kind == "sale_differs":
        assert (told["Taken at the till"], told["In the store's order"]) == ("€42.00", "€40.00")
    if kind in ("issue_lost", "printed_twice"):
        assert "Box B" in line.state
        assert told["Other station"] == "Box B"
        assert told.get("Issue", "3") == "3"
    if kind == "packed_parcel_dead":
        assert line.state == "The order was cancelled"
    if late:
        assert line.state == "Box B"
        assert words.side_rest(late, context) == "Box B · Let in by hand · Print 2"
        block = {"station": "Box A", "verdict": "blocked", "reason": "stolen", "issue": 0}
        assert words.side_rest(block, context) == "Box A · Blocked: stolen"


def test_many_papers_of_an_event_are_one_matter(house: House, context: Context) -> None:
    facts = {"event_id": "e", "by": "Box B", "tickets": 412}
    entry = InboxEntry(
        "flag:1", "printed_twice", house.clock.now(), facts, {}, {}, 0.0, None, "Gala", "", "", None, None, "", ""
    )
    assert line_of(entry, context).title == "On paper twice: 412 tickets of Gala"


def test_the_dashboard_tells_it_only_when_there_is_something(inbox: HouseInbox, house: House, context: Context) -> None:
    screen = shown(DashboardScreen(context))
    assert isinstance(screen, DashboardScreen)
    assert screen.settle.isHidden()
    let_in_twice(house, house.valid_tickets()[0])
    context.set_status(house.status()._replace(inbox=inbox.standing()))
    assert not screen.settle.isHidden()
    assert screen.settle.counts.text() == "1 conflict of the doors"
    went: list[str] = []
    context.go.connect(lambda place, _subject: went.append(place))
    screen.settle.look.click()
    assert went == ["inbox"]


# The confidence of a verdict, and the whole way on the demo store
@pytest.mark.parametrize(
    ("visible", "stations", "told"), [(1, 1, "this station's scans only"), (2, 3, "2 of 3 gates visible")]
)
def test_the_door_says_how_many_gates_it_knows_of(
    house: House, context: Context, visible: int, stations: int, told: str
) -> None:
    house.check_in._stations_visible = lambda: visible
    house.check_in._stations = lambda: stations
    door = shown(DoorScreen(context), 1280, 768)
    assert isinstance(door, DoorScreen)
    door.arrive(house.tonight.event_id)
    door.scan(house.codes_tonight()[0])
    assert door.kiosk.confidence.text().splitlines()[-1] == told


def test_two_gates_on_one_store_come_to_one_inbox() -> None:
    profile = DemoProfile(events=40, orders=300)
    try:
        desk, _ = profile.open()
        try:
            let_some_in(desk)
            waiting = desk.inbox.open()
            doubles = [entry for entry in waiting if entry.kind == "double_entry"]
            dead = [entry for entry in waiting if entry.kind == "admitted_cancelled"]
            assert len(waiting) == len(doubles) + len(dead)
            assert len(doubles) == 2
            assert dead
            assert all(entry.ticket and entry.exposure == entry.ticket.price for entry in waiting)
            assert all(entry.zone and entry.order for entry in waiting)
            rows = desk.door_log.conflicts.all(desk.staff)
            assert all(row.exposure_minor > 0 and row.currency == "EUR" for row in rows)
            assert [entry.how for entry in desk.inbox.done()] == ["Copied ticket; the second guest paid at the till"]
            told = desk.status().inbox
            assert told is not None
            assert (told.conflicts, told.flags) == (2, len(dead))
            ticket = next(one for one in desk.tickets(event_id=rows[0].event_id) if one.state == "valid")
            checked = desk.check_in.check(ticket.code, [ticket.event_id], "A", "entry", desk.staff).as_json()
            confidence = checked["confidence"]
            assert isinstance(confidence, dict)
            assert (confidence["stations_visible"], confidence["stations"]) == (2, 2)
            desk.inbox.settle(doubles[0].key, "Scanned twice")
            assert doubles[0].key not in [entry.key for entry in desk.inbox.open()]
            assert desk.inbox._ticket("00" * 8) is None, "what the mirror lost is left out, not stumbled over"
            assert desk.inbox._event("EV-gone") == ("", "")
            assert desk.inbox._currency() == "EUR"
        finally:
            desk.close()
    finally:
        profile.close()


def test_who_was_let_in_unseen_is_a_matter_until_the_ticket_comes(
    inbox: HouseInbox, house: House, context: Context
) -> None:
    unknown, at = "ab" * 8, house.clock.now()
    said = Attempt(
        at,
        "n1",
        "",
        unknown,
        house.tonight.event_id,
        Verdict.ADMITTED,
        "not_synced_yet",
        "North",
        "entry",
        "m",
        1,
        None,
    )
    house.profile.admissions.enter(said, SINGLE, "")
    rows = house.profile.unseen
    assert (rows.follow(), rows.missing([unknown])) == (1, 1)
    screen = screen_on(context)
    details = screen.details
    assert details.first.isHidden()
    assert (details.late.name.text(), details.late.place.text()) == ("Let in", "Gate North")
    assert rows.known([unknown]) == 1
    (done,) = inbox.done()
    details.show_entry(done)
    assert "The ticket came with it after all." in texts(details)
    assert line_of(done, context).below.endswith("a sync · The ticket came with it after all.")
