"""Things of the store that could not be taken over: noted beside the mirror, dropped when one is written after all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlcipher3 import dbapi2 as sqlcipher

from ticketforge_desktop.domain.errors import StorageTrouble, TicketForgeError
from ticketforge_desktop.domain.records import TroubleRecord
from ticketforge_desktop.storage.cipher import Connection

UNWRITABLE: Final = "unwritable"
# What one thing's own values can bring about. Whatever else fails is the file's or the program's trouble, and stops.
OF_ONE_THING: Final = (
    sqlcipher.IntegrityError,
    sqlcipher.DataError,
    sqlcipher.InterfaceError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    TicketForgeError,
)
_LONGEST_REASON: Final = 300
NOTE: Final = (
    "INSERT INTO store_troubles (kind, object_id, name, code, reason, since, tries)"
    " VALUES (?,?,?,?,?,strftime('%Y-%m-%dT%H:%M:%SZ', 'now'),1) ON CONFLICT (kind, object_id) DO UPDATE SET"
    " name = CASE excluded.name WHEN '' THEN name ELSE excluded.name END,"
    " code = excluded.code, reason = excluded.reason, tries = tries + 1"
)
_ALL: Final = "SELECT kind, object_id FROM store_troubles"
# Orders that arrived whole but whose effects failed stay queued: they need no second fetch (`process_queue`).
PROCESSING: Final = "processing"
_LEAST_TRIED: Final = (
    "SELECT kind, object_id, name, code, reason FROM store_troubles WHERE kind <> 'processing'"
    " ORDER BY tries, since, kind, object_id LIMIT ?"
)


def of_one_thing(error: Exception) -> bool:
    """Whether an error is one thing's own: the rest of the page can go on."""
    return isinstance(error, OF_ONE_THING) and not isinstance(error, StorageTrouble)


def trouble(kind: str, object_id: int, name: str, error: Exception) -> TroubleRecord:
    """What is noted of an error."""
    code = error.code if isinstance(error, TicketForgeError) else UNWRITABLE
    return TroubleRecord(kind, object_id, name, code, f"{type(error).__name__}: {error}"[:_LONGEST_REASON])


class Troubles:
    """What is noted, known to one who writes page after page: without any, nothing has to be looked up."""

    def __init__(self) -> None:
        self._known: set[tuple[str, int]] = set()

    def read(self, connection: Connection) -> None:
        """What is noted now; others may have written since."""
        self._known = {(kind, number) for kind, number in connection.execute(_ALL)}

    def note(self, connection: Connection, troubles: Iterable[TroubleRecord]) -> None:
        """Note, or count one more try."""
        for each in troubles:
            connection.execute(NOTE, each)
            self._known.add((each.kind, each.object_id))

    def settle(self, connection: Connection, kind: str, numbers: Iterable[int]) -> None:
        """Drop what is noted of these, inside the transaction that wrote them."""
        if not self._known:
            return
        for number in numbers:
            if (kind, number) in self._known:
                connection.execute("DELETE FROM store_troubles WHERE kind = ? AND object_id = ?", (kind, number))


def least_tried(connection: Connection, limit: int) -> list[TroubleRecord]:
    """What to try again first."""
    return [TroubleRecord(*row) for row in connection.execute(_LEAST_TRIED, (limit,))]
