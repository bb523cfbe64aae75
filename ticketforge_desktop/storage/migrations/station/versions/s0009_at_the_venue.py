"""What an evening at the venue needs besides: PINs."""

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
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
