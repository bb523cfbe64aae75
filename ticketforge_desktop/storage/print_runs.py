"""`RunBook` on the station file. A paper is given to one printer by one statement, so that no two get it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median
from typing import Any, Final

from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.services.ports.print_runs import (
    ALL_TO_ALL,
    RUN_STEPS,
    ItemKind,
    ItemState,
    NewItem,
    NewRun,
    PrintRun,
    RunCounts,
    RunItem,
    RunState,
    Share,
    TornBundle,
)
from ticketforge_desktop.storage import print_bundles as bundles
from ticketforge_desktop.storage.cipher import Connection
from ticketforge_desktop.storage.listing import marks
from ticketforge_desktop.storage.readers import Readers
from ticketforge_desktop.storage.times import known_moment, moment, stamp
from ticketforge_desktop.storage.writer import Priority, Work, Writer

_RUN: Final = (
    "SELECT run_id, kind, event_id, chosen, printers, state, total, staff_id, created_at, ended_at, reason, shares"
    " FROM print_runs"
)
_ITEM: Final = f"SELECT {bundles.ITEM} FROM print_items"  # noqa: S608
# A job that was only queued has sent nothing. Its item waits again, and whoever takes it takes the job over.
_RECLAIM: Final = (
    "UPDATE print_items SET state = 'waiting', reason = '' WHERE run_id = ? AND printer = ?"
    " AND state IN ('taken', 'queued')"
)
_ENDED: Final = frozenset({RunState.DONE, RunState.CANCELLED})
_LATELY: Final = 50
_UNDER_WAY: Final = (ItemState.TAKEN, ItemState.QUEUED, ItemState.SENDING)


class RunsFile:
    """`RunBook`."""

    def __init__(self, writer: Writer, readers: Readers) -> None:
        self._writer, self._readers = writer, readers

    def make(self, new: NewRun, items: Iterable[NewItem], staff_id: str, at: datetime) -> PrintRun:
        rows = [(new.run_id, place, *item) for place, item in enumerate(items, start=1)]
        places = [(new.run_id, *place) for place in ((one, json.dumps(to)) for one, to in new.addresses.items())]

        def make(work: Work) -> PrintRun:
            chosen = json.dumps(dict(new.chosen), ensure_ascii=False, sort_keys=True)
            work.raw.execute(
                "INSERT INTO print_runs (run_id, kind, event_id, chosen, state, total, staff_id, created_at)"
                " VALUES (?,?,?,?,'ready',?,?,?)",
                (new.run_id, new.copy_kind, new.event_id, chosen, len(rows), staff_id, stamp(at)),
            )
            work.raw.executemany(
                "INSERT INTO print_items (run_id, position, kind, ref, bundle, state) VALUES (?,?,?,?,?,'waiting')",
                rows,
            )
            work.raw.executemany("INSERT INTO run_addresses (run_id, bundle, lines) VALUES (?,?,?)", places)
            return _known(work.raw, new.run_id)

        return self._writer.run(make)

    def run(self, run_id: str) -> PrintRun:
        with self._readers.borrow() as connection:
            return _known(connection, run_id)

    def runs(self, *, still_open: bool = False, limit: int = 100) -> Sequence[PrintRun]:
        where = " WHERE state NOT IN ('done', 'cancelled')" if still_open else ""
        with self._readers.borrow() as connection:
            rows = connection.execute(
                f"{_RUN}{where} ORDER BY created_at DESC, rowid DESC LIMIT ?", (limit,)
            ).fetchall()
        return [_run(row) for row in rows]

    def items(
        self, run_id: str, *, states: Sequence[ItemState] = (), bundle: str = "", limit: int = 1000
    ) -> Sequence[RunItem]:
        chosen = (" AND bundle = ?" if bundle else "") + (f" AND state IN ({marks(states)})" if states else "")
        values = (run_id, *([bundle] if bundle else []), *map(str, states), limit)
        with self._readers.borrow() as connection:
            rows = connection.execute(f"{_ITEM} WHERE run_id = ?{chosen} ORDER BY position LIMIT ?", values).fetchall()
        return [_item(row) for row in rows]

    def counts(self, run_id: str) -> RunCounts:
        with self._readers.borrow() as connection:
            return _counts(connection, run_id)

    def pace_s(self, run_id: str) -> float | None:
        with self._readers.borrow() as connection:
            rows = connection.execute(
                "SELECT changed_at FROM print_jobs WHERE run_id = ? AND state = 'printed' AND settled_by = ''"
                " ORDER BY job_id DESC LIMIT ?",
                (run_id, _LATELY),
            ).fetchall()
        times = sorted(known_moment(at) for (at,) in rows)
        # The middle one of the gaps: an hour's pause among them changes nothing.
        gaps = [(later - before).total_seconds() for before, later in pairwise(times)]
        return median(gaps) if len(gaps) >= 2 else None

    def move(self, run_id: str, state: RunState, at: datetime, reason: str = "") -> PrintRun:
        return self._writer.run(lambda work: _moved(work.raw, run_id, state, at, reason), Priority.TILL)

    def begin(
        self, run_id: str, printers: Sequence[str], at: datetime, shares: Mapping[str, Share] = ALL_TO_ALL
    ) -> PrintRun:
        def begin(work: Work) -> PrintRun:
            run = _moved(work.raw, run_id, RunState.RUNNING, at, "")
            told = bundles.text_of({**run.shares, **shares})
            work.raw.execute("UPDATE print_runs SET shares = ? WHERE run_id = ?", (told, run_id))
            return _note_printers(work.raw, run, {name: name in run.working for name in printers})

        return self._writer.run(begin, Priority.TILL)

    def join(self, run_id: str, printer: str) -> None:
        def join(work: Work) -> None:
            _note_printers(work.raw, _known(work.raw, run_id), {printer: True})

        self._writer.run(join, Priority.TILL)

    def take(self, run_id: str, printer: str) -> RunItem | None:
        def take(work: Work) -> RunItem | None:
            share = bundles.packed(_share(work.raw, run_id, printer))
            rows = work.raw.execute(bundles.TAKE, (printer, run_id, *share)).fetchall()
            return _item(rows[0]) if rows else None

        return self._writer.run(take, Priority.TILL)

    def more_comes(self, run_id: str, printer: str) -> bool:
        with self._readers.borrow() as connection:
            running = _known(connection, run_id).state is RunState.RUNNING
            return running and bundles.more_comes(connection, run_id, printer, _share(connection, run_id, printer))

    def torn(self, run_id: str) -> Sequence[TornBundle]:
        with self._readers.borrow() as connection:
            return bundles.torn(connection, _known(connection, run_id), _item)

    def release(self, run_id: str, bundle: str) -> int:
        return self._writer.run(lambda work: bundles.release(work.raw, run_id, bundle), Priority.TILL)

    def drop(self, run_id: str, bundle: str) -> int:
        return self._writer.run(lambda work: bundles.drop(work.raw, run_id, bundle), Priority.TILL)

    def address(self, run_id: str, bundle: str) -> tuple[str, ...]:
        with self._readers.borrow() as connection:
            found = connection.execute(
                "SELECT lines FROM run_addresses WHERE run_id = ? AND bundle = ?", (run_id, bundle)
            ).fetchone()
        return tuple(json.loads(found[0])) if found else ()

    def fail(self, run_id: str, position: int, reason: str) -> None:
        def fail(work: Work) -> None:
            work.raw.execute(
                "UPDATE print_items SET state = 'failed', reason = ? WHERE run_id = ? AND position = ?",
                (reason, run_id, position),
            )

        self._writer.run(fail, Priority.TILL)

    def reclaim(self, run_id: str, printer: str) -> int:
        def reclaim(work: Work) -> int:
            return int(work.raw.execute(_RECLAIM, (run_id, printer)).rowcount)

        return self._writer.run(reclaim, Priority.TILL)

    def finish(self, run_id: str, at: datetime, left: Sequence[str] = ()) -> PrintRun:
        def finish(work: Work) -> PrintRun:
            run = _known(work.raw, run_id)
            if left:
                run = _note_printers(work.raw, run, dict.fromkeys(left, False))
                if not run.working:  # what a defect left behind: nobody is at it any more
                    for name in left:
                        work.raw.execute(_RECLAIM, (run_id, name))
            counts = _counts(work.raw, run_id)
            if run.state in _ENDED or run.state is RunState.READY or counts.under_way:
                return run
            if not counts.waiting and not counts.in_doubt:
                return _moved(work.raw, run_id, RunState.DONE, at, "")
            if run.state is RunState.RUNNING and not run.working:
                words = f"{counts.in_doubt} in doubt, {counts.waiting} waiting"
                return _moved(work.raw, run_id, RunState.STOPPED, at, words)
            return run

        return self._writer.run(finish, Priority.TILL)


def _note_printers(raw: Connection, run: PrintRun, working: dict[str, bool]) -> PrintRun:
    """Which printers work on a run now, beside those that did."""
    known = {name: name in run.working for name in run.printers} | working
    text = json.dumps(known, ensure_ascii=False)
    raw.execute("UPDATE print_runs SET printers = ? WHERE run_id = ?", (text, run.run_id))
    return _known(raw, run.run_id)


def _moved(raw: Connection, run_id: str, state: RunState, at: datetime, reason: str) -> PrintRun:
    run = _known(raw, run_id)
    if state not in RUN_STEPS[run.state]:
        raise Conflict(
            f"This run is {run.state} and can't become {state}.",
            run=run_id,
            state=str(run.state),
            next_step="`print run list` tells how the runs stand.",
        )
    ended = stamp(at) if state in _ENDED else ""
    raw.execute(
        "UPDATE print_runs SET state = ?, reason = ?, ended_at = ? WHERE run_id = ?",
        (str(state), reason, ended, run_id),
    )
    if state in _ENDED:  # a person's address is kept no longer than it is needed
        raw.execute("DELETE FROM run_addresses WHERE run_id = ?", (run_id,))
    if state is RunState.CANCELLED:
        raw.execute("UPDATE print_items SET state = 'cancelled' WHERE run_id = ? AND state = 'waiting'", (run_id,))
    return _known(raw, run_id)


def _counts(raw: Connection, run_id: str) -> RunCounts:
    found = dict(
        raw.execute("SELECT state, count(*) FROM print_items WHERE run_id = ? GROUP BY state", (run_id,)).fetchall()
    )
    return RunCounts(
        waiting=found.get("waiting", 0),
        under_way=sum(found.get(str(state), 0) for state in _UNDER_WAY),
        printed=found.get("printed", 0),
        in_doubt=found.get("in_doubt", 0),
        failed=found.get("failed", 0),
        void=found.get("void", 0),
        cancelled=found.get("cancelled", 0),
    )


def _known(raw: Connection, run_id: str) -> PrintRun:
    row = raw.execute(f"{_RUN} WHERE run_id = ?", (run_id,)).fetchone()
    if row is None:
        raise NotFound(f"There is no print run {run_id}.", run=run_id, next_step="See `print run list`.")
    return _run(row)


def _run(row: tuple[Any, ...]) -> PrintRun:
    run_id, kind, event_id, chosen, printers, state, total, staff_id, created, ended, reason, shares = row
    known: dict[str, bool] = json.loads(printers) if printers else {}
    return PrintRun(
        run_id,
        kind,
        event_id,
        json.loads(chosen) if chosen else {},
        tuple(known),
        tuple(name for name, works in known.items() if works),
        RunState(state),
        total,
        staff_id,
        known_moment(created),
        moment(ended),
        reason,
        bundles.shares_of(shares),
    )


def _item(row: tuple[Any, ...]) -> RunItem:
    run_id, position, kind, ref, state, printer, job_id, reason, bundle, released = row
    told = (ItemKind(kind), ref, ItemState(state), printer, job_id, reason, bundle, bool(released))
    return RunItem(run_id, position, *told)


def _share(raw: Connection, run_id: str, printer: str) -> Share | None:
    """What a printer takes of a run; None for everything."""
    (text,) = raw.execute("SELECT shares FROM print_runs WHERE run_id = ?", (run_id,)).fetchone() or ("",)
    return bundles.shares_of(text).get(printer)
