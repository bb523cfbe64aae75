"""What an evening at the venue needs besides: PINs, words for flags, and who was let in before the mirror knew them."""

from __future__ import annotations

from alembic import op

revision = "s0009"
down_revision = "s0008"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE pins (
    subject TEXT NOT NULL, pin_hash TEXT DEFAULT '' NOT NULL, failed_pins INTEGER DEFAULT 0 NOT
    NULL, changed_at TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL, PRIMARY KEY
    (subject)
) STRICT
""",
    # Rules of gates and events lie in event_rules; nothing was ever written here.
    "DROP TABLE gates",
    "ALTER TABLE shared_copies ADD COLUMN last_at TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE flags ADD COLUMN seen_how TEXT DEFAULT '' NOT NULL",
    """
CREATE TABLE unseen_admissions (
    ticket_id TEXT NOT NULL, event_id TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL, gate
    TEXT DEFAULT '' NOT NULL, station TEXT DEFAULT '' NOT NULL, nonce TEXT DEFAULT '' NOT NULL,
    issue INTEGER DEFAULT 0 NOT NULL, conflict_id INTEGER DEFAULT 0 NOT NULL, PRIMARY KEY
    (ticket_id)
) WITHOUT ROWID, STRICT
""",
    # Long print runs, and rolls of stock that are counted when they are closed.
    "ALTER TABLE print_jobs ADD COLUMN condition TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE print_runs ADD COLUMN reason TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE stock_rolls ADD COLUMN counted INTEGER DEFAULT 0 NOT NULL",
    """
CREATE TABLE print_items (
    run_id TEXT NOT NULL, position INTEGER NOT NULL, kind TEXT DEFAULT '' NOT NULL,
    ref TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL, printer TEXT DEFAULT '' NOT NULL,
    job_id INTEGER DEFAULT 0 NOT NULL, reason TEXT DEFAULT '' NOT NULL, PRIMARY KEY (run_id, position)
) WITHOUT ROWID, STRICT
""",
    # What other stations have on paper.
    """
CREATE TABLE printed_marks (
    mark TEXT NOT NULL, station_id TEXT NOT NULL, shard TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (mark, station_id)
) WITHOUT ROWID, STRICT
""",
    "CREATE INDEX ix_printed_marks_station_id_shard ON printed_marks (station_id, shard)",
    """
CREATE TABLE printed_heard (
    station_id TEXT NOT NULL, shard TEXT NOT NULL, name TEXT DEFAULT '' NOT NULL,
    digest TEXT DEFAULT '' NOT NULL, PRIMARY KEY (station_id, shard)
) WITHOUT ROWID, STRICT
""",
    "CREATE INDEX ix_print_items_run_id_state_position ON print_items (run_id, state, position)",
    "CREATE INDEX ix_print_jobs_printer_sending_at ON print_jobs (printer, sending_at)",
    "CREATE INDEX ix_print_jobs_roll_id ON print_jobs (roll_id)",
    "CREATE INDEX ix_print_jobs_run_id ON print_jobs (run_id)",
    # Blocked tickets reach every door by the logs.
    "ALTER TABLE blocked_tickets ADD COLUMN event_id TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE blocked_tickets ADD COLUMN station TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE shared_admissions ADD COLUMN reason TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE shared_admissions ADD COLUMN staff_id TEXT DEFAULT '' NOT NULL",
    # The program before this one passed over what it did not know in the others' logs: they are read once more.
    "UPDATE shared_logs SET parts = 1, rows = 0 WHERE last_part = '' AND rows > 0",
    # An undo takes back no more than the entry did.
    "ALTER TABLE admissions ADD COLUMN raised INTEGER DEFAULT 1 NOT NULL",
    "CREATE INDEX ix_admissions_ticket_id ON admissions (ticket_id)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
