"""Identity, settings, people, keys, outbox, audit."""

from __future__ import annotations

from alembic import op

revision = "s0001"
down_revision = None
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE audit (
    "row" INTEGER NOT NULL, at TEXT DEFAULT '' NOT NULL, station_id TEXT DEFAULT '' NOT NULL,
    staff_id TEXT DEFAULT '' NOT NULL, action TEXT DEFAULT '' NOT NULL, subject TEXT DEFAULT '' NOT NULL,
    detail TEXT DEFAULT '' NOT NULL, "before" TEXT DEFAULT '' NOT NULL, "after" TEXT DEFAULT '' NOT NULL,
    previous TEXT DEFAULT '' NOT NULL, hash TEXT DEFAULT '' NOT NULL, PRIMARY KEY ("row")
) STRICT
""",
    """
CREATE TABLE backups (
    backup_id INTEGER NOT NULL, path TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL,
    bytes INTEGER DEFAULT 0 NOT NULL, digest TEXT DEFAULT '' NOT NULL, verified_at TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (backup_id)
) STRICT
""",
    """
CREATE TABLE effects (
    effect TEXT NOT NULL, at TEXT DEFAULT '' NOT NULL, facts TEXT DEFAULT '' NOT NULL, PRIMARY KEY (effect)
) STRICT
""",
    """
CREATE TABLE identity (
    one INTEGER NOT NULL, station_id TEXT DEFAULT '' NOT NULL, name TEXT DEFAULT '' NOT NULL,
    shop_domain TEXT DEFAULT '' NOT NULL, locked TEXT DEFAULT '' NOT NULL,
    created_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (one)
) STRICT
""",
    """
CREATE TABLE jobs (
    job_id TEXT NOT NULL, kind TEXT DEFAULT '' NOT NULL, subject TEXT DEFAULT '' NOT NULL,
    payload TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL, done INTEGER DEFAULT 0 NOT NULL,
    total INTEGER DEFAULT 0 NOT NULL, last_error TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL,
    created_at TEXT DEFAULT '' NOT NULL, ended_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (job_id)
) STRICT
""",
    """
CREATE TABLE keys (
    key_id TEXT NOT NULL, station TEXT DEFAULT '' NOT NULL, public_key TEXT DEFAULT '' NOT NULL,
    enrolled_at TEXT DEFAULT '' NOT NULL, revoked_at TEXT DEFAULT '' NOT NULL,
    source TEXT DEFAULT '' NOT NULL, PRIMARY KEY (key_id)
) STRICT
""",
    """
CREATE TABLE outbox (
    outbox_id INTEGER NOT NULL, kind TEXT DEFAULT '' NOT NULL, aggregate TEXT DEFAULT '' NOT NULL,
    payload TEXT DEFAULT '' NOT NULL, idempotency_key TEXT DEFAULT '' NOT NULL,
    source_identifier TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL,
    priority INTEGER DEFAULT 5 NOT NULL, attempts INTEGER DEFAULT 0 NOT NULL,
    next_attempt_at TEXT DEFAULT '' NOT NULL, error_code TEXT DEFAULT '' NOT NULL,
    last_error TEXT DEFAULT '' NOT NULL, result TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL,
    created_at TEXT DEFAULT '' NOT NULL, sent_at TEXT DEFAULT '' NOT NULL, done_at TEXT DEFAULT '' NOT NULL,
    settled_by TEXT DEFAULT '' NOT NULL, settled_how TEXT DEFAULT '' NOT NULL, PRIMARY KEY (outbox_id),
    UNIQUE (idempotency_key)
) STRICT
""",
    "CREATE INDEX ix_outbox_aggregate ON outbox (aggregate)",
    "CREATE INDEX ix_outbox_state ON outbox (state)",
    """
CREATE TABLE roles (
    role TEXT NOT NULL, rights TEXT DEFAULT '' NOT NULL, PRIMARY KEY (role)
) STRICT
""",
    """
CREATE TABLE settings (
    name TEXT NOT NULL, value TEXT DEFAULT '' NOT NULL, changed_at TEXT DEFAULT '' NOT NULL,
    staff_id TEXT DEFAULT '' NOT NULL, PRIMARY KEY (name)
) STRICT
""",
    """
CREATE TABLE staff (
    staff_id TEXT NOT NULL, name TEXT DEFAULT '' NOT NULL, role TEXT DEFAULT '' NOT NULL,
    rights TEXT DEFAULT '' NOT NULL, pin_hash TEXT DEFAULT '' NOT NULL, badge_hash TEXT DEFAULT '' NOT NULL,
    failed_pins INTEGER DEFAULT 0 NOT NULL, locked_until TEXT DEFAULT '' NOT NULL,
    locked_seconds INTEGER DEFAULT 0 NOT NULL, language TEXT DEFAULT '' NOT NULL,
    created_at TEXT DEFAULT '' NOT NULL, disabled_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (staff_id)
) STRICT
""",
    """
CREATE TABLE webhook_receipts (
    webhook_id TEXT NOT NULL, topic TEXT DEFAULT '' NOT NULL, object TEXT DEFAULT '' NOT NULL,
    received_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (webhook_id)
) STRICT
""",
    """
CREATE TABLE job_rows (
    job_row_id INTEGER NOT NULL, job_id TEXT DEFAULT '' NOT NULL, position INTEGER DEFAULT 0 NOT NULL,
    payload TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL, errors TEXT DEFAULT '' NOT NULL,
    result TEXT DEFAULT '' NOT NULL, PRIMARY KEY (job_row_id), FOREIGN KEY(job_id) REFERENCES jobs (job_id)
) STRICT
""",
    "CREATE UNIQUE INDEX ix_job_rows_job_id_position ON job_rows (job_id, position)",
    """
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END
""",
    """
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END
""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
