"""Who of a ticket has left and may come back, and the log of all stations as one."""

from __future__ import annotations

from alembic import op

revision = "s0008"
down_revision = "s0007"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE ticket_uses ADD COLUMN outside INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE ticket_uses ADD COLUMN day TEXT DEFAULT '' NOT NULL",
    # Nothing was ever written into these two; what takes their place knows all stations alike.
    "DROP TABLE foreign_admissions",
    "DROP TABLE log_uploads",
    """
CREATE TABLE shared_admissions (
    station TEXT NOT NULL, nonce TEXT NOT NULL, name TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT ''
    NOT NULL, ticket_id TEXT DEFAULT '' NOT NULL, event_id TEXT DEFAULT '' NOT NULL, kind TEXT
    DEFAULT '' NOT NULL, verdict TEXT DEFAULT '' NOT NULL, gate TEXT DEFAULT '' NOT NULL, issue
    INTEGER DEFAULT 0 NOT NULL, number INTEGER DEFAULT 0 NOT NULL, received_at TEXT DEFAULT '' NOT
    NULL, PRIMARY KEY (station, nonce)
) WITHOUT ROWID, STRICT
""",
    "CREATE INDEX ix_shared_admissions_event_id_kind ON shared_admissions (event_id, kind)",
    "CREATE INDEX ix_shared_admissions_ticket_id ON shared_admissions (ticket_id)",
    """
CREATE TABLE shared_logs (
    event_id TEXT NOT NULL, station TEXT NOT NULL, name TEXT DEFAULT '' NOT NULL, parts INTEGER
    DEFAULT 0 NOT NULL, rows INTEGER DEFAULT 0 NOT NULL, last_part TEXT DEFAULT '' NOT NULL, said_at
    TEXT DEFAULT '' NOT NULL, heard_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (event_id, station)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE shared_copies (
    one INTEGER NOT NULL, up_to INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY (one)
) STRICT
""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
