"""Issues, print ledger, printers, stock."""

from __future__ import annotations

from alembic import op

revision = "s0003"
down_revision = "s0002"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE issues (
    ticket_id TEXT NOT NULL, issue INTEGER NOT NULL, made_at TEXT DEFAULT '' NOT NULL,
    station TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL, reason TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL, key_id TEXT DEFAULT '' NOT NULL, PRIMARY KEY (ticket_id, issue)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE print_jobs (
    job_id INTEGER NOT NULL, ticket_id TEXT DEFAULT '' NOT NULL, issue INTEGER DEFAULT 1 NOT NULL,
    printer TEXT DEFAULT '' NOT NULL, layout TEXT DEFAULT '' NOT NULL, language TEXT DEFAULT '' NOT NULL,
    state TEXT DEFAULT '' NOT NULL, reason TEXT DEFAULT '' NOT NULL, copy_kind TEXT DEFAULT '' NOT NULL,
    run_id TEXT DEFAULT '' NOT NULL, position INTEGER DEFAULT 0 NOT NULL, digest TEXT DEFAULT '' NOT NULL,
    bytes INTEGER DEFAULT 0 NOT NULL, roll_id TEXT DEFAULT '' NOT NULL, serial TEXT DEFAULT '' NOT NULL,
    staff_id TEXT DEFAULT '' NOT NULL, created_at TEXT DEFAULT '' NOT NULL,
    sending_at TEXT DEFAULT '' NOT NULL, changed_at TEXT DEFAULT '' NOT NULL,
    settled_by TEXT DEFAULT '' NOT NULL, PRIMARY KEY (job_id)
) STRICT
""",
    "CREATE INDEX ix_print_jobs_state ON print_jobs (state)",
    "CREATE INDEX ix_print_jobs_ticket_id ON print_jobs (ticket_id)",
    """
CREATE TABLE print_runs (
    run_id TEXT NOT NULL, kind TEXT DEFAULT '' NOT NULL, event_id TEXT DEFAULT '' NOT NULL,
    chosen TEXT DEFAULT '' NOT NULL, printers TEXT DEFAULT '' NOT NULL, state TEXT DEFAULT '' NOT NULL,
    total INTEGER DEFAULT 0 NOT NULL, staff_id TEXT DEFAULT '' NOT NULL, created_at TEXT DEFAULT '' NOT NULL,
    ended_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (run_id)
) STRICT
""",
    """
CREATE TABLE printers (
    name TEXT NOT NULL, language TEXT DEFAULT '' NOT NULL, transport TEXT DEFAULT '' NOT NULL,
    layout TEXT DEFAULT '' NOT NULL, dpi INTEGER DEFAULT 203 NOT NULL, options TEXT DEFAULT '' NOT NULL,
    changed_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (name)
) STRICT
""",
    """
CREATE TABLE stock_moves (
    move_id INTEGER NOT NULL, roll_id TEXT DEFAULT '' NOT NULL, kind TEXT DEFAULT '' NOT NULL,
    pieces INTEGER DEFAULT 0 NOT NULL, reason TEXT DEFAULT '' NOT NULL, staff_id TEXT DEFAULT '' NOT NULL,
    at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (move_id)
) STRICT
""",
    "CREATE INDEX ix_stock_moves_roll_id ON stock_moves (roll_id)",
    """
CREATE TABLE stock_rolls (
    roll_id TEXT NOT NULL, kind TEXT DEFAULT '' NOT NULL, printer TEXT DEFAULT '' NOT NULL,
    first_serial INTEGER DEFAULT 0 NOT NULL, last_serial INTEGER DEFAULT 0 NOT NULL,
    next_serial INTEGER DEFAULT 0 NOT NULL, spoiled INTEGER DEFAULT 0 NOT NULL,
    opened_at TEXT DEFAULT '' NOT NULL, closed_at TEXT DEFAULT '' NOT NULL,
    staff_id TEXT DEFAULT '' NOT NULL, PRIMARY KEY (roll_id)
) STRICT
""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
