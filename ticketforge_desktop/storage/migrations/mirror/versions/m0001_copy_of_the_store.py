"""The copy of the store, what is derived from it, and the search."""

from __future__ import annotations

from alembic import op

revision = "m0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE categories (
    variant_id INTEGER NOT NULL, event_id TEXT DEFAULT '' NOT NULL, category_id TEXT DEFAULT '' NOT NULL,
    inventory_item_id INTEGER DEFAULT 0 NOT NULL, name TEXT DEFAULT '' NOT NULL,
    price_minor INTEGER DEFAULT 0 NOT NULL, capacity INTEGER DEFAULT (-1) NOT NULL,
    position INTEGER DEFAULT 0 NOT NULL, tracked INTEGER DEFAULT 0 NOT NULL,
    sells_on INTEGER DEFAULT 0 NOT NULL, colour TEXT DEFAULT '' NOT NULL,
    updated_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (variant_id)
) STRICT
""",
    "CREATE INDEX ix_categories_event_id ON categories (event_id)",
    "CREATE INDEX ix_categories_inventory_item_id ON categories (inventory_item_id)",
    """
CREATE TABLE category_figures (
    event_id TEXT NOT NULL, variant_id INTEGER NOT NULL, valid INTEGER DEFAULT 0 NOT NULL,
    unpaid INTEGER DEFAULT 0 NOT NULL, gross_minor INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (event_id, variant_id)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE counts (
    kind TEXT NOT NULL, number INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY (kind)
) STRICT
""",
    """
CREATE TABLE event_days (
    event_id TEXT NOT NULL, day TEXT NOT NULL, channel TEXT NOT NULL, currency TEXT NOT NULL,
    total_minor INTEGER DEFAULT 0 NOT NULL, tickets INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (event_id, day, channel, currency)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE event_figures (
    event_id TEXT NOT NULL, capacity INTEGER DEFAULT 0 NOT NULL, sold INTEGER DEFAULT 0 NOT NULL,
    valid INTEGER DEFAULT 0 NOT NULL, reserved INTEGER DEFAULT 0 NOT NULL,
    available INTEGER DEFAULT 0 NOT NULL, unbounded INTEGER DEFAULT 0 NOT NULL,
    gross_minor INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY (event_id)
) STRICT
""",
    """
CREATE TABLE events (
    event_id TEXT NOT NULL, product_id INTEGER DEFAULT 0 NOT NULL, title TEXT DEFAULT '' NOT NULL,
    starts_at TEXT DEFAULT '' NOT NULL, doors_at TEXT DEFAULT '' NOT NULL, ends_at TEXT DEFAULT '' NOT NULL,
    zone TEXT DEFAULT '' NOT NULL, venue_name TEXT DEFAULT '' NOT NULL, city TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL, status TEXT DEFAULT '' NOT NULL,
    minimum_age INTEGER DEFAULT 0 NOT NULL, language TEXT DEFAULT '' NOT NULL,
    image_url TEXT DEFAULT '' NOT NULL, tags TEXT DEFAULT '' NOT NULL, description TEXT DEFAULT '' NOT NULL,
    currency TEXT DEFAULT '' NOT NULL, created_at TEXT DEFAULT '' NOT NULL,
    updated_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (event_id)
) STRICT
""",
    "CREATE INDEX ix_events_product_id ON events (product_id)",
    "CREATE INDEX ix_events_starts_at ON events (starts_at)",
    """
CREATE TABLE hardticket_orders (
    order_id INTEGER NOT NULL, state TEXT DEFAULT '' NOT NULL, created_at TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (order_id)
) STRICT
""",
    """
CREATE TABLE load_progress (
    feed TEXT NOT NULL, job_id TEXT DEFAULT '' NOT NULL, started_at TEXT DEFAULT '' NOT NULL,
    url TEXT DEFAULT '' NOT NULL, bytes_done INTEGER DEFAULT 0 NOT NULL,
    rows_done INTEGER DEFAULT 0 NOT NULL, complete INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY (feed)
) STRICT
""",
    """
CREATE TABLE locations (
    location_id INTEGER NOT NULL, name TEXT DEFAULT '' NOT NULL, active INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (location_id)
) STRICT
""",
    """
CREATE TABLE mirror_facts (
    name TEXT NOT NULL, value TEXT DEFAULT '' NOT NULL, PRIMARY KEY (name)
) STRICT
""",
    """
CREATE TABLE order_lines (
    line_id INTEGER DEFAULT 0 NOT NULL, order_id INTEGER DEFAULT 0 NOT NULL,
    variant_id INTEGER DEFAULT 0 NOT NULL, sku TEXT DEFAULT '' NOT NULL, title TEXT DEFAULT '' NOT NULL,
    vendor TEXT DEFAULT '' NOT NULL, quantity INTEGER DEFAULT 0 NOT NULL,
    current_quantity INTEGER DEFAULT 0 NOT NULL, price_minor INTEGER DEFAULT 0 NOT NULL,
    seed TEXT DEFAULT '' NOT NULL, seat TEXT DEFAULT '' NOT NULL, position INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (order_id, line_id)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE orders (
    order_id INTEGER NOT NULL, name TEXT DEFAULT '' NOT NULL, created_at TEXT DEFAULT '' NOT NULL,
    updated_at TEXT DEFAULT '' NOT NULL, processed_at TEXT DEFAULT '' NOT NULL,
    cancelled_at TEXT DEFAULT '' NOT NULL, financial_status TEXT DEFAULT '' NOT NULL,
    fulfillment_status TEXT DEFAULT '' NOT NULL, currency TEXT DEFAULT '' NOT NULL,
    total_minor INTEGER DEFAULT 0 NOT NULL, original_total_minor INTEGER DEFAULT 0 NOT NULL,
    refunded_minor INTEGER DEFAULT 0 NOT NULL, refunds INTEGER DEFAULT 0 NOT NULL,
    customer_id INTEGER DEFAULT 0 NOT NULL, holder TEXT DEFAULT '' NOT NULL, email TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL, source_name TEXT DEFAULT '' NOT NULL,
    source_identifier TEXT DEFAULT '' NOT NULL, tags TEXT DEFAULT '' NOT NULL, note TEXT DEFAULT '' NOT NULL,
    void_units TEXT DEFAULT '' NOT NULL, issues TEXT DEFAULT '' NOT NULL, test INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (order_id)
) STRICT
""",
    "CREATE INDEX ix_orders_created_at ON orders (created_at)",
    "CREATE INDEX ix_orders_customer_id ON orders (customer_id)",
    "CREATE INDEX ix_orders_name ON orders (name)",
    """
CREATE TABLE orders_to_derive (
    order_id INTEGER NOT NULL, PRIMARY KEY (order_id)
) STRICT
""",
    """
CREATE TABLE participants (
    customer_id INTEGER NOT NULL, name TEXT DEFAULT '' NOT NULL, email TEXT DEFAULT '' NOT NULL,
    phone TEXT DEFAULT '' NOT NULL, city TEXT DEFAULT '' NOT NULL, country TEXT DEFAULT '' NOT NULL,
    marketing INTEGER DEFAULT 0 NOT NULL, created_at TEXT DEFAULT '' NOT NULL,
    updated_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (customer_id)
) STRICT
""",
    """
CREATE TABLE public_keys (
    key_id TEXT NOT NULL, station TEXT DEFAULT '' NOT NULL, public_key TEXT DEFAULT '' NOT NULL,
    enrolled_at TEXT DEFAULT '' NOT NULL, revoked_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (key_id)
) STRICT
""",
    """
CREATE TABLE refund_lines (
    refund_id INTEGER DEFAULT 0 NOT NULL, order_id INTEGER DEFAULT 0 NOT NULL,
    line_id INTEGER DEFAULT 0 NOT NULL, quantity INTEGER DEFAULT 0 NOT NULL,
    restock TEXT DEFAULT '' NOT NULL, amount_minor INTEGER DEFAULT 0 NOT NULL,
    created_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (order_id, refund_id, line_id, restock)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE sale_lines_seen (
    sale TEXT NOT NULL, line_id INTEGER NOT NULL, order_id INTEGER DEFAULT 0 NOT NULL,
    key_id TEXT DEFAULT '' NOT NULL, PRIMARY KEY (sale, line_id)
) WITHOUT ROWID, STRICT
""",
    "CREATE INDEX ix_sale_lines_seen_order_id ON sale_lines_seen (order_id)",
    """
CREATE TABLE sales_days (
    day TEXT NOT NULL, channel TEXT NOT NULL, currency TEXT NOT NULL, total_minor INTEGER DEFAULT 0 NOT NULL,
    orders INTEGER DEFAULT 0 NOT NULL, tickets INTEGER DEFAULT 0 NOT NULL,
    PRIMARY KEY (day, channel, currency)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE shop (
    shop_id INTEGER NOT NULL, domain TEXT DEFAULT '' NOT NULL, name TEXT DEFAULT '' NOT NULL,
    currency TEXT DEFAULT '' NOT NULL, zone TEXT DEFAULT '' NOT NULL, "plan" TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL, PRIMARY KEY (shop_id)
) STRICT
""",
    """
CREATE TABLE stock (
    inventory_item_id INTEGER NOT NULL, location_id INTEGER NOT NULL, available INTEGER DEFAULT 0 NOT NULL,
    reserved INTEGER DEFAULT 0 NOT NULL, committed INTEGER DEFAULT 0 NOT NULL,
    on_hand INTEGER DEFAULT 0 NOT NULL, updated_at TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (inventory_item_id, location_id)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE sync_runs (
    run_id INTEGER NOT NULL, mode TEXT DEFAULT '' NOT NULL, ended_at TEXT DEFAULT '' NOT NULL,
    facts TEXT DEFAULT '' NOT NULL, PRIMARY KEY (run_id)
) STRICT
""",
    """
CREATE TABLE sync_state (
    feed TEXT NOT NULL, at TEXT DEFAULT '' NOT NULL, cursor TEXT DEFAULT '' NOT NULL, PRIMARY KEY (feed)
) STRICT
""",
    """
CREATE TABLE tickets (
    ticket_id TEXT DEFAULT '' NOT NULL, ean INTEGER DEFAULT 0 NOT NULL, order_id INTEGER DEFAULT 0 NOT NULL,
    line_id INTEGER DEFAULT 0 NOT NULL, unit INTEGER DEFAULT 0 NOT NULL, event_id TEXT DEFAULT '' NOT NULL,
    variant_id INTEGER DEFAULT 0 NOT NULL, seat TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL,
    issue INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY (order_id, line_id, unit)
) WITHOUT ROWID, STRICT
""",
    "CREATE INDEX ix_tickets_ean ON tickets (ean)",
    "CREATE INDEX ix_tickets_event_id ON tickets (event_id)",
    "CREATE INDEX ix_tickets_ticket_id ON tickets (ticket_id)",
    """
CREATE TABLE unplaced_lines (
    order_id INTEGER NOT NULL, line_id INTEGER NOT NULL, PRIMARY KEY (order_id, line_id)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE venues (
    venue_id INTEGER NOT NULL, name TEXT DEFAULT '' NOT NULL, city TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL, zone TEXT DEFAULT '' NOT NULL, street TEXT DEFAULT '' NOT NULL,
    postcode TEXT DEFAULT '' NOT NULL, county TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL,
    latitude TEXT DEFAULT '' NOT NULL, longitude TEXT DEFAULT '' NOT NULL, kind TEXT DEFAULT '' NOT NULL,
    capacity INTEGER DEFAULT (-1) NOT NULL, amenities TEXT DEFAULT '' NOT NULL,
    seat_map TEXT DEFAULT '' NOT NULL, PRIMARY KEY (venue_id)
) STRICT
""",
    "CREATE UNIQUE INDEX ix_venues_place ON venues (name, city, country)",
    """
CREATE VIRTUAL TABLE search USING fts5(
    words,
    content='', contentless_delete=1, detail=none, prefix='1 2 3 4 5 6 7 8 9 10',
    tokenize='unicode61 remove_diacritics 0'
)
""",
    "INSERT INTO search (search, rank) VALUES ('automerge', 0)",
    "INSERT INTO search (search, rank) VALUES ('crisismerge', 2000)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
