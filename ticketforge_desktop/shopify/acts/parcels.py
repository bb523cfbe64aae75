"""`fulfil` and `track`: tickets handed over or posted, and where a parcel is.

The store takes no key for `fulfillmentCreate`, and a parcel carries no mark of ours. What is durable before the first
attempt is which parcels the order had: a new one with our units is ours, and by id nothing is behind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import field

from ticketforge_desktop.services.ports.outbox import ActRefused, Safety, Sight
from ticketforge_desktop.shopify.acts.kinds import (
    ActKind,
    Facts,
    OfOrder,
    Payload,
    certainly_not,
    gid,
    line_of,
    order_of,
    seen,
)
from ticketforge_desktop.shopify.acts.sales import Units
from ticketforge_desktop.shopify.acts.sending import Answer, StoreCall
from ticketforge_desktop.shopify.decode import number
from ticketforge_desktop.shopify.wire import Connection, Node, Ref

_SENDABLE = frozenset({"OPEN", "IN_PROGRESS"})


class Tracking(Payload, kw_only=True, frozen=True):
    """Where a parcel can be followed."""

    company: str = ""
    number: str = ""
    url: str = ""


class ParcelLine(Payload, kw_only=True, frozen=True):
    """Units of a line that go into the parcel."""

    quantity: Units
    line_id: int = 0
    line: int = 0

    def __post_init__(self) -> None:
        if bool(self.line_id) == bool(self.line):
            raise ValueError("either `line_id` or `line` names the line")


class Fulfil(OfOrder, kw_only=True, frozen=True):
    """Hand over units of an order; no lines: all that is left of it. `location_id` picks one of several places."""

    lines: list[ParcelLine] = field(default_factory=list)
    tracking: Tracking | None = None
    location_id: int = 0
    notify: bool = False


class Track(Payload, kw_only=True, frozen=True):
    """A parcel's tracking: the parcel by its number, or by the UUID of our act that handed it over."""

    tracking: Tracking
    parcel_id: int = 0
    parcel: str = ""
    notify: bool = False

    def __post_init__(self) -> None:
        if bool(self.parcel_id) == bool(self.parcel):
            raise ValueError("either `parcel_id` or `parcel` names the parcel")


class TrackingInfo(Node):
    """Tracking as the store tells it."""

    company: str | None = None
    number: str | None = None
    url: str | None = None


class SentLine(Node):
    """Units in a parcel."""

    line_item: Ref
    quantity: int | None = None


class Parcel(Node):
    """A parcel."""

    id: str
    name: str = ""
    status: str = ""
    tracking_info: list[TrackingInfo] = []  # noqa: RUF012 - msgspec copies defaults
    fulfillment_line_items: Connection[SentLine] | None = None


class WorkLine(Node):
    """What is left to do of a line."""

    id: str
    remaining_quantity: int
    line_item: Ref


class Place(Node):
    """Where work is assigned."""

    location: Ref | None = None


class Work(Node):
    """Work for one place."""

    id: str
    status: str
    assigned_location: Place
    line_items: Connection[WorkLine]


class ParcelsOrder(Node):
    """An order's parcels and work."""

    id: str
    fulfillments: list[Parcel]
    fulfillment_orders: Connection[Work]


class ParcelsRead(Node):
    """Reply of `parcels_read`."""

    order: ParcelsOrder | None


class ParcelRead(Node):
    """Reply of `parcel_read`."""

    fulfillment: Parcel | None


class ParcelMade(Answer):
    """`fulfillmentCreate`, `fulfillmentTrackingInfoUpdate`."""

    fulfillment: Parcel | None = None


Shares = dict[str, list[tuple[str, int]]]  # fulfilment order → (its line, units)


def send_fulfil(call: StoreCall, wanted: Fulfil) -> Facts:
    """Hand over; what the order had before is durable first."""
    order = _order(call, order_of(call, wanted))
    shares, units = _shares(call, wanted, order)
    call.keep(before=[parcel.id for parcel in order.fulfillments], units=units)
    parcel: dict[str, object] = {
        "lineItemsByFulfillmentOrder": [
            {"fulfillmentOrderId": work, "fulfillmentOrderLineItems": [{"id": i, "quantity": n} for i, n in parts]}
            for work, parts in shares.items()
        ],
        "notifyCustomer": wanted.notify,
    }
    if wanted.tracking:
        parcel["trackingInfo"] = _tracking(wanted.tracking)
    made = call.do("parcel_create", ParcelMade, {"fulfillment": parcel}).fulfillment
    return _facts(order.id, made) if made else {}


