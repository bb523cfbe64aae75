"""How many stations' admissions are known here: the confidence of a verdict beside the mirror's age."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from ticketforge_desktop.domain.errors import KeyMissing, WrongKey
from ticketforge_desktop.domain.records import PublicKeyRecord
from ticketforge_desktop.services.ports.shared_log import Heard

# Who wrote nothing for so long may be let in people whom nobody else knows of.
VISIBLE_FOR: Final = timedelta(minutes=15)
FRESH_FOR: Final = timedelta(seconds=5)  # where somebody asks for it beside the door
TONIGHT: Final = timedelta(hours=18)
_STALE: Final = timedelta(seconds=30)  # where nobody does, a scan looks for itself


class Seen(NamedTuple):
    """Stations whose log is fresh here, ourselves counted, of all that are enrolled."""

    visible: int = 1
    stations: int = 1


class StationSeen(NamedTuple):
    """What is known here of another station. `until`: its log is here up to then, by its own clock."""

    name: str
    until: datetime | None  # None: nothing was ever heard of it
    visible: bool

    def as_json(self) -> dict[str, object]:
        """As commands print it."""
        return {
            "station": self.name,
            "seen_until": self.until.isoformat() if self.until else None,
            "visible": self.visible,
        }


class StationsSeen:
    """Counts, and keeps the count: a scan reads it from memory.

    A station is visible when it said within the last 15 minutes that its log is in the store, and that was heard here
    within them. It says so with each part of its log and, where nobody comes, by its sign of life
    (`services.signs_of_life`): the number never promises more than is known.

    Args:
        heard: how far whose log is known here.
        keys: the public keys known here; a station is enrolled that has one which is not revoked.
        own: our own station's id; `own_key` the id of the key it has at the moment. Stations are told apart by their
            keys: several may be called the same.
    """

    def __init__(
        self,
        heard: Callable[[], Sequence[Heard]],
        keys: Callable[[], Iterable[PublicKeyRecord]],
        own: str,
        now: Callable[[], datetime],
        own_key: Callable[[], str] = lambda: "",
    ) -> None:
        self._heard, self._keys, self._own, self._now = heard, keys, own, now
        self._own_key = own_key
        self._seen: Seen | None = None
        self._at: datetime | None = None

    @property
    def seen(self) -> Seen:
        """As last counted; counted now only where nobody has done so for half a minute."""
        return self.refresh(_STALE)

    def refresh(self, fresh_for: timedelta = timedelta(0)) -> Seen:
        """Count anew, unless that was done within `fresh_for`."""
        now = self._now()
        age = None if self._at is None else now - self._at
        # A clock that was set back makes the age negative: count again then, too.
        if self._seen is None or age is None or not timedelta(0) <= age < fresh_for:
            self._seen, self._at = self._count(now), now
        return self._seen

    def others(self) -> Sequence[StationSeen]:
        """Every other station that is enrolled or was heard of tonight, by name, and up to when its log is here."""
        now, newest = self._now(), dict[str, Heard]()
        for one in self._heard():
            if one.station != self._own and one.said_at >= getattr(newest.get(one.station), "said_at", ""):
                newest[one.station] = one
        found = [
            StationSeen(one.name, _moment(one.said_at), _within(one.said_at, now) and _within(one.heard_at, now))
            for one in newest.values()
        ]
        enrolled = Counter(key.station for key in self._others_enrolled())
        recent = [one for one in found if one.name in enrolled or (one.until and abs(now - one.until) < TONIGHT)]
        unheard = enrolled - Counter(one.name for one in recent)
        silent = [StationSeen(name, None, False) for name in unheard.elements()]
        return sorted((*recent, *silent), key=lambda one: (one.name, one.until is None))

    def _count(self, now: datetime) -> Seen:
        fresh = {
            one.station
            for one in self._heard()
            if one.station != self._own and _within(one.said_at, now) and _within(one.heard_at, now)
        }
        return Seen(1 + len(fresh), 1 + max(len(fresh), len(self._others_enrolled())))

    def _others_enrolled(self) -> Sequence[PublicKeyRecord]:
        believed = [key for key in self._keys() if key.enrolled_at and not key.revoked_at]
        if not believed:
            return ()
        try:
            own = self._own_key()
        except (KeyMissing, WrongKey):
            return believed[1:]  # a locked keyring: one of them is ours
        return [key for key in believed if key.key_id != own]


def _within(at: str, now: datetime) -> bool:
    """Whether a time is at most 15 minutes away; clocks of stations differ, so a little ahead counts too."""
    moment = _moment(at)
    return moment is not None and abs(now - moment) <= VISIBLE_FOR


def _moment(at: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
