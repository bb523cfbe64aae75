"""Who of a ticket has left and may come back, and the day its entries count for."""

from __future__ import annotations

from alembic import op

revision = "s0008"
down_revision = "s0007"
branch_labels = None
depends_on = None

STATEMENTS = (
    "ALTER TABLE ticket_uses ADD COLUMN outside INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE ticket_uses ADD COLUMN day TEXT DEFAULT '' NOT NULL",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
