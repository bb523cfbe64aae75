"""Drafts, alerts, consent, privacy cases."""

from __future__ import annotations

from alembic import op

revision = "s0006"
down_revision = "s0005"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE consent (
    consent_id INTEGER NOT NULL, address TEXT DEFAULT '' NOT NULL, customer_id INTEGER DEFAULT 0 NOT NULL,
    purpose TEXT DEFAULT '' NOT NULL, given INTEGER DEFAULT 0 NOT NULL, source TEXT DEFAULT '' NOT NULL,
    wording TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (consent_id)
) STRICT
""",
    "CREATE INDEX ix_consent_address ON consent (address)",
    """
CREATE TABLE erased_people (
    digest TEXT NOT NULL, customer_id INTEGER DEFAULT 0 NOT NULL, kept_until TEXT DEFAULT '' NOT NULL,
    at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (digest)
) STRICT
""",
    """
CREATE TABLE event_drafts (
    event_id TEXT NOT NULL, product_id INTEGER DEFAULT 0 NOT NULL, document TEXT DEFAULT '' NOT NULL,
    base_digest TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL,
    created_at TEXT DEFAULT '' NOT NULL, changed_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (event_id)
) STRICT
""",
    """
CREATE TABLE people (
    customer_id INTEGER NOT NULL, segment TEXT DEFAULT '' NOT NULL, born_on TEXT DEFAULT '' NOT NULL,
    emergency_contact TEXT DEFAULT '' NOT NULL, note TEXT DEFAULT '' NOT NULL,
    merged_into INTEGER DEFAULT 0 NOT NULL, changed_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (customer_id)
) STRICT
""",
    """
CREATE TABLE privacy_cases (
    case_id INTEGER NOT NULL, kind TEXT DEFAULT '' NOT NULL, address TEXT DEFAULT '' NOT NULL,
    customer_id INTEGER DEFAULT 0 NOT NULL, source TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL,
    received_at TEXT DEFAULT '' NOT NULL, due_at TEXT DEFAULT '' NOT NULL, done_at TEXT DEFAULT '' NOT NULL,
    staff_id TEXT DEFAULT '' NOT NULL, report TEXT DEFAULT '' NOT NULL, PRIMARY KEY (case_id)
) STRICT
""",
    """
CREATE TABLE report_schedules (
    schedule_id INTEGER NOT NULL, report TEXT DEFAULT '' NOT NULL, chosen TEXT DEFAULT '' NOT NULL,
    format TEXT DEFAULT '' NOT NULL, rhythm TEXT DEFAULT '' NOT NULL, recipient TEXT DEFAULT '' NOT NULL,
    last_run_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (schedule_id)
) STRICT
""",
    """
CREATE TABLE stock_adjustments (
    adjustment_id INTEGER NOT NULL, event_id TEXT DEFAULT '' NOT NULL, variant_id INTEGER DEFAULT 0 NOT NULL,
    change INTEGER DEFAULT 0 NOT NULL, reason TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL,
    outbox_id INTEGER DEFAULT 0 NOT NULL, at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (adjustment_id)
) STRICT
""",
    "CREATE INDEX ix_stock_adjustments_variant_id ON stock_adjustments (variant_id)",
    """
CREATE TABLE stock_alerts (
    alert_id INTEGER NOT NULL, event_id TEXT DEFAULT '' NOT NULL, variant_id INTEGER DEFAULT 0 NOT NULL,
    level TEXT DEFAULT '' NOT NULL, available INTEGER DEFAULT 0 NOT NULL, raised_at TEXT DEFAULT '' NOT NULL,
    told_at TEXT DEFAULT '' NOT NULL, cleared_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (alert_id)
) STRICT
""",
    "CREATE INDEX ix_stock_alerts_variant_id ON stock_alerts (variant_id)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
