"""Acts in the words of the trade: what was done, what became of it, and why it stands still."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QObject

from ticketforge_desktop.domain.money import Money
from ticketforge_desktop.services.ports.outbox import ActState, Attempt, OutboxEntry
from ticketforge_desktop.ui.formats import Formats
from ticketforge_desktop.ui.trouble import WORDS

ICONS: Final = {
    "sale": "till",
    "draft_sale": "mail",
    "draft_complete": "till",
    "refund": "euro",
    "cancel_order": "x-circle",
    "edit_order": "pencil",
    "fulfil": "fulfilment",
    "track": "truck",
    "adjust_stock": "reports",
    "move_stock": "swap",
    "lease_stock": "swap",
    "set_event": "events",
    "publish_event": "globe",
    "set_document": "file",
    "set_order_document": "ticket",
    "take_issue": "printer",
    "settle_seats": "till",
    "tag": "tag",
    "consent": "person",
    "erase_customer": "shield",
}
OrderName = Callable[[int], str]


def icon_of(kind: str) -> str:
    """An icon for a kind of act."""
    return ICONS.get(kind, "outbox")


def title_of(entry: OutboxEntry, order: str) -> str:
    """What was done, in one line: `Refund of 2 tickets, order #1042`. `order` is "" where none is concerned."""
    translate, payload = QCoreApplication.translate, entry.payload
    units = units_of(payload)
    words = Counted().tickets(entry.kind, units) if units else ""
    if not words:
        words = {
            "draft_complete": translate("Acts", "Bill becomes an order"),
            "cancel_order": translate("Acts", "Cancellation"),
            "edit_order": translate("Acts", "Change of an order"),
            "fulfil": translate("Acts", "Tickets posted"),
            "track": translate("Acts", "Tracking number"),
            "adjust_stock": translate("Acts", "Stock corrected"),
            "move_stock": translate("Acts", "Places moved between web shop and till"),
            "lease_stock": translate("Acts", "Places leased for the till"),
            "set_event": translate("Acts", "Event saved"),
            "publish_event": translate("Acts", "Event published"),
            "set_document": translate("Acts", "Station data kept in the store"),
            "set_order_document": translate("Acts", "Ticket data kept"),
            "take_issue": translate("Acts", "Ticket printed again"),
            "settle_seats": translate("Acts", "Seats noted in the store"),
            "tag": translate("Acts", "Tags"),
            "consent": translate("Acts", "Consent to advertising"),
            "erase_customer": translate("Acts", "Erasure of a person's data"),
            "refund": translate("Acts", "Refund"),
            "sale": translate("Acts", "Sale"),
        }.get(entry.kind, entry.kind)
    named = order or _text(payload, "title")
    if order:
        return translate("Acts", "{act}, order {order}").format(act=words, order=order)
    return f"{words}: {named}" if named else words


class Counted(QObject):
    """Words that go by number: only `tr` of an object knows plurals."""

    def tickets(self, kind: str, units: int) -> str:
        """What was done with so many tickets; "" for kinds that are not counted in tickets."""
        if kind == "refund":
            return self.tr("Refund of %n ticket(s)", "", units)
        if kind == "sale":
            return self.tr("Sale of %n ticket(s)", "", units)
        return self.tr("Bill for %n ticket(s)", "", units) if kind == "draft_sale" else ""


def units_of(payload: Mapping[str, Any]) -> int:
    """How many tickets an act is about: the quantities, or the named units, of its lines."""
    count = 0
    for line in _objects(payload, "lines"):
        quantity, units = line.get("quantity"), line.get("units")
        if isinstance(units, list):
            count += len(units)
        elif isinstance(quantity, int) and line.get("variant_id"):
            count += quantity
    return count


def order_id_of(entry: OutboxEntry) -> int:
    """The order an act is about, 0 for none that the store knows."""
    for source in (entry.payload, entry.result):
        order_id = source.get("order_id")
        if isinstance(order_id, int) and order_id:
            return order_id
    thing_id = entry.payload.get("thing_id")
    return thing_id if entry.payload.get("thing") == "order" and isinstance(thing_id, int) else 0


def order_of(entry: OutboxEntry, name_of: OrderName) -> str:
    """`#1042`, "" where the act is about none or the mirror does not hold it."""
    made = _text(entry.result, "order_name")
    order_id = order_id_of(entry)
    return made or (name_of(order_id) if order_id else "")


def amount_of(payload: Mapping[str, Any]) -> Money | None:
    """What moves in money: what was taken, or the sum of the lines; None where no money is named."""
    currency = _text(payload, "currency")
    if not currency:
        return None
    postage = payload.get("postage_minor")
    for name in ("payments", "money"):
        moved = [_minor(one) for one in _objects(payload, name)]
        if moved:
            return Money(sum(moved) + (postage if isinstance(postage, int) else 0), currency)
    sums = [int(line.get("quantity", 1)) * int(line["unit_minor"]) for line in _objects(payload, "lines")
            if isinstance(line.get("unit_minor"), int)]  # fmt: skip
    return Money(sum(sums), currency) if sums else None


def variants_of(payload: Mapping[str, Any]) -> list[int]:
    """The categories an act is about."""
    lines = [payload, *_objects(payload, "lines"), *_objects(payload, "add")]
    found = [line["variant_id"] for line in lines if isinstance(line.get("variant_id"), int) and line["variant_id"]]
    return list(dict.fromkeys(found))


def state_words(entry: OutboxEntry, formats: Formats) -> tuple[str, str]:
    """Where an act stands, and the tone that goes with it."""
    translate = QCoreApplication.translate
    if entry.state is ActState.ATTENTION:
        return cause_of(entry), "attention"
    if entry.state is ActState.DONE:
        if entry.settled_how:
            return translate("Acts", "Settled by hand"), "secondary"
        return translate("Acts", "In the store"), "secondary"
    if entry.state is ActState.SENDING:
        return translate("Acts", "Being sent"), "accent_text"
    if entry.next_attempt_at is not None and entry.attempts:
        words = translate("Acts", "Again at {time}, attempt {n}")
        return words.format(time=formats.time(entry.next_attempt_at), n=formats.number(entry.attempts + 1)), "secondary"
    return translate("Acts", "Waits for its turn"), "secondary"


def cause_of(entry: OutboxEntry) -> str:
    """Why an act needs a person, in a few words."""
    translate = QCoreApplication.translate
    known = {
        "sold_out": translate("Acts", "Not enough places left in the store"),
        "gone": translate("Acts", "No longer in the store"),
        "stale": translate("Acts", "Changed in the store meanwhile"),
        "already_done": translate("Acts", "Already done in the store"),
        "too_much": translate("Acts", "More than the store allows"),
        "bad_payload": translate("Acts", "The store can't use what was sent"),
        "bad_input": translate("Acts", "Something in it can't be sent"),
        "clock": translate("Acts", "Its time lies ahead of the store's clock"),
        "refused": translate("Acts", "Refused by the store"),
        "store_refused": translate("Acts", "Refused by the store"),
        "crash": translate("Acts", "A fault of this program"),
    }
    if entry.maybe_done:
        return translate("Acts", "Answer lost, may have arrived")
    if entry.error_code in known:
        return known[entry.error_code]
    if entry.error_code in WORDS:
        return QCoreApplication.translate("Errors", WORDS[entry.error_code].title).rstrip(".")
    return translate("Acts", "Refused by the store")


def advice_of(entry: OutboxEntry) -> str:
    """What a person should look at before deciding."""
    translate = QCoreApplication.translate
    if entry.maybe_done:
        return translate(
            "Acts",
            "The store may have done this without our hearing of it. Look in the store's admin first: if it is there,"
            " settle it; if not, send it again.",
        )
    known = {
        "sold_out": translate(
            "Acts", "Others were quicker. Free places in the store, sell above the stock, or make it good by hand."
        ),
        "gone": translate("Acts", "The order, line or product was removed in the store. Nothing was done there."),
        "stale": translate("Acts", "Look at the newer state in the store, then decide. Nothing was done there."),
        "already_done": translate("Acts", "Somebody did it in the store. If that is right, settle it."),
        "too_much": translate("Acts", "Correct the amount or the number, or settle the rest by hand."),
        "clock": translate("Acts", "Set the clock of this computer, then send it again."),
    }
    return known.get(entry.error_code) or translate(
        "Acts", "Nothing was done in the store. Everything else goes on; this waits until somebody decides."
    )


def outcome_words(attempt: Attempt) -> str:
    """What became of one attempt."""
    translate = QCoreApplication.translate
    words = {
        "sent": translate("Acts", "Sent"),
        "done": translate("Acts", "Done"),
        "lost": translate("Acts", "Answer lost"),
        "refused": translate("Acts", "Refused"),
        "busy": translate("Acts", "Store busy"),
        "found": translate("Acts", "Found in the store"),
        "not_found": translate("Acts", "Not found in the store"),
        "parked": translate("Acts", "Put aside"),
        "person": translate("Acts", "A person decided"),
    }
    return words.get(attempt.outcome, attempt.outcome)


def _objects(payload: Mapping[str, Any], name: str) -> Iterable[Mapping[str, Any]]:
    found = payload.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _minor(one: Mapping[str, Any]) -> int:
    minor = one.get("minor")
    return minor if isinstance(minor, int) else 0


def _text(payload: Mapping[str, Any], name: str) -> str:
    found = payload.get(name)
    return found if isinstance(found, str) else ""
