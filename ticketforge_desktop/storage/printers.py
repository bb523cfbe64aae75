"""The printers of this station, in the station file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.printers import PrinterSetup
from ticketforge_desktop.storage import audit as chain
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import stamp
from ticketforge_desktop.storage.writer import Work, Writer

_ALL: Final = "SELECT name, language, transport, layout, dpi, options FROM printers"
_PUT: Final = """
INSERT INTO printers (name, language, transport, layout, dpi, options, changed_at) VALUES (?,?,?,?,?,?,?)
ON CONFLICT (name) DO UPDATE SET language = excluded.language, transport = excluded.transport,
    layout = excluded.layout, dpi = excluded.dpi, options = excluded.options, changed_at = excluded.changed_at
"""
_OPEN_JOBS: Final = """
SELECT count(*), min(job_id) FROM print_jobs WHERE printer = ? AND state IN ('queued', 'sending', 'in_doubt')
"""
Row = tuple[str, str, str, str, int, str]


class PrinterRows:
    """`Printers` on the station file.

    Args:
        station_id: names this station in the audit.
        now: the time for entries.
    """

    def __init__(self, writer: Writer, readers: Readers, station_id: str, now: Callable[[], datetime]) -> None:
        self._writer, self._readers, self._station_id, self._now = writer, readers, station_id, now

    def all(self) -> Sequence[PrinterSetup]:
        with self._readers.borrow() as connection:
            rows = connection.execute(_ALL).fetchall()
        return sorted(map(_setup, rows), key=lambda one: (one.name.casefold(), one.name))

    def get(self, name: str) -> PrinterSetup:
        known = self.all()
        for one in known:
            if one.name.casefold() == name.strip().casefold():
                return one
        raise _unknown(name, [one.name for one in known])

    def save(self, setup: PrinterSetup, staff: Staff, *, new: bool = False) -> None:
        def save(work: Work) -> None:
            before = _named(work.raw, setup.name)
            if before is not None and new:
                raise Conflict(
                    f"There is a printer {before[0]} already.",
                    name=before[0],
                    next_step="Choose another name, or change that printer (`printers add … --replace`).",
                )
            name = before[0] if before is not None else setup.name
            after = (name, setup.language, setup.transport, setup.layout, setup.dpi, _packed(setup))
            if before == after:
                return
            work.raw.execute(_PUT, (*after, stamp(self._now())))
            self._log(work, staff, "put_printer", name, _text(before), _text(after))

        self._writer.run(save)

    def remove(self, name: str, staff: Staff) -> None:
        def remove(work: Work) -> None:
            found = _named(work.raw, name)
            if found is None:
                raise _unknown(name, [row[0] for row in work.raw.execute(f"{_ALL} ORDER BY name").fetchall()])
            count, first = work.raw.execute(_OPEN_JOBS, (found[0],)).fetchone()
            if count:
                raise Conflict(
                    f"{count} print job(s) of {found[0]} are not settled, the first is {first}.",
                    job=first,
                    name=found[0],
                    next_step="Look at the paper and settle them: `print queue`, `print resolve JOB --good|--void`.",
                )
            work.raw.execute("DELETE FROM printers WHERE name = ?", (found[0],))
            self._log(work, staff, "remove_printer", found[0], _text(found), "")

        self._writer.run(remove)

    def _log(self, work: Work, staff: Staff, action: str, subject: str, before: str, after: str) -> None:
        chain.append(work.raw, self._now(), self._station_id, staff.staff_id, action, subject, "", before, after)


def _named(connection: Connection, name: str) -> Row | None:
    """The row of that name in any spelling: two printers that differ in a capital are one too many."""
    wanted = name.strip().casefold()
    return next((row for row in connection.execute(_ALL).fetchall() if row[0].casefold() == wanted), None)


def _unknown(name: str, names: Sequence[str]) -> NotFound:
    known = f"There are: {', '.join(names)}." if names else "None is set up: `ticketforge printers add`."
    return NotFound(f"There is no printer '{name}'.", name=name, names=list(names), next_step=known)


def _packed(setup: PrinterSetup) -> str:
    kept = {"options": dict(setup.options), "words": setup.words}
    return json.dumps(kept, sort_keys=True, ensure_ascii=False)


def _setup(row: Row) -> PrinterSetup:
    name, language, transport, layout, dpi, text = row
    try:
        kept = json.loads(text) if text else {}
    except ValueError:
        kept = {}
    kept = kept if isinstance(kept, dict) else {}
    options = kept.get("options", {})
    words = kept.get("words", "de")
    return PrinterSetup(
        name,
        language,
        transport,
        layout,
        dpi,
        words if words in ("de", "en") else "de",
        options if isinstance(options, Mapping) else {},
    )


def _text(row: Row | None) -> str:
    return "" if row is None else json.dumps(row[1:], ensure_ascii=False)
