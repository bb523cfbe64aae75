"""What a store will not show or allow: told once on connecting, and for as long as it is so."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum


class Notice(StrEnum):
    """A closed list; the window translates by value."""

    OLD_ORDERS = "old_orders"  # no scope read_all_orders: orders older than 60 days are not visible
    HIDDEN_PEOPLE = "hidden_people"  # names, addresses and e-mails arrive as null
    MISSING_SCOPES = "missing_scopes"


def notice_words(notice: Notice, missing_scopes: Sequence[str] = ()) -> str:
    """A notice as an English sentence."""
    match notice:
        case Notice.OLD_ORDERS:
            return "Orders older than 60 days are not visible: the app has no scope read_all_orders."
        case Notice.HIDDEN_PEOPLE:
            return "The store hides names, addresses and e-mails of buyers from this app."
        case Notice.MISSING_SCOPES:
            named = ", ".join(missing_scopes)
            return f"The app lacks access scopes ({named}): what needs them will be refused."
