"""What sync and push add to the station file: attempts at the store, flags for the manager, webhooks at work."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, MetaData

from ticketforge_desktop.storage.schema.columns import key, number, row_key, rows, word


def add_sync(station: MetaData) -> None:
    """Tables of push, order processing and webhooks."""
    rows(
        "outbox_attempts",
        station,
        row_key("attempt_id"),
        number("outbox_id"),
        word("at"),
        word("outcome"),  # "sent" | "done" | "lost" | "refused" | "busy" | "found" | "not_found" | "person"
        word("detail"),
        Index("ix_outbox_attempts_outbox_id", "outbox_id"),
    )
    # What a manager must look at: an admitted ticket that was refunded, a sale the store sees otherwise.
    rows(
        "flags",
        station,
        key("flag"),  # by object and reason: raised once
        word("kind"),
        word("subject"),
        word("facts"),
        word("raised_at"),
        word("seen_at"),
        word("seen_by"),
        word("seen_how"),  # what the person did about it, in words
        Index("ix_flags_seen_at", "seen_at"),
    )
    rows(
        "webhook_tasks",  # "fetch this again", durable before the sender is answered
        station,
        row_key("task_id"),
        word("webhook_id", ForeignKey("webhook_receipts.webhook_id")),
        word("topic"),
        word("object"),
        word("received_at"),
        word("done_at"),
        number("attempts"),
        word("last_error"),
        word("next_attempt_at"),
        word("facts"),  # JSON of what a fetch can't tell (whom to erase); emptied when the task is done
        Index("ix_webhook_tasks_done_at", "done_at"),
    )
    rows("connection", station, key("name"), word("value"), word("changed_at"))
    # How far order processing has come: the log of the door, the store's time, mail.
    rows("processing", station, key("name"), word("value"))
