"""Whether the shop's prices hold their tax: known from the next sync on; until then they do, as almost everywhere."""

from __future__ import annotations

from alembic import op

revision = "m0003"
down_revision = "m0002"
branch_labels = None
depends_on = None

STATEMENTS = ("ALTER TABLE shop ADD COLUMN taxes_included INTEGER DEFAULT 1 NOT NULL",)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
