"""A house whose net is down: a main station that packs, and dark doors that never met the store."""

from __future__ import annotations

from pathlib import Path

from tests.services.evening import Evening
from tests.services.stations import HandClock, TestStation
from ticketforge_desktop.domain.rights import DEFAULT_MANAGER
from ticketforge_desktop.domain.uses import Period
from ticketforge_desktop.host.pack_shelf import Folders
from ticketforge_desktop.host.sealed_file import SealedFile
from ticketforge_desktop.services.blackout import Blackout, Opened
from ticketforge_desktop.services.check_in import CheckIn
from ticketforge_desktop.services.gates import Gates
from ticketforge_desktop.services.ports.blackout import PaperHead, PaperRow
from ticketforge_desktop.services.ports.shared_log import TicketTerms

SECRET = b"a made-up passphrase"


class Packing:
    """A station that packs, opens and merges; printed lists are caught."""

    def __init__(self, station: TestStation, gates: Gates) -> None:
        self.station, self.gates = station, gates
        self.bare, self.sheets = "confirm", list[tuple[PaperHead, list[PaperRow], str]]()
        self.sealer = SealedFile(n=2**4)
        profile = station.profile

        def terms(event_id: str, ticket: str) -> TicketTerms:
            rules, times = gates(event_id, "")
            known = profile.ticket_book.by_id(ticket)
            allowance = rules.allowance(known.category_id if known else "")
            daily = rules.period is Period.DAY
            return TicketTerms(allowance, lambda at: rules.day(at, times).isoformat() if daily else "")

        def paper(head: PaperHead, rows: list[PaperRow], language: str) -> bytes:
            self.sheets.append((head, list(rows), language))
            return b"%PDF made up"

        self.packs = Blackout(
            profile.pack_file, profile.shared_log, station.file, station.clock,
            shelf=Folders(), sealer=self.sealer, paper=paper,  # type: ignore[arg-type]
            rules=lambda event_id: gates.rules(event_id, ""), terms=terms,
            shop=lambda: shop.domain if (shop := profile.queries.shop()) else "",
            bare=lambda: self.bare, adopt_bare=lambda policy: setattr(self, "bare", policy),
        )  # fmt: skip

    def open(self, folder: Path) -> Opened:
        return self.packs.open(str(folder), SECRET, DEFAULT_MANAGER)


class DarkDoor(Packing):
    """A station that never met the store, with a door of its own."""

    def __init__(self, folder: Path, clock: HandClock, name: str = "North door") -> None:
        station = TestStation(folder, clock, name)
        profile = station.profile
        book = profile.ticket_book
        gates = Gates(
            profile.gates, lambda: {"bare": "confirm"}, book.event_times, event_of=book.event_of, clock=Ticks()
        )
        super().__init__(station, gates)
        self.door = CheckIn(
            profile.ticket_book, profile.admissions, station.trusted(), station.verifier, clock,
            rulings=gates, packed=profile.ticket_book.packed_at,
        )  # fmt: skip

    def verdict(self, code: str, gate: str = "A", direction: str = "entry", event_id: str = "gala") -> str:
        self.station.clock.pass_by(seconds=5)
        return str(self.door.check(code, [event_id], gate, direction, DEFAULT_MANAGER).verdict)


class Ticks:
    """A clock that never stands, so that no rule is believed a second time."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        self.at += 10
        return self.at


class House:
    """The main station with its evening, and dark doors beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock = folder, HandClock()
        self.station = TestStation(folder / "main", self.clock, "Box office")
        self.evening = Evening(self.station)
        self.evening.synced(minutes_ago=4)
        self.station.keys.signer()
        known = self.station.file.keys()
        self.station.file.put_keys([key._replace(enrolled_at="2026-10-01T00:00:00Z") for key in known])
        self.main = Packing(self.station, self.evening.gates)
        self.doors = list[DarkDoor]()

    def pack(self, name: str, event_id: str = "gala", paper: bool = False, **more: str) -> Path:
        self.main.packs.pack(event_id, str(self.folder / name), SECRET, DEFAULT_MANAGER, paper=paper, **more)
        return self.folder / name

    def dark(self, name: str = "north") -> DarkDoor:
        self.doors.append(DarkDoor(self.folder / name, self.clock, name))
        return self.doors[-1]

    def back(self, door: DarkDoor, name: str) -> Path:
        door.packs.pack("gala", str(self.folder / name), SECRET, DEFAULT_MANAGER, paper=False)
        return self.folder / name

    def close(self) -> None:
        for each in (self.station, *(door.station for door in self.doors)):
            each.close()
