"""A blackout pack as its use case reaches files, seals and paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple, Protocol

from ticketforge_desktop.domain.blackout_pack import BlackoutPack, PackHead, Table
from ticketforge_desktop.domain.rights import Staff
from ticketforge_desktop.domain.shared_log import Entry


class PaperRow(NamedTuple):
    """A ticket as the printed list shows it; "" where nothing is known."""

    name: str
    order: str
    category: str
    seat: str
    number: str
    ean: str
    mark: str  # "" | "unpaid" | "blocked" | "inside"


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What stands above each page; `starts_at` in the event's own zone."""

    title: str
    starts_at: datetime | None
    venue: str
    made_at: datetime
    station: str


class PaperMaker(Protocol):
    """Writes the printed list."""

    def __call__(self, head: PaperHead, rows: Sequence[PaperRow], language: str) -> bytes:
        """A PDF. `rows` are printed in the order they come."""
        ...


class Sealer(Protocol):
    """Seals with what a person knows."""

    def seal(self, data: bytes, secret: bytes) -> bytes:
        """The sealed file's bytes."""
        ...

    def unseal(self, data: bytes, secret: bytes) -> bytes:
        """What was sealed. Raises `WrongKey` for another secret, `PackDamaged` when it is torn or was altered."""
        ...


@dataclass(frozen=True, slots=True)
class PackFiles:
    """A pack as it lies in its folder: the manifest's facts, the sealed list, the paper's bytes where it has one."""

    facts: Mapping[str, object]
    sealed: bytes
    paper: bytes = b""


class PackShelf(Protocol):
    """Folders with packs."""

    def check_empty(self, folder: str) -> None:
        """Raises `BadInput` where the folder holds anything: nothing is written over."""
        ...

    def write(self, folder: str, files: PackFiles) -> str:
        """Write a pack, its manifest last, each file whole; returns the folder's full path.

        Raises:
            BadInput, DiskFull
        """
        ...

    def read(self, folder: str) -> PackFiles:
        """A pack whose files are what its manifest says.

        Raises:
            BadInput: there is no pack.
            PackDamaged: a file is missing, torn or was altered.
        """
        ...


@dataclass(frozen=True, slots=True)
class PackRecord:
    """A pack this station made, opened or merged."""

    pack_id: str
    event_id: str
    path: str
    made_at: str
    merged_at: str
    staff_id: str


class PackRows(Protocol):
    """Mirror and station file as a pack needs them."""

    def collect(self, event_id: str) -> Mapping[str, Table]:
        """All tables of an event as they are now. Raises `NotFound` where the event is not in the mirror."""
        ...

    def has_event(self, event_id: str) -> bool:
        """Whether the event is in the mirror."""
        ...

    def entries(self, event_id: str) -> Sequence[Entry]:
        """What all doors logged of the event, as far as it is known here."""
        ...

    def used(self, event_id: str) -> frozenset[str]:
        """Ids of tickets that were let in already."""
        ...

    def opened(self) -> Sequence[PackHead]:
        """The packs this profile was filled from; none in an ordinary profile."""
        ...

    def is_fresh(self) -> bool:
        """Whether the mirror never saw a shop."""
        ...

    def load_station(self, pack: BlackoutPack, staff: Staff) -> None:
        """Take rules, blocked tickets, issues and keys over, in one transaction."""
        ...

    def load_mirror(self, pack: BlackoutPack) -> None:
        """Put the event into the mirror, whatever an older pack said of it, in one transaction."""
        ...

    def note(self, record: PackRecord) -> None:
        """Remember a pack; a time of merging is never taken back."""
        ...

    def known(self, pack_id: str) -> PackRecord | None:
        """A pack this station has dealt with."""
        ...
