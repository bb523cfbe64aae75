"""Admissions, uses, gates, conflicts."""

from __future__ import annotations

from alembic import op

revision = "s0002"
down_revision = "s0001"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE admissions (
    admission_id INTEGER NOT NULL, kind TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL,
    nonce TEXT DEFAULT '' NOT NULL, input_digest TEXT DEFAULT '' NOT NULL,
    ticket_id TEXT DEFAULT '' NOT NULL, event_id TEXT DEFAULT '' NOT NULL, verdict TEXT DEFAULT '' NOT NULL,
    reason TEXT DEFAULT '' NOT NULL, gate TEXT DEFAULT '' NOT NULL, direction TEXT DEFAULT '' NOT NULL,
    station TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL, issue INTEGER DEFAULT 0 NOT NULL,
    mirror_age_ms INTEGER DEFAULT (-1) NOT NULL, category TEXT DEFAULT '' NOT NULL,
    order_name TEXT DEFAULT '' NOT NULL, holder TEXT DEFAULT '' NOT NULL, PRIMARY KEY (admission_id)
) STRICT
""",
    """
CREATE TABLE blackout_packs (
    pack_id TEXT NOT NULL, event_id TEXT DEFAULT '' NOT NULL, path TEXT DEFAULT '' NOT NULL,
    made_at TEXT DEFAULT '' NOT NULL, merged_at TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (pack_id)
) STRICT
""",
    """
CREATE TABLE blocked_tickets (
    ticket_id TEXT NOT NULL, reason TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL,
    at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (ticket_id)
) STRICT
""",
    """
CREATE TABLE conflicts (
    conflict_id INTEGER NOT NULL, kind TEXT DEFAULT '' NOT NULL, ticket_id TEXT DEFAULT '' NOT NULL,
    event_id TEXT DEFAULT '' NOT NULL, facts TEXT DEFAULT '' NOT NULL,
    exposure_minor INTEGER DEFAULT 0 NOT NULL, currency TEXT DEFAULT '' NOT NULL,
    found_at TEXT DEFAULT '' NOT NULL, settled_at TEXT DEFAULT '' NOT NULL,
    settled_by TEXT DEFAULT '' NOT NULL, settled_how TEXT DEFAULT '' NOT NULL, PRIMARY KEY (conflict_id)
) STRICT
""",
    "CREATE INDEX ix_conflicts_kind_ticket_id ON conflicts (kind, ticket_id)",
    """
CREATE TABLE event_rules (
    event_id TEXT NOT NULL, gate TEXT NOT NULL, rules TEXT DEFAULT '' NOT NULL,
    changed_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (event_id, gate)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE foreign_admissions (
    station TEXT NOT NULL, nonce TEXT NOT NULL, kind TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL,
    ticket_id TEXT DEFAULT '' NOT NULL, event_id TEXT DEFAULT '' NOT NULL, verdict TEXT DEFAULT '' NOT NULL,
    gate TEXT DEFAULT '' NOT NULL, direction TEXT DEFAULT '' NOT NULL, issue INTEGER DEFAULT 0 NOT NULL,
    received_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (station, nonce)
) WITHOUT ROWID, STRICT
""",
    "CREATE INDEX ix_foreign_admissions_ticket_id ON foreign_admissions (ticket_id)",
    """
CREATE TABLE gates (
    gate TEXT NOT NULL, venue TEXT DEFAULT '' NOT NULL, rules TEXT DEFAULT '' NOT NULL,
    changed_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (gate)
) STRICT
""",
    """
CREATE TABLE log_uploads (
    document TEXT NOT NULL, up_to INTEGER DEFAULT 0 NOT NULL, digest TEXT DEFAULT '' NOT NULL,
    at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (document)
) STRICT
""",
    """
CREATE TABLE ticket_uses (
    ticket_id TEXT NOT NULL, event_id TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL,
    gate TEXT DEFAULT '' NOT NULL, station TEXT DEFAULT '' NOT NULL, inside INTEGER DEFAULT 1 NOT NULL,
    uses INTEGER DEFAULT 1 NOT NULL, admission_id INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY (ticket_id)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TRIGGER admissions_no_update BEFORE UPDATE OF
    admission_id, kind, at, nonce, input_digest, ticket_id, event_id,
    verdict, reason, gate, direction, station, staff_id, issue, mirror_age_ms ON admissions
BEGIN SELECT RAISE(ABORT, 'admissions is append-only'); END
""",
    """
CREATE TRIGGER admissions_no_delete BEFORE DELETE ON admissions
BEGIN SELECT RAISE(ABORT, 'admissions is append-only'); END
""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
