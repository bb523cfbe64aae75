"""The door: the log of attempts, the use that counts for each ticket, rules, and what other stations wrote."""

from __future__ import annotations

from sqlalchemy import Index, MetaData

from ticketforge_desktop.storage.schema.columns import clustered, key, number, number_key, row_key, rows, word


def add_door(station: MetaData) -> None:
    """Tables of entry. `admissions` only grows; `ticket_uses` is what it comes to, moved in the same transaction."""
    # Whoever counts follows the tail; one index, by ticket, so that an undo finds what it takes back in a log of a
    # million entries that were never shared.
    rows(
        "admissions",
        station,
        row_key("admission_id"),
        # "admit" | "note" | "force" | "exit" | "exit_all" | "undo" … (`storage.last_in`) | "block" | "unblock"
        word("kind"),
        word("at"),
        word("nonce"),
        word("input_digest"),
        word("ticket_id"),
        word("event_id"),
        word("verdict"),
        word("reason"),
        word("gate"),
        word("direction"),
        word("station"),
        word("staff_id"),
        number("issue"),
        number("mirror_age_ms", -1),
        word("category"),
        word("order_name"),
        word("holder"),
        number("raised", 1),  # by how much an entry raised who of the ticket is inside: 0 for one who never left
        Index("ix_admissions_ticket_id", "ticket_id"),
    )
    clustered(
        "ticket_uses",
        station,
        key("ticket_id"),
        word("event_id"),
        word("at"),
        word("gate"),
        word("station"),
        number("inside", 1),
        number("uses", 1),  # entries so far: day passes and group tickets count
        number("admission_id"),
        number("outside"),  # left, and may come back where the rules let them
        word("day"),  # the venue's day `uses` and `outside` belong to; "" where they count for the whole event
    )
    # What the logs' entries of blocking come to: the newest of all stations by their order (`storage.blocks`).
    rows(
        "blocked_tickets",
        station,
        key("ticket_id"),
        word("reason"),
        word("staff_id"),
        word("at"),
        word("event_id"),  # in whose log it stands; "" while this station does not know the ticket's event
        word("station"),  # where it was blocked, by name
    )
    clustered("event_rules", station, key("event_id"), key("gate"), word("rules"), word("changed_at"))
    # What all stations logged, our own among them once it was copied: read by ticket, written once by nonce.
    clustered(
        "shared_admissions",
        station,
        key("station"),
        key("nonce"),
        word("name"),
        word("at"),
        word("ticket_id"),
        word("event_id"),
        word("kind"),  # domain.shared_log.EntryKind
        word("verdict"),
        word("gate"),
        number("issue"),
        number("number"),  # of our own: the entry of `admissions` it is a copy of
        word("received_at"),
        word("reason"),  # of blocking and unblocking, as `staff_id`
        word("staff_id"),
        Index("ix_shared_admissions_ticket_id", "ticket_id"),
        Index("ix_shared_admissions_event_id_kind", "event_id", "kind"),
    )
    # How far each station's log of an event is here; of our own, how far it is in the store.
    clustered(
        "shared_logs",
        station,
        key("event_id"),
        key("station"),
        word("name"),
        number("parts"),
        number("rows"),
        word("last_part"),  # of our own: the text of the part that is still open, as the store has it
        word("said_at"),  # when the station last wrote
        word("heard_at"),  # when we last heard that
    )
    # One row: the last entry of our own log that was copied to where all are, and the time it has there.
    rows("shared_copies", station, number_key("one"), number("up_to"), word("last_at"))
    # Let in on the word of their signature alone, while the mirror did not know them yet: until it does.
    clustered(
        "unseen_admissions",
        station,
        key("ticket_id"),
        word("event_id"),
        word("at"),
        word("gate"),
        word("station"),
        word("nonce"),
        number("issue"),
        number("conflict_id"),  # 0 until it was told
    )
    rows(
        "conflicts",
        station,
        row_key("conflict_id"),
        word("kind"),  # "double_entry" | "blocked_entry" | "unknown_missing"
        word("ticket_id"),
        word("event_id"),
        word("facts"),  # both log entries
        number("exposure_minor"),
        word("currency"),
        word("found_at"),
        word("settled_at"),
        word("settled_by"),
        word("settled_how"),
        Index("ix_conflicts_kind_ticket_id", "kind", "ticket_id"),
    )
    rows(
        "blackout_packs",
        station,
        key("pack_id"),
        word("event_id"),
        word("path"),
        word("made_at"),
        word("merged_at"),
        word("staff_id"),
    )
