"""Parcels, carriers, mail."""

from __future__ import annotations

from alembic import op

revision = "s0005"
down_revision = "s0004"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE carrier_rules (
    rule_id INTEGER NOT NULL, position INTEGER DEFAULT 0 NOT NULL, rule TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (rule_id)
) STRICT
""",
    """
CREATE TABLE mail (
    mail_id INTEGER NOT NULL, effect TEXT DEFAULT '' NOT NULL, kind TEXT DEFAULT '' NOT NULL,
    recipient TEXT DEFAULT '' NOT NULL, language TEXT DEFAULT '' NOT NULL, subject TEXT DEFAULT '' NOT NULL,
    payload TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL, attempts INTEGER DEFAULT 0 NOT NULL,
    next_attempt_at TEXT DEFAULT '' NOT NULL, last_error TEXT DEFAULT '' NOT NULL,
    message_id TEXT DEFAULT '' NOT NULL, created_at TEXT DEFAULT '' NOT NULL,
    sent_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (mail_id), UNIQUE (effect)
) STRICT
""",
    "CREATE INDEX ix_mail_state ON mail (state)",
    """
CREATE TABLE mail_templates (
    kind TEXT NOT NULL, language TEXT NOT NULL, document TEXT DEFAULT '' NOT NULL,
    changed_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (kind, language)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE parcels (
    parcel_id TEXT NOT NULL, order_id INTEGER DEFAULT 0 NOT NULL, order_name TEXT DEFAULT '' NOT NULL,
    number INTEGER DEFAULT 1 NOT NULL, event_id TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL,
    hold TEXT DEFAULT '' NOT NULL, note TEXT DEFAULT '' NOT NULL, deadline TEXT DEFAULT '' NOT NULL,
    recipient TEXT DEFAULT '' NOT NULL, street TEXT DEFAULT '' NOT NULL, street2 TEXT DEFAULT '' NOT NULL,
    postcode TEXT DEFAULT '' NOT NULL, city TEXT DEFAULT '' NOT NULL, region TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL, phone TEXT DEFAULT '' NOT NULL, email TEXT DEFAULT '' NOT NULL,
    sender TEXT DEFAULT '' NOT NULL, pieces INTEGER DEFAULT 0 NOT NULL, weight_g INTEGER DEFAULT 0 NOT NULL,
    carrier TEXT DEFAULT '' NOT NULL, service TEXT DEFAULT '' NOT NULL, choice TEXT DEFAULT '' NOT NULL,
    cost_minor INTEGER DEFAULT 0 NOT NULL, currency TEXT DEFAULT '' NOT NULL,
    reference TEXT DEFAULT '' NOT NULL, shipment TEXT DEFAULT '' NOT NULL,
    tracking_number TEXT DEFAULT '' NOT NULL, tracking_url TEXT DEFAULT '' NOT NULL,
    label_file TEXT DEFAULT '' NOT NULL, label_state TEXT DEFAULT '' NOT NULL,
    customs TEXT DEFAULT '' NOT NULL, fulfillment_id INTEGER DEFAULT 0 NOT NULL,
    manifest TEXT DEFAULT '' NOT NULL, printed_at TEXT DEFAULT '' NOT NULL,
    printed_by TEXT DEFAULT '' NOT NULL, packed_at TEXT DEFAULT '' NOT NULL,
    packed_by TEXT DEFAULT '' NOT NULL, shipped_at TEXT DEFAULT '' NOT NULL,
    shipped_by TEXT DEFAULT '' NOT NULL, delivered_at TEXT DEFAULT '' NOT NULL,
    failed_at TEXT DEFAULT '' NOT NULL, failure TEXT DEFAULT '' NOT NULL,
    tracked_at TEXT DEFAULT '' NOT NULL, created_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (parcel_id)
) STRICT
""",
    "CREATE UNIQUE INDEX ix_parcels_order_id_number ON parcels (order_id, number)",
    "CREATE INDEX ix_parcels_state_deadline ON parcels (state, deadline)",
    """
CREATE TABLE pickups (
    pickup_id TEXT NOT NULL, carrier TEXT DEFAULT '' NOT NULL, day TEXT DEFAULT '' NOT NULL,
    reference TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL, facts TEXT DEFAULT '' NOT NULL,
    booked_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (pickup_id)
) STRICT
""",
    """
CREATE TABLE rate_cards (
    rate_id INTEGER NOT NULL, carrier TEXT DEFAULT '' NOT NULL, service TEXT DEFAULT '' NOT NULL,
    country TEXT DEFAULT '' NOT NULL, up_to_g INTEGER DEFAULT 0 NOT NULL,
    price_minor INTEGER DEFAULT 0 NOT NULL, currency TEXT DEFAULT '' NOT NULL,
    days INTEGER DEFAULT 0 NOT NULL, tracked INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY (rate_id)
) STRICT
""",
    "CREATE INDEX ix_rate_cards_country ON rate_cards (country)",
    """
CREATE TABLE will_call (
    order_id INTEGER NOT NULL, name TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL,
    handed_at TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL,
    signature TEXT DEFAULT '' NOT NULL, PRIMARY KEY (order_id)
) STRICT
""",
    """
CREATE TABLE parcel_events (
    parcel_event_id INTEGER NOT NULL, parcel_id TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL,
    code TEXT DEFAULT '' NOT NULL, text TEXT DEFAULT '' NOT NULL, place TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (parcel_event_id), FOREIGN KEY(parcel_id) REFERENCES parcels (parcel_id)
) STRICT
""",
    "CREATE INDEX ix_parcel_events_parcel_id ON parcel_events (parcel_id)",
    """
CREATE TABLE parcel_tickets (
    parcel_id TEXT NOT NULL, ticket_id TEXT NOT NULL, issue INTEGER DEFAULT 1 NOT NULL,
    scanned_at TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (parcel_id, ticket_id), FOREIGN KEY(parcel_id) REFERENCES parcels (parcel_id)
) WITHOUT ROWID, STRICT
""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
