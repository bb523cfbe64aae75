"""A profile's two files, and what the rest of the program does with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

from ticketforge_desktop.domain.errors import DatabaseCorrupt, StorageTrouble, WrongKey
from ticketforge_desktop.storage.admissions import Admissions
from ticketforge_desktop.storage.cipher import MIRROR_FILE, STATION_FILE, Vault
from ticketforge_desktop.storage.connection import Connections
from ticketforge_desktop.storage.file import OpenFile
from ticketforge_desktop.storage.migrate import bring_up
from ticketforge_desktop.storage.outbox import OutboxFile
from ticketforge_desktop.storage.place import FixedPlace, MirrorPlace
from ticketforge_desktop.storage.print_ledger import Ledger
from ticketforge_desktop.storage.profile_till import TillFiles
from ticketforge_desktop.storage.send_queue import SendQueueFile
from ticketforge_desktop.storage.shop_keys import ShopKeys
from ticketforge_desktop.storage.station_file import Station
from ticketforge_desktop.storage.ticket_book import Book

if TYPE_CHECKING:
    from ticketforge_desktop.storage.blackout import PackFile
    from ticketforge_desktop.storage.conflicts import ConflictRows
    from ticketforge_desktop.storage.effects_file import EffectsOnFile
    from ticketforge_desktop.storage.erasure import MirrorEraser
    from ticketforge_desktop.storage.gates import GateRows
    from ticketforge_desktop.storage.issues import IssuesFile
    from ticketforge_desktop.storage.mirror_writer import Mirror
    from ticketforge_desktop.storage.pins import PinRows
    from ticketforge_desktop.storage.print_runs import RunsFile
    from ticketforge_desktop.storage.printed_elsewhere import Elsewhere
    from ticketforge_desktop.storage.printers import PrinterRows
    from ticketforge_desktop.storage.privacy_cases import Cases
    from ticketforge_desktop.storage.process_queue import Queue
    from ticketforge_desktop.storage.queries import Queries
    from ticketforge_desktop.storage.seat_maps import SeatingFiles
    from ticketforge_desktop.storage.seats import SeatRows
    from ticketforge_desktop.storage.shared_log import SharedLogFile
    from ticketforge_desktop.storage.stock_rolls import Rolls
    from ticketforge_desktop.storage.sync_queries import SyncQueries
    from ticketforge_desktop.storage.unseen import UnseenFile
    from ticketforge_desktop.storage.webhook_inbox import Inbox

STATION_NAME: Final = "station.db"
MIRROR_NAME: Final = "mirror.db"


@dataclass(frozen=True, slots=True)
class ProfileKeys:
    """The keys of both files, 32 bytes each. None leaves a file unencrypted: for benchmarks' comparison only."""

    mirror: bytes | None = field(repr=False)
    station: bytes | None = field(repr=False)


