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
    # A change of a seat that comes late must not touch one that was given out anew.
    "ALTER TABLE seats ADD COLUMN token TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE sale_lines ADD COLUMN reason TEXT DEFAULT '' NOT NULL",
    # A lease is asked for before it is there; holds are sold piece by piece, and end in one of three ways.
    "ALTER TABLE allotments ADD COLUMN asked INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE allotments ADD COLUMN least INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE allotments ADD COLUMN outbox_id INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE allotments ADD COLUMN reason TEXT DEFAULT '' NOT NULL",
    "CREATE INDEX ix_allotments_state_variant_id ON allotments (state, variant_id)",
    "ALTER TABLE holds ADD COLUMN taken INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE holds ADD COLUMN ended_at TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE holds ADD COLUMN ended_how TEXT DEFAULT '' NOT NULL",
    "CREATE INDEX ix_holds_state_variant_id ON holds (state, variant_id)",
    "ALTER TABLE waiting_list ADD COLUMN variant_id INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE waiting_list ADD COLUMN hold_id TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE waiting_list ADD COLUMN staff_id TEXT DEFAULT '' NOT NULL",
    # Papers that are no tickets: what a line is about, what stood on receipts, and orders whose papers lie together.
    "ALTER TABLE print_jobs ADD COLUMN kind TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE print_jobs ADD COLUMN note TEXT DEFAULT '' NOT NULL",
    "UPDATE print_jobs SET kind = 'ticket'",
    "ALTER TABLE print_runs ADD COLUMN shares TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE print_items ADD COLUMN bundle TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE print_items ADD COLUMN released INTEGER DEFAULT 0 NOT NULL",
    "CREATE INDEX ix_print_items_run_id_bundle ON print_items (run_id, bundle)",
    """
CREATE TABLE kept_papers (
    ref TEXT NOT NULL, face TEXT DEFAULT '' NOT NULL, kept_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (ref)
) WITHOUT ROWID, STRICT
""",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
