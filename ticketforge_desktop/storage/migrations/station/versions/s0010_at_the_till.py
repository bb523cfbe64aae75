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
    """
CREATE TABLE ended_tickets (
    ticket_id TEXT NOT NULL, state TEXT DEFAULT '' NOT NULL, event_id TEXT DEFAULT '' NOT NULL,
    sale_id TEXT DEFAULT '' NOT NULL, reason TEXT DEFAULT '' NOT NULL, at TEXT DEFAULT '' NOT NULL,
    PRIMARY KEY (ticket_id)
) WITHOUT ROWID, STRICT
""",
    "CREATE INDEX ix_ended_tickets_sale_id ON ended_tickets (sale_id)",
    # A lease is asked for before it is there; holds are sold piece by piece, and end in one of three ways.
    "ALTER TABLE allotments ADD COLUMN asked INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE allotments ADD COLUMN least INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE allotments ADD COLUMN outbox_id INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE allotments ADD COLUMN reason TEXT DEFAULT '' NOT NULL",
    "CREATE INDEX ix_allotments_state_variant_id ON allotments (state, variant_id)",
    "CREATE INDEX ix_allotments_shift_id ON allotments (shift_id)",
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
CREATE TABLE run_addresses (
    run_id TEXT NOT NULL, bundle TEXT NOT NULL, lines TEXT DEFAULT '' NOT NULL, PRIMARY KEY (run_id, bundle)
) WITHOUT ROWID, STRICT
""",
    """
CREATE TABLE kept_papers (
    ref TEXT NOT NULL, face TEXT DEFAULT '' NOT NULL, kept_at TEXT DEFAULT '' NOT NULL, PRIMARY KEY (ref)
) WITHOUT ROWID, STRICT
""",
    # Shifts are closed for good, and a signing device tells what it signed.
    "ALTER TABLE shifts ADD COLUMN closed_by TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE shifts ADD COLUMN note TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE fiscal_bookings ADD COLUMN kind TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE fiscal_bookings ADD COLUMN shift_id TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE fiscal_bookings ADD COLUMN transaction_number INTEGER DEFAULT 0 NOT NULL",
    "ALTER TABLE fiscal_bookings ADD COLUMN started_at TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE fiscal_bookings ADD COLUMN process_type TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE fiscal_bookings ADD COLUMN process_data TEXT DEFAULT '' NOT NULL",
    "ALTER TABLE fiscal_bookings ADD COLUMN reason TEXT DEFAULT '' NOT NULL",
    "CREATE INDEX ix_fiscal_bookings_shift_id ON fiscal_bookings (shift_id)",
    """
CREATE TRIGGER sales_no_update BEFORE UPDATE OF
    kind, reverses, currency,
    total_minor, tax_minor, discount_minor, fee_minor ON sales
BEGIN SELECT RAISE(ABORT, 'sales is append-only'); END
""",
    """
CREATE TRIGGER sales_no_delete BEFORE DELETE ON sales
BEGIN SELECT RAISE(ABORT, 'sales is append-only'); END
""",
    """
CREATE TRIGGER sale_lines_no_update BEFORE UPDATE OF
    quantity, price_minor, discount_minor,
    total_minor, tax_rate, tax_minor ON sale_lines
BEGIN SELECT RAISE(ABORT, 'sale_lines is append-only'); END
""",
    """
CREATE TRIGGER sale_lines_no_delete BEFORE DELETE ON sale_lines
BEGIN SELECT RAISE(ABORT, 'sale_lines is append-only'); END
""",
    """
CREATE TRIGGER payments_no_update BEFORE UPDATE OF
    sale_id, shift_id, tender,
    amount_minor, currency, given_minor, change_minor ON payments
BEGIN SELECT RAISE(ABORT, 'payments is append-only'); END
""",
    """
CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments
BEGIN SELECT RAISE(ABORT, 'payments is append-only'); END
""",
    """
CREATE TRIGGER fiscal_bookings_no_delete BEFORE DELETE ON fiscal_bookings
BEGIN SELECT RAISE(ABORT, 'fiscal_bookings is append-only'); END
""",
    """
CREATE TRIGGER shifts_no_delete BEFORE DELETE ON shifts
BEGIN SELECT RAISE(ABORT, 'shifts is append-only'); END
""",
    """
CREATE TRIGGER shifts_no_update BEFORE UPDATE ON shifts WHEN OLD.closed_at <> ''
BEGIN SELECT RAISE(ABORT, 'the shift is closed'); END
""",
    *(
        f"""
CREATE TRIGGER {table}_not_when_closed BEFORE INSERT ON {table}
WHEN EXISTS (SELECT 1 FROM shifts WHERE shift_id = NEW.shift_id AND closed_at <> '')
BEGIN SELECT RAISE(ABORT, 'the shift is closed'); END
"""  # noqa: S608 - our own names
        for table in ("sales", "payments", "shift_moves")
    ),
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
