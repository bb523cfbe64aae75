"""Printing: issues of tickets, the ledger, printers and stock."""

from __future__ import annotations

from sqlalchemy import Index, MetaData

from ticketforge_desktop.storage.schema.columns import clustered, key, number, number_key, row_key, rows, word


def add_printing(station: MetaData) -> None:
    """Tables of the print ledger."""
    clustered(
        "issues",
        station,
        key("ticket_id"),
        number_key("issue"),
        word("made_at"),
        word("station"),
        word("staff_id"),
        word("reason"),
        word("state"),  # "taken" in the store, "offline" (the store is still to hear of it), "heard" of another station
        word("key_id"),  # the key its code was signed with
    )
    rows(
        "printers",
        station,
        key("name"),
        word("language"),
        word("transport"),
        word("layout"),
        number("dpi", 203),
        word("options"),
        word("changed_at"),
    )
    rows(
        "print_runs",
        station,
        key("run_id"),
        word("kind"),
        word("event_id"),
        word("chosen"),
        word("printers"),
        word("state"),
        number("total"),
        word("staff_id"),
        word("created_at"),
        word("ended_at"),
        word("reason"),  # why it stands still
        word("shares"),  # which papers each printer takes, where it does not take all
    )
    clustered(
        "print_items",
        station,
        key("run_id"),
        number_key("position"),
        word("kind"),  # "ticket" | "label" | "delivery_note"
        word("ref"),  # ticket id, or the order's name
        word("state"),  # `services.ports.print_runs.ItemState`
        word("printer"),  # whoever has taken it
        number("job_id"),
        word("reason"),
        word("bundle"),  # the order whose papers lie together; "" where papers lie by themselves
        number("released"),  # 1: somebody said that the rest of its bundle is to be printed all the same
        Index("ix_print_items_run_id_state_position", "run_id", "state", "position"),
        Index("ix_print_items_run_id_bundle", "run_id", "bundle"),
    )
    rows(
        "print_jobs",
        station,
        row_key("job_id"),
        word("ticket_id"),
        number("issue", 1),
        word("printer"),
        word("layout"),
        word("language"),
        word("state"),
        word("reason"),
        word("copy_kind"),  # "" | "reprint" | "proof" | "consignment" | "copy"
        word("run_id"),
        number("position"),
        word("digest"),  # of the bytes sent
        number("bytes"),
        word("roll_id"),
        word("serial"),
        word("staff_id"),
        word("created_at"),
        word("sending_at"),
        word("changed_at"),
        word("settled_by"),
        word("condition"),  # `services.ports.printers.Condition`: what the printer was in when the paper was in doubt
        word("kind"),  # `services.ports.printing.PaperKind`
        word("note"),  # why, where a person had to say
        Index("ix_print_jobs_ticket_id", "ticket_id"),
        Index("ix_print_jobs_state", "state"),
        Index("ix_print_jobs_printer_sending_at", "printer", "sending_at"),
        Index("ix_print_jobs_roll_id", "roll_id"),
        Index("ix_print_jobs_run_id", "run_id"),
    )
    # Where the papers of an order go, as long as its run is not over.
    clustered(
        "run_addresses",
        station,
        key("run_id"),
        key("bundle"),
        word("lines"),  # JSON
    )
    # What stands on receipts and reports, so that a copy says the same.
    clustered(
        "kept_papers",
        station,
        key("ref"),  # as `print_jobs.ticket_id`
        word("face"),  # JSON
        word("kept_at"),
    )
    # What other stations have on paper, as they told: twelve hex digits of each ticket's id.
    clustered(
        "printed_marks",
        station,
        key("mark"),
        key("station_id"),
        word("shard"),
        Index("ix_printed_marks_station_id_shard", "station_id", "shard"),
    )
    clustered(
        "printed_heard",
        station,
        key("station_id"),
        key("shard"),
        word("name"),
        word("digest"),  # of the document that was read
    )
    rows(
        "stock_rolls",
        station,
        key("roll_id"),
        word("kind"),
        word("printer"),
        number("first_serial"),
        number("last_serial"),
        number("next_serial"),
        number("spoiled"),
        word("opened_at"),
        word("closed_at"),
        word("staff_id"),
        number("counted"),  # the serial that lay next when it was closed; 0 before
    )
    rows(
        "stock_moves",
        station,
        row_key("move_id"),
        word("roll_id"),
        word("kind"),  # "printed" | "spoiled" | "counted"
        number("pieces"),
        word("reason"),
        word("staff_id"),
        word("at"),
        Index("ix_stock_moves_roll_id", "roll_id"),
    )
