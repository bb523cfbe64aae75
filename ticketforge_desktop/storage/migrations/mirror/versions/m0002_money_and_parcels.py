"""Transactions, fulfilment orders, what could not be taken over, and orders whose effects are due."""

from __future__ import annotations

from alembic import op

revision = "m0002"
down_revision = "m0001"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE transactions (
    transaction_id INTEGER DEFAULT 0 NOT NULL, order_id INTEGER DEFAULT 0 NOT NULL, parent_id
    INTEGER DEFAULT 0 NOT NULL, kind TEXT DEFAULT '' NOT NULL, status TEXT DEFAULT '' NOT NULL,
    gateway TEXT DEFAULT '' NOT NULL, amount_minor INTEGER DEFAULT 0 NOT NULL, currency TEXT DEFAULT
    '' NOT NULL, processed_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (order_id, transaction_id)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE fulfillment_orders (
    fulfillment_order_id INTEGER DEFAULT 0 NOT NULL, order_id INTEGER DEFAULT 0 NOT NULL,
    location_id INTEGER DEFAULT 0 NOT NULL, status TEXT DEFAULT '' NOT NULL, request_status TEXT
    DEFAULT '' NOT NULL, lines TEXT DEFAULT '' NOT NULL, updated_at TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (order_id, fulfillment_order_id)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE store_troubles (
    kind TEXT NOT NULL, object_id INTEGER NOT NULL, name TEXT DEFAULT '' NOT NULL, code TEXT DEFAULT
    '' NOT NULL, reason TEXT DEFAULT '' NOT NULL, since TEXT DEFAULT '' NOT NULL, tries INTEGER
    DEFAULT 0 NOT NULL, PRIMARY KEY (kind, object_id)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE orders_to_process (
    turn INTEGER NOT NULL, order_id INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY (turn)
) STRICT
""",
    "CREATE UNIQUE INDEX ix_orders_to_process_order_id ON orders_to_process (order_id)",
    """
CREATE TABLE removed_tickets (
    order_id INTEGER NOT NULL, ticket_id TEXT NOT NULL, order_name TEXT DEFAULT '' NOT NULL,
    event_id TEXT DEFAULT '' NOT NULL, PRIMARY KEY (order_id, ticket_id)
) WITHOUT ROWID, STRICT
""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
