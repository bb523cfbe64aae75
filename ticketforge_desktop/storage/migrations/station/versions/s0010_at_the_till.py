"""The till: what was sold here stands on paper and opens the door before the store has sent the order back."""

from __future__ import annotations

from alembic import op

revision = "s0010"
down_revision = "s0009"
branch_labels = None
depends_on = None

STATEMENTS = (
    """
CREATE TABLE sold_tickets (
    ticket_id TEXT NOT NULL, sale_id TEXT DEFAULT '' NOT NULL, line INTEGER DEFAULT 0 NOT NULL,
    unit INTEGER DEFAULT 0 NOT NULL, units INTEGER DEFAULT 0 NOT NULL, event_id TEXT DEFAULT '' NOT
    NULL, category_id TEXT DEFAULT '' NOT NULL, variant_id INTEGER DEFAULT 0 NOT NULL, ean INTEGER
    DEFAULT 0 NOT NULL, seat TEXT DEFAULT '' NOT NULL, holder TEXT DEFAULT '' NOT NULL, state TEXT
    DEFAULT '' NOT NULL, issue INTEGER DEFAULT 0 NOT NULL, price_minor INTEGER DEFAULT 0 NOT NULL,
    currency TEXT DEFAULT '' NOT NULL, PRIMARY KEY (ticket_id)
) WITHOUT ROWID, STRICT
""",
    "CREATE INDEX ix_sold_tickets_ean ON sold_tickets (ean)",
    "CREATE INDEX ix_sold_tickets_event_id ON sold_tickets (event_id)",
    "CREATE INDEX ix_sold_tickets_sale_id ON sold_tickets (sale_id)",
    # A sale from open stock waits for the store; what was asked for is known before it is.
    "ALTER TABLE sales ADD COLUMN stock TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE sales ADD COLUMN words TEXT DEFAULT '' NOT NULL",
    "CREATE INDEX ix_sales_reverses ON sales (reverses)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