class Profile(TillFiles):
    """Everything is opened when it is first asked for; any number of processes may have the same profile open.

    The parts are safe to use from any thread.
    """

    def __init__(self, folder: Path, keys: ProfileKeys, shop_keys: ShopKeys, now: Callable[[], datetime]) -> None:
        self.folder: Final = folder
        self._now = now
        self._station_place = FixedPlace(Vault(folder / STATION_NAME, STATION_FILE, keys.station))
        self._mirror_place = MirrorPlace(folder, Vault(folder / MIRROR_NAME, MIRROR_FILE, keys.mirror))
        self._station_file = OpenFile(
            self._station_place, lambda: self._station_place.vault, lambda: bring_up(self._station_place.vault)
        )
        self._mirror_file = OpenFile(
            self._mirror_place, lambda: self._mirror_place.vault, lambda: bring_up(self._mirror_place.vault)
        )
        self.shop_keys: Final = shop_keys
        self._closed = False

    @property
    def mirror_path(self) -> Path:
        """The mirror in use; each first sync gives it another name."""
        self._mirror_place.generation()
        return self._mirror_place.path

    @cached_property
    def station(self) -> Station:
        """`StationFile`. Raises `WrongKey`, `DatabaseTooNew`, `DatabaseCorrupt`, `DiskFull` on first use."""
        file = self._opened(self._station_file)
        return Station(file.vault, file.writer(), file.readers, self._now)

    @cached_property
    def admissions(self) -> Admissions:
        """`AdmissionLog`."""
        file = self._opened(self._station_file)
        return Admissions(file.writer(), file.readers, self.station.known_name, self._categories_of)

    @cached_property
    def connections(self) -> Connections:
        """`ConnectionBook`."""
        file = self._opened(self._station_file)
        return Connections(file.writer(), file.readers, self._now, self.station.station_id())

    @cached_property
    def print_ledger(self) -> Ledger:
        """`PrintLedger`."""
        file = self._opened(self._station_file)
        return Ledger(file.writer(), file.readers)

    @cached_property
    def stock_rolls(self) -> Rolls:
        """`StockRolls`."""
        from ticketforge_desktop.storage.stock_rolls import Rolls

        file = self._opened(self._station_file)
        return Rolls(file.writer(), file.readers)

    @cached_property
    def print_runs(self) -> RunsFile:
        """`RunBook`."""
        from ticketforge_desktop.storage.print_runs import RunsFile

        file = self._opened(self._station_file)
        return RunsFile(file.writer(), file.readers)

    @cached_property
    def issues(self) -> IssuesFile:
        """`IssueBook`."""
        from ticketforge_desktop.storage.issues import IssuesFile

        file = self._opened(self._station_file)
        return IssuesFile(file.writer(), file.readers, self.outbox, self.station.station_id())

    @cached_property
    def printers(self) -> PrinterRows:
        """`Printers`."""
        from ticketforge_desktop.storage.printers import PrinterRows

        file = self._opened(self._station_file)
        return PrinterRows(file.writer(), file.readers, self.station.station_id(), self._now)

    @property
    def seats(self) -> SeatRows:
        """`SeatFile`."""
        return self.seating.rows

    @cached_property
    def seating(self) -> SeatingFiles:
        """Seats, their maps, and those that web orders name."""
        from ticketforge_desktop.storage.seat_maps import SeatingFiles

        files = self._opened(self._station_file), self._opened(self._mirror_file)
        return SeatingFiles(*files, self.outbox, (self.station.station_id(), self.station.known_name), self._now)

    @cached_property
    def printed_elsewhere(self) -> Elsewhere:
        """`PrintedElsewhere`."""
        from ticketforge_desktop.storage.printed_elsewhere import Elsewhere

        file = self._opened(self._station_file)
        return Elsewhere(file.writer(), file.readers)

    @cached_property
    def outbox(self) -> OutboxFile:
        """`Outbox`, and `add_in` for transactions of the station file."""
        file = self._opened(self._station_file)
        return OutboxFile(file.writer(), file.readers, self.station.station_id, self._now)

    @cached_property
    def send_queue(self) -> SendQueueFile:
        """`SendQueue`: the outbox as the pusher works it off."""
        file = self._opened(self._station_file)
        return SendQueueFile(file.writer(), file.readers)

    @cached_property
    def webhook_inbox(self) -> Inbox:
        """`WebhookInbox`."""
        from ticketforge_desktop.storage.webhook_inbox import Inbox

        file = self._opened(self._station_file)
        return Inbox(file.writer(), file.readers, self._now)

    @cached_property
    def privacy_cases(self) -> Cases:
        """`PrivacyCases`."""
        from ticketforge_desktop.storage.privacy_cases import Cases

        return Cases(self._opened(self._station_file).writer(), self._now, self.station.station_id())

    @cached_property
    def person_eraser(self) -> MirrorEraser:
        """`PersonEraser`."""
        from ticketforge_desktop.storage.erasure import MirrorEraser

        return MirrorEraser(self._opened(self._mirror_file))

    @cached_property
    def process_queue(self) -> Queue:
        """`ProcessQueue`."""
        from ticketforge_desktop.storage.process_queue import Queue

        return Queue(self._opened(self._mirror_file))

    @cached_property
    def effects(self) -> EffectsOnFile:
        """`EffectsFile`."""
        from ticketforge_desktop.storage.effects_file import EffectsOnFile

        return EffectsOnFile(self._opened(self._station_file), self.station.station_id(), self._now)

    @cached_property
    def gates(self) -> GateRows:
        """`GateStore`."""
        from ticketforge_desktop.storage.gates import GateRows

        file = self._opened(self._station_file)
        return GateRows(file.writer(), file.readers, self.station.station_id(), self._now, self.station.known_name)

    @cached_property
    def shared_log(self) -> SharedLogFile:
        """`SharedLog`."""
        from ticketforge_desktop.storage.shared_log import SharedLogFile

        file = self._opened(self._station_file)
        return SharedLogFile(file.writer(), file.readers, self.station.station_id(), self._now)

    @cached_property
    def pack_file(self) -> PackFile:
        """`PackRows`."""
        from ticketforge_desktop.storage.blackout import PackFile

        mirror, station = self._opened(self._mirror_file), self._opened(self._station_file)
        return PackFile(mirror, station, self.station.station_id(), self._now)

    @cached_property
    def pins(self) -> PinRows:
        """`PinFile`."""
        from ticketforge_desktop.storage.pins import PinRows

        file = self._opened(self._station_file)
        return PinRows(file.writer(), file.readers, self.station.station_id(), self._now)

    @cached_property
    def conflicts(self) -> ConflictRows:
        """`Conflicts`."""
        from ticketforge_desktop.storage.conflicts import ConflictRows

        file = self._opened(self._station_file)
        return ConflictRows(file.writer(), file.readers, self.station.station_id(), self._now)

    @cached_property
    def unseen(self) -> UnseenFile:
        """`UnseenRows`."""
        from ticketforge_desktop.storage.unseen import UnseenFile

        return UnseenFile(self._opened(self._station_file), self.station.station_id(), self._now)

    @cached_property
    def ticket_book(self) -> Book:
        """`TicketBook`."""
        mirror = self._opened(self._mirror_file)
        return Book(mirror.readers, self._opened(self._station_file), mirror.last_write, self.sold_tickets)

    @cached_property
    def mirror_writer(self) -> Mirror:
        """`MirrorWriter`."""
        from ticketforge_desktop.storage.mirror_writer import Mirror

        return Mirror(self._opened(self._mirror_file), self._mirror_place, self.shop_keys)

    @cached_property
    def queries(self) -> Queries:
        """`MirrorQueries`."""
        from ticketforge_desktop.storage.queries import Queries

        mirror = self._opened(self._mirror_file).readers
        return Queries(mirror, self.admissions.tally, self.station.setting, self._now, self.sold_tickets)

    @cached_property
    def sync_queries(self) -> SyncQueries:
        """History, feeds and troubles of sync."""
        from ticketforge_desktop.storage.sync_queries import SyncQueries

        return SyncQueries(self._opened(self._mirror_file).readers)

    def changed_elsewhere(self) -> bool:
        """Whether either file was written since this was last asked, by this or another process (`data_version`)."""
        station = self._opened(self._station_file).changed_elsewhere()
        return self._opened(self._mirror_file).changed_elsewhere() or station

    def replace_damaged_mirror(self) -> bool:
        """Put an empty mirror in the place of one that does not open; whether that was needed.

        Only for a person who asked to fetch everything again: what the mirror holds, the store has too.
        """
        try:
            self._mirror_file.ready()
        except (DatabaseCorrupt, WrongKey):
            self._mirror_place.set_aside()
            return True
        return False

    def close(self) -> None:
        """Finish what is being written and let go of both files."""
        self._closed = True
        if "mirror_writer" in self.__dict__:  # only if it was ever asked for
            self.mirror_writer.close()
        self._mirror_file.close()
        self._station_file.close()

    def __enter__(self) -> Profile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _categories_of(self, ticket_ids: Sequence[str]) -> Mapping[str, str]:
        from ticketforge_desktop.storage.house import categories_of

        return categories_of(self._opened(self._mirror_file).readers, ticket_ids)

    def _opened(self, file: OpenFile) -> OpenFile:
        if self._closed:
            raise StorageTrouble("The profile has been closed.", folder=self.folder.name)
        file.ready()
        return file


def open_profile(
    folder: Path,
    keys: ProfileKeys,
    shop_keys: ShopKeys | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> Profile:
    """A profile in a folder, which is made when it is not there.

    Args:
        folder: where both files are.
        keys: their keys.
        shop_keys: what tickets are derived with; may be given later, before the first sync (`profile.shop_keys`).
        now: the time, for entries and for "upcoming".
    """
    folder.mkdir(parents=True, exist_ok=True)
    profile = Profile(folder, keys, shop_keys or ShopKeys(), now)
    profile._mirror_place.tidy()
    return profile
