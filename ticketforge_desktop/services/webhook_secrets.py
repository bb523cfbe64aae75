"""The secrets that sign webhooks: the app's own, or one given by hand, and for an hour the one it replaced.

Shopify signs with the app's client secret; after it was rotated the old one may sign for a while. A station that is
connected by a pasted token knows no client secret, so it can be told the secret of webhooks alone.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from ticketforge_desktop.domain.errors import BadInput, NotConnected, NoWebhookSecret
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.services.ports.host import Clock, SecretStore
from ticketforge_desktop.services.ports.station import StationFile

NAME: Final = "webhook.secrets"
GRACE: Final = timedelta(hours=1)
_LOOK_AGAIN: Final = timedelta(seconds=10)
_SOON: Final = timedelta(seconds=1)


class _Slot(NamedTuple):
    """One secret and the one before it, which counts until `until`."""

    current: str = ""
    previous: str = ""
    until: str = ""  # ISO 8601

    def rotated(self, secret: str, now: datetime) -> _Slot:
        if secret == self.current:
            return self
        return _Slot(secret, self.current, (now + GRACE).isoformat() if self.current else "")

    def valid(self, now: datetime) -> list[str]:
        if not self.current:
            return []
        kept = self.previous and self.until and now < datetime.fromisoformat(self.until)
        return [self.current, self.previous] if kept else [self.current]


class SigningSecrets:
    """Which secrets may have signed a webhook now. Safe to use from several threads.

    Args:
        secrets: where they are kept.
        app_secret: the client secret this profile is connected with, "" where it has none.
    """

    def __init__(self, secrets: SecretStore, app_secret: Callable[[], str], clock: Clock, station: StationFile) -> None:
        self._secrets, self._app_secret, self._clock, self._station = secrets, app_secret, clock, station
        self._lock = threading.Lock()
        self._held: tuple[datetime, tuple[_Slot, ...]] | None = None

    def put(self, secret: str, staff: Staff) -> None:
        """Keep the secret that signs from now on; the one before it counts for another hour.

        Raises:
            RightMissing, BadInput, KeyMissing.
        """
        staff.require(Right.CONNECT)
        wanted = secret.strip()
        if not 8 <= len(wanted) <= 256 or not wanted.isascii() or not wanted.isprintable() or " " in wanted:
            raise BadInput("This is no webhook secret: it has 8 to 256 signs and no blanks.", field="secret")
        with self._lock:
            own, app = self._read()
            self._write(own.rotated(wanted, self._clock.now()), app)
            self._held = None
        self._station.audit(staff, "webhook_secret", "store")

    def accepted(self, *, soon: bool = False) -> Sequence[str]:
        """The secrets that count now, the newest first; `soon`: somebody may have changed them a moment ago.

        Raises:
            KeyMissing, WrongKey: what keeps the secrets does not open.
        """
        now = self._clock.now()
        with self._lock:
            held, oldest = self._held, _SOON if soon else _LOOK_AGAIN
            if held is None or not timedelta(0) <= now - held[0] < oldest:
                held = self._held = now, self._looked_up(now)
        return list(dict.fromkeys(secret for slot in held[1] for secret in slot.valid(now)))

    def require(self) -> None:
        """Raises `NoWebhookSecret` where there is no secret at all: nothing could be told from a forgery."""
        if not self.accepted():
            raise NoWebhookSecret("No secret for webhooks is known, so none could be told from a forgery.")

    def _looked_up(self, now: datetime) -> tuple[_Slot, ...]:
        own, app = self._read()
        try:
            secret = self._app_secret()
        except NotConnected:
            secret = ""
        if secret and secret != app.current:
            app = app.rotated(secret, now)
            self._write(own, app)
        return own, app

    def _read(self) -> tuple[_Slot, _Slot]:
        """What was given by hand, and what the app is connected with."""
        text = self._secrets.get(NAME)
        try:
            kept = json.loads(text) if text else {}
            own, app = (_Slot(*map(str, kept.get(slot) or ())) for slot in ("own", "app"))
            for slot in (own, app):
                slot.valid(self._clock.now())
        except (ValueError, TypeError, AttributeError):
            return _Slot(), _Slot()
        return own, app

    def _write(self, own: _Slot, app: _Slot) -> None:
        self._secrets.put(NAME, json.dumps({"own": own, "app": app}))
