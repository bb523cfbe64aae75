"""Matters of the inbox in the words of the trade: what happened, what to look at, and the facts of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from PySide6.QtCore import QCoreApplication, QObject

from ticketforge_desktop.domain import effects
from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.inbox import CONFLICT, InboxEntry
from ticketforge_desktop.services.ports.unseen import BY_SYNC
from ticketforge_desktop.ui.context import Context
from ticketforge_desktop.ui.formats import local

ICONS: Final = {
    "packed_parcel_dead": "truck", "sale_differs": "till", "sale_doubled": "till", "issue_lost": "printer",
    "printed_twice": "printer", "sale_refused": "till", "sale_unanswered": "till",
}  # fmt: skip


def icon_of(entry: InboxEntry) -> str:
    """An icon for a kind of matter."""
    return ICONS.get(entry.kind, "door" if entry.source == CONFLICT else "euro")


def title_of(entry: InboxEntry) -> str:
    """What happened, in one line: `Let in twice: ticket KJ32-…`."""
    translate, named = QCoreApplication.translate, _named(entry)
    words = {
        "double_entry": translate("Inbox", "Let in twice: {named}"),
        "blocked_entry": translate("Inbox", "Let in after it was blocked: {named}"),
        "unknown_missing": translate("Inbox", "Let in unseen, and unknown to the store: {named}"),
        "admitted_refunded": translate("Inbox", "Let in, then refunded: {named}"),
        "admitted_cancelled": translate("Inbox", "Let in, then cancelled: {named}"),
        "admitted_void": translate("Inbox", "Let in, then made void: {named}"),
        "admitted_deleted": translate("Inbox", "Let in, and its order was deleted: {named}"),
        "packed_parcel_dead": translate("Inbox", "Packed parcel must not go out: order {order}"),
        "sale_differs": translate("Inbox", "Sale and order differ: order {order}"),
        "sale_doubled": translate("Inbox", "Two orders for one sale: {first} and {order}"),
        "sale_refused": translate("Inbox", "The store refused sale {order}"),
        "sale_unanswered": translate("Inbox", "The store gave open stock when nobody waited any more: order {order}"),
        "issue_lost": translate("Inbox", "A paper of ours is refused at the doors: {named}"),
        "printed_twice": translate("Inbox", "On paper twice: {named}"),
    }.get(entry.kind, entry.kind)
    first = str(entry.facts.get("first_order", ""))
    return words.replace("{named}", named).replace("{order}", entry.order).replace("{first}", first)


def _named(entry: InboxEntry) -> str:
    many = entry.facts.get("tickets")
    if isinstance(many, int):
        return Counted().tickets(many, entry.event)
    number = entry.ticket.number if entry.ticket is not None else str(entry.facts.get("ticket_id", ""))[:13]
    # Hyphens that do not break: a number is read in one piece.
    return QCoreApplication.translate("Inbox", "ticket {number}").format(number=number.replace("-", "\u2011"))


def settled_by(entry: InboxEntry) -> tuple[str, str]:
    """Who settled it and how, in words; what a sync settled has no person's."""
    if entry.done_by != BY_SYNC:
        return entry.done_by, entry.how
    translate = QCoreApplication.translate
    return translate("Inbox", "a sync"), translate("Inbox", "The ticket came with it after all.")


def place_of(side: Mapping[str, object]) -> str:
    """`Gate A`, the station's name where its gate has none."""
    gate = str(side.get("gate", ""))
    if gate:
        return QCoreApplication.translate("Inbox", "Gate {gate}").format(gate=gate)
    return str(side.get("station", ""))


def moment_of(side: Mapping[str, object]) -> datetime | None:
    """When it was; None where the log says no time."""
    try:
        return datetime.fromisoformat(str(side.get("at") or side.get("admitted_at") or ""))
    except ValueError:
        return None


def when(at: datetime, entry: InboxEntry, context: Context, *, seconds: bool = False) -> str:
    """A moment by the clock of the venue, all of a matter by the same; of another day with the day."""
    formats, zone = context.formats, entry.zone
    now, told = context.desk.now() if context.desk is not None else at, formats.time(at, zone, seconds=seconds)
    today = local(at, zone).date() == local(now, zone).date()
    return told if today else f"{formats.day(at, zone)}, {told}"


