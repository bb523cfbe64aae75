"""One profile and its store: connecting, opening again, how it stands, and the bucket all its connections share."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ticketforge_desktop.domain.errors import ConnectionTrouble
from ticketforge_desktop.host.profiles import note_store
from ticketforge_desktop.host.turns import FileTurn
from ticketforge_desktop.services.connect import StoreConnection
from ticketforge_desktop.services.connection_facts import KnownFacts, keep_facts, known_facts
from ticketforge_desktop.services.connection_state import Standing, standing
from ticketforge_desktop.services.connection_watch import KeepingWatch
from ticketforge_desktop.services.profile_lock import lock, lock_of, require_unlocked
from ticketforge_desktop.services.settings import REDIRECT_PORT, STALE_AFTER
from ticketforge_desktop.services.sync_views import Budget

if TYPE_CHECKING:
    from collections.abc import Callable

    from ticketforge_desktop.domain.rights import Staff
    from ticketforge_desktop.host.folder import ProfileFolder
    from ticketforge_desktop.host.loopback import PageWords
    from ticketforge_desktop.services.connection_state import LockReason
    from ticketforge_desktop.services.ports.connection import ConnectionBook
    from ticketforge_desktop.services.ports.host import Clock, SecretStore
    from ticketforge_desktop.services.ports.store import ConnectionFacts, Store, StoreLogin
    from ticketforge_desktop.services.profile_lock import Lock
    from ticketforge_desktop.services.settings import SettingsBook
    from ticketforge_desktop.services.status import Status
    from ticketforge_desktop.shopify.throttle import Throttle
    from ticketforge_desktop.storage.profile import Profile


class Stores:
    """The connection of one desk. Every method may be called on any thread."""

    def __init__(
        self, folder: ProfileFolder, profile: Profile, secrets: SecretStore, settings: SettingsBook, clock: Clock
    ) -> None:
        self._folder, self._profile, self._secrets = folder, profile, secrets
        self._settings, self._clock = settings, clock
        self._lock = threading.RLock()
        self._store: Store | None = None
        self._throttle: Throttle | None = None
        self.connection = StoreConnection(self._open, profile.station, secrets, self.book)

    @property
    def book(self) -> ConnectionBook:
        """What the station remembers of its connection."""
        return self._profile.connections

    def connect(self, login: StoreLogin, staff: Staff) -> ConnectionFacts:
        """Connect the profile and keep the secret. Raises as `StoreConnection.connect`."""
        facts = self.connection.connect(login, staff, self._profile.queries.shop())
        keep_facts(self.book, facts, self._today())
        note_store(self._folder, facts.shop.domain, facts.shop.name)
        # An uninstall that the store tells of late may be about an installation before this one.
        self.book.remember("connected", self._clock.now().isoformat())
        self.drop()
        return facts

    def log_in(
        self,
        login: StoreLogin,
        *,
        port: int | None = None,
        recent_orders_only: bool = False,
        show: Callable[[str, bool], None] = lambda _address, _opened: None,
        cancelled: Callable[[], bool] = lambda: False,
        words: PageWords | None = None,
    ) -> StoreLogin:
        """Log in through the browser; the result is to be connected with. Raises as `BrowserLogin.run`.

        `port` of the redirect address, the setting's where None; `words` of the page in the browser.
        """
        from ticketforge_desktop.host.browser import SystemBrowser
        from ticketforge_desktop.host.loopback import listen
        from ticketforge_desktop.services.browser_login import BrowserLogin
        from ticketforge_desktop.shopify.opening import open_code_login

        chosen = self._settings.number(REDIRECT_PORT) if port is None else port
        logging_in = BrowserLogin(
            lambda tried, bound: open_code_login(tried, bound, recent_orders_only=recent_orders_only),
            lambda: listen(chosen, words),
            SystemBrowser(),
        )
        return logging_in.run(login, self.connection.domain(), show=show, cancelled=cancelled)

    def store(self) -> Store:
        """The connected store; one connection, shared. Raises `NotConnected`, `ProfileLocked`, `KeyMissing`."""
        require_unlocked(self.book)
        with self._lock:
            if self._store is None:
                self._store = self.connection.open()
            return self._store

    def drop(self) -> None:
        """Close the connection; the next use opens it again."""
        with self._lock:
            store, self._store = self._store, None
        if store is not None:
            store.close()

    def connected_at(self) -> datetime | None:
        """When the profile was last connected, None before it was."""
        connected = self.book.remarks().get("connected")
        return None if connected is None else connected.since

    def lock(self, reason: LockReason | str, staff: Staff) -> bool:
        """The app was uninstalled or the shop erased: nothing is synced or pushed until somebody connects again."""
        return lock(self.book, reason, staff)

    def lock_of(self) -> Lock | None:
        """Why the profile is locked, None where it is open."""
        return lock_of(self.book)

    def standing(self) -> Standing:
        """How the profile stands with its store; cheap."""
        return standing(
            bool(self.connection.domain()),
            self.book.remarks(),
            self._profile.queries.counts().synced_at,
            self._clock.now(),
            timedelta(minutes=self._settings.number(STALE_AFTER)),
        )

    def offline_since(self) -> datetime | None:
        """Since when the store does not answer, None while it does."""
        offline = self.book.remarks().get("offline")
        return None if offline is None else offline.since

    def budget(self) -> Budget:
        """The store's bucket as this process knows it, for the sync page."""
        level = self.throttle.level()
        return Budget(level.capacity, level.restore_rate, level.available, self.throttle.used_share())

    def hear(self, budget: Budget, spent: float) -> None:
        """How another process of this station left the bucket, and what it took of it, in points."""
        from ticketforge_desktop.shopify.throttle import Level

        self.throttle.hear(Level(budget.capacity, budget.restore_rate, budget.available), spent)

    def facts(self) -> KnownFacts:
        """Plan, scopes and notices as they were last found."""
        return known_facts(self.book)

    def look(self, *, always: bool = False) -> None:
        """Look once a day whether scopes and plan are still as they were; trouble waits for the next look."""
        if not always and self.facts().day == self._today():
            return
        try:
            facts = self.store().facts()
        except ConnectionTrouble:
            return
        keep_facts(self.book, facts, self._today())
        note_store(self._folder, facts.shop.domain, facts.shop.name)

    def state(self) -> Status:
        """The state of the profile, as `status` prints it."""
        from ticketforge_desktop.services.status import status

        return status(
            self._profile.queries,
            self._profile.station,
            self._clock,
            self.connection.domain(),
            how=self.standing(),
            facts=self.facts(),
        )

    @property
    def throttle(self) -> Throttle:
        """The store's bucket, one for all connections of this desk."""
        from ticketforge_desktop.shopify.throttle import Throttle

        with self._lock:
            if self._throttle is None:
                self._throttle = Throttle()
            return self._throttle

    def _open(self, login: StoreLogin, expected_domain: str, *, trial: bool = False) -> Store:
        from ticketforge_desktop.shopify.opening import open_store

        # What a login meets that is only being tried says nothing of the one in use.
        return open_store(
            login,
            expected_domain,
            secrets=None if trial else self._secrets,
            turn=FileTurn(self._folder.path / "token.lock"),
            throttle=self.throttle,
            watch=None if trial else KeepingWatch(self.book),
        )

    def _today(self) -> str:
        return self._clock.now().date().isoformat()
