"""Tables of `mirror.db`: a copy of the store and what is derived from it. All of it can be fetched again.

The tables that take records have their columns in the order of the record's fields, so that a first sync hands
each NamedTuple to SQLite as it is.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import Index, MetaData, PrimaryKeyConstraint

from ticketforge_desktop.storage.schema.columns import NAMES, clustered, key, number, number_key, row_key, rows, word

MIRROR: Final = MetaData(naming_convention=NAMES)

shop = rows(
    "shop",
    MIRROR,
    number_key("shop_id"),
    word("domain"),
    word("name"),
    word("currency"),
    word("zone"),
    word("plan"),
    word("country"),
    number("taxes_included", 1),
)

locations = rows("locations", MIRROR, number_key("location_id"), word("name"), number("active"))

venues = rows(
    "venues",
    MIRROR,
    row_key("venue_id"),
    word("name"),
    word("city"),
    word("country"),
    word("zone"),
    word("street"),
    word("postcode"),
    word("county"),
    word("state"),
    word("latitude"),  # decimal degrees as text: no float in the file
    word("longitude"),
    word("kind"),
    number("capacity", -1),
    word("amenities"),
    word("seat_map"),
    Index("ix_venues_place", "name", "city", "country", unique=True),
)

events = rows(
    "events",
    MIRROR,
    key("event_id"),
    number("product_id"),
    word("title"),
    word("starts_at"),
    word("doors_at"),
    word("ends_at"),
    word("zone"),
    word("venue_name"),
    word("city"),
    word("country"),
    word("status"),
    number("minimum_age"),
    word("language"),
    word("image_url"),
    word("tags"),
    word("description"),
    word("currency"),
    word("created_at"),
    word("updated_at"),
    Index("ix_events_product_id", "product_id"),
    Index("ix_events_starts_at", "starts_at"),
)

categories = rows(
    "categories",
    MIRROR,
    number_key("variant_id"),
    word("event_id"),
    word("category_id"),
    number("inventory_item_id"),
    word("name"),
    number("price_minor"),
    number("capacity", -1),
    number("position"),
    number("tracked"),
    number("sells_on"),
    word("colour"),
    word("updated_at"),
    Index("ix_categories_event_id", "event_id"),
    Index("ix_categories_inventory_item_id", "inventory_item_id"),
)

stock = clustered(
    "stock",
    MIRROR,
    number_key("inventory_item_id"),
    number_key("location_id"),
    number("available"),
    number("reserved"),
    number("committed"),
    number("on_hand"),
    word("updated_at"),
)

participants = rows(
    "participants",
    MIRROR,
    number_key("customer_id"),
    word("name"),
    word("email"),
    word("phone"),
    word("city"),
    word("country"),
    number("marketing"),
    word("created_at"),
    word("updated_at"),
)

orders = rows(
    "orders",
    MIRROR,
    number_key("order_id"),
    word("name"),
    word("created_at"),
    word("updated_at"),
    word("processed_at"),
    word("cancelled_at"),
    word("financial_status"),
    word("fulfillment_status"),
    word("currency"),
    number("total_minor"),
    number("original_total_minor"),
    number("refunded_minor"),
    number("refunds"),
    number("customer_id"),
    word("holder"),
    word("email"),
    word("phone"),
    word("source_name"),
    word("source_identifier"),
    word("tags"),
    word("note"),
    word("void_units"),
    word("issues"),
    number("test"),
    Index("ix_orders_name", "name"),
    Index("ix_orders_created_at", "created_at"),
    Index("ix_orders_customer_id", "customer_id"),
)

# Kept by order, so that an order is read and replaced in one place and needs no second index.
order_lines = clustered(
    "order_lines",
    MIRROR,
    number("line_id"),
    number("order_id"),
    number("variant_id"),
    word("sku"),
    word("title"),
    word("vendor"),
    number("quantity"),
    number("current_quantity"),
    number("price_minor"),
    word("seed"),
    word("seat"),
    number("position"),
    PrimaryKeyConstraint("order_id", "line_id"),
)

refund_lines = clustered(
    "refund_lines",
    MIRROR,
    number("refund_id"),
    number("order_id"),
    number("line_id"),
    number("quantity"),
    word("restock"),
    number("amount_minor"),
    word("created_at"),
    PrimaryKeyConstraint("order_id", "refund_id", "line_id", "restock"),
)

# Sales of tills named in a line's property: the lowest line that carries one is the sale (`domain.sale_seeds`).
sale_lines_seen = clustered(
    "sale_lines_seen",
    MIRROR,
    key("sale"),
    number_key("line_id"),
    number("order_id"),
    word("key_id"),
    Index("ix_sale_lines_seen_order_id", "order_id"),
)

# Lines of our vendor whose event is not known (yet): looked at again when an event or a category arrives.
unplaced_lines = clustered(
    "unplaced_lines",
    MIRROR,
    number_key("order_id"),
    number_key("line_id"),
)

# The number of a ticket is the upper 55 bits of its id, so it is found by the id's index.
tickets = clustered(
    "tickets",
    MIRROR,
    word("ticket_id"),
    number("ean"),
    number("order_id"),
    number("line_id"),
    number("unit"),
    word("event_id"),
    number("variant_id"),
    word("seat"),
    word("state"),
    number("issue"),
    PrimaryKeyConstraint("order_id", "line_id", "unit"),
    Index("ix_tickets_ticket_id", "ticket_id"),
    Index("ix_tickets_ean", "ean"),
    Index("ix_tickets_event_id", "event_id"),
)

hardticket_orders = rows(
    "hardticket_orders",
    MIRROR,
    number_key("order_id"),
    word("state"),
    word("created_at"),
)

public_keys = rows(
    "public_keys",
    MIRROR,
    key("key_id"),
    word("station"),
    word("public_key"),
    word("enrolled_at"),
    word("revoked_at"),
)

# Figures, moved by the same transactions that change what they count (`storage/figures.py`).
category_figures = clustered(
    "category_figures",
    MIRROR,
    key("event_id"),
    number_key("variant_id"),  # 0 for tickets whose variant is gone from the store
    number("valid"),
    number("unpaid"),
    number("gross_minor"),
)

event_figures = rows(
    "event_figures",
    MIRROR,
    key("event_id"),
    number("capacity"),
    number("sold"),
    number("valid"),
    number("reserved"),
    number("available"),
    number("unbounded"),
    number("gross_minor"),
)

sales_days = clustered(
    "sales_days",
    MIRROR,
    key("day"),
    key("channel"),  # "web" | "till"
    key("currency"),
    number("total_minor"),
    number("orders"),
    number("tickets"),
)

event_days = clustered(
    "event_days",
    MIRROR,
    key("event_id"),
    key("day"),
    key("channel"),
    key("currency"),
    number("total_minor"),
    number("tickets"),
)

# How many there are, so that nobody has to count a million.
counts = rows("counts", MIRROR, key("kind"), number("number"))

# Orders whose tickets must be derived anew because something else changed; worked off in short transactions.
orders_to_derive = rows("orders_to_derive", MIRROR, number_key("order_id"))

sync_state = rows("sync_state", MIRROR, key("feed"), word("at"), word("cursor"))

sync_runs = rows("sync_runs", MIRROR, row_key("run_id"), word("mode"), word("ended_at"), word("facts"))

load_progress = rows(
    "load_progress",
    MIRROR,
    key("feed"),
    word("job_id"),
    word("started_at"),
    word("url"),
    number("bytes_done"),
    number("rows_done"),
    number("complete"),
)

mirror_facts = rows("mirror_facts", MIRROR, key("name"), word("value"))

# Money that moved for an order: what was paid, captured, given back or reversed.
transactions = clustered(
    "transactions",
    MIRROR,
    number("transaction_id"),
    number("order_id"),
    number("parent_id"),
    word("kind"),
    word("status"),
    word("gateway"),
    number("amount_minor"),
    word("currency"),
    word("processed_at"),
    PrimaryKeyConstraint("order_id", "transaction_id"),
)

# What is to be sent of an order, and from where, as the store splits it.
fulfillment_orders = clustered(
    "fulfillment_orders",
    MIRROR,
    number("fulfillment_order_id"),
    number("order_id"),
    number("location_id"),
    word("status"),
    word("request_status"),
    word("lines"),  # JSON [[fulfilment order line id, order line id, total, remaining], …]
    word("updated_at"),
    PrimaryKeyConstraint("order_id", "fulfillment_order_id"),
)

# Things of the store that could not be taken over; tried again at each sync, and told.
store_troubles = clustered(
    "store_troubles",
    MIRROR,
    key("kind"),
    number_key("object_id"),
    word("name"),
    word("code"),
    word("reason"),
    word("since"),
    number("tries"),
)

# Orders whose effects on the station file (parcel, mail, flag) are still to be seen to. A further change gives an order
# another turn, so that whoever saw to the turn before can't take it for this one.
orders_to_process = rows(
    "orders_to_process",
    MIRROR,
    row_key("turn"),
    number("order_id"),
    Index("ix_orders_to_process_order_id", "order_id", unique=True),
)

# Tickets of orders the store deleted: an admitted one must be told to the manager. Gone once that was seen to.
removed_tickets = clustered(
    "removed_tickets",
    MIRROR,
    number_key("order_id"),
    key("ticket_id"),
    word("order_name"),
    word("event_id"),
)
