"""An open profile: storage, keys, store, door and paper, joined."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.bootstrap.desk_parts import DeskParts
from ticketforge_desktop.bootstrap.pulling import Pulling
from ticketforge_desktop.bootstrap.station_secrets import StationSecrets
from ticketforge_desktop.bootstrap.stores import Stores
from ticketforge_desktop.domain.admission import BarePolicy
from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.errors import (
    ConnectionTrouble,
    NotConnected,
    NotFound,
    ProfileLocked,
)
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER, Staff
from ticketforge_desktop.host.clock import SystemClock
from ticketforge_desktop.host.ed25519 import CachingVerifier, StationKeySmith
from ticketforge_desktop.host.window_file import WindowFile
from ticketforge_desktop.services.check_in import CheckIn
from ticketforge_desktop.services.gates import Gates
from ticketforge_desktop.services.keys import StationKeys
from ticketforge_desktop.services.settings import DOOR_BARE, DOOR_GATE, SYNC_PAUSED, SettingsBook
from ticketforge_desktop.services.stations_seen import FRESH_FOR
from ticketforge_desktop.services.ticket_codes import CodedTickets, TicketCodes
from ticketforge_desktop.services.trusted_keys import TrustedKeys
from ticketforge_desktop.storage.profile import ProfileKeys, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys
from ticketforge_desktop.ui.desk import DeskStatus

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.receiving import Receiver
    from ticketforge_desktop.bootstrap.scanning import Scanning
    from ticketforge_desktop.host.folder import ProfileFolder
    from ticketforge_desktop.services.ports.door import AdmissionLog
    from ticketforge_desktop.services.ports.host import Clock
    from ticketforge_desktop.services.ports.mirror import MirrorQueries
    from ticketforge_desktop.services.ports.outbox import Outbox
    from ticketforge_desktop.services.ports.station import StationFile
    from ticketforge_desktop.services.ports.store import ConnectionFacts, Store, StoreLogin
    from ticketforge_desktop.services.status import Status
    from ticketforge_desktop.services.syncing import DriftReport, Stopped, SweepReport, SyncReport, Tell
    from ticketforge_desktop.services.views import TicketRow

_MIRROR_KEY: Final = "db.mirror"
_STATION_KEY: Final = "db.station"


class Desk(DeskParts):
    """Everything that reads and writes, for one profile. Every method may be called on any thread."""

    def __init__(
        self,
        folder: ProfileFolder,
        secrets: StationSecrets,
        *,
        clock: Clock | None = None,
        demo: bool = False,
        replace_damaged_mirror: bool = False,
    ) -> None:
        self.folder = folder
        self.demo = demo
        self._clock = clock or SystemClock()
        self._lock = threading.RLock()
        self._receiver: Receiver | None = None
        self._scanning: Scanning | None = None
        self._codes: TicketCodes | None = None
        files = folder.databases
        keys = ProfileKeys(
            mirror=secrets.database_key(_MIRROR_KEY, made_already=any(files.glob("mirror*.db"))),
            station=secrets.database_key(_STATION_KEY, made_already=(files / "station.db").exists()),
        )
        self._shop_keys = ShopKeys()
        self._profile = open_profile(files, keys, self._shop_keys, self._clock.now)
        if replace_damaged_mirror:
            self._profile.replace_damaged_mirror()
        self._secrets = secrets.store
        self._verifier = CachingVerifier()
        self.keys = StationKeys(self.station, self._secrets, StationKeySmith(), self._clock)
        self._shop_keys.ean_key = self.keys.ean_key
        self._shop_keys.verify_sale = self._verify_sale
        self.settings = SettingsBook(WindowFile(folder.window_settings), self.station)
        self.stores = Stores(folder, self._profile, self._secrets, self.settings, self._clock)
        self.connection = self.stores.connection
        self.gates = Gates(
            self._profile.gates,
            lambda: {"bare": str(self.bare_policy)},
            self._profile.ticket_book.event_times,
            event_of=self._profile.ticket_book.event_of,
        )
        self.check_in = CheckIn(
            self._profile.ticket_book,
            self._profile.admissions,
            TrustedKeys(self.station.keys, self._clock, self.keys.key_id),
            self._verifier,
            self._clock,
            rulings=self.gates,
            undone=self._undone,
            bare=lambda: self.bare_policy,
            stations_visible=lambda: self.door_log.seen.seen.visible,
            stations=lambda: self.door_log.seen.seen.stations,
            others=lambda: tuple(self.door_log.seen.others()),
            packed=self._profile.ticket_book.packed_at,
        )
        self._pulling = Pulling(self, self._profile)

    @property
    def clock(self) -> Clock:
        """The program's clock."""
        return self._clock

    @property
    def staff(self) -> Staff:
        """Who acts: until staff are kept, the one manager."""
        return DEFAULT_MANAGER

    @property
    def station(self) -> StationFile:
        """The station file."""
        return self._profile.station

    @property
    def outbox(self) -> Outbox:
        """Acts for the store."""
        return self._profile.outbox

    @property
    def queries(self) -> MirrorQueries:
        """Reads of the mirror."""
        return self._profile.queries

    @property
    def admissions(self) -> AdmissionLog:
        """The log of the door."""
        return self._profile.admissions

    @property
    def receiver(self) -> Receiver:
        """Webhooks of the store."""
        from ticketforge_desktop.bootstrap.receiving import Receiver

        with self._lock:
            if self._receiver is None:
                self._receiver = Receiver(self, self._profile, self._secrets)
            return self._receiver

    @property
    def scanning(self) -> Scanning:
        """The scanners of this station."""
        from ticketforge_desktop.bootstrap.scanning import Scanning

        with self._lock:
            if self._scanning is None:
                self._scanning = Scanning(self.station, self._clock)
            return self._scanning

    @property
    def gate(self) -> str:
        """The gate of this station."""
        return self.settings.text(DOOR_GATE)

    @property
    def bare_policy(self) -> BarePolicy:
        """What the gate does with an EAN or a number."""
        return BarePolicy(self.settings.text(DOOR_BARE))

    def now(self) -> datetime:
        """The program's clock, UTC."""
        return self._clock.now()

    def on_demo_store(self) -> bool:
        """Whether the store is the embedded one: it only ever answers on this computer's loopback."""
        from urllib.parse import urlsplit

        try:
            host = urlsplit(self.connection.login().url).hostname
        except NotConnected:
            return self.demo
        return self.demo or host in {"127.0.0.1", "::1", "localhost"}

    def codes(self) -> TicketCodes:
        """The signer of this shop's codes. Raises `NotFound` before the first sync."""
        with self._lock:
            if self._codes is None:
                shop = self.queries.shop()
                if shop is None:
                    raise NotFound("The mirror is empty.", next_step="Sync first: `ticketforge sync`.")
                self._codes = TicketCodes(shop.domain, self.keys.signer())
            return self._codes

    def tickets(self, *, event_id: str = "", order: str = "", limit: int | None = None) -> Iterator[TicketRow]:
        """Tickets with their codes, as `tickets list` prints them."""
        coded = CodedTickets(self.queries, self.codes(), self.staff)
        return coded.tickets(event_id=event_id, order=order, limit=limit)

    def connect(self, login: StoreLogin) -> ConnectionFacts:
        """Connect the profile to a store and keep the secret. Raises as `StoreConnection.connect`."""
        return self.stores.connect(login, self.staff)

    def store(self) -> Store:
        """The connected store; one connection, shared. Raises `NotConnected`, `ProfileLocked`, `KeyMissing`."""
        return self.stores.store()

    def store_if_connected(self) -> Store | None:
        """The store, None where none was connected or the profile is locked: a key must be revocable all the same."""
        try:
            return self.store()
        except (NotConnected, ProfileLocked):
            return None

    def run_sync(
        self, *, full: bool = False, tell: Tell = lambda _step: None, stopped: Stopped = lambda: False
    ) -> SyncReport:
        """Bring the mirror up to date. Raises as `SyncEngine.run`."""
        engine = self._pulling.engine()
        self.pushing.beside_sync(stopped)  # what was done here is in the store before the store is read
        try:
            report = engine.run(self.staff, full=full, tell=tell, stopped=stopped)
        except ConnectionTrouble:
            self.processing.run(stopped)  # what arrived before the store went silent counts
            raise
        self.stores.look()
        self.pushing.beside_sync(stopped)
        called = self.receiver.work_off_quietly(stopped)
        called |= self.door_log.beside_sync()
        self.printing.room.beside_sync()
        self.till.refused.look_unanswered(self.staff)
        self.seating.beside_sync()
        return replace(report, changes=report.changes | called | self.processing.run(stopped).changes)

    def drift(self, *, tell: Tell = lambda _step: None, stopped: Stopped = lambda: False) -> DriftReport:
        """Compare two days of orders with the store, and mend. Raises as `SyncEngine.drift`."""
        return self._pulling.drift(tell, stopped)

    def sweep(
        self, *, tell: Tell = lambda _step: None, stopped: Stopped = lambda: False, whole: bool = False
    ) -> SweepReport:
        """Look for what the store has no more: a slice (due again until `complete`), or all (`whole`), at leisure.

        Raises: as `SyncEngine.sweep`.
        """
        return self._pulling.sweep(tell, stopped, whole=whole)

    def sync(self, progress: Tell, cancelled: Stopped) -> ChangeSet:
        """Sync for the window, which shows how it went by the status."""
        return self._pulling.for_window(progress, cancelled, full=False) | ChangeSet.of(Kind.SYNC)

    def sync_apart(self) -> None:
        """From now on what is heavy of the window's syncs runs in a process of its own."""
        self._pulling.go_apart(self._secrets)

    def state(self) -> Status:
        """The state of the profile, as `status` prints it."""
        return self.stores.state()

    def status(self) -> DeskStatus:
        """What the status bar tells; cheap, asked every few seconds."""
        self.till_stock.upkeep()  # what it asks of the store waits in the outbox, and is counted here
        counts, waiting, shop = self.queries.counts(), self.station.outbox_counts(), self.queries.shop()
        domain, scanners = self.connection.domain(), self.scanning.standing()
        printer = self.print_page.standing()
        shift = self.shifts.desk.current()
        self.door_log.seen.refresh(FRESH_FOR)  # here, so that no scan has to
        return DeskStatus(
            shop=shop.name if shop is not None else domain,
            station=self.station.station_name(),
            staff=self.staff.name,
            connected=bool(domain),
            offline_since=self.stores.offline_since(),
            synced_at=counts.synced_at,
            outbox=waiting.pending,
            attention=waiting.attention,
            printer=printer.name,
            printer_ready=printer.settled,
            printer_seen=printer.seen,
            printer_trouble=printer.trouble,
            scanner=scanners.words,
            scanner_ready=scanners.ready,
            shift_since=shift.opened_at if shift is not None else None,
            demo=self.demo,
            standing=self.stores.standing(),
            paused=self.settings.switch(SYNC_PAUSED),
            inbox=self.inbox.standing(),
        )

    def changed_elsewhere(self) -> ChangeSet | None:
        """What another process wrote since the last call: not known in detail, so everything."""
        return ChangeSet(frozenset(Kind)) if self._profile.changed_elsewhere() else None

    def close(self) -> None:
        """Close files and connections."""
        if self._receiver is not None:
            self._receiver.stop()
        if self._scanning is not None:
            self._scanning.close()
        self.stores.drop()
        self._profile.close()

    def _verify_sale(self, key_id: str, message: bytes, signature: bytes) -> bool:
        return any(
            self._verifier.verify(bytes.fromhex(key.public_key), message, signature)
            for key in self.station.keys()  # noqa: SIM118
            if key.key_id == key_id
        )

    def _undone(self, event_id: str, ticket_id: str) -> None:
        self.door_log.bring_up(event_id, ticket_id)
