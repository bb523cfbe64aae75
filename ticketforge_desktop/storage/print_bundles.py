"""Orders whose papers lie together in a run: which paper a printer may take next, and which orders are torn.

An order is torn when going on by itself would leave its papers in two trays or a gap among them: one is in doubt, void
or failed, or another printer began it. It is then left alone until somebody decides; other orders go on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from ticketforge_desktop.domain.errors import Conflict, NotFound
from ticketforge_desktop.services.ports.print_runs import ItemKind, PrintRun, RunItem, Share, TornBundle
from ticketforge_desktop.storage.cipher import Connection

ITEM: Final = "run_id, position, kind, ref, state, printer, job_id, reason, bundle, released"
# ?1 printer, ?2 run, ?3 kinds it takes, ?4 kinds that go along with its own tickets; both JSON, "" = all and none.
_MINE: Final = "i.run_id = ?2 AND i.state = 'waiting' AND (?3 = '' OR i.kind IN (SELECT value FROM json_each(?3)))"
_IN_ORDER: Final = "print_items i INDEXED BY ix_print_items_run_id_state_position"
_ITS_OTHERS: Final = (
    "SELECT 1 FROM print_items o INDEXED BY ix_print_items_run_id_bundle WHERE o.run_id = ?2 AND o.bundle = i.bundle"
)
_TORN: Final = f"""
    i.released = 0 AND EXISTS ({_ITS_OTHERS} AND (
        o.state IN ('in_doubt', 'void', 'failed') OR (
            o.state NOT IN ('waiting', 'cancelled') AND o.printer <> ?1 AND (
                o.kind = i.kind OR (o.kind = 'ticket' AND i.kind IN (SELECT value FROM json_each(?4)))
            )
        )
    ))
"""  # noqa: S608
_BEFORE_ITS_TURN: Final = f"""
    EXISTS ({_ITS_OTHERS} AND o.position < i.position AND o.kind <> i.kind
        AND o.state IN ('waiting', 'taken', 'queued', 'sending', 'in_doubt'))
"""
_NEXT: Final = (
    f"SELECT i.position FROM {_IN_ORDER} WHERE {_MINE} AND (i.bundle = '' OR NOT (({_TORN}) OR {_BEFORE_ITS_TURN}))"  # noqa: S608
    " ORDER BY i.position LIMIT 1"
)
TAKE: Final = (
    f"UPDATE print_items SET state = 'taken', printer = ?1, reason = '' WHERE run_id = ?2 AND position = ({_NEXT})"  # noqa: S608
    f" AND (SELECT state FROM print_runs WHERE run_id = ?2) = 'running' RETURNING {ITEM}"
)
_COMES: Final = f"SELECT 1 FROM {_IN_ORDER} WHERE {_MINE} AND NOT ({_TORN}) LIMIT 1"  # noqa: S608
_HELD: Final = """
    SELECT bundle, count(*) FROM print_items i WHERE run_id = ?1 AND state = 'waiting' AND bundle <> ''
    AND released = 0 AND EXISTS (
        SELECT 1 FROM print_items o INDEXED BY ix_print_items_run_id_bundle
        WHERE o.run_id = ?1 AND o.bundle = i.bundle AND o.state NOT IN ('waiting', 'cancelled')
    ) GROUP BY bundle ORDER BY min(position)
"""
_WRONG: Final = ("in_doubt", "void", "failed")
_NOT_BEGUN: Final = ("waiting", "cancelled")
ItemOf = Callable[[tuple[Any, ...]], RunItem]


def packed(share: Share | None) -> tuple[str, str]:
    """A share as the statements take it."""
    return ("", "[]") if share is None else (json.dumps(share.kinds), json.dumps(share.along))


def shares_of(text: str) -> Mapping[str, Share]:
    """Shares as `print_runs.shares` holds them."""
    told: dict[str, list[list[str]]] = json.loads(text) if text else {}
    return {name: Share(*(tuple(map(ItemKind, part)) for part in parts)) for name, parts in told.items()}


def text_of(shares: Mapping[str, Share]) -> str:
    """Shares as they are kept."""
    told = {name: [share.kinds, share.along] for name, share in shares.items()}
    return json.dumps(told, ensure_ascii=False) if told else ""


def more_comes(raw: Connection, run_id: str, printer: str, share: Share | None) -> bool:
    """`RunBook.more_comes` for a run that is RUNNING."""
    return raw.execute(_COMES, (printer, run_id, *packed(share))).fetchone() is not None


def torn(raw: Connection, run: PrintRun, item_of: ItemOf) -> list[TornBundle]:
    """`RunBook.torn`. An order that a printer is at right now is under way, not torn."""
    found = []
    along = {ItemKind.TICKET, *(kind for share in run.shares.values() for kind in share.along)}
    for bundle, waiting in raw.execute(_HELD, (run.run_id,)).fetchall():
        rows = raw.execute(
            f"SELECT {ITEM} FROM print_items WHERE run_id = ? AND bundle = ? ORDER BY position",  # noqa: S608
            (run.run_id, bundle),
        ).fetchall()
        items = [item_of(row) for row in rows]
        reason = next((one for one in _WRONG if any(item.state == one for item in items)), "printer")
        if reason != "printer":
            wrong = [item for item in items if item.state == reason]
        else:
            tickets = [item for item in items if item.kind is ItemKind.TICKET and item.state not in _NOT_BEGUN]
            wrong = [item for item in tickets if item.printer not in run.working]
            if not any(item.state == "waiting" and item.kind in along for item in items):
                continue
        if wrong:
            found.append(TornBundle(run.run_id, bundle, reason, waiting, tuple(wrong)))
    return found


def release(raw: Connection, run_id: str, bundle: str) -> int:
    """`RunBook.release`."""
    _known(raw, run_id, bundle)
    (doubts,) = raw.execute(
        "SELECT count(*) FROM print_items WHERE run_id = ? AND bundle = ? AND state = 'in_doubt'", (run_id, bundle)
    ).fetchone()
    if doubts:
        raise Conflict(
            f"{doubts} paper(s) of {bundle} are in doubt.",
            run=run_id,
            order=bundle,
            next_step="Look for them first: `print queue --doubts`.",
        )
    return int(
        raw.execute(
            "UPDATE print_items SET released = 1 WHERE run_id = ? AND bundle = ? AND state = 'waiting'",
            (run_id, bundle),
        ).rowcount
    )


def drop(raw: Connection, run_id: str, bundle: str) -> int:
    """`RunBook.drop`."""
    _known(raw, run_id, bundle)
    return int(
        raw.execute(
            "UPDATE print_items SET state = 'cancelled' WHERE run_id = ? AND bundle = ? AND state = 'waiting'",
            (run_id, bundle),
        ).rowcount
    )


def _known(raw: Connection, run_id: str, bundle: str) -> None:
    found = raw.execute("SELECT 1 FROM print_items WHERE run_id = ? AND bundle = ?", (run_id, bundle)).fetchone()
    if found is None or not bundle:
        raise NotFound(f"No papers of {bundle} lie together in run {run_id}.", run=run_id, order=bundle)
