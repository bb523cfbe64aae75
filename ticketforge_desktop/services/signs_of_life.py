"""Every station says that it is there, so that a quiet gate is told from one that lost its network.

A station's sign of life is a small document of its own, named by its key's id: whoever knows the key ring finds it
without searching. It says "my log up to now is in the store", is written after that is true, and read before the
others' logs are fetched. So what is noted of it holds here too: this station's log is known up to then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from ticketforge_desktop.domain.errors import Conflict, KeyMissing, WrongKey
from ticketforge_desktop.domain.records import PublicKeyRecord
from ticketforge_desktop.domain.shared_log import Alive, read_alive, write_alive
from ticketforge_desktop.services.ports.host import Clock
from ticketforge_desktop.services.ports.shared_log import Heard, SharedLog
from ticketforge_desktop.services.ports.station import StationFile
from ticketforge_desktop.services.ports.store import Store

NO_EVENT: Final = ""  # a sign is about no event: `Heard.event_id`
EVERY: Final = timedelta(minutes=1)  # left and looked for at most so often, however often logs are exchanged
ABSENT: Final = timedelta(minutes=5)  # whoever left none for so long is looked for this seldom


class SignsOfLife:
    """Leaves our own sign and looks for the others'.

    Args:
        own_key: the id of the key this station has at the moment.
    """

    def __init__(self, log: SharedLog, station: StationFile, clock: Clock, own_key: Callable[[], str]) -> None:
        self._log, self._station, self._clock, self._own_key = log, station, clock, own_key
        self._looked: dict[str, datetime] = {}  # by key id

    def leave(self, store: Store, at: datetime) -> bool:
        """Say that our log up to `at` is in the store; whether that was due. Raises `ConnectionTrouble`."""
        own = self._station.station_id()
        ours = (one for one in self._log.heard() if one.event_id == NO_EVENT and one.station == own)
        last = next((one.said_at for one in ours), "")
        if _within(last, at, EVERY) or not self._own_id():
            return False
        told = Alive(own, self._station.station_name(), at.isoformat())
        name = alive_key(self._own_id())
        document = store.document(name)
        try:
            store.swap_document(name, write_alive(told), document.digest if document else None)
        except Conflict:
            return False  # another process of this station was first: it is as alive
        self.note([told])
        return True

    def of_others(self, store: Store) -> Sequence[Alive]:
        """Signs of enrolled stations, where one may be newer than what is known. Raises `ConnectionTrouble`."""
        now, own, found = self._clock.now(), self._own_id(), []
        for key in self._station.keys():  # noqa: SIM118 - no mapping
            if key.key_id != own and _believed(key) and self._due(key.key_id, now):
                document = store.document(alive_key(key.key_id))
                alive = read_alive(document.value) if document is not None else None
                present = alive is not None and _within(alive.at, now, ABSENT)
                self._looked[key.key_id] = now if present else now + ABSENT - EVERY
                if alive is not None and alive.station != self._station.station_id():
                    found.append(alive)
        return found

    def note(self, signs: Iterable[Alive]) -> None:
        """Remember signs, once what they speak of is known here."""
        heard_at = self._clock.now().isoformat()
        for one in signs:
            self._log.note_heard(Heard(NO_EVENT, one.station, one.name, 0, 0, "", one.at, heard_at))

    def _own_id(self) -> str:
        try:
            return self._own_key()
        except (KeyMissing, WrongKey):
            return ""  # a locked keyring keeps nobody from exchanging logs

    def _due(self, key_id: str, now: datetime) -> bool:
        looked = self._looked.get(key_id)
        # A clock that was set back makes the time to come long: look again then, too.
        return looked is None or not now - EVERY < looked < now + ABSENT


def alive_key(key_id: str) -> str:
    """The document that holds a station's sign of life."""
    return f"door-alive-{key_id}"


def _believed(key: PublicKeyRecord) -> bool:
    return bool(key.enrolled_at) and not key.revoked_at


def _within(at: str, now: datetime, span: timedelta) -> bool:
    """Whether a time lies within a span of now, either way: clocks of stations differ."""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return False
    return moment.tzinfo is not None and abs(now - moment) < span
