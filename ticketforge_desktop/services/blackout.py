"""The blackout pack: a door that never saw the store, and its log that comes back.

`pack` writes an event's door list sealed, and on paper; `open` makes a door of it in a profile of its own; packed again
there, `merge` takes what was logged into the main station, each entry once.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from ticketforge_desktop.domain.blackout_pack import BlackoutPack, PackHead, read_pack, write_pack
from ticketforge_desktop.domain.errors import BadInput, Conflict, NotFound, PackDamaged, WrongShop
from ticketforge_desktop.domain.gate_rules import GateRules
from ticketforge_desktop.domain.gate_times import EventTimes
from ticketforge_desktop.domain.rights import Right, Staff
from ticketforge_desktop.domain.shared_log import BLOCKING, EntryKind
from ticketforge_desktop.domain.uses import Period
from ticketforge_desktop.services.blackout_paper import paper_head, paper_rows
from ticketforge_desktop.services.ports.blackout import (
    PackFiles,
    PackRecord,
    PackRows,
    PackShelf,
    PaperMaker,
    Sealer,
)
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.shared_log import SharedLog, TicketTerms
from ticketforge_desktop.services.ports.station import StationFile

FORMAT: Final = "ticketforge-blackout-pack"
LANGUAGES: Final = ("de", "en")


@dataclass(frozen=True, slots=True)
class Packed:
    """What `pack` wrote."""

    pack_id: str
    event_id: str
    title: str
    folder: str
    made_at: str
    synced_at: str
    tickets: int
    scans: int  # entries of all doors that went along
    keys: int
    paper: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """What `open` made of a pack."""

    pack_id: str
    event_id: str
    title: str
    station_name: str  # who packed it
    made_at: str
    synced_at: str
    tickets: int
    scans: int
    keys: int


@dataclass(frozen=True, slots=True)
class Merged:
    """What came back."""

    pack_id: str
    event_id: str
    title: str
    station_name: str
    made_at: str
    merged_before: bool
    came_back: int  # entries of other stations in the pack
    admitted: int  # of those, people let in
    refused: int  # of those, attempts that opened nothing
    new: int  # entries that were not known here yet
    tickets: int  # tickets brought up to date
    conflicts: int  # double entries that were not known yet


class Blackout:
    """Packs of one profile.

    Args:
        rules: what holds for an event at every gate.
        terms: what a ticket (by event and id) of the mirror is good for.
        bare: this station's policy for an EAN or a number; `adopt_bare` takes over another station's.
        shop: the mirrored shop's domain, "" before there is one.
    """

    def __init__(
        self,
        rows: PackRows,
        log: SharedLog,
        station: StationFile,
        clock: Clock,
        *,
        shelf: PackShelf,
        sealer: Sealer,
        paper: PaperMaker,
        rules: Callable[[str], GateRules],
        terms: Callable[[str, str], TicketTerms],
        shop: Callable[[], str],
        bare: Callable[[], str],
        adopt_bare: Callable[[str], None],
    ) -> None:
        self._rows, self._log, self._station, self._clock = rows, log, station, clock
        self._shelf, self._sealer, self._paper = shelf, sealer, paper
        self._rules, self._terms, self._shop = rules, terms, shop
        self._bare, self._adopt_bare = bare, adopt_bare

    def is_from_pack(self) -> bool:
        """Whether this profile was opened from packs."""
        return bool(self._rows.opened())

    def pack(
        self, event_id: str, folder: str, secret: bytes, staff: Staff, *, paper: bool = True, language: str = "de"
    ) -> Packed:
        """Write a pack into a new folder.

        Raises:
            RightMissing, NotFound, BadInput (folder not empty, passphrase too short, no such language), KeyMissing,
            DiskFull. Whatever was raised, the folder holds no manifest: it is no pack.
        """
        staff.require(Right.MANAGE_KEYS)
        if language not in LANGUAGES:
            raise BadInput(f"{language!r} is no language of the list: de or en.", field="language")
        self._shelf.check_empty(folder)
        self._log.copy_own(self._terms)
        made_at = self._clock.now()
        pack = self._collect(event_id, made_at)
        sheet = self._sheet(pack, made_at, language) if paper else b""
        if sheet:
            pack = replace(pack, paper=hashlib.sha256(sheet).hexdigest())
        sealed = self._sealer.seal(write_pack(pack), secret)
        head = pack.head
        facts = {"format": FORMAT, "version": 1, "pack_id": head.pack_id, "event_id": event_id, "made_at": head.made_at}
        path = self._shelf.write(folder, PackFiles(facts, sealed, sheet))
        self._rows.note(PackRecord(head.pack_id, event_id, path, head.made_at, "", staff.staff_id))
        self._station.audit(staff, "blackout_pack", event_id, json.dumps({"pack_id": head.pack_id, "path": path}))
        tickets, keys = len(pack.tables["tickets"].rows), len(pack.tables["keys"].rows)
        return Packed(
            head.pack_id, event_id, head.title, path, head.made_at, head.synced_at, tickets, _scans(pack), keys,
            bool(sheet),
        )  # fmt: skip

    def open(self, folder: str, secret: bytes, staff: Staff) -> Opened:
        """Make this profile a door of the pack's event. Opening it again goes on where it was interrupted.

        Raises:
            RightMissing; BadInput, PackDamaged, WrongKey, KeyMissing: the pack can't be read.
            Conflict: the profile mirrors a shop by itself, or a newer pack of the event is open here.
            WrongShop: packs of another shop are open here.
        """
        staff.require(Right.MANAGE_KEYS)
        pack = self._read(folder, secret)
        head = pack.head
        self._may_open(head)
        self._rows.load_station(pack, staff)
        self._adopt_bare(pack.bare)
        # Who is in already is known before the first ticket is: a door that was killed in between lets nobody in twice.
        own = self._station.station_id()
        foreign = [entry for entry in pack.entries if entry.station != own]
        self._log.take(head.event_id, foreign, self._terms_in(pack))
        self._rows.load_mirror(pack)
        self._rows.note(PackRecord(head.pack_id, head.event_id, folder, head.made_at, "", staff.staff_id))
        tickets, keys = len(pack.tables["tickets"].rows), len(pack.tables["keys"].rows)
        return Opened(
            head.pack_id, head.event_id, head.title, head.station_name, head.made_at, head.synced_at, tickets,
            _scans(pack), keys,
        )  # fmt: skip

    def merge(self, folder: str, secret: bytes, staff: Staff) -> Merged:
        """Take the log of a pack that came back. Merging it again changes nothing.

        Raises:
            RightMissing; BadInput, PackDamaged, WrongKey, KeyMissing: the pack can't be read.
            WrongShop, NotFound: it is of another shop, or of an event that is not in the mirror.
            BadInput: it was made here, so nothing has come back in it.
        """
        staff.require(Right.MANAGE_KEYS)
        pack = self._read(folder, secret)
        head, own = pack.head, self._station.station_id()
        self._may_merge(head, own)
        foreign = [entry for entry in pack.entries if entry.station != own]
        known = self._rows.known(head.pack_id)
        self._log.copy_own(self._terms)
        taken = self._log.take(head.event_id, foreign, lambda ticket: self._terms(head.event_id, ticket))
        now = self._clock.now().astimezone(UTC).isoformat()
        self._rows.note(PackRecord(head.pack_id, head.event_id, folder, head.made_at, now, staff.staff_id))
        gone_out = self._rows.known(head.opened_from) if head.opened_from else None
        if gone_out is not None:
            self._rows.note(replace(gone_out, merged_at=now))
        did = Counter(entry.kind for entry in foreign)
        merged = Merged(
            head.pack_id, head.event_id, head.title, head.station_name, head.made_at,
            known is not None and bool(known.merged_at), len(foreign), did[EntryKind.ADMIT] + did[EntryKind.FORCE],
            did[EntryKind.NOTE], taken.entries, taken.tickets, taken.conflicts,
        )  # fmt: skip
        detail = {"pack_id": head.pack_id, "station": head.station, "new": taken.entries, "conflicts": taken.conflicts}
        self._station.audit(staff, "blackout_merge", head.event_id, json.dumps(detail))
        return merged

    def _collect(self, event_id: str, made_at: datetime) -> BlackoutPack:
        # The log is read first: what is let in between the two is in the list as a ticket, and merged later.
        entries = tuple(self._rows.entries(event_id))
        tables = dict(self._rows.collect(event_id))
        synced = tables.pop("synced").rows
        event = dict(zip(tables["events"].columns, tables["events"].rows[0], strict=True))
        opened = next((head for head in self._rows.opened() if head.event_id == event_id), None)
        head = PackHead(
            pack_id=uuid4().hex,
            event_id=event_id,
            title=str(event["title"]),
            shop=self._shop(),
            station=self._station.station_id(),
            station_name=self._station.station_name(),
            made_at=made_at.astimezone(UTC).isoformat(),
            synced_at=str(synced[0][0]) if synced else "",
            opened_from=opened.pack_id if opened is not None else "",
        )
        return BlackoutPack(head, tables, self._bare(), entries)

    def _sheet(self, pack: BlackoutPack, made_at: datetime, language: str) -> bytes:
        used = self._rows.used(pack.head.event_id)
        return self._paper(paper_head(pack, made_at), paper_rows(pack, used, language), language)

    def _read(self, folder: str, secret: bytes) -> BlackoutPack:
        files = self._shelf.read(folder)
        if files.facts.get("format") != FORMAT:
            raise BadInput("This folder holds something else than a blackout pack.", field="pack")
        pack = read_pack(self._sealer.unseal(files.sealed, secret))
        told = {name: str(files.facts.get(name)) for name in ("pack_id", "event_id", "made_at")}
        if any(getattr(pack.head, name) != value for name, value in told.items()):
            raise PackDamaged("The manifest belongs to another pack than the sealed list.")
        if files.paper and hashlib.sha256(files.paper).hexdigest() != pack.paper:
            raise PackDamaged("The printed list belongs to another pack than the sealed one.")
        return pack

    def _may_open(self, head: PackHead) -> None:
        opened: Sequence[PackHead] = self._rows.opened()
        if not opened and not self._rows.is_fresh():
            raise Conflict(
                "This profile has a store of its own; a pack is for a station that has none.",
                next_step="Open it in a new profile (`ticketforge --home DIR blackout open …`).",
            )
        if any(other.shop != head.shop for other in opened):
            raise WrongShop(
                f"Packs of another shop are open here; this one is of {head.shop}.",
                next_step="Open it in a new profile: `ticketforge --home DIR blackout open …`.",
            )
        held = next((other for other in opened if other.event_id == head.event_id), None)
        if held is not None and _moment(held.made_at) > _moment(head.made_at):
            raise Conflict(f"A newer pack of this event, of {held.made_at}, is open here.", made_at=held.made_at)

    def _may_merge(self, head: PackHead, own: str) -> None:
        shop = self._shop()
        if not shop:
            raise NotFound("This profile mirrors no shop, so nothing can be merged into it.")
        if head.shop != shop:
            raise WrongShop(
                f"This pack is of {head.shop}, the profile of {shop}.", next_step="Merge it in that shop's profile."
            )
        if head.station == own:
            raise BadInput(
                "This pack was made here; nothing has come back in it.",
                next_step="Pack again at the station that opened it (`blackout pack`), and merge that pack.",
                field="pack",
            )
        if not self._rows.has_event(head.event_id):
            raise NotFound(f"Event {head.event_id!r} is not in the mirror.", event_id=head.event_id)

    def _terms_in(self, pack: BlackoutPack) -> Callable[[str], TicketTerms]:
        """What the pack's tickets are good for, by the pack itself: the mirror is filled after the log."""
        rules, times = self._rules(pack.head.event_id), _times(pack)
        categories = pack.tables["categories"]
        names = dict(zip(categories.column("variant_id"), categories.column("category_id"), strict=True))
        tickets = pack.tables["tickets"]
        variants = dict(zip(tickets.column("ticket_id"), tickets.column("variant_id"), strict=True))

        def day(at: datetime) -> str:
            return "" if rules.period is Period.EVENT else rules.day(at, times).isoformat()

        return lambda ticket: TicketTerms(rules.allowance(str(names.get(variants.get(ticket, 0), ""))), day)


def _scans(pack: BlackoutPack) -> int:
    return sum(entry.kind not in BLOCKING for entry in pack.entries)


def _times(pack: BlackoutPack) -> EventTimes:
    events = pack.tables["events"]
    event = dict(zip(events.columns, map(str, events.rows[0]), strict=True))
    return EventTimes.of(event["doors_at"], event["starts_at"], event["ends_at"], event["zone"])


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