def at_of(side: Mapping[str, object], entry: InboxEntry, context: Context, *, seconds: bool = False) -> str:
    """When a door wrote it, "" where the log says no time."""
    at = moment_of(side)
    return when(at, entry, context, seconds=seconds) if at is not None else ""


class Counted(QObject):
    """Words that go by number: only `tr` of an object knows plurals."""

    def apart(self, minutes: float) -> str:
        """How much lies between two entries."""
        if minutes < 1:
            return self.tr("less than a minute apart")
        return self.tr("%n minute(s) apart", "", round(minutes)).replace(" ", "\u00a0")

    def tickets(self, many: int, event: str) -> str:
        """How many of which event."""
        return self.tr("%n ticket(s) of {event}", "", many).replace("{event}", event)


def happened(entry: InboxEntry, context: Context) -> str:
    """Where and when: `Gate A 19:42 and Gate B 19:51, 9 minutes apart`."""
    translate = QCoreApplication.translate
    if entry.first and entry.late:
        return translate("Inbox", "{first} and {late}, {apart}").format(
            first=_where(entry.first, entry, context),
            late=_where(entry.late, entry, context),
            apart=Counted().apart(entry.minutes),
        )
    side = entry.late or entry.first or entry.facts
    return _where(side, entry, context) if entry.source == CONFLICT or "admitted_at" in side else reason_of(entry)


def _where(side: Mapping[str, object], entry: InboxEntry, context: Context) -> str:
    return f"{place_of(side)} {at_of(side, entry, context)}".strip()


def reason_of(entry: InboxEntry) -> str:
    """Why a parcel must not go out, or who has a paper too; "" for other matters."""
    translate, by = QCoreApplication.translate, str(entry.facts.get("by", ""))
    if entry.kind == "issue_lost" and by:
        return translate("Inbox", "{station} had the number first").replace("{station}", by)
    if entry.kind == "printed_twice":
        return translate("Inbox", "Also printed by {station}").replace("{station}", by)
    return {
        effects.ORDER_DELETED: translate("Inbox", "The order was deleted"),
        effects.ORDER_CANCELLED: translate("Inbox", "The order was cancelled"),
        effects.ORDER_REFUNDED: translate("Inbox", "The order was refunded"),
        effects.ADD_ON_REMOVED: translate("Inbox", "The post was taken out of the order"),
        effects.UNPAID: translate("Inbox", "The order is not paid any more"),
        effects.NO_TICKETS: translate("Inbox", "The order has no valid tickets any more"),
        effects.FEWER_TICKETS: translate("Inbox", "The order has fewer tickets now"),
    }.get(str(entry.facts.get("reason", "")), "")


def stake_of(entry: InboxEntry, context: Context) -> str:
    """`Parkett, €42.00`: what it is about in money."""
    category = entry.ticket.category if entry.ticket is not None else ""
    money = context.formats.money(entry.exposure) if entry.exposure is not None else ""
    return ", ".join(part for part in (category, money) if part)


