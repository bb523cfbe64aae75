"""Attempts at the store, flags for the manager, webhooks at work."""

from __future__ import annotations

from alembic import op

revision = "s0007"
down_revision = "s0006"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE outbox ADD COLUMN first_sent_at TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE outbox ADD COLUMN choices TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE webhook_receipts ADD COLUMN api_version TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE webhook_receipts ADD COLUMN triggered_at TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE outbox ADD COLUMN maybe_done INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE outbox ADD COLUMN progress TEXT DEFAULT '' NOT NULL",
    "CREATE INDEX ix_outbox_open ON outbox (aggregate, outbox_id) WHERE state <> 'done'",
    "CREATE INDEX ix_outbox_source_identifier ON outbox (source_identifier)",
    """
CREATE TABLE outbox_attempts (
    attempt_id INTEGER NOT NULL, outbox_id INTEGER DEFAULT 0 NOT NULL, at TEXT DEFAULT '' NOT NULL,
    outcome TEXT DEFAULT '' NOT NULL, detail TEXT DEFAULT '' NOT NULL, PRIMARY KEY (attempt_id)
) STRICT
""",
    "CREATE INDEX ix_outbox_attempts_outbox_id ON outbox_attempts (outbox_id)",
    """
CREATE TABLE flags (
    flag TEXT NOT NULL, kind TEXT DEFAULT '' NOT NULL, subject TEXT DEFAULT '' NOT NULL, facts TEXT
    DEFAULT '' NOT NULL, raised_at TEXT DEFAULT '' NOT NULL, seen_at TEXT DEFAULT '' NOT NULL,
    seen_by TEXT DEFAULT '' NOT NULL, PRIMARY KEY (flag)
) STRICT
""",
    "CREATE INDEX ix_flags_seen_at ON flags (seen_at)",
    """
CREATE TABLE webhook_tasks (
    task_id INTEGER NOT NULL, webhook_id TEXT DEFAULT '' NOT NULL, topic TEXT DEFAULT '' NOT NULL,
    object TEXT DEFAULT '' NOT NULL, received_at TEXT DEFAULT '' NOT NULL, done_at TEXT DEFAULT ''
    NOT NULL, attempts INTEGER DEFAULT 0 NOT NULL, last_error TEXT DEFAULT '' NOT NULL,
    next_attempt_at TEXT DEFAULT '' NOT NULL, facts TEXT DEFAULT '' NOT NULL, PRIMARY KEY
    (task_id), FOREIGN KEY(webhook_id) REFERENCES webhook_receipts (webhook_id)
) STRICT
""",
    "CREATE INDEX ix_webhook_tasks_done_at ON webhook_tasks (done_at)",
    """
CREATE TABLE connection (
    name TEXT NOT NULL, value TEXT DEFAULT '' NOT NULL, changed_at TEXT DEFAULT '' NOT NULL, PRIMARY
    KEY (name)
) STRICT
""",
    "ALTER TABLE parcels ADD COLUMN called_off TEXT DEFAULT '' NOT NULL",
    "CREATE UNIQUE INDEX ix_stock_alerts_open ON stock_alerts (variant_id, level) WHERE cleared_at = ''",
    """
CREATE TABLE processing (
    name TEXT NOT NULL, value TEXT DEFAULT '' NOT NULL, PRIMARY KEY (name)
) STRICT
""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
