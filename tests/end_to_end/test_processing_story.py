"""A refunded ticket is inside already: store, mirror, door and the manager's list, through real processes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.end_to_end.conftest import BoxOffice, Served, serve
from tests.end_to_end.test_door_story import cancel, going_on, orders_of, refund_one, synced_until, verdicts
from ticketforge_desktop.domain.stock import StockLevel
from ticketforge_desktop.services.settings import MAIL_SENDS, STOCK_CRITICAL, STOCK_LOW, STOCK_MEDIUM

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap import Desk

NEW_ORDER = """mutation($order: OrderCreateOrderInput!) { orderCreate(order: $order) {
  order { id name } userErrors { field message } } }"""
VARIANT = """query($q: String) { productVariants(first: 5, query: $q) { nodes { id sku } } }"""


@pytest.fixture(scope="module")
def store() -> Iterator[Served]:
    """A store of its own: what is bought and refunded here is nobody else's story."""
    with serve("--events", "12", "--orders", "300", "--seed", "23") as served:
        yield served


@contextmanager
def desk_of(office: BoxOffice) -> Iterator[Desk]:
    """The same profile as the window opens it, beside the commands."""
    from ticketforge_desktop.bootstrap import open_desk

    desk = open_desk(str(office.home), lambda: office.environment["TICKETFORGE_PASSPHRASE"])
    try:
        yield desk
    finally:
        desk.close()


def rows(desk: Desk, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with desk._profile._station_file.readers.borrow() as connection:
        return connection.execute(sql, values).fetchall()  # type: ignore[no-any-return]


def buy(store: Served, sku: str, tickets: int, email: str, *, posted: bool) -> str:
    """Somebody buys in the web shop, paid; the order's name."""
    found = store.graphql(VARIANT, q=f"sku:{sku}")["productVariants"]["nodes"]
    variant = next(node["id"] for node in found if node["sku"] == sku)
    price = {"shopMoney": {"amount": "42.00", "currencyCode": "EUR"}}
    lines: list[dict[str, Any]] = [{"variantId": variant, "quantity": tickets}]
    if posted:
        add_on = {"title": "Post", "sku": "HARDTICKET-ADDON", "vendor": "TicketForge", "quantity": 2}
        lines.insert(0, {**add_on, "priceSet": price})
    made = store.graphql(NEW_ORDER, order={"email": email, "lineItems": lines, "financialStatus": "PAID"})
    assert not made["orderCreate"]["userErrors"], made
    return str(made["orderCreate"]["order"]["name"])


def test_the_manager_is_told_of_everybody_inside_whose_ticket_died(store: Served, office: BoxOffice) -> None:
    event, tickets = going_on(office)[0]
    (part_name, part), (off_name, off) = list(orders_of(tickets).items())[:2]
    assert len(part) >= 2 <= len(off), "others of both orders never came: they are no matter for the manager"
    codes = [ticket["code"] for ticket in (*part, off[0])]
    assert set(verdicts(office, event, codes)) == {"admitted"}
    with desk_of(office) as desk:
        assert desk.processing.flags() == []

    refund_one(store, part_name, event)
    cancel(store, off_name)
    first_off = off[0]["ticket_id"]
    now = synced_until(
        office,
        lambda now: (
            now[first_off]["state"] == "cancelled" and any(now[t["ticket_id"]]["state"] == "refunded" for t in part)
        ),
    )
    (lost,) = [ticket["ticket_id"] for ticket in part if now[ticket["ticket_id"]]["state"] == "refunded"]
    assert verdicts(office, event, [now[lost]["code"]]) == ["refunded"]

    with desk_of(office) as desk:
        flags = {flag.subject: flag for flag in desk.processing.flags()}
        assert {ticket_id: flag.kind for ticket_id, flag in flags.items()} == {
            lost: "admitted_refunded",
            first_off: "admitted_cancelled",
        }
        assert flags[lost].facts["order"] == part_name
        audited = [row.subject for row in desk.station.audit_rows(50) if row.action == "flag"]
        assert sorted(audited) == sorted(flags)

    office.one("sync")
    office.one("sync", "--full")
    with desk_of(office) as desk:
        assert len(desk.processing.flags()) == 2, "told once, whatever is synced again"
    assert {row["subject"] for row in office.run("flags", "list")} == {lost, first_off}
    seen = office.one("flags", "see", flags[lost].flag, "--how", "sent home")
    assert (seen["id"], seen["kind"], seen["order"], seen["seen_by"], seen["seen_how"]) == (
        flags[lost].flag,
        "admitted_refunded",
        part_name,
        "manager",
        "sent home",
    )
    assert [row["subject"] for row in office.run("flags", "list")] == [first_off]
    assert [row["seen_at"] is None for row in office.run("flags", "list", "--all")].count(False) == 1
    assert office.refused("flags", "see", "nothing", "--how", "x")["code"] == "not_found"


def test_a_web_order_with_the_add_on_lies_on_the_desk_once_and_is_called_off_with_its_order(
    store: Served, office: BoxOffice
) -> None:
    with desk_of(office) as desk:
        desk.settings.put({MAIL_SENDS: True}, desk.staff)
        before = {row[0] for row in rows(desk, "SELECT parcel_id FROM parcels")}
        assert rows(desk, "SELECT * FROM mail") == []
    office.one("sync")
    event, tickets = going_on(office)[0]
    sku = f"{event}-{tickets[0]['category_id']}"
    name = buy(store, sku, 3, "ada@example.org", posted=True)
    synced_until(office, lambda now: any(ticket["order"] == name for ticket in now.values()))
    for again in (["sync"], ["sync", "--full"]):
        office.one(*again)
    with desk_of(office) as desk:
        parcels = rows(
            desk, "SELECT parcel_id, state, called_off, pieces, email FROM parcels WHERE order_name = ?", name
        )
        assert [parcel[1:] for parcel in parcels] == [("PENDING", "", 3, "ada@example.org")]
        assert {row[0] for row in rows(desk, "SELECT parcel_id FROM parcels")} == {*before, parcels[0][0]}
        mails = rows(desk, "SELECT kind, recipient, state FROM mail")
        assert mails == [("order_confirmation", "ada@example.org", "queued")]

    cancel(store, name)
    synced_until(office, lambda now: all(t["state"] != "valid" for t in now.values() if t["order"] == name))
    with desk_of(office) as desk:
        (called_off,) = rows(desk, "SELECT called_off FROM parcels WHERE order_name = ?", name)
        assert called_off == ("order_cancelled",)
        kinds = [row[0] for row in rows(desk, "SELECT kind FROM mail ORDER BY mail_id")]
        assert kinds == ["order_confirmation", "cancellation"]


def test_the_window_is_told_each_stock_alert_once(office: BoxOffice) -> None:
    with desk_of(office) as desk:
        desk.run_sync()
        assert desk.processing.last is not None
        desk.processing.take_alerts()
        assert desk.processing.run().alerts == ()
        desk.settings.put({STOCK_CRITICAL: 97, STOCK_LOW: 98, STOCK_MEDIUM: 99}, desk.staff)
        raised = desk.processing.run().alerts
        assert {alert.level for alert in raised} <= {StockLevel.CRITICAL, StockLevel.LOW_STOCK}
        assert raised
        assert desk.processing.take_alerts() == list(raised)
        assert desk.processing.take_alerts() == []
        assert desk.processing.run().alerts == ()
