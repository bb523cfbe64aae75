"""Order processing: what changed orders cause at this station, once.

Called after each pull and each fetch for a webhook. The mirror's own part (tickets, figures, participants, hardticket
orders) was done in the order's transaction; this is the station's: parcels, mail, flags, alerts, and our own sales that
came back. The two files have no transaction in common, so an order stays queued until its effects are durable, and
making them twice changes nothing: killed at any point, the next run goes on there.

After a full sync no order is queued for itself. What it may have changed is looked for as a whole: orders that wait to
be posted and parcels on the desk, sales that have not come back, everybody who was let in, and the orders that changed
since this station last had seen to everything. A station that never did begins with what is open now: it makes parcels
for what is still to be posted, and sends no mail for orders of the past.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.effect_rules import effects_of
from ticketforge_desktop.domain.effects import Effects, MailTerms, OrderFacts, Terms
from ticketforge_desktop.domain.errors import StorageTrouble, SyncRunning, TicketForgeError
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.services.ports.host import Clock, ProfileLock
from ticketforge_desktop.services.ports.processing import EffectsFile, MirrorMarks, ProcessQueue, QueuedOrder
from ticketforge_desktop.services.stock_alerts import RaisedAlert, StockAlerts
from ticketforge_desktop.services.syncing import Stopped

# What the station remembers between runs (`EffectsFile.memory`).
ADMISSIONS_SEEN: Final = "admissions_seen"  # the last entry of the door's log that was compared with the store
BEGUN: Final = "begun"  # that everything was looked at once
SEEN_TO: Final = "seen_to"  # every order updated up to then, by the store's clock, was seen to
MAIL_AFTER: Final = "mail_after"  # the newest order, by the store's clock, when this station last sent no mail

_LONGEST_REASON: Final = 300
_BATCH: Final = 500
_LOG_PAGE: Final = 5_000
_FLAGS: Final = 50  # raised in one transaction, each with its entry in the audit: a scan may wait behind them


@dataclass(frozen=True, slots=True)
class ProcessReport:
    """What one run did. `skipped`: another process was at it, which sees to everything."""

    orders: int = 0
    parcels: int = 0
    parcel_changes: int = 0  # called off, wanted again, or another number of tickets
    mails: int = 0
    flags: int = 0
    sales: int = 0
    alerts: tuple[RaisedAlert, ...] = ()  # newly raised, each once: what the tray tells
    alerts_cleared: int = 0
    troubles: int = 0  # orders that could not be processed; they stay queued
    whole: bool = False  # everything was looked at, as after a full sync
    skipped: bool = False
    seconds: float = 0.0
    changes: ChangeSet = field(default_factory=ChangeSet)


@dataclass(slots=True)
class _Tally:
    """Counts of a run under way."""

    orders: int = 0
    parcels: int = 0
    parcel_changes: int = 0
    mails: int = 0
    flags: int = 0
    sales: int = 0
    troubles: int = 0

    def add(self, effects: Effects) -> None:
        self.parcels += len(effects.parcels)
        self.parcel_changes += len(effects.parcel_changes)
        self.mails += len(effects.mail)
        self.flags += len(effects.flags)
        self.sales += effects.sale is not None

    def kinds(self) -> ChangeSet:
        touched = (
            (Kind.PARCEL, self.parcels or self.parcel_changes),
            (Kind.MAIL, self.mails),
            (Kind.FLAG, self.flags),
            (Kind.SALE, self.sales),
        )
        return ChangeSet.of(*(kind for kind, count in touched if count))


class ProcessOrders:
    """One profile's order processing.

    Args:
        lock: one run at a time a profile, in whichever process.
        sends_mail: whether this station queues mail, asked at each run; of several stations only one should.
        language: of the mail, asked at each run.
    """

    def __init__(
        self,
        mirror: ProcessQueue,
        station: EffectsFile,
        alerts: StockAlerts,
        *,
        lock: ProfileLock,
        clock: Clock,
        sends_mail: Callable[[], bool] = lambda: False,
        language: Callable[[], str] = lambda: "de",
    ) -> None:
        self._mirror, self._station, self._alerts = mirror, station, alerts
        self._lock, self._clock = lock, clock
        self._sends_mail, self._language = sends_mail, language

    def run(self, staff: Staff, stopped: Stopped = lambda: False) -> ProcessReport:
        """See to every queued order, to who was let in since, and to the stock.

        Raises:
            DiskFull, DatabaseCorrupt, StorageTrouble: the file can't be used; what was done is durable and the rest
                stays queued.
        """
        try:
            with self._lock.hold():
                return self._run(staff, stopped)
        except SyncRunning:
            return ProcessReport(skipped=True)

    def _run(self, staff: Staff, stopped: Stopped) -> ProcessReport:
        begun, tally = time.perf_counter(), _Tally()
        marks = self._mirror.marks()
        if marks is None:  # nothing was ever synced
            return ProcessReport()
        terms = Terms(self._clock.now(), self._mail(marks))
        due = self._mirror.whole_due()
        whole = bool(due) or not self._station.memory(BEGUN)
        if whole:
            self._look_at_all(self._station.memory(SEEN_TO), terms)
            self._mirror.whole_done(due)
        self._work_off(staff, terms, tally, stopped)
        if not stopped():
            self._look_at_admissions(staff, tally, stopped)
        alerts = self._alerts.look(terms.at)
        changes = tally.kinds()
        if alerts.raised or alerts.cleared:
            changes |= ChangeSet.of(Kind.STOCK)
        return ProcessReport(
            orders=tally.orders,
            parcels=tally.parcels,
            parcel_changes=tally.parcel_changes,
            mails=tally.mails,
            flags=tally.flags,
            sales=tally.sales,
            alerts=alerts.raised,
            alerts_cleared=alerts.cleared,
            troubles=tally.troubles,
            whole=whole,
            seconds=round(time.perf_counter() - begun, 3),
            changes=changes,
        )

    def _mail(self, marks: MirrorMarks) -> MailTerms | None:
        """Mail only for orders that are newer than all this station knew before it was switched on.

        Compared by the store's clock alone: a wrong clock here neither mails the past nor leaves out the present.
        """
        known = self._station.memory(MAIL_AFTER)
        newest = marks.newest_order or "0"  # in a shop without orders, each is new
        if not self._sends_mail():
            self._station.remember(MAIL_AFTER, newest)
            return None
        self._station.remember(MAIL_AFTER, known or newest)
        return MailTerms(known or newest, self._language())

    def _look_at_all(self, seen_to: str, terms: Terms) -> None:
        """Queue what a full sync may have changed, and read the door's log again from its beginning."""
        mirror, station = self._mirror, self._station
        orders = set(mirror.open_hardticket_orders(terms.at))
        orders.update(station.open_parcel_orders())
        orders.update(mirror.orders_from(station.sales_on_their_way()))
        if seen_to:
            orders.update(mirror.orders_since(seen_to))
        mirror.put(sorted(orders))
        station.remember(ADMISSIONS_SEEN, "0")
        station.remember(BEGUN, "1")

    def _work_off(self, staff: Staff, terms: Terms, tally: _Tally, stopped: Stopped) -> None:
        turn, troubled = 0, self._mirror.troubled()
        while not stopped():
            marks = self._mirror.marks()
            queued = self._mirror.take(turn, _BATCH)
            if not queued:
                # Asked for before the queue was seen empty: all it names was in the queue, or has been seen to.
                # A mirror that was swapped in meanwhile took the queue of the one before with it.
                settled = not self._mirror.waiting() and not self._mirror.whole_due()
                if marks is not None and marks.complete_to and settled:
                    self._station.remember(SEEN_TO, marks.complete_to)
                return
            turn = queued[-1].turn
            done = self._batch(queued, staff, terms, tally)
            self._mirror.done(done)
            mended = [each.facts.order_id for each in done if each.facts.order_id in troubled]
            self._mirror.clear_troubles(mended)
            tally.orders += len(done)

    def _batch(self, queued: Sequence[QueuedOrder], staff: Staff, terms: Terms, tally: _Tally) -> list[QueuedOrder]:
        """Make the effects of a batch; the orders that are done. Most orders have none and cost no transaction."""
        standing = self._station.standing([each.facts for each in queued])
        waiting: list[OrderFacts] = []
        failed: set[int] = set()
        for each in queued:
            try:
                if effects_of(each.facts, standing[each.facts.order_id], terms):
                    waiting.append(each.facts)
            except Exception as error:  # noqa: BLE001 - one order's trouble never stops the rest
                failed.add(each.facts.order_id)
                self._note(each.facts, error, tally)
        names = {facts.order_id: facts for facts in waiting}
        while waiting:
            carried = self._station.carry_out(waiting, terms, staff)
            waiting = waiting[len(carried) :]
            for one in carried:
                if one.trouble is None:
                    tally.add(one.effects)
                else:
                    failed.add(one.order_id)
                    self._note(names[one.order_id], one.trouble, tally)
        return [each for each in queued if each.facts.order_id not in failed]

    def _note(self, facts: OrderFacts, error: Exception, tally: _Tally) -> None:
        if isinstance(error, StorageTrouble):
            raise error
        code = error.code if isinstance(error, TicketForgeError) else "unwritable"
        reason = f"{type(error).__name__}: {error}"[:_LONGEST_REASON]
        self._mirror.note_trouble(facts.order_id, facts.name, code, reason, self._clock.now())
        tally.troubles += 1

    def _look_at_admissions(self, staff: Staff, tally: _Tally, stopped: Stopped) -> None:
        """Compare who was let in since the last run with the store.

        An order's own change finds those who were in before it; this finds those the door let in while the mirror
        was still behind.
        """
        seen = int(self._station.memory(ADMISSIONS_SEEN) or 0)
        while not stopped():
            last, tickets = self._station.admissions_behind(seen, _LOG_PAGE)
            if last == seen:
                break
            dead = self._mirror.dead_among(tickets)
            for start in range(0, len(dead), _FLAGS):
                tally.flags += self._station.flag_dead(dead[start : start + _FLAGS], staff)
            seen = last
        self._station.remember(ADMISSIONS_SEEN, str(seen))