def find_fulfil(call: StoreCall, wanted: Fulfil) -> Sight:
    """A parcel that was not there before, with our units and our tracking number."""
    before, units = call.progress.get("before"), call.progress.get("units")
    if not isinstance(before, list) or not isinstance(units, dict):
        return certainly_not()  # it never came so far as to be sent
    order = _order(call, order_of(call, wanted))
    for parcel in order.fulfillments:
        if parcel.id in before or parcel.status == "CANCELLED":
            continue
        numbers = {info.number or "" for info in parcel.tracking_info}
        if wanted.tracking and wanted.tracking.number and wanted.tracking.number not in numbers:
            continue
        if _units_in(parcel) == units:
            return seen(_facts(order.id, parcel))
    return certainly_not()


def send_track(call: StoreCall, wanted: Track) -> Facts:
    """Tell the tracking, unless the parcel has it: nobody is mailed twice."""
    parcel_id = _parcel_id(call, wanted)
    known = call.ask("parcel_read", ParcelRead, {"id": parcel_id}).fulfillment
    if known is None:
        raise ActRefused("The parcel is not in the store any more.", reason="gone", errors=[])
    told = _tracking(wanted.tracking)
    if not any(all(getattr(info, name) == text for name, text in told.items()) for info in known.tracking_info):
        variables = {"id": parcel_id, "tracking": told, "notify": wanted.notify}
        call.do("parcel_track", ParcelMade, variables)
    return {"parcel_id": number(parcel_id)}


def _order(call: StoreCall, order_id: int) -> ParcelsOrder:
    order = call.ask("parcels_read", ParcelsRead, {"id": gid("Order", order_id)}).order
    if order is None:
        raise ActRefused("The order is not in the store any more.", reason="gone", errors=[])
    pages = [work.line_items.page_info for work in order.fulfillment_orders.nodes if work]
    pages.append(order.fulfillment_orders.page_info)
    pages += [parcel.fulfillment_line_items.page_info for parcel in order.fulfillments if parcel.fulfillment_line_items]
    if any(page.has_next_page for page in pages):
        # What is cut off can't be compared: a parcel that is there would not be found.
        raise ActRefused("The order is too large for this; hand it over in the store.", reason="too_much", errors=[])
    return order


def _shares(call: StoreCall, wanted: Fulfil, order: ParcelsOrder) -> tuple[Shares, dict[str, int]]:
    """Which work the units are taken from, and the units by line. Raises `ActRefused`."""
    asked = {line_of(call, wanted.sale, row.line_id, row.line): row.quantity for row in wanted.lines}
    left = Counter(asked)
    shares: Shares = {}
    units: Counter[str] = Counter()
    places: set[str] = set()
    for work, part in _open_parts(wanted, order):
        line_id = number(part.line_item.id)
        take = min(left[line_id], part.remaining_quantity) if asked else part.remaining_quantity
        if take:
            shares.setdefault(work.id, []).append((part.id, take))
            units[str(line_id)] += take
            left[line_id] -= take
            places.add(_place(work))
    if not shares or any(left[line_id] for line_id in asked):
        raise ActRefused("The order has no such units left to hand over.", reason="too_much", errors=[])
    if len(places) > 1:
        raise ActRefused(
            "The units lie at several places; hand over each place's in an act of its own.",
            reason="bad_payload",
            errors=[],
        )
    return shares, dict(units)


def _open_parts(wanted: Fulfil, order: ParcelsOrder) -> Iterator[tuple[Work, WorkLine]]:
    """What can be handed over, at the place that was asked for."""
    for work in order.fulfillment_orders.nodes:
        if work is None or work.status not in _SENDABLE:
            continue
        if wanted.location_id and _place(work) != gid("Location", wanted.location_id):
            continue
        yield from ((work, part) for part in work.line_items.nodes if part)


def _place(work: Work) -> str:
    return work.assigned_location.location.id if work.assigned_location.location else ""


def _units_in(parcel: Parcel) -> dict[str, int]:
    found: Counter[str] = Counter()
    for row in parcel.fulfillment_line_items.nodes if parcel.fulfillment_line_items else ():
        if row:
            found[str(number(row.line_item.id))] += row.quantity or 0
    return dict(found)


def _facts(order_id: str, parcel: Parcel) -> Facts:
    return {"order_id": number(order_id), "parcel_id": number(parcel.id), "parcel_name": parcel.name}


def _parcel_id(call: StoreCall, wanted: Track) -> str:
    if wanted.parcel_id:
        return gid("Fulfillment", wanted.parcel_id)
    found = (call.made(wanted.parcel) or {}).get("parcel_id")
    if not isinstance(found, int):
        raise ActRefused("The parcel this belongs to is not known.", reason="gone", errors=[])
    return gid("Fulfillment", found)


def _tracking(tracking: Tracking) -> dict[str, str]:
    named = {"company": tracking.company, "number": tracking.number, "url": tracking.url}
    return {name: text for name, text in named.items() if text}


KINDS = (
    ActKind("fulfil", Fulfil, Safety.NAMED, send_fulfil, find_fulfil),
    ActKind("track", Track, Safety.REPEATABLE, send_track),
)
