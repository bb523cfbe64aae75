"""Webhooks of one desk: the receiver, the worker beside it, registration, and the secret."""

from __future__ import annotations

import ipaddress
import random
import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.changes import ChangeSet, Kind
from ticketforge_desktop.domain.errors import BadInput, ConnectionTrouble, StorageTrouble, TicketForgeError
from ticketforge_desktop.domain.rights import Right
from ticketforge_desktop.services.ports.webhooks import PATH, Receipt, ReceiptState
from ticketforge_desktop.services.settings import WEBHOOKS_BIND, WEBHOOKS_PORT, WEBHOOKS_SERVE
from ticketforge_desktop.services.sync_views import ReceiverState
from ticketforge_desktop.services.webhook_duties import WebhookDuties
from ticketforge_desktop.services.webhook_registration import RegisterWebhooks, Registration
from ticketforge_desktop.services.webhook_secrets import SigningSecrets
from ticketforge_desktop.services.webhook_work import WebhookReport, WorkOffWebhooks, due_in
from ticketforge_desktop.services.webhooks import ReceiveWebhooks

if TYPE_CHECKING:
    from ticketforge_desktop.bootstrap.desk import Desk
    from ticketforge_desktop.host.webhook_server import WebhookServer
    from ticketforge_desktop.services.ports.host import SecretStore
    from ticketforge_desktop.services.syncing import Stopped
    from ticketforge_desktop.storage.profile import Profile

ADDRESSES: Final = {"loopback": "127.0.0.1", "lan": "0.0.0.0"}  # noqa: S104 - only where a person chose the LAN
RECEIPTS_KEPT: Final = timedelta(days=90)
_IDLE_LOOK_S: Final = 15.0  # another process may have left work
_FIRST_PAUSE_S: Final = 1.0
_LONGEST_PAUSE_S: Final = 300.0
_GOODBYE_S: Final = 2.0

Told = Callable[[Receipt], None]


