"""Keys of stations: our own pair, the ring in the store, and whose codes a door believes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from ticketforge_desktop.domain.codes import key_id_of
from ticketforge_desktop.domain.errors import BadInput, Conflict, ConnectionTrouble, NotFound, WrongKey
from ticketforge_desktop.domain.key_ring import (
    DOCUMENT,
    EMPTY,
    KeyRing,
    is_hex,
    merge,
    read_ring,
    ring_of,
    write_ring,
)
from ticketforge_desktop.domain.records import PublicKeyRecord
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.domain.ticket_numbers import EAN_KEY_BYTES
from ticketforge_desktop.services.ports.host import Clock, SecretStore
from ticketforge_desktop.services.ports.signing import KeySmith, Signer
from ticketforge_desktop.services.ports.station import StationFile
from ticketforge_desktop.services.ports.store import Store

STATION_KEY: Final = "station-key"
EAN_KEY: Final = "ean-key"
# Stations that start in the same second lose a race or two, never this many.
_TRIES: Final = 8


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key as `keys list` prints it. `state` is `waiting`, `enrolled` or `revoked`."""

    key_id: str
    station: str
    state: str
    enrolled_at: str
    revoked_at: str
    own: bool

    def as_json(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class KeyChange:
    """What enrolling or revoking did. `published` is False while the store does not answer; the next sync tells it."""

    key: KeyRow
    published: bool

    def as_json(self) -> dict[str, object]:
        return {**self.key.as_json(), "published": self.published}


class StationKeys:
    """This station's key pair and what it knows of the others'.

    Private key and EAN key stand in the secret store, public keys in the station file.
    """

    def __init__(self, station: StationFile, secrets: SecretStore, smith: KeySmith, clock: Clock) -> None:
        self._station = station
        self._secrets = secrets
        self._smith = smith
        self._clock = clock
        self._signer: Signer | None = None
        self._ean_key = b""

    def signer(self) -> Signer:
        """Signs with the key this station has at the moment; the pair is made on first use.

        Once a manager revoked the key it is made anew, and who holds this signer signs with the new one.
        Raises `KeyMissing` without a secret store, `WrongKey` when the stored key is damaged.
        """
        self._own_signer()
        return _OwnSigner(self._own_signer)

    def key_id(self) -> str:
        """The id of the key this station has at the moment, 8 hex digits; of a new one once ours was revoked."""
        self._forget_revoked()  # by another process, perhaps
        return key_id_of(self._own_signer().public_key).hex()

    def ean_key(self) -> bytes | None:
        """The shop's EAN key (16 bytes), None before the ring was fetched or published once."""
        if not self._ean_key:
            text = self._secrets.get(EAN_KEY)
            if text is None:
                return None
            if not is_hex(text, EAN_KEY_BYTES):
                raise WrongKey("The shop's EAN key in the keyring is damaged.", next_step="Delete the entry and sync.")
            self._ean_key = bytes.fromhex(text)
        return self._ean_key

    def read_anew(self) -> None:
        """Another process of this station may have taken over a ring: its EAN key counts for what comes next."""
        self._ean_key = b""

    def rows(self, staff: Staff) -> list[KeyRow]:
        """All keys known here, our own first. Raises `RightMissing`."""
        staff.require(Right.VIEW)
        own = self.key_id()
        return sorted((_row(key, own) for key in self._ring()), key=lambda row: (not row.own, row.key_id))

    def publish(self, store: Store, staff: Staff) -> KeyRing:
        """Bring the ring in the store and ours together; called before tickets are first derived, and at each sync.

        Makes the EAN key where the shop has none. The first station of an empty ring enrols itself if `staff` may
        manage keys; all later ones wait for a manager.

        Raises:
            ConnectionTrouble: the store does not answer; nothing is lost.
            Conflict: others changed the ring each time we tried.
            BadInput: the document in the store can't be read, and was left alone.
        """
        for _ in range(_TRIES):
            document = store.document(DOCUMENT)
            published = read_ring(document.value) if document else EMPTY
            ring = self._joined(published, staff)
            if ring != published:
                try:
                    store.swap_document(DOCUMENT, write_ring(ring), document.digest if document else None)
                except Conflict:
                    continue
            self._adopt(ring)
            return ring
        raise Conflict("Other stations changed the key ring each time we tried.", next_step="Sync again.")

    def enrol(self, key_id: str, staff: Staff, store: Store | None) -> KeyChange:
        """Believe a station's codes from now on, at every door.

        Raises `RightMissing`; `NotFound` for an unknown key; `BadInput` for a revoked one.
        """
        staff.require(Right.MANAGE_KEYS)
        key = self._known(key_id)
        if key.revoked_at:
            raise BadInput(
                f"Key {key.key_id} was revoked; a revocation is never taken back.",
                next_step="Let the station make a new key, then enrol that one.",
                field="key_id",
            )
        if key.enrolled_at:
            return self._told(key, staff, store)
        return self._told(self._changed(key._replace(enrolled_at=self._now()), "enrol_key", staff), staff, store)

    def revoke(self, key_id: str, staff: Staff, store: Store | None, at: datetime | None = None) -> KeyChange:
        """Believe a station's codes no longer, those excepted whose issue was known before `at` (default: now).

        Raises `RightMissing`; `NotFound` for an unknown key; `BadInput` for a time to come.
        """
        staff.require(Right.MANAGE_KEYS)
        key = self._known(key_id)
        if at is not None and at > self._clock.now():
            raise BadInput("A key can't be revoked from a time to come.", field="at")
        when = self._now() if at is None else _stamp(at)
        if key.revoked_at and key.revoked_at <= when:
            return self._told(key, staff, store)
        return self._told(self._changed(key._replace(revoked_at=when), "revoke_key", staff), staff, store)

    def _own_signer(self) -> Signer:
        if self._signer is None:
            private = self._secrets.get(STATION_KEY)
            signer = None if private is None else self._smith.signer(private)
            if signer is None or self._is_revoked(signer):
                signer = self._smith.signer(self._make_pair())
            self._keep_own(signer)
            self._signer = signer
        return self._signer

    def _ring(self) -> Sequence[PublicKeyRecord]:
        return self._station.keys()

    def _make_pair(self) -> str:
        """A new private key, kept before it is used; not one whose id another station already has."""
        taken = {key.key_id for key in self._ring()}
        private = self._smith.forge()
        while key_id_of(self._smith.signer(private).public_key).hex() in taken:
            private = self._smith.forge()
        self._secrets.put(STATION_KEY, private)
        return private

    def _is_revoked(self, signer: Signer) -> bool:
        public = signer.public_key.hex()
        return any(key.revoked_at and key.public_key == public for key in self._ring())

    def _keep_own(self, signer: Signer) -> None:
        key_id = key_id_of(signer.public_key).hex()
        if all(key.key_id != key_id for key in self._ring()):
            own = PublicKeyRecord(key_id, self._station.station_name(), signer.public_key.hex(), "", "")
            self._station.put_keys([own])

    def _joined(self, published: KeyRing, staff: Staff) -> KeyRing:
        own_id, ours = self.key_id(), self.ean_key()
        ring = merge(published, ring_of(ours.hex() if ours else "", self._station.keys()))
        if not ring.ean_key:
            ring = KeyRing(self._smith.random(EAN_KEY_BYTES).hex(), ring.keys)
        founds = not published.keys and not ring.any_enrolled and Right.MANAGE_KEYS in staff.rights
        name = self._station.station_name()
        keys = tuple(
            key._replace(station=name, enrolled_at=self._now() if founds else key.enrolled_at)
            if key.key_id == own_id
            else key
            for key in ring.keys
        )
        return KeyRing(ring.ean_key, keys)

    def _adopt(self, ring: KeyRing) -> None:
        """Take over what is published. The EAN key first: tickets derived without it would have other numbers."""
        if self.ean_key() != bytes.fromhex(ring.ean_key):
            self._secrets.put(EAN_KEY, ring.ean_key)
            self._ean_key = bytes.fromhex(ring.ean_key)
        if set(ring.keys) != set(self._ring()):
            self._station.put_keys(ring.keys)
        self._forget_revoked()

    def _forget_revoked(self) -> None:
        if self._signer is not None and self._is_revoked(self._signer):
            self._signer = None

    def _known(self, key_id: str) -> PublicKeyRecord:
        self._own_signer()
        wanted = key_id.strip().lower()
        for key in self._ring():
            if key.key_id == wanted:
                return key
        raise NotFound(f"No key {key_id!r} is known here.", next_step="`ticketforge keys list` names them; sync first.")

    def _changed(self, key: PublicKeyRecord, action: str, staff: Staff) -> PublicKeyRecord:
        self._station.put_keys([key])
        self._forget_revoked()
        detail = {"station": key.station, "enrolled_at": key.enrolled_at, "revoked_at": key.revoked_at}
        self._station.audit(staff, action, key.key_id, json.dumps(detail, ensure_ascii=False))
        return key

    def _told(self, key: PublicKeyRecord, staff: Staff, store: Store | None) -> KeyChange:
        """Local first, always: a theft is acted on here at once, whether or not the store answers."""
        published = False
        if store is not None:
            try:
                ring = self.publish(store, staff)
            except (ConnectionTrouble, Conflict):
                ring = None
            published = ring is not None and ring.find(key.key_id) == self._known(key.key_id)
        return KeyChange(_row(self._known(key.key_id), self.key_id()), published)

    def _now(self) -> str:
        return _stamp(self._clock.now())


class _OwnSigner:
    """The station's signer, whichever key that is now."""

    def __init__(self, current: Callable[[], Signer]) -> None:
        self._current = current

    @property
    def public_key(self) -> bytes:
        return self._current().public_key

    def sign(self, message: bytes) -> bytes:
        return self._current().sign(message)


def _row(key: PublicKeyRecord, own: str) -> KeyRow:
    state = "revoked" if key.revoked_at else "enrolled" if key.enrolled_at else "waiting"
    return KeyRow(key.key_id, key.station, state, key.enrolled_at, key.revoked_at, key.key_id == own)


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