def advice_of(entry: InboxEntry) -> str:
    """What to look at first."""
    translate = QCoreApplication.translate
    if entry.kind == "double_entry":
        return translate(
            "Inbox", "The gates did not know of each other then. Was the ticket copied, passed on, or scanned twice?"
        )  # fmt: skip
    if entry.kind == "blocked_entry":
        return translate(
            "Inbox", "The gate had not heard of the block yet. Look for the person in the house, and ask who blocked"
            " the ticket."
        )  # fmt: skip
    if entry.source == CONFLICT:
        return translate(
            "Inbox", "It was let in while this station could not know the ticket. Ask for the receipt, or charge the"
            " ticket, and say what was done."
        )  # fmt: skip
    if entry.kind == "packed_parcel_dead":
        return translate("Inbox", "Take the parcel out of the post and destroy its tickets.")
    if entry.kind == "sale_differs":
        return translate("Inbox", "The store took another sum than the till. Compare both before the day is closed.")
    if entry.kind == "sale_doubled":
        return translate("Inbox", "The store holds the same sale twice. Cancel one of the orders there.")
    if entry.kind == "sale_unanswered":
        return translate(
            "Inbox", "The till was told of no money, and nothing was printed. Cancel the order in the store, or take"
            " the money and print its tickets."
        )  # fmt: skip
    if entry.kind == "sale_refused":
        return translate(
            "Inbox", "The buyer has paid and holds the tickets, and they let in. Honour them: put the store right and"
            " send the order again from the sync page. Or block them, and give the money back."
        )  # fmt: skip
    if entry.kind == "issue_lost":
        return translate(
            "Inbox", "It was printed while the store was out of reach, with a number that another station had given"
            " out before. Find who has the paper, and give them the other station's, or print the ticket again."
        )  # fmt: skip
    if entry.kind == "printed_twice":
        return translate(
            "Inbox", "Two stations printed it between two syncs. Both papers carry the same code, and one person gets"
            " in. Take one back; if it is out of the house, print the ticket again: that refuses both."
        )  # fmt: skip
    return translate("Inbox", "The person is in the house or was, though the ticket is not valid any more. Decide"
                     " whether the money goes back all the same.")  # fmt: skip


def facts_of(entry: InboxEntry, context: Context) -> list[tuple[str, str]]:
    """What the mirror knows of it; what is "" is left out."""
    translate, ticket = QCoreApplication.translate, entry.ticket
    facts = [(translate("InboxFacts", "Order"), entry.order)]
    if ticket is not None:
        facts = [
            (translate("InboxFacts", "Ticket"), ticket.number),
            (translate("InboxFacts", "Event"), entry.event),
            (translate("InboxFacts", "Category"), ticket.category),
            (translate("InboxFacts", "Seat"), ticket.seat),
            (translate("InboxFacts", "Holder"), ticket.holder),
            *facts,
        ]
    elif entry.event:
        facts.insert(0, (translate("InboxFacts", "Event"), entry.event))
    facts.append((translate("InboxFacts", "First order"), str(entry.facts.get("first_order", ""))))
    if entry.kind == "issue_lost":
        facts.append((translate("InboxFacts", "Issue"), str(entry.facts.get("issue", ""))))
    facts.append((translate("InboxFacts", "Other station"), str(entry.facts.get("by", ""))))
    if "admitted_at" in entry.facts:
        facts.append((translate("InboxFacts", "Let in"), _where(entry.facts, entry, context)))
    facts += _sums(entry, context)
    if entry.exposure is not None:
        facts.append((translate("InboxFacts", "At stake"), context.formats.money(entry.exposure)))
    facts.append((translate("InboxFacts", "Noticed"), when(entry.raised_at, entry, context, seconds=True)))
    return [fact for fact in facts if fact[1]]


def _sums(entry: InboxEntry, context: Context) -> list[tuple[str, str]]:
    """The two sums of a sale."""
    translate, found = QCoreApplication.translate, []
    for key, name in (
        ("here_minor", translate("InboxFacts", "Taken at the till")),
        ("there_minor", translate("InboxFacts", "In the store's order")),
    ):
        minor = entry.facts.get(key)
        if isinstance(minor, int) and entry.exposure is not None:
            found.append((name, context.formats.money(Money(minor, entry.exposure.currency))))
    return found


def side_rest(side: Mapping[str, object], context: Context) -> str:
    """What else one log entry says: the station, and what was not as usual."""
    translate, issue, parts = QCoreApplication.translate, side.get("issue"), [str(side.get("station", ""))]
    if side.get("reason"):
        parts.append(translate("Inbox", "Blocked: {reason}").format(reason=side["reason"]))
    elif side.get("verdict") != "admitted":
        parts.append(verdict_word(str(side.get("verdict", ""))))
    if isinstance(issue, int) and issue > 1:
        parts.append(translate("InboxFacts", "Print {number}").format(number=context.formats.number(issue)))
    return " · ".join(part for part in parts if part)


def verdict_word(verdict: str) -> str:
    """What the door said."""
    translate = QCoreApplication.translate
    return {
        "forced": translate("Inbox", "Let in by hand"),
        "readmitted": translate("Inbox", "Let in again"),
    }.get(verdict, verdict)
