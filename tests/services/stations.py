"""Stations on real files, a shared store document, and a clock that is set by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

from tests.storage.story import KEYS
from ticketforge_desktop.domain.errors import Conflict, NetworkUnavailable
from ticketforge_desktop.host.ed25519 import CachingVerifier, StationKeySmith
from ticketforge_desktop.services.keys import StationKeys
from ticketforge_desktop.services.ports.store import Document, Store
from ticketforge_desktop.services.trusted_keys import TrustedKeys
from ticketforge_desktop.storage.profile import Profile, open_profile
from ticketforge_desktop.storage.shop_keys import ShopKeys

EVENING = datetime(2026, 11, 14, 18, 0, tzinfo=UTC)


class HandClock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime = EVENING) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def pass_by(self, **span: float) -> None:
        self.at += timedelta(**span)


class Safe:
    """Secrets in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, value: str) -> None:
        self.kept[name] = value

    def delete(self, name: str) -> None:
        self.kept.pop(name, None)


@dataclass
class SharedDocument:
    """The store as far as keys need it: one document with compare-and-swap, and a network that may be gone."""

    value: str | None = None
    swaps: int = 0
    reachable: bool = True
    before_swap: list[Callable[[], object]] = field(default_factory=list)  # others who are faster

    def document(self, key: str) -> Document | None:
        assert key == "codes"
        if not self.reachable:
            raise NetworkUnavailable("The store does not answer.")
        return None if self.value is None else Document(self.value, self._digest())

    def swap_document(self, key: str, value: str, digest: str | None) -> Document:
        if self.before_swap:
            self.before_swap.pop(0)()
        if digest != (None if self.value is None else self._digest()):
            raise Conflict("Somebody else was faster.")
        self.value = value
        self.swaps += 1
        found = self.document(key)
        assert found is not None
        return found

    def as_store(self) -> Store:
        return cast(Store, self)

    def _digest(self) -> str:
        return hashlib.sha256((self.value or "").encode()).hexdigest()


class TestStation:
    """A profile on encrypted files with its own keys."""

    __test__ = False

    def __init__(self, folder: Path, clock: HandClock, name: str = "till 1", **more: Any) -> None:
        self.clock = clock
        self.safe = Safe()
        self.shop_keys = ShopKeys()
        self.profile: Profile = open_profile(folder, KEYS, self.shop_keys, clock.now, **more)
        self.file = self.profile.station
        from ticketforge_desktop.domain.rights import DEFAULT_MANAGER

        self.file.rename_station(name, DEFAULT_MANAGER)
        self.keys = StationKeys(self.file, self.safe, StationKeySmith(), clock)
        self.verifier = CachingVerifier()
        self.shop_keys.ean_key = self.keys.ean_key

    def trusted(self) -> TrustedKeys:
        return TrustedKeys(self.file.keys, self.clock, self.keys.key_id)

    def close(self) -> None:
        self.profile.close()
