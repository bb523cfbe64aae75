"""What commands take as arguments, read in one way."""

from __future__ import annotations

from datetime import datetime

from ticketforge_desktop.domain.errors import BadInput


def time_of(text: str | None) -> datetime | None:
    """A time with its offset, None when nothing was given. Raises `BadInput`."""
    if text is None:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{text!r} is no time.", field="at", next_step="Write it as 2026-11-14T19:42+01:00.") from error
    if when.tzinfo is None:
        raise BadInput("The time needs its offset.", field="at", next_step="Write it as 2026-11-14T19:42+01:00.")
    return when
