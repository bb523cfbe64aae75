"""The keys a door believes, by their id, in memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from ticketforge_desktop.domain.errors import KeyMissing, WrongKey
from ticketforge_desktop.domain.records import PublicKeyRecord
from ticketforge_desktop.domain.sale_seeds import VerifySale
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.signing import Verifier


@dataclass(frozen=True, slots=True)
class Believed:
    """A public key as a door takes it. `revoked_at` is "" while it is believed, `enrolled` also for our own."""

    public_key: bytes
    enrolled: bool
    revoked_at: str


class TrustedKeys:
    """The keys by their id, as the door asks for them at every scan.

    Read from the station file at most every two seconds (other processes may sync or revoke) and at once for an id
    that is not known yet. Our own key is believed here before a manager has enrolled it; `own_key_id` is asked at
    each reading, since a station whose key was revoked goes on with a new one.
    """

    def __init__(
        self,
        known: Callable[[], Sequence[PublicKeyRecord]],
        clock: Clock,
        own_key_id: Callable[[], str] = lambda: "",
        fresh_for: timedelta = timedelta(seconds=2),
    ) -> None:
        self._known = known
        self._clock = clock
        self._own = own_key_id
        self._fresh_for = fresh_for
        self._read_at: datetime | None = None
        self._keys: dict[bytes, Believed] = {}

    def find(self, key_id: bytes) -> Believed | None:
        """The key of this 4-byte id, None when no station published it."""
        now = self._clock.now()
        age = None if self._read_at is None else now - self._read_at
        # A clock that was set back makes the age negative: read again then, too.
        if age is None or not timedelta(0) <= age < self._fresh_for or (age and key_id not in self._keys):
            self._read(now)
        return self._keys.get(key_id)

    def _read(self, now: datetime) -> None:
        own = self._own_id()  # first: asking may put a new key of ours among those known
        self._keys = {
            bytes.fromhex(key.key_id): Believed(
                bytes.fromhex(key.public_key), bool(key.enrolled_at) or key.key_id == own, key.revoked_at
            )
            for key in self._known()
        }
        self._read_at = now

    def _own_id(self) -> str:
        try:
            return self._own()
        except (KeyMissing, WrongKey):
            return ""  # a locked keyring stops nobody at the door: the keys a manager enrolled still count


def sale_verifier(keys: TrustedKeys, verifier: Verifier) -> VerifySale:
    """Checks signatures of tills' sales: any key of the ring counts, waiting and revoked ones too."""

    def verify(key_id: str, message: bytes, signature: bytes) -> bool:
        key = keys.find(bytes.fromhex(key_id))
        return key is not None and verifier.verify(key.public_key, message, signature)

    return verify