class Receiver:
    """Every method may be called on any thread."""

    def __init__(self, desk: Desk, profile: Profile, secrets: SecretStore) -> None:
        self._desk, self._profile = desk, profile
        self._signing = SigningSecrets(
            secrets, lambda: desk.connection.login().client_secret, desk.clock, profile.station
        )
        self._lock = threading.RLock()
        self._server: WebhookServer | None = None
        self._worker: threading.Thread | None = None
        self._wake = threading.Event()
        self._ending = threading.Event()
        self._state = ReceiverState(serving=False)
        self._listeners: list[Told] = []

    def start(self, *, port: int | None = None, bind: str | None = None, told: Told | None = None) -> ReceiverState:
        """Receive from now on; nothing happens where it serves already.

        Args:
            port: None takes the one in the settings, 0 any that is free.
            bind: "loopback", "lan" or an address; None takes the setting.
            told: hears of each receipt, on the thread that took it.

        Raises:
            RightMissing, NotConnected (no shop yet), NoWebhookSecret, PortTaken, KeyMissing, BadInput (address).
        """
        from ticketforge_desktop.host.webhook_server import WebhookServer
        from ticketforge_desktop.shopify.webhooks import ShopifyWebhooks

        self._desk.staff.require(Right.SYNC)
        with self._lock:
            heard = [] if told is None else [told]
            if self._server is not None:
                self._listeners += heard
                return self._state
            self._desk.connection.login()  # a profile without a store can't tell whose webhooks to believe
            self._signing.require()
            settings, shop = self._desk.settings, self._desk.connection.domain
            taker = ReceiveWebhooks(ShopifyWebhooks(), self._signing, self._profile.webhook_inbox, shop, self._heard)
            host = _address(settings.text(WEBHOOKS_BIND) if bind is None else bind)
            self._server = WebhookServer(
                host, settings.number(WEBHOOKS_PORT) if port is None else port, taker, crashed=self._crashed
            )
            self._listeners += heard
            self._ending = threading.Event()
            self._worker = threading.Thread(
                target=self._work, args=(self._ending,), name="webhooks-worker", daemon=True
            )
            self._worker.start()
            self._state = ReceiverState(serving=True, address=_shown(host, self._server.port))
            return self._state

    def stop(self) -> ReceiverState:
        """Receive no more; what was taken is durable and is worked off by the next sync or the next receiver."""
        with self._lock:
            server, worker, ending = self._server, self._worker, self._ending
            self._server = self._worker = None
            self._listeners.clear()
        if server is not None:
            server.close()
        if worker is not None:
            ending.set()
            self._wake.set()
            # It may be waiting for a store that does not answer: what it was at stays in the inbox.
            worker.join(_GOODBYE_S)
        with self._lock:
            if self._server is None:
                self._state = replace(self._state, serving=False, address="")
            return self._state

    def state(self) -> ReceiverState:
        """How the receiver of this process stands."""
        with self._lock:
            return self._state

    def switch(self, on: bool) -> ReceiverState:
        """Switch the receiver, and keep that for the next start. One that is on takes up a changed port or address.

        Raises as `start`; then it is off, and what was kept stays.
        """
        settings = self._desk.settings
        if not on or self.state().address != _shown(
            _address(settings.text(WEBHOOKS_BIND)), settings.number(WEBHOOKS_PORT)
        ):
            self.stop()
        state = self.start() if on else self.state()
        settings.put({WEBHOOKS_SERVE: on}, self._desk.staff)
        return state

    def follow(self) -> ReceiverState:
        """Settings were changed: receive as they say now. Raises as `start`."""
        return self.switch(self._desk.settings.switch(WEBHOOKS_SERVE))

    def start_if_wanted(self) -> None:
        """For a window that opens: what keeps the receiver from starting is told in its state."""
        if not self._desk.settings.switch(WEBHOOKS_SERVE):
            return
        try:
            self.start()
        except TicketForgeError as error:
            with self._lock:
                self._state = ReceiverState(serving=False, error=error.message)

    def put_secret(self, secret: str) -> None:
        """Keep the secret that signs webhooks. Raises as `SigningSecrets.put`."""
        self._signing.put(secret, self._desk.staff)

    def register(self, address: str) -> Registration:
        """Have the store post to a public address. Raises as `RegisterWebhooks.register`."""
        return RegisterWebhooks(self._desk.store().subscriptions(), self._desk.station).register(
            address, self._desk.staff
        )

    def unregister(self, address: str = "") -> Registration:
        """Take this station's subscriptions back. Raises as `RegisterWebhooks.remove`."""
        return RegisterWebhooks(self._desk.store().subscriptions(), self._desk.station).remove(
            address, self._desk.staff
        )

    def work_off(self, stopped: Stopped = lambda: False) -> WebhookReport:
        """Act on what waits. Raises `RightMissing`, and as `WorkOffWebhooks.run`."""
        desk, profile = self._desk, self._profile
        desk.staff.require(Right.SYNC)
        duties = WebhookDuties(
            profile.privacy_cases, profile.person_eraser, desk.stores.lock, desk.stores.connected_at, desk.store
        )
        working = WorkOffWebhooks(
            profile.webhook_inbox, desk.store, profile.mirror_writer, duties, desk.clock, self._process
        )
        return working.run(stopped)

    def work_off_quietly(self, stopped: Stopped = lambda: False) -> ChangeSet:
        """After a sync: what can't be done now waits for the next one, and spoils nothing of what was synced."""
        try:
            return self.work_off(stopped).changes if self._profile.webhook_inbox.waiting() else ChangeSet()
        except ConnectionTrouble:
            return ChangeSet()

    def _crashed(self, error: Exception) -> None:
        """A fault of ours leaves a crash file; receiving goes on."""
        from ticketforge_desktop.host.crash import write_crash

        write_crash(self._desk.folder.crashes, self._desk.now(), error, error.__traceback__)

    def _heard(self, receipt: Receipt) -> None:
        with self._lock:
            state, refused = self._state, receipt.state is ReceiptState.REFUSED
            self._state = replace(
                state,
                received=state.received + (not refused),
                refused=state.refused + refused,
                last_at=state.last_at if refused else self._desk.now(),
            )
            listeners = list(self._listeners)
        if receipt.state is ReceiptState.ACCEPTED:
            self._wake.set()
        for told in listeners:
            told(receipt)

    def _process(self, changes: ChangeSet) -> None:
        if changes.touches(Kind.ORDER, Kind.TICKET, Kind.STOCK):
            self._desk.processing.run()

    def _work(self, ending: threading.Event) -> None:
        """The worker's life: work off, wait for the next, wait longer while the store does not answer."""
        troubles, pruned = 0, False
        while not ending.is_set():
            self._wake.clear()
            try:
                if not pruned:
                    self._profile.webhook_inbox.prune(self._desk.now() - RECEIPTS_KEPT)
                    pruned = True
                pause = self._turn(ending.is_set)
            except (ConnectionTrouble, StorageTrouble) as trouble:
                troubles += 1
                self._tell_trouble(trouble.message)
                longest = min(_LONGEST_PAUSE_S, _FIRST_PAUSE_S * 2.0 ** min(troubles - 1, 12))
                ending.wait(longest * random.uniform(0.5, 1.0))  # noqa: S311 - jitter
            except Exception as error:  # noqa: BLE001 - the worker outlives a fault of ours; it is told
                if ending.is_set():
                    return  # connections were closed under its hands
                self._crashed(error)
                ending.wait(_IDLE_LOOK_S)
            else:
                troubles = 0
                self._tell_trouble("")
                self._wake.wait(pause)

    def _turn(self, stopped: Stopped) -> float:
        """Work off what is due; the seconds until there is more."""
        report = self.work_off(stopped)
        following = due_in(self._profile.webhook_inbox, self._desk.now())
        if following is None or not (report.done or report.failed or following):
            return _IDLE_LOOK_S  # what is due and was left alone waits for something else: the first sync
        return min(following.total_seconds(), _IDLE_LOOK_S)

    def _tell_trouble(self, words: str) -> None:
        with self._lock:
            if self._state.error != words:
                self._state = replace(self._state, error=words)


def _address(bind: str) -> str:
    """The address to listen at. Raises `BadInput` for what is none of this computer's kind."""
    host = ADDRESSES.get(bind, bind)
    try:
        return str(ipaddress.IPv4Address(host))
    except ValueError as error:
        raise BadInput(
            f"{bind!r} is no address to receive at.",
            field="bind",
            next_step="Take `loopback`, `lan`, or an IPv4 address of this computer.",
        ) from error


def _shown(host: str, port: int) -> str:
    """The address as people and tunnels are told it."""
    named = socket.gethostname() if host == ADDRESSES["lan"] else host
    return f"http://{named}:{port}{PATH}"
